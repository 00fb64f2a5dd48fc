"""The desk over an open book: what lies in the window of a spreadsheet program, marked there, kept in its file."""

from xlpy.live.desk import LiveDesk
from xlpy.live.offices import wrap
from xlpy.live.program import Office, Program, Talk

__all__ = ("LiveDesk", "Office", "Program", "Talk", "wrap")
