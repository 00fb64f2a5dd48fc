"""Notices themselves, and the manual, on the command line: at most five lines a command."""

from pathlib import Path
from typing import Annotated

import typer

from xlpy.handbook import page
from xlpy.terminal import Json, listed, run


@listed("notice")
def notice(
    *,
    way: Annotated[str, typer.Argument(help="new、check、diff 或 try。", show_default=False)],
    names: Annotated[
        list[str],
        typer.Argument(help="new：新编号；check：通知；diff：旧通知 新通知；try：通知 总表。", show_default=False),
    ],
    source: Annotated[str, typer.Option("--from", help="new：照哪个通知建。")] = "",
    readings: Annotated[list[str] | None, typer.Option("--reading", help="try：换一种读法，如 A06=all。")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="new：放在哪个文件夹；不写则与各通知放在一起。")] = None,
    as_json: Json = False,
) -> None:
    """Begin, check, compare or try notices."""
    arguments = {"way": way, "names": names, "source": source, "readings": readings or [], "out": out}
    run("notice", Path(names[-1]), arguments, as_json=as_json)


@listed("manual")
def manual(
    *,
    name: Annotated[str, typer.Argument(help="编号（如 FILE-EMPTY）或页名；不写则为首页。", show_default=False)] = "",
    opens: Annotated[bool, typer.Option("--open", help="用浏览器打开。")] = False,
    as_json: Json = False,
) -> None:
    """Tell where the manual lies."""
    if opens:
        typer.launch(str(page(name)))
    run("manual", Path(), {"name": name}, as_json=as_json)
