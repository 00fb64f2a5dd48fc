"""What people typed over the machine's cells of the 总表, rows of their own, sorted rows: told, kept, decided."""

from pathlib import Path

import pytest

from support.desks import PACK, act, shown, table, type_in
from support.rounds import desk, kinds, pull, rows, sent, tables
from support.spoken import DISTRICT, of_the_first
from workbook.edit import Change
from workbook.errors import ValueMissingError
from workbook.patch import apply
from xlpy.desk import LOOK

TYPED = "常州样例壹号机械有限公司"
FIRM = "常州样例1号机械有限公司"


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A master of two firms in which somebody typed over the first name."""
    book = tmp_path / "市" / "总表.xlsx"
    pull(book.parent, sent(tmp_path / "武进", 1, 2))
    type_in(book, "总表", 0, is_master=True, firm=TYPED)
    return book


def again(city: Path) -> tuple[str, ...]:
    """The words of another pull of the same package."""
    return pull(city.parent, city.parent.parent / "武进" / f"报送包_{DISTRICT}.zip").lines


def book_of(files: list[str]) -> Path:
    """The list as a workbook, among its other forms."""
    return next(Path(file) for file in files if file.endswith(".xlsx"))


@of_the_first
def test_a_corrected_cell_is_found_told_and_kept(city: Path) -> None:
    told = again(city)

    [line] = [line for line in told if "手工改为" in line]
    assert line.startswith(f"总表!C2 企业名称（{rows(city)[0]['id']}）：手工改为“{TYPED}”，申报书为“{FIRM}”。")
    assert rows(city)[0]["firm"] == TYPED
    assert kinds(city).count("corrected") == 1


@of_the_first
def test_cells_are_told_where_they_stand_when_the_run_is_over(city: Path, tmp_path: Path) -> None:
    first = PACK.districts[0]
    type_in(city, "总表", 1, is_master=True, decision="认定")

    notes = pull(city.parent, sent(tmp_path / first, 3, district=first)).data["notes"]
    after_undo = act(city, "undo").lines

    assert [row["firm"] for row in rows(city)] == [TYPED, "常州样例2号机械有限公司"]
    assert [note.partition("（")[0] for note in notes] == ["总表!V4", "总表!C3 企业名称"]
    assert [line.partition("（")[0] for line in after_undo if line.startswith("总表!")] == [
        "总表!V3",
        "总表!C2 企业名称",
    ]


def test_it_is_told_at_every_run_and_written_down_once(city: Path) -> None:
    again(city)
    before = city.read_bytes()

    told = again(city)

    assert any("手工改为" in line for line in told)
    assert (city.read_bytes(), kinds(city).count("corrected")) == (before, 1)


@of_the_first
def test_adopted_it_is_told_no_more_and_published(city: Path, tmp_path: Path) -> None:
    id_ = rows(city)[0]["id"]
    for state in ("通过", "拟认定"):
        act(city, "decide", row=id_, state=state)

    act(city, "adopt", cells=["总表!C2"], why="营业执照更名")

    assert not any("手工改为" in line for line in again(city))
    files = act(city, "publish", listing="proposed", out=tmp_path / "名单").data["files"]
    assert TYPED in words(book_of(files))
    assert [row["message"] for row in shown(city, "变更记录", is_master=True)][-2] == "企业名称；营业执照更名"


def words(book: Path) -> set[str]:
    """Every text of a book."""
    from workbook.ooxml.book import open_book  # noqa: PLC0415 - one test only

    opened = open_book(book.read_bytes(), book.name)
    return {cell.text for sheet in opened.sheets for cell in opened.cells(sheet).values()}


def test_not_yet_adopted_it_is_not_published(city: Path, tmp_path: Path) -> None:
    id_ = rows(city)[0]["id"]
    for state in ("通过", "拟认定"):
        act(city, "decide", row=id_, state=state)

    files = act(city, "publish", listing="proposed", out=tmp_path / "名单").data["files"]

    assert {FIRM, TYPED} & words(book_of(files)) == {FIRM}


def test_reverted_the_cell_shows_the_declaration_again(city: Path) -> None:
    act(city, "revert", all_cells=True)

    assert rows(city)[0]["firm"] == FIRM
    assert not any("手工改为" in line for line in again(city))


def test_typed_back_by_hand_it_is_given_up(city: Path) -> None:
    again(city)
    type_in(city, "总表", 0, is_master=True, firm=FIRM)

    assert not any("手工改为" in line for line in again(city))
    assert kinds(city).count("reverted") == 1


def test_a_correction_survives_a_new_version_and_a_rebuild(city: Path, tmp_path: Path) -> None:
    again(city)
    sent(tmp_path / "武进", 1, revenue_2022_wan=9000)
    again(city)
    before = tables(city)
    assert before["总表"][0]["firm"] == TYPED
    city.unlink()

    act(city, "rebuild")

    assert tables(city) == before


@pytest.mark.parametrize(("column", "words"), [("state", "认定"), ("verdict", "可以报送！"), ("number", 9)])
def test_what_follows_from_elsewhere_is_put_back_and_told(city: Path, column: str, words: str | int) -> None:
    before = rows(city)[1][column]
    type_in(city, "总表", 1, is_master=True, **{column: words})

    told = again(city)

    assert any(f"手工填的“{words}”不能代替" in line for line in told)
    assert rows(city)[1][column] == before


def test_a_cell_of_another_sheet_is_put_back_and_told(city: Path) -> None:
    type_in(city, "来源", 0, is_master=True, file="别的.xlsx")

    assert any("来源!C2 文件" in line for line in again(city))


def test_a_row_that_people_added_stays_at_the_end(city: Path) -> None:
    type_in(city, "总表", 2, is_master=True, firm="待联系的企业", remark="下周电话")
    again(city)
    sent(city.parent.parent / "武进", 3)

    told = again(city)

    assert [row.get("firm") for row in everything(city)][-1] == "待联系的企业"
    assert len(rows(city)) == 3
    assert any("第5行" in line or "第4行" in line for line in told if "手工添加" in line)


def everything(city: Path) -> list[dict[str, object]]:
    """Every row of 总表, people's own included."""
    from xlpy.level import either_dossier  # noqa: PLC0415 - two tests only

    return [row for row in either_dossier(desk(city)).rows["总表"] if any(row.values())]


