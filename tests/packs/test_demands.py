"""Nothing the notice asks is dropped: each of the 54 demands is there, with its force, its judge and its sheet face."""

import csv

import pytest

from workbook.form import Form
from workbook.notice import shelf
from workbook.rules.base import Rule

NOTICE = "changzhou-2023"
PACK = shelf.pack(NOTICE)

# id, force, judged by, has a sheet face, words of the notice
DEMANDS = """\
ELIG-01,should,rule,yes,（一）申报企业为常州市内注册
ELIG-02,should,rule,yes,具有独立法人资格
ELIG-03,must,rule,yes,正常经营1年以上（2022年10月31日前登记注册）
ELIG-04,judge,person,no,正常经营1年以上
ELIG-05,judge,person,no,的制造业企业
ELIG-06,judge,person,no,具有健全的财务管理机构和制度
ELIG-07,should,register,no,近三年未发生重大及以上安全、环保、质量事故，无严重失信行为
ELIG-08,should,register,no,（三）申报企业原则上应参与过工信部门组织的“智改数转”免费诊断工作
ELIG-09,should,rule,yes,且评估达到数字化转型成熟度、智能制造成熟度、两化融合水平达到二级及以上
ELIG-10,should,rule,yes,（四）企业主营业务收入原则上不低于2000万元
ELIG-11,note,info,no,企业智能工厂投入包含购置的设备、软件、云资源和网络费用
ELIG-12,must,rule,yes,（五）企业已制定智能化发展战略规划，拥有 | 技术研发机构和 | 人才队伍
ELIG-13,must,cross,no,（六）每个企业限申报一个项目
ELIG-14,must,register,no,已认定为国家级、省级、市级智能工厂的企业无需重复申报
TIME-01,should,date,no,于12月20日前报送给所在地工信部门
TIME-02,should,date,no,于12月25日前报送至市工信局
TIME-03,must,rule,yes,一、本申报书由2023年12月底前已建设完成的智能工厂单位填写
COV-01,must,rule,yes,共13个环节中的6个环节
COV-02,must,rule,yes,至少满足39个应用场景中的12个应用场景要求
COV-03,must,rule,yes,在支撑要素中装备、网络、软件三大类中每类覆盖一个子类
COV-04,should,rule,yes,至少覆盖生产维度（ | ）和产品维度（ | ）共13个环节中的6个环节
COV-05,judge,person,no,满足 | 应用场景要求
TXT-01,must,rule,yes,限500字
TXT-02,must,rule,yes,限500字。
TXT-03,must,rule,yes,不超过1000字
TXT-04,should,rule,yes,每个方面字数请控制在3000字以内
TXT-05,should,rule,yes,明确的九个方面分段描述
TXT-06,note,info,no,正文字体为3号仿宋体，单倍行距。一级标题3号黑体，二级标题3号楷体
FMT-01,note,rule,yes,请在申报书所选项目对应的“□”内打“√”
FMT-02,must,rule,yes,请在申报书所选项目对应的“□”内打“√”
FMT-03,should,rule,yes,（万元）
FMT-04,should,rule,yes,（年月）
FMT-05,must,rule,yes,统一社会信用代码
FMT-06,should,rule,yes,联系电话（手机）
CON-01,must,rule,yes,申请单位：（盖章） | 工厂名称： | 项目地址： | 联系人及电话：
CON-02,must,rule,yes,其中硬件设备、软件和云资源及网络费用
CON-03,must,rule,yes,起止时间
CON-04,should,rule,yes,
CON-05,should,rule,yes,已获得 | 认定情况
CON-06,note,rule,yes,根据实际情况选填
CON-07,should,rule,yes,
CON-08,note,rule,yes,
ATT-01,must,rule,yes,企业营业执照复印件
ATT-02,should,rule,yes,智能制造能力成熟度等级、数字化转型成熟度等级或两化融合管理体系贯标证书复印件
ATT-03,note,rule,yes,申报单位在智能工厂建设方面取得的知识产权、专利、标准等证明材料
SEAL-01,judge,person,no,按要求在申报书盖章确认
SEAL-02,judge,person,no,辖市、区工信主管部门初审意见
SUM-01,must,cross,no,填报 | 汇总表
SUM-02,must,cross,no,须对填报材料的真实性、准确性、完整性负责
SUM-03,must,cross,no,各辖市、区工信（经发）局，常州经开区经发局
SUM-04,judge,person,no,（盖章）
PUB-01,note,info,no,名单公示、结果发布
POOL-01,judge,person,no,（四）认定为市级智能工厂的企业，如达到省级智能制造示范工厂培育条件，将转入培育库
REQ-01,must,rule,yes,须对填报材料的真实性、准确性、完整性负责
"""


