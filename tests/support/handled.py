"""A form as people and programs handle it: sheets, names, merges and contents to change, and the truth beside them."""

import copy
import datetime as dt
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from random import Random
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

import openpyxl

from support.package import DOC, HEAD, MAIN, PACKAGE, PLAIN_STYLES, relationships, zipped
from workbook.layout import Layout
from workbook.ooxml.address import Block, a1, column_letters, place
from workbook.ooxml.book import serial
from workbook.ooxml.cell import Cell

Place = tuple[int, int]
DAY = 1
"""The number format of a day in ``PLAIN_STYLES``; 0 is General."""


class Content(NamedTuple):
    """What stands in a cell of the file: a formula has a text, an error is the text of one."""

    value: str | float | bool | dt.datetime | None = None
    style: int = 0
    formula: str = ""
    is_error: bool = False

    @property
    def cell(self) -> Cell:
        """The same as a reader should see it."""
        value = float(self.value) if isinstance(self.value, int) and not isinstance(self.value, bool) else self.value
        return Cell(value, bool(self.formula), self.is_error)


@dataclass
class Page:
    """One sheet: what stands in it by row and column."""

    cells: dict[Place, Content]
    merges: list[Block]
    hidden: set[int] = field(default_factory=set)
    is_protected: bool = True
    is_hidden: bool = False
    dimension: str = ""
    validation: str = "C4:C9"

    def text(self, row: int, column: int) -> str:
        """The words in a cell; none where a number or a formula stands."""
        stands = self.cells.get((row, column), Content())
        return stands.value if isinstance(stands.value, str) and not stands.formula else ""

    def write(self, row: int, column: int, value: object) -> None:
        """Type into a cell, whose format stays."""
        style = self.cells.get((row, column), Content()).style
        made = value if isinstance(value, Content) else Content(value, DAY if isinstance(value, dt.datetime) else style)
        self.cells[row, column] = made

    def copied(self) -> "Page":
        """A page to handle without touching this one."""
        return Page(
            dict(self.cells),
            [*self.merges],
            {*self.hidden},
            self.is_protected,
            self.is_hidden,
            validation=self.validation,
        )

    def moved(self, move: Callable[[int, int], Place | None]) -> None:
        """Every cell at its new place; None for what is deleted."""
        places = {here: move(*here) for here in self.cells}
        self.cells = {there: self.cells[here] for here, there in places.items() if there is not None}
        self.merges = [block for merged in self.merges if (block := _moved_block(merged, move))]


@dataclass
class Handled:
    """An opened form: ``titles`` are the sheets as they are called now, ``truth`` what a person typed into each field.

    ``lost`` are fields whose content is nowhere in the file any more. Copies share their ``strings`` and the cells once
    ``written``.
    """

    layout: Layout
    pages: dict[str, Page]
    names: dict[str, str]
    titles: dict[str, str]
    truth: dict[str, tuple[Cell, ...]]
    lost: set[str] = field(default_factory=set)
    hidden_names: dict[str, str] = field(default_factory=dict)
    is_1904: bool = False
    random: Random = field(default_factory=Random, compare=False)
    strings: dict[str, int] = field(default_factory=dict, compare=False)
    written: dict[tuple[Place, Content, type, bool], str] = field(default_factory=dict, compare=False)
    _moves: dict[str, list[Callable[[int, int], Place | None]]] = field(default_factory=dict, compare=False)

    def copied(self) -> "Handled":
        """The same form, to be handled on its own."""
        pages = {title: page.copied() for title, page in self.pages.items()}
        return Handled(
            self.layout, pages, dict(self.names), dict(self.titles), dict(self.truth), {*self.lost},
            strings=self.strings, written=self.written, _moves=copy.copy(self._moves),
        )  # fmt: skip

    def page(self, sheet: str) -> Page:
        """A sheet of the template, whatever it is called now."""
        return self.pages[self.titles[sheet]]

    def now(self, sheet: str, row: int, column: int) -> Place | None:
        """Where a cell of the template stands now; None when it is gone."""
        where: Place | None = (row, column)
        for move in self._moves.get(sheet, []):
            where = move(*where) if where else None
        return where

    def place(self, id_: str, number: int = 0) -> Place | None:
        """Where the input of a field stands now."""
        spot = self.layout.spots[id_]
        return self.now(spot.sheet, *_at(spot.cells[number]))

    def type(self, id_: str, *values: object) -> bool:
        """Type into the cells of a field, unless they are gone; the truth is what was typed."""
        spot, places = self.layout.spots[id_], [self.place(id_, number) for number in range(len(values))]
        if id_ in self.lost or None in places:
            return False
        page = self.page(spot.sheet)
        for where, value in zip(places, values, strict=True):
            if where is not None:
                page.write(*where, value)
        typed = [page.cells[where].cell for where in places if where is not None]
        self.truth[id_] = (*typed, *self.truth[id_][len(typed) :])
        return True

    def move(self, sheet: str, move: Callable[[int, int], Place | None], *, names_follow: bool) -> None:
        """Move the cells of a sheet, and the names that lead there when the program is Excel."""
        page = self.page(sheet)
        page.moved(move)
        self._moves[sheet] = [*self._moves.get(sheet, []), move]
        if names_follow:
            title = self.titles[sheet]
            self.names = {name: _moved_name(formula, title, move) for name, formula in self.names.items()}

    def data(self) -> bytes:
        """The file."""
        return _written(self)


