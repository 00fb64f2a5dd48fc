"""The server of Excel's add-in: COM starts it for one person, it stays warm, it hands each press to the one door.

It is started as ``python -I -m xlpy.server``: no folder of a book, no variable, no file beside a book is ever searched.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from workbook.errors import SettingsError
from workbook.notice import shelf
from xlpy import faults
from xlpy.addin.windows import CLASS_ID
from xlpy.settings import Settings, settings, without_file

Answer = TypeVar("Answer")


class Server:
    """What the add-in may ask; ``application`` is Excel's own, as COM hands it over."""

    _public_methods_ = ("press", "fits", "state", "changed")

    def press(self, control: str, application: Any) -> str:
        """Do what a button says; one sentence of what came of it."""
        return _answered(lambda: str(_door().press(control, application)), f"press {control}", lambda said: said)

    def fits(self, control: str, application: Any) -> bool:
        """Whether a button is for the paper in front; one that cannot be asked about is not greyed."""
        return _answered(lambda: bool(_door().is_fitting(control, application)), f"fits {control}", lambda _: True)

    def state(self, application: Any) -> str:
        """What the label says of the paper in front."""
        return _answered(lambda: str(_door().state_line(application)), "state", lambda said: said)

    def changed(self, application: Any, sheet: str, address: str) -> str:
        """What the label says now that something was typed; the status bar tells of the cells. No cell is touched."""
        return _answered(lambda: str(_door().changed(application, sheet, address)), "changed", lambda said: said)


def _door() -> ModuleType:
    """The one door. The processes that read strangers' files start from this module too: they need no door."""
    from xlpy import buttons  # noqa: PLC0415 - see above

    return buttons


def _answered(ask: Callable[[], Answer], asked: str, otherwise: Callable[[str], Answer]) -> Answer:
    """The answer; of a mistake the traceback is in the log and the sentence is told, never more."""
    try:
        os.environ[shelf.AMENDMENTS_VARIABLE] = str(_settings().amendments)
        return ask()
    except Exception as error:  # noqa: BLE001 - the outermost line of this surface
        return otherwise(faults.told(error, _settings(), asked)[1])


def _settings() -> Settings:
    """The settings of this person; with a file of theirs that cannot be read, those of somebody who has none."""
    try:
        return settings()
    except SettingsError:
        return without_file()


def main() -> None:
    """Serve until the last Excel lets go; there is no window, so nothing that is printed goes anywhere."""
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - as long as we live
    sys.stderr = sys.stderr or sys.stdout
    _door()
    if sys.platform == "win32":
        from win32com.server.localserver import serve  # noqa: PLC0415 - pywin32 is there on Windows only

        serve([CLASS_ID])


if __name__ == "__main__":
    main()
