"""The clerk marks what each file beside a form is; the mark is kept, undone, rebuilt, sent up and told."""

import json
from pathlib import Path
from typing import Any

import openpyxl

from support.desks import act, firm, put, shown, type_in
from support.rounds import DAY, LATE, collect, desk, kinds, pull, recommend, tables
from support.spoken import DISTRICT, of_the_first
from xlpy.desk import FINE, LOOK
from xlpy.store import sha256

LICENCE, SCAN, PICTURE = b"%PDF licence", b"%PDF scan", b"\x89PNG"


def inbox(folder: Path, name: str = "甲公司", **changes: Any) -> Path:
    """A form with three files beside it."""
    files = {"营业执照.pdf": LICENCE, "申报书盖章扫描件.pdf": SCAN, "厂区.png": PICTURE}
    return put(folder / "收" / name, **{"甲.xlsx": firm(1, **changes), **files})


def district(tmp_path: Path) -> Path:
    """A 汇总表 that took the form and its three files."""
    folder = tmp_path / "武进"
    collect(folder, inbox(folder))
    return folder / "汇总表.xlsx"


def again(book: Path) -> Any:
    """What comes of collecting the same envelope once more."""
    return collect(book.parent, book.parent / "收" / "甲公司")


def mark(book: Path, name: str, word: str | None, *, is_master: bool = False) -> None:
    """Pick a word, or type one, beside the file of this name."""
    names = [row["name"] for row in shown(book, "附件", is_master=is_master)]
    type_in(book, "附件", names.index(name), is_master=is_master, mark=word)


def marks(book: Path, *, is_master: bool = False) -> dict[str, Any]:
    return {row["name"]: row["mark"] for row in shown(book, "附件", is_master=is_master)}


def marked(tmp_path: Path) -> Path:
    """The same with its licence and its stamped scan marked."""
    book = district(tmp_path)
    mark(book, "营业执照.pdf", "营业执照")
    mark(book, "申报书盖章扫描件.pdf", "盖章扫描")
    again(book)
    return book


def told(book: Path, *, is_master: bool = False) -> list[tuple[Any, ...]]:
    """What 问题清单 says of attachments."""
    rows = shown(book, "问题清单", is_master=is_master)
    return [(row["force"], row["code"], row["message"]) for row in rows if row["place"] == "附件"]


@of_the_first
def test_each_file_has_a_row_with_a_proposal_and_no_mark(tmp_path: Path) -> None:
    book = district(tmp_path)

    rows = shown(book, "附件")

    assert [(row["name"], row["suggestion"], row["mark"]) for row in rows] == [
        ("厂区.png", None, None),
        ("申报书盖章扫描件.pdf", "盖章扫描", None),
        ("营业执照.pdf", "营业执照", None),
    ]
    [entry] = shown(book, "初审")
    assert {(row["id"], row["firm"]) for row in rows} == {(entry["id"], "常州样例1号机械有限公司")}
    assert [row["sha256"] for row in rows] == [sha256(content)[:16] for content in (PICTURE, SCAN, LICENCE)]


@of_the_first
def test_a_mark_is_an_event_that_names_the_file_by_its_hash(tmp_path: Path) -> None:
    book = district(tmp_path)
    mark(book, "营业执照.pdf", " 营业执照")

    again(book)

    line = desk(book).journal()[-1]
    assert (line.kind, line.by, line.data["attachment"], line.data["mark"]) == (
        "hand_edit",
        "张三",
        sha256(LICENCE),
        "licence",
    )


def test_a_mark_is_registered_once_and_stays(tmp_path: Path) -> None:
    book = marked(tmp_path)
    before = kinds(book)

    again(book)

    assert kinds(book) == before
    assert marks(book) == {"营业执照.pdf": "营业执照", "申报书盖章扫描件.pdf": "盖章扫描", "厂区.png": None}


def test_a_cleared_mark_is_gone_and_another_takes_its_place(tmp_path: Path) -> None:
    book = marked(tmp_path)
    mark(book, "营业执照.pdf", None)
    mark(book, "申报书盖章扫描件.pdf", "证书")

    again(book)

    assert marks(book) == {"营业执照.pdf": None, "申报书盖章扫描件.pdf": "证书", "厂区.png": None}


@of_the_first
def test_a_word_that_is_none_of_ours_stays_in_its_cell_and_is_told(tmp_path: Path) -> None:
    book = district(tmp_path)
    mark(book, "厂区.png", "照片")
    before = kinds(book)

    result = again(book)

    assert kinds(book) == before
    assert marks(book)["厂区.png"] == "照片"
    [line] = [line for line in result.lines if "厂区.png" in line]
    assert "“照片”" in line
    assert "营业执照、证书、知识产权、盖章扫描" in line
    assert result.status == LOOK


