"""申报书正文.docx as a firm sends it back -> the text of each chapter, and how its headings and fonts stand.

The package is opened by our own bounded reader, no document type gets past it; python-docx never sees a mailed file.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest

from workbook import guard
from workbook.errors import OtherNoticeError, UnreadableError
from workbook.form import Form
from workbook.ooxml.container import Container
from workbook.ooxml.limits import DOCUMENT, MB, RefusedError
from workbook.ooxml.markup import Attributes, decoded, feed, walker
from workbook.read.headings import Heading, Headings
from workbook.read.paragraphs import LINES, Paragraph, Text, paragraphs
from workbook.values import plain, solid

_CODE = re.compile(r"[：:]?_*([0-9A-Za-z]*)")
_OURS = re.compile(r"([a-z]+(?:-[a-z0-9]+)+) [^ ;,]+")
_ABOUT = "docProps/core.xml"
_KEYWORDS = 1_000
"""No more of the keywords is looked at: ours are short."""
_REASONS = {
    "FILE-EMPTY": "文件是空的。请重新保存后再报送。",
    "FILE-KIND": "不是 .docx 文档。请用 Word 或 WPS 打开后另存为“Word 文档（.docx）”再报送。",
    "FILE-ENCRYPTED": "文件设有打开密码。请取消打开密码后重新保存再报送。",
    "FILE-DAMAGED": "文件已损坏，打不开。请用 Word 或 WPS 打开修复并另存后再报送。",
    "FILE-BOMB": f"文件过大（超过{DOCUMENT.file // MB} MB、{LINES}行，或展开后异常庞大）。请压缩图片、删去空行再报送。",
    "FILE-UNSAFE": "文件内部结构不正常。请把内容复制到本次下发的正文文档后再报送。",
}


@dataclass(frozen=True, slots=True)
class Body:
    """What a document says: whose it is, the text of each field, and what is to be told of it.

    ``missing`` are titles that do not stand in it, ``repeated`` those with text at several places, ``odd`` says what
    is set otherwise than asked, ``aside`` what was left out.
    """

    name: str
    code: str
    texts: Mapping[str, str]
    missing: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()


def body(data: bytes, name: str, form: Form) -> Body | None:
    """The chapters in a document; None where it is another document than a 正文.

    Raises:
        UnreadableError: with one of the ``FILE-…`` codes.
        OtherNoticeError: the document was made for another notice.
    """
    try:
        guard.sniff(data, DOCUMENT)
        container = Container(data, DOCUMENT)
        said = paragraphs(container)
        notice = _notice(container)
    except RefusedError as error:
        raise UnreadableError(name, error.code, _REASONS.get(error.code, error.reason)) from None
    found = _sorted(said, name, form)
    if found and notice and notice != form.pack.id:
        raise OtherNoticeError(name, form.pack.id, notice)
    return found


def bare_text(text: str, form: Form) -> str:
    """The text without white space and without the printed headings inside it: what two writings are compared by."""
    known = headings(form)
    return "".join(solid(line) for line in text.splitlines() if not known.is_outline(line))


@lru_cache(maxsize=8)
def headings(form: Form) -> Headings:
    """The headings of a form, worked out once."""
    return Headings(form)


def _notice(container: Container) -> str:
    """The notice whose document it says it is; blank where it says nothing of ours."""
    if _ABOUT not in container:
        return ""
    words: list[str] = []
    inside = [False]

    def start(tag: str, _: Attributes) -> None:
        inside[0] = tag.rpartition(":")[2] == "keywords"

    parser = walker(start)
    parser.CharacterDataHandler = lambda text: words.append(text) if inside[0] else None
    feed(parser, decoded(container.part(_ABOUT), _ABOUT), _ABOUT)
    ours = _OURS.fullmatch("".join(words).strip()[:_KEYWORDS])
    return ours[1] if ours else ""


def _sorted(said: Text, name: str, form: Form) -> Body | None:
    """The paragraphs under the titles they follow."""
    known = headings(form)
    lines = [line for paragraph in said.paragraphs for line in _lines(paragraph, known)]
    titles = known.found([line.text for line in lines])
    if not any(title.level == 1 for title in titles.values()):
        return None
    head = "".join(solid(line.text) for line in lines[: min(titles)])
    parts = [*_parts(lines, titles, known)]
    texts: dict[str, list[str]] = {}
    for title, written in parts:
        texts.setdefault(title.field, []).extend(line.text for line in written)
    seen = {title.title for title in titles.values()}
    return Body(
        name,
        _code(head, form),
        {field: text for field, written in texts.items() if (text := _joined(written, known))},
        tuple(chapter.title for chapter in known.chapters if chapter.title not in seen),
        tuple(_repeated(parts)),
        tuple(_odd(form, lines, titles, parts)),
        said.aside,
    )


def _lines(paragraph: Paragraph, known: Headings) -> Iterator[Paragraph]:
    """The lines of a paragraph that was broken inside; a heading may be broken too."""
    if "\n" not in paragraph.text or known.is_name(paragraph.text):
        yield paragraph
        return
    for line in paragraph.text.split("\n"):
        yield Paragraph(line.strip(), paragraph.faces, paragraph.is_in_table)


def _parts(
    lines: Sequence[Paragraph], titles: Mapping[int, Heading], known: Headings
) -> Iterator[tuple[Heading, list[Paragraph]]]:
    """Each heading that opens a text, with what was written under it; printed guidance is not written."""
    starts = sorted(titles)
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        title = titles[start]
        if not title.field:
            continue
        first = [Paragraph(title.rest)] if title.rest else []
        written = [kept for line in lines[start + 1 : end] if (kept := _written(line, known)).text]
        yield title, first + written


def _written(line: Paragraph, known: Headings) -> Paragraph:
    """A line without the guidance printed in it or before it."""
    text = solid(line.text[: known.room])
    if known.is_outline(line.text) or not any(text.startswith(words) for words in known.words):
        return line
    longest = max((words for words in known.words if text.startswith(words)), key=len)
    return replace(line, text=_behind(line.text, len(longest)))


def _behind(text: str, count: int) -> str:
    """What stands behind so many characters, white space not counted."""
    for place, sign in enumerate(text):
        if not count:
            return text[place:].strip()
        count -= bool(solid(sign))
    return ""


def _joined(lines: Sequence[str], known: Headings) -> str:
    """The lines without printed headings that nothing follows."""
    kept = [
        line
        for line, after in zip_longest(lines, lines[1:], fillvalue="")
        if not known.is_outline(line) or (after and not known.is_outline(after))
    ]
    return "\n".join(kept).strip()


def _code(head: str, form: Form) -> str:
    """The credit code printed before the first chapter, right or wrong; blank where none is."""
    _, label, rest = head.partition(solid(form.fields[form.pack.identity["code"]].label))
    found = _CODE.match(plain(rest)) if label else None
    return found[1].upper() if found else ""


def _repeated(parts: Sequence[tuple[Heading, Sequence[Paragraph]]]) -> Iterator[str]:
    titles = [title.title for title, written in parts if written]
    return (title for title in dict.fromkeys(titles) if titles.count(title) > 1)


def _odd(
    form: Form,
    lines: Sequence[Paragraph],
    titles: Mapping[int, Heading],
    parts: Sequence[tuple[Heading, Sequence[Paragraph]]],
) -> Iterator[str]:
    """What is set otherwise than the notice asks, where the document says how it is set; tables may be smaller."""
    wanted, known = form.pack.typesetting, headings(form)
    if wanted is None:
        return
    alone = {number: title.level for number, title in titles.items() if not title.rest}
    first, second = ([lines[number] for number, level in alone.items() if level == wanted_] for wanted_ in (1, 2))
    prose = [line for _, written in parts for line in written if not known.is_outline(line.text)]
    groups = (
        ("一级标题", wanted.heading, first),
        ("二级标题", wanted.subheading, second),
        ("正文", wanted.body, prose),
    )
    for name, fonts, those in groups:
        other = [line for line in those if not line.is_in_table and not line.is_set_in(fonts, wanted.points)]
        if other:
            yield f"{name}{len(other)}处不是{fonts[0]}{wanted.points}磅，如“{other[0].text[:10]}”"
