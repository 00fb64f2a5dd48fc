"""LibreOffice opens the add-in, compiles its modules and runs what of them needs no Excel."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support import live_office
from xlpy.addin import package, sources

FILTER = "Calc MS Excel 2007 VBA XML"
"""LibreOffice 7.4 does not detect an add-in by itself; told what it is, it loads it."""
MACROS_RUN = 4


@pytest.fixture(scope="module")
def book() -> Iterator[Any]:
    uno = live_office.require_uno()
    folder = Path(tempfile.mkdtemp(prefix="xlpy-addin-"))
    (folder / package.FILE).write_bytes(package.xlam("表"))
    how = {"Hidden": True, "FilterName": FILTER, "MacroExecutionMode": uno.Any("short", MACROS_RUN)}
    told = tuple(uno.createUnoStruct("com.sun.star.beans.PropertyValue", Name=k, Value=v) for k, v in how.items())
    with live_office.desktop() as desk:
        book = desk.loadComponentFromURL((folder / package.FILE).as_uri(), "_blank", 0, told)
        yield book
    shutil.rmtree(folder)


def run(book: Any, macro: str, *given: Any) -> Any:
    place = f"vnd.sun.star.script:{package.NAME}.{macro}?language=Basic&location=document"
    return book.getScriptProvider().getScript(place).invoke(given, (), ())[0]


def test_it_finds_every_module_with_its_source(book: Any) -> None:
    library = book.BasicLibraries.getByName(package.NAME)

    assert set(library.ElementNames) == {"ThisWorkbook", "Sheet1", *sources.code()}
    for name, text in sources.code().items():
        wanted = [line for line in text[text.index("Option Explicit") :].split("\r\n") if line]
        assert [line for line in library.getByName(name).splitlines() if line][-len(wanted) :] == wanted


def test_the_module_of_the_callbacks_compiles_and_runs(book: Any) -> None:
    assert run(book, "XlpyRibbon.XlpyRefresh") is None


def test_loading_makes_the_class_that_hears_the_events(book: Any) -> None:
    assert run(book, "XlpyRibbon.XlpyLoad", None) is None


def test_listening_again_where_it_listens_already_changes_nothing(book: Any) -> None:
    assert run(book, "XlpyRibbon.XlpyListen") is None
    assert run(book, "XlpyRibbon.XlpyListen") is None


def test_a_macro_that_is_not_there_is_a_mistake(book: Any) -> None:
    with pytest.raises(Exception, match="XlpyNowhere"):
        run(book, "XlpyRibbon.XlpyNowhere")


def test_the_sentence_for_a_lost_server_stands_in_its_first_cell(book: Any) -> None:
    said = book.Sheets.getByIndex(0).getCellByPosition(0, 0).String

    assert "xlpy doctor" in said
    assert said.endswith("。")
