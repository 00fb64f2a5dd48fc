"""The app: one running office, its windows, status bar, calculation and end."""

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xlpy.libreoffice import bridge, dialogs, macros
from xlpy.libreoffice.books import Book, Books
from xlpy.libreoffice.bridge import Uno
from xlpy.libreoffice.errors import OfficeDiedError, cannot
from xlpy.libreoffice.honest import honest
from xlpy.libreoffice.office import Office, has_screen

if TYPE_CHECKING:
    from xlpy.libreoffice.engine import Apps, Engine
    from xlpy.libreoffice.range import Range

VERSION = "16.0"
"""The Excel whose semantics this engine follows; xlwings compares it with 15."""


@honest
class App(base_classes.App):
    """One running office."""

    def __init__(self, apps: "Apps", context: Uno, *, office: Office | None = None, pid: int = 0) -> None:
        self.apps = apps
        self.context = context
        self.desktop = bridge.service(context, "frame.Desktop")
        self.office = office
        self._pid = office.pid if office else pid
        self._alerts = True
        self.deeds = 0
        self.shifts = 0
        self._events = True
        self._status: Any = None
        self._status_text: str | bool = False
        self._frozen: list[Uno] = []
        self._is_visible = office.windowed if office else True

    @property
    def pid(self) -> int:
        """The process; a made-up number below zero for an office elsewhere."""
        return self._pid

    @property
    def engine(self) -> "Engine":
        """The engine."""
        return self.apps.engine

    @property
    def api(self) -> Uno:
        """The desktop of the office."""
        return self.desktop

    @property
    def version(self) -> str:
        """The Excel whose semantics this engine follows."""
        return VERSION

    @property
    def books(self) -> Books:
        """The open spreadsheets."""
        return Books(self)

    def is_alive(self) -> bool:
        """Whether the office still answers."""
        if self.office is not None and not self.office.is_running():
            return False
        try:
            self.desktop.getName()
        except bridge.UnoError:
            return False
        return True

    def activate(self, steal_focus: bool = False) -> None:
        """Make this the active app; bring its window to the front if asked."""
        self.apps.first(self)
        if steal_focus and self.visible and len(self.books):
            self.books.active.activate()

    @property
    def visible(self) -> bool:
        """Whether its windows are shown."""
        return self._is_visible and (self.office is None or self.office.windowed)

    @visible.setter
    def visible(self, value: bool) -> None:
        if self.office is not None and not self.office.windowed:
            if value and has_screen():
                raise cannot("App.visible = True", "this office was started hidden; start it with visible=True")
            return
        self._is_visible = bool(value)
        for book in self.books:
            book.controller.getFrame().getContainerWindow().setVisible(bool(value))

    @property
    def selection(self) -> "Range | None":
        """The selected cells of the book in front."""
        return self.books.active.sheets.selection if len(self.books) else None

    def quit(self) -> None:
        """Close all books without saving; an office of our own ends, one that has ended already is forgotten."""
        with contextlib.suppress(OfficeDiedError):
            for book in self.books:
                book.close()
        if self.office is not None:
            with contextlib.suppress(bridge.UnoError):
                self.desktop.terminate()
        self.bury()

    def kill(self) -> None:
        """End an office of our own at once."""
        if self.office is None:
            raise cannot("App.kill", "this office was not started by us")
        self.bury()

    def bury(self) -> None:
        """Forget the app; of an office of our own nothing stays."""
        if self.office is not None:
            self.office.end()
        self.apps.drop(self)

    @property
    def screen_updating(self) -> bool:
        """Whether windows are drawn while code runs."""
        return not self._frozen

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        if value:
            for document in self._frozen:
                with contextlib.suppress(bridge.UnoError):
                    document.unlockControllers()
            self._frozen = []
        elif not self._frozen:
            self._frozen = [book.xl for book in self.books]
            for document in self._frozen:
                document.lockControllers()

    @property
    def display_alerts(self) -> bool:
        """Whether ``alert`` asks; off, the first button answers."""
        return self._alerts

    @display_alerts.setter
    def display_alerts(self, value: bool) -> None:
        self._alerts = bool(value)

    @property
    def enable_events(self) -> bool:
        """Remembered only: code that writes over UNO fires no sheet events anyway."""
        return self._events

    @enable_events.setter
    def enable_events(self, value: bool) -> None:
        self._events = bool(value)

    @property
    def interactive(self) -> bool:
        """Whether the user can type and click."""
        return all(window.isEnabled() for window in self._windows())

    @interactive.setter
    def interactive(self, value: bool) -> None:
        for window in self._windows():
            window.setEnable(bool(value))

    def _windows(self) -> Iterator[Uno]:
        for book in self.books:
            yield book.controller.getFrame().getContainerWindow()

    @property
    def calculation(self) -> str:
        """``automatic`` or ``manual``, of the book in front."""
        automatic = not len(self.books) or self.books.active.xl.isAutomaticCalculationEnabled()
        return "automatic" if automatic else "manual"

    @calculation.setter
    def calculation(self, value: str) -> None:
        if value not in ("automatic", "manual"):
            raise cannot(f"App.calculation = {value!r}", "LibreOffice knows automatic and manual only")
        for book in self.books:
            book.xl.enableAutomaticCalculation(value == "automatic")

    def calculate(self) -> None:
        """Calculate all open books."""
        for book in self.books:
            book.xl.calculateAll()

    @property
    def status_bar(self) -> str | bool:
        """The text in the status bar; False when it is LibreOffice's own."""
        return self._status_text

    @status_bar.setter
    def status_bar(self, value: str | bool | None) -> None:
        if self._status is not None:
            with contextlib.suppress(bridge.UnoError):
                self._status.end()
            self._status = None
        self._status_text = False if value in (None, False) else str(value)
        if self._status_text and len(self.books):
            self._status = self.books.active.controller.getFrame().createStatusIndicator()
            self._status.start(self._status_text, 0)

    def alert(self, prompt: str, title: str | None, buttons: str | None, mode: str | None, callback: Any) -> str | None:
        """Ask the user; without a window, or with ``display_alerts`` off, the first button answers."""
        if callback is not None:
            raise cannot("App.alert(callback=…)", "callbacks belong to the remote engine; the answer is returned")
        book: Book | None = self.books.active if len(self.books) else None
        window = book.controller.getFrame().getContainerWindow() if book and self.visible else None
        return dialogs.ask(
            self.context, window, prompt, title, buttons, mode, silent=not (self.visible and self.display_alerts)
        )

    def run(self, macro: str, args: list[Any]) -> Any:
        """Run a Basic or Python macro."""
        return macros.run(self, macro, args)

    @property
    def path(self) -> str:
        """The folder of the program."""
        return self._substituted("$(prog)")

    @property
    def startup_path(self) -> str:
        """The folder of the user's templates, the nearest thing to XLSTART."""
        return self._substituted("$(user)")

    def _substituted(self, variable: str) -> str:
        paths = bridge.service(self.context, "util.PathSubstitution")
        return bridge.path_of(paths.getSubstituteVariableValue(variable))

    @property
    def hwnd(self) -> int:
        """Window handles are Windows' own."""
        raise cannot("App.hwnd", "only Windows has window handles")

    @property
    def cut_copy_mode(self) -> str | None:
        """``copy`` after ``Range.copy()`` without a destination."""
        return "copy" if self.clipboard else None

    @cut_copy_mode.setter
    def cut_copy_mode(self, value: Any) -> None:
        if not value:
            self.clipboard = None

    clipboard: "Range | None" = None
    """The range that ``Range.copy()`` took."""
