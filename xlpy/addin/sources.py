"""Where the VBA sources and the ribbon lie: in the wheel beside this module, else in the checkout."""

from pathlib import Path

_BESIDE = Path(__file__).parents[1] / "macros"
_CHECKOUT = Path(__file__).parents[2] / "macros"
RIBBON = "ribbon.xml"


def folder() -> Path:
    """The folder of the sources."""
    return _BESIDE if _BESIDE.is_dir() else _CHECKOUT


def code() -> dict[str, str]:
    """The text of each module by its name, as the VBA editor exports it."""
    files = [*folder().glob("*.bas"), *folder().glob("*.cls")]
    return {file.stem: file.read_bytes().decode("ascii") for file in sorted(files)}


def ribbon() -> str:
    """The ribbon, with a place for the name of its tab."""
    return (folder() / RIBBON).read_text("utf-8")


def parts() -> dict[str, bytes]:
    """The parts of the package that never change, by name."""
    root = folder() / "package"
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def scripts() -> dict[str, bytes]:
    """What sets a kit up, takes it away and starts it, by its place in the kit."""
    places = {"安装.cmd": "install.cmd", "卸载.cmd": "uninstall.cmd", "program/xlpy.cmd": "xlpy.cmd"}
    return {place: (folder() / "kit" / name).read_bytes() for place, name in places.items()}
