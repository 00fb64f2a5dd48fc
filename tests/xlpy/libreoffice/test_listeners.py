"""Being told what the user changes."""

import time
from types import ModuleType

import xlwings as xw


def wait_for(heard: list[str], count: int) -> list[str]:
    until = time.monotonic() + 5
    while len(heard) < count and time.monotonic() < until:
        time.sleep(0.02)
    return heard


def type_into(sheet: xw.Sheet, address: str, text: str) -> None:
    """As the user does: through the menu's command, not through the document."""
    frame = sheet.book.api.getCurrentController().getFrame()
    helper = sheet.book.app.impl.context.ServiceManager.createInstance("com.sun.star.frame.DispatchHelper")
    import uno  # noqa: PLC0415 - is there once the engine is

    def said(name: str, value: str) -> object:
        return uno.createUnoStruct("com.sun.star.beans.PropertyValue", Name=name, Value=value)

    helper.executeDispatch(frame, ".uno:GoToCell", "", 0, (said("ToPoint", address),))
    helper.executeDispatch(frame, ".uno:EnterString", "", 0, (said("StringName", text),))


def test_what_the_user_types_is_told(lo: ModuleType, sheet: xw.Sheet) -> None:
    heard: list[str] = []
    stop = lo.on_change(sheet.book, lambda cells: heard.append(cells.address))

    type_into(sheet, "B3", "typed")

    assert wait_for(heard, 1) == ["$B$3"]
    stop()


def test_what_code_writes_is_not_told(lo: ModuleType, sheet: xw.Sheet) -> None:
    heard: list[str] = []
    stop = lo.on_change(sheet.book, lambda cells: heard.append(cells.address))

    sheet["A1"].value = 1
    type_into(sheet, "C1", "typed")

    assert wait_for(heard, 1) == ["$C$1"]
    stop()


def test_after_the_end_nothing_is_told(lo: ModuleType, sheet: xw.Sheet) -> None:
    heard: list[str] = []
    lo.on_change(sheet.book, lambda cells: heard.append(cells.address))()

    type_into(sheet, "A1", "typed")
    time.sleep(0.2)

    assert heard == []
