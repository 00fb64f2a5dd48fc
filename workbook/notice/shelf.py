"""The shelf of notices: finds a pack, reads it, refuses what is wrong with its place and a Chinese sentence."""

import datetime as dt
import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from workbook.errors import NoticeError, ValueMissingError
from workbook.notice import proof
from workbook.notice.amendments import amended, read_amendments
from workbook.notice.pack import Pack
from workbook.notice.proof import AS_WRITTEN, Fault

PACK_FILE, NOTICE_FILE, CASES_FILE = "notice.toml", "notice.txt", "cases.toml"
FOLDER_VARIABLE = "XLPY_TEMPLATES"
HOME_VARIABLE = "XLPY_HOME"
AMENDMENTS_VARIABLE = "XLPY_AMENDMENTS"
"""Names the file of this desk's 延期通知; processes of its own read it too."""

_BESIDE = Path(__file__).parent / "packs"
_CHECKOUT = Path(__file__).parents[2] / "templates"
_EXAMPLE = "example-"


def load(path: Path, turned: Mapping[str, str] = AS_WRITTEN) -> Pack:
    """The pack in a folder or ``notice.toml``; inactive rules are dropped; ``turned`` takes readings otherwise.

    Raises:
        NoticeError: when the pack is wrong at some place.
    """
    file = path / PACK_FILE if path.is_dir() else path
    found = proof.read(_document(file), lambda: _words(file), turned)
    for fault in found.faults:
        raise NoticeError(file, fault.place, fault.problem)
    return found.pack


def proofs(path: Path) -> tuple[Pack | None, tuple[Fault, ...]]:
    """The pack in a folder as far as it can be read, and everything that is wrong with it, not only the first."""
    file = path / PACK_FILE
    try:
        found = proof.read(_document(file), lambda: _words(file))
        return (found.whole and found.pack), tuple(dict.fromkeys(found.faults))
    except NoticeError as error:
        return None, (Fault(error.place, error.problem),)


def find(notice_id: str) -> Path:
    """The folder of a notice.

    Raises:
        ValueMissingError: when no folder of that name holds a pack.
    """
    found = _folders().get(notice_id)
    if found is None:
        raise ValueMissingError("通知", notice_id, notice_ids())
    return found


@cache
def shipped(notice_id: str) -> Pack:
    """The pack of a notice as it was handed out, read once."""
    return load(find(notice_id))


def pack(notice_id: str) -> Pack:
    """The pack of a notice with this desk's 延期通知 laid over it; the same object as long as they are the same."""
    return laid_over(notice_id, amendments())


def named_or_latest(notice_id: str) -> Pack:
    """The pack of a notice; without an id the one that was issued last, no example, and not in days to come."""
    return pack(notice_id) if notice_id else latest(map(pack, real_ids()), dt.datetime.now(dt.UTC).date())


def latest(packs: Iterable[Pack], today: dt.date) -> Pack:
    """The notice that was issued last by a day; before the first one, the first."""
    in_order = sorted(packs, key=lambda found: found.issued)
    return [in_order[0], *(found for found in in_order if found.issued <= today)][-1]


def amendments() -> bytes:
    """What stands in the file of 延期通知 now; nothing where there is none."""
    if not os.environ.get(AMENDMENTS_VARIABLE):
        return b""
    file = _amendments_file()
    return file.read_bytes() if file.is_file() else b""


def as_shipped() -> None:
    """Let this process know of no 延期通知: a sample round is played as the notice was handed out."""
    os.environ.pop(AMENDMENTS_VARIABLE, None)


def _amendments_file() -> Path:
    return Path(os.environ.get(AMENDMENTS_VARIABLE, ""))


@lru_cache(maxsize=16)
def laid_over(notice_id: str, content: bytes) -> Pack:
    """The pack of a notice with what a file of 延期通知 says; for who works where that file is not."""
    file = _amendments_file()
    return amended(shipped(notice_id), read_amendments(content, file), file)


def notice_ids() -> tuple[str, ...]:
    """Ids of the notices on the shelf."""
    return tuple(sorted(_folders()))


def real_ids() -> tuple[str, ...]:
    """Ids of the notices that are not made up to learn from; those too where there is no other."""
    known = notice_ids()
    return tuple(id_ for id_ in known if not id_.startswith(_EXAMPLE)) or known


def own_folder() -> Path:
    """Where a notice of this desk's own is put: the folder it was told, its checkout, else its home."""
    wanted = os.environ.get(FOLDER_VARIABLE)
    return Path(wanted) if wanted else _CHECKOUT if _CHECKOUT.is_dir() else _home()


def notice_text(notice_id: str) -> str:
    """The original words of a notice."""
    return (find(notice_id) / NOTICE_FILE).read_text(encoding="utf-8")


def cases(notice_id: str) -> dict[str, Any]:
    """The examples of a notice: ``base``, the form that breaks nothing, and ``cases``, what is changed and expected."""
    return examples(find(notice_id))


def examples(folder: Path) -> dict[str, Any]:
    """The examples that stand in the folder of a pack."""
    return _document(folder / CASES_FILE)


def _folders() -> dict[str, Path]:
    """Folders with a pack by name: those of the environment first, then of the home, beside the code, of a checkout."""
    wanted = os.environ.get(FOLDER_VARIABLE)
    found: dict[str, Path] = {}
    for root in (Path(wanted) if wanted else None, _home(), _BESIDE, _CHECKOUT):
        if root is not None and root.is_dir():
            packs = (folder for folder in sorted(root.iterdir()) if (folder / PACK_FILE).is_file())
            found |= {folder.name: folder for folder in packs if folder.name not in found}
    return found


def _home() -> Path:
    """Where somebody who has only the wheel keeps notices."""
    return Path(os.environ.get(HOME_VARIABLE) or Path.home() / ".xlpy") / "templates"


def _document(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NoticeError(file, "文件", "没有这个文件") from None
    except UnicodeDecodeError:
        raise NoticeError(file, "文件", "不是 UTF-8 编码的文本，请另存为 UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"line (\d+)", str(error))
        place = f"第{where[1]}行" if where else "末尾"
        raise NoticeError(file, place, "不合 TOML 的写法：常见的是缺引号、缺逗号、同一个键写了两次") from None


def _words(file: Path) -> str:
    try:
        return (file.parent / NOTICE_FILE).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise NoticeError(file, NOTICE_FILE, "没有通知原文，标题和原文无从核对") from None
    except UnicodeDecodeError:
        raise NoticeError(file, NOTICE_FILE, "不是 UTF-8 编码的文本，请另存为 UTF-8") from None
