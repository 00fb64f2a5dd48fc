"""A form that breaks nothing, and random forms around every boundary."""

import datetime as dt
from collections.abc import Callable
from functools import cache
from random import Random
from typing import Any

from workbook.codes import check_digit
from workbook.form import Form
from workbook.notice import shelf
from workbook.ooxml.cell import BLANK, Cell
from workbook.record import Record
from workbook.render.given import record_from_values
from workbook.values import Kind

NOTICE = "changzhou-2023"
CREDIT_BODY = "91320412MA1ABCDE0"
SCENARIOS = (
    "plan_optimisation shop_scheduling resource_allocation flexible_line lean_management smart_warehouse "
    "precise_delivery online_inspection quality_tracing energy_monitoring energy_balance digital_rnd remote_service"
).split()
ASPECTS = "planning operation logistics quality energy product_design service".split()
ENABLERS = "networked intelligent industrial_5g iot_platform".split()


def base_values(**changes: Any) -> dict[str, Any]:
    """Values as ``xlpy fill`` takes them: a form that touches no must, no should and no note about its content."""
    values: dict[str, Any] = {
        "company_name": "常州样例机械有限公司",
        "credit_code": CREDIT_BODY + check_digit(CREDIT_BODY),
        "founded_on": "2015-06-18",
        "ownership_kind": "民营",
        "company_address": "常州市武进区样例路1号",
        "contact_person": "张三 经理",
        "contact_phone": "13800000001",
        "legal_name": "李四",
        "legal_title": "董事长",
        "revenue_2020_wan": 8000,
        "revenue_2021_wan": 9000,
        "revenue_2022_wan": 10000,
        "tax_2020_wan": 300,
        "tax_2021_wan": 350,
        "tax_2022_wan": 400,
        "profit_2020_wan": 600,
        "profit_2021_wan": 700,
        "profit_2022_wan": 800,
        "capability_level": "二级",
        "integration_level": "AA",
        "digital_level": "二星",
        "company_profile": "本公司从事精密机械的研发和制造。",
        "company_strategy": "公司制定了智能化发展战略规划，设有技术研发机构，建立了智能化人才队伍。",
        "factory_type": "离散型智能工厂",
        "innovation_mode": ["离散型智能制造"],
        "industry_cluster": "高端装备",
        "factory_name": "精密机械智能工厂",
        "factory_address": "常州市武进区样例路1号",
        "built_from": "2023-02",
        "built_until": "2023-10",
        "investment_total_wan": 5000,
        "investment_equipment_wan": 3000,
        "factory_brief": "工厂以数据贯通设计、计划和生产。",
        "overall_situation": "工厂建设背景、基础条件和总体规划情况。",
        "project_results": "项目在创新和成效两方面取得进展。",
        "demonstration_role": "经验可在同行业推广。",
        "attachment_licence": True,
        "attachment_certificate": True,
        "attachment_property": True,
    }
    values |= {f"scenarios_{item}": True for item in SCENARIOS}
    values |= {f"enablers_{item}": True for item in ENABLERS}
    values |= {f"aspect_{group}": "总体描述、解决的痛点问题和采用的技术方案。" for group in ASPECTS}
    return values | changes


@cache
def form(notice: str = NOTICE) -> Form:
    """The form of a notice."""
    return Form(shelf.pack(notice))


def record(**changes: Any) -> Record:
    """The record of a form that breaks nothing but what the changes break."""
    return record_from_values(form(), base_values(**changes))


def random_record(random: Random) -> Record:
    """A record with odd, wrong and boundary contents in some of its fields."""
    values: dict[str, Any] = base_values()
    share = random.choice((0.05, 0.2, 0.5))
    for field, spec in form().fields.items():
        if spec.kind in (Kind.CHOICE, Kind.CHOICES):
            if random.random() < share:
                values[field] = _choice(random, [option.id for option in spec.options])
        elif field.startswith(("scenarios_", "enablers_")):
            continue
        elif random.random() < (min(share, 0.08) if spec.kind is Kind.LONG_TEXT else share):
            values[field] = _MAKERS[spec.kind](random, spec.maximum or 500)
    _tick_catalogues(random, values)
    _pair(random, values)
    made = record_from_values(form(), values, raw=True)
    return _covered(random, made)


def _choice(random: Random, options: list[str]) -> dict[str, Any]:
    count = random.choice((0, 0, 1, 1, 1, 2, 3))
    return {option: _shape(random) for option in random.sample(options, min(count, len(options)))}


def _tick_catalogues(random: Random, values: dict[str, Any]) -> None:
    """Boxes of catalogues: as the base has them, or few, or nearly all, or odd."""
    for catalogue in form().pack.catalogues:
        way = random.choice(("base", "base", "odd", "some"))
        density = random.random()
        for group in catalogue.groups:
            for item in group.items:
                box = f"{catalogue.id}_{item.id}"
                if way == "some":
                    values[box] = random.random() < density
                if way == "odd" and random.random() < 0.1:
                    values[box] = _shape(random)


