"""A form that breaks nothing, and random forms around every boundary."""

import datetime as dt
from functools import cache
from random import Random
from typing import Any

import pytest

from support.contents import MAKERS, shape
from support.spoken import FIRST, IS_FIRST
from workbook.codes import check_digit
from workbook.form import Form
from workbook.notice import shelf
from workbook.record import Record
from workbook.render.given import record_from_values
from workbook.values import Kind

NOTICE = FIRST
if not IS_FIRST:  # tests/packs/test_demands.py is its own and fails then
    pytest.skip(f"shows papers of {NOTICE}, which is not on the shelf", allow_module_level=True)
CREDIT_BODY = "91320412MA1ABCDE0"
SCENARIOS = [
    "plan_optimisation",
    "shop_scheduling",
    "resource_allocation",
    "flexible_line",
    "lean_management",
    "smart_warehouse",
    "precise_delivery",
    "online_inspection",
    "quality_tracing",
    "energy_monitoring",
    "energy_balance",
    "digital_rnd",
    "remote_service",
]
ASPECTS = ["planning", "operation", "logistics", "quality", "energy", "product_design", "service"]
ENABLERS = ["networked", "intelligent", "industrial_5g", "iot_platform"]


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


_RARE = {500: 0.15, 1000: 0.15, 3000: 0.04}
"""How often at most a text of this limit is odd: LibreOffice counts the words of each long one."""


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
        elif random.random() < min(share, _RARE.get(spec.maximum or 0, 1)):
            values[field] = MAKERS[spec.kind](random, spec.maximum or 500)
    _tick_catalogues(random, values)
    _pair(random, values)
    made = record_from_values(form(), values, raw=True)
    return _covered(random, made)


def _choice(random: Random, options: list[str]) -> dict[str, Any]:
    count = random.choice((0, 0, 1, 1, 1, 2, 3))
    return {option: shape(random) for option in random.sample(options, min(count, len(options)))}


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
                    values[box] = shape(random)


def _pair(random: Random, values: dict[str, Any]) -> None:
    """Amounts and months that stand in a relation: equal, just off, a hundredfold."""
    if random.random() < 0.5:
        field, other = random.choice(_RELATED)
        near = values[other] if isinstance(values[other], (int, float)) else 1000
        values[field] = random.choice((near, near + 0.01, near - 0.01, near * 100, near * 100 + 1, near / 100, 0))
    if random.random() < 0.3:
        month = dt.datetime(random.choice((2022, 2023)), random.randint(1, 12), random.randint(1, 28))
        values["built_from"], values["built_until"] = random.choice(
            ((month, month), (month, "2023-12"), ("2023-12", month))
        )


_RELATED = (
    ("investment_equipment_wan", "investment_total_wan"),
    *((f"{part}_{year}_wan", f"revenue_{year}_wan") for part in ("profit", "tax") for year in (2020, 2021, 2022)),
    *((f"{sum_}_{year}_wan", f"{sum_}_{year - 1}_wan") for sum_ in ("revenue", "tax") for year in (2021, 2022)),
)
"""Amounts that demands compare."""


def _covered(random: Random, made: Record) -> Record:
    """The record, at times with something typed over the cover's formulas."""
    entries = dict(made.entries)
    for field, spec in made.form.fields.items():
        if spec.kind is Kind.DERIVED and random.random() < 0.3:
            same = made.text(spec.derives[0])
            typed = random.choice((same, f" {same}　", f"{same}二厂", "", "０５１９", "某公司"))
            entries[field] = record_from_values(made.form, {spec.derives[0]: typed}, raw=True).entry(spec.derives[0])
    return Record(made.form, entries)
