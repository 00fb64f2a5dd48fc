"""Protection of sheets, which xlwings has no words for: one small shim."""

import contextlib
from collections.abc import Iterator
from typing import Any

import xlwings as xw

from xlpy.libreoffice import bridge
from xlpy.libreoffice.errors import WrongPasswordError


def protect(sheet: xw.Sheet, password: str = "") -> None:
    """Protect a sheet: locked cells refuse what is written."""
    sheet.impl.xl.protect(password)


def unprotect(sheet: xw.Sheet, password: str = "") -> None:
    """Take the protection off."""
    xl = sheet.impl.xl
    try:
        xl.unprotect(password)
    except bridge.UnoError as error:
        raise WrongPasswordError(sheet.name) from error
    if xl.isProtected():
        raise WrongPasswordError(sheet.name)


def is_protected(sheet: xw.Sheet) -> bool:
    """Whether a sheet is protected."""
    return bool(sheet.impl.xl.isProtected())


@contextlib.contextmanager
def unprotected(sheet: xw.Sheet, password: str = "") -> Iterator[xw.Sheet]:
    """Write on a protected sheet; the protection is back afterwards."""
    was = is_protected(sheet)
    if was:
        unprotect(sheet, password)
    try:
        yield sheet
    finally:
        if was:
            protect(sheet, password)


def lock(cells: xw.Range, *, locked: bool = True, hidden: bool = False) -> None:
    """Say which cells protection covers, and whether it hides their formulas."""
    protection: Any = bridge.struct("util.CellProtection", IsLocked=locked, IsFormulaHidden=hidden)
    cells.impl.xl.CellProtection = protection
