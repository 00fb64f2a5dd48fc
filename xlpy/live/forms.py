"""Where everything of an open form lies, told from its file."""

from functools import lru_cache

from workbook import read
from workbook.errors import OtherPaperError, UnreadableError
from workbook.form import Form
from workbook.layout import Layout
from workbook.notice import shelf


def layout_of(data: bytes, name: str) -> Layout | None:
    """The layout of a declaration of a notice on the shelf; None of any other file."""
    try:
        found = read.paper_of(data, name)
    except (OtherPaperError, UnreadableError):
        return None
    is_ours = found.kind == "declaration" and bool(found.version) and found.notice in shelf.notice_ids()
    return _layout(found.notice, shelf.amendments()) if is_ours else None


@lru_cache(maxsize=8)
def _layout(notice: str, _: bytes) -> Layout:
    """The layout, made anew when the deadlines of a notice move."""
    return Layout(Form(shelf.pack(notice)))
