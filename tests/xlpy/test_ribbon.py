"""The ribbon comes from the table: every button once, in its group, with all its words; every callback has its Sub."""

import re
import xml.etree.ElementTree as ET
from collections import Counter

import pytest

from xlpy import ribbon
from xlpy.addin import sources
from xlpy.commands import BUTTONS, GROUPS, Command

SPACE = f"{{{ribbon.NAMESPACE}}}"
every = pytest.mark.parametrize("entry", BUTTONS.values(), ids=list(BUTTONS))


@pytest.fixture(scope="module")
def document() -> ET.Element:
    return ET.fromstring(ribbon.ribbon())  # noqa: S314 - our own document


def buttons(document: ET.Element) -> dict[str, ET.Element]:
    return {button.get("id", ""): button for button in document.iter(f"{SPACE}button")}


def test_the_ribbon_that_is_kept_is_the_one_of_the_table() -> None:
    assert sources.ribbon() == ribbon.ribbon(), "python -m xlpy.ribbon renews it"


def test_every_button_stands_in_one_group() -> None:
    assert Counter(id_ for ids in GROUPS.values() for id_ in ids) == Counter([*BUTTONS])


@every
def test_a_command_is_a_button_with_the_words_of_the_table(entry: Command, document: ET.Element) -> None:
    told = buttons(document)[entry.id].attrib

    assert (told["label"], told["supertip"], told["imageMso"]) == (entry.label, entry.tip, entry.icon)
    assert told["onAction"] == ribbon.PRESS
    assert told["getEnabled"] == ribbon.FITS
    assert re.fullmatch("[A-Z]{1,3}", told["keytip"])


def test_the_groups_stand_as_the_work_goes(document: ET.Element) -> None:
    assert [group.get("label") for group in document.iter(f"{SPACE}group")] == [
        "填报",
        "检查",
        "汇总",
        "报送与公示",
        "帮助",
    ]


def test_each_group_leads_with_one_large_button(document: ET.Element) -> None:
    for group in document.iter(f"{SPACE}group"):
        assert [button.get("size") for button in group.iter(f"{SPACE}button")].count("large") == 1


@pytest.mark.parametrize("name", ["id", "keytip"])
def test_no_two_controls_share_an_id_or_a_key(document: ET.Element, name: str) -> None:
    counted = Counter(node.get(name) for node in document.iter() if node.get(name))

    assert [told for told, times in counted.items() if times > 1] == []


def test_no_key_is_the_beginning_of_another(document: ET.Element) -> None:
    keys = [button.get("keytip", "") for button in document.iter(f"{SPACE}button")]

    assert [(one, other) for one in keys for other in keys if one != other and other.startswith(one)] == []


SIGNATURES = {
    "onLoad": r"\(ribbon As IRibbonUI\)",
    "onAction": r"\(control As IRibbonControl\)",
    "getEnabled": r"\(control As IRibbonControl, ByRef \w+\)",
    "getLabel": r"\(control As IRibbonControl, ByRef \w+\)",
}
"""As Excel calls each kind of callback."""


@pytest.mark.parametrize("kind", SIGNATURES)
def test_every_callback_has_its_sub_as_excel_calls_it(document: ET.Element, kind: str) -> None:
    wanted = {name for node in document.iter() if (name := node.get(kind))}

    assert wanted
    for name in wanted:
        assert re.search(rf"^Public Sub {name}{SIGNATURES[kind]}\r$", sources.code()["XlpyRibbon"], re.MULTILINE)