class Places:
    """A sheet where every field lies under its own name."""

    tick_shapes, box_shapes = "tick_shapes", "box_shapes"

    def __init__(self) -> None:
        self._form = Form(PACK)

    def cell(self, field: str) -> str:
        return field

    area = cell

    def kind(self, field: str) -> object:
        return self._form.fields[field].kind if field in self._form.fields else None

    def areas(self, of: str) -> tuple[str, ...]:
        return self._form.areas_of(of)

    def parts(self, of: str) -> tuple[tuple[str, ...], ...]:
        return self._form.parts_of(of)


def _demands() -> list[dict[str, str]]:
    return list(csv.DictReader(DEMANDS.splitlines(), fieldnames=["id", "force", "judged_by", "formula", "quotes"]))


def _rules(source: str) -> list[Rule]:
    return [rule for rule in PACK.rules if rule.source == source]


def test_the_table_holds_fifty_four_demands() -> None:
    assert len(_demands()) == 54


def test_the_pack_asks_nothing_beyond_the_table() -> None:
    assert {rule.source for rule in PACK.rules} == {demand["id"] for demand in _demands()}


@pytest.mark.parametrize("demand", _demands(), ids=lambda demand: demand["id"])
def test_the_demand_is_asked_with_its_force(demand: dict[str, str]) -> None:
    assert demand["force"] in {str(rule.force) for rule in _rules(demand["id"])}


@pytest.mark.parametrize("demand", _demands(), ids=lambda demand: demand["id"])
def test_the_demand_is_judged_by_whom_the_table_says(demand: dict[str, str]) -> None:
    assert {rule.judged_by for rule in _rules(demand["id"])} == {demand["judged_by"]}


@pytest.mark.parametrize("demand", _demands(), ids=lambda demand: demand["id"])
def test_the_demand_has_a_sheet_face_where_it_can(demand: dict[str, str]) -> None:
    faces = [rule.formula(Places()) for rule in _rules(demand["id"])]

    assert all(faces) if demand["formula"] == "yes" else not any(faces)


@pytest.mark.parametrize("demand", _demands(), ids=lambda demand: demand["id"])
def test_the_demand_quotes_the_notice_or_says_why_not(demand: dict[str, str]) -> None:
    wanted = {quote for quote in demand["quotes"].split(" | ") if quote}

    quoted = {quote for rule in _rules(demand["id"]) for quote in rule.quotes}

    assert wanted <= quoted
    assert {rule.basis for rule in _rules(demand["id"])} == {"notice" if demand["quotes"] else "plausibility"}


def test_every_reading_is_a_switch() -> None:
    assert list(PACK.readings) == [f"A{number:02d}" for number in range(1, 23)]


def test_every_switch_names_where_it_is_taken() -> None:
    ids = {rule.id.split(".")[0] for rule in PACK.rules} | {
        "single-mode",
        "cultivation-register",
        "outcome-others",
        "registered-in-city",
    }  # not asked by default
    named = {place for switch in PACK.readings.values() for place in switch.applies_to}
    others = {place.split(".")[0] for place in named - ids}

    assert others <= set(type(PACK).model_fields)


@pytest.mark.parametrize("name", sorted({name for rule in PACK.rules for name in rule.readings}))
def test_a_demand_that_rests_on_a_reading_is_named_by_it(name: str) -> None:
    resting = {rule.id.split(".")[0] for rule in PACK.rules if name in rule.readings}

    assert resting <= set(PACK.readings[name].applies_to)


def test_every_blank_that_must_be_filled_has_its_demand() -> None:
    asked = {rule.touched()[0] for rule in PACK.rules if rule.kind == "required"}

    assert asked == {spec.id for spec in PACK.fields if spec.required}
