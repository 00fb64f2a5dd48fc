"""A 汇总表 or 总表 is judged honestly as it lies there: what collect and pull take is no fault, what they refuse is."""

from pathlib import Path
from typing import Any

from support.desks import act, code, firm, put, shown, table, type_in
from support.spoken import DAY, DISTRICT, OTHER, PULLED, of_the_first

pytestmark = of_the_first


def collected(tmp_path: Path, *numbers: int, district: str = DISTRICT) -> Path:
    """A 汇总表 of these firms, all recommended."""
    book = tmp_path / district / "汇总表.xlsx"
    inbox = put(book.parent / "收件箱", **{f"{number}.xlsx": firm(number) for number in numbers})
    act(book, "collect", inboxes=[inbox], district=district, received=DAY)
    act(book, "opinion", all_rows=True, opinion="推荐", by="张三", day=DAY)
    return book


def two_projects(tmp_path: Path) -> Path:
    """A 汇总表 in which one firm hands in two factories."""
    book = tmp_path / DISTRICT / "汇总表.xlsx"
    files = {f"{number}.xlsx": firm(number, credit_code=code(1)) for number in (1, 2)}
    act(book, "collect", inboxes=[put(book.parent / "收件箱", **files)], district=DISTRICT, received=DAY)
    act(book, "opinion", all_rows=True, opinion="推荐", by="张三", day=DAY)
    return book


def asked(book: Path) -> list[tuple[str, list[str]]]:
    """Source and cells of every must and should."""
    [found] = act(book.parent / "别处.xlsx", "validate", files=[book]).data
    return [(one["code"], one["cells"]) for one in found["findings"] if one["force"] in ("must", "should")]


def place(sheet: str, row: int, column: str, **more: Any) -> str:
    wanted = table(sheet, **more)
    return f"{sheet}!{wanted.letter[column]}{wanted.first_row + row}"


def test_an_opinion_with_a_blank_behind_it_is_an_opinion(tmp_path: Path) -> None:
    book = collected(tmp_path, 1)
    type_in(book, "初审", 0, opinion="推荐 ")

    assert asked(book) == []


def test_a_word_that_is_no_opinion_is_asked_at_its_cell(tmp_path: Path) -> None:
    book = collected(tmp_path, 1, 2)
    type_in(book, "初审", 1, opinion="同意")

    assert asked(book) == [("OPINION", [place("初审", 1, "opinion")])]


def test_a_day_that_is_none_is_asked_at_its_cell_and_the_opinion_counts(tmp_path: Path) -> None:
    book = collected(tmp_path, 1)
    type_in(book, "初审", 0, paper_received="下周")

    assert asked(book) == [("OPINION", [place("初审", 0, "paper_received")])]


def test_two_projects_of_one_firm_are_told_at_both_rows(tmp_path: Path) -> None:
    book = two_projects(tmp_path)

    assert asked(book) == [("ELIG-13", [place("明细", 0, "credit_code"), place("明细", 1, "credit_code")])]


def test_a_firm_of_which_one_project_stays_behind_is_settled(tmp_path: Path) -> None:
    book = two_projects(tmp_path)
    act(book, "opinion", rows=[shown(book, "初审")[0]["id"]], opinion="不推荐", by="张三", day=DAY)

    assert asked(book) == []


def two_districts(tmp_path: Path) -> Path:
    """A 总表 in which one firm stands for two districts."""
    packages = []
    for district in (DISTRICT, OTHER):
        book = collected(tmp_path, 1, district=district)
        packages.append(book.parent / f"报送包_{district}.zip")
    master = tmp_path / "市" / "总表.xlsx"
    act(master, "pull", inboxes=packages, received=PULLED)
    return master


def test_a_clash_in_the_master_is_told_at_both_rows(tmp_path: Path) -> None:
    cells = [place("总表", row, "code", is_master=True) for row in (0, 1)]

    assert [(code, sorted(found)) for code, found in asked(two_districts(tmp_path))] == [("ELIG-13", cells)]


def test_a_clash_on_which_a_person_ruled_is_settled(tmp_path: Path) -> None:
    master = two_districts(tmp_path)
    type_in(master, "冲突", 0, is_master=True, ruling=f"保留{DISTRICT}一份")

    assert asked(master) == []


def test_a_clash_of_which_one_side_failed_its_review_is_settled(tmp_path: Path) -> None:
    master = two_districts(tmp_path)
    [loser, _] = shown(master, "总表", is_master=True)
    act(master, "decide", row=loser["id"], state="未通过")

    assert asked(master) == []
