"""生成名单 at the city's desk: Word, Excel, PDF; issues by number; nothing personal; twice changes nothing."""

import datetime as dt
from pathlib import Path

import pytest

from support import office
from support.desks import act, firm, put, shown, state
from support.spoken import DAY, DISTRICT, PULLED, of_the_first
from workbook.errors import CalendarError, PersonalDataError, ValueMissingError
from xlpy import portable
from xlpy.desk import LOOK

pytestmark = of_the_first

TITLE = "2023年常州市市级智能工厂拟认定名单"
PHONE = "市工信局监督电话=0519-85680000"
ISSUED = dt.date(2022, 6, 1)


@pytest.fixture
def master(tmp_path: Path) -> Path:
    """A 总表 with three proposed firms of one district."""
    district, book = tmp_path / "武进", tmp_path / "市" / "总表.xlsx"
    inbox = put(district / "收件箱", **{f"{number}.xlsx": firm(number) for number in (1, 2, 3)})
    act(district / "汇总表.xlsx", "collect", inboxes=[inbox], district=DISTRICT, received=DAY)
    act(district / "汇总表.xlsx", "opinion", all_rows=True, opinion="推荐", by="张三", day=DAY)
    found = act(book, "pull", inboxes=[district / f"报送包_{DISTRICT}.zip"], received=PULLED)
    for id_ in found.data["added"]:
        act(book, "decide", row=id_, state="通过")
        act(book, "decide", row=id_, state="拟认定")
    return book


