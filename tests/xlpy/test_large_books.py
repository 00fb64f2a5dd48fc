"""A desk's own book may grow beyond what is taken from strangers: a province's season has a million findings."""

import zipfile
from pathlib import Path
from typing import Any

import pytest

from support.desks import act, firm, put
from support.mails import packed
from support.rounds import collect, desk, pull, repacked, sent
from workbook import guard
from workbook.errors import UnreadableError
from workbook.ooxml.address import column_letters
from xlpy.desk import FINE, LOOK
from xlpy.dossier import open_dossier

WIDTH = 100


def enlarged(book: Path, cells: int = guard.LIMITS.cells, name: str = "xl/worksheets/sheet2.xml") -> Path:
    """The book with more blank formatted cells on one sheet, the second, than a mailed file may have."""
    with zipfile.ZipFile(book) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    numbers = range(2000, 2001 + cells // WIDTH)
    blank = "".join(f'<c r="{column_letters(column)}#"/>' for column in range(1, WIDTH + 1))
    more = "".join(f'<row r="{number}">{blank.replace("#", str(number))}</row>' for number in numbers)
    book.write_bytes(packed({**parts, name: parts[name].replace(b"</sheetData>", f"{more}</sheetData>".encode())}))
    return book


def test_a_master_that_grew_is_read_at_its_desk_and_refused_from_a_stranger(tmp_path: Path) -> None:
    pull(tmp_path, sent(tmp_path / "武进", 1))
    book = enlarged(tmp_path / "总表.xlsx")

    with pytest.raises(UnreadableError, match="单元格超过500000个"):
        guard.check(book.read_bytes(), book.name)

    [row] = open_dossier(desk(book), "master").rows["总表"]
    assert row["firm"] == "常州样例1号机械有限公司"


def with_summary(district: Path, **changes: Any) -> Path:
    """The package of a district whose 汇总表 grew, its manifest told so."""
    package, book = sent(district, 1), district / "汇总表.xlsx"
    return repacked(package, district / "大.zip", enlarged(book, **changes).read_bytes())


def test_of_a_summary_in_a_package_only_what_is_compared_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The findings of seven thousand forms are a hundred megabytes; the city judges all of them itself."""
    monkeypatch.setattr(guard, "SUMMARY", guard.Limits(cells=2000))

    findings, compared = (
        pull(tmp_path / name, with_summary(tmp_path / name, cells=3000, name=f"xl/worksheets/{name}.xml")).data
        for name in ("sheet5", "sheet2")
    )

    assert (findings["rows"], findings["refused"]) == (1, [])
    assert [entry["reason"] for entry in compared["refused"]] == [
        "“汇总表.xlsx”未读取：单元格超过2000个。请由区局用 xlpy rebuild 按档案重做汇总表，再收取一次，重新生成报送包。"
    ]


def test_a_summary_the_city_would_refuse_is_told_before_it_is_mailed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = sent(tmp_path, 1)
    monkeypatch.setattr(guard, "SUMMARY", guard.Limits(total=50_000))
    inbox = put(tmp_path / "再收", **{"2.xlsx": firm(2)})

    told = [collect(tmp_path, inbox), act(tmp_path / "汇总表.xlsx", "forward")]

    assert all("汇总表太大，市局会拒收。" in "".join(result.lines) and result.status == LOOK for result in told)
    assert [entry["code"] for entry in pull(tmp_path / "市", package).data["refused"]] == ["FILE-BOMB"]


def test_a_summary_that_is_not_too_large_is_not_spoken_of(tmp_path: Path) -> None:
    sent(tmp_path, 1)

    assert act(tmp_path / "汇总表.xlsx", "forward", to="a@example.com").status == FINE


def test_what_is_true_after_the_same_events_is_worked_out_once(tmp_path: Path) -> None:
    """It takes long where there are ten thousand; after other events something else is true."""
    pull(tmp_path, sent(tmp_path / "武进", 1))
    dossier = open_dossier(desk(tmp_path / "总表.xlsx"), "master")
    [id_] = dossier.standing.declarations
    gone = dossier.event("withdrawn", id_, why="企业来函")

    first, _ = dossier.after([gone])

    assert dossier.after((gone,))[0] is first
    assert (len(first.declarations), len(dossier.after([])[0].declarations)) == (0, 1)