def test_sorted_rows_keep_their_marks(tmp_path: Path) -> None:
    book = district(tmp_path)
    _, scan, licence = shown(book, "附件")
    cells = ("name", "suggestion", "sha256")
    type_in(book, "附件", 1, mark="营业执照", **{id_: licence[id_] for id_ in cells})
    type_in(book, "附件", 2, mark="盖章扫描", **{id_: scan[id_] for id_ in cells})

    again(book)

    assert marks(book) == {"营业执照.pdf": "营业执照", "申报书盖章扫描件.pdf": "盖章扫描", "厂区.png": None}


def test_the_same_file_keeps_its_mark_when_the_firm_sends_again(tmp_path: Path) -> None:
    book = marked(tmp_path)

    result = collect(book.parent, inbox(book.parent, "甲公司改", revenue_2022_wan=9000), day=LATE)

    assert result.data["taken"][0]["replaces"] == "甲公司/甲.xlsx"
    assert marks(book) == {"营业执照.pdf": "营业执照", "申报书盖章扫描件.pdf": "盖章扫描", "厂区.png": None}


@of_the_first
def test_a_mark_said_since_comes_back_with_its_declaration(tmp_path: Path) -> None:
    book = marked(tmp_path)
    act(book, "undo")
    assert shown(book, "附件") == []

    again(book)

    assert marks(book)["营业执照.pdf"] == "营业执照"


def test_a_rebuilt_summary_has_the_marks_and_nothing_differs(tmp_path: Path) -> None:
    book = marked(tmp_path)
    before = tables(book)

    act(book, "rebuild")

    assert tables(book) == before
    assert act(book, "verify").status == FINE


@of_the_first
def test_verify_knows_a_mark_typed_since_from_a_cell_of_the_machine(tmp_path: Path) -> None:
    book = marked(tmp_path)
    mark(book, "厂区.png", "证书")
    type_in(book, "附件", 2, name="别的.pdf")

    data = act(book, "verify").data

    assert [(entry["sheet"], entry["column"], entry["found"]) for entry in data["typed"]] == [("附件", "类别", "证书")]
    assert [(entry["sheet"], entry["column"], entry["found"]) for entry in data["cells"]] == [
        ("附件", "文件名", "别的.pdf")
    ]


@of_the_first
def test_trace_tells_who_marked_this_very_file(tmp_path: Path) -> None:
    book = marked(tmp_path)

    data = act(book, "trace", cell="附件!E4").data

    assert (data["value"], data["typed"], data["by"]) == ("营业执照", "hand_edit", "张三")
    assert act(book, "trace", cell="附件!E2").data["typed"] is None


@of_the_first
def test_marks_travel_up_and_are_shown_at_the_city(tmp_path: Path) -> None:
    book = marked(tmp_path)
    recommend(book.parent)
    city = tmp_path / "市" / "总表.xlsx"

    pull(city.parent, book.parent / f"报送包_{DISTRICT}.zip")

    assert marks(city, is_master=True) == {
        "营业执照.pdf": "营业执照",
        "申报书盖章扫描件.pdf": "盖章扫描",
        "厂区.png": None,
    }
    assert {row["district"] for row in shown(city, "附件", is_master=True)} == {DISTRICT}


@of_the_first
def test_a_mark_changed_in_the_next_package_changes_the_declaration_at_the_city(tmp_path: Path) -> None:
    book = marked(tmp_path)
    city = tmp_path / "市" / "总表.xlsx"
    recommend(book.parent)
    pull(city.parent, book.parent / f"报送包_{DISTRICT}.zip")
    mark(book, "厂区.png", "证书")
    again(book)

    result = pull(city.parent, book.parent / f"报送包_{DISTRICT}.zip")

    assert len(result.data["changed"]) == 1
    assert marks(city, is_master=True)["厂区.png"] == "证书"
    before = tables(city)
    act(city, "rebuild")
    assert tables(city) == before


def test_a_mark_typed_at_the_city_does_not_stay(tmp_path: Path) -> None:
    book = marked(tmp_path)
    recommend(book.parent)
    city = tmp_path / "市" / "总表.xlsx"
    package = book.parent / f"报送包_{DISTRICT}.zip"
    pull(city.parent, package)
    mark(city, "厂区.png", "证书", is_master=True)

    result = pull(city.parent, package)

    assert marks(city, is_master=True)["厂区.png"] is None
    assert any("附件!" in line and "“证书”" in line and "已改回" in line for line in result.lines)