def handled(data: bytes, layout: Layout, truth: dict[str, tuple[Cell, ...]]) -> Handled:
    """A form of ours, opened."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    pages = {}
    for sheet in book.worksheets:
        filled = (cell for row in sheet.iter_rows() for cell in row if cell.value is not None)
        cells = {(cell.row, cell.column): _content(cell) for cell in filled}
        merges = [Block("", at.min_row, at.min_col, at.max_row, at.max_col) for at in sheet.merged_cells.ranges]
        pages[sheet.title] = Page(cells, merges, is_hidden=sheet.sheet_state != "visible")
    names = {name: str(defined.attr_text) for name, defined in book.defined_names.items()}
    return Handled(layout, pages, names, {title: title for title in pages}, dict(truth))


def _content(cell: openpyxl.cell.cell.Cell) -> Content:
    if cell.data_type == "f":
        return Content(None, 0, str(cell.value)[1:])
    value, style = cell.value, DAY if cell.is_date else 0
    return Content(
        dt.datetime.combine(value, dt.time()) if type(value) is dt.date else value, style, "", cell.data_type == "e"
    )


def _at(address: str) -> Place:
    found = place(address)
    assert found is not None
    return found


def _moved_block(block: Block, move: Callable[[int, int], Place | None]) -> Block | None:
    kept = [there for here in block.places if (there := move(*here))]
    return Block(block.sheet, *kept[0], *kept[-1]) if len(kept) > 1 else None


def _moved_name(formula: str, title: str, move: Callable[[int, int], Place | None]) -> str:
    prefix = f"'{title}'!"
    if title not in formula:
        return formula
    cells = re.findall(r"\$([A-Z]+)\$(\d+)", formula)
    places = [move(*_at(f"{letters}{row}")) for letters, row in cells]
    kept = [f"${column_letters(where[1])}${where[0]}" for where in places if where]
    if not kept or (places[0] is None and len(places) == 1):
        return "#REF!"
    return prefix + ":".join(kept)


def _written(paper: Handled) -> bytes:
    sheets = {
        f"xl/worksheets/sheet{number}.xml": _sheet(paper, page)
        for number, page in enumerate(paper.pages.values(), start=1)
    }
    items = "".join(f'<si><t xml:space="preserve">{_text(text)}</t></si>' for text in paper.strings)
    kinds = [("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1)]
    kinds += [("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")]
    return zipped(
        {
            "[Content_Types].xml": _types(list(sheets)),
            "_rels/.rels": relationships(("rId1", "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": _outline(paper),
            "xl/_rels/workbook.xml.rels": relationships(
                *((f"rId{number}", kind, to) for number, (kind, to) in enumerate(kinds, start=1))
            ),
            "xl/sharedStrings.xml": f'{HEAD}<sst xmlns="{MAIN}">{items}</sst>',
            "xl/styles.xml": PLAIN_STYLES,
            **sheets,
        }
    )


def _types(sheets: list[str]) -> str:
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    parts = {"xl/workbook.xml": "sheet.main", "xl/sharedStrings.xml": "sharedStrings", "xl/styles.xml": "styles"}
    parts |= dict.fromkeys(sheets, "worksheet")
    said = "".join(f'<Override PartName="/{name}" ContentType="{main}{kind}+xml"/>' for name, kind in parts.items())
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{said}</Types>'
    )


def _outline(paper: Handled) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(title)} sheetId="{number}"{_hidden(page.is_hidden)} r:id="rId{number}"/>'
        for number, (title, page) in enumerate(paper.pages.items(), start=1)
    )
    defined = [f"<definedName name={quoteattr(name)}>{escape(to)}</definedName>" for name, to in paper.names.items()]
    defined += [
        f'<definedName name={quoteattr(name)} hidden="1">{escape(to)}</definedName>'
        for name, to in paper.hidden_names.items()
    ]
    early = '<workbookPr date1904="1"/>' if paper.is_1904 else ""
    names = f"<definedNames>{''.join(defined)}</definedNames>" if defined else ""
    return f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{DOC}">{early}<sheets>{sheets}</sheets>{names}</workbook>'


def _hidden(is_hidden: bool) -> str:
    return ' state="hidden"' if is_hidden else ""


def _sheet(paper: Handled, page: Page) -> str:
    rows: dict[int, list[str]] = {}
    for where in sorted(page.cells):
        key = (where, page.cells[where], type(page.cells[where].value), paper.is_1904)
        if key not in paper.written:
            paper.written[key] = _cell(a1(*where), page.cells[where], paper.strings, is_1904=paper.is_1904)
        rows.setdefault(where[0], []).append(paper.written[key])
    body = "".join(
        f'<row r="{row}"{" hidden=" + quoteattr("1") if row in page.hidden else ""}>{"".join(cells)}</row>'
        for row, cells in rows.items()
    )
    merges = "".join(f'<mergeCell ref="{_reference(block)}"/>' for block in page.merges)
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}">{page.dimension}<sheetData>{body}</sheetData>'
        f"{'<sheetProtection sheet=' + quoteattr('1') + '/>' if page.is_protected else ''}"
        f"{f'<mergeCells count={quoteattr(str(len(page.merges)))}>{merges}</mergeCells>' if merges else ''}"
        f"{_validation(page.validation) if page.validation else ''}</worksheet>"
    )


def _validation(area: str) -> str:
    one = f'<dataValidation type="list" sqref="{area}"><formula1>"√,□"</formula1></dataValidation>'
    return f'<dataValidations count="1">{one}</dataValidations>'


def _reference(block: Block) -> str:
    return f"{a1(block.top, block.left)}:{a1(block.bottom, block.right)}"


def _cell(address: str, content: Content, strings: dict[str, int], *, is_1904: bool) -> str:
    kind, inside = _inside(content, strings, is_1904=is_1904)
    formula = f"<f>{_text(content.formula)}</f>" if content.formula else ""
    value = f"<v>{inside}</v>" if inside else ""
    style = f' s="{content.style}"' if content.style else ""
    return f'<c r="{address}"{style}{kind}>{formula}{value}</c>'


def _inside(content: Content, strings: dict[str, int], *, is_1904: bool) -> tuple[str, str]:
    value = content.value
    if content.is_error:
        return ' t="e"', str(value)
    if isinstance(value, bool):
        return ' t="b"', str(int(value))
    if isinstance(value, dt.datetime):
        return "", repr(serial(value, is_1904=is_1904))
    if isinstance(value, str):
        return ' t="s"', str(strings.setdefault(value, len(strings)))
    return "", "" if value is None else repr(float(value))


@lru_cache(maxsize=4096)
def _text(text: str) -> str:
    """Signs that XML does not know are written as Excel writes them."""
    return re.sub(r"[\x00-\x08\x0b-\x1f]", lambda found: f"_x{ord(found[0]):04X}_", escape(text))
