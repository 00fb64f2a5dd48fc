"""What a person at a terminal sees: lines, tables, progress; and the JSON document of ``--json``."""

import datetime as dt
import io
import json
import sys
import traceback
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from workbook.errors import WorkbookError
from xlpy.desk import Result
from xlpy.settings import Settings

Thing = TypeVar("Thing")

BUG = "BUG"


def speak_utf8() -> None:
    """Chinese and JSON go out as UTF-8, whatever the code page of the machine."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


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
    """A mistake of ours: the traceback goes to the log, one Chinese sentence to the user."""
    settings.home.mkdir(parents=True, exist_ok=True)
    with settings.log.open("a", encoding="utf-8") as log:
        log.write(f"{dt.datetime.now().astimezone().isoformat()} {sys.argv}\n")
        log.write("".join(traceback.format_exception(error)))
    complain(BUG, f"程序自身出错，没有完成。请把日志“{settings.log}”发给维护人员。", as_json=as_json)


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
    """The same things one by one, with a progress bar where a person watches."""
    if not sys.stderr.isatty():
        yield from things
        return
    from rich.console import Console  # noqa: PLC0415 - start-up: only a watched terminal pays for it
    from rich.progress import track  # noqa: PLC0415 - as above

    yield from track(things, description=words, total=total, console=Console(stderr=True), transient=True)
