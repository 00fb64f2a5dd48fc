"""The command line: at most five lines a command, everything else is in the table and the actions."""

import datetime as dt
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from workbook.errors import ValueMissingError, WorkbookError
from xlpy import console
from xlpy.commands import COMMANDS, command
from xlpy.desk import NOTHING_DONE
from xlpy.folder import FolderDesk
from xlpy.preview import previewed
from xlpy.settings import settings

app = typer.Typer(
    name="xlpy",
    cls=console.Group,
    help="一年一度的申报：发表、填报、初审、汇总、评审、公示。",
    add_completion=False,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)

Json = Annotated[bool, typer.Option("--json", help="只输出一个 JSON 文档。")]
Notice = Annotated[str, typer.Option("--notice", help="通知编号，如 changzhou-2023。")]
SomeNotice = Annotated[str, typer.Option("--notice", help="通知编号；不写则从表中得知。")]
Out = Annotated[Path, typer.Option("--out", help="结果放在哪个文件夹。")]
Files = Annotated[list[Path], typer.Argument(help="一个或多个 .xlsx 文件，可连同正文 .docx。", show_default=False)]
Inboxes = Annotated[list[Path], typer.Argument(help="文件夹、压缩包、邮件或单个文件。", show_default=False)]
Summary = Annotated[Path, typer.Argument(help="辖市区的汇总表 .xlsx。", show_default=False)]
Master = Annotated[Path, typer.Argument(help="市级总表 .xlsx。", show_default=False)]
Registers = Annotated[Path | None, typer.Option("--registers", help="名册 .xlsx（已认定、诊断、失信等）。")]
Preview = Annotated[bool, typer.Option("--preview", help="只看将收、将替换、将拒收什么，不写入。")]
Received = Annotated[str | None, typer.Option("--received", help="收到日期，如 2023-12-18。")]


def run(id_: str, book: Path, arguments: Mapping[str, Any], *, as_json: bool, preview: bool = False) -> None:
    """Let the action of a command work at a desk, carry out its plan (or tell it), show what it found."""
    desk = FolderDesk(book, settings(), console.watch, is_preview=preview)
    result = command(id_).action()(desk, **arguments)
    desk.carry_out(result.plan)
    console.show(previewed(result) if preview else result, as_json=as_json)
    raise typer.Exit(result.status)


def day(text: str | None) -> dt.date | None:
    """A date as people type it: 2023-12-18, 2023.12.18 or 20231218."""
    if text is None:
        return None
    digits = "".join(sign if sign.isdigit() else "-" for sign in text.strip())
    try:
        return dt.date(*(int(part) for part in digits.split("-"))) if "-" in digits else dt.date.fromisoformat(digits)
    except (TypeError, ValueError) as error:
        raise ValueMissingError("日期", text, ("如 2023-12-18",)) from error


