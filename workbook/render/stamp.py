"""The sheet face of 核对码: one row a cell on the hidden sheet, the code above them, its line on the printed sheets."""

from collections.abc import Iterator

from workbook.check_code import (
    END,
    ERROR,
    FIELD_MODULUS,
    GROUP,
    HALF_LENGTH,
    HALVES,
    NUMBER_FORMAT,
    PLACE_FACTOR,
    PLACE_MODULUS,
    SIGNS,
    cell_of,
    check_code,
    contents,
    field_sum,
)
from workbook.layout import (
    BOX_SHAPES_NAME,
    CHECK_CODE_NAME,
    NOTICE_ID_NAME,
    TEMPLATE_VERSION_NAME,
    TICK_SHAPES_NAME,
    WORKINGS_SHEET,
)
from workbook.ooxml.cell import Cell
from workbook.record import Record
from workbook.render.sheet import Paper, Sheet
from workbook.rules import faces
from workbook.rules.faces import quoted
from workbook.values import AREAS, BOX, TICK, Kind, solid

FIRST_ROW = 20
_SIGN, _CONTENT, _SUM = "D", "F", "G"
_HALF_CELLS = ("$F$17", "$G$17")
_CODE_CELL = "$F$18"
_LONGEST = 32767
_BLOCK = 100
"""How many signs of a long text are looked at from one start."""


def draw_stamp(paper: Paper, sheet: Sheet, record: Record) -> None:
    """All the workings with their true results; the code has the name ``check_code``."""
    sums = []
    for row, ((cell, sign), text) in enumerate(zip(_contents(record), contents(record), strict=True), start=FIRST_ROW):
        sums.append(field_sum(text))
        if sign is not None:
            sheet.formula(f"{_SIGN}{row}", faces.solid(faces.raw(cell)), sign, "text")
        formula = _content(cell) if sign is None else _box(cell, f"{_SIGN}{row}")
        sheet.formula(f"{_CONTENT}{row}", formula, text, "text")
        is_long = cell in record.form.fields and record.form.fields[cell].kind is Kind.LONG_TEXT
        sum_formula = _sum_by_blocks if is_long else _sum
        sheet.formula(f"{_SUM}{row}", sum_formula(f"{_CONTENT}{row}"), sums[-1])
    last = FIRST_ROW + len(sums) - 1
    for cell, (factor, modulus, prime) in zip(_HALF_CELLS, HALVES, strict=True):
        column = f"${_SUM}${FIRST_ROW}:${_SUM}${last}"
        weights = f"MOD((ROW({column})-{FIRST_ROW - 1})*{factor},{modulus})"
        total = sum(one * (place * factor % modulus) % prime for place, one in enumerate(sums, start=1)) % prime
        sheet.formula(cell.replace("$", ""), f"MOD(SUMPRODUCT(MOD({column}*{weights},{prime})),{prime})", total)
    sheet.formula(_CODE_CELL.replace("$", ""), _signs(), check_code(record))
    paper.name(CHECK_CODE_NAME, f"'{WORKINGS_SHEET}'!{_CODE_CELL}")


def _contents(record: Record) -> Iterator[tuple[str, str | None]]:
    """Where each content stands, and of a box what stands in it; in the order of ``check_code.contents``."""
    form = record.form
    for name in (NOTICE_ID_NAME, TEMPLATE_VERSION_NAME):
        yield name, None
    for id_, spec in form.fields.items():
        if spec.kind not in AREAS:
            yield id_, None
        elif id_ in form.areas:
            for number in range(len(form.areas[id_].boxes)):
                yield f"INDEX({id_},{number + 1})", _drawn(cell_of(record, id_, number))
        else:
            yield id_, _drawn(cell_of(record, id_))


def _drawn(box: Cell) -> str:
    """What stands in a box of the form, as ``fields.box`` draws it."""
    return BOX if box.value is None else solid(box.sheet_text)


def _content(cell: str) -> str:
    number = f'TEXT({cell},"{NUMBER_FORMAT}")'
    logical = f'IF({cell},"TRUE","FALSE")'
    text = faces.solid(f'{cell}&""')
    return f'IF(ISERROR({cell}),"{ERROR}",IF(ISLOGICAL({cell}),{logical},IF(ISNUMBER({cell}),{number},{text})))'


def _box(cell: str, sign: str) -> str:
    other = f'IF(SUMPRODUCT(--EXACT({sign},{BOX_SHAPES_NAME}))>0,"",{sign})'
    return f'IF(ISERROR({cell}),"{ERROR}",IF(SUMPRODUCT(--EXACT({sign},{TICK_SHAPES_NAME}))>0,"{TICK}",{other}))'


def _sum(cell: str) -> str:
    """A text's sum; where a program cannot name a character its length."""
    places = f"ROW($A$1:INDEX($A$1:$A${_LONGEST},LEN({cell})+1))"
    codes = f'_xlfn.UNICODE(MID({cell}&"{END}",{places},1))'
    weights = f"MOD({places}*{PLACE_FACTOR},{PLACE_MODULUS})"
    return f"IFERROR(MOD(SUMPRODUCT({codes}*{weights}),{FIELD_MODULUS}),LEN({cell}))"


def _sum_by_blocks(cell: str) -> str:
    """The same of a long text, cut into blocks across: LibreOffice walks to a sign from the start of its text."""
    blocks = f"(COLUMN($A$1:INDEX($A$1:$NZ$1,INT(LEN({cell})/{_BLOCK})+1))-1)*{_BLOCK}"
    signs = f"ROW($A$1:$A${_BLOCK})"
    block = f'MID({cell}&"{END}"&REPT(" ",{_BLOCK}),{blocks}+1,{_BLOCK})'
    places = f"({blocks}+{signs})"
    weights = f"MOD({places}*{PLACE_FACTOR},{PLACE_MODULUS})*({places}<=LEN({cell})+1)"
    total = f"SUMPRODUCT(_xlfn.UNICODE(MID({block},{signs},1))*{weights})"
    return f"IFERROR(MOD({total},{FIELD_MODULUS}),LEN({cell}))"


def _signs() -> str:
    """The signs of both halves, in groups."""
    base = len(SIGNS)
    signs = [
        f"MID({quoted(SIGNS)},MOD(INT({cell}/{base**power}),{base})+1,1)"
        for cell in _HALF_CELLS
        for power in reversed(range(HALF_LENGTH))
    ]
    groups = ("&".join(signs[start : start + GROUP]) for start in range(0, len(signs), GROUP))
    return '&"-"&'.join(groups)
