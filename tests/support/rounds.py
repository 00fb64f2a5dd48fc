"""A small round on files: a district that collected and recommends, a city that pulls."""

import datetime as dt
import hashlib
import zipfile
from pathlib import Path
from typing import Any

from support.desks import act, firm, put, shown
from support.spoken import DAY, DISTRICT, LATE, OTHER, PULLED
from xlpy.desk import Result
from xlpy.dossier import Paper
from xlpy.folder import FolderDesk
from xlpy.level import either_dossier
from xlpy.settings import Settings

__all__ = ["DAY", "DISTRICT", "LATE", "OTHER"]


def collect(folder: Path, inbox: Path, district: str = DISTRICT, day: dt.date = DAY) -> Result:
    """Take what lies in an inbox."""
    return act(folder / "汇总表.xlsx", "collect", inboxes=[inbox], district=district, received=day)


def recommend(folder: Path) -> Result:
    """Recommend everything."""
    return act(folder / "汇总表.xlsx", "opinion", all_rows=True, opinion="推荐", by="张三", day=DAY)


def repacked(package: Path, path: Path, book: bytes) -> Path:
    """The package with another 汇总表, its manifest told so: what a district's own hand can do."""
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(path, "w") as new:
        before = hashlib.sha256(old.read("汇总表.xlsx")).hexdigest()
        for name in old.namelist():
            content = old.read(name)
            if name == "manifest.json":
                content = content.replace(before.encode(), hashlib.sha256(book).hexdigest().encode())
            new.writestr(name, book if name == "汇总表.xlsx" else content)
    return path


def pull(folder: Path, *packages: Path) -> Result:
    """Pull packages into the city's book."""
    return act(folder / "总表.xlsx", "pull", inboxes=list(packages), received=PULLED)


def sent(folder: Path, *numbers: int, district: str = DISTRICT, day: dt.date = DAY, **changes: Any) -> Path:
    """These firms, collected, recommended, packed; ``changes`` to each form."""
    name = "批" + "-".join(map(str, numbers)) + f"-{len([*folder.glob('批*')])}"
    files = {f"{number}.xlsx": firm(number, **changes) for number in numbers}
    collect(folder, put(folder / name, **files), district, day)
    recommend(folder)
    return folder / f"报送包_{district}.zip"


def desk(book: Path) -> FolderDesk:
    """The desk of a book, for a look at its records."""
    return FolderDesk(book, Settings("张三", book.parent / "home", wait_seconds=0.5))


def kinds(book: Path) -> list[str]:
    """What happened, line by line."""
    return [line.kind for line in desk(book).journal()]


def tables(book: Path) -> dict[str, list[dict[str, Any]]]:
    """Every cell of our tables, by sheet; blank rows at the end left out."""
    dossier = either_dossier(desk(book))
    return {sheet: [row for row in rows if dossier.tables[sheet].is_row(row)] for sheet, rows in dossier.rows.items()}


def rows(book: Path, paper: Paper = "master") -> list[dict[str, Any]]:
    """The rows of 总表, or of 初审."""
    return shown(book, "总表" if paper == "master" else "初审", is_master=paper == "master")