def listed(id_: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make a function the command of this id, with the help of the table."""
    return app.command(id_, cls=console.Command, help=COMMANDS[id_].tip, short_help=COMMANDS[id_].label)


@listed("render")
def render(
    *,
    notice: Notice,
    out: Out,
    mailbox: Annotated[str, typer.Option("--mailbox", help="企业把电子文件发到哪个邮箱，写在申报书的说明里。")] = "",
    as_json: Json = False,
) -> None:
    """Write the empty papers."""
    run("render", out / "申报书.xlsx", {"notice": notice, "mailbox": mailbox}, as_json=as_json)


@listed("fields")
def fields(*, notice: Notice, as_json: Json = False) -> None:
    """List the fields."""
    run("fields", Path(), {"notice": notice}, as_json=as_json)


@listed("rules")
def rules(*, notice: Notice, as_json: Json = False) -> None:
    """List the demands."""
    run("rules", Path(), {"notice": notice}, as_json=as_json)


@listed("fill")
def fill(
    *,
    notice: Notice,
    values: Annotated[Path, typer.Option("--values", help="数据 .json：{字段编号: 值}。")],
    out: Annotated[Path, typer.Option("--out", help="写到哪个 .xlsx 文件。")],
    as_json: Json = False,
) -> None:
    """Write a filled declaration."""
    run("fill", out, {"notice": notice, "values": values}, as_json=as_json)


@listed("letter")
def letter(
    *,
    file: Annotated[Path, typer.Argument(help="一份填好的申报书 .xlsx。", show_default=False)],
    out: Annotated[Path, typer.Option("--out", help="写到哪个 .docx 文件。")],
    as_json: Json = False,
) -> None:
    """Write a declaration as Word."""
    run("letter", out, {"file": file}, as_json=as_json)


@listed("repair")
def repair(
    *,
    file: Annotated[Path, typer.Argument(help="损坏、改动过或旧版的申报书 .xlsx。", show_default=False)],
    out: Annotated[Path, typer.Option("--out", help="新表写到哪个 .xlsx 文件。")],
    notice: SomeNotice = "",
    as_json: Json = False,
) -> None:
    """Carry an old form into the present template."""
    run("repair", out, {"file": file, "notice": notice}, as_json=as_json)


@listed("record")
def record(
    *,
    file: Annotated[Path, typer.Argument(help="一个 .xlsx 文件。", show_default=False)],
    documents: Annotated[
        list[Path] | None, typer.Argument(help="它的正文 .docx；不写则看同一文件夹。", show_default=False)
    ] = None,
    as_json: Json = False,
) -> None:
    """Show what was read."""
    run("record", file, {"file": file, "documents": documents or []}, as_json=as_json)


@listed("validate")
def validate(*, files: Files, registers: Registers = None, received: Received = None, as_json: Json = False) -> None:
    """Judge papers of any level."""
    arguments = {"files": files, "registers": registers, "received": day(received)}
    run("validate", files[0], arguments, as_json=as_json)


@listed("collect")
def collect(
    *,
    inboxes: Inboxes,
    district: Annotated[str, typer.Option("--district", help="辖市区名称，按通知的写法。")],
    out: Out,
    registers: Registers = None,
    received: Received = None,
    notice: SomeNotice = "",
    preview: Preview = False,
    as_json: Json = False,
) -> None:
    """Take forms into the district's summary."""
    arguments = {"inboxes": inboxes, "district": district, "registers": registers, "received": day(received)}
    run("collect", out / "汇总表.xlsx", {**arguments, "notice": notice}, as_json=as_json, preview=preview)


@listed("opinion")
def opinion(
    *,
    summary: Summary,
    row: Annotated[list[str] | None, typer.Option("--row", help="申报编号，可写多次。")] = None,
    all_rows: Annotated[bool, typer.Option("--all", help="全部申报。")] = False,
    opinion_: Annotated[str, typer.Option("--opinion", help="推荐、不推荐或退回。")] = "",
    by: Annotated[str, typer.Option("--by", help="经办人。")] = "",
    on: Annotated[str | None, typer.Option("--day", help="初审日期。")] = None,
    as_json: Json = False,
) -> None:
    """Print and record the district's opinions."""
    arguments = {"rows": row or [], "all_rows": all_rows, "opinion": opinion_, "by": by, "day": day(on)}
    run("opinion", summary, arguments, as_json=as_json)


@listed("return")
def return_(
    *,
    summary: Summary,
    rows: Annotated[list[str], typer.Argument(help="要退回的申报编号，一个或多个。", show_default=False)],
    as_json: Json = False,
) -> None:
    """Write return slips."""
    run("return", summary, {"rows": rows}, as_json=as_json)


@listed("pull")
def pull(
    *,
    inboxes: Inboxes,
    master: Annotated[Path, typer.Option("--master", help="市级总表 .xlsx；没有就新建。")],
    registers: Registers = None,
    received: Received = None,
    notice: SomeNotice = "",
    preview: Preview = False,
    as_json: Json = False,
) -> None:
    """Take packages into the master."""
    arguments = {"inboxes": inboxes, "registers": registers, "received": day(received), "notice": notice}
    run("pull", master, arguments, as_json=as_json, preview=preview)


@listed("decide")
def decide(
    *,
    master: Master,
    row: Annotated[str, typer.Option("--row", help="申报编号。")],
    state: Annotated[str, typer.Option("--state", help="新的状态。")],
    why: Annotated[str, typer.Option("--why", help="理由。")] = "",
    as_json: Json = False,
) -> None:
    """Record a decision."""
    run("decide", master, {"row": row, "state": state, "why": why}, as_json=as_json)


@listed("publish")
def publish(
    *,
    master: Master,
    listing: Annotated[str, typer.Option("--list", help="proposed 公示、final 公布、pool 入库。")],
    out: Out,
    as_json: Json = False,
) -> None:
    """Write a public list."""
    run("publish", master, {"listing": listing, "out": out}, as_json=as_json)


@listed("trace")
def trace(
    *,
    book: Annotated[Path, typer.Argument(help="总表或汇总表 .xlsx。", show_default=False)],
    cell: Annotated[str, typer.Argument(help="单元格，如 总表!C5。", show_default=False)],
    as_json: Json = False,
) -> None:
    """Show where a cell comes from."""
    run("trace", book, {"cell": cell}, as_json=as_json)


@listed("demo")
def demo(*, out: Out, as_json: Json = False) -> None:
    """Play the sample season."""
    run("demo", out / "总表.xlsx", {"out": out}, as_json=as_json)


def obey(words: list[str]) -> int:
    """Do what the words say; the exit status. Nothing but one Chinese sentence is ever said of a failure."""
    as_json = "--json" in words
    if not words or {"--help", "-h"} & {*words}:
        console.head_help_in_chinese()
    try:
        return int(app(words or ["--help"], prog_name="xlpy", standalone_mode=False) or 0)
    except WorkbookError as error:
        console.show_error(error, as_json=as_json)
    except console.UsageError as error:
        console.complain("USAGE", console.usage(error, COMMANDS), as_json=as_json)
    except (KeyboardInterrupt, typer.Abort):
        console.complain("STOPPED", "已停止；已保存的内容完好，重新执行会接着做。", as_json=as_json)
    except Exception as error:  # noqa: BLE001 - the outermost line of this surface
        console.show_bug(error, settings(), as_json=as_json)
    return NOTHING_DONE


def main() -> None:
    """The command ``xlpy``."""
    console.speak_utf8()
    raise SystemExit(obey(sys.argv[1:]))
