"""Where a form lies, for formulas: every reference is a defined name, so rows may be inserted and sheets moved."""

from workbook.form import Form
from workbook.layout import BOX_SHAPES_NAME, CODE_PLACES_NAME, CODE_WEIGHTS_NAME, TICK_SHAPES_NAME
from workbook.values import Kind


class NamedPlaces:
    """The places of one form by their defined names."""

    tick_shapes = TICK_SHAPES_NAME
    box_shapes = BOX_SHAPES_NAME
    code_places = CODE_PLACES_NAME
    code_weights = CODE_WEIGHTS_NAME

    def __init__(self, form: Form) -> None:
        self._form = form

    def cell(self, field: str) -> str:
        """The one cell of a field."""
        return field

    def area(self, area: str) -> str:
        """The column of boxes of an area."""
        return area

    def areas(self, of: str) -> tuple[str, ...]:
        """Areas of a catalogue in printed order."""
        return self._form.areas_of(of)

    def parts(self, of: str) -> tuple[tuple[str, ...], ...]:
        """Areas of a catalogue by dimension."""
        return self._form.parts_of(of)

    def kind(self, field: str) -> Kind:
        """What a field holds."""
        return self._form.fields[field].kind
