"""Firms to invite, and what is still missing before a deadline."""

import datetime as dt
import email
import email.policy
from pathlib import Path

import pytest

from support.desks import PACK, act, code, firm, put, shown, type_in
from support.mails import mailed
from support.rounds import DAY, collect, pull, rows, sent
from support.spoken import of_the_first
from workbook.edit import Change
from workbook.errors import ValueMissingError
from workbook.patch import apply
from workbook.register import FIRST_ROW
from workbook.render.registers import registers
from xlpy.actions import remind
from xlpy.desk import FINE, LOOK
from xlpy.folder import FolderDesk
from xlpy.settings import Settings

pytestmark = of_the_first


def diagnosed(path: Path, *firms: tuple[str, ...]) -> Path:
    """The bureau's registers: code, name, level and mailbox of firms that were diagnosed."""
    [spec] = [spec for spec in PACK.registers if spec.id == "diagnosed"]
    places = {title: "ABCDEFGH"[at] for at, title in enumerate(spec.columns)}
    changes = [
        Change(spec.title, f"{places[title]}{number}", None, words)
        for number, told in enumerate(firms, start=FIRST_ROW)
        for title, words in zip((spec.code, spec.name, spec.level, spec.mail), told, strict=False)
    ]
    path.write_bytes(apply(registers(PACK), changes))
    return path


def test_diagnosed_firms_without_a_declaration_are_invited(tmp_path: Path) -> None:
    """
    | 代码  | 名称                   | 申报 |
    | 1号的 |                        | 有   |
    |       | 常州样例2号机械有限公司 | 有   |
    | 3号的 | 常州样例3号机械有限公司 | 没有 |
    """
    names = [f"常州样例{number}号机械有限公司" for number in range(4)]
    kept = diagnosed(tmp_path / "名册.xlsx", (code(1), "", "二级"), ("", names[2], "二级"), (code(3), names[3], "二级"))
    sent(tmp_path, 1, 2)

    data = act(tmp_path / "汇总表.xlsx", "invite", registers=kept).data

    assert [row["firm"] for row in data["missing"]] == [f"{code(3)}，{names[3]}，二级"]
    assert data["known"] == 3


def test_only_firms_at_the_level_of_the_notice_are_invited_and_unknown_ones_are_apart(tmp_path: Path) -> None:
    """
    | 名称    | 等级       |
    | 一级厂  | 一级       |
    | 二级厂  | 二级       |
    | 双A厂   | aa         |
    | 单A厂   | A          |
    | 多项厂  | 一级、三星 |
    | 空白厂  |            |
    | 生词厂  | 较好       |
    """
    levels = {
        "一级厂": "一级",
        "二级厂": "二级",
        "双A厂": "aa",
        "单A厂": "A",
        "多项厂": "一级、三星",
        "空白厂": "",
        "生词厂": "较好",
    }
    kept = diagnosed(tmp_path / "名册.xlsx", *(("", name, level) for name, level in levels.items()))
    sent(tmp_path, 1)

    data = act(tmp_path / "汇总表.xlsx", "invite", registers=kept).data

    assert [row["firm"].partition("，")[0] for row in data["missing"]] == ["二级厂", "双A厂", "多项厂"]
    assert [row["firm"].partition("，")[0] for row in data["unknown"]] == ["空白厂", "生词厂"]
    assert (data["below"], data["readings"]) == (2, ("A05", "A06"))


def test_a_register_kept_from_before_there_was_a_level_still_reads(tmp_path: Path) -> None:
    kept = diagnosed(tmp_path / "名册.xlsx", (code(3), "甲厂", ""))
    [spec] = [spec for spec in PACK.registers if spec.id == "diagnosed"]
    header = f"{'ABCDEFGH'[spec.columns.index(spec.level)]}2"
    kept.write_bytes(apply(kept.read_bytes(), [Change(spec.title, header, spec.level, None)], force=True))
    sent(tmp_path, 1)

    data = act(tmp_path / "汇总表.xlsx", "invite", registers=kept).data

    assert [row["firm"] for row in data["unknown"]] == [f"{code(3)}，甲厂"]


def test_without_the_register_nobody_is_invited(tmp_path: Path) -> None:
    sent(tmp_path, 1)

    with pytest.raises(ValueMissingError, match="免费诊断名册"):
        act(tmp_path / "汇总表.xlsx", "invite")


