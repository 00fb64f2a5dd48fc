"""Formulas between Excel's English words and those of UNO's API: separators, sheets, names of functions."""

import re
from collections.abc import Callable

from xlpy.libreoffice.places import MAX_COLUMNS, MAX_ROWS, column_letters, column_number

_API_NAMES = {
    "CEILING": "CEILING.XCL",
    "FLOOR": "FLOOR.XCL",
    "EFFECT": "EFFECTIVE",
    "RRI": "ZGZ",
    "PDURATION": "DURATION",
    "SKEW.P": "SKEWP",
    "FORMULATEXT": "FORMULA",
    "FORECAST.ETS": "FORECAST.ETS.ADD",
    "FORECAST.ETS.CONFINT": "FORECAST.ETS.PI.ADD",
    "FORECAST.ETS.STAT": "FORECAST.ETS.STAT.ADD",
}
_EXCEL_NAMES = {api: excel for excel, api in _API_NAMES.items()}

_TOKEN = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")
    |(?P<error>\#(?:N/A|[A-Z]+/?[0A-Z]*[!?]))
    |(?P<sheet>\$?(?:'(?:[^']|'')+'|[^\W\d][\w.]*)(?P<bang>!))
    |(?P<truth>(?:TRUE|FALSE)\(\))
    |(?P<function>[^\W\d][\w.]*(?=\())
    |(?P<dotted>\$?(?:'(?:[^']|'')+'|[^\W\d]\w*)\.(?=\$?[A-Za-z]{1,3}\$?\d|\$?\d+:|\$?[A-Za-z]{1,3}:|[^\W\d]))
    |(?P<word>[^\W\d][\w.]*)
    |(?P<number>\d+\.?\d*(?:[eE][+-]?\d+)?)
    |(?P<space>\s+)
    |(?P<mark>.)""",
    re.VERBOSE | re.DOTALL,
)
_REFERENCE_END = re.compile(r"[\w)]")
_REFERENCE_START = re.compile(r"[$A-Za-z('_]")
_RELATIVE = re.compile(
    r"""(?P<keep>"(?:[^"]|"")*"|'(?:[^']|'')*')
    |(?<![\w.$])(?P<cell>(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7}))(?![\w.(!])
    |(?<![\w.$])(?P<columns>(\$?)([A-Za-z]{1,3}):(\$?)([A-Za-z]{1,3}))(?![\w.(!$])
    |(?<![\w.$])(?P<rows>(\$?)(\d{1,7}):(\$?)(\d{1,7}))(?![\w.(!$])""",
    re.VERBOSE,
)
_FOREIGN = ("[", "@")


def to_api(formula: str) -> str:
    """An Excel formula as UNO's ``setFormula`` takes it."""
    if any(mark in _outside_texts(formula) for mark in _FOREIGN):
        raise NotImplementedError(f"{formula}: links to other books, structured references and @ are not translated.")
    writer = _ToApi()
    return "".join(writer.token(found) for found in _TOKEN.finditer(formula))


def to_excel(formula: str, sheets: Callable[[], frozenset[str]] = frozenset) -> str:
    """A formula of UNO's ``getFormula`` as Excel writes it; ``sheets`` tells the names of sheets when a dot is met."""
    writer = _ToExcel(sheets)
    return "".join(writer.token(found) for found in _TOKEN.finditer(formula.removeprefix("{").removesuffix("}")))


def shifted(formula: object, down: int, right: int) -> object:
    """An Excel formula as it reads after being copied some cells down and right; anything else stays."""
    if not (isinstance(formula, str) and formula.startswith("=")) or not (down or right):
        return formula

    def moved(found: re.Match[str]) -> str:
        if found["keep"]:
            return found["keep"]
        parts = re.findall(r"(\$?)([A-Za-z]+|\d+)", found.group())
        joint = ":" if ":" in found.group() else ""
        return joint.join(_moved(mark, part, down, right) for mark, part in parts)

    return _RELATIVE.sub(moved, formula)


def _moved(mark: str, part: str, down: int, right: int) -> str:
    if mark:
        return mark + part
    if part.isdigit():
        return str((int(part) - 1 + down) % MAX_ROWS + 1)
    return column_letters((column_number(part) - 1 + right) % MAX_COLUMNS + 1)


def _outside_texts(formula: str) -> str:
    return re.sub(r'"(?:[^"]|"")*"|\'(?:[^\']|\'\')*\'', "", formula)


class _ToApi:
    """Walks an Excel formula; knows in what bracket a comma stands."""

    def __init__(self) -> None:
        self.brackets: list[str] = []
        self.before = ""

    def token(self, found: re.Match[str]) -> str:
        said = self._said(found)
        self.before = found.group()
        return said

    def _said(self, found: re.Match[str]) -> str:
        kind, part = found.lastgroup, found.group()
        if found.group("bang"):
            return f"${part[:-1].removeprefix('$')}."
        if kind == "function":
            name = part.upper().removeprefix("_XLFN.").removeprefix("_XLWS.")
            return _API_NAMES.get(name, name) if name != part or name in _API_NAMES else part
        if kind in ("word", "dotted") and part.upper() in ("TRUE", "FALSE"):
            return f"{part.upper()}()"
        if kind == "space":
            return self._space(found)
        return self._mark(part) if kind == "mark" else part

    def _space(self, found: re.Match[str]) -> str:
        """A space between two references is Excel's intersection."""
        after = found.string[found.end() : found.end() + 1]
        is_cut = _REFERENCE_END.match(self.before[-1:]) and _REFERENCE_START.match(after)
        return "!" if is_cut and not self.before[-1:].isspace() else found.group()

    def _mark(self, mark: str) -> str:
        if mark in "({":
            opened_by_function = mark == "(" and re.fullmatch(r"[^\W\d][\w.]*", self.before) is not None
            self.brackets.append("f(" if opened_by_function else mark)
        elif mark in ")}" and self.brackets:
            self.brackets.pop()
        inside = self.brackets[-1] if self.brackets else ""
        if mark == ",":
            return "~" if inside in ("(", "") else ";"
        return "|" if mark == ";" and inside == "{" else mark


class _ToExcel:
    """Walks a formula of the API."""

    def __init__(self, sheets: Callable[[], frozenset[str]]) -> None:
        self.sheets = sheets
        self.depth = 0

    def token(self, found: re.Match[str]) -> str:
        kind, part = found.lastgroup, found.group()
        if found.group("bang"):  # sheets end with a dot here: this is an intersection
            return f"{part[:-1]} "
        if kind == "dotted":
            return self._sheet(part)
        if kind == "function":
            return _EXCEL_NAMES.get(part, part)
        if kind == "truth":  # the API knows no other way to say it, Excel hardly ever says it so
            return part.removesuffix("()")
        return self._mark(part) if kind == "mark" else part

    def _sheet(self, part: str) -> str:
        name = part[:-1].removeprefix("$")
        is_sheet = part.startswith(("$", "'")) or name in self.sheets()
        return f"{name}!" if is_sheet else part

    def _mark(self, mark: str) -> str:
        self.depth += {"{": 1, "}": -1}.get(mark, 0)
        inside = {";": ",", "|": ";"} if self.depth else {";": ",", "~": ",", "!": " "}
        return inside.get(mark, mark)


def refers_to(content: str, sheets: Callable[[], frozenset[str]] = frozenset) -> str:
    """What a name stands for, with Excel's equals sign."""
    said = to_excel(content, sheets)
    return said if said.startswith("=") else f"={said}"
