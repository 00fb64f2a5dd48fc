"""Sheets written by chance out of what programs, people and attackers write; what becomes of each when it is read."""

import random
import re
from collections.abc import Mapping, Sequence

from support.package import HEAD, MAIN, book, outline, strings
from workbook import guard
from workbook.errors import UnreadableError
from workbook.ooxml.address import a1
from workbook.ooxml.book import open_book
from workbook.ooxml.cell import BLANK, Cell
from workbook.read.second import Second, agree

REFUSED, CONFIRMED, DOUBTED = "refused", "confirmed", "doubted"
SHEET = "表"

_INDEXES = ("0", "1", "2", "3")
_NUMBERS = ("0", "1", "12.5", "45000", " 1", "-3")
_VALUES = (
    *(
        "-0",
        "1e5",
        "1e400",
        "NaN",
        "INF",
        "0x10",
        "1_000",
        "9" * 400,
        "60",
        "2958466",
        "１",
        "1,000",
        "",
        " ",
        "+1",
        ".5",
    ),
    *("true", "2023-11-30", "2023-13-40", "#N/A", "#REF!", "99", "-1", "&#49;", "&amp;", "&#0;", "&bad;", "&#xFFFE;"),
    *("甲公司", "_x0041_", "_x000D_", "_xD800_", "a\r\nb", "a&#13;b", "　甲　", "=1+1", "x" * 33_000),
)
_NOTHING = ("", "", "<!-- x -->", "<?pi x?>", "<![CDATA[z]]>", '<!-- <c r="D9"><v>7</v></c> -->', "\n")
_ADDRESSES = ('r="{0}"', "r='{0}'", "", 'r = "{0}"', 'r="{0}" r="A9"', 'r="${0}"', 'r="XFD1048576"', 'r="0{0}"')
_STYLES = ("", ' s="1"', ' s="2"', ' s="99"', " s='1'", ' s="-1"')
_TYPES = (
    *("", ' t="s"', ' t="str"', ' t="inlineStr"'),
    *(f' t="{type_}"' for type_ in ("b", "e", "d", "n", "S", "zz")),
)
_FORMULAS = (
    *("", "<f>1+1</f>", "<f/>", '<f t="shared" si="0"/>', '<f t="array" ref="A1:B2">B1</f>', "<f>A1&amp;B1</f>"),
    *("<f>&bad;</f>", "<f><![CDATA[<v>9</v>]]></f>", '<f t="dataTable" ref="A1:B2"/>', '<f>"<v>"</f>'),
)
_CELLS = ("<c {0}{1}</c>", "<c {0}{1}</c>", "<c\n{0}{1}</c>", "<c\t{0}{1}</c >", "<x:c {0}{1}</x:c>", "<c  {0}{1}</c>")
_ROWS = ('<row r="{0}">{1}</row>', "<row>{1}</row>", "<row r='{0}'>{1}</row>", '<row spans="1:3" r="{0}">{1}</row>')
_FAR_ROWS = ('<row r="4294967295">{1}</row>', '<x:row r="{0}">{1}</x:row>', '<row r="{0}"/><row>{1}</row>')
_BEFORE = (
    *("", '<dimension ref="A1:C3"/>', "<dimension ref='1:5'/>", '<x:dimension ref="A:C"/>', '<dimension ref="Z"/>'),
    *("<sheetData/>", "<!-- <sheetData> -->", '<sheetData ><row><c\nr="XFC9"><v>1</v></c></row></sheetData >'),
)
_AFTER = (
    *("", '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>', "<mergeCells count='4294967295'/>"),
    *('<x:mergeCells count="9"><x:mergeCell ref="A1"/></x:mergeCells>', "<!-- </sheetData> -->", "<ext><x:f/></ext>"),
)
_CLAIMS = ("", ' count="9" uniqueCount="3"', " uniqueCount='4294967295'", ' count="4294967295"', ' uniqueCount="-1"')
_DATES = ("", '<workbookPr date1904="1"/>', "<workbookPr date1904='true'/>", '<workbookPr date1904="on"/>')


