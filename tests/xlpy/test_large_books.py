"""A desk's own book may grow beyond what is taken from strangers: a province's season has a million findings."""

import zipfile
from pathlib import Path

import pytest

from support.mails import packed
from support.rounds import desk, pull, sent
from workbook import guard
from workbook.errors import UnreadableError
from workbook.ooxml.address import column_letters
from xlpy.dossier import open_dossier

WIDTH = 100


def enlarged(book: Path) -> Path:
    """The book with more blank formatted cells on its second sheet than a mailed file may have."""
    with zipfile.ZipFile(book) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    numbers = range(2000, 2001 + guard.LIMITS.cells // WIDTH)
    blank = "".join(f'<c r="{column_letters(column)}#"/>' for column in range(1, WIDTH + 1))
    more = "".join(f'<row r="{number}">{blank.replace("#", str(number))}</row>' for number in numbers)
    name = "xl/worksheets/sheet2.xml"
    book.write_bytes(packed({**parts, name: parts[name].replace(b"</sheetData>", f"{more}</sheetData>".encode())}))
    return book


def test_a_master_that_grew_is_read_at_its_desk_and_refused_from_a_stranger(tmp_path: Path) -> None:
    pull(tmp_path, sent(tmp_path / "武进", 1))
    book = enlarged(tmp_path / "总表.xlsx")

    with pytest.raises(UnreadableError, match="单元格超过500000个"):
        guard.check(book.read_bytes(), book.name)

    [row] = open_dossier(desk(book), "master").rows["总表"]
    assert row["firm"] == "常州样例1号机械有限公司"


def test_what_is_true_after_the_same_events_is_worked_out_once(tmp_path: Path) -> None:
    """It takes long where there are ten thousand; after other events something else is true."""
    pull(tmp_path, sent(tmp_path / "武进", 1))
    dossier = open_dossier(desk(tmp_path / "总表.xlsx"), "master")
    [id_] = dossier.standing.declarations
    gone = dossier.event("withdrawn", id_, why="企业来函")

    first, _ = dossier.after([gone])

    assert dossier.after((gone,))[0] is first
    assert (len(first.declarations), len(dossier.after([])[0].declarations)) == (0, 1)
