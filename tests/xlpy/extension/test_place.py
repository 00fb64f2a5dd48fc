"""The buttons are added to a profile of LibreOffice, work there, and leave nothing behind when they go."""

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from support.forms import form
from support.house import ROOT
from support.live_office import require_uno
from workbook.render.declaration import declaration
from xlpy.cli import obey
from xlpy.desk import FINE, NOTHING_DONE
from xlpy.live.highlights import TITLE

require_uno()
from xlpy.extension import extensions  # noqa: E402 - only where UNO is
from xlpy.extension.words import TITLES, toolbar, url  # noqa: E402 - it follows
from xlpy.libreoffice import bridge  # noqa: E402 - it follows

MARK = b"xlpy"
NOBODY = 65534


def office(way: str, profile: Path) -> int:
    return obey(["office", way, "--profile", str(profile), "--json"])


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As it is for somebody who uses LibreOffice."""
    folder = tmp_path_factory.mktemp("profile")
    with extensions.office(folder):
        pass
    return folder


@pytest.fixture
def own(profile: Path) -> Iterator[Path]:
    """A copy in a folder that every user may enter; pytest keeps its own to itself."""
    with tempfile.TemporaryDirectory(prefix="xlpy-profile-") as folder:
        Path(folder).chmod(0o755)
        yield Path(shutil.copytree(profile, Path(folder) / "own"))


def files(profile: Path) -> set[str]:
    return {str(path.relative_to(profile)) for path in profile.rglob("*") if path.is_file()}


def opened(context: Any, path: Path) -> Any:
    desktop = bridge.service(context, "frame.Desktop")
    return desktop.loadComponentFromURL(bridge.url_of(path), "_blank", 0, ())


@dataclass
class Trip:
    """What was seen while the buttons came, worked and went."""

    before: set[str]
    sheets: tuple[str, ...] = ()
    shown: tuple[bool, ...] = ()
    remembered: int = 0
    while_open: int = 0
    is_alive: bool = False
    again: int = 0
    told_again: dict[str, object] = field(default_factory=dict)
    after: set[str] = field(default_factory=set)
    traces: set[str] = field(default_factory=set)


@pytest.fixture(scope="module")
def trip(profile: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trip]:
    """By somebody who has activated the virtual environment, as most do."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    with pytest.MonkeyPatch.context() as there:
        there.setenv("PATH", path)
        yield played(profile, tmp_path_factory)


def played(profile: Path, tmp_path_factory: pytest.TempPathFactory) -> Trip:
    own = tmp_path_factory.mktemp("trip") / "own"
    shutil.copytree(profile, own)
    seen = Trip(files(own))
    paper = own.parent / "申报书.xlsx"
    paper.write_bytes(declaration(form().pack))
    assert office("install", own) == 0
    with extensions.office(own) as context:
        press_validate(context, paper, seen)
        seen.while_open = office("install", own)
        seen.is_alive = bridge.service(context, "frame.Desktop") is not None
    seen.remembered = len(traces(own))
    assert office("uninstall", own) == 0
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        seen.again = office("uninstall", own)
    seen.told_again = json.loads(said.getvalue())
    seen.after, seen.traces = files(own), traces(own)
    return seen


def press_validate(context: Any, paper: Path, seen: Trip) -> None:
    """In the Python of LibreOffice, by the URL that the button stands for."""
    document = opened(context, paper)
    frame = document.CurrentController.Frame
    seen.shown = tuple(frame.LayoutManager.isElementVisible(toolbar(kind)) for kind in TITLES)
    bridge.service(context, "frame.DispatchHelper").executeDispatch(frame, url("validate"), "", 0, ())
    seen.sheets = document.Sheets.ElementNames
    document.close(True)  # noqa: FBT003 - UNO takes no names


def traces(profile: Path) -> set[str]:
    """The files of a profile that name us."""
    return {name for name in files(profile) if MARK in (profile / name).read_bytes()}


def test_a_button_marks_the_findings_in_the_python_of_libreoffice(trip: Trip) -> None:
    assert TITLE in trip.sheets


def test_a_paper_shows_its_own_toolbar_and_the_one_for_all(trip: Trip) -> None:
    """
    | 申报书 | 汇总表 | 总表 | 各表通用 | 通知 |
    """
    assert trip.shown == (True, False, False, True, False)


def test_nothing_is_left_behind(trip: Trip) -> None:
    assert trip.remembered
    assert trip.traces == set()
    assert trip.after <= trip.before


def test_an_office_that_is_open_is_left_alone(trip: Trip) -> None:
    assert trip.while_open == NOTHING_DONE
    assert trip.is_alive


def test_what_is_not_there_cannot_be_taken_away(trip: Trip) -> None:
    assert trip.again == FINE
    assert trip.told_again == {"done": False}


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can become another user")
def test_a_normal_user_adds_the_buttons_too(own: Path) -> None:
    for path in (own, *own.rglob("*")):
        shutil.chown(path, NOBODY, NOBODY)
    command = [sys.executable, "-m", "xlpy", "office", "install", "--profile", str(own)]

    done = subprocess.run(
        command,
        cwd=ROOT,
        user=NOBODY,
        group=NOBODY,
        env={**os.environ, "HOME": str(own), "XLPY_HOME": str(own)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("已装入 LibreOffice")
