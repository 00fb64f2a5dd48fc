"""Formulas of a range in Excel's English words, one UNO call a block each way."""

from typing import Any

from xlpy.libreoffice.area import Area
from xlpy.libreoffice.grammar import shifted, to_api, to_excel
from xlpy.libreoffice.honest import honest


@honest
class Formulas(Area):
    """Formulas of a range."""

    @property
    def formula(self) -> Any:
        """The formula or content of one cell, or rows of them."""
        if self.is_empty:
            return None
        names = self.sheet.book.sheet_names
        rows = tuple(tuple(_shown(entry, names) for entry in row) for row in self.xl.getFormulaArray())
        return rows[0][0] if self.is_cell else rows

    @formula.setter
    def formula(self, value: Any) -> None:
        if self.is_empty:
            return
        if not isinstance(value, (list, tuple)):
            self._fill(value)
            return
        rows = value if value and isinstance(value[0], (list, tuple)) else [value]
        block = self.resized(len(rows), len(rows[0]))
        block.put("setFormulaArray", tuple(tuple(map(_entered, row)) for row in rows))

    def _fill(self, value: Any) -> None:
        """One formula for all cells: relative references move along, as in Excel."""
        text = "" if value is None else value
        columns = range(self.place.ncols)
        rows = [tuple(_entered(shifted(text, row, column)) for column in columns) for row in range(self.place.nrows)]
        self.put("setFormulaArray", tuple(rows))

    @property
    def formula2(self) -> Any:
        """The same as ``formula``: LibreOffice has no spilling arrays."""
        return self.formula

    @formula2.setter
    def formula2(self, value: Any) -> None:
        self.formula = value

    @property
    def formula_array(self) -> str | None:
        """The array formula the whole range shares, None when there is none."""
        if self.is_empty:
            return None
        found = self.xl.getArrayFormula()
        return to_excel(found, self.sheet.book.sheet_names) if found else None

    @formula_array.setter
    def formula_array(self, value: str) -> None:
        if not self.is_empty:
            self.xl.setArrayFormula(to_api(value if value.startswith("=") else f"={value}"))

    @property
    def has_array(self) -> bool:
        """Whether the upper left cell belongs to an array formula."""
        return not self.is_empty and bool(self.corner.getArrayFormula())


def _shown(entry: str, names: Any) -> str:
    """What the API says of one cell, in Excel's words."""
    if entry[:1] == "=" or entry[:2] == "{=":
        return to_excel(entry, names)
    return entry.removeprefix("'")


def _entered(value: Any) -> str:
    """One formula or constant on its way in."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return f"={str(value).upper()}()"
    text = str(value)
    return to_api(text) if text.startswith("=") and len(text) > 1 else text
