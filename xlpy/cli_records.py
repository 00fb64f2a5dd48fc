"""The commands that mend and check the records, on the command line: at most five lines a command."""

from pathlib import Path
from typing import Annotated

import typer

from xlpy.terminal import Book, Json, Master, Registers, day, listed, run

Cells = Annotated[list[str] | None, typer.Option("--cell", help="单元格，如 总表!C5，可写多次。")]
All = Annotated[bool, typer.Option("--all", help="全部手工更正。")]
Why = Annotated[str, typer.Option("--why", help="理由。")]


@listed("overrule")
def overrule(
    *,
    book: Book,
    row: Annotated[str, typer.Option("--row", help="申报编号；汇总表本身的问题写地区名称。")],
    rule: Annotated[str, typer.Option("--rule", help="问题编号，如 ELIG-10。")],
    why: Annotated[str, typer.Option("--why", help="改判理由。")] = "",
    by: Annotated[str, typer.Option("--by", help="改判人；不写则为本机用户。")] = "",
    back: Annotated[bool, typer.Option("--back", help="撤销改判。")] = False,
    as_json: Json = False,
) -> None:
    """Overrule a finding."""
    run("overrule", book, {"row": row, "rule": rule, "why": why, "by": by, "back": back}, as_json=as_json)


@listed("adopt")
def adopt(*, master: Master, cell: Cells = None, all_cells: All = False, why: Why = "", as_json: Json = False) -> None:
    """Adopt hand corrections."""
    run("adopt", master, {"cells": cell or [], "all_cells": all_cells, "why": why}, as_json=as_json)


@listed("revert")
def revert(*, master: Master, cell: Cells = None, all_cells: All = False, why: Why = "", as_json: Json = False) -> None:
    """Give up hand corrections."""
    run("revert", master, {"cells": cell or [], "all_cells": all_cells, "why": why}, as_json=as_json)


@listed("invite")
def invite(
    *,
    book: Book,
    registers: Registers = None,
    drafts: Annotated[Path | None, typer.Option("--drafts", help="把邀请写成邮件草稿，放在这个文件夹。")] = None,
    as_json: Json = False,
) -> None:
    """List firms to invite."""
    run("invite", book, {"registers": registers, "drafts": drafts}, as_json=as_json)


@listed("remind")
def remind(
    *,
    book: Book,
    on: Annotated[str | None, typer.Option("--day", help="按哪一天算，如 2023-12-18；不写为今天。")] = None,
    drafts: Annotated[Path | None, typer.Option("--drafts", help="把催报写成邮件草稿，放在这个文件夹。")] = None,
    as_json: Json = False,
) -> None:
    """List what is missing."""
    run("remind", book, {"day": day(on), "drafts": drafts}, as_json=as_json)


@listed("withdraw")
def withdraw(
    *,
    book: Book,
    row: Annotated[str, typer.Option("--row", help="申报编号。")],
    why: Annotated[str, typer.Option("--why", help="理由。")],
    back: Annotated[bool, typer.Option("--back", help="恢复一份已撤回的申报。")] = False,
    as_json: Json = False,
) -> None:
    """Withdraw a declaration."""
    run("withdraw", book, {"row": row, "why": why, "back": back}, as_json=as_json)


@listed("undo")
def undo(*, book: Book, as_json: Json = False) -> None:
    """Take back the last run."""
    run("undo", book, {}, as_json=as_json)


@listed("rebuild")
def rebuild(*, book: Book, as_json: Json = False) -> None:
    """Make a book again."""
    run("rebuild", book, {}, as_json=as_json)


@listed("verify")
def verify(*, book: Book, as_json: Json = False) -> None:
    """Check the records."""
    run("verify", book, {}, as_json=as_json)
