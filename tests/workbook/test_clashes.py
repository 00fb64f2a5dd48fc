"""Who is who: a resubmission only where code and factory say so; every doubt shown with both sources, never merged."""

from collections.abc import Sequence
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from support.declared import code, declaration, pack
from support.spoken import DISTRICT, OTHER, of_the_first, record
from workbook.judge import judge
from workbook.merge import SHOWN, Declaration, clash_findings, clashes, declare, register_clashes, same_firm, take
from workbook.ooxml.cell import Cell
from workbook.register import Registers
from workbook.standing import Standing

A, B = code("A1"), code("B2")
WIDE = {sign: sign + 0xFEE0 for sign in range(0x21, 0x7F)}
STEMS = st.text("东方精密机械电子材料科技华光金龙纺织汽车零件", min_size=4, max_size=8)
FORMS = ("有限公司", "有限责任公司", "股份有限公司", "集团有限公司", "（集团）有限公司", "公司", "")
PLACES = (("常州", "常州市"), ("江苏", "江苏省"), ("", ""))


@st.composite
def two_ways(draw: st.DrawFn) -> tuple[str, str]:
    """One firm's name as two people write it: 省 and 市 or not, legal form, brackets, widths, spaces."""
    stem, places = draw(STEMS), draw(st.sampled_from(PLACES))

    def written() -> str:
        name = draw(st.sampled_from(places)) + stem + draw(st.sampled_from(FORMS))
        name = name.translate(WIDE) if draw(st.booleans()) else name.replace("（", "(").replace("）", ")")
        at = draw(st.integers(0, len(name)))
        return name[:at] + draw(st.sampled_from(("", " ", "　", "\n"))) + name[at:]

    return written(), written()


def came(*entries: Declaration) -> Standing:
    """What stands when these came together."""
    told = [taking.declaration for taking in take(entries, pack()) if taking.outcome == "accepted"]
    return Standing(pack(), {entry.id: entry for entry in told})


@given(two_ways(), st.sampled_from([DISTRICT, OTHER]))
@settings(max_examples=150, deadline=None)
def test_one_name_written_two_ways_with_two_codes_is_a_doubt_and_both_stand(
    names: tuple[str, str], district: str
) -> None:
    first = declaration(company_name=names[0], credit_code=A, file="甲.xlsx")
    second = declaration(company_name=names[1], credit_code=B, file="乙.xlsx", district=district)

    now = came(first, second)

    assert [clash.kind for clash in now.clashes] == ["similar_names"]
    assert {source.file for source in now.clashes[0].sources} == {"甲.xlsx", "乙.xlsx"}
    assert len(now.declarations) == 2


@given(STEMS, STEMS)
@settings(max_examples=150, deadline=None)
def test_names_that_share_fewer_than_half_their_signs_are_no_doubt(one: str, other: str) -> None:
    shared = len(set(one) & set(other))
    first = declaration(company_name=f"常州{one}有限公司", credit_code=A)
    second = declaration(company_name=f"无锡{other}有限公司", credit_code=B)

    found = clashes([first, second], pack())

    assert shared * 2 >= min(len(set(one)), len(set(other))) or not found


BASE = declaration()
STEMS_NEAR = st.sampled_from(["东方精密机械", "东方精密电子", "东方精密", "华光纺织", "东方"])


def firms(named: Sequence[tuple[str, str]]) -> list[Declaration]:
    """A declaration for each name and code."""
    return [
        BASE.model_copy(
            update={
                "id": f"{number:012d}",
                "values": {**BASE.values, "company_name": name, "credit_code": body and code(body)},
            }
        )
        for number, (name, body) in enumerate(named)
    ]


NEAR = st.lists(
    st.tuples(
        st.builds("常州{}{}厂".format, STEMS_NEAR, st.sampled_from(["", "一", "二"])), st.sampled_from(["", "A1", "B2"])
    ),
    min_size=2,
    max_size=7,
)


@given(NEAR)
@settings(max_examples=100, deadline=None)
def test_every_two_near_names_are_in_one_doubt_and_no_firm_is_in_two(named: list[tuple[str, str]]) -> None:
    """What two of them alone are a doubt of, they are a doubt of among all."""
    entries = firms(named)

    groups = [set(clash.ids) for clash in clashes(entries, pack()) if clash.kind == "similar_names"]

    assert sum(map(len, groups)) == len(set().union(*groups))
    for one, other in combinations(entries, 2):
        if any(clash.kind == "similar_names" for clash in clashes([one, other], pack())):
            assert any({one.id, other.id} <= group for group in groups)


