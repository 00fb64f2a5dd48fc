"""Conditional formats: rules that compare values or ask a formula, and what scales, bars and icons say."""

import itertools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xlpy.libreoffice import visuals
from xlpy.libreoffice.bridge import Uno
from xlpy.libreoffice.colors import RGB, from_office
from xlpy.libreoffice.dress import dress
from xlpy.libreoffice.errors import OfficeError, cannot
from xlpy.libreoffice.grammar import to_api, to_excel
from xlpy.libreoffice.honest import honest

if TYPE_CHECKING:
    from xlpy.libreoffice.range import Range

_OPERATORS = {
    "equal_to": 0,
    "less_than": 1,
    "greater_than": 2,
    "less_than_or_equal": 3,
    "greater_than_or_equal": 4,
    "not_equal_to": 5,
    "between": 6,
    "not_between": 7,
}
_NAMES = {number: name for name, number in _OPERATORS.items()}
_PARTS = ("Operator", "Formula1", "Formula2", "StyleName")
_EXPRESSION = 11
_HEAVY = 110.0


@honest
class ConditionalFormat(visuals.Visual, base_classes.ConditionalFormat):
    """One rule."""

    def __init__(self, cells: "Range", group: Uno, xl: Uno) -> None:
        self.cells = cells
        self.group = group
        self._xl = xl
        self._style = "" if xl.getType() else str(xl.StyleName)

    @property
    def xl(self) -> Uno:
        """The rule as UNO knows it: found by its style, for rules make room for newer ones."""
        if not self._style:
            return self._xl
        here = (rule for rule in ConditionalFormats(self.cells) if rule.named(self._style))
        found = next(here, None)
        if found is None:
            raise OfficeError("This conditional format has been deleted.")
        self.group = found.group
        return found.entry

    @property
    def entry(self) -> Uno:
        """Where the rule was when it was found."""
        return self._xl

    def named(self, style: str) -> bool:
        """Whether the rule applies a style."""
        return self._style == style

    @property
    def api(self) -> Uno:
        """The rule as UNO knows it."""
        return self.xl

    @property
    def type(self) -> str:
        """The kind of rule."""
        kind = self.xl.getType()
        if kind:
            return visuals.KINDS.get(kind, "unknown")
        if self.xl.Operator == _EXPRESSION:
            return "custom"
        return "cell_value" if self.xl.Operator in _NAMES else "unknown"

    @property
    def _is_rule(self) -> bool:
        return self.type in ("cell_value", "custom")

    @property
    def stop_if_true(self) -> bool | None:
        """LibreOffice always stops at the first rule that holds."""
        return True if self._is_rule else None

    @property
    def operator(self) -> str | None:
        """How values are compared."""
        return _NAMES[self.xl.Operator] if self.type == "cell_value" else None

    def _formula(self, which: str) -> str:
        said = to_excel(getattr(self.xl, which), self.cells.sheet.book.sheet_names)
        return f"={said.removeprefix('=')}"

    @property
    def formula1(self) -> str | None:
        """What values are compared with."""
        return self._formula("Formula1") if self.type == "cell_value" else None

    @property
    def formula2(self) -> str | None:
        """The other end of between."""
        return self._formula("Formula2") if self.operator in ("between", "not_between") else None

    @property
    def formula(self) -> str | None:
        """The formula of a custom rule."""
        return self._formula("Formula1") if self.type == "custom" else None

    @property
    def style(self) -> Uno:
        """The cell style the rule applies."""
        return _styles(self.cells).getByName(self.xl.StyleName)

    @property
    def fill_color(self) -> RGB | None:
        """The background."""
        return from_office(self.style.CellBackColor) if self._is_rule else None

    @property
    def font_color(self) -> RGB | None:
        """The colour of the text."""
        return from_office(self.style.CharColor) if self._is_rule else None

    @property
    def font_bold(self) -> bool | None:
        """Whether the text is bold."""
        return self.style.CharWeight > _HEAVY if self._is_rule else None

    @property
    def font_italic(self) -> bool | None:
        """Whether the text is italic."""
        return self.style.CharPosture.value != "NONE" if self._is_rule else None

    def set(self, changes: dict[str, Any]) -> None:
        """Change what is said, keep the rest."""
        if "operator" in changes:
            self.xl.Operator = _OPERATORS[changes["operator"]]
        for name, which in {"formula1": "Formula1", "formula2": "Formula2", "formula": "Formula1"}.items():
            if name in changes:
                setattr(self.xl, which, _operand(changes[name]))
        dress(self.style, changes)

    def delete(self) -> None:
        """Remove the rule: its group is made anew without it, for LibreOffice 7 cannot take one rule out."""
        mine = self.xl
        entries = _entries(self.group)
        others = [entry for entry in entries if entry.getType() or entry.StyleName != self._style]
        if mine.getType() or any(entry.getType() for entry in others):
            raise cannot("ConditionalFormat.delete beside scales, bars or icons", "use ConditionalFormats.clear()")
        kept = [tuple(getattr(entry, name) for name in _PARTS) for entry in others]
        ranges, formats = self.group.Range, self.cells.sheet.xl.ConditionalFormats
        formats.removeByID(self.group.ID)
        if kept:
            made = formats.createByRange(ranges)
            group = next(each for each in formats.getConditionalFormats() if made == each.ID)
            for index, values in enumerate(kept):
                group.createEntry(0, index)
                for name, value in zip(_PARTS, values, strict=True):
                    setattr(group.getByIndex(index), name, value)


