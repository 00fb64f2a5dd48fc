"""THE table: every command once, its label, tip, icon and the paper it is for; all surfaces come from it."""

from collections.abc import Mapping

from workbook.errors import ValueMissingError
from xlpy.commands.groups import GROUPS
from xlpy.commands.model import Command, For
from xlpy.commands.table import ROWS

__all__ = ("BUTTONS", "COMMANDS", "GROUPS", "LINE", "Command", "For", "command")

COMMANDS: Mapping[str, Command] = {row.id: row for row in ROWS}
LINE: Mapping[str, Command] = {id_: row for id_, row in COMMANDS.items() if row.only != "button"}
"""The commands of the command line."""
BUTTONS: Mapping[str, Command] = {id_: row for id_, row in COMMANDS.items() if row.only != "line"}
"""The commands that stand as buttons in a spreadsheet program."""


def command(id_: str) -> Command:
    """The command of this id."""
    if id_ not in COMMANDS:
        raise ValueMissingError("命令", id_, tuple(COMMANDS))
    return COMMANDS[id_]
