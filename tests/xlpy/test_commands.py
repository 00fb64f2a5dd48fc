"""The one table feeds every surface: each command has its words, its verb, its place on the command line."""

import inspect
import re

import pytest
import typer

from workbook.errors import ValueMissingError
from xlpy.asked import ASKED
from xlpy.cli import app
from xlpy.commands import BUTTONS, COMMANDS, LINE, Command, command

CHINESE = re.compile(r"[\u4e00-\u9fff]")
every = pytest.mark.parametrize("entry", COMMANDS.values(), ids=list(COMMANDS))
every_line = pytest.mark.parametrize("entry", LINE.values(), ids=list(LINE))


@every
def test_a_command_has_label_tip_and_icon(entry: Command) -> None:
    assert CHINESE.search(entry.label)
    assert len(entry.label) <= 6
    assert entry.tip.endswith("。")
    assert entry.icon.isascii()


@every
def test_a_tip_says_what_stays_and_where_the_result_goes(entry: Command) -> None:
    assert re.search("不变|不改|只读|保留|只写|只改", entry.tip)


@every_line
def test_a_command_has_a_verb_that_works_at_a_desk(entry: Command) -> None:
    parameters = [*inspect.signature(entry.action()).parameters.values()]

    assert parameters[0].name == "desk"
    assert all(parameter.kind is inspect.Parameter.KEYWORD_ONLY for parameter in parameters[1:])


@every_line
def test_a_command_is_on_the_command_line_with_the_help_of_the_table(entry: Command) -> None:
    found = typer.main.get_command(app).commands[entry.id]  # type: ignore[attr-defined]

    assert found.help == entry.tip
    assert {"--json", "--help"} & {name for option in found.params for name in option.opts}


@every_line
def test_every_parameter_is_explained_in_chinese(entry: Command) -> None:
    found = typer.main.get_command(app).commands[entry.id]  # type: ignore[attr-defined]

    assert all(CHINESE.search(option.help or "") for option in found.params if option.name != "help")


def test_the_command_line_has_no_command_beside_the_table() -> None:
    assert set(typer.main.get_command(app).commands) == set(LINE)  # type: ignore[attr-defined]


def test_every_button_asks_for_all_that_its_verb_must_be_told() -> None:
    """What has no default is asked for, or told by the selection; the rest stays as the action has it."""
    missing = {
        id_: [name for name, one in inspect.signature(entry.action()).parameters.items() if one.default is one.empty][
            1:
        ]
        for id_, entry in BUTTONS.items()
        if entry.only != "button"
    }

    assert {id_ for id_, names in missing.items() if names} <= set(ASKED)
    assert set(ASKED) <= set(BUTTONS)


def test_a_command_that_is_not_there_is_named() -> None:
    with pytest.raises(ValueMissingError, match="没有名为“fly”的命令"):
        command("fly")
