"""The sheet faces of ``values``: the same readings as spreadsheet expressions, over references.

Only functions that Excel 2016, WPS and LibreOffice share; no array formula to confirm, no LET, no INDIRECT. Each
expression stands for what its namesake in ``values`` gives; error cells never leak out of it.
"""

import datetime as dt
from collections.abc import Mapping

from workbook import codes
from workbook.rules.base import Answers, Places
from workbook.values import DASHES, FIRST_DAY, LAST_DAY, UNITS_IN_WAN, WIDE, Kind

_WHITE = ('" "', "CHAR(1)", "CHAR(9)", "CHAR(10)", "CHAR(13)", '"\u00a0"', '"\u3000"')
_DIGITS = ",".join(f'"{digit}"' for digit in range(10))
_ASCII = "".join(map(chr, range(0x21, 0x7F)))
_NARROW = WIDE | {sign: sign for sign in DASHES if sign != "-"}
DATE_SIGNS = {
    sign: DASHES.get(narrow, narrow) for sign, narrow in _NARROW.items() if narrow.isdecimal() or narrow in DASHES
}
"""What stands in days: digits made narrow, separators made dashes."""
_BLOCK = 100
"""How many signs of a long text LibreOffice looks at from one start."""


def quoted(text: str) -> str:
    """A text constant of a formula."""
    return '"' + text.replace('"', '""') + '"'


def date(day: dt.date) -> str:
    """A day constant of a formula."""
    return f"DATE({day.year},{day.month},{day.day})"


def replaced(text: str, pairs: Mapping[str, str]) -> str:
    """A text with characters replaced one by one."""
    for old, new in pairs.items():
        text = f"SUBSTITUTE({text},{quoted(old)},{quoted(new)})"
    return text


def solid(text: str) -> str:
    """A text (or a range of them) without white space."""
    for sign in _WHITE:
        text = f'SUBSTITUTE({text},{sign},"")'
    return text


def raw(cell: str) -> str:
    """What stands in a cell as text, nothing for an error; programs disagree about the text of TRUE."""
    return f'IF(ISERROR({cell}),"",IF(ISLOGICAL({cell}),IF({cell},"TRUE","FALSE"),{cell}&""))'


def plain(cell: str) -> str:
    """A cell's text without white space, full-width digits and signs made narrow."""
    return replaced(solid(raw(cell)), WIDE)


def is_filled(cell: str) -> str:
    """Whether anything but white space stands in a cell; an error does."""
    content = f'{cell}&""'
    return f'IF(ISERROR({cell}),TRUE,{solid(content)}<>"")'


def ticks(area: str, shapes: str) -> str:
    """How many boxes of a column hold one of the shapes; COUNTIF and MATCH would also take r and full-width 1."""
    return f"SUMPRODUCT(--ISNUMBER(1/{_matches(area, shapes)}))"


def ticks_from(places: Places, area: str, ordinal: int) -> str:
    """How many boxes of an area from the position ``ordinal`` on are ticked."""
    cells = places.area(area)
    late = f"(ROW({cells})-ROW(INDEX({cells},1))+1>={ordinal})"
    return f"SUMPRODUCT(ISNUMBER(1/{_matches(cells, places.tick_shapes)})*{late})"


def any_tick(places: Places, area: str) -> str:
    """Whether a box of an area is ticked."""
    return f"{ticks(places.area(area), places.tick_shapes)}>0"


def any_mark(places: Places, area: str) -> str:
    """Whether a box of an area holds anything but an empty box."""
    return f"{empties(places.area(area), places.box_shapes)}<ROWS({places.area(area)})"


def empties(area: str, box_shapes: str) -> str:
    """How many boxes of a column are blank or hold an empty box."""
    content = f'{area}&""'
    blank = f'SUMPRODUCT(--ISNUMBER(1/({solid(content)}="")))'
    return f"({blank}+{ticks(area, box_shapes)})"


def _matches(area: str, shapes: str) -> str:
    content = f'{area}&""'
    return f"EXACT({solid(content)},{shapes})"


