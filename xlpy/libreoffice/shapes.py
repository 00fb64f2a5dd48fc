"""Shapes on a sheet: where they lie, how large they are, what they say."""

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xlpy.libreoffice import bridge
from xlpy.libreoffice.bridge import Uno
from xlpy.libreoffice.characters import Characters
from xlpy.libreoffice.errors import SheetProtectedError, cannot
from xlpy.libreoffice.fonts import Font
from xlpy.libreoffice.honest import honest
from xlpy.libreoffice.onsheet import OnSheet
from xlpy.libreoffice.sizes import hundredths, points

if TYPE_CHECKING:
    from xlpy.libreoffice.sheets import Sheet

_TYPES = {
    "GraphicObjectShape": "picture",
    "OLE2Shape": "chart",
    "CustomShape": "auto_shape",
    "TextShape": "text_box",
    "LineShape": "line",
    "ConnectorShape": "line",
    "GroupShape": "group",
    "ControlShape": "form_control",
}
_NOTE = "CaptionShape"


@honest
class Placed:
    """Something with a place and a size on a sheet, in points."""

    def __init__(self, sheet: "Sheet", xl: Uno) -> None:
        self.sheet = sheet
        self.xl = xl

    @property
    def api(self) -> Uno:
        """The shape as UNO knows it."""
        return self.xl

    @property
    def parent(self) -> "Sheet":
        """Its sheet."""
        return self.sheet

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self.xl.Name or f"Shape {self.xl.ZOrder + 1}")

    @name.setter
    def name(self, value: str) -> None:
        self.xl.Name = value

    def guard(self) -> None:
        """Refuse to change a protected sheet, as Excel does."""
        if self.sheet.xl.isProtected():
            raise SheetProtectedError(self.sheet.name)

    def _place(self, **changed: float) -> None:
        position, size = self.xl.getPosition(), self.xl.getSize()
        for name, value in changed.items():
            setattr(position if name in "XY" else size, name, hundredths(value))
        self.xl.setSize(size)
        self.xl.setPosition(position)

    @property
    def left(self) -> float:
        """From the left edge of the sheet."""
        return points(self.xl.getPosition().X)

    @left.setter
    def left(self, value: float) -> None:
        self._place(X=value)

    @property
    def top(self) -> float:
        """From the upper edge of the sheet."""
        return points(self.xl.getPosition().Y)

    @top.setter
    def top(self, value: float) -> None:
        self._place(Y=value)

    @property
    def width(self) -> float:
        """How wide it is."""
        return points(self.xl.getSize().Width)

    @width.setter
    def width(self, value: float) -> None:
        self._place(Width=value)

    @property
    def height(self) -> float:
        """How high it is."""
        return points(self.xl.getSize().Height)

    @height.setter
    def height(self, value: float) -> None:
        self._place(Height=value)

    def delete(self) -> None:
        """Remove it."""
        self.sheet.xl.getDrawPage().remove(self.xl)


@honest
class Shape(Placed, base_classes.Shape):
    """Any shape."""

    @property
    def type(self) -> str:
        """The kind of shape."""
        return _TYPES.get(kind(self.xl), "free_form")

    @property
    def index(self) -> int:
        """Its number on the sheet, from 1."""
        return [shape.name for shape in Shapes(self.sheet)].index(self.name) + 1

    def activate(self) -> None:
        """Select it."""
        self.sheet.activate()
        self.sheet.book.controller.select(self.xl)

    def scale_height(self, factor: float, relative_to_original_size: bool, scale: str) -> None:
        """Make it higher or lower."""
        self._scaled("height", "Height", factor, original=relative_to_original_size, scale=scale)

    def scale_width(self, factor: float, relative_to_original_size: bool, scale: str) -> None:
        """Make it wider or narrower."""
        self._scaled("width", "Width", factor, original=relative_to_original_size, scale=scale)

    def _scaled(self, side: str, name: str, factor: float, *, original: bool, scale: str) -> None:
        if scale != "scale_from_top_left":
            raise cannot(f"Shape.scale_{side}({scale})", "shapes are scaled from their upper left corner")
        if original and kind(self.xl) == "GraphicObjectShape":
            size = original_size(self.xl.Graphic)
            setattr(self, side, points(getattr(size, name)) * factor)
        else:
            setattr(self, side, getattr(self, side) * factor)

    def _holder(self) -> Uno:
        if not hasattr(self.xl, "getString"):
            raise cannot(f"Text of {self.name}", f"a {self.type} holds no text")
        return self.xl

    @property
    def text(self) -> str | None:
        """What it says; None when it says nothing."""
        return str(self._holder().getString()) or None

    @text.setter
    def text(self, value: str) -> None:
        self._holder().setString(value)

    @property
    def font(self) -> Font:
        """The font of its text."""
        return Font(self._holder(), self)

    @property
    def characters(self) -> Characters:
        """The characters of its text."""
        return Characters(self._holder(), self)


@honest
class Shapes(OnSheet):
    """All shapes on a sheet; the notes' own are left out."""

    def _found(self) -> list[Any]:
        return [Shape(self.sheet, shape) for shape in drawn(self.sheet)]


def kind(shape: Uno) -> str:
    """The last word of a shape's type."""
    return str(shape.getShapeType()).rpartition(".")[2]


def drawn(sheet: "Sheet", wanted: str | None = None) -> list[Uno]:
    """The shapes on a sheet, of one kind if it is said."""
    page = sheet.xl.getDrawPage()
    shapes = [page.getByIndex(index) for index in range(page.getCount())]
    return [shape for shape in shapes if (kind(shape) == wanted if wanted else kind(shape) != _NOTE)]


def original_size(graphic: Uno) -> Uno:
    """The size of a picture as it came, in hundredths of a millimetre; pixels count 96 to an inch."""
    size = graphic.Size100thMM
    if size.Width and size.Height:
        return size
    pixels = graphic.SizePixel
    return bridge.struct("awt.Size", Width=round(pixels.Width * 2540 / 96), Height=round(pixels.Height * 2540 / 96))
