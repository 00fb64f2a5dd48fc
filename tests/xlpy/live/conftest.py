"""One office for all tests of the live desk; each test opens its own files in it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import xlwings as xw

from support.live_office import require_uno


@pytest.fixture(scope="session")
def app() -> Iterator[xw.App]:
    require_uno()
    import xlpy.libreoffice  # noqa: PLC0415 - needs UNO, which is not everywhere

    xlpy.libreoffice.activate()
    app = xw.App(visible=False)
    yield app
    app.quit()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings of a desk of its own."""
    folder = tmp_path / "home"
    monkeypatch.setenv("XLPY_HOME", str(folder))
    monkeypatch.setenv("XLPY_OFFICER", "张三")
    return folder


@pytest.fixture
def opened(app: xw.App, tmp_path: Path, home: Path) -> Iterator[Callable[[bytes | Path], xw.Book]]:
    """Open a book in the office, in front."""
    books: list[xw.Book] = []

    def open_(what: bytes | Path, name: str = "申报书.xlsx") -> xw.Book:
        path = what if isinstance(what, Path) else tmp_path / name
        if isinstance(what, bytes):
            path.write_bytes(what)
        app.activate()
        books.append(app.books.open(str(path)))
        return books[-1]

    yield open_
    for book in [*app.books]:
        book.close()