def test_a_deleted_row_comes_back_and_is_told(city: Path) -> None:
    wanted = table("总表", is_master=True)
    cells = [Change("总表", f"{letter}3", None, None) for letter in wanted.letter.values()]
    city.write_bytes(apply(city.read_bytes(), cells, force=True))

    told = again(city)

    assert len(rows(city)) == 2
    assert any("一行不见了，已补回" in line for line in told)


def test_a_row_copied_by_hand_is_no_second_declaration(city: Path) -> None:
    first = rows(city)[0]
    type_in(city, "总表", 2, is_master=True, **first)

    told = again(city)

    assert len(rows(city)) == 2
    assert any("副本" in line for line in told)


def test_rows_that_people_sorted_are_no_corrections(city: Path) -> None:
    act(city, "revert", all_cells=True)
    first, second = rows(city)
    type_in(city, "总表", 0, is_master=True, **{**second, "remark": "乙的备注"})
    type_in(city, "总表", 1, is_master=True, **first)

    told = again(city)

    assert not any("手工" in line for line in told)
    assert [(row["firm"], row["remark"]) for row in rows(city)] == [
        (first["firm"], None),
        (second["firm"], "乙的备注"),
    ]


@of_the_first
def test_a_cell_nobody_corrected_is_named(city: Path) -> None:
    with pytest.raises(ValueMissingError, match="总表!C2"):
        act(city, "adopt", cells=["总表!D2"])
    with pytest.raises(ValueMissingError, match="未指定"):
        act(city, "adopt")


def test_the_result_wants_to_be_looked_at(city: Path) -> None:
    assert pull(city.parent, city.parent.parent / "武进" / f"报送包_{DISTRICT}.zip").status == LOOK
