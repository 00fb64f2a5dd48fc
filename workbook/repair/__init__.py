"""Damaged, old, moved forms -> the present form, with an account of every field: where, how surely, carried or not."""

from workbook.repair.account import Line, Outcome, Repaired, repair

__all__ = ["Line", "Outcome", "Repaired", "repair"]
