"""Names as they were typed: in a folder, a zip or a mail, whatever the machine that wrote them."""

import os
import zipfile
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value
from encodings import normalize_encoding
from encodings.aliases import aliases
from pathlib import Path, PurePosixPath

_ZIP_UTF8 = 0x800
_TEMPORARY = (".tmp", ".temp", ".crdownload", ".part", ".bak")
_SYSTEM = ("thumbs.db", "desktop.ini", "$recycle.bin", "system volume information")
_CHINESE = ("gb2312", "gbk", "gb18030", "gb_2312-80", "cp936", "x-gbk")
_CHARSETS = {*aliases, *aliases.values(), "cp874", "koi8_u"}
"""Those that mails are written in, none of the codings that Python has for other ends."""
LONGEST = 180
_THREE_BYTES = "\u0800"


def is_passed_over(path: Path | PurePosixPath) -> bool:
    """Whether a name is temporary, hidden or a system's own: an open book's shadow, ``.DS_Store``, ``__MACOSX``."""
    name = path.name
    is_own = name.startswith(("~$", "~", ".")) or name.lower() in _SYSTEM
    return is_own or name.lower().endswith(_TEMPORARY) or any(part == "__MACOSX" for part in path.parts)


def inside(name: str) -> str:
    """A name of many parts without what would lead out of the envelope; back strokes are strokes."""
    parts = (_plain(part) for part in name.replace("\\", "/").split("/"))
    return "/".join(part for part in parts if part not in ("", ".", "..")) or "未命名"


def _plain(part: str) -> str:
    """One part of a name: nothing that cannot be shown, not too long, its ending kept."""
    shown = "".join(sign for sign in part if sign.isprintable()).strip()
    if len(shown) <= LONGEST:
        return shown
    stem, dot, ending = shown.rpartition(".")
    return f"{stem[:LONGEST]}{dot}{ending[:LONGEST]}" if dot else shown[:LONGEST]


def entry_name(entry: zipfile.ZipInfo) -> str:
    """The name as it was typed: flagged UTF-8, else UTF-8 (macOS), else GB18030 (Windows), else as it stands."""
    name = entry.orig_filename
    if entry.flag_bits & _ZIP_UTF8:
        return name
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    return decoded(raw) or name


def legible(name: str) -> str:
    """A name that a Windows machine wrote on a Linux share, whose bytes are no UTF-8, as it was typed."""
    return name if name.isprintable() else decoded(os.fsencode(name)) or name.encode(errors="replace").decode()


def decoded(raw: bytes) -> str:
    """Bytes as UTF-8, else as GB18030; an empty text where they are neither.

    Chinese takes three bytes in UTF-8: a name with two-byte letters only (``ģ``) that GBK can read is GBK (``模``).
    """
    utf8, chinese = _as(raw, "utf-8"), _as(raw, "gb18030")
    is_sure = utf8.isascii() or max(utf8) >= _THREE_BYTES
    return utf8 if utf8 and (is_sure or not chinese) else chinese


def _as(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return ""


def attached_name(part: Message) -> str:
    """The name of an attachment: RFC 2231, folded RFC 2047 words, or raw UTF-8/GBK bytes."""
    for header, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        given = _header(part, header).get_param(parameter, None, header)
        if isinstance(given, tuple):
            return _collapsed(given)
        if given:
            return _words(str(given))
    return ""


def _collapsed(given: tuple[str | None, str | None, str]) -> str:
    """An RFC 2231 value; its bytes stand in the third place as Latin-1."""
    charset = (given[0] or "").lower()
    if charset not in _CHINESE and _is_charset(charset):
        return collapse_rfc2231_value(given)
    return decoded(given[2].encode("latin-1", "replace")) or given[2]


def _is_charset(name: str) -> bool:
    return normalize_encoding(name).lower() in _CHARSETS


def _header(part: Message, header: str) -> Message:
    """One header alone, its raw bytes outside ASCII (they arrive as surrogates) read as UTF-8 or GBK."""
    alone = Message()
    for name, value in part.raw_items():
        if name.lower() == header:
            raw = str(value).encode("utf-8", "surrogateescape")
            alone[header] = (decoded(raw) or str(value)).replace("\r", "").replace("\n", "")
            break
    return alone


def _words(given: str) -> str:
    """The words of a header value, coded words decoded; as it stands where they cannot be."""
    try:
        words = decode_header(given)
    except MessageError:
        return given
    return "".join(_word(word, charset) if isinstance(word, bytes) else word for word, charset in words).strip()


def _word(raw: bytes, charset: str | None) -> str:
    coding = "gb18030" if (charset or "").lower() in _CHINESE else charset or ""
    if _is_charset(coding):
        try:
            return raw.decode(coding)
        except (LookupError, ValueError):
            pass
    return decoded(raw) or raw.decode("latin-1")
