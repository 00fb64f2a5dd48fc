"""Which notice a book without our names prints: most of its titles, labels and boxes stand in it."""

from functools import lru_cache

from workbook.form import Form
from workbook.notice import shelf
from workbook.ooxml.book import Book
from workbook.read.printed import bare, page_of

_MOST = 0.8
_LEAST = 40


def recognised(book: Book) -> str:
    """The id of the notice whose declaration this is; blank when it is none, or could be two."""
    texts = "\n".join(word for sheet in book.sheets for word in page_of(book, sheet).words.values())
    scores = sorted(((_share(texts, id_), id_) for id_ in shelf.notice_ids()), reverse=True)
    best = [id_ for share, id_ in scores if share == scores[0][0] and share >= _MOST]
    return best[0] if len(best) == 1 else ""


def _share(texts: str, notice: str) -> float:
    words = _words(notice)
    return sum(word in texts for word in words) / len(words) if len(words) >= _LEAST else 0.0


@lru_cache(maxsize=8)
def _words(notice: str) -> frozenset[str]:
    """Titles of sections below the cover, labels and boxes: what a copy by hand keeps too."""
    form = Form(shelf.pack(notice))
    titles = [section.title for section, _ in form.contents]
    labels = [spec.label for spec in form.fields.values()]
    boxes = [title for area in form.areas.values() for _, title in area.boxes]
    return frozenset(filter(None, map(bare, (*titles, *labels, *boxes))))
