"""LibreOffice on the command line: its buttons, added and taken away."""

from pathlib import Path
from typing import Annotated

import typer

from xlpy.terminal import Json, SomeNotice, listed, run


@listed("office")
def office(
    *,
    way: Annotated[str, typer.Argument(help="install 装入，uninstall 卸下。", show_default=False)],
    profile: Annotated[
        Path | None, typer.Option("--profile", help="LibreOffice 的配置文件夹；不写则为本人的。")
    ] = None,
    notice: SomeNotice = "",
    as_json: Json = False,
) -> None:
    """Add the buttons, or take them away."""
    from xlpy.extension import place  # noqa: PLC0415 - start-up: the engine is heavy and only this command needs it

    run("office", Path(), {"way": way, "place": place.of(profile), "notice": notice}, as_json=as_json)