@pytest.fixture(autouse=True)
def _no_pdf(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A desk without LibreOffice, but where the test is about PDF."""
    if "pdf" not in request.node.name:
        monkeypatch.setattr(portable, "program", lambda: None)


def proposed(book: Path, **more: object) -> dict[str, object]:
    arguments = {"listing": "proposed", "out": book.parent / "名单", "day": ISSUED, "contacts": [PHONE], **more}
    data: dict[str, object] = act(book, "publish", **arguments).data
    return data


def ids(book: Path) -> list[str]:
    return [row["id"] for row in shown(book, "总表", is_master=True)]


def test_a_list_is_a_word_document_and_a_book_and_says_that_there_is_no_office(master: Path) -> None:
    result = act(master, "publish", listing="proposed", out=master.parent / "名单", day=ISSUED, contacts=[PHONE])

    assert {path.name for path in (master.parent / "名单").iterdir()} == {f"{TITLE}.docx", f"{TITLE}.xlsx"}
    assert (result.data["rows"], result.data["issue"], result.data["last"]) == (3, 1, "2022-06-08")
    assert any("没有生成 PDF" in line for line in result.lines)


def test_the_same_list_again_changes_nothing_and_needs_no_option_again(master: Path) -> None:
    proposed(master)
    before = state(master.parent)

    again = act(master, "publish", listing="proposed", out=master.parent / "名单")

    assert state(master.parent) == before
    assert again.plan.is_empty


def test_an_objection_gives_a_second_issue_and_the_first_stays_readable(master: Path) -> None:
    proposed(master)
    first = (master.parent / "名单" / f"{TITLE}.docx").read_bytes()
    out = ids(master)[1]
    act(master, "decide", row=out, state="公示取消", why="异议成立")

    data = proposed(master, day=dt.date(2022, 6, 9))

    assert (data["issue"], data["rows"], data["removed"]) == (2, 2, [out])
    assert [(move["what"], move["words"][1]) for move in data["moves"]] == [("移出", "常州样例2号机械有限公司")]  # type: ignore[attr-defined]
    assert (master.parent / "名单" / f"{TITLE}.docx").read_bytes() == first
    assert (master.parent / "名单" / f"{TITLE}（第2次）.docx").is_file()


def test_a_row_that_comes_back_is_a_third_issue_with_its_difference(master: Path) -> None:
    proposed(master)
    out = ids(master)[1]
    act(master, "decide", row=out, state="公示取消", why="异议成立")
    proposed(master)
    act(master, "decide", row=out, state="拟认定", why="异议不成立")

    data = proposed(master)
    again = proposed(master)

    assert (data["issue"], [move["what"] for move in data["moves"]]) == (3, ["新增"])  # type: ignore[attr-defined]
    assert (again["issue"], again["moves"]) == (3, data["moves"])


def test_a_mended_phone_is_no_new_issue(master: Path) -> None:
    proposed(master)

    data = proposed(master, contacts=["市工信局监督电话=0519-85680001"])

    assert (data["issue"], data["moves"], data["open"]) == (1, [], [])


def test_a_firm_whose_name_holds_a_phone_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    district, book = tmp_path / "武进", tmp_path / "市" / "总表.xlsx"
    inbox = put(district / "收件箱", **{"甲.xlsx": firm(1, factory_name="一号工厂13861234567")})
    act(district / "汇总表.xlsx", "collect", inboxes=[inbox], district=DISTRICT, received=DAY)
    act(district / "汇总表.xlsx", "opinion", all_rows=True, opinion="推荐", by="张三", day=DAY)
    [id_] = act(book, "pull", inboxes=[district / f"报送包_{DISTRICT}.zip"], received=DAY).data["added"]
    act(book, "decide", row=id_, state="拟认定")

    with pytest.raises(PersonalDataError, match=f"申报编号 {id_} 的“工厂名称”：手机号"):
        proposed(book)
    assert not (book.parent / "名单").exists()


@pytest.mark.parametrize("contact", ["市工信局监督电话=13861234567", "张三=0519-85680000", "市工信局监督电话="])
def test_only_an_office_phone_of_a_line_of_the_pack_is_published(master: Path, contact: str) -> None:
    with pytest.raises(ValueMissingError):
        proposed(master, contacts=[contact])


def test_a_year_without_calendar_is_refused_until_a_table_is_given(master: Path) -> None:
    table = master.parent / "放假.csv"
    table.write_text("2031-10-01,休\n", encoding="utf-8")
    day = dt.date(2031, 9, 26)

    with pytest.raises(CalendarError, match="--calendar"):
        proposed(master, day=day)
    assert proposed(master, day=dt.date(2031, 10, 1), calendar=table)["last"] == "2031-10-08"


def test_the_pdf_comes_with_it_and_is_made_once(master: Path) -> None:
    office.require()
    proposed(master)
    made = master.parent / "名单" / f"{TITLE}.pdf"
    before = made.stat().st_mtime_ns

    data = proposed(master)

    assert made.read_bytes().startswith(b"%PDF")
    assert (data["has_pdf"], made.stat().st_mtime_ns) == (True, before)


def test_the_same_document_gives_the_same_pdf(master: Path) -> None:
    office.require()
    proposed(master)
    document = (master.parent / "名单" / f"{TITLE}.docx").read_bytes()

    with portable.Press() as press:
        press.begin()
        begun_early = press.pdf(document, ".docx")

    assert (begun_early or b"").startswith(b"%PDF")
    assert begun_early == portable.pdf(document, ".docx")


def test_a_list_of_nobody_is_not_issued_first(master: Path) -> None:
    before = state(master.parent)

    result = act(master, "publish", listing="final", out=master.parent / "名单", day=ISSUED)

    assert (result.status, state(master.parent)) == (LOOK, before)
    assert "还没有一家是“认定、入库、省推荐”" in result.lines[-1]


def test_the_last_firm_to_leave_a_list_gives_an_issue_of_nobody(master: Path) -> None:
    proposed(master)
    for id_ in ids(master):
        act(master, "decide", row=id_, state="公示取消", why="异议成立")

    again = proposed(master, day=dt.date(2022, 6, 9))

    assert (again["rows"], again["issue"], len(again["removed"])) == (0, 2, 3)