@of_the_first
def test_the_person_who_judges_sees_what_was_marked_and_what_was_not(tmp_path: Path) -> None:
    book = marked(tmp_path)

    found = told(book)

    assert [entry[:2] for entry in found] == [
        ("人工", "ATT-01"),
        ("提示", "ATT-02"),
        ("提示", "ATT-03"),
        ("人工", "SEAL-01"),
    ]
    assert "已附：营业执照.pdf（营业执照）" in found[0][2]
    assert "证书" in found[1][2]
    assert "已附：申报书盖章扫描件.pdf（盖章扫描）" in found[3][2]


@of_the_first
def test_what_is_not_marked_never_changes_a_verdict(tmp_path: Path) -> None:
    book = district(tmp_path)
    [before] = shown(book, "初审")

    mark(book, "营业执照.pdf", "营业执照")
    again(book)

    [row] = shown(book, "初审")
    assert row["verdict"] == before["verdict"]
    assert {force for force, *_ in told(book)} == {"人工", "提示"}


def test_the_city_is_told_the_same(tmp_path: Path) -> None:
    book = marked(tmp_path)
    recommend(book.parent)
    city = tmp_path / "市" / "总表.xlsx"

    pull(city.parent, book.parent / f"报送包_{DISTRICT}.zip")

    assert told(city, is_master=True) == told(book)


def test_a_file_name_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    collect(tmp_path, put(tmp_path / "收" / "甲公司", **{"甲.xlsx": firm(1), "=1+1.pdf": LICENCE}).parent)

    cell = openpyxl.load_workbook(tmp_path / "汇总表.xlsx")["附件"]["C2"]

    assert (cell.value, cell.data_type) == ("=1+1.pdf", "s")


def test_a_formula_in_the_place_of_a_mark_is_told_and_not_registered(tmp_path: Path) -> None:
    book = district(tmp_path)
    opened = openpyxl.load_workbook(book)
    opened["附件"]["E2"] = '="证书"'
    opened.save(book)
    before = kinds(book)

    result = again(book)

    assert kinds(book) == before
    assert any("厂区.png" in line and "暂未登记" in line for line in result.lines)


@of_the_first
def test_validate_says_it_of_the_summary(tmp_path: Path) -> None:
    book = marked(tmp_path)

    [report] = act(tmp_path / "无", "validate", files=[book]).data

    said = [finding for finding in report["findings"] if finding["source"] in ("ATT-01", "SEAL-01")]
    assert {(finding["force"], finding["source"]) for finding in said} == {("judge", "ATT-01"), ("judge", "SEAL-01")}
    assert "营业执照.pdf" in json.dumps(said, ensure_ascii=False)
    [missing] = [finding for finding in report["findings"] if finding["source"] == "ATT-02"]
    assert (missing["force"], missing["label"]) == ("note", "常州样例1号机械有限公司")


@of_the_first
def test_validate_tells_a_tick_without_any_file_once_for_all_firms(tmp_path: Path) -> None:
    collect(tmp_path, put(tmp_path / "收", **{f"{number}.xlsx": firm(number) for number in range(1, 6)}))

    [report] = act(tmp_path / "无", "validate", files=[tmp_path / "汇总表.xlsx"]).data

    [said] = [finding for finding in report["findings"] if finding["source"] == "ATT-01"]
    assert said["force"] == "note"
    assert said["label"] == "常州样例1号机械有限公司、常州样例2号机械有限公司、常州样例3号机械有限公司等5家"
    assert "没有收到随报附件" in said["message"]


@of_the_first
def test_a_book_from_before_the_sheet_goes_on_and_gets_it_when_rebuilt(tmp_path: Path) -> None:
    book = district(tmp_path)
    old = openpyxl.load_workbook(book)
    del old["附件"]
    del old.defined_names["rows_attachments"]
    old.save(book)

    collect(book.parent, inbox(book.parent, "甲公司改", revenue_2022_wan=9000), day=LATE)

    assert [row["revenue_2022_wan"] for row in shown(book, "明细")] == [9000]
    act(book, "rebuild")
    assert len(marks(book)) == 3


def test_a_box_ticked_without_any_file_is_no_row_of_the_list(tmp_path: Path) -> None:
    collect(tmp_path, put(tmp_path / "收", **{"甲.xlsx": firm(1)}), day=DAY)

    assert told(tmp_path / "汇总表.xlsx") == []
