"""The file a row came from, to look at: a copy of it, read only, opened at one cell."""

import re
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any

from xlpy.disk import save
from xlpy.live.desk import LiveDesk, open_at

FOLDER = "原件"
_UNFIT = re.compile(r'[<>:"|?*]')
"""Signs that no file of Windows has in its name."""
_SHOWN = (True, -1)
"""What a sheet says that can be shown; Excel says -1, and of some that are hidden 2."""


def show(desk: LiveDesk, told: Mapping[str, Any]) -> None:
    """Open the file that 查来源 told of, at the cell if it told one, beside the book that lies open.

    It is a stranger's: links that stand in it are not followed.
    """
    path = _copied(desk, told["file"], told["sha256"])
    book = open_at(desk.office, path) or desk.office.app.books.open(str(path), update_links=False, read_only=True)
    book.activate()
    sheet = book.sheets[told["source_sheet"]] if told["source_sheet"] in book.sheet_names else None
    if sheet is not None and sheet.visible in _SHOWN:
        sheet.activate()
        sheet[told["source_cell"]].select()


def _copied(desk: LiveDesk, file: str, digest: str) -> Path:
    """The copy, under the name the file came with; those that were looked at before and are closed are gone."""
    content, room = desk.original(digest), desk.settings.home / FOLDER
    path = room / digest[:12] / _UNFIT.sub("_", PurePosixPath(file).name)
    for old in [*room.glob("*/*")]:
        if old != path or old.read_bytes() != content:
            _remove(old)
    if not path.is_file():
        save(path, content)
        path.chmod(stat.S_IREAD)
    return path


def _remove(copy: Path) -> None:
    """A copy that is still open in a program that holds it fast stays."""
    with suppress(OSError):
        copy.chmod(stat.S_IREAD | stat.S_IWRITE)
        copy.unlink()
        copy.parent.rmdir()