class _Chance(random.Random):
    """Chance with a temper: how often it takes something else than the usual first."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.temper = self.choice((0.005, 0.02, 0.05, 0.2))

    def one(self, *of: str) -> str:
        """The first of these, now and then another one."""
        return self.choice(of) if self.random() < self.temper else of[0]


def odd_book(seed: int) -> Mapping[str, str]:
    """The parts of a book that differ from the plain one."""
    by = _Chance(seed)
    rows = "".join(by.one(*_ROWS, *_FAR_ROWS).format(row, _cells(by, row)) for row in range(1, by.randint(2, 6)))
    sheet = f"{by.one(*_BEFORE)}<sheetData>{rows}</sheetData>{by.one(*_AFTER)}"
    items = "".join(f"<si>{_runs(by)}</si>" for _ in range(4))
    return {
        "sheet": f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:x="{MAIN}">{sheet}</worksheet>',
        "strings": strings(items, claims=by.one(*_CLAIMS)),
        "workbook": outline(properties=by.one(*_DATES)),
    }


def _cells(by: _Chance, row: int) -> str:
    columns = sorted(by.sample(range(1, 6), by.randint(0, 4)))
    return "".join(_cell(by, a1(row, column)) for column in columns)


def _cell(by: _Chance, at: str) -> str:
    type_ = by.choice(_TYPES[:4]) if by.random() > by.temper else by.choice(_TYPES)
    usual = _INDEXES if type_ == ' t="s"' else _NUMBERS
    written = f"<is>{_runs(by)}</is>" if "inline" in type_ else f"<v>{_value(by, usual)}</v>"
    inner = by.one(*_FORMULAS) + by.one(*_NOTHING) + by.one(written, "", written + written, "<v/>") + by.one(*_NOTHING)
    style = by.choice(_STYLES[:3]) if by.random() > by.temper else by.choice(_STYLES)
    return by.one(*_CELLS).format(by.one(*_ADDRESSES).format(at), f"{style}{type_}>{inner}")


def _runs(by: _Chance) -> str:
    text, other = f"<t>{_value(by)}</t>", f'<t xml:space="preserve">{_value(by)}</t>'
    hint = f'<rPh sb="0" eb="1">{other}</rPh>'
    return by.one(text, other, text + hint, f"<r>{text}</r><r><rPr><b/></rPr>{other}</r>", hint + text, text + text, "")


def _value(by: _Chance, usual: Sequence[str] = _NUMBERS) -> str:
    return by.choice(usual) if by.random() > by.temper else by.choice(_VALUES)


def outcome(seed: int) -> str:
    """What becomes of a sheet: one of three words, else what went wrong."""
    try:
        return _read(odd_book(seed), seed)
    except UnreadableError:
        return REFUSED
    except Exception as error:  # noqa: BLE001 - this is what is looked for
        return f"{seed}: {error!r}"


def lost(seed: int) -> str:
    """A sheet that brought its worker down."""
    return f"{seed}: killed"


def _read(parts: Mapping[str, str], seed: int) -> str:
    data = book(**parts)
    guard.check(data, "a.xlsx")
    ours = guard.admit(data, "a.xlsx")
    grid, cells, full = Second(data, ours).look(SHEET), ours.cells(SHEET), _in_full(parts)
    seen = {(row, column) for row in range(1, 12) for column in range(1, 12)}
    alike = {at for at in seen if agree(cells.get(at, BLANK), grid.seen(*at), is_1904=ours.is_1904)}
    other = [at for at in alike if cells.get(at, BLANK) != full.get(at, BLANK)]
    if other:
        return f"{seed}: read otherwise element by element: {[a1(*at) for at in other]}"
    return CONFIRMED if alike == seen else DOUBTED


def _in_full(parts: Mapping[str, str]) -> Mapping[tuple[int, int], Cell]:
    """The cells as they are read element by element: a comment before the root leads there."""
    slow = {**parts, "sheet": re.sub("<worksheet", "<!-- --><worksheet", parts["sheet"], count=1)}
    return open_book(book(**slow), "a.xlsx").cells(SHEET)
