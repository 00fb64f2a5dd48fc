"""Excel and this machine on the command line: the add-in, the install kit, the look around."""

from pathlib import Path
from typing import Annotated

import typer

from xlpy.addin import windows
from xlpy.addin.package import FILE
from xlpy.terminal import Json, Out, listed, run

KIT = "xlpy-kit.zip"

Whose = Annotated[str, typer.Option("--notice", help="通知编号，选项卡的名称、空表、字体要求取自它；不写则用最近的。")]


@listed("addin")
def addin(
    *,
    way: Annotated[str, typer.Argument(help="build 做出文件，install 装好，uninstall 卸下。", show_default=False)],
    out: Annotated[Path, typer.Option("--out", help="build 把 xlpy.xlam 放在哪个文件夹；不写则为这里。")] = Path(),
    notice: Whose = "",
    as_json: Json = False,
) -> None:
    """Build, set up or take away the add-in."""
    run("addin", out / FILE, {"way": way, "notice": notice, "place": windows.here()}, as_json=as_json)


@listed("kit")
def kit(
    *,
    way: Annotated[str, typer.Argument(help="build 做出安装包。", show_default=False)],
    python: Annotated[Path, typer.Option("--python", help="python.org 的 embeddable package（64-bit）.zip。")],
    sha256: Annotated[str, typer.Option("--sha256", help="该文件在 python.org 网页上的 SHA-256。")],
    wheels: Annotated[Path, typer.Option("--wheels", help="放着 xlpy 和各程序库 .whl 的文件夹。")],
    out: Out,
    notice: Whose = "",
    as_json: Json = False,
) -> None:
    """Build the install kit."""
    arguments = {"way": way, "python": python, "sha256": sha256, "wheels": wheels, "notice": notice}
    run("kit", out / KIT, arguments, as_json=as_json)


@listed("doctor")
def doctor(*, notice: Whose = "", as_json: Json = False) -> None:
    """Look at this machine."""
    run("doctor", Path(), {"notice": notice}, as_json=as_json)
