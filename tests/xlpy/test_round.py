"""The round on files: what is taken, what is kept, what a second run changes (nothing)."""

import datetime as dt
import time
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support.desks import act, firm, put, shown, state, table, type_in
from support.rounds import repacked
from support.spoken import DAY, DISTRICT, LATE, NOTICE, OTHER, PULLED, of_the_first
from workbook.errors import ChangedMeanwhileError, MoveRefusedError, OtherPaperError, ValueMissingError
from workbook.ooxml.book import open_book
from xlpy import folder
from xlpy.actions import collect as collecting
from xlpy.desk import FINE, LOOK, Result
from xlpy.folder import FolderDesk
from xlpy.settings import Settings


def collect(folder: Path, inbox: Path, district: str = DISTRICT, day: dt.date = DAY) -> Result:
    return act(folder / "汇总表.xlsx", "collect", inboxes=[inbox], district=district, received=day)


def recommend(folder: Path) -> Result:
    return act(folder / "汇总表.xlsx", "opinion", all_rows=True, opinion="推荐", by="张三", day=DAY)


def pull(folder: Path, *packages: Path) -> Result:
    return act(folder / "总表.xlsx", "pull", inboxes=list(packages), received=PULLED)


def sent(folder: Path, number: int, district: str = DISTRICT, **changes: Any) -> Path:
    """One recommended firm, packed."""
    collect(folder, put(folder / "收件箱", **{f"{number}.xlsx": firm(number, **changes)}), district)
    recommend(folder)
    return folder / f"报送包_{district}.zip"


@of_the_first
def test_a_form_becomes_a_row_and_a_package(tmp_path: Path) -> None:
    inbox = put(tmp_path / "收件箱", **{"甲.xlsx": firm(1)})

    result = collect(tmp_path, inbox)

    assert [row["company_name"] for row in shown(tmp_path / "汇总表.xlsx", "明细")] == ["常州样例1号机械有限公司"]
    assert result.status == FINE
    with zipfile.ZipFile(tmp_path / f"报送包_{DISTRICT}.zip") as package:
        assert {name.split("/")[0] for name in package.namelist()} == {"manifest.json", "汇总表.xlsx", "originals"}


def test_only_recommended_rows_enter_the_printed_sheet_numbered(tmp_path: Path) -> None:
    collect(tmp_path, put(tmp_path / "收件箱", **{f"{number}.xlsx": firm(number) for number in (1, 2, 3)}))
    book = tmp_path / "汇总表.xlsx"
    ids = [row["id"] for row in shown(book, "初审")]
    act(book, "opinion", rows=[ids[0], ids[2]], opinion="推荐")
    act(book, "opinion", rows=[ids[1]], opinion="不推荐")

    printed = shown(book, "汇总表")

    assert [row["number"] for row in printed] == [1, 2]
    assert {row["firm"] for row in printed} == {"常州样例1号机械有限公司", "常州样例3号机械有限公司"}


def test_collecting_the_same_inbox_again_changes_nothing(tmp_path: Path) -> None:
    inbox = put(tmp_path / "收件箱", **{"甲.xlsx": firm(1), "乙.rar": b"Rar!", "丙.xlsx": b"not a book"})
    collect(tmp_path, inbox)
    before = state(tmp_path)

    again = collect(tmp_path, inbox)

    assert state(tmp_path) == before
    assert (again.data["taken"], again.data["superseded"]) == ([], [])
    assert again.plan.is_empty


def test_an_opinion_typed_by_hand_is_kept_through_every_run(tmp_path: Path) -> None:
    collect(tmp_path, put(tmp_path / "收件箱", **{"甲.xlsx": firm(1)}))
    book = tmp_path / "汇总表.xlsx"
    type_in(book, "初审", 0, opinion="推荐", day=DAY, officer="王五", paper_received=DAY, seal_checked="是")
    collect(tmp_path, put(tmp_path / "第二批", **{"乙.xlsx": firm(2)}))

    row = next(row for row in shown(book, "初审") if row["firm"] == "常州样例1号机械有限公司")

    assert (row["opinion"], row["officer"], row["paper_received"]) == ("推荐", "王五", DAY)
    assert [row["firm"] for row in shown(book, "汇总表")] == ["常州样例1号机械有限公司"]


def test_a_word_that_is_no_opinion_stays_and_is_told(tmp_path: Path) -> None:
    collect(tmp_path, put(tmp_path / "收件箱", **{"甲.xlsx": firm(1)}))
    book = tmp_path / "汇总表.xlsx"
    type_in(book, "初审", 0, opinion="同意")

    result = collect(tmp_path, tmp_path / "收件箱")

    assert shown(book, "初审")[0]["opinion"] == "同意"
    assert any("暂未登记" in line for line in result.lines)
    assert (len(result.data["notes"]), result.status) == (1, LOOK)