def test_districts_that_did_not_send_are_named_with_the_days_left(tmp_path: Path) -> None:
    city = tmp_path / "市" / "总表.xlsx"
    pull(city.parent, sent(tmp_path / "武进", 1))

    result = act(city, "remind", day=dt.date(2023, 12, 20))

    missing = result.data["missing"]
    assert [district for district, words in missing.items() if "未报送" in words] == [
        district for district in PACK.districts if district != "武进区"
    ]
    assert (result.data["left"], result.status) == (5, LOOK)


def test_both_districts_read_of_a_clash_with_both_sources(tmp_path: Path) -> None:
    city = tmp_path / "市" / "总表.xlsx"
    pull(city.parent, sent(tmp_path / "武进", 1), sent(tmp_path / "新北", 1, district="新北区"))

    missing = act(city, "remind", day=DAY).data["missing"]

    for district in ("武进区", "新北区"):
        [words] = [words for words in missing[district] if "两区申报" in words]
        assert "武进区 常州样例1号" in words
        assert "新北区 常州样例1号" in words


def test_a_ruling_on_two_near_names_is_still_told_when_a_third_comes(tmp_path: Path) -> None:
    """Three firms of one name with three codes: two are ruled on, the third asks anew."""
    same = "常州样例机械有限公司"
    city = tmp_path / "市" / "总表.xlsx"
    pull(city.parent, sent(tmp_path / "武进", 1, 2, company_name=same))
    [pair] = shown(city, "冲突", is_master=True)
    type_in(city, "冲突", 0, is_master=True, ruling="两家不同企业")

    pull(city.parent, sent(tmp_path / "新北", 3, district="新北区", company_name=same))

    [three] = shown(city, "冲突", is_master=True)
    assert three["ruling"] is None
    assert three["message"].endswith(f"。此前对{pair['ids']}的处理意见：两家不同企业")


def test_a_form_that_went_back_is_waited_for(tmp_path: Path) -> None:
    book = tmp_path / "汇总表.xlsx"
    collect(tmp_path, put(tmp_path / "一", **{"1.xlsx": firm(1)}))
    act(book, "opinion", rows=[rows(book, "summary")[0]["id"]], opinion="退回")

    data = act(book, "remind", day=dt.date(2023, 12, 21)).data

    assert data["left"] == -1
    assert ["已退回" in words for words in data["missing"]["武进区"]] == [True]


def test_where_nothing_is_missing_nothing_is_asked(tmp_path: Path) -> None:
    sent(tmp_path, 1)

    result = act(tmp_path / "汇总表.xlsx", "remind", day=DAY)

    assert result.status == FINE
    assert result.lines[-1] == "没有要催的。"


def letters(folder: Path) -> dict[str, str]:
    """The drafts by name, each with its subject and words; every one is unsent."""
    found = {}
    for path in sorted(folder.glob("*.eml")):
        letter = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        assert letter["X-Unsent"] == "1"
        body = letter.get_body()
        assert body is not None
        found[path.name] = f"{letter['Subject']}\n{body.get_content()}"
    return found


def test_each_district_that_is_waited_for_gets_a_draft_with_what_is_missing(tmp_path: Path) -> None:
    city = tmp_path / "市" / "总表.xlsx"
    pull(city.parent, sent(tmp_path / "武进", 1))

    act(city, "remind", day=DAY, drafts=tmp_path / "草稿")

    found = letters(tmp_path / "草稿")
    assert [*found] == sorted(f"催报_{district}.eml" for district in PACK.districts if district != "武进区")
    assert "截止2023-12-25" in found["催报_新北区.eml"]
    assert "1. 未报送" in found["催报_新北区.eml"]


def test_at_a_district_the_firm_whose_form_went_back_gets_a_draft(tmp_path: Path) -> None:
    book = tmp_path / "汇总表.xlsx"
    collect(tmp_path, put(tmp_path / "一", **{"1.xlsx": firm(1), "2.xlsx": firm(2)}))
    id_ = rows(book, "summary")[0]["id"]
    act(book, "opinion", rows=[id_], opinion="退回")

    act(book, "remind", day=DAY, drafts=tmp_path / "草稿")

    [(name, words)] = letters(tmp_path / "草稿").items()
    assert name == f"催报_常州样例1号机械有限公司_{id_}.eml"
    assert "修改后的申报书未到" in words
    assert "截止2023-12-20" in words


