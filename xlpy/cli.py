"""The command line: at most five lines a command, everything else is in the table and the actions."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from workbook.errors import WorkbookError
from xlpy import cli_city, cli_excel, cli_notice, cli_office, cli_records, console
from xlpy.commands import LINE
from xlpy.desk import NOTHING_DONE
from xlpy.settings import AMENDMENTS, settings
from xlpy.terminal import (
    Book,
    Cluster,
    Files,
    Inboxes,
    Json,
    Master,
    Notice,
    Out,
    Preview,
    Received,
    Registers,
    SomeNotice,
    Summary,
    app,
    day,
    listed,
    run,
)

__all__ = ["app", "cli_city", "cli_excel", "cli_notice", "cli_office", "cli_records", "main", "obey"]

_INTERRUPTED = 130
"""What typer answers when Ctrl-C was pressed."""
_STOPPED = "已停止；已保存的内容完好，重新执行会接着做。"


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


@listed("amend")
def amend(
    *,
    notice: Notice,
    deadline: Annotated[str, typer.Option("--deadline", help="哪个期限，如 to_district。")],
    on: Annotated[str | None, typer.Option("--day", help="新的截止日，如 2023-12-27。")] = None,
    number: Annotated[str, typer.Option("--number", help="延期通知的文号。")],
    back: Annotated[bool, typer.Option("--back", help="撤销这个文号的延期。")] = False,
    home: Annotated[Path | None, typer.Option("--home", help="记在哪个设置文件夹；不写则为本机的。")] = None,
    as_json: Json = False,
) -> None:
    """Write an extension of a deadline down."""
    file = (home or settings().home) / AMENDMENTS
    asked = {"notice": notice, "deadline": deadline, "day": day(on), "number": number, "back": back}
    run("amend", file, asked, as_json=as_json)


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


@listed("uncovered")
def uncovered(
    *,
    file: Annotated[Path, typer.Argument(help="一份申报书 .xlsx。", show_default=False)],
    as_json: Json = False,
) -> None:
    """List groups without a tick."""
    run("uncovered", file, {"file": file}, as_json=as_json)


@listed("explain")
def explain(
    *,
    file: Annotated[Path, typer.Argument(help="一份申报书 .xlsx。", show_default=False)],
    rule: Annotated[str, typer.Option("--rule", help="提醒的编号，如 ELIG-10。")],
    text: Annotated[str, typer.Option("--text", help="说明的内容。")],
    as_json: Json = False,
) -> None:
    """Explain a doubt."""
    run("explain", file, {"rule": rule, "text": text}, as_json=as_json)


@listed("collect")
def collect(
    *,
    inboxes: Inboxes,
    district: Annotated[str, typer.Option("--district", help="地区名称，按通知的写法。")],
    out: Out,
    registers: Registers = None,
    received: Received = None,
    notice: SomeNotice = "",
    replies: Annotated[
        Path | None, typer.Option("--replies", help="把给来件人的回执写成邮件草稿，放在这个文件夹。")
    ] = None,
    preview: Preview = False,
    cluster: Cluster = "",
    as_json: Json = False,
) -> None:
    """Take forms into the district's summary."""
    arguments = {"inboxes": inboxes, "district": district, "registers": registers, "received": day(received)}
    arguments |= {"notice": notice, "replies": replies}
    run("collect", out / "汇总表.xlsx", arguments, as_json=as_json, preview=preview, cluster=cluster)


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
    cluster: Cluster = "",
    as_json: Json = False,
) -> None:
    """Take packages into the master."""
    arguments = {"inboxes": inboxes, "registers": registers, "received": day(received), "notice": notice}
    run("pull", master, arguments, as_json=as_json, preview=preview, cluster=cluster)


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


@listed("trace")
def trace(
    *,
    book: Book,
    cell: Annotated[str, typer.Argument(help="单元格，如 总表!C5。", show_default=False)],
    as_json: Json = False,
) -> None:
    """Show where a cell comes from."""
    run("trace", book, {"cell": cell}, as_json=as_json)


@listed("demo")
def demo(*, out: Out, notice: SomeNotice = "", as_json: Json = False) -> None:
    """Play the sample season."""
    run("demo", out / "总表.xlsx", {"out": out, "notice": notice}, as_json=as_json)


def obey(words: list[str]) -> int:
    """Do what the words say; the exit status. Nothing but one Chinese sentence is ever said of a failure."""
    as_json = "--json" in words
    if not words or {"--help", "-h"} & {*words}:
        console.head_help_in_chinese()
    try:
        status = int(app(words or ["--help"], prog_name="xlpy", standalone_mode=False) or 0)
        if status != _INTERRUPTED:
            return status
        console.complain("STOPPED", _STOPPED, as_json=as_json)
    except WorkbookError as error:
        console.show_error(error, as_json=as_json)
    except console.UsageError as error:
        console.complain("USAGE", console.usage(error, LINE), as_json=as_json)
    except (KeyboardInterrupt, typer.Abort):
        console.complain("STOPPED", _STOPPED, as_json=as_json)
    except Exception as error:  # noqa: BLE001 - the outermost line of this surface
        console.show_bug(error, settings(), as_json=as_json)
    return NOTHING_DONE


def main() -> None:
    """The command ``xlpy``."""
    console.speak_utf8()
    try:
        status = obey(sys.argv[1:])
    except KeyboardInterrupt:  # pressed when all was done and told already
        status = NOTHING_DONE
        console.complain("STOPPED", _STOPPED, as_json=False)
    raise SystemExit(status)
