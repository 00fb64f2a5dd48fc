"""Shapes and pictures."""

import struct
import zlib
from pathlib import Path
from types import ModuleType

import pytest
import xlwings as xw

from support.members import cannot, works


def png(path: Path, width: int = 96, height: int = 48) -> Path:
    """A grey picture."""

    def part(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = part(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    rows = part(b"IDAT", zlib.compress((b"\0" + b"\x80" * width) * height))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + header + rows + part(b"IEND", b""))
    return path


@works("Pictures.add", "Picture.name", "Picture.left", "Picture.top", "Picture.width", "Picture.height")
@works("Sheet.pictures", "Pictures.count", "Picture.parent", "Pictures.parent")
def test_a_picture_lies_on_a_sheet(sheet: xw.Sheet, tmp_path: Path) -> None:
    picture = sheet.pictures.add(png(tmp_path / "p.png"), name="Seal", left=30, top=20)

    assert (picture.name, len(sheet.pictures), picture.parent) == ("Seal", 1, sheet)
    assert (picture.left, picture.top) == (pytest.approx(30, abs=0.1), pytest.approx(20, abs=0.1))
    assert (picture.width, picture.height) == (pytest.approx(72, abs=0.2), pytest.approx(36, abs=0.2))


@pytest.mark.parametrize(
    ("wish", "size"),
    [
        ({"width": 144, "height": 144}, (144, 144)),
        ({"width": 144}, (144, 72)),
        ({"height": 72}, (144, 72)),
        ({"scale": 0.5}, (36, 18)),
    ],
)
def test_a_picture_has_the_size_asked_for(
    sheet: xw.Sheet, tmp_path: Path, wish: dict[str, float], size: tuple[int, int]
) -> None:
    picture = sheet.pictures.add(png(tmp_path / "p.png"), **wish)

    assert (picture.width, picture.height) == (pytest.approx(size[0], abs=0.3), pytest.approx(size[1], abs=0.3))


@works("Picture.update", "Picture.delete", "Picture.lock_aspect_ratio")
def test_a_picture_is_moved_updated_and_deleted(sheet: xw.Sheet, tmp_path: Path) -> None:
    picture = sheet.pictures.add(png(tmp_path / "p.png"), name="Seal", anchor=sheet["C5"])
    picture.left, picture.width = 10, 100
    picture.lock_aspect_ratio = True
    picture.height = 72

    assert picture.top == pytest.approx(sheet["C5"].top, abs=0.2)
    assert (picture.left, picture.width) == (pytest.approx(10, abs=0.1), pytest.approx(200, abs=0.3))
    updated = sheet.pictures.add(png(tmp_path / "q.png", 10, 10), name="Seal", update=True)
    assert (updated.name, len(sheet.pictures)) == ("Seal", 1)
    updated.delete()
    assert len(sheet.pictures) == 0


def test_a_name_is_taken_once(sheet: xw.Sheet, tmp_path: Path) -> None:
    sheet.pictures.add(png(tmp_path / "p.png"), name="Seal")

    with pytest.raises(xw.ShapeAlreadyExists):
        sheet.pictures.add(tmp_path / "p.png", name="Seal")


def test_what_is_no_picture_is_told(lo: ModuleType, sheet: xw.Sheet, tmp_path: Path) -> None:
    (tmp_path / "no.png").write_text("no", encoding="utf-8")

    with pytest.raises(lo.OfficeError, match="cannot read the picture"):
        sheet.pictures.add(tmp_path / "no.png")


@cannot("Pictures.add", why="`link_to_file` is refused: pictures are kept in the book")
def test_a_linked_picture_is_refused(sheet: xw.Sheet, tmp_path: Path) -> None:
    with pytest.raises(NotImplementedError, match="kept in the book"):
        sheet.pictures.add(png(tmp_path / "p.png"), link_to_file=True)


@works(
    "Sheet.shapes", "Shape.name", "Shape.type", "Shape.text", "Shape.left", "Shape.top", "Shape.width", "Shape.height"
)
@works("Shape.font", "Shape.characters", "Shape.delete", "Shape.parent", "Shape.activate")
@works("Shape.scale_width", "Shape.scale_height", "Shapes.count")
def test_a_text_box_says_something(sheet: xw.Sheet) -> None:
    made = sheet.book.api.createInstance("com.sun.star.drawing.TextShape")
    sheet.api.getDrawPage().add(made)
    shape = sheet.shapes[0]
    shape.name = "Box"
    shape.left, shape.top, shape.width, shape.height = 10, 20, 100, 50
    shape.text = "hello"
    shape.font.bold = True

    assert sheet.shapes.count == 1
    assert (shape.name, shape.type, shape.text, shape.font.bold) == ("Box", "text_box", "hello", True)
    assert shape.characters[:2].text == "he"
    assert (shape.left, shape.top) == (pytest.approx(10, abs=0.1), pytest.approx(20, abs=0.1))
    shape.scale_width(2)
    assert shape.width == pytest.approx(200, abs=0.5)
    shape.activate()
    sheet.shapes["Box"].delete()
    assert len(sheet.shapes) == 0


def test_a_protected_sheet_keeps_the_looks_of_its_shapes(lo: ModuleType, sheet: xw.Sheet) -> None:
    made = sheet.book.api.createInstance("com.sun.star.drawing.TextShape")
    sheet.api.getDrawPage().add(made)
    lo.protect(sheet)

    with pytest.raises(lo.SheetProtectedError):
        sheet.shapes[0].font.bold = True

    lo.unprotect(sheet)


def test_the_frame_of_a_note_is_no_shape(sheet: xw.Sheet) -> None:
    sheet["A1"].add_note("x")

    assert len(sheet.shapes) == 0
