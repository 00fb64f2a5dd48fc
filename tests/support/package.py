"""An .xlsx made by hand, part by part, so that a test can show exactly what stands in the file."""

import io
import zipfile
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PLAIN_STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" '
    'formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>'
    '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>'
)


def sheet(rows: str, *, after: str = "", before: str = "") -> str:
    """A sheet part around its rows."""
    return f'{HEAD}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def strings(items: str, *, claims: str = "") -> str:
    """A part of shared strings around its items."""
    return f'{HEAD}<sst xmlns="{MAIN}"{claims}>{items}</sst>'


def outline(
    sheets: str = '<sheet name="表" sheetId="1" r:id="rId1"/>',
    *,
    names: str = "",
    properties: str = "",
) -> str:
    """The part workbook.xml."""
    defined = f"<definedNames>{names}</definedNames>" if names else ""
    return f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{DOC}">{properties}<sheets>{sheets}</sheets>{defined}</workbook>'


def relationships(*entries: tuple[str, str, str]) -> str:
    """A relationship part of (id, last word of the type, target)."""
    inner = "".join(f'<Relationship Id="{id_}" Type="{DOC}/{type_}" Target="{to}"/>' for id_, type_, to in entries)
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def parts(rows: str = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>', **others: str) -> dict[str, str]:
    """The parts of a book with one sheet ``表``; ``others`` replaces workbook, strings, styles or sheet."""
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/></Types>',
        "_rels/.rels": relationships(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": others.get("workbook", outline()),
        "xl/_rels/workbook.xml.rels": others.get(
            "relations",
            relationships(
                ("rId1", "worksheet", "worksheets/sheet1.xml"),
                ("rId2", "sharedStrings", "sharedStrings.xml"),
                ("rId3", "styles", "styles.xml"),
            ),
        ),
        "xl/sharedStrings.xml": others.get("strings", strings("<si><t>甲公司</t></si>")),
        "xl/styles.xml": others.get("styles", PLAIN_STYLES),
        "xl/worksheets/sheet1.xml": others.get("sheet", sheet(rows)),
    }


def zipped(content: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The parts as a zip."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    return file.getvalue()


def book(rows: str = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>', **others: str) -> bytes:
    """A whole book with one sheet ``表``."""
    return zipped(parts(rows, **others))
