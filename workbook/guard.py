"""What is refused before anything is read: each refusal with its code and its sentence."""

from collections.abc import Collection

from workbook.errors import UnreadableError
from workbook.ooxml.book import Book, check_book, open_book
from workbook.ooxml.container import Container
from workbook.ooxml.limits import LIMITS, MB, OWN, SUMMARY, Limits, RefusedError, bomb, wrong_kind

__all__ = ["LIMITS", "OWN", "SUMMARY", "Limits", "admit", "check", "is_within", "sniff"]

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = ("EncryptedPackage".encode("utf-16-le"), "EncryptionInfo".encode("utf-16-le"))
_OTHERS = (
    (b"%PDF", "PDF 文件"),
    (b"{\\rtf", "RTF 文档"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"),
    (b"\x1f\x8b", "gzip 压缩包"),
    (b"PK\x05\x06", "空的压缩包"),
    (b"<?xml", "XML 文件"),
    (b"<html", "网页"),
    (b"<!doctype", "网页"),
    (b"<table", "网页"),
)


def check(data: bytes, name: str, limits: Limits = LIMITS) -> None:
    """Refuse what cannot be read safely, down to its last cell.

    Raises:
        UnreadableError: with one of the ``FILE-…`` codes.
    """
    _sniffed(data, name, limits)
    check_book(data, name, limits)


def admit(data: bytes, name: str, limits: Limits = LIMITS, only: Collection[str] | None = None) -> Book:
    """The opened book of a file that may be read; one pass over its parts guards and collects.

    Who asks for ``only`` some sheets gets a book of these: no other is looked at.

    Raises:
        UnreadableError: with one of the ``FILE-…`` codes.
    """
    _sniffed(data, name, limits)
    return open_book(data, name, limits, only)


def _sniffed(data: bytes, name: str, limits: Limits) -> None:
    try:
        sniff(data, limits)
    except RefusedError as error:
        raise UnreadableError(name, error.code, error.reason) from None


def is_within(data: bytes, limits: Limits) -> bool:
    """Whether a book is no larger than it may be, as its directory tells; nothing of it is read."""
    try:
        sniff(data, limits)
        Container(data, limits)
    except RefusedError:
        return False
    return True


def sniff(data: bytes, limits: Limits = LIMITS) -> None:
    """What the first bytes tell, whatever the file's name says.

    Raises:
        RefusedError: it is no zip at all, or too large.
    """
    if not data.strip(b"\0"):
        raise RefusedError("FILE-EMPTY", "文件是空的。请重新保存后再报送。")
    if len(data) > limits.file:
        raise bomb(f"文件超过 {limits.file // MB} MB")
    if data.startswith(_OLE):
        if any(mark in data for mark in _ENCRYPTED):
            raise RefusedError("FILE-ENCRYPTED", "文件设有打开密码。请取消打开密码后重新保存再报送。")
        raise wrong_kind("旧格式的表格（.xls、.et）或其他文档")
    if not data.startswith(_ZIP):
        raise wrong_kind(_other(data))


def _other(data: bytes) -> str:
    head = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return next((kind for mark, kind in _OTHERS if head.startswith(mark.lower())), "文本或其他文件")
