"""One office for all tests of the engine, one book a module, one sheet a test."""

import itertools
from collections.abc import Iterator
from types import ModuleType

import pytest
import xlwings as xw

from support.live_office import require_uno

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def lo() -> ModuleType:
    require_uno()
    import xlpy.libreoffice  # noqa: PLC0415 - needs UNO, which is not everywhere

    xlpy.libreoffice.activate()
    return xlpy.libreoffice


@pytest.fixture(scope="session")
def app(lo: ModuleType) -> Iterator[xw.App]:
    app = xw.App(visible=False)
    yield app
    app.quit()


@pytest.fixture(scope="module")
def book(app: xw.App) -> Iterator[xw.Book]:
    app.activate()
    book = app.books.add()
    yield book
    book.close()


@pytest.fixture
def sheet(book: xw.Book) -> xw.Sheet:
    book.app.activate()
    book.activate()
    return book.sheets.add(f"Test{next(_numbers)}")