def _pair(random: Random, values: dict[str, Any]) -> None:
    """Amounts and months that stand in a relation: equal, just off, a hundredfold."""
    if random.random() < 0.5:
        field, other = random.choice(_RELATED)
        near = values[other] if isinstance(values[other], (int, float)) else 1000
        values[field] = random.choice((near, near + 0.01, near - 0.01, near * 100, near * 100 + 1, near / 100, 0))
    if random.random() < 0.3:
        month = dt.datetime(random.choice((2022, 2023)), random.randint(1, 12), random.randint(1, 28))
        values["built_from"], values["built_until"] = random.choice(((month, month), (month, "2023-12"), ("2023-12", month)))


_RELATED = tuple(
    (f"{here}_{year}_wan", f"{there}_{before}_wan")
    for here, there in (("profit", "revenue"), ("tax", "revenue"), ("revenue", "revenue"), ("tax", "tax"))
    for year, before in ((2020, 2020), (2021, 2021), (2022, 2022), (2021, 2020), (2022, 2021))
    if (here == there) is not (year == before)
) + (("investment_equipment_wan", "investment_total_wan"),)


def _covered(random: Random, made: Record) -> Record:
    """The record, at times with something typed over the cover's formulas."""
    entries = dict(made.entries)
    for field, spec in made.form.fields.items():
        if spec.kind is Kind.DERIVED and random.random() < 0.3:
            same = made.text(spec.derives[0])
            typed = random.choice((same, f" {same}　", f"{same}二厂", "", "０５１９", "某公司"))
            entries[field] = record_from_values(made.form, {spec.derives[0]: typed}, raw=True).entry(spec.derives[0])
    return Record(made.form, entries)


def _shape(random: Random) -> Cell:
    shapes = ("√", "√", "√", "✓", "✔", "☑", "■", "●", "R", "是", "1", 1.0, True, False, " √", "√　", "", "□", "☐")
    doubtful = ("☒", "×", "r", "１", "否", 0.0, 2.0, "√√", "#N/A", "X", " ")
    shape = random.choice(shapes if random.random() < 0.8 else doubtful)
    return Cell(shape, is_error=True) if shape == "#N/A" else Cell(shape)


def _error(random: Random) -> Cell:
    return Cell(random.choice(("#N/A", "#DIV/0!", "#VALUE!", "#NAME?")), is_error=True)


def _odd(random: Random) -> Cell:
    """What may stand in a cell of any kind."""
    return random.choice((BLANK, Cell("  "), Cell("　"), Cell("\u00a0\n"), Cell("无"), Cell("-"), _error(random), Cell(value=True)))


def _text(random: Random, _: int) -> Cell:
    words = (
        "常州甲公司常州分公司", "乙合伙企业", "丙 事业部", "丁（个人独资）", "常州 样例 机械有限公司", "30", "30天", "95%", "９５％",
        "0.5", ".5", "5.", "1,200", "-3", "1e3", "3.2.1", "%", 30.0, 0.95, 45.5, "45.5%", "2020年", " 30 ", "12 %", 12345.0,
    )  # fmt: skip
    return Cell(random.choice(words)) if random.random() < 0.85 else _odd(random)


