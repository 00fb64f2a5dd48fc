"""What the city does after the master is there, on the command line: review, lists, pool, picture, upwards."""

from pathlib import Path
from typing import Annotated

import typer

from xlpy.terminal import Book, Json, Master, Out, day, listed, run


@listed("review")
def review(
    *,
    way: Annotated[str, typer.Argument(help="out 发出评分表，in 收回评分表。", show_default=False)],
    master: Master,
    files: Annotated[list[Path] | None, typer.Argument(help="收回的评分表或所在文件夹。", show_default=False)] = None,
    out: Annotated[Path | None, typer.Option("--out", help="评分表放在哪个文件夹。")] = None,
    experts: Annotated[int, typer.Option("--experts", help="几位专家。")] = 0,
    as_json: Json = False,
) -> None:
    """Send scoring books out, read them back."""
    arguments = {"way": way, "files": files or [], "out": out, "experts": experts}
    run("review", master, arguments, as_json=as_json)


@listed("publish")
def publish(
    *,
    master: Master,
    listing: Annotated[str, typer.Option("--list", help="proposed 公示、final 公布、pool 入库。")],
    out: Out,
    on: Annotated[str | None, typer.Option("--day", help="发布日期，也是公示期的起算日；不写则为今天。")] = None,
    number: Annotated[str, typer.Option("--number", help="文号，如 常工信装备〔2024〕1号。")] = "",
    contacts: Annotated[list[str] | None, typer.Option("--contact", help="公开的电话：名称=电话，可写多次。")] = None,
    split: Annotated[str | None, typer.Option("--split", help="按哪一栏分成几个附件，如 district。")] = None,
    calendar: Annotated[Path | None, typer.Option("--calendar", help="放假调休表 .csv：日期,休或班。")] = None,
    as_json: Json = False,
) -> None:
    """Write a public list."""
    arguments = {"listing": listing, "out": out, "day": day(on), "number": number, "contacts": contacts or []}
    run("publish", master, {**arguments, "split": split, "calendar": calendar}, as_json=as_json)


@listed("pool")
def pool(
    *,
    master: Master,
    next_notice: Annotated[str, typer.Option("--next", help="下一级（如省级）的通知编号；不写则不列差距。")] = "",
    as_json: Json = False,
) -> None:
    """List the pool."""
    run("pool", master, {"next_notice": next_notice}, as_json=as_json)


@listed("forward")
def forward(
    *,
    book: Book,
    files: Annotated[
        list[Path] | None, typer.Argument(help="市局：要上报的文件或文件夹；区局：另附的文件。", show_default=False)
    ] = None,
    to: Annotated[str, typer.Option("--to", help="收件邮箱，写在草稿上；不写则空着。")] = "",
    as_json: Json = False,
) -> None:
    """Pack what goes up."""
    run("forward", book, {"files": files or [], "to": to}, as_json=as_json)


@listed("overview")
def overview(
    *,
    master: Master,
    on: Annotated[str | None, typer.Option("--day", help="图上写的日期；不写则为最后一次变更的日子。")] = None,
    as_json: Json = False,
) -> None:
    """Draw the picture of the round."""
    run("overview", master, {"day": day(on)}, as_json=as_json)