def visible_count(cell: str) -> str:
    """How many characters but white space a cell holds."""
    return f"LEN({solid(raw(cell))})"


def word_count(cell: str) -> str:
    """``visible_count`` with each run of ASCII signs counted once; only for cells that are not empty.

    The text is cut into blocks across and looked at sign by sign down each block, for LibreOffice walks to a sign
    from the start of its text.
    """
    blocks = f"COLUMN($A$1:INDEX($A$1:$NZ$1,INT(LEN({raw(cell)})/{_BLOCK})+1))"
    block = f"MID({cell},({blocks}-1)*{_BLOCK}+1,{_BLOCK + 1})"
    sign = f"ROW($IV$1:$IV${_BLOCK})"
    here, after = (f"ISNUMBER(FIND(MID({block},{place},1),{quoted(_ASCII)}))" for place in (sign, f"{sign}+1"))
    return f"({visible_count(cell)}-SUMPRODUCT(({sign}<LEN({block}))*{here}*{after}))"


def is_number(cell: str) -> str:
    """Whether a cell holds a number (TRUE and FALSE are none)."""
    return f"AND(ISNUMBER({cell}),NOT(ISLOGICAL({cell})))"


def is_text(cell: str) -> str:
    """Whether a cell holds a text."""
    return f"ISTEXT({cell})"


def reads_as_number(cell: str) -> str:
    """Whether a text reads as an amount: digits, commas, one point, a sign before and a unit after."""
    text = f'SUBSTITUTE({plain(cell)},",","")'
    units = [unit for unit in UNITS_IN_WAN if unit]
    tails = f"RIGHT({text},{{{','.join(str(len(unit)) for unit in units)}}})"
    unit = f"SUMPRODUCT(--({tails}={{{','.join(map(quoted, units))}}}))"
    return _is_decimal(text, unit)


def is_rate(cell: str) -> str:
    """Whether a content is a number or a percentage, typed as number or as text."""
    text = solid(raw(cell))
    return _is_decimal(text, f'(RIGHT({text},1)="%")')


def rate(cell: str) -> str:
    """The number of a cell for which ``is_rate`` holds."""
    text = solid(raw(cell))
    return f'ROUND(VALUE(SUBSTITUTE({text},"%",""))/IF(RIGHT({text},1)="%",100,1),9)'


def _is_decimal(text: str, tail: str) -> str:
    """Whether a text has digits, at most one point, a leading minus, ``tail`` signs at its end and nothing else."""
    digits = f'SUMPRODUCT(LEN({text})-LEN(SUBSTITUTE({text},{{{_DIGITS}}},"")))'
    expected = f'(LEN(SUBSTITUTE({text},".","",1))-(LEFT({text},1)="-")-{tail})'
    return f"IFERROR({digits}/{expected}=1,FALSE)"


def day(places: Places, field: str, *, failing: str, by_month: bool = False) -> str:
    """The day number of a field of days or months (its first day); ``failing`` where it has none."""
    cell = places.cell(field)
    is_month = places.kind(field) is Kind.YEAR_MONTH
    text = _month_of_text(cell) if is_month else _day_of_text(cell)
    is_serial = f"AND(ISNUMBER({cell}),{cell}>={FIRST_DAY},{cell}<{LAST_DAY + 1})"
    value = f"IF({is_serial},INT({cell}),{text})"
    if is_month or by_month:
        value = f"EOMONTH({value},-1)+1"
    sound = f"OR(ISLOGICAL({cell}),{is_ambiguous_month(cell)})" if is_month else f"ISLOGICAL({cell})"
    return f"IF(ISERROR({cell}),{failing},IF({sound},{failing},IFERROR({value},{failing})))"


def is_ambiguous_month(cell: str) -> str:
    """Whether a cell holds a number such as 2023.1, which may have been typed as 2023.10."""
    return f'IF(ISNUMBER({cell}),IF(ABS({cell}-2000)<=100,RIGHT({cell}&"",2)=".1",FALSE),FALSE)'


