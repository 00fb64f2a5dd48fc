"""Each locked cell, list, name and hidden sheet of the form changed once is reported; an honest re-save never is."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from random import Random

import openpyxl
import pytest

from support import office
from support.desks import PACK, act, firm, put, shown
from support.forms import form, random_record
from support.package import zipped
from support.spoken import DISTRICT
from support.trust import IS_FULL, some, told
from workbook.errors import UnreadableError
from workbook.finding import Finding, Force
from workbook.guard import admit
from workbook.read import fidelity
from workbook.read.fidelity import CHANGED, LOOSE, differences
from workbook.read.skeleton import Skeleton
from workbook.render.declaration import declaration
from workbook.render.given import record_from_values
from xlpy.template import _rendered

OUTLINE = "xl/workbook.xml"


@cache
def template() -> Skeleton:
    return _rendered(PACK.id)


@cache
def parts() -> Mapping[str, str]:
    with zipfile.ZipFile(io.BytesIO(firm(1))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@cache
def part_of(sheet: str) -> str:
    titles = re.findall('<sheet name="([^"]*)"', parts()[OUTLINE])
    return f"xl/worksheets/sheet{titles.index(sheet) + 1}.xml"


def changed(part: str, change: Callable[[str], str]) -> list[Finding]:
    """What is said of the form with one of its parts changed."""
    after = change(parts()[part])
    assert after != parts()[part]
    return found(zipped({**parts(), part: after}))


def found(data: bytes) -> list[Finding]:
    return [*differences(admit(data, "甲.xlsx"), template())]


def reported(findings: list[Finding], code: str, where: str) -> bool:
    return [finding.rule for finding in findings] == [code] and where in findings[0].message


def typed_over(at: str) -> Callable[[str], str]:
    return lambda sheet: re.sub(
        rf'<c r="{at}"( s="\d+")?[^>]*?(?:/>|>.*?</c>)',
        rf'<c r="{at}"\1 t="inlineStr"><is><t>改动了</t></is></c>',
        sheet,
        count=1,
    )


def missed(places: list[str], code: str, check: Callable[[str], list[Finding]]) -> list[str]:
    return [at for at in places if not reported(check(at), code, at)]


def test_a_form_has_thousands_of_locked_cells() -> None:
    assert len(template().cells) > 2000
    assert len(template().lists) > 50
    assert len(template().names) > 200
    assert template().hidden == ("演算", "系统")


def test_every_locked_cell_that_is_typed_over_is_reported() -> None:
    places = some(sorted(template().cells), 60)

    lost = missed(places, CHANGED, lambda at: changed(part_of(at.split("!")[0]), typed_over(at.split("!")[1])))

    told("template fidelity", f"{len(places)} of {len(template().cells)} locked cells changed once, {len(lost)} missed")
    assert lost == []


def test_every_formula_with_other_words_is_reported() -> None:
    formulas = [at for at, said in template().cells.items() if said.startswith("=")]
    places = some(formulas, 60)

    def other(at: str) -> Callable[[str], str]:
        return lambda sheet: re.sub(rf'(<c r="{at}"[^>]*><f[^>]*>)([^<]*)', r"\g<1>IF(1,0,\2)", sheet, count=1)

    lost = missed(places, CHANGED, lambda at: changed(part_of(at.split("!")[0]), other(at.split("!")[1])))

    told("template fidelity", f"{len(places)} of {len(formulas)} formulas changed once, {len(lost)} missed")
    assert lost == []


def test_every_name_that_is_moved_or_lost_is_reported() -> None:
    names = some(sorted(template().names), 10)

    def moved(name: str) -> Callable[[str], str]:
        return lambda outline: re.sub(rf'(<definedName name="{name}"[^>]*>)[^<]*', r"\1封面!$Z$99", outline)

    def dropped(name: str) -> Callable[[str], str]:
        return lambda outline: re.sub(rf'<definedName name="{name}"[^>]*>[^<]*</definedName>', "", outline)

    lost = missed(names, CHANGED, lambda at: changed(OUTLINE, moved(at)))
    lost += missed(names, CHANGED, lambda at: changed(OUTLINE, dropped(at)))

    told("template fidelity", f"{len(names)} names moved and lost, {len(lost)} missed")
    assert lost == []


def test_every_list_that_is_lost_is_reported_as_no_fault() -> None:
    pieces = [
        (part, piece)
        for part, text in parts().items()
        if part.startswith("xl/worksheets")
        for piece in re.findall(r'<dataValidation type="list".*?</dataValidation>', text)
    ]

    lost = [piece for part, piece in some(pieces, 4) if _codes(without(part, piece)) != [LOOSE]]

    told("template fidelity", f"{len(some(pieces, 4))} lists lost once, {len(lost)} missed")
    assert lost == []


def without(part: str, piece: str) -> list[Finding]:
    return changed(part, lambda text: text.replace(piece, "", 1))


def _codes(findings: list[Finding]) -> list[str]:
    return [finding.rule for finding in findings]


def test_a_formula_that_is_no_xml_refuses_the_form_in_words() -> None:
    """The two readers ask for no words of a formula; whoever lays the form beside the template does."""
    with pytest.raises(UnreadableError) as refused:
        changed(part_of("自检"), lambda sheet: sheet.replace("<f>", "<f>&nothing;", 1))

    assert refused.value.refusal == "FILE-DAMAGED"


def test_a_formula_that_is_commented_out_is_reported() -> None:
    """Or one that is shown in a comment, in a cell that holds a value."""
    at = next(at for at, said in template().cells.items() if said.startswith("=") and at.startswith("自检!D"))
    part, cell = part_of("自检"), at.rpartition("!")[2]
    hidden = changed(part, lambda sheet: re.sub(rf'(<c r="{cell}"[^>]*>)(<f>.*?</f>)', r"\1<!--\2-->", sheet, count=1))
    beside = changed(part, lambda sheet: re.sub(rf'(<c r="{cell}"[^>]*><f>[^<]*)', r"\1<!-- -->", sheet, count=1))

    assert reported(hidden, CHANGED, at)
    assert reported(beside, CHANGED, at)


def test_a_formula_with_other_words_is_reported_in_a_sheet_whose_elements_have_a_prefix() -> None:
    """So some programs write them; what stands around the cells is not looked at in such a sheet."""
    at = next(at for at, said in template().cells.items() if said.startswith("=") and at.startswith("自检!D"))
    part, cell = part_of("自检"), at.rpartition("!")[2]

    def prefixed(sheet: str) -> str:
        return re.sub(r"<(/?)(?=[a-zA-Z]+[ >/])", r"<\1x:", sheet).replace(" xmlns=", " xmlns:x=")

    same = changed(part, prefixed)
    other = changed(part, lambda sheet: prefixed(re.sub(rf'(<c r="{cell}"[^>]*><f>)', r"\1-", sheet, count=1)))

    assert CHANGED not in _codes(same)
    assert CHANGED in _codes(other)
    assert at in other[0].message


@pytest.mark.parametrize("shown", ["<v><!--</f>-->{}</v>", "<is><t><?f </f>?>{}</t></is>", "<f></f><v>{}</v>"])
def test_a_locked_word_is_compared_however_the_form_before_was_written(shown: str) -> None:
    part, at = part_of("封面"), "A2"
    kind = "inlineStr" if "<is>" in shown else "str"

    def with_words(words: str) -> bytes:
        cell = rf'<c r="{at}"\1 t="{kind}">{shown.format(words)}</c>'
        after = re.sub(rf'<c r="{at}"( s="\d+")?[^>]*?(?:/>|>.*?</c>)', cell, parts()[part], count=1)
        return zipped({**parts(), part: after})

    fidelity._kept.cache_clear()
    right, wrong = (with_words(words) for words in (template().cells[f"封面!{at}"], "改动了"))
    alone = forgetful(wrong)
    fidelity._kept.cache_clear()
    found(right)

    assert reported(alone, CHANGED, f"封面!{at}")
    assert found(wrong) == alone


def test_a_form_is_laid_beside_the_template_the_same_whatever_came_before() -> None:
    places = Random(1).sample(sorted(template().cells), 6)
    papers = [firm(1), firm(2), *(_typed_over(at) for at in places), declaration(PACK, random_record(Random(1)))]
    alone = [forgetful(paper) for paper in papers]

    fidelity._kept.cache_clear()
    after = [found(paper) for paper in (*papers, *papers, *reversed(papers))]

    assert [len(one) for one in alone] == [0, 0, *(1 for _ in places), 0]
    assert after == [*alone, *alone, *reversed(alone)]


def forgetful(data: bytes) -> list[Finding]:
    fidelity._kept.cache_clear()
    return found(data)


def _typed_over(at: str) -> bytes:
    sheet, _, cell = at.partition("!")
    part = part_of(sheet)
    return zipped({**parts(), part: typed_over(cell)(parts()[part])})


@pytest.mark.parametrize(("lost", "is_told"), [(r"D2[0-9]", False), (r"F\d+", True)])
def test_where_very_much_is_missing_it_is_told_that_it_may_be_another_template(lost: str, *, is_told: bool) -> None:
    part = part_of(template().hidden[0])

    (change,) = changed(part, lambda sheet: re.sub(rf'<c r="{lost}"[^>]*>.*?</c>', "", sheet))

    assert change.rule == "FORM-CHANGED"
    assert ("另一版模板" in change.message) is is_told


def test_a_hidden_sheet_that_is_shown_and_a_sheet_that_is_hidden_are_reported() -> None:
    shown_ = changed(OUTLINE, lambda outline: outline.replace(' state="hidden"', ""))
    hidden = changed(OUTLINE, lambda outline: outline.replace('sheetId="2"', 'sheetId="2" state="hidden"'))

    assert reported(shown_, CHANGED, "“系统” 工作表的隐藏状态改变")
    assert reported(hidden, CHANGED, "“封面” 工作表的隐藏状态改变")


def test_a_change_is_for_a_person_to_judge_and_a_lost_list_is_only_said() -> None:
    [change] = changed(part_of("封面"), typed_over("A2"))

    assert change.force is Force.JUDGE
    assert "FORM-CHANGED" in change.sentence
    assert "以模板原文为准" in change.sentence


@pytest.mark.parametrize("seed", range(5))
def test_whatever_a_firm_fills_in_changes_no_template(seed: int) -> None:
    assert found(declaration(PACK, random_record(Random(seed)))) == []


@pytest.mark.parametrize("mailbox", ["", "gxj@example.invalid"])
def test_a_form_with_the_mailbox_of_a_bureau_is_the_template(mailbox: str) -> None:
    assert found(declaration(PACK, record_from_values(form(), {}), mailbox=mailbox)) == []


def test_a_form_saved_again_by_openpyxl_is_the_template() -> None:
    file = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(firm(1))).save(file)

    assert found(file.getvalue()) == []


def test_a_form_saved_again_by_libreoffice_is_the_template(tmp_path: Path) -> None:
    for number in range(5 if IS_FULL else 1):
        path = put(tmp_path, **{f"{number}.xlsx": firm(number)}) / f"{number}.xlsx"

        [made] = office.convert(path, "xlsx", tmp_path / "lo")

        assert found(made.read_bytes()) == []


def test_a_changed_form_is_shown_to_the_district_and_to_the_city(tmp_path: Path) -> None:
    part = part_of("封面")
    data = zipped({**parts(), part: typed_over("A2")(parts()[part])})
    act(
        tmp_path / "区" / "汇总表.xlsx",
        "collect",
        inboxes=[put(tmp_path / "收", **{"1.xlsx": data})],
        district=DISTRICT,
    )
    act(tmp_path / "市" / "总表.xlsx", "pull", inboxes=[tmp_path / "区" / f"报送包_{DISTRICT}.zip"])

    for book, is_master in ((tmp_path / "区" / "汇总表.xlsx", False), (tmp_path / "市" / "总表.xlsx", True)):
        rows = shown(book, "问题清单", is_master=is_master)
        assert [row["place"] for row in rows if row["code"] == CHANGED] == ["封面!A2"]