@of_the_first
@pytest.mark.parametrize("day", ["2023.12.18", "2023年12月18日", "２０２３-12-18", 20231218, 45278])
def test_an_opinion_and_its_day_are_read_as_people_type_them(tmp_path: Path, day: str | int) -> None:
    inbox = put(tmp_path / "收件箱", **{"甲.xlsx": firm(1)})
    collect(tmp_path, inbox)
    book = tmp_path / "汇总表.xlsx"
    type_in(book, "初审", 0, opinion="推荐　", day=day)

    result = collect(tmp_path, inbox)

    assert shown(book, "初审")[0]["day"] == DAY
    assert (result.data["recommended"], result.status) == (1, FINE)


@of_the_first
def test_what_was_typed_over_a_printed_row_is_told_when_it_is_mended(tmp_path: Path) -> None:
    inbox = put(tmp_path / "收件箱", **{"甲.xlsx": firm(1), "乙.xlsx": firm(2)})
    collect(tmp_path, inbox)
    book = tmp_path / "汇总表.xlsx"
    act(book, "opinion", rows=[shown(book, "初审")[0]["id"]], opinion="推荐", day=DAY)
    type_in(book, "汇总表", 0, contact="他人")
    type_in(book, "初审", 1, opinion="推荐", day=DAY)

    [note] = collect(tmp_path, inbox).data["notes"]

    assert note == "附件3有1格与申报书不一致，已按申报书改回：汇总表!K6“他人”应为“张三”"
    assert collect(tmp_path, inbox).data["notes"] == []


@of_the_first
def test_a_returned_form_that_comes_again_keeps_its_id_and_waits_for_a_new_opinion(tmp_path: Path) -> None:
    book = tmp_path / "汇总表.xlsx"
    collect(tmp_path, put(tmp_path / "收件箱", **{"甲.xlsx": firm(1, company_name="")}))
    [first] = shown(book, "初审")
    act(book, "opinion", rows=[first["id"]], opinion="退回")

    result = collect(tmp_path, put(tmp_path / "第二批", **{"甲改.xlsx": firm(1)}), day=LATE)

    [row] = shown(book, "初审")
    assert (row["id"], row["opinion"]) == (first["id"], None)
    assert [entry["file"] for entry in result.data["superseded"]] == ["收件箱/甲.xlsx"]
    assert [change["field"] for change in result.data["taken"][0]["changes"]][-1] == "company_name"


@of_the_first
def test_an_older_version_that_comes_late_is_superseded(tmp_path: Path) -> None:
    collect(tmp_path, put(tmp_path / "收件箱", **{"新.xlsx": firm(1, legal_name="赵六")}), day=LATE)

    result = collect(tmp_path, put(tmp_path / "第二批", **{"旧.xlsx": firm(1)}), day=DAY)

    assert [entry["file"] for entry in result.data["superseded"]] == ["第二批/旧.xlsx"]
    assert shown(tmp_path / "汇总表.xlsx", "明细")[0]["legal_name"] == "赵六"


def test_files_beside_a_form_are_kept_listed_and_sent_up(tmp_path: Path) -> None:
    inbox = put(tmp_path / "收件箱" / "甲公司", **{"甲.xlsx": firm(1), "营业执照.pdf": b"%PDF"}).parent

    result = collect(tmp_path, inbox)

    assert result.data["taken"][0]["attachments"] == ["营业执照.pdf"]
    with zipfile.ZipFile(tmp_path / f"报送包_{DISTRICT}.zip") as package:
        assert any(name.endswith("_营业执照.pdf") for name in package.namelist())


def test_open_errors_and_refused_files_want_a_look(tmp_path: Path) -> None:
    result = collect(tmp_path, put(tmp_path / "收件箱", **{"甲.xlsx": firm(1, company_name="")}))

    assert result.status == LOOK


def test_the_book_of_another_district_is_not_touched(tmp_path: Path) -> None:
    inbox = put(tmp_path / "收件箱", **{"甲.xlsx": firm(1)})
    collect(tmp_path, inbox)

    with pytest.raises(ValueMissingError, match="已属另一地区"):
        collect(tmp_path, inbox, OTHER)