def test_the_same_reminder_on_another_day_changes_no_draft(tmp_path: Path) -> None:
    city = tmp_path / "市" / "总表.xlsx"
    pull(city.parent, sent(tmp_path / "武进", 1))
    act(city, "remind", day=DAY, drafts=tmp_path / "草稿")
    before = {path.name: path.read_bytes() for path in (tmp_path / "草稿").iterdir()}

    act(city, "remind", day=dt.date(2023, 12, 20), drafts=tmp_path / "草稿")

    assert {path.name: path.read_bytes() for path in (tmp_path / "草稿").iterdir()} == before


def to(folder: Path) -> dict[str, str]:
    """To whom each draft goes."""
    found = sorted(folder.glob("*.eml"))
    return {path.stem: str(email.message_from_bytes(path.read_bytes())["To"]) for path in found}


def test_each_invited_firm_gets_a_draft_to_the_mailbox_of_the_register_and_it_is_shown_nowhere(tmp_path: Path) -> None:
    """
    | 代码  | 名称 | 等级 | 邮箱 |
    | 3号的 | 甲厂 | 二级 | 有   |
    |       | 乙厂 | 二级 |      |
    |       | 丙厂 | 一级 | 有   |
    """
    firms = [
        (code(3), "甲厂", "二级", "jia@example.invalid"),
        ("", "乙厂", "二级", ""),
        ("", "丙厂", "一级", "b@x.invalid"),
    ]
    kept = diagnosed(tmp_path / "名册.xlsx", *firms)
    sent(tmp_path, 1)

    result = act(tmp_path / "汇总表.xlsx", "invite", registers=kept, drafts=tmp_path / "草稿")

    assert to(tmp_path / "草稿") == {"邀请_甲厂_3": "jia@example.invalid", "邀请_乙厂_4": ""}
    words = letters(tmp_path / "草稿")["邀请_甲厂_3.eml"]
    assert all(part in words for part in (PACK.title, PACK.papers.declaration, "截止2023-12-20", "武进区工信部门"))
    assert "@" not in "".join((*result.lines, *(row["firm"] for row in result.data["missing"])))
    assert act(tmp_path / "汇总表.xlsx", "invite", registers=kept, drafts=tmp_path / "草稿").plan.is_empty


def test_a_district_is_reminded_where_the_settings_say_else_where_its_package_came_from(tmp_path: Path) -> None:
    """新北区 sent its package by mail, 溧阳市 stands in the settings, of the others nobody tells."""
    city = tmp_path / "市" / "总表.xlsx"
    packages = {district: sent(tmp_path / district, 1, district=district) for district in ("武进区", "新北区")}
    letter = b"From: xb@example.invalid\n" + mailed({"包.zip": packages["新北区"].read_bytes()})
    pull(city.parent, packages["武进区"], put(tmp_path / "信", **{"新北.eml": letter}))
    pull(city.parent, packages["新北区"])
    here = FolderDesk(city, Settings("张三", tmp_path / "home", mailboxes={"溧阳市": "ly@example.invalid"}))

    here.carry_out(remind.run(here, day=DAY, drafts=tmp_path / "草稿").plan)

    found = to(tmp_path / "草稿")
    assert found["催报_新北区"] == "xb@example.invalid"
    assert found["催报_溧阳市"] == "ly@example.invalid"
    assert {found["催报_武进区"], found["催报_天宁区"]} == {""}


def test_a_firm_is_reminded_where_its_form_came_from(tmp_path: Path) -> None:
    book = tmp_path / "汇总表.xlsx"
    letter = b"From: jia@example.invalid\n" + mailed({"2.xlsx": firm(2)})
    collect(tmp_path, put(tmp_path / "一", **{"1.xlsx": firm(1), "2.eml": letter}))
    act(book, "opinion", all_rows=True, opinion="退回")

    act(book, "remind", day=DAY, drafts=tmp_path / "草稿")

    assert sorted(to(tmp_path / "草稿").values()) == ["", "jia@example.invalid"]


def test_without_being_asked_for_no_draft_is_written(tmp_path: Path) -> None:
    sent(tmp_path, 1)

    assert act(tmp_path / "汇总表.xlsx", "remind", day=DAY).plan.is_empty
