"""The engine as xlwings meets it: its name, its apps, values on their way in and out."""

import datetime as dt
import itertools
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from xlwings import base_classes, utils

from xlpy.libreoffice import bridge
from xlpy.libreoffice.app import App
from xlpy.libreoffice.bridge import Uno
from xlpy.libreoffice.cells import ERRORS
from xlpy.libreoffice.office import Office

PLAIN = (int, bool, dt.datetime, dt.date)


class Apps(base_classes.Apps):
    """The offices we started or are attached to, the active one first."""

    def __init__(self, engine: "Engine") -> None:
        self.engine = engine
        self._apps: list[App] = []
        self._foreign = itertools.count(-1, -1)

    def keys(self) -> list[int]:
        """The process ids."""
        return [app.pid for app in self]

    def add(
        self, spec: str | None = None, add_book: bool | None = None, xl: Uno = None, visible: bool | None = None
    ) -> App:
        """Start an office of its own; ``spec`` names one that listens, ``pipe,name=x``, and attaches to it."""
        if xl is not None or spec is not None:
            app = self.adopt(xl if spec is None else bridge.resolve(spec))
        else:
            office = Office(windowed=visible is not False, patience=self.engine.patience)
            app = App(self, office.context, office=office)
        self.first(app)
        if add_book and not len(app.books):
            app.books.add()
        return app

    def adopt(self, context: Uno, pid: int | None = None) -> App:
        """The app of an office that runs already; its process is ours when ``pid`` says so."""
        for app in self:
            if app.context == context or (pid is not None and app.pid == pid):
                self.first(app)
                return app
        app = App(self, context, pid=pid if pid is not None else next(self._foreign))
        self.first(app)
        return app

    def first(self, app: App) -> None:
        """Make an app the active one."""
        self.drop(app)
        self._apps.insert(0, app)

    def drop(self, app: App) -> None:
        """Forget an app."""
        self._apps = [other for other in self._apps if other is not app]

    def cleanup(self) -> None:  # type: ignore[override]  # Excel's processes belong to the machine, ours to this object
        """Forget the offices that have ended, and what those of ours left behind."""
        for app in tuple(self._apps):
            if not app.is_alive():
                app.bury()

    def __iter__(self) -> Iterator[App]:
        self.cleanup()
        return iter(tuple(self._apps))

    def __len__(self) -> int:
        return len(list(iter(self)))

    def __getitem__(self, pid: int) -> App:
        for app in self:
            if app.pid == pid:
                return app
        raise KeyError(f"No LibreOffice with process id {pid}.")


class Engine:
    """LibreOffice under xlwings."""

    name = "libreoffice"
    type = "desktop"

    def __init__(self) -> None:
        self.apps = Apps(self)
        self.strict = False
        self.patience: float | None = None

    @staticmethod
    def prepare_xl_data_element(x: Any, options: Any) -> Any:  # noqa: ARG004 - the contract of xlwings
        """One value on its way into a cell."""
        kind = type(x)
        if kind is str or (kind is float and x == x):  # noqa: PLR0124 - only a missing number differs from itself
            return x
        if kind in PLAIN:
            return x
        if x is None or _is_missing(x):
            return ""
        if isinstance(x, Decimal):
            return float(x)
        if type(x).__name__ == "datetime64":
            return utils.np_datetime_to_datetime(x)
        return x.item() if hasattr(x, "item") and not getattr(x, "shape", ()) else x

    @staticmethod
    def clean_value_data(
        data: Sequence[Sequence[Any]],
        datetime_builder: Callable[..., Any],
        empty_as: Any,
        number_builder: Callable[[float], Any] | None,
        err_to_str: bool,
    ) -> list[list[Any]]:
        """Values on their way out of the cells; a tuple is a row of numbers and texts as UNO gave it."""

        def cleaned(value: Any) -> Any:
            if value in ("", None):
                return empty_as
            if isinstance(value, dt.datetime):
                return value if datetime_builder is dt.datetime else _built(value, datetime_builder)
            if type(value) is int:
                return ERRORS.get(value) if err_to_str else None
            return number_builder(value) if number_builder and type(value) is float else value

        ready = {bool} if number_builder else {bool, float}
        return [
            _filled(row, empty_as)
            if type(row) is tuple and number_builder is None
            else [value if type(value) in ready or (type(value) is str and value) else cleaned(value) for value in row]
            for row in data
        ]


def _filled(row: tuple[Any, ...], empty_as: Any) -> list[Any]:
    """A row of numbers and texts."""
    return [empty_as if value == "" else value for value in row] if "" in row else list(row)


def _is_missing(value: Any) -> bool:
    """Whether a value is NaN, NaT or NA, without asking pandas."""
    if type(value).__name__ in ("NAType", "NaTType"):
        return True
    try:
        return bool(value != value)  # noqa: PLR0124 - only a missing number differs from itself
    except (TypeError, ValueError):
        return False


def _built(value: dt.datetime, builder: Callable[..., Any]) -> Any:
    return builder(
        year=value.year,
        month=value.month,
        day=value.day,
        hour=value.hour,
        minute=value.minute,
        second=value.second,
        microsecond=value.microsecond,
        tzinfo=None,
    )
