"""What tests do at desks of any notice: put files, let an action work, look at what lies there afterwards."""

from pathlib import Path
from typing import Any

from xlpy.commands import command
from xlpy.desk import Result
from xlpy.folder import FolderDesk
from xlpy.settings import Settings


def put(folder: Path, **files: bytes) -> Path:
    """A folder with these files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def act(book: Path, id_: str, **arguments: Any) -> Result:
    """Let a command's action work at the desk of a book and carry out its plan."""
    desk = FolderDesk(book, Settings("张三", book.parent / "home", wait_seconds=0.5))
    result = command(id_).action()(desk, **arguments)
    desk.carry_out(result.plan)
    return result


def state(folder: Path) -> dict[str, bytes]:
    """Every file of a folder but the lock."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "lock")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
