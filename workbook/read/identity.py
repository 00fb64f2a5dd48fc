"""Which paper a book is: its kind, its notice and the version of its template, as named cells say."""

from dataclasses import dataclass
from typing import Literal, get_args

from workbook import guard
from workbook.errors import OtherNoticeError, OtherPaperError, ValueMissingError
from workbook.layout import NOTICE_ID_NAME, PAPER_KIND_NAME, TEMPLATE_VERSION_NAME
from workbook.notice import shelf
from workbook.notice.pack import Pack
from workbook.ooxml.address import a1
from workbook.ooxml.book import Book
from workbook.read.recognise import recognised
from workbook.read.second import Second

PaperKind = Literal["declaration", "summary", "master", "registers"]

KINDS: tuple[PaperKind, ...] = get_args(PaperKind)
_TITLES = {"declaration": "申报书", "summary": "汇总表", "master": "总表", "registers": "名册"}


@dataclass(frozen=True, slots=True)
class Identity:
    """What the hidden sheet of our papers says; ``version`` is blank where only the printed words tell what it is."""

    kind: PaperKind
    notice: str
    version: str


def paper_of(data: bytes, name: str) -> Identity:
    """Which of our papers this file is.

    Raises:
        UnreadableError: the file does not pass the guard.
        OtherPaperError: a workbook, but none of ours.
    """
    return identity(guard.admit(data, name))


def identity(book: Book, wanted: PaperKind | None = None) -> Identity:
    """Which of our papers this book is; refuses one that is none, or not the one that is wanted."""
    kind = book.first(PAPER_KIND_NAME).text
    notice = "" if kind else recognised(book)
    if notice:
        return Identity("declaration", notice, "")
    title = _TITLES[wanted] if wanted else "、".join(_TITLES.values())
    if kind not in KINDS:
        raise OtherPaperError(book.name, title, "其他工作簿")
    if wanted is not None and kind != wanted:
        raise OtherPaperError(book.name, title, f"《{_TITLES[kind]}》")
    version = book.first(TEMPLATE_VERSION_NAME).text
    return Identity(kind, book.first(NOTICE_ID_NAME).text, version)


def confirm_identity(book: Book, second: Second) -> None:
    """Refuse the file unless the second reader sees the same kind, notice and version."""
    for name in (PAPER_KIND_NAME, NOTICE_ID_NAME, TEMPLATE_VERSION_NAME):
        block = book.named(name)
        if block is not None:
            second.confirm(block.sheet, a1(block.top, block.left), book.first(name))


def pack_of(found: Identity, name: str) -> Pack:
    """The notice a paper belongs to; refuses a notice that is not on the shelf and another version of the template.

    A paper that was recognised by its printed words alone has no version: it is read as the present one.
    """
    try:
        pack = shelf.pack(found.notice)
    except ValueMissingError:
        known = "、".join(shelf.notice_ids())
        raise OtherNoticeError(name, known, found.notice or "未注明的通知", is_repairable=bool(kin(found))) from None
    if found.version not in ("", pack.version):
        wanted, stands = f"{pack.id} 第{pack.version}版", f"{found.notice} 第{found.version}版"
        raise OtherNoticeError(name, wanted, stands, is_repairable=found.kind == "declaration")
    return pack


def kin(found: Identity) -> str:
    """The notice a declaration can be carried into: its own, else the latest of the same family; blank when none is."""
    known = shelf.notice_ids()
    if found.kind != "declaration" or found.notice in known:
        return found.notice if found.kind == "declaration" else ""
    same = [id_ for id_ in known if is_kin(found.notice, id_)]
    return max(same, key=lambda id_: shelf.pack(id_).issued, default="")


def is_kin(notice: str, other: str) -> bool:
    """Whether two notices are of one family: changzhou-2023 and changzhou-2024."""
    family = notice.rpartition("-")[0]
    return bool(family) and other.rpartition("-")[0] == family