@given(STEMS, st.sampled_from(["一样的代码", "各有代码", "没有代码"]))
@settings(max_examples=8, deadline=None)
def test_what_is_told_of_firms_that_differ_by_a_number_grows_with_their_number(stem: str, codes: str) -> None:
    """Twice the firms, twice the words; one cell a clash holds, however many they are."""
    bodies = {"一样的代码": lambda _: "A1", "各有代码": lambda number: f"{number:04d}", "没有代码": lambda _: ""}

    def told(number: int) -> int:
        found = clashes(firms([(f"{stem}{at}号厂", bodies[codes](at)) for at in range(number)]), pack())
        assert max(len(words) for clash in found for words in (clash.message, clash.ids_told)) < 32767
        findings = clash_findings(found, pack())
        return sum(len(one.message) for all_ in findings.values() for one in all_) + len(repr(found))

    assert told(600) < 2.2 * told(300)


def test_a_ruling_on_very_many_near_names_is_known_again_and_no_longer_when_one_more_comes() -> None:
    entries = firms([(f"东方精密机械{number}号厂", "") for number in range(SHOWN + 2)])
    [clash] = clashes(entries[:-1], pack())
    [again] = clashes(reversed(entries[:-1]), pack())
    [more] = clashes(entries, pack())

    assert clash.ids_told.startswith(f"{entries[0].id}、{entries[1].id}、")
    assert f"……等{SHOWN + 1}份" in clash.ids_told
    assert clash.key == again.key
    assert clash.key != more.key


PROJECTS = st.lists(
    st.tuples(
        st.sampled_from(["A1", "B2", ""]),
        st.sampled_from(["一厂", "二厂", "一 厂", "１厂"]),
        st.sampled_from([DISTRICT, OTHER]),
        st.sampled_from(["常州甲机械有限公司", "常州市甲机械有限公司", "常州乙电子有限公司"]),
        st.integers(9000, 9002),
    ),
    min_size=1,
    max_size=6,
)


def made(projects: Sequence[tuple[str, str, str, str, int]]) -> list[Declaration]:
    """A declaration of each."""
    return [
        declaration(
            credit_code=body and code(body),
            factory_name=factory,
            district=district,
            company_name=firm,
            revenue_2022_wan=revenue,
            file=f"{number}.xlsx",
        )
        for number, (body, factory, district, firm, revenue) in enumerate(projects)
    ]


@given(PROJECTS)
@settings(max_examples=150, deadline=None)
def test_only_the_same_code_and_factory_in_one_district_are_one_project(
    projects: list[tuple[str, str, str, str, int]],
) -> None:
    entries = made(projects)

    now = came(*entries)

    wanted = {
        (district, body, factory.replace(" ", "").replace("１", "1")) if body else (district, entry.digest)
        for (body, factory, district, _, _), entry in zip(projects, entries, strict=True)
    }
    assert len(now.declarations) == len(wanted)


@of_the_first
@given(PROJECTS)
@settings(max_examples=150, deadline=None)
def test_of_two_that_stand_with_one_code_every_pair_is_in_a_clash(
    projects: list[tuple[str, str, str, str, int]],
) -> None:
    now = came(*made(projects))
    pairs = {
        frozenset((one.id, other.id))
        for one in now.declarations.values()
        for other in now.declarations.values()
        if one.id != other.id and one.values["credit_code"] and one.values["credit_code"] == other.values["credit_code"]
    }

    assert all(any(pair <= set(clash.ids) for clash in now.clashes) for pair in pairs)
    assert not any(
        same_firm(now.declarations[one], now.declarations[other], pack()) for one, other in map(tuple, pairs)
    )


@of_the_first
def test_a_firm_on_the_misconduct_register_is_shown_with_its_row() -> None:
    """
    | 代码 | 名称 | 种类 | 等级 | 日期       |
    | A    |      | 事故 | 重大 | 2022-05-01 |
    """
    row = {"代码": Cell(A), "种类": Cell("安全事故"), "等级": Cell("重大"), "日期": Cell("2022-05-01")}
    registers = Registers.of(pack(), {"misconduct": [row]})
    form = record(credit_code=A)
    entry = declare(form, judge(form, registers=registers), district=DISTRICT, file="甲.xlsx", sha256="0" * 64)

    (clash,) = register_clashes([entry], pack())

    assert (clash.kind, clash.title, clash.ids) == ("blacklisted", "名册有记录", (entry.id,))
    assert "第3行" in clash.register_row
    assert "重大" in clash.register_row
