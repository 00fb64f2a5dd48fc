"""What a person at a terminal sees: lines, tables, progress; and the JSON document of ``--json``."""

import datetime as dt
import io
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

from workbook.errors import WorkbookError
from xlpy import faults
from xlpy.desk import Result
from xlpy.settings import Settings

Thing = TypeVar("Thing")

UsageError: type[Exception] = typer.BadParameter.__mro__[1]


class InChinese:
    """The help option speaks Chinese too."""

    def get_help_option(self, context: Any) -> Any:
        """The ``--help`` of the command below, in Chinese."""
        option = super().get_help_option(context)  # type: ignore[misc] # what it is mixed into has it
        if option:
            option.help = "显示这段说明。"
        return option


class Command(InChinese, TyperCommand):
    """One command."""


class Group(InChinese, TyperGroup):
    """All commands."""


def speak_utf8() -> None:
    """Chinese and JSON go out as UTF-8, whatever the code page of the machine; what has no UTF-8, as its escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def show(result: Result, *, as_json: bool) -> None:
    """Print what was found: one JSON document, or the lines for a person."""
    if as_json:
        _print(document(result.data))
        return
    if result.table:
        show_table(result.table)
    for line in result.lines:
        _print(line)


def show_table(rows: Sequence[Sequence[str]]) -> None:
    """A header and its rows, ruled."""
    from rich.console import Console  # noqa: PLC0415 - start-up: only a command with a table pays for it
    from rich.table import Table  # noqa: PLC0415 - as above

    table = Table(*rows[0])
    for row in rows[1:]:
        table.add_row(*row)
    Console(file=sys.stdout).print(table)


def show_error(error: WorkbookError, *, as_json: bool) -> None:
    """One Chinese sentence on stderr; with ``--json`` a document on stdout."""
    complain(getattr(error, "refusal", error.code), str(error), as_json=as_json)


def complain(code: str, message: str, *, as_json: bool) -> None:
    """One Chinese sentence on stderr; with ``--json`` a document on stdout."""
    if as_json:
        _print(document({"error": {"code": code, "message": message}}))
    else:
        sys.stderr.write(f"{message}\n")


def show_bug(error: BaseException, settings: Settings, *, as_json: bool) -> None:
    """A mistake of ours or of the disk: the traceback goes to the log, one Chinese sentence to the user."""
    code, sentence = faults.told(error, settings, sys.argv)
    complain(code, sentence, as_json=as_json)


def document(data: Any) -> str:
    """Anything as one JSON text."""
    return json.dumps(data, ensure_ascii=False, indent=1, default=_plain)


def _plain(value: Any) -> Any:
    """What JSON has no word for."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    raise TypeError(type(value).__name__)


def _print(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def watch(things: Iterable[Thing], words: str, total: int | None) -> Iterator[Thing]:
    """The same things one by one; a person sees a bar, how many a second, how long it still takes."""
    if not sys.stderr.isatty():
        yield from things
        return
    from rich.console import Console  # noqa: PLC0415 - start-up: only a watched terminal pays for it
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn  # noqa: PLC0415 - as above

    columns = "{task.description}", BarColumn(), MofNCompleteColumn(), "{task.fields[rate]}", TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(words, total=total, rate="")
        for done, thing in enumerate(things, start=1):
            yield thing
            progress.update(task, completed=done, rate=_rate(done, progress.tasks[0].elapsed))


def _rate(done: int, seconds: float | None) -> str:
    """How many a second, and what the time behind it means."""
    return f"每秒{done / seconds:.3g}  还需" if seconds else ""


def usage(error: Exception, commands: Iterable[str]) -> str:
    """A mistake of the command line in one Chinese sentence."""
    name = type(error).__name__
    parameter = getattr(error, "param", None)
    shown = (parameter.opts[0] if parameter.opts[0].startswith("-") else parameter.name.upper()) if parameter else ""
    option = getattr(error, "option_name", "")
    help_ = getattr(parameter, "help", "") or ""
    meant = f"（{help_.rstrip('。')}）" if help_ else ""
    said = {
        "MissingParameter": f"缺少参数 {shown}{meant}",
        "NoSuchOption": f"没有选项 {option}",
        "BadOptionUsage": f"选项 {option} 缺少内容",
        "BadParameter": f"参数 {shown} 的内容不对{meant}",
    }.get(name, "命令写错了")
    place = getattr(error, "ctx", None)
    if place is not None and place.parent is not None:
        return f"{said}。用法见 xlpy {place.info_name} --help。"
    return f"{said}。可用的命令有：{'、'.join(commands)}；用法见 xlpy 命令 --help。"


def head_help_in_chinese() -> None:
    """Head the panels of typer's help in Chinese."""
    from typer import rich_utils  # noqa: PLC0415 - start-up: only help pays for it

    rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
    rich_utils.OPTIONS_PANEL_TITLE = "选项"
    rich_utils.COMMANDS_PANEL_TITLE = "命令"
    rich_utils.REQUIRED_LONG_STRING = "[必填]"
