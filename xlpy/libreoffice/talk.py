"""Words with the person at the window: lines to read, a choice, a line of text, a folder, files."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote

import xlwings as xw

from xlpy.libreoffice import bridge
from xlpy.libreoffice.bridge import Uno

_WIDTH, _LINE, _GAP, _BUTTON = 300, 11, 6, 60
_MOST_LINES = 22
_OK, _CANCEL = 1, 2
_FILES_DIALOG, _FOLDER_DIALOG = "ui.dialogs.FilePicker", "ui.dialogs.FolderPicker"


class Window:
    """Asks in windows of the office; where it shows none, every question is answered with no."""

    def __init__(self, app: xw.App, ok: str, cancel: str) -> None:
        self._app = app
        self._words = ok, cancel

    def confirm(self, title: str, lines: Sequence[str]) -> bool:
        """Whether to go on."""
        dialog = self._dialog(title, _lines_height(lines), is_question=True)
        dialog.add("Edit", "lines", _lines_height(lines), **_READING, Text="\n".join(lines))
        return dialog.is_accepted()

    def tell(self, title: str, lines: Sequence[str]) -> None:
        """Show lines to be read."""
        dialog = self._dialog(title, _lines_height(lines), is_question=False)
        dialog.add("Edit", "lines", _lines_height(lines), **_READING, Text="\n".join(lines))
        dialog.is_accepted()

    def choose(self, title: str, words: str, options: Sequence[str]) -> str | None:
        """One of these."""
        height = _lines_height(options)
        dialog = self._dialog(title, height + _LINE * 2, is_question=True)
        dialog.add("FixedText", "words", _LINE * 2, Label=words, MultiLine=True)
        dialog.add(
            "ListBox",
            "options",
            height,
            StringItemList=bridge.typed("[]string", tuple(options)),
            SelectedItems=bridge.typed("[]short", (0,)),
        )
        return str(dialog.control("options").getSelectedItem()) if dialog.is_accepted() else None

    def write(self, title: str, words: str, default: str = "") -> str | None:
        """A line of text."""
        dialog = self._dialog(title, _LINE * 5, is_question=True)
        dialog.add("FixedText", "words", _LINE * 3, Label=words, MultiLine=True)
        dialog.add("Edit", "text", _LINE + 3, Text=default)
        return str(dialog.control("text").getText()) if dialog.is_accepted() else None

    def folder(self, title: str) -> str | None:
        """A folder."""
        if not self._is_shown:
            return None
        picker = bridge.service(self._context, _FOLDER_DIALOG)
        picker.setTitle(title)
        return bridge.path_of(picker.getDirectory()) if picker.execute() else None

    def files(self, title: str) -> Sequence[str] | None:
        """One or more files."""
        if not self._is_shown:
            return None
        picker = bridge.service(self._context, _FILES_DIALOG)
        picker.setTitle(title)
        picker.setMultiSelectionMode(True)
        return [bridge.path_of(unquote(url)) for url in picker.getSelectedFiles()] if picker.execute() else None

    @property
    def _context(self) -> Uno:
        return self._app.impl.context

    @property
    def _is_shown(self) -> bool:
        return bool(self._app.visible and self._app.display_alerts)

    def _dialog(self, title: str, height: int, *, is_question: bool) -> "_Dialog":
        return _Dialog(
            self._context, title, height, self._words if is_question else self._words[:1], is_shown=self._is_shown
        )


_AFTER_INPUT: dict[str, Any] = {"TabIndex": bridge.typed("short", 10)}
"""What is typed into or chosen from has the focus at once."""
_READING: dict[str, Any] = {"MultiLine": True, "ReadOnly": True, "VScroll": True, "TabIndex": bridge.typed("short", 20)}


def _lines_height(lines: Sequence[str]) -> int:
    return _LINE * min(max(len(lines) + 1, 4), _MOST_LINES)


class _Dialog:
    """A box with controls below each other and its buttons at the foot."""

    def __init__(self, context: Uno, title: str, height: int, buttons: Sequence[str], *, is_shown: bool) -> None:
        self._context = context
        self._is_shown = is_shown
        self._model = bridge.service(context, "awt.UnoControlDialogModel")
        self._box = bridge.service(context, "awt.UnoControlDialog")
        self._row = _GAP
        foot = height + _GAP * 4
        _set(self._model, Title=title, Width=_WIDTH, Height=foot + _LINE * 2, PositionX=80, PositionY=60)
        self._box.setModel(self._model)
        for number, label in enumerate(buttons):
            left = _WIDTH - (len(buttons) - number) * (_BUTTON + _GAP)
            kind = bridge.typed("short", (_OK, _CANCEL)[number])
            looks = {"Label": label, "PushButtonType": kind, "DefaultButton": number == 0, **_AFTER_INPUT}
            self._insert("Button", f"button{number}", (left, foot, _BUTTON, _LINE + 4), **looks)

    def add(self, kind: str, name: str, height: int, **properties: Any) -> None:
        """One more control below the others."""
        self._insert(kind, name, (_GAP, self._row, _WIDTH - 2 * _GAP, height), **properties)
        self._row += height + _GAP

    def control(self, name: str) -> Uno:
        """A control by its name."""
        return self._box.getControl(name)

    def is_accepted(self) -> bool:
        """Show it until a button is pressed; without windows nobody says yes."""
        if not self._is_shown:
            return False
        self._box.createPeer(bridge.service(self._context, "awt.Toolkit"), None)
        return bool(self._box.execute())

    def _insert(self, kind: str, name: str, place: tuple[int, int, int, int], **properties: Any) -> None:
        model = self._model.createInstance(f"com.sun.star.awt.UnoControl{kind}Model")
        left, top, width, height = place
        _set(model, Name=name, PositionX=left, PositionY=top, Width=width, Height=height, **properties)
        self._model.insertByName(name, model)


def _set(model: Uno, **properties: Any) -> None:
    for name, value in properties.items():
        if hasattr(value, "typeName") or type(value).__name__ == "Any":
            bridge.invoke(model, "setPropertyValue", name, value)
        else:
            model.setPropertyValue(name, value)
