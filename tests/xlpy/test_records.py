"""Books whose records were cut, left behind or changed: refused clearly, nothing lost."""

from pathlib import Path

import pytest

from support.desks import act, firm, put
from support.rounds import desk
from support.spoken import DAY, DISTRICT, of_the_first
from workbook.edit import Event, said
from workbook.errors import NotHereError, RecordsDamagedError
from xlpy.desk import Result


def collect(folder: Path, inbox: Path) -> Result:
    return act(folder / "汇总表.xlsx", "collect", inboxes=[inbox], district=DISTRICT, received=DAY)


def pull(folder: Path, *packages: Path) -> Result:
    return act(folder / "总表.xlsx", "pull", inboxes=list(packages), received=DAY)


def sent(folder: Path, number: int) -> Path:
    """One recommended firm, packed."""
    collect(folder, put(folder / "收件箱", **{f"{number}.xlsx": firm(number)}))
    act(folder / "汇总表.xlsx", "opinion", all_rows=True, opinion="推荐", by="张三", day=DAY)
    return folder / f"报送包_{DISTRICT}.zip"


def cut(book: Path, keep: int) -> bytes:
    """Cut the journal of a book down to its first lines; the book as it stands."""
    journal = book.with_name(f"{book.stem}.档案") / "journal.jsonl"
    journal.write_bytes(b"".join(journal.read_bytes().splitlines(keepends=True)[:keep]))
    return book.read_bytes()


@pytest.mark.parametrize("keep", [0, 1])
def test_a_journal_that_was_cut_is_refused_and_no_row_is_lost(tmp_path: Path, keep: int) -> None:
    inbox = put(tmp_path / "收件箱", **{"甲.xlsx": firm(1), "乙.xlsx": firm(2)})
    collect(tmp_path, inbox)
    before = cut(tmp_path / "汇总表.xlsx", keep)

    with pytest.raises(RecordsDamagedError, match="没有记载"):
        collect(tmp_path, inbox)

    assert (tmp_path / "汇总表.xlsx").read_bytes() == before


def test_a_book_copied_without_its_records_is_refused_and_no_row_is_lost(tmp_path: Path) -> None:
    collect(tmp_path, put(tmp_path / "收件箱", **{"甲.xlsx": firm(1)}))
    copy = tmp_path / "武进汇总表.xlsx"
    copy.write_bytes((tmp_path / "汇总表.xlsx").read_bytes())

    with pytest.raises(RecordsDamagedError, match=r"“武进汇总表\.xlsx”中的申报"):
        act(copy, "opinion", all_rows=True, opinion="推荐")

    assert copy.read_bytes() == (tmp_path / "汇总表.xlsx").read_bytes()


def test_a_master_whose_journal_was_cut_is_refused(tmp_path: Path) -> None:
    city = tmp_path / "市"
    package = sent(tmp_path / "武进", 1)
    pull(city, package)
    cut(city / "总表.xlsx", 0)

    with pytest.raises(RecordsDamagedError, match="没有记载"):
        pull(city, package)


def test_a_secret_that_was_cut_is_refused(tmp_path: Path) -> None:
    collect(tmp_path, put(tmp_path / "收件箱", **{"甲.xlsx": firm(1)}))
    (tmp_path / "汇总表.档案" / "nonce").write_bytes(b"")

    with pytest.raises(RecordsDamagedError, match="密钥"):
        collect(tmp_path, put(tmp_path / "第二批", **{"乙.xlsx": firm(2)}))


@of_the_first
def test_records_of_a_newer_program_are_told_as_such(tmp_path: Path) -> None:
    """It says more of a declaration than this one knows: nothing is damaged, no backup is wanted."""
    collect(tmp_path, put(tmp_path / "收件箱", **{"甲.xlsx": firm(1)}))
    store = desk(tmp_path / "汇总表.xlsx").store
    [line] = [line for line in store.lines() if line.kind == "accepted"]
    store.append((Event("accepted", line.declaration, {"declaration": {**said(line.data["declaration"]), "new": 1}}),))
    before = (tmp_path / "汇总表.xlsx").read_bytes()

    with pytest.raises(NotHereError, match=r"较新的程序写的.*更新到同一版本.*不要用备份代替"):
        act(tmp_path / "汇总表.xlsx", "opinion", all_rows=True, opinion="推荐", by="张三", day=DAY)

    assert (tmp_path / "汇总表.xlsx").read_bytes() == before