@cache
def long_texts(limit: int) -> tuple[str, ...]:
    """Texts around a limit: Chinese, Latin, mixed, and such that the two ways of counting disagree."""
    chinese = ("智能工厂，" * limit)[: limit + 1]
    words = "MES ERP "
    return (
        chinese,
        chinese[:-1],
        chinese[:-2],
        chinese[: limit // 2] + "\n 　" + chinese[limit // 2 : limit],
        chinese[: limit // 2] + "\n\t" + chinese[limit // 2 :],
        (words * limit)[: limit - 1],
        (words * limit)[: limit * 2],
        words * (limit // 2),
        words * (limit // 2) + "A",
        chinese[: limit - 1] + "A",
        chinese[: limit - 1] + "AB",
        chinese[: limit - 1] + "A B",
        chinese[: limit - 2] + "AB，C",
        "A" * (limit + 5),
        "é" * (limit + 1),
        "“PLC”～" * (limit // 6 + 1) + chinese[: limit // 2],
    )


def _long_text(random: Random, limit: int) -> Cell:
    return Cell(random.choice(long_texts(limit))) if random.random() < 0.7 else _odd(random)


def _code(random: Random, _: int) -> Cell:
    area = random.choice(("3204", "3204", "3200", "1000"))
    body = f"9{random.choice('1123')}{area}{random.randint(0, 99):02d}{random.randint(0, 10**8):09d}"
    code = body + check_digit(body)
    wrong = (
        body + random.choice("0123456789ABCDEFGHJKLMNPQRTUWXY"), code[:-1], code + "0", code.replace("0", "O", 1),
        "A" + code[1:], code.lower(), f" {code[:8]} {code[8:]}", code.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
        float(random.randint(10**14, 10**15 - 1)), code[:9] + "I" + code[10:], code[:9] + "*" + code[10:],
        code[:9] + "-" + code[10:], code[:4] + "." + code[5:],
    )  # fmt: skip
    chance = random.random()
    return Cell(code) if chance < 0.3 else Cell(random.choice(wrong)) if chance < 0.9 else _odd(random)


def _phone(random: Random, _: int) -> Cell:
    phones = (
        "13812345678", 13812345678.0, "１３８１２３４５６７８", "138 1234 5678", "138-1234-5678", "+8613812345678", "0519-85681233",
        "12812345678", "1381234567", "138123456789", "13800000000/85681233", "19999999999", "20000000000", "13000000000",
        12999999999.0, "1.38e10", "138123456７8", "+86-15912345678", 85681233.0, "电话13812345678",
    )  # fmt: skip
    return Cell(random.choice(phones)) if random.random() < 0.9 else _odd(random)


def _money(random: Random, _: int) -> Cell:
    numbers = (0.0, 1.0, 1999.0, 1999.99, 2000.0, 2000.01, -50.0, 0.1, 100.0, 10000.0, 123456.78, 1e6, 3000.0, 5000.0)
    texts = (
        "2000", "3,500万元", "３５００", "3，500", "2000万", "2亿元", "1.5亿", "２０００．５", "-50", "－50", "约2000", "2000 万元", "3.5.1",
        "万元", "-", ".", ".5", "5.", "1e3", "2千", "万2000", "20万00", "--5", "5-", "亿元", "2000元整", "５％", "$5", "1/2", "(5)",
    )  # fmt: skip
    chance = random.random()
    if chance < 0.5:
        return Cell(random.choice(numbers))
    return Cell(random.choice(texts)) if chance < 0.9 else _odd(random)


def _date(random: Random, _: int) -> Cell:
    days = (dt.datetime(2022, 10, 30), dt.datetime(2022, 10, 31), dt.datetime(2022, 11, 1), dt.datetime(2022, 10, 31, 12),
            dt.datetime(2015, 1, 1), dt.datetime(2023, 2, 1), dt.datetime(2023, 10, 10), dt.datetime(1999, 12, 31))  # fmt: skip
    texts = (
        "2022-10-31", "2022/11/1", "2022.10.31", "2022年10月31日", "2022年11月1日", "２０２２年１０月３１日", "20221031", "20221101",
        "２０２２１１０１", "2022-02-30", "2022-13-01", "2022", "2022-10", "2022年10月", "22-10-31", "31/10/2022", "2022-10-31-1",
        " 2022 - 10 - 31 ", "2022-1O-31", "2022年", "去年", "2022-10-31 08:00", "1899-12-31", "2100-01-01", "2099-12-31",
        "2022-Oct-31", "2022--10-31", "2022-0-1", "2022-10-0", "2022-1-1", "19-10-31", "0022-10-31", "1900-01-15", "2022-10-31号",
        "10-31-2022", "2022,10,31", "2022-2-29", "2024-2-29", "20220230", "2022103", "202210311",
    )  # fmt: skip
    numbers = (44865.0, 44866.0, 20221031.0, 20221101.0, 2022.0, 60.0, 61.0, 73050.0, 73051.0, 20221331.0, 44866.5, -1.0, 2022.1)
    chance = random.random()
    if chance < 0.3:
        return Cell(random.choice(days))
    return Cell(random.choice(texts if chance < 0.75 else numbers)) if chance < 0.92 else _odd(random)


def _month(random: Random, _: int) -> Cell:
    days = (dt.datetime(2023, 12, 31), dt.datetime(2023, 12, 1), dt.datetime(2024, 1, 1), dt.datetime(2022, 10, 1),
            dt.datetime(2023, 2, 28), dt.datetime(1905, 7, 16), dt.datetime(2015, 6, 1))  # fmt: skip
    texts = (
        "2023-12", "2023.12", "2023年12月", "2024年1月", "２０２３年１２月", "2023/1", "2023.10", "2023.1", "202312", "２０２４０１", "2024-01",
        "2023-13", "2023-0", "2023", "2023年", "12月", "2023-12-31", "2023年5月1日", "2023.5-2023.12", "二〇二三年", "23-12", "2023-1-", "1899-12",
        "2015年6月", "2023-5-6-7", "2023-112", "202313", "2023 年 12 月", "2023-Dec", "2023年12", "2100-01", "2099-12", "202",
    )  # fmt: skip
    numbers = (2023.1, 2023.12, 2023.05, 2023.5, 2023.2, 202312.0, 202401.0, 2023.0, 2023.13, 2023.123, 45291.0, 45292.0, 202313.0, 5.0,
               2022.11, 1900.01, 2099.12, 2100.01, 73050.0, 73051.0, 190001.0, 209912.0, 210001.0, 2015.06, 45000.7)  # fmt: skip
    chance = random.random()
    if chance < 0.3:
        return Cell(random.choice(days))
    return Cell(random.choice(texts if chance < 0.65 else numbers)) if chance < 0.92 else _odd(random)


def _tick(random: Random, _: int) -> Cell:
    return _shape(random)


_MAKERS: dict[Kind, Callable[[Random, int], Cell]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _long_text,
    Kind.CREDIT_CODE: _code,
    Kind.PHONE: _phone,
    Kind.MONEY_WAN: _money,
    Kind.DATE: _date,
    Kind.YEAR_MONTH: _month,
    Kind.TICK: _tick,
    Kind.DERIVED: _text,
}
