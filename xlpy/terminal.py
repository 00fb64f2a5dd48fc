"""The command line itself: how a command gets its words from the table, its options, and carries out its plan."""

import gc
import os
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated, Any

import typer

from workbook.notice import shelf
from xlpy import batch, console
from xlpy.commands import LINE, command
from xlpy.days import day
from xlpy.folder import FolderDesk
from xlpy.preview import previewed
from xlpy.settings import settings

__all__ = ["app", "day", "hired", "listed", "run"]

RARELY = 2_000_000
"""After so many new objects Python looks for circles of them: a book is millions of small ones, and none is in one."""

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
Notice = Annotated[str, typer.Option("--notice", help="通知编号，即 templates 下文件夹的名称。")]
SomeNotice = Annotated[str, typer.Option("--notice", help="通知编号；不写则从表中得知。")]
Out = Annotated[Path, typer.Option("--out", help="结果放在哪个文件夹。")]
Files = Annotated[list[Path], typer.Argument(help="一个或多个 .xlsx 文件，可连同正文 .docx。", show_default=False)]
Inboxes = Annotated[list[Path], typer.Argument(help="文件夹、压缩包、邮件或单个文件。", show_default=False)]
Summary = Annotated[Path, typer.Argument(help="区局的汇总表 .xlsx。", show_default=False)]
Master = Annotated[Path, typer.Argument(help="市级总表 .xlsx。", show_default=False)]
Book = Annotated[Path, typer.Argument(help="总表或汇总表 .xlsx。", show_default=False)]
Registers = Annotated[Path | None, typer.Option("--registers", help="名册 .xlsx（已认定、诊断、失信等）。")]
Preview = Annotated[bool, typer.Option("--preview", help="只看将收、将替换、将拒收什么，不写入。")]
Cluster = Annotated[str, typer.Option("--cluster", help="Dask 集群地址，如 tcp://10.0.0.1:8786；不写则由本机读。")]
Received = Annotated[str | None, typer.Option("--received", help="收到日期，如 2023-12-18。")]


def run(
    id_: str, book: Path, arguments: Mapping[str, Any], *, as_json: bool, preview: bool = False, cluster: str = ""
) -> None:
    """Let the action of a command work at a desk, carry out its plan (or tell it), show what it found."""
    here = settings()
    gc.set_threshold(RARELY)
    os.environ[shelf.AMENDMENTS_VARIABLE] = str(here.amendments)
    workers = hired(cluster, are_sure=not book.exists()) if command(id_).is_for_strangers else nullcontext()
    with workers as executor:
        desk = FolderDesk(book, here, console.watch, is_preview=preview, executor=executor)
        result = command(id_).action()(desk, **arguments)
        desk.carry_out(result.plan)
    console.show(previewed(result) if preview else result, as_json=as_json)
    raise typer.Exit(result.status)


def hired(cluster: str = "", *, are_sure: bool = False) -> Executor:
    """Workers that read what strangers sent: those of a cluster, else processes of this machine.

    They are ``are_sure`` to be needed where no book is there yet.
    """
    if cluster:
        return batch.Cluster(cluster)
    from xlpy.workers import readers  # noqa: PLC0415 - start-up: only a command with workers pays for them

    return readers(are_sure=are_sure)


def listed(id_: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make a function the command of this id, with the help of the table."""
    return app.command(id_, cls=console.Command, help=LINE[id_].tip, short_help=LINE[id_].label)
