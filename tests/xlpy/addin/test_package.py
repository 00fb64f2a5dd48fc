"""The add-in: its parts are exact, its VBA is the sources, its ribbon is Excel's schema; two builds are one."""

import io
import re
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import olefile
import pytest
from oletools.olevba import VBA_Parser, decompress_stream
from openxml_audit import OpenXmlValidator

from xlpy.addin import package, sources
from xlpy.addin.project import ID, hidden, module

TAB = "智能工厂“申报”<&>"


@pytest.fixture(scope="module")
def addin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("addin") / "xlpy.xlam"
    file.write_bytes(package.xlam(TAB))
    return file


@pytest.fixture(scope="module")
def parts(addin: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(addin) as found:
        return {name: found.read(name) for name in found.namelist()}


def disclosed(told: str, project_id: str) -> bytes:
    """What a field of the project disguises, taken apart as [MS-OVBA] 2.4.3.3 says."""
    seed, version, key, *rest = bytes.fromhex(told)
    assert version ^ seed == 2
    assert key ^ seed == sum(project_id.encode()) & 0xFF
    plain, one, two, before = [], key, version, key ^ seed
    for byte in rest:
        before = byte ^ (two + before & 0xFF)
        plain.append(before)
        one, two = byte, one
    return bytes(plain[(seed & 6) // 2 :])


def test_two_builds_are_the_same_bytes(addin: Path) -> None:
    assert package.xlam(TAB) == addin.read_bytes()


def test_no_part_is_squeezed_by_the_compressor_of_some_machine(addin: Path) -> None:
    with zipfile.ZipFile(addin) as found:
        kinds = {(info.compress_type, info.date_time, info.create_system) for info in found.infolist()}

    assert kinds == {(zipfile.ZIP_STORED, (1980, 1, 1, 0, 0, 0), 0)}


def test_every_part_has_its_type_and_every_relation_its_part(parts: dict[str, bytes]) -> None:
    types = ET.fromstring(parts["[Content_Types].xml"])  # noqa: S314 - our own part
    named = {node.get("PartName"): node.get("ContentType") for node in types if node.get("PartName")}
    root = ET.fromstring(parts["_rels/.rels"])  # noqa: S314 - our own part
    book = ET.fromstring(parts["xl/_rels/workbook.xml.rels"])  # noqa: S314 - our own part

    assert set(named) <= {f"/{name}" for name in parts}
    assert named["/xl/workbook.xml"] == "application/vnd.ms-excel.addin.macroEnabled.main+xml"
    assert named["/xl/vbaProject.bin"] == "application/vnd.ms-office.vbaProject"
    assert {node.get("Target"): (node.get("Type") or "").rsplit("relationships/", 1)[1] for node in root} == {
        "xl/workbook.xml": "officeDocument",
        "customUI/customUI14.xml": "ui/extensibility",
    }
    targets = {f"xl/{node.get('Target')}" for node in book}
    assert targets == {name for name in parts if name.startswith("xl/")} - {
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
    }


def test_the_type_of_the_relation_to_the_code_and_the_ribbon_is_microsofts(parts: dict[str, bytes]) -> None:
    assert b'"http://schemas.microsoft.com/office/2006/relationships/vbaProject"' in parts["xl/_rels/workbook.xml.rels"]
    assert b'"http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"' in parts["_rels/.rels"]


def test_an_auditor_of_the_format_finds_nothing(addin: Path) -> None:
    result = OpenXmlValidator().validate(str(addin))

    assert [str(error) for error in result.errors] == []


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (b'keytip="AA"', b'keytip="LONG"'),
        (b'size="large"', b'size="huge"'),
        (b"<labelControl ", b"<label "),
        (b'<button id="letter"', b'<button id="1 letter"'),
    ],
)
def test_the_auditor_does_look_into_the_ribbon(
    parts: dict[str, bytes], good: bytes, bad: bytes, tmp_path: Path
) -> None:
    assert good in parts[package.RIBBON]
    spoilt = {**parts, package.RIBBON: parts[package.RIBBON].replace(good, bad, 1)}
    (tmp_path / "a.xlam").write_bytes(package.packed(spoilt))

    assert OpenXmlValidator().validate(str(tmp_path / "a.xlam")).errors


def test_the_vba_read_back_is_the_sources(addin: Path) -> None:
    told = VBA_Parser(str(addin))

    read = {Path(name).name: text for _, _, name, text in told.extract_macros()}

    ours = {file.name: file.read_bytes().decode() for file in sources.folder().glob("Xlpy*.*")}
    assert set(read) == {*ours, "ThisWorkbook.cls", "Sheet1.cls"}
    for name, text in ours.items():
        assert read[name] == text[text.index("Attribute VB_Name") :]


def test_book_and_sheet_hold_no_code(addin: Path) -> None:
    read = {Path(name).name: text for _, _, name, text in VBA_Parser(str(addin)).extract_macros()}

    for name in ("ThisWorkbook.cls", "Sheet1.cls"):
        assert re.sub(r"Attribute VB_\w+ = .+\r\n", "", read[name]) == ""


def test_the_project_holds_source_alone(parts: dict[str, bytes]) -> None:
    read = olefile.OleFileIO(io.BytesIO(parts[package.CODE]), raise_defects=olefile.DEFECT_POTENTIAL)

    names = {"/".join(path) for path in read.listdir()}
    assert read.parsing_issues == []
    assert names == {"PROJECT", "PROJECTwm", "VBA/_VBA_PROJECT", "VBA/dir"} | {
        f"VBA/{name}" for name in ("ThisWorkbook", "Sheet1", *sources.code())
    }
    assert len(read.openstream("VBA/_VBA_PROJECT").read()) == 7
    told = bytes(decompress_stream(bytearray(read.openstream("VBA/dir").read())))
    assert b"\x31\x00\x04\x00\x00\x00\x00\x00\x00\x00" in told, "the source begins at the first byte of its stream"


def test_the_project_is_not_locked(parts: dict[str, bytes]) -> None:
    read = olefile.OleFileIO(io.BytesIO(parts[package.CODE]))
    told = dict(line.split("=", 1) for line in read.openstream("PROJECT").read().decode().split("\r\n") if "=" in line)
    identity = told["ID"].strip('"')

    assert identity == ID
    assert disclosed(told["CMG"].strip('"'), identity) == b"\x04\0\0\0" + b"\0\0\0\0"
    assert disclosed(told["DPB"].strip('"'), identity) == b"\x01\0\0\0" + b"\0"
    assert disclosed(told["GC"].strip('"'), identity) == b"\x01\0\0\0" + b"\xff"


def test_what_takes_a_disguise_off_also_does_so_for_a_project_that_excel_wrote() -> None:
    identity = "{318BEE36-5BE1-492A-826D-473DB19B0F30}"  # of an add-in that is shipped with xlwings

    assert disclosed("5D5F8AADDAADDBADDB52", identity) == b"\x01\0\0\0\xff"
    assert disclosed(hidden(b"\0").hex(), ID) == b"\x01\0\0\0\0"


def test_a_class_loses_the_head_that_only_its_file_has() -> None:
    exported = 'VERSION 1.0 CLASS\nBEGIN\n  MultiUse = -1\nEND\nAttribute VB_Name = "A"\nOption Explicit\n'

    assert module("A", exported).text == 'Attribute VB_Name = "A"\r\nOption Explicit\r\n'
    assert module("A", exported).kind == "class"


def test_the_tab_is_named_as_the_notice_names_it(parts: dict[str, bytes]) -> None:
    ribbon = ET.fromstring(parts[package.RIBBON])  # noqa: S314 - our own part

    [tab] = [node for node in ribbon.iter() if node.tag.endswith("}tab")]
    assert tab.get("label") == TAB