def _day_of_text(cell: str) -> str:
    """yyyy-m-d with any separator, or yyyymmdd: the first dash stands fifth or nowhere, there are two or none."""
    text = dashed(cell)
    value = f'LOOKUP(99999,DATEVALUE(REPLACE(REPLACE({text},{{1,7}},0,{{"","-"}}),{{1,5}},0,{{"","-"}})))'
    dashes = f'ABS(LEN({text})-LEN(SUBSTITUTE({text},"-",""))-1)=1'
    return f'IF({_starts_well(text)},IF(ABS(FIND("-",{text}&"-")-7)=2,IF({dashes},{value},NA()),NA()),NA())'


def _month_of_text(cell: str) -> str:
    """yyyy-m, yyyy-m- and yyyy-m-d with any separator, or yyyymm."""
    text = dashed(cell)
    separated = f'LOOKUP(99999,DATEVALUE(SUBSTITUTE({text}&{{"-1",""}},"--","-")))'
    compact = f'DATEVALUE(REPLACE({text},5,0,"-")&"-1")'
    value = f'IF(FIND("-",{text}&"-")=5,{separated},{compact})'
    return f"IF({_starts_well(text)},IF(LEN({text})>5,{value},NA()),NA())"


def dashed(cell: str) -> str:
    """The text of a cell without an error: digits made narrow, a dash for every separator of a day."""
    return replaced(solid(f'{cell}&""'), DATE_SIGNS)


def _starts_well(text: str) -> str:
    century = f'ISNUMBER(FIND(LEFT({text},2),"19,20"))'
    return f'IF({century},ISNUMBER(VALUE(SUBSTITUTE({text},"-",""))),FALSE)'


def is_right_code(cell: str) -> str:
    """Whether a cell is blank or holds a right credit code as text."""
    text = f"UPPER({plain(cell)})"
    places = ",".join(str(place) for place in range(1, codes.LENGTH + 1))
    weights = ",".join(map(str, codes.WEIGHTS))
    total = f"SUMPRODUCT((FIND(MID({text},{{{places}}},1),{quoted(codes.ALPHABET)})-1)*{{{weights}}})"
    first = ",".join(str(place) for place in range(1, codes.DIGITS + 1))
    head = f"SUMPRODUCT(--(FIND(MID({text},{{{first}}},1),{quoted(codes.ALPHABET)})<=10))={codes.DIGITS}"
    right = f"IFERROR(AND({head},MOD({total},{len(codes.ALPHABET)})=0),FALSE)"
    return f"IF({is_filled(cell)},IF(ISTEXT({cell}),IF(LEN({text})={codes.LENGTH},{right},FALSE),FALSE),TRUE)"


def has_check_digit(places: Places, field: str) -> str:
    """``is_right_code`` in few words for native validation, which admits no array constants."""
    signs = f"FIND(MID(UPPER({places.cell(field)}),{places.code_places},1),{quoted(codes.ALPHABET)})-1"
    return f"IFERROR(MOD(SUMPRODUCT(({signs})*{places.code_weights}),{len(codes.ALPHABET)})=0,FALSE)"


def code_shows(cell: str, start: int, part: str) -> str:
    """Whether a code shows ``part`` at the place ``start``; what has not the length of a code passes."""
    text = f"UPPER({plain(cell)})"
    shows = f"EXACT(MID({text},{start},{len(part)}),{quoted(part)})"
    return f"IF(ISTEXT({cell}),IF(LEN({text})={codes.LENGTH},{shows},TRUE),TRUE)"


def is_mobile(cell: str) -> str:
    """Whether a cell is blank or holds one mobile number."""
    text = f'SUBSTITUTE(SUBSTITUTE({plain(cell)},"-",""),"+86","",1)'
    near = f"ABS(VALUE({text})-16499999999.5)<3500000000"
    right = f'IFERROR(IF(EXACT(TEXT(VALUE({text}),"0"),{text}),{near},FALSE),FALSE)'
    return f"IF({is_filled(cell)},{right},TRUE)"


def day_of(answers: Answers, field: str) -> dt.date | None:
    """The day of a field of days or months."""
    value = answers.reading(field).value
    return value if isinstance(value, dt.date) else None
