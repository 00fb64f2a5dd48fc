"""The axes of a chart: title, scale, number format, direction, where the other axis crosses."""

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xlpy.libreoffice import bridge
from xlpy.libreoffice.bridge import Uno
from xlpy.libreoffice.errors import OfficeError
from xlpy.libreoffice.formats import Formats
from xlpy.libreoffice.honest import honest

if TYPE_CHECKING:
    from xlpy.libreoffice.charts import Chart

_CROSSES = {"automatic": "ZERO", "minimum": "START", "maximum": "END", "custom": "VALUE"}
_LETTERS = {"category": "X", "value": "Y"}
_ROUND = ("pie", "doughnut")
_ORDER = ("title", "minimum_scale", "maximum_scale", "major_unit", "number_format", "reverse_order", "crosses")
_UNSET = base_classes._UNSET  # noqa: SLF001 - what xlwings hands to an engine for an argument that was not given


@honest
class ChartAxis(base_classes.ChartAxis):
    """One axis: of categories or values, primary or secondary."""

    def __init__(self, chart: "Chart", kind: str, group: str = "primary") -> None:
        self.chart = chart
        self.kind = kind
        self.group = group

    @property
    def _diagram(self) -> Uno:
        diagram = self.chart.document.getDiagram()
        if self.chart.chart_type.startswith(_ROUND):
            raise OfficeError(f"A chart of type {self.chart.chart_type} has no axes.")
        if self.group == "secondary" and all(each.axis_group == "primary" for each in self.chart.series):
            raise OfficeError(
                "The chart has no secondary axes. Move a series to them first with series.axis_group = 'secondary'."
            )
        return diagram

    def _name(self, kind: str | None = None) -> str:
        """How UNO's properties call an axis: ``X``, ``SecondaryY``."""
        return f"{'Secondary' if self.group == 'secondary' else ''}{_LETTERS[kind or self.kind]}"

    def _axis(self, kind: str | None = None) -> Uno:
        return getattr(self._diagram, f"get{self._name(kind)}Axis")()

    def _shown(self) -> Uno:
        if not self.visible:
            raise OfficeError(f"The chart has no visible {self.group} {self.kind} axis.")
        return self._axis()

    @property
    def api(self) -> Uno:
        """The axis as UNO knows it; None when it is hidden."""
        return self._axis() if self.visible else None

    @property
    def visible(self) -> bool:
        """Whether it is drawn."""
        return bool(getattr(self._diagram, f"Has{self._name()}Axis"))

    @visible.setter
    def visible(self, value: bool) -> None:
        setattr(self._diagram, f"Has{self._name()}Axis", value)

    @property
    def title(self) -> str | None:
        """The title; None when there is none."""
        is_titled = getattr(self._diagram, f"Has{self._name()}AxisTitle")
        return str(self._axis().getAxisTitle().String) if is_titled else None

    @title.setter
    def title(self, value: str | None) -> None:
        setattr(self._diagram, f"Has{self._name()}AxisTitle", value is not None)
        if value is not None:
            self.visible = True
            self._axis().getAxisTitle().String = value

    def _scaled(self) -> Uno:
        """The axis, if it has a scale of numbers."""
        if self.kind == "category" and not self.chart.chart_type.startswith("xy_"):
            raise OfficeError("An axis of categories has no scale.")
        return self._shown()

    def _scale(self, name: str, value: float | None) -> None:
        setattr(self._scaled(), name if value is not None else f"Auto{name}", value if value is not None else True)

    @property
    def minimum_scale(self) -> float:
        """Where the scale begins."""
        return float(self._scaled().Min)

    @minimum_scale.setter
    def minimum_scale(self, value: float | None) -> None:
        self._scale("Min", value)

    @property
    def maximum_scale(self) -> float:
        """Where the scale ends."""
        return float(self._scaled().Max)

    @maximum_scale.setter
    def maximum_scale(self, value: float | None) -> None:
        self._scale("Max", value)

    @property
    def major_unit(self) -> float:
        """How far apart its marks are."""
        return float(self._scaled().StepMain)

    @major_unit.setter
    def major_unit(self, value: float | None) -> None:
        self._scale("StepMain", value)

    @property
    def number_format(self) -> str:
        """How its numbers are written."""
        return Formats(self.chart.document).code(self._shown().NumberFormat)

    @number_format.setter
    def number_format(self, value: str) -> None:
        axis = self._shown()
        axis.LinkNumberFormatToSource = False
        axis.NumberFormat = Formats(self.chart.document).key(value)

    @property
    def reverse_order(self) -> bool:
        """Whether it runs from the far end."""
        return bool(self._shown().ReverseDirection)

    @reverse_order.setter
    def reverse_order(self, value: bool) -> None:
        self._shown().ReverseDirection = value

    def _crossing(self) -> Uno:
        """The other axis, which knows in LibreOffice where it crosses this one."""
        self._shown()
        return self._axis("value" if self.kind == "category" else "category")

    @property
    def crosses(self) -> str:
        """Where the other axis crosses this one."""
        found = self._crossing().CrossoverPosition.value
        return next(name for name, said in _CROSSES.items() if said == found)

    @crosses.setter
    def crosses(self, value: str) -> None:
        self._crossing().CrossoverPosition = bridge.enum("chart.ChartAxisPosition", _CROSSES[value])

    def set(self, **wishes: Any) -> None:
        """Several of these at once; an axis that is to be hidden is hidden last."""
        given = {name: value for name, value in wishes.items() if value is not _UNSET}
        is_shown = given.pop("visible", None)
        if is_shown is not None:
            self.visible = bool(is_shown or given)
        for name in _ORDER:
            if name in given:
                setattr(self, name, given[name])
        if is_shown is False:
            self.visible = False