def test_a_slip_and_a_mail_are_written_for_each_row_named(tmp_path: Path) -> None:
    collect(tmp_path, put(tmp_path / "收件箱", **{"甲.xlsx": firm(1, company_name="")}))
    book = tmp_path / "汇总表.xlsx"
    id_ = shown(book, "初审")[0]["id"]

    result = act(book, "return", rows=[id_])

    assert [(Path(file).suffix, Path(file).is_file()) for file in result.data["files"]] == [
        (".xlsx", True),
        (".eml", True),
    ]


def test_a_form_that_goes_back_without_a_finding_is_told(tmp_path: Path) -> None:
    collect(tmp_path, put(tmp_path / "收件箱", **{"甲.xlsx": firm(1, company_name=""), "乙.xlsx": firm(2)}))
    book = tmp_path / "汇总表.xlsx"
    ids = {row["firm"]: row["id"] for row in shown(book, "初审")}

    result = act(book, "return", rows=[*ids.values()])

    right = ids["常州样例2号机械有限公司"]
    assert (result.status, result.data["bare"]) == (LOOK, [right])
    assert [line for line in result.lines if right in line and line.startswith("▲")]
    assert result.lines[-1].startswith("2份退回单")


def test_packages_become_rows_of_the_master_in_the_notices_order(tmp_path: Path) -> None:
    city = tmp_path / "市"

    result = pull(city, sent(tmp_path / "新北", 2, OTHER), sent(tmp_path / "武进", 1))

    assert [row["district"] for row in shown(city / "总表.xlsx", "总表", is_master=True)] == [DISTRICT, OTHER]
    assert len(result.data["added"]) == 2
    assert [row["sent"] for row in result.data["districts"]].count(True) == 2


@of_the_first
def test_what_is_said_of_the_packages_stands_in_the_notices_order(tmp_path: Path) -> None:
    later, first = sent(tmp_path / "钟楼", 2, "钟楼区"), sent(tmp_path / "武进", 1)

    result = pull(tmp_path / "市", later, first)

    assert [entry["district"] for entry in result.data["taken"]] == ["武进区", "钟楼区"]
    said = [
        row["district"] for row in shown(tmp_path / "市" / "总表.xlsx", "问题清单", is_master=True) if not row["id"]
    ]
    assert said == ["武进区", "钟楼区"]


def test_pulling_the_same_packages_again_changes_nothing(tmp_path: Path) -> None:
    city = tmp_path / "市"
    package = sent(tmp_path / "武进", 1)
    pull(city, package)
    before = state(city)

    again = pull(city, package)

    assert state(city) == before
    assert again.plan.is_empty


def test_manual_columns_are_kept_and_become_events(tmp_path: Path) -> None:
    city, district = tmp_path / "市", tmp_path / "武进"
    pull(city, sent(district, 1))
    book = city / "总表.xlsx"
    type_in(book, "总表", 0, is_master=True, review="通过", decision="拟认定", remark="样板")
    collect(district, put(district / "第二批", **{"2.xlsx": firm(2)}))
    recommend(district)

    pull(city, district / f"报送包_{DISTRICT}.zip")

    rows = shown(book, "总表", is_master=True)
    kept = next(row for row in rows if row["firm"] == "常州样例1号机械有限公司")
    assert len(rows) == 2
    assert (kept["review"], kept["decision"], kept["remark"], kept["state"]) == ("通过", "拟认定", "样板", "拟认定")
    kinds = [line.kind for line in FolderDesk(book, Settings("张三", tmp_path)).journal()]
    assert (kinds.count("decision"), kinds.count("hand_edit")) == (2, 1)


def test_a_move_the_ledger_refuses_stays_in_its_cell_and_is_told(tmp_path: Path) -> None:
    city = tmp_path / "市"
    package = sent(tmp_path / "武进", 1)
    pull(city, package)
    type_in(city / "总表.xlsx", "总表", 0, is_master=True, decision="省推荐")

    result = pull(city, package)

    [row] = shown(city / "总表.xlsx", "总表", is_master=True)
    assert (row["decision"], row["state"]) == ("省推荐", "推荐")
    assert any("不能改为“省推荐”" in line for line in result.lines)


def test_one_firm_in_two_districts_is_a_clash(tmp_path: Path) -> None:
    result = pull(tmp_path / "市", sent(tmp_path / "武进", 1), sent(tmp_path / "新北", 1, OTHER))

    assert [clash["title"] for clash in result.data["clashes"]] == ["两区申报"]
    assert result.status == LOOK


def test_a_declaration_the_district_took_back_leaves_the_master(tmp_path: Path) -> None:
    city, district = tmp_path / "市", tmp_path / "武进"
    pull(city, sent(district, 1))
    act(district / "汇总表.xlsx", "opinion", all_rows=True, opinion="不推荐")

    result = pull(city, district / f"报送包_{DISTRICT}.zip")

    assert len(result.data["withdrawn"]) == 1
    assert shown(city / "总表.xlsx", "总表", is_master=True) == []


