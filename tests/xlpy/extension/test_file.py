"""The extension file: every command of the table stands in it, and it is made the same each time."""

import io
import zipfile
from xml.etree import ElementTree as ET

import pytest

from support.icons import SIZE
from support.readme import standing
from xlpy.commands import BUTTONS, Command
from xlpy.extension.oxt import Place, oxt
from xlpy.extension.words import TITLES, of, url

PLACE = Place(("/srv/xlpy",), "3.11", "/srv/xlpy/bin/python")
NAME = "申报"
every = pytest.mark.parametrize("entry", BUTTONS.values(), ids=list(BUTTONS))
OOR = "{http://openoffice.org/2001/registry}"


@pytest.fixture(scope="module")
def package() -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(oxt(NAME, PLACE)))


@pytest.fixture(scope="module")
def addons(package: zipfile.ZipFile) -> ET.Element:
    return ET.fromstring(package.read("Addons.xcu"))  # noqa: S314 - our own file


def items(part: ET.Element, under: str) -> dict[str, dict[str, str]]:
    """The entries below a node that have a URL: URL to their properties."""
    (top,) = (node for node in part.iter("node") if node.get(f"{OOR}name") == under)
    told = (
        {prop.get(f"{OOR}name", ""): prop[0].text or "" for prop in node.findall("prop")} for node in top.iter("node")
    )
    return {one["URL"]: one for one in told if one.get("URL")}


@every
def test_a_command_stands_in_the_menu_under_its_label(addons: ET.Element, entry: Command) -> None:
    assert items(addons, "OfficeMenuBar")[url(entry.id)]["Title"] == entry.label


@every
def test_a_command_stands_on_a_toolbar_under_its_label(addons: ET.Element, entry: Command) -> None:
    assert items(addons, "OfficeToolBar")[url(entry.id)]["Title"] == entry.label


@every
def test_a_command_has_an_icon_of_its_own(package: zipfile.ZipFile, entry: Command) -> None:
    drawn = {id_: package.read(f"icons/{id_}.png") for id_ in BUTTONS}
    icon = drawn.pop(entry.id)

    assert icon.startswith(b"\x89PNG")
    assert int.from_bytes(icon[16:20]) == int.from_bytes(icon[20:24]) == SIZE
    assert icon not in drawn.values()


@every
def test_a_command_is_in_the_readme_with_its_tip(entry: Command) -> None:
    assert f"| {entry.label} | {entry.tip} |" in standing()


def test_the_menu_is_named_by_the_notice(addons: ET.Element) -> None:
    titles = [prop[0].text for prop in addons.iter("prop") if prop.get(f"{OOR}name") == "Title"]

    assert titles[: 1 + 1] == [NAME, next(iter(TITLES.values()))]


def test_every_command_belongs_to_one_group() -> None:
    grouped = [entry.id for paper in TITLES for entry in of(paper)]

    assert sorted(grouped) == sorted(BUTTONS)


def test_the_file_is_the_same_each_time() -> None:
    assert oxt(NAME, PLACE) == oxt(NAME, PLACE)


def test_the_manifest_names_parts_that_are_there(package: zipfile.ZipFile) -> None:
    space = "{http://openoffice.org/2001/manifest}"
    listed = [part.get(f"{space}full-path") for part in ET.fromstring(package.read("META-INF/manifest.xml"))]  # noqa: S314 - our own file

    assert listed
    assert set(listed) <= set(package.namelist())


def test_a_name_of_the_notice_is_text_and_no_xml() -> None:
    inside = zipfile.ZipFile(io.BytesIO(oxt("甲&<乙>", PLACE)))

    assert "甲&<乙>" in "".join(ET.fromstring(inside.read("Addons.xcu")).itertext())  # noqa: S314 - our own file