@honest
class ConditionalFormats(base_classes.ConditionalFormats):
    """The rules that touch a block, the strongest first."""

    def __init__(self, cells: "Range") -> None:
        self.cells = cells

    @property
    def api(self) -> Uno:
        """The rules of the sheet as UNO knows them."""
        return self.cells.sheet.xl.ConditionalFormats

    def _groups(self) -> list[Uno]:
        address = self.cells.xl.getRangeAddress()
        groups = self.api.getConditionalFormats()
        return [group for group in groups if group.Range.queryIntersection(address).getCount()]

    def _found(self) -> list[ConditionalFormat]:
        return [
            ConditionalFormat(self.cells, group, group.getByIndex(index))
            for group in self._groups()
            for index in range(group.getCount())
        ]

    def __call__(self, key: int) -> ConditionalFormat:
        """The n-th rule."""
        return self._found()[key - 1]

    def __len__(self) -> int:
        return len(self._found())

    def __iter__(self) -> Any:
        return iter(self._found())

    def _add(self, operator: int, first: str, second: str | None, spec: dict[str, Any]) -> ConditionalFormat:
        self.cells.guard()
        group, entry = self._new_entry()
        entry.Operator = operator
        entry.Formula1 = first
        entry.Formula2 = second or ""
        entry.StyleName = _new_style(self.cells, spec)
        return ConditionalFormat(self.cells, group, entry)

    def _group(self) -> Uno:
        """The group of rules over exactly this block, made when it is not there."""
        ranges = self.cells.sheet.several([self.cells.place])
        said = ranges.RangeAddressesAsString
        group = next((each for each in self._groups() if said == each.Range.RangeAddressesAsString), None)
        if group is None:
            made = self.api.createByRange(ranges)
            group = next(each for each in self.api.getConditionalFormats() if made == each.ID)
        return group

    def _new_entry(self) -> tuple[Uno, Uno]:
        """A group of rules over exactly this block, and its new first rule."""
        group = self._group()
        group.createEntry(0, 0)
        entries = _entries(group)
        # LibreOffice puts a new rule last: the others make room for it in front.
        if any(entry.getType() for entry in entries):
            return group, entries[-1]
        for above, below in reversed(list(itertools.pairwise(entries))):
            for name in _PARTS:
                setattr(below, name, getattr(above, name))
        return group, entries[0]

    def _drawn(self, kind: int, draw: Callable[..., None], spec: dict[str, Any]) -> ConditionalFormat:
        self.cells.guard()
        group = self._group()
        group.createEntry(kind, 0)
        made = _entries(group)[-1]
        draw(made, spec)
        return ConditionalFormat(self.cells, group, made)

    def add_cell_value(self, spec: dict[str, Any]) -> ConditionalFormat:
        """A rule that compares values."""
        second = None if spec["formula2"] is None else _operand(spec["formula2"])
        return self._add(_OPERATORS[spec["operator"]], _operand(spec["formula1"]), second, spec)

    def add_custom(self, spec: dict[str, Any]) -> ConditionalFormat:
        """A rule that asks a formula, written as for the upper left cell."""
        return self._add(_EXPRESSION, _operand(spec["formula"]), None, spec)

    def add_color_scale(self, spec: dict[str, Any]) -> ConditionalFormat:
        """Colours between the smallest and the largest value."""
        kind = visuals.scale_of(len(spec["colors"]))
        if kind is None:
            raise cannot("ConditionalFormats.add_color_scale", "only LibreOffice 26.8 and newer make scales")
        return self._drawn(kind, visuals.paint_scale, spec)

    def add_data_bar(self, spec: dict[str, Any]) -> ConditionalFormat:
        """Bars as long as the values are large."""
        return self._drawn(visuals.BAR, visuals.draw_bar, spec)

    def add_icon_set(self, spec: dict[str, Any]) -> ConditionalFormat:
        """Signs by size."""
        raise cannot("ConditionalFormats.add_icon_set", "LibreOffice makes none; those of a file are read and kept")

    def clear(self) -> None:
        """Remove the rules that touch the block."""
        for group in self._groups():
            self.api.removeByID(group.ID)


def _entries(group: Uno) -> list[Uno]:
    """The rules of a group."""
    return [group.getByIndex(index) for index in range(group.getCount())]


def _operand(value: str | None) -> str:
    return "" if value is None else to_api(value).removeprefix("=")


def _styles(cells: "Range") -> Uno:
    return cells.sheet.book.xl.getStyleFamilies().getByName("CellStyles")


def _new_style(cells: "Range", spec: dict[str, Any]) -> str:
    """A cell style that looks as the rule asks."""
    styles = _styles(cells)
    name = next(said for n in range(1, 100000) if not styles.hasByName(said := f"Conditional {n}"))
    style = cells.sheet.book.xl.createInstance("com.sun.star.style.CellStyle")
    styles.insertByName(name, style)
    dress(style, spec)
    return name
