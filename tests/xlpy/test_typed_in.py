"""What a clerk types into the books: read with good will, told with its cell, kept with its row."""

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from support.desks import act, firm, put, shown, table, type_in
from support.mails import packed
from support.spoken import DAY, DISTRICT, PULLED
from xlpy.desk import LOOK, Line, Result
from xlpy.folder import FolderDesk
from xlpy.settings import Settings


def collect(tmp_path: Path, *numbers: int) -> Result:
    inbox = put(tmp_path / "收件箱", **{f"{number}.xlsx": firm(number) for number in numbers})
    return act(tmp_path / "汇总表.xlsx", "collect", inboxes=[inbox], district=DISTRICT, received=DAY)


def recommended(tmp_path: Path, *numbers: int) -> Path:
    collect(tmp_path, *numbers)
    act(tmp_path / "汇总表.xlsx", "opinion", all_rows=True, opinion="推荐", by="张三", day=DAY)
    return tmp_path / "汇总表.xlsx"


def pull(tmp_path: Path) -> Result:
    package = tmp_path / f"报送包_{DISTRICT}.zip"
    return act(tmp_path / "市" / "总表.xlsx", "pull", inboxes=[package], received=PULLED)


def mastered(tmp_path: Path, *numbers: int) -> Path:
    recommended(tmp_path, *numbers)
    pull(tmp_path)
    return tmp_path / "市" / "总表.xlsx"


def put_formula(book: Path, sheet: str, row: int, column: str, *, is_master: bool = False) -> None:
    """A formula whose result nobody has counted, as scripts write it."""
    wanted = table(sheet, is_master=is_master)
    opened = openpyxl.load_workbook(io.BytesIO(book.read_bytes()))
    opened[sheet][f"{wanted.letter[column]}{wanted.first_row + row}"] = "=1+1"
    opened.save(book)


def put_result(book: Path, sheet: str, cell: str, words: str) -> None:
    """A formula with the text it was counted to, as Excel saves it."""
    parts = opened_parts(book)
    number = openpyxl.load_workbook(book).sheetnames.index(sheet) + 1
    name = f"xl/worksheets/sheet{number}.xml"
    made = f'<c r="{cell}" t="str"><f>"{words}"&amp;""</f><v>{words}</v></c>'
    text, count = re.subn(rf'<c r="{cell}"[^>]*?(/>|>.*?</c>)', made, parts[name].decode())
    assert count == 1
    book.write_bytes(packed({**parts, name: text.encode()}))


def opened_parts(book: Path) -> dict[str, bytes]:
    """Every part of a book."""
    with zipfile.ZipFile(book) as package:
        return {name: package.read(name) for name in package.namelist()}


def journal(book: Path) -> tuple[Line, ...]:
    return FolderDesk(book, Settings("张三", book.parent)).journal()


def formulas(book: Path, sheet: str) -> list[str]:
    """The cells of a sheet that hold a formula."""
    opened = openpyxl.load_workbook(io.BytesIO(book.read_bytes()))
    return [cell.coordinate for row in opened[sheet].iter_rows() for cell in row if cell.data_type == "f"]


def test_a_decision_with_blanks_around_it_is_a_decision(tmp_path: Path) -> None:
    book = mastered(tmp_path, 1)
    type_in(book, "总表", 0, is_master=True, decision=" 拟认定 ")

    result = pull(tmp_path)

    [row] = shown(book, "总表", is_master=True)
    assert (row["state"], result.data["notes"]) == ("拟认定", ())
    assert pull(tmp_path).plan.is_empty


def test_a_decision_that_the_package_allows_is_taken_in_the_same_run(tmp_path: Path) -> None:
    collect(tmp_path, 1)
    pull(tmp_path)
    book = tmp_path / "市" / "总表.xlsx"
    type_in(book, "总表", 0, is_master=True, decision="拟认定")
    assert "不能改为“拟认定”" in str(pull(tmp_path).data["notes"])
    recommended(tmp_path, 1)

    result = pull(tmp_path)

    [row] = shown(book, "总表", is_master=True)
    assert (row["state"], result.data["notes"]) == ("拟认定", ())
    assert pull(tmp_path).plan.is_empty


def test_a_word_that_was_refused_is_told_when_its_row_leaves(tmp_path: Path) -> None:
    book = mastered(tmp_path, 1, 2)
    id_ = shown(book, "总表", is_master=True)[0]["id"]
    type_in(book, "总表", 0, is_master=True, decision="再议")
    act(tmp_path / "汇总表.xlsx", "withdraw", row=id_, why="来函")

    result = pull(tmp_path)

    assert (result.data["notes"], result.status) == ((f"{id_} 已移出总表，决定一栏填的“再议”没有登记。",), LOOK)


@pytest.mark.parametrize(
    ("column", "word", "choices"),
    [("review", "好", "通过、未通过"), ("decision", "同意", "拟认定、公示取消、认定、入库、省推荐")],
)
def test_a_word_that_is_no_decision_is_told_with_its_cell_and_its_choices(
    tmp_path: Path, column: str, word: str, choices: str
) -> None:
    book = mastered(tmp_path, 1)
    type_in(book, "总表", 0, is_master=True, **{column: word})
    spec = table("总表", is_master=True)

    [note] = pull(tmp_path).data["notes"]

    place = f"总表!{spec.letter[column]}{spec.first_row}（常州样例1号机械有限公司）"
    assert note == f"{place}：没有名为“{word}”的{spec.by_id[column].title}。可用的有：{choices}。"