def test_an_older_package_is_superseded(tmp_path: Path) -> None:
    city, district = tmp_path / "市", tmp_path / "武进"
    old = sent(district, 1).rename(tmp_path / "旧.zip")
    collect(district, put(district / "第二批", **{"2.xlsx": firm(2)}), day=LATE)

    result = pull(city, old, district / f"报送包_{DISTRICT}.zip")

    assert result.data["rows"] == 2
    assert [entry["file"] for entry in result.data["superseded"]] == ["旧.zip"]


def test_a_package_made_after_a_clock_was_set_right_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first was made on a machine whose clock ran ahead; of the second it would be the newer one."""
    city, district = tmp_path / "市", tmp_path / "武进"
    with monkeypatch.context() as ahead:
        ahead.setattr(folder, "now", lambda: "2099-01-01T09:00:00+08:00")
        old = sent(district, 1).rename(tmp_path / "旧.zip")
    pull(city, old)
    collect(district, put(district / "第二批", **{"2.xlsx": firm(2)}), day=LATE)

    result = pull(city, old, district / f"报送包_{DISTRICT}.zip")

    assert (result.data["rows"], result.data["superseded"]) == (2, [])


def test_a_summary_that_was_handed_out_blank_gets_the_districts_name(tmp_path: Path) -> None:
    act(tmp_path / "申报书.xlsx", "render", notice=NOTICE)

    collect(tmp_path, put(tmp_path / "收件箱", **{"甲.xlsx": firm(1)}))

    book = open_book((tmp_path / "汇总表.xlsx").read_bytes(), "汇总表.xlsx")
    assert book.cell("汇总表", "A3").text.endswith(DISTRICT)
    assert len(shown(tmp_path / "汇总表.xlsx", "明细")) == 1


def test_the_districts_name_makes_the_line_over_the_table_no_higher(tmp_path: Path) -> None:
    act(tmp_path / "申报书.xlsx", "render", notice=NOTICE)
    before = openpyxl.load_workbook(tmp_path / "汇总表.xlsx")["汇总表"].row_dimensions[3].height

    collect(tmp_path, put(tmp_path / "收件", **{"1.xlsx": firm(1)}))

    assert openpyxl.load_workbook(tmp_path / "汇总表.xlsx")["汇总表"].row_dimensions[3].height == before


def test_a_package_with_a_changed_original_is_refused(tmp_path: Path) -> None:
    package = sent(tmp_path / "武进", 1)
    forged = tmp_path / "伪.zip"
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(forged, "w") as new:
        for name in old.namelist():
            new.writestr(name, firm(2) if name.startswith("originals/") else old.read(name))

    result = pull(tmp_path / "市", forged)

    assert [entry["code"] for entry in result.data["refused"]] == ["PACKAGE"]
    assert result.data["rows"] == 0


def test_a_package_whose_summary_cannot_be_read_keeps_no_other_from_coming(tmp_path: Path) -> None:
    spoiled = repacked(sent(tmp_path / "武进", 1), tmp_path / "坏.zip", b"no book")

    result = pull(tmp_path / "市", spoiled, sent(tmp_path / "新北", 2, OTHER))

    assert [entry["code"] for entry in result.data["refused"]] == ["FILE-KIND"]
    assert [(row["district"], row["rows"]) for row in result.data["districts"] if row["sent"]] == [(OTHER, 1)]


@of_the_first
def test_a_printed_row_changed_after_collecting_is_named(tmp_path: Path) -> None:
    package = sent(tmp_path / "武进", 1)
    book = tmp_path / "武进" / "汇总表.xlsx"
    type_in(book, "汇总表", 0, contact="他人")
    forged = repacked(package, tmp_path / "改.zip", book.read_bytes())

    result = pull(tmp_path / "市", forged)

    [finding] = [found for found in result.data["taken"][0]["findings"] if found["force"] == "must"]
    assert finding["source"] == "SUM-02"
    assert finding["cells"] == ["汇总表!K6"]


def test_a_decision_moves_one_row_and_an_impossible_one_is_refused(tmp_path: Path) -> None:
    city = tmp_path / "市"
    [id_] = pull(city, sent(tmp_path / "武进", 1)).data["added"]
    book = city / "总表.xlsx"

    act(book, "decide", row=id_, state="通过")
    act(book, "decide", row=id_, state="拟认定", why="评审会")

    assert shown(book, "总表", is_master=True)[0]["state"] == "拟认定"
    with pytest.raises(MoveRefusedError):
        act(book, "decide", row=id_, state="省推荐")


def test_a_list_holds_what_was_decided_and_tells_its_difference_when_issued_again(tmp_path: Path) -> None:
    city = tmp_path / "市"
    [id_] = pull(city, sent(tmp_path / "武进", 1)).data["added"]
    book = city / "总表.xlsx"
    act(book, "decide", row=id_, state="通过")
    act(book, "decide", row=id_, state="拟认定")
    first = act(book, "publish", listing="proposed", out=tmp_path / "名单")
    act(book, "decide", row=id_, state="公示取消", why="异议成立")

    again = act(book, "publish", listing="proposed", out=tmp_path / "名单")

    assert (first.data["rows"], again.data["rows"], again.data["removed"]) == (1, 0, [id_])
    assert Path(again.data["files"][0]).is_file()


@of_the_first
def test_a_cell_of_the_master_is_traced_to_file_sheet_and_cell(tmp_path: Path) -> None:
    city = tmp_path / "市"
    pull(city, sent(tmp_path / "武进", 1))

    data = act(city / "总表.xlsx", "trace", cell="总表!C2").data

    assert (data["file"], data["source_sheet"], data["source_cell"]) == ("收件箱/1.xlsx", "企业基本信息", "C5")
    assert data["value"] == "常州样例1号机械有限公司"
    assert data["by"] == "张三"


@of_the_first
def test_a_row_of_the_findings_is_traced_to_the_cell_it_speaks_of(tmp_path: Path) -> None:
    city, findings = tmp_path / "市", table("问题清单", is_master=True)
    pull(city, sent(tmp_path / "武进", 1, credit_code="91320412MA1QY2UF7"))
    rows = shown(city / "总表.xlsx", "问题清单", is_master=True)
    at = next(number for number, row in enumerate(rows) if row["id"] and row["place"])

    data = act(city / "总表.xlsx", "trace", cell=f"问题清单!{findings.letter['message']}{findings.first_row + at}").data

    assert f"{data['source_sheet']}!{data['source_cell']}" == rows[at]["place"].split("、")[0]
    assert (data["file"], data["declaration"]) == ("收件箱/1.xlsx", rows[at]["id"])


@pytest.mark.parametrize("cell", ["总表!C1", "总表!C9", "来源!A9"])
def test_a_row_of_no_declaration_asks_for_another_row(tmp_path: Path, cell: str) -> None:
    city = tmp_path / "市"
    pull(city, sent(tmp_path / "武进", 1))

    with pytest.raises(ValueMissingError, match="没有写明哪一份申报：这一行没有申报，请选申报所在的行"):
        act(city / "总表.xlsx", "trace", cell=cell)


def test_a_book_saved_by_another_while_we_worked_is_not_touched(tmp_path: Path) -> None:
    inbox = put(tmp_path / "收件箱", **{"甲.xlsx": firm(1)})
    collect(tmp_path, inbox)
    book = tmp_path / "汇总表.xlsx"
    desk = FolderDesk(book, Settings("张三", tmp_path))
    put(inbox, **{"乙.xlsx": firm(2)})
    result = collecting.run(desk, inboxes=[inbox], district=DISTRICT, received=DAY)
    type_in(book, "初审", 0, officer="李四")

    with pytest.raises(ChangedMeanwhileError):
        desk.carry_out(result.plan)


class SlowDisk(FolderDesk):
    """A desk on a share: to read its package takes longer than all else."""

    def digest(self, path: str) -> str:
        """The hash, after a while."""
        time.sleep(2)
        self.read = [*getattr(self, "read", []), path]
        return super().digest(path)


def test_nobody_reads_the_package_any_more_when_the_plan_is_there(tmp_path: Path) -> None:
    """Windows lets no file take the place of one that is read."""
    inbox = put(tmp_path / "收件箱", **{"甲.xlsx": firm(1)})
    collect(tmp_path, inbox)
    put(inbox, **{"乙.xlsx": firm(2)})
    desk = SlowDisk(tmp_path / "汇总表.xlsx", Settings("张三", tmp_path))

    collecting.run(desk, inboxes=[inbox], district=DISTRICT, received=DAY)

    assert desk.read == [f"报送包_{DISTRICT}.zip"]


def test_a_form_is_no_summary(tmp_path: Path) -> None:
    put(tmp_path, **{"汇总表.xlsx": firm(1)})

    with pytest.raises(OtherPaperError, match="《汇总表》"):
        collect(tmp_path, put(tmp_path / "收件箱", **{"甲.xlsx": firm(1)}))
