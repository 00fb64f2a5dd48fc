"""Folder, zip, mail and single file -> what lies in them, each file once in the place it belongs to."""

import io
import os
import zipfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from threading import Event
from typing import IO

from workbook.errors import ValueMissingError
from workbook.ooxml.listing import UnboundedError
from xlpy.journal import JOURNAL, RECORDS
from xlpy.mail.enclosure import BESIDE, DAMAGED, Enclosure, Inbox, manifest_in
from xlpy.mail.letters import TORN, Letter, read_eml, read_msg
from xlpy.mail.names import entry_name, inside, is_passed_over, legible
from xlpy.mail.zips import content_of, open_zip
from xlpy.spool import Lying, Spool, lying

NESTED = 2
MB = 1024 * 1024
LARGEST = 200 * MB
ENTRIES = 5000
PAPERS = (".xlsx", ".xlsm", ".xls", ".et", ".csv", ".html", ".htm", ".ods", ".xlsb", ".xltx")
PACKED = (".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".z", ".cab", ".arj", ".iso")
MAILS: dict[str, Callable[[bytes], Letter]] = {".eml": read_eml, ".msg": read_msg}
_TOO_LARGE = f"超过 {LARGEST // MB} MB，没有打开。请分几次报送，或把与申报无关的文件移走。"
_MANY = f"展开后超过 {LARGEST // MB} MB 或 {ENTRIES} 个文件。请分几次报送。"
_CLOSED = "是打不开的文件夹，里面的文件都没有收。请检查读取权限，再收一次。"
CONTENT_TYPES = "[Content_Types].xml"


def open_envelopes(paths: Iterable[Path], is_over: Callable[[], bool] = bool, *, are_known: bool = False) -> Inbox:
    """Everything in these folders and files, in the order given and by name inside a folder.

    Where it ``is_over``, for nobody waits for it any more, the rest is not looked at. Where most files ``are_known``,
    they will not be read again, and those of a folder stay where they lie.
    """
    inbox, spool = Inbox(), Spool()
    for path in paths:
        if not path.exists():
            raise ValueMissingError("文件或文件夹", str(path))
        closed: list[Path] = []
        for file in _files(path, closed):
            shown = file.relative_to(path.parent)
            if is_over():
                return inbox
            if is_passed_over(shown):
                inbox.skipped += 1
            else:
                _take(file, legible(shown.as_posix()), inbox, spool, are_known=are_known)
        for folder in (folder.relative_to(path.parent) for folder in closed):
            if not is_passed_over(folder):
                inbox.refuse(Enclosure(legible(folder.as_posix()), b""), "DISK", _CLOSED)
    return inbox


@contextmanager
def opening(paths: Iterable[Path], *, are_known: bool) -> Iterator["Future[Inbox]"]:
    """The envelopes as they are opened beside other work; where that goes wrong nobody waits for the rest of them."""
    is_over = Event()
    with ThreadPoolExecutor(1) as beside:
        try:
            yield beside.submit(open_envelopes, paths, is_over.is_set, are_known=are_known)
        finally:
            is_over.set()


def _take(file: Path, shown: str, inbox: Inbox, spool: Spool, *, are_known: bool) -> None:
    """Put a file where it belongs; one that cannot be read is refused, and the others are taken all the same."""
    try:
        is_large = file.stat().st_size > LARGEST
        stays = is_large or (are_known and file.suffix.lower() not in MAILS)
        held = lying(file, shown) if stays else file.read_bytes()
    except OSError:
        why = "没有读出：没有读取权限，或正被别的程序占用。请检查权限、关闭占用它的程序，再收一次。"
        inbox.refuse(Enclosure(shown, b""), "DISK", why)
    else:
        found = Enclosure(shown, held, hashed=held.sha256 if isinstance(held, Lying) else "")
        if is_large:
            inbox.refuse(found, "FILE-BOMB", _TOO_LARGE)
        else:
            _Envelope(inbox, spool, LARGEST).sort(found, depth=0)


def _files(path: Path, closed: list[Path]) -> Iterator[Path]:
    """The files of a folder, by name, without the records that a desk of ours keeps in it: nobody sent them.

    What is ``closed`` to us below it is written down.
    """
    if not path.is_dir():
        yield path
        return
    walk = os.walk(path, onerror=lambda error: closed.append(Path(error.filename)))
    files = sorted(file for place, _, names in walk for name in names if (file := Path(place, name)).is_file())
    ours = {file.parent for file in files if file.name == JOURNAL and file.parent.suffix == RECORDS} - {path}
    yield from (file for file in files if ours.isdisjoint(file.parents)) if ours else files


@dataclass
class _Envelope:
    """One file of a folder and all that lies in it; ``left`` is how many bytes may still come out of it.

    What is taken is set aside in the ``spool``: a whole inbox need not find room in memory.
    """

    inbox: Inbox
    spool: Spool
    left: int

    def sort(self, file: Enclosure, depth: int) -> None:
        """Put one file where it belongs; an envelope is opened, two deep at most."""
        if file.suffix == ".zip":
            self._open_zip(file, depth)
        elif file.suffix in MAILS:
            self._open_mail(file, MAILS[file.suffix], depth)
        elif file.suffix in PAPERS:
            self._put(file, self.inbox.papers)
        elif file.suffix in BESIDE:
            self._put(file, self.inbox.beside)
        else:
            self._sort_other(file)

    def _put(self, file: Enclosure, among: list[Enclosure]) -> None:
        """A file that is taken; its bytes are set aside, unless they stay where they lie."""
        held = file.held if isinstance(file.held, Lying) else self.spool.keep(file.content)
        among.append(replace(file, held=held, hashed=file.sha256))

    def _sort_other(self, file: Enclosure) -> None:
        """A file whose name does not tell what it is: a book whose ending got lost is known by its bytes."""
        if file.suffix in PACKED:
            self.inbox.refuse(file, "FILE-KIND", "是压缩包，请解压后报送，或改用 .zip。")
        elif file.name.lower() == "winmail.dat":
            self.inbox.refuse(
                file, "FILE-KIND", "是 Outlook 专用的邮件附件，读不出其中的文件。请寄件人改用 .zip 压缩后重新发送。"
            )
        elif _is_book(file.content):
            self._put(file, self.inbox.papers)
        else:
            self.inbox.refuse(
                file, "FILE-KIND", "不是可收取的文件。申报书请存为 .xlsx，附件请存为 .pdf、.jpg、.png 或 .docx。"
            )

    def _open_zip(self, file: Enclosure, depth: int) -> None:
        try:
            with _stream(file) as stream, open_zip(stream) as package:
                names = package.namelist()
                if manifest_in(names):
                    self._put(file, self.inbox.packages)
                elif CONTENT_TYPES in names:
                    self._put(file, self.inbox.papers)
                elif depth >= NESTED:
                    self.inbox.refuse(file, "FILE-KIND", "压缩包套得太深，请解压后把其中的申报书直接报送。")
                else:
                    self._take_entries(file, package, depth)
        except UnboundedError:
            self.inbox.refuse(file, "FILE-BOMB", _MANY)
        except DAMAGED:
            self.inbox.refuse(file, "FILE-DAMAGED", "是损坏的压缩包，打不开。请重新压缩后报送。")

    def _take_entries(self, file: Enclosure, package: zipfile.ZipFile, depth: int) -> None:
        entries = [entry for entry in package.infolist() if not entry.filename.endswith("/")]
        size = sum(entry.file_size for entry in entries)
        if any(entry.flag_bits & 1 for entry in entries):
            self.inbox.refuse(file, "FILE-ENCRYPTED", "是设有密码的压缩包。请取消密码，重新压缩后报送。")
        elif len(entries) > ENTRIES or size > self.left:
            self.inbox.refuse(file, "FILE-BOMB", _MANY)
        elif not entries:
            self.inbox.refuse(file, "FILE-EMPTY", "是空的压缩包。请重新压缩后报送。")
        else:
            self.left -= size
            for entry in sorted(entries, key=entry_name):
                self._take_entry(file, package, entry, depth)

    def _take_entry(self, file: Enclosure, package: zipfile.ZipFile, entry: zipfile.ZipInfo, depth: int) -> None:
        """One entry; a damaged one costs only itself."""
        name = inside(entry_name(entry))
        if is_passed_over(PurePosixPath(name)):
            self.inbox.skipped += 1
            return
        path = f"{file.path}/{name}"
        try:
            found = Enclosure(path, content_of(package, entry), file.sent)
        except UnboundedError:
            self._lost(file, name, "FILE-KIND", "用了少见的压缩方法，取不出来。请用系统自带的压缩，重新压缩后报送。")
        except DAMAGED:
            self._lost(file, name, "FILE-DAMAGED", "已损坏，取不出来。请重新压缩后报送。")
        else:
            self.sort(found, depth + 1)

    def _lost(self, file: Enclosure, name: str, code: str, why: str) -> None:
        """An entry whose bytes cannot be had: the zip it lies in and its name tell it from others."""
        lost = Enclosure(f"{file.path}/{name}", (file.sha256 + name).encode())
        self.inbox.refuse(lost, code, f"在压缩包“{file.name}”里{why}")

    def _open_mail(self, file: Enclosure, read: Callable[[bytes], Letter], depth: int) -> None:
        if depth >= NESTED:
            self.inbox.refuse(file, "FILE-KIND", "邮件套得太深，请把其中的申报书另存后直接报送。")
            return
        try:
            letter = read(file.content)
        except TORN:
            self.inbox.refuse(file, "FILE-DAMAGED", "是损坏的邮件，读不出来。请把其中的附件另存后报送。")
            return
        self.inbox.senders[file.path] = letter.sender
        if not letter.attachments:
            self.inbox.refuse(file, "FILE-EMPTY", "这封邮件没有附件。请把申报书作为附件重新发送。")
        for number, (given, content) in enumerate(letter.attachments, start=1):
            self._take_attachment(
                Enclosure(f"{file.path}/{_base(given, number)}", content or b"", letter.sent or file.sent),
                depth,
                is_read=content is not None,
            )

    def _take_attachment(self, file: Enclosure, depth: int, *, is_read: bool) -> None:
        if is_passed_over(PurePosixPath(file.name)):
            self.inbox.skipped += 1
        elif not is_read:
            told = "是邮件里夹带的邮件或链接，读不出来。请把其中的文件另存后报送。"
            self.inbox.refuse(Enclosure(file.path, file.path.encode()), "FILE-KIND", told)
        else:
            self.sort(file, depth + 1)


def _stream(file: Enclosure) -> IO[bytes]:
    """A file to be taken apart; one that stays where it lies is not read as a whole."""
    return file.held.path.open("rb") if isinstance(file.held, Lying) else io.BytesIO(file.content)


def _base(given: str, number: int) -> str:
    """The last part of the name of an attachment."""
    return inside(given).rpartition("/")[2] if given else f"附件{number}"


def _is_book(content: bytes) -> bool:
    """Whether the bytes are those of a workbook or an older document."""
    return content.startswith(b"\xd0\xcf\x11\xe0") or (
        content.startswith(b"PK\x03\x04") and CONTENT_TYPES.encode() in content
    )
