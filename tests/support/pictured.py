"""Pictures for README and manual, taken on the way of a journey: ``make pictures`` asks for them (XLPY_PICTURES)."""

import atexit
import os
import shutil
from pathlib import Path

import pytest

from support.house import ROOT
from support.window import Window

TARGET = os.environ.get("XLPY_PICTURES", "")
HOME = Path.home() / "申报"


def room(factory: pytest.TempPathFactory, name: str) -> Path:
    """A folder to work in; while pictures are taken it is called as a person would call it, since windows show it."""
    if not TARGET:
        return factory.mktemp("desk")
    if not HOME.exists():
        HOME.mkdir()
        atexit.register(shutil.rmtree, HOME)
    (HOME / name).mkdir()
    return HOME / name


def picture(screen: Window, name: str) -> None:
    """A picture of the window, where one is asked for."""
    if TARGET:
        screen.picture(ROOT / TARGET / f"{name}.png")
