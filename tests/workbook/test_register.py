import datetime as dt

import pytest

from support.forms import form
from workbook.ooxml.cell import BLANK, Cell
from workbook.register import Registers

CODE = "91320412MA1ABCDE08"


def registers(**tables: list[tuple[str, ...]]) -> Registers:
    """The bureau's registers with these rows, column by column."""
    specs = {spec.id: spec for spec in form().pack.registers}
    rows = {
        id_: [
            {title: Cell(text) if text else BLANK for title, text in zip(specs[id_].columns, row, strict=True)}
            for row in found
        ]
        for id_, found in tables.items()
    }
    return Registers.of(form().pack, rows)


def test_a_firm_is_found_by_code_then_by_name() -> None:
    known = registers(
        recognised=[
            (CODE, "别名公司", "智能工厂", "市级", "有效"),
            ("", "常州样例（机械）有限公司", "智能工厂", "省级", ""),
        ]
    )

    hits = known.hits("recognised", CODE.lower(), "常州样例(机械) 有限公司")

    assert [(hit.by, hit.row, hit.level) for hit in hits or ()] == [("code", 3, "市级"), ("name", 4, "省级")]


def test_a_row_found_by_code_is_not_told_again_by_name() -> None:
    known = registers(diagnosed=[(CODE, "甲公司", "2023-05-01", "诊断院", "", "")])

    assert [hit.by for hit in known.hits("diagnosed", CODE, "甲公司") or ()] == ["code"]


def test_a_model_workshop_never_counts() -> None:
    known = registers(recognised=[(CODE, "甲公司", "示范车间", "市级", "有效")])

    assert known.hits("recognised", CODE, "甲公司") == ()


def test_a_row_that_is_not_in_force_does_not_count() -> None:
    known = registers(recognised=[(CODE, "甲公司", "智能工厂", "市级", "已撤销")])

    assert known.hits("recognised", CODE, "甲公司") == ()


@pytest.mark.parametrize("state", ["有效期内", "通过复核", "有效期已过"])
def test_a_state_nobody_spoke_of_is_doubtful(state: str) -> None:
    known = registers(recognised=[(CODE, "甲公司", "智能工厂", "市级", state)])

    assert [hit.is_doubtful for hit in known.hits("recognised", CODE, "") or ()] == [True]


@pytest.mark.parametrize("kind", ["", "灯塔工厂", "智能制造示范工厂"])
def test_a_kind_nobody_spoke_of_is_doubtful(kind: str) -> None:
    known = registers(recognised=[(CODE, "甲公司", kind, "省级", "有效")])

    assert [hit.is_doubtful for hit in known.hits("recognised", CODE, "") or ()] == [True]


def test_a_doubtful_kind_that_is_no_longer_in_force_does_not_count() -> None:
    known = registers(recognised=[(CODE, "甲公司", "灯塔工厂", "省级", "已撤销")])

    assert known.hits("recognised", CODE, "") == ()


@pytest.mark.parametrize("level", ["重大事故", "黑名单"])
def test_a_level_nobody_spoke_of_is_doubtful(level: str) -> None:
    known = registers(misconduct=[(CODE, "甲公司", "安全事故", level, "2022-03-01", "否")])

    assert [hit.is_doubtful for hit in known.hits("misconduct", CODE, "") or ()] == [True]


def test_a_month_lasts_until_its_last_day() -> None:
    known = registers(misconduct=[(CODE, "甲公司", "安全事故", "重大", "2020年11月", "否")])

    assert [hit.day for hit in known.hits("misconduct", CODE, "") or ()] == [dt.date(2020, 11, 30)]


def test_a_register_that_is_not_there_or_empty_says_nothing() -> None:
    known = registers(recognised=[("", "", "", "", "")])

    assert known.hits("recognised", CODE, "甲公司") is None
    assert known.hits("misconduct", CODE, "甲公司") is None


def test_a_hit_shows_its_row_and_its_day() -> None:
    known = registers(misconduct=[(CODE, "甲公司", "失信", "严重", "2022年3月1日", "否")])

    (hit,) = known.hits("misconduct", CODE, "") or ()

    assert hit.day == dt.date(2022, 3, 1)
    assert hit.shown == f"{CODE}，甲公司，失信，严重，2022年3月1日，否"


def test_blank_codes_and_names_are_nobody() -> None:
    known = registers(diagnosed=[("", "甲公司", "", "", "", ""), (CODE, "", "", "", "", "")])

    assert known.hits("diagnosed", "", "") == ()
