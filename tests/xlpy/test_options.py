"""An option that is not given stays as it was: registers that were given once, the day a package first came."""

import datetime as dt
from pathlib import Path
from typing import Any

from support.desks import PACK, act, code, firm, put, shown, state
from support.mails import mailed
from support.spoken import of_the_first
from workbook.edit import Change
from workbook.ooxml.address import a1
from workbook.patch import apply
from workbook.render.registers import registers
from xlpy.desk import LOOK, Result

pytestmark = of_the_first

DAY = dt.date(2023, 12, 18)
IN_TIME, LATE = dt.date(2023, 12, 24), dt.date(2023, 12, 27)


def recognised(folder: Path, *numbers: int) -> Path:
    """A 名册 on which these firms stand as recognised by the city."""
    spec = next(spec for spec in PACK.registers if spec.id == "recognised")
    rows = [(code(number), f"常州样例{number}号机械有限公司", "智能工厂", "市级", "有效") for number in numbers]
    changes = [
        Change(spec.title, a1(row, column), None, words)
        for row, told in enumerate(rows, start=3)
        for column, words in enumerate(told, start=1)
    ]
    return put(folder, **{"名册.xlsx": apply(registers(PACK), changes)}) / "名册.xlsx"


def collect(tmp_path: Path, number: int, district: str = "武进区", **options: Any) -> Result:
    inbox = put(tmp_path / district / "收件箱", **{f"{number}.xlsx": firm(number)})
    return act(
        tmp_path / district / "汇总表.xlsx", "collect", inboxes=[inbox], district=district, received=DAY, **options
    )


def sent(tmp_path: Path, number: int, district: str) -> Path:
    collect(tmp_path, number, district)
    act(tmp_path / district / "汇总表.xlsx", "opinion", all_rows=True, opinion="推荐", by="张三", day=DAY)
    return tmp_path / district / f"报送包_{district}.zip"


def pull(tmp_path: Path, *packages: Path, **options: Any) -> Result:
    return act(tmp_path / "市" / "总表.xlsx", "pull", inboxes=list(packages), **options)


def verdicts(tmp_path: Path) -> list[str]:
    return [row["verdict"] for row in shown(tmp_path / "市" / "总表.xlsx", "总表", is_master=True)]


def late(result: Result) -> list[str]:
    """The districts whose package came late."""
    found = result.data["districts"]
    return [row["district"] for row in found if any(one["source"] == "TIME-02" for one in row["findings"])]


def test_a_pull_without_registers_keeps_what_they_told(tmp_path: Path) -> None:
    package = sent(tmp_path, 1, "武进区")
    pull(tmp_path, package, registers=recognised(tmp_path, 1), received=IN_TIME)
    before = state(tmp_path / "市")

    result = pull(tmp_path, package)

    assert (verdicts(tmp_path), result.plan.is_empty) == (["有强制问题"], True)
    assert state(tmp_path / "市") == before


def test_a_later_package_is_judged_by_the_registers_given_before(tmp_path: Path) -> None:
    pull(tmp_path, sent(tmp_path, 1, "武进区"), registers=recognised(tmp_path, 2), received=IN_TIME)
    (tmp_path / "名册.xlsx").unlink()

    pull(tmp_path, sent(tmp_path, 2, "新北区"), received=IN_TIME)

    assert verdicts(tmp_path) == ["可以报送", "有强制问题"]


def test_other_registers_judge_a_known_package_again_and_it_is_told(tmp_path: Path) -> None:
    package = sent(tmp_path, 1, "武进区")
    pull(tmp_path, package, registers=recognised(tmp_path, 2), received=IN_TIME)

    result = pull(tmp_path, package, registers=recognised(tmp_path, 1), received=IN_TIME)

    assert verdicts(tmp_path) == ["有强制问题"]
    assert result.data["notes"] == ("武进区：名册有变，已按新的名册重新判断。",)
    assert pull(tmp_path, package, registers=recognised(tmp_path, 1)).plan.is_empty


