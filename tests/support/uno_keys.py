"""Typing as a person does: through the window's commands, which validation, listeners and the undo list hear."""

from typing import Any

import xlwings as xw


def type_into(sheet: xw.Sheet, address: str, text: str) -> None:
    """Type into a cell of the sheet and press Enter."""
    import uno  # noqa: PLC0415 - is there once the engine is

    sheet.activate()
    frame = sheet.book.api.getCurrentController().getFrame()
    helper = sheet.book.app.impl.context.ServiceManager.createInstance("com.sun.star.frame.DispatchHelper")

    def said(name: str, value: str) -> Any:
        return uno.createUnoStruct("com.sun.star.beans.PropertyValue", Name=name, Value=value)

    helper.executeDispatch(frame, ".uno:GoToCell", "", 0, (said("ToPoint", address),))
    helper.executeDispatch(frame, ".uno:EnterString", "", 0, (said("StringName", text),))
