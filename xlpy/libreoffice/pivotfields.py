"""The fields of a pivot table: where each stands, what is summed up and how."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xlpy.libreoffice import bridge
from xlpy.libreoffice.bridge import Uno
from xlpy.libreoffice.errors import cannot
from xlpy.libreoffice.honest import honest

if TYPE_CHECKING:
    from xlpy.libreoffice.pivots import PivotTable

_AREAS = {"rows": "ROW", "columns": "COLUMN", "filters": "PAGE"}
_FUNCTIONS = {
    "sum": ("SUM", "Sum"),
    "count": ("COUNT", "Count"),
    "average": ("AVERAGE", "Average"),
    "max": ("MAX", "Max"),
    "min": ("MIN", "Min"),
    "product": ("PRODUCT", "Product"),
    "count_numbers": ("COUNTNUMS", "Count"),
    "stdev": ("STDEV", "StdDev"),
    "stdevp": ("STDEVP", "StdDevp"),
    "var": ("VAR", "Var"),
    "varp": ("VARP", "Varp"),
}
"""xlwings' functions: what UNO calls them, and how Excel's captions begin."""
_AGAIN = "*"
"""What LibreOffice adds to the name of a field that is used again."""


def _orient(field: Uno, where: str) -> None:
    field.Orientation = bridge.enum("sheet.DataPilotFieldOrientation", where)


class _Fields:
    """What the areas of a pivot table share."""

    def __init__(self, pivot: "PivotTable") -> None:
        self.pivot = pivot

    @property
    def parent(self) -> "PivotTable":
        """The pivot table."""
        return self.pivot

    def _found(self) -> list[Any]:
        raise NotImplementedError

    def _column(self, name: str) -> int:
        """Which column of the source has this header."""
        names = self.pivot.field_names
        if name not in names:
            raise KeyError(name)
        return names.index(name)

    def _source(self, name: str) -> Uno:
        """The field of a header; the names of the fields themselves change with their captions."""
        return self.pivot.xl.getDataPilotFields().getByIndex(self._column(name))

    def __call__(self, key: int | str) -> Any:
        """The n-th field, or the one of this name."""
        found = self._found()
        if not isinstance(key, str):
            if not 1 <= key <= len(found):
                raise KeyError(key)
            return found[key - 1]
        for field in found:
            if field.name == key:
                return field
        raise KeyError(key)

    def __len__(self) -> int:
        return len(self._found())

    def __iter__(self) -> Iterator[Any]:
        return iter(self._found())

    def __contains__(self, key: int | str) -> bool:
        found = self._found()
        return any(field.name == key for field in found) if isinstance(key, str) else 1 <= key <= len(found)


@honest
class PivotField(base_classes.PivotField):
    """One field of the source."""

    def __init__(self, pivot: "PivotTable", name: str, xl: Uno) -> None:
        self.pivot = pivot
        self._name = name
        self.xl = xl

    @property
    def api(self) -> Uno:
        """The field as UNO knows it."""
        return self.xl

    @property
    def parent(self) -> "PivotTable":
        """The pivot table."""
        return self.pivot

    @property
    def name(self) -> str:
        """The header of its column in the source."""
        return self._name

    def remove(self) -> None:
        """Take it out of its area."""
        _orient(self.xl, "HIDDEN")


@honest
class PivotFields(_Fields, base_classes.PivotFields):
    """The fields of one area, in the order in which they are shown."""

    def __init__(self, pivot: "PivotTable", area: str) -> None:
        super().__init__(pivot)
        self._area = area

    @property
    def area(self) -> str:
        """Which area."""
        return self._area

    @property
    def api(self) -> Uno:
        """The fields as UNO knows them."""
        pilot = self.pivot.xl
        lists = {"rows": pilot.getRowFields, "columns": pilot.getColumnFields, "filters": pilot.getPageFields}
        return lists[self._area]()

    def _found(self) -> list[PivotField]:
        fields = self.pivot.xl.getDataPilotFields()
        shown = self.pivot.shown()
        placed = []
        for index, name in enumerate(self.pivot.field_names):
            field = fields.getByIndex(index)
            if field.Orientation.value == _AREAS[self._area]:
                at = shown.index(field.Name) if field.Name in shown else len(shown)
                placed.append((at, index, PivotField(self.pivot, name, field)))
        return [field for _, _, field in sorted(placed, key=lambda each: each[:2])]

    def add(self, name: str) -> PivotField:
        """Put a field behind the others of this area; it leaves the area it stood in."""
        field = self._source(name)
        if field.Orientation.value != _AREAS[self._area]:
            _orient(field, _AREAS[self._area])
        return PivotField(self.pivot, name, field)


@honest
class PivotValueField(base_classes.PivotValueField):
    """One field that is summed up."""

    def __init__(self, pivot: "PivotTable", source: str, xl: Uno) -> None:
        self.pivot = pivot
        self._source = source
        self.xl = xl

    @property
    def api(self) -> Uno:
        """The field as UNO knows it."""
        return self.xl

    @property
    def parent(self) -> "PivotTable":
        """The pivot table."""
        return self.pivot

    @property
    def name(self) -> str:
        """Its caption."""
        return str(self.xl.getName())

    @name.setter
    def name(self, value: str) -> None:
        if value in self.pivot.field_names:
            raise ValueError(f"A value cannot be called {value!r}: the source has a field of that name.")
        self.xl.setName(value)

    @property
    def source_field(self) -> str:
        """The header of its column in the source."""
        return self._source

    @property
    def function(self) -> str | None:
        """How it is summed up."""
        found = self.xl.Function.value
        return next((name for name, (said, _) in _FUNCTIONS.items() if said == found), None)

    @function.setter
    def function(self, value: str) -> None:
        is_usual = self.function is not None and self.name == _caption(self.function, self._source)
        self.xl.Function = bridge.enum("sheet.GeneralFunction", _FUNCTIONS[value][0])
        if is_usual:
            self.name = _caption(value, self._source)

    @property
    def number_format(self) -> str:
        """How its numbers are written: as those of the source."""
        body = self.pivot.data_body_range
        return str(body(1).number_format) if body is not None else ""

    @number_format.setter
    def number_format(self, value: str) -> None:
        raise cannot("PivotValueField.number_format", "LibreOffice writes values as their source is; format that")

    def remove(self) -> None:
        """Sum it up no more."""
        _orient(self.xl, "HIDDEN")


@honest
class PivotValueFields(_Fields, base_classes.PivotValueFields):
    """What a pivot table sums up, in order."""

    @property
    def api(self) -> Uno:
        """The fields as UNO knows them."""
        return self.pivot.xl.getDataFields()

    def _found(self) -> list[PivotValueField]:
        shown = self.pivot.shown()
        found = [self._field(name) for name in self.api.getElementNames()]
        return sorted(found, key=lambda field: shown.index(field.name) if field.name in shown else len(shown))

    def _field(self, element: str) -> PivotValueField:
        """The field of an element; their numbers count in another order than their names."""
        return PivotValueField(self.pivot, element.rstrip(_AGAIN), self.api.getByName(element))

    def add(
        self, field: str, function: str | None = None, name: str | None = None, number_format: str | None = None
    ) -> PivotValueField:
        """Sum up a field, once more if it is summed up already."""
        if number_format is not None:
            raise cannot("PivotValueFields.add(number_format=…)", "LibreOffice writes values as their source is")
        if name in self.pivot.field_names:
            raise ValueError(f"A value cannot be called {name!r}: the source has a field of that name.")
        chosen = function or self._usual(field)
        caption = self._free(name or _caption(chosen, field))
        before = self.api.getElementNames()
        _orient(self._source(field), "DATA")
        made = self._field(next(each for each in self.api.getElementNames() if each not in before))
        made.xl.Function = bridge.enum("sheet.GeneralFunction", _FUNCTIONS[chosen][0])
        made.name = caption
        if before:
            self._side_by_side()
        return made

    def _usual(self, field: str) -> str:
        """Excel sums up numbers and counts what else there is."""
        column = self._column(field)
        values = [row[column] for row in self.pivot.source.block()[1:]]
        return "sum" if all(isinstance(value, (int, float)) for value in values) else "count"

    def _free(self, name: str) -> str:
        taken = {each.name for each in self._found()}
        return next(said for n in range(1, 100000) if (said := name if n == 1 else f"{name}{n}") not in taken)

    def _side_by_side(self) -> None:
        """Several values stand in columns, as in Excel."""
        fields = self.pivot.xl.getDataPilotFields()
        layout = fields.getByIndex(fields.getCount() - 1)
        if layout.Orientation.value != "COLUMN":
            _orient(layout, "COLUMN")


def _caption(function: str, source: str) -> str:
    """What Excel calls a value."""
    return f"{_FUNCTIONS[function][1]} of {source}"
