"""Asks the person at the window of Excel: its own boxes and file dialogs, all of them documented members."""

from collections.abc import Sequence

import xlwings as xw

MOST_LINES = 30
LONGEST_PROMPT = 255
FILES, FOLDER = 3, 4
_ACCEPTED = -1
_NUMBER, _TEXT = 1, 2


class Window:
    """Asks in windows of Excel."""

    def __init__(self, app: xw.App, ok: str, cancel: str) -> None:
        self._app = app
        self._words = ok, cancel

    def confirm(self, title: str, lines: Sequence[str]) -> bool:
        """Whether to go on."""
        ok, cancel = self._words
        words = "\n".join((*_short(lines), "", f"{ok}：继续　{cancel}：什么都不改"))
        return bool(self._app.alert(words, title, buttons="ok_cancel") == "ok")

    def tell(self, title: str, lines: Sequence[str]) -> None:
        """Show lines to be read."""
        self._app.alert("\n".join(_short(lines)), title)

    def choose(self, title: str, words: str, options: Sequence[str]) -> str | None:
        """One of these, by its number."""
        numbered = [f"{number} {option}" for number, option in enumerate(options, start=1)]
        prompt = "\n".join((words, *numbered))
        if len(prompt) > LONGEST_PROMPT:
            self.tell(title, numbered)
            prompt = words
        told = self._app.api.InputBox(Prompt=prompt[:LONGEST_PROMPT], Title=title, Default=1, Type=_NUMBER)
        return options[int(told) - 1] if told is not False and 1 <= int(told) <= len(options) else None

    def write(self, title: str, words: str, default: str = "") -> str | None:
        """A line of text."""
        told = self._app.api.InputBox(Prompt=words[:LONGEST_PROMPT], Title=title, Default=default, Type=_TEXT)
        return None if told is False else str(told)

    def folder(self, title: str) -> str | None:
        """A folder."""
        found = self._picked(FOLDER, title, is_many=False)
        return found[0] if found else None

    def files(self, title: str) -> Sequence[str] | None:
        """One or more files."""
        return self._picked(FILES, title, is_many=True)

    def _picked(self, kind: int, title: str, *, is_many: bool) -> list[str] | None:
        dialog = self._app.api.FileDialog(kind)
        dialog.Title = title
        dialog.AllowMultiSelect = is_many
        if dialog.Show() != _ACCEPTED:
            return None
        return [str(dialog.SelectedItems.Item(place)) for place in range(1, dialog.SelectedItems.Count + 1)]


def _short(lines: Sequence[str]) -> Sequence[str]:
    """As many lines as a box of Windows can show."""
    return lines if len(lines) <= MOST_LINES else (*lines[:MOST_LINES], f"……（共{len(lines)}行）")