def test_a_cell_retyped_while_another_row_leaves_is_told_with_its_own_firm(tmp_path: Path) -> None:
    book = recommended(tmp_path, 1, 2)
    type_in(book, "汇总表", 1, firm="改了名的公司")
    type_in(book, "初审", 0, opinion="退回")

    [note] = collect(tmp_path, 1, 2).data["notes"]

    leaving, staying = (row["firm"] for row in shown(book, "初审"))
    assert f"“改了名的公司”应为“{staying}”" in note
    assert leaving not in note


def test_a_remark_on_the_printed_sheet_comes_back_with_its_row(tmp_path: Path) -> None:
    book = recommended(tmp_path, 1, 2)
    type_in(book, "汇总表", 0, remark="重点企业")
    [id_, _] = [row["id"] for row in shown(book, "初审")]
    for word in ("退回", "推荐"):
        act(book, "opinion", rows=[id_], opinion=word, by="张三", day=DAY)

    assert [row["remark"] for row in shown(book, "汇总表")] == ["重点企业", None]


def test_a_decision_is_traced_to_who_decided_and_why(tmp_path: Path) -> None:
    book = mastered(tmp_path, 1)
    [row] = shown(book, "总表", is_master=True)
    act(book, "decide", row=row["id"], state="拟认定", why="评审会一致同意")
    place = table("总表", is_master=True).letter["decision"]

    result = act(book, "trace", cell=f"总表!{place}2")

    assert (result.data["typed"], result.data["by"], result.data["why"]) == ("decision", "张三", "评审会一致同意")
    assert result.data["at"] == journal(book)[-1].at
    assert "填写，理由：评审会一致同意" in result.lines[1]


def test_an_opinion_is_traced_to_who_said_it(tmp_path: Path) -> None:
    book = recommended(tmp_path, 1)
    place = table("初审").letter["opinion"]

    data = act(book, "trace", cell=f"初审!{place}2").data

    assert (data["typed"], data["value"], data["at"]) == ("opinion", "推荐", journal(book)[-1].at)


def test_a_formula_without_a_result_does_not_slide_to_another_firm(tmp_path: Path) -> None:
    book = mastered(tmp_path, 1, 2)
    put_formula(book, "总表", 1, "remark", is_master=True)
    first, second = (row["firm"] for row in shown(book, "总表", is_master=True))
    leaving = next(row["id"] for row in shown(tmp_path / "汇总表.xlsx", "初审") if row["firm"] == first)
    act(tmp_path / "汇总表.xlsx", "opinion", rows=[leaving], opinion="不推荐", by="张三", day=DAY)

    pull(tmp_path)

    [row] = shown(book, "总表", is_master=True)
    assert (row["firm"], row["remark"]) == (second, "（公式，还没有结果）")
    assert formulas(book, "总表") == []


def test_a_formula_without_a_result_stays_in_its_cell_and_is_told(tmp_path: Path) -> None:
    book = mastered(tmp_path, 1)
    put_formula(book, "总表", 0, "remark", is_master=True)
    place = f"{table('总表', is_master=True).letter['remark']}2"

    [note] = pull(tmp_path).data["notes"]

    assert note.startswith(f"总表!{place}（常州样例1号机械有限公司）：这一格是公式，还没有结果")
    assert formulas(book, "总表") == [place]


def clashed(tmp_path: Path) -> tuple[Path, str]:
    """A master with one clash; the cell of its ruling."""
    put(tmp_path / "收件箱", **{"1.xlsx": firm(1), "2.xlsx": firm(2, company_name="常州样例1号机械有限公司")})
    return mastered(tmp_path), f"{table('冲突', is_master=True).letter['ruling']}2"


def test_a_formula_is_no_ruling_and_stays_in_its_cell_and_is_told(tmp_path: Path) -> None:
    book, place = clashed(tmp_path)
    put_formula(book, "冲突", 0, "ruling", is_master=True)

    [note] = pull(tmp_path).data["notes"]

    assert note.startswith(f"冲突!{place} 处理意见（名称相近 ")
    assert "这一格是公式，还没有结果" in note
    assert shown(book, "变更记录", is_master=True)[-1]["kind"] != "手工修改"
    assert formulas(book, "冲突") == [place]
    assert act(book, "validate", files=[book]).data[0]["findings"]


def test_the_result_of_a_formula_is_the_ruling_and_the_formula_stays(tmp_path: Path) -> None:
    book, place = clashed(tmp_path)
    put_result(book, "冲突", place, "两家不同企业")

    notes = pull(tmp_path).data["notes"]

    assert list(notes) == []
    assert journal(book)[-1].data["ruling"] == "两家不同企业"
    assert [row["ruling"] for row in shown(book, "冲突", is_master=True)] == ["两家不同企业"]
    assert formulas(book, "冲突") == [place]


def test_a_formula_is_no_opinion_and_no_officer(tmp_path: Path) -> None:
    book = recommended(tmp_path, 1)
    put_formula(book, "初审", 0, "officer")

    [note] = collect(tmp_path, 1).data["notes"]

    assert "暂未登记" in note
    assert formulas(book, "初审") == [f"{table('初审').letter['officer']}2"]
