"""Declarations on a list, and documents in which personal data was planted."""

import datetime as dt
import io
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from support.office import convert
from workbook.announcement import Announcement, Facts, announcement
from workbook.edit import Content
from workbook.lists import listing_of
from workbook.notice.pack import Pack

DAY = dt.date(2022, 6, 1)
Row = Mapping[str, Content]


def issue(pack: Pack, listing: str, rows: Sequence[Row], **said: object) -> Announcement:
    """One issue of a list on 1 June 2022."""
    facts = Facts(**{"day": DAY, **said})  # type: ignore[arg-type]
    return announcement(pack, listing_of(pack, listing), rows, facts)


def row(number: int, district: str = "武进区", **more: Content) -> dict[str, Content]:
    """The row of the n-th firm."""
    return {"district": district, "firm": f"甲{number}公司", "factory": f"{number}号工厂", **more}


def pages(document: bytes, folder: Path, ending: str = ".docx") -> list[str]:
    """The words of every page as LibreOffice renders it."""
    (folder / f"paper{ending}").write_bytes(document)
    [file] = convert(folder / f"paper{ending}", "pdf", folder)
    text = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True).stdout
    return text.split("\f")[:-1]


def with_part(data: bytes, part: str, change: str) -> bytes:
    """The package with ``</`` of a part's root preceded by more, or with one more part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr(part, change)
    return out.getvalue()


def with_words(data: bytes, old: str, new: str) -> bytes:
    """The package with other words in its XML."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w") as changed:
        for name in package.namelist():
            changed.writestr(name, package.read(name).replace(old.encode(), new.encode()))
    return out.getvalue()