def test_a_known_package_keeps_the_day_it_first_came(tmp_path: Path) -> None:
    first = [sent(tmp_path, 1, "武进区"), sent(tmp_path, 2, "新北区")]
    pull(tmp_path, *first, received=IN_TIME)

    result = pull(tmp_path, *first, sent(tmp_path, 3, "钟楼区"), received=LATE)

    assert late(result) == ["钟楼区"]
    assert [entry["district"] for entry in result.data["taken"]] == ["钟楼区"]


def test_a_day_that_was_not_said_may_be_said_later(tmp_path: Path) -> None:
    package = sent(tmp_path, 1, "武进区")
    pull(tmp_path, package)

    assert late(pull(tmp_path, package, received=LATE)) == ["武进区"]
    assert late(pull(tmp_path, package)) == ["武进区"]


def mail(tmp_path: Path, package: Path, day: str, sender: str = "") -> Path:
    """A mail with the package, sent on this day."""
    head = f"From: {sender}\n".encode() if sender else b""
    content = head + mailed({package.name: package.read_bytes()}, f"{day} 09:00:00 +0800")
    return put(tmp_path / "信", **{"报送.eml": content}) / "报送.eml"


def test_a_package_in_a_mail_came_on_the_day_of_the_mail_and_the_receipt_says_so(tmp_path: Path) -> None:
    letter = mail(tmp_path, sent(tmp_path, 1, "武进区"), "Wed, 27 Dec 2023")

    result = pull(tmp_path, letter)

    assert late(result) == ["武进区"]
    [receipt] = result.data["taken"]
    assert receipt["received"] == "收到日期2023-12-27（按邮件的发出日期；另有收到日期的，命令行用 --received 写明）"
    assert any(receipt["received"] in line for line in result.lines)
    assert receipt["received"] in shown(tmp_path / "市" / "总表.xlsx", "变更记录", is_master=True)[-1]["message"]
    assert pull(tmp_path, letter).plan.is_empty


def test_a_day_that_a_person_names_goes_before_that_of_the_mail_now_and_later(tmp_path: Path) -> None:
    letter = mail(tmp_path, sent(tmp_path, 1, "武进区"), "Wed, 27 Dec 2023")

    first = pull(tmp_path, letter, received=IN_TIME)

    assert late(first) == []
    assert first.data["taken"][0]["received"] == "收到日期2023-12-24（由 --received 指定）"
    assert pull(tmp_path, letter).plan.is_empty


def test_a_day_that_a_person_names_later_takes_the_place_of_that_of_the_mail(tmp_path: Path) -> None:
    letter = mail(tmp_path, sent(tmp_path, 1, "武进区"), "Wed, 27 Dec 2023")
    pull(tmp_path, letter)

    assert late(pull(tmp_path, letter, received=IN_TIME)) == []
    assert pull(tmp_path, letter).plan.is_empty


def test_a_package_that_came_in_no_mail_has_no_day_until_one_is_named(tmp_path: Path) -> None:
    [receipt] = pull(tmp_path, sent(tmp_path, 1, "武进区")).data["taken"]

    assert receipt["received"].startswith("没有收到日期，是否按时由人核对")


def test_registers_that_come_later_judge_what_was_collected(tmp_path: Path) -> None:
    collect(tmp_path, 1)

    result = collect(tmp_path, 1, registers=recognised(tmp_path, 1))

    [row] = shown(tmp_path / "武进区" / "汇总表.xlsx", "初审")
    assert (row["verdict"], row["received"]) == ("有强制问题", DAY)
    assert result.data["notes"] == ["名册有变，已收的1份结论有变。"]
    assert result.status == LOOK


def test_the_same_registers_again_change_nothing(tmp_path: Path) -> None:
    register = recognised(tmp_path, 1)
    collect(tmp_path, 1, registers=register)
    before = state(tmp_path)

    again = collect(tmp_path, 1, registers=register)

    assert (state(tmp_path), again.plan.is_empty) == (before, True)


def test_a_form_that_comes_later_is_judged_by_the_registers_given_before(tmp_path: Path) -> None:
    collect(tmp_path, 1, registers=recognised(tmp_path, 2))

    result = collect(tmp_path, 2)

    assert [entry["verdict"] for entry in result.data["taken"]] == ["fail"]
