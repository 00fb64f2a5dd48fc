"""Sheets guarded against slips, without a password: inputs open, widths and filters free."""

from workbook.render.sheet import Sheet

_ALLOWED = {
    "select_locked_cells": True,
    "select_unlocked_cells": True,
    "format_columns": True,
    "format_rows": True,
    "autofilter": True,
    "sort": True,
}


def protect(sheet: Sheet) -> None:
    """Lock everything but the inputs; anyone may lift it, nothing is secret."""
    sheet.native.protect("", _ALLOWED)


def hide(sheet: Sheet) -> None:
    """A sheet nobody needs to see: locked, and out of sight."""
    protect(sheet)
    sheet.native.hide()
