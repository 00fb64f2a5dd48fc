"""What runs on our engine runs on xlwings' own for Excel, as far as that can be shown without Excel.

Its code runs here as it is, over stand-ins for pywin32 and for Excel: they have the members that Microsoft documents,
raise on any other, and count nothing; what Excel would count is given to them.
"""

import importlib
import inspect
import pkgutil
import runpy
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import xlwings as xw
from xlwings import base_classes

from support import excel, excel_model, tour, windows
from support.excel_members import looked_up


@pytest.fixture
def application(monkeypatch: pytest.MonkeyPatch) -> Iterator[excel.Application]:
    """Excel as it comes when xlwings starts one."""
    made = excel.Application()
    monkeypatch.setattr("support.excel_model.asked", set())
    monkeypatch.setattr(windows.engine(), "DispatchEx", lambda _: made)
    monkeypatch.setattr(windows.engine(), "N_COM_ATTEMPTS", 1)
    with windows.in_use():
        yield made


def test_the_tour_runs_through_the_engine_for_excel(
    application: excel.Application, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    application._counted, application._pivoted = tour.COUNTED, tour.PIVOTED
    monkeypatch.setattr(sys, "argv", [str(tour.SCRIPT), str(tmp_path)])

    runpy.run_path(str(tour.SCRIPT))

    assert capsys.readouterr().out.splitlines() == tour.TOLD
    assert sorted(path.name for path in tmp_path.iterdir()) == tour.FILES
    assert excel_model.asked - looked_up().keys() == {"Range.GetAddress"}, "pywin32's word for Address with arguments"


def test_the_stand_in_has_no_member_that_is_not_documented(application: excel.Application) -> None:
    cell = xw.App(visible=False).books[0].sheets[0]["A1"]

    with pytest.raises(windows.ComError, match=r"Range\.Colour is not documented"):
        cell.api.Colour  # noqa: B018 - to ask is the deed


def _classes_of_ours(package: ModuleType) -> dict[str, type]:
    modules = [importlib.import_module(f"{package.__name__}.{found.name}") for found in _parts_of(package)]
    return {
        name: kind
        for module in modules
        for name, kind in vars(module).items()
        if inspect.isclass(kind) and kind.__module__ == module.__name__
    }


def _parts_of(package: ModuleType) -> Iterator[pkgutil.ModuleInfo]:
    return (found for found in pkgutil.iter_modules(package.__path__) if found.name != "__main__")


def _members(package: ModuleType) -> Iterator[tuple[str, Any, Any]]:
    """Every member that xlwings may ask an engine for: its name, theirs, ours."""
    ours, theirs = _classes_of_ours(package), vars(windows.engine())
    for name, kind in vars(base_classes).items():
        if inspect.isclass(kind) and name in ours and name in theirs:
            for member in (member for member, _ in inspect.getmembers(kind) if not member.startswith("_")):
                yield (
                    f"{name}.{member}",
                    inspect.getattr_static(theirs[name], member, None),
                    inspect.getattr_static(ours[name], member, None),
                )


INSIDE = {"App.api", "Apps.cleanup"}
"""What no code but the engine's own sets or calls."""


def _difference(theirs: Any, ours: Any) -> str:
    """Why a call or an assignment that their member takes would fail on ours; empty when it would not."""
    if isinstance(theirs, property):
        is_settable = theirs.fset is None or (isinstance(ours, property) and ours.fset is not None)
        return "" if isinstance(ours, property) and is_settable else "not such a property"
    if not callable(theirs):
        return ""
    wanted, taken = inspect.signature(theirs).parameters, inspect.signature(ours).parameters
    if any(one.kind is one.VAR_KEYWORD for one in taken.values()):
        return ""
    return "" if list(wanted) == list(taken) else f"takes {list(taken)}, not {list(wanted)}"


def test_whatever_the_engine_for_excel_takes_ours_takes(lo: ModuleType) -> None:
    members = list(_members(lo))

    failing = {name: _difference(theirs, ours) for name, theirs, ours in members if name not in INSIDE}

    assert len(members) > 400
    assert {name: why for name, why in failing.items() if why} == {}
