"""Envelopes: folder, zip, mail or single file -> the papers in them, read in memory and never unpacked to disk."""

import datetime as dt
import email
import email.policy
import hashlib
import io
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from email.header import decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value, parsedate_to_datetime
from pathlib import Path, PurePosixPath

from workbook.errors import ValueMissingError
from workbook.finding import CODES

MANIFEST = "manifest.json"
NESTED = 2
LARGEST = 200 * 1024 * 1024
BESIDE = (".pdf", ".jpg", ".jpeg", ".png", ".docx", ".doc", ".ofd", ".tif", ".tiff", ".bmp")
PAPERS = (".xlsx", ".xlsm", ".xls", ".et", ".csv", ".html", ".htm", ".ods")
PACKED = (".rar", ".7z", ".tar", ".gz")
DAMAGED = (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError, ValueError)
"""What reading a zip that is broken, or no zip at all, comes to."""
_ZIP_UTF8 = 0x800


@dataclass(frozen=True, slots=True)
class Enclosure:
    """One file as it arrived: where it lay (``inbox/a.zip/甲公司/申报书.xlsx``) and when it was sent."""

    path: str
    content: bytes
    sent: dt.date | None = None

    @property
    def name(self) -> str:
        """The file's own name."""
        return PurePosixPath(self.path).name

    @property
    def place(self) -> str:
        """The folder, zip or mail it lay in: what lies there together belongs together."""
        return str(PurePosixPath(self.path).parent)

    @property
    def suffix(self) -> str:
        """The ending of its name, in small letters."""
        return PurePosixPath(self.path).suffix.lower()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not taken: code, one Chinese sentence with what to do, and its hash."""

    file: str
    code: str
    reason: str
    sha256: str = ""


@dataclass
class Inbox:
    """What the envelopes held: papers, files beside them, packages, what was refused, how many were passed over."""

    papers: list[Enclosure] = field(default_factory=list)
    beside: list[Enclosure] = field(default_factory=list)
    packages: list[Enclosure] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    skipped: int = 0


def open_envelopes(paths: Iterable[Path]) -> Inbox:
    """Everything in these folders and files, in the order given and by name inside a folder."""
    inbox = Inbox()
    for path in paths:
        if not path.exists():
            raise ValueMissingError("文件或文件夹", str(path))
        for file in _files(path):
            shown = file.relative_to(path.parent).as_posix() if path.is_dir() else path.name
            if is_passed_over(file.relative_to(path.parent)):
                inbox.skipped += 1
            else:
                _sort(inbox, Enclosure(_legible(shown), file.read_bytes()), depth=0)
    return inbox


def refuse(file: Enclosure, code: str, reason: str) -> Refusal:
    """The receipt of a file that is not taken."""
    return Refusal(file.path, code, f"“{file.name}”{reason}", hashlib.sha256(file.content).hexdigest())


def is_passed_over(path: Path | PurePosixPath) -> bool:
    """Whether a name is temporary, hidden or a system's own: an open book's shadow, ``.DS_Store``, ``__MACOSX``."""
    name = path.name
    own = name.startswith(("~$", "~", ".")) or name.lower() in ("thumbs.db", "desktop.ini")
    temporary = name.lower().endswith((".tmp", ".temp", ".crdownload", ".part", ".bak"))
    return own or temporary or any(part == "__MACOSX" for part in path.parts)


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from sorted(file for file in path.rglob("*") if file.is_file())
    else:
        yield path


def _sort(inbox: Inbox, file: Enclosure, depth: int) -> None:
    """Put one file where it belongs; an envelope is opened, two deep at most."""
    if file.suffix == ".zip":
        _open_zip(inbox, file, depth)
    elif file.suffix == ".eml":
        _open_mail(inbox, file, depth)
    elif file.suffix in PACKED:
        _refuse(inbox, file, "FILE-KIND", "是压缩包，请解压后报送，或改用 .zip。")
    elif file.suffix in PAPERS:
        inbox.papers.append(file)
    elif file.suffix in BESIDE:
        inbox.beside.append(file)
    else:
        inbox.skipped += 1


def _refuse(inbox: Inbox, file: Enclosure, code: str, reason: str = "") -> None:
    meaning, remedy = CODES[code]
    inbox.refused.append(refuse(file, code, reason or f"未读取：{meaning}。{remedy}。"))


def _open_zip(inbox: Inbox, file: Enclosure, depth: int) -> None:
    if depth >= NESTED:
        _refuse(inbox, file, "FILE-KIND", "压缩包套得太深，请解压后把其中的申报书直接报送。")
        return
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as package:
            if MANIFEST in package.namelist():
                inbox.packages.append(file)
            else:
                _take_entries(inbox, file, package, depth)
    except DAMAGED:
        _refuse(inbox, file, "FILE-DAMAGED")


def _take_entries(inbox: Inbox, file: Enclosure, package: zipfile.ZipFile, depth: int) -> None:
    entries = [entry for entry in package.infolist() if not entry.is_dir()]
    if any(entry.flag_bits & 1 for entry in entries):
        _refuse(inbox, file, "FILE-ENCRYPTED")
        return
    if sum(entry.file_size for entry in entries) > LARGEST:
        _refuse(inbox, file, "FILE-BOMB")
        return
    for entry in sorted(entries, key=entry_name):
        name = PurePosixPath(entry_name(entry))
        if is_passed_over(name):
            inbox.skipped += 1
            continue
        with package.open(entry) as stream:
            content = stream.read(entry.file_size + 1)
        _sort(inbox, Enclosure(f"{file.path}/{_inside(name)}", content, file.sent), depth + 1)


def _inside(name: PurePosixPath) -> str:
    """The name without what would lead out of the envelope."""
    return "/".join(part for part in name.parts if part not in ("..", "/", "."))


def entry_name(entry: zipfile.ZipInfo) -> str:
    """The name as it was typed: flagged UTF-8, else UTF-8 (macOS), else GB18030 (Windows), else as it stands."""
    if entry.flag_bits & _ZIP_UTF8:
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    return _decoded(raw) or entry.filename


def _legible(name: str) -> str:
    """A name that a Windows machine wrote on a Linux share, whose bytes are no UTF-8, as it was typed."""
    return name if name.isprintable() else _decoded(os.fsencode(name)) or name.encode(errors="replace").decode()


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""


def _open_mail(inbox: Inbox, file: Enclosure, depth: int) -> None:
    if depth >= NESTED:
        _refuse(inbox, file, "FILE-KIND")
        return
    message = email.message_from_bytes(file.content, policy=email.policy.compat32)
    sent = _sent(message) or file.sent
    found = [part for part in message.walk() if not part.is_multipart() and file_name(part)]
    if not found:
        _refuse(inbox, file, "FILE-EMPTY")
    for part in found:
        name = PurePosixPath(file_name(part).replace("\\", "/")).name
        content = part.get_payload(decode=True)
        if is_passed_over(PurePosixPath(name)):
            inbox.skipped += 1
        elif isinstance(content, bytes):
            _sort(inbox, Enclosure(f"{file.path}/{name}", content, sent), depth + 1)


def _sent(message: Message) -> dt.date | None:
    try:
        return parsedate_to_datetime(str(message["Date"])).date()
    except (TypeError, ValueError):
        return None


def file_name(part: Message) -> str:
    """The name of an attachment: RFC 2231, folded RFC 2047 words, or raw UTF-8/GBK bytes."""
    for header, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        given = _header(part, header).get_param(parameter, None, header)
        if isinstance(given, tuple):
            return collapse_rfc2231_value(given)
        if given:
            return _words(str(given))
    return ""


def _header(part: Message, header: str) -> Message:
    """One header alone, its raw bytes outside ASCII (they arrive as surrogates) read as UTF-8 or GBK."""
    alone = Message()
    for name, value in part.raw_items():
        if name.lower() == header:
            raw = str(value).encode("utf-8", "surrogateescape")
            alone[header] = (_decoded(raw) or str(value)).replace("\r", "").replace("\n", "")
            break
    return alone


def _words(given: str) -> str:
    """The words of a header value, coded words decoded."""
    return "".join(
        _word(word, charset) if isinstance(word, bytes) else word for word, charset in decode_header(given)
    ).strip()


def _word(raw: bytes, charset: str | None) -> str:
    if charset and charset != "unknown-8bit":
        name = "gb18030" if charset.lower() in ("gb2312", "gbk", "gb18030") else charset
        try:
            return raw.decode(name)
        except (LookupError, UnicodeDecodeError):
            pass
    return _decoded(raw) or raw.decode("latin-1")
