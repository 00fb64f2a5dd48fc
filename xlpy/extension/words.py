"""What the parts of the extension call each other: its id, the URL of a command, its toolbars and their papers."""

from xlpy.commands import BUTTONS, Command, For

ID = "xlpy.buttons"
PROTOCOL = "vnd.xlpy:"
STATE = "state"
"""The label that shows what the live check found last."""

TITLES: dict[For, str] = {
    "declaration": "申报书",
    "summary": "汇总表",
    "master": "总表",
    "any": "各表通用",
    "notice": "通知",
}
"""The groups of the menu and the toolbars, in their order."""


def url(id_: str) -> str:
    """The URL that stands for a command."""
    return f"{PROTOCOL}{id_}"


def toolbar(paper: For) -> str:
    """The name of the toolbar of a paper, as LibreOffice knows it."""
    return f"private:resource/toolbar/addon_{ID}.{paper}"


def of(paper: For) -> tuple[Command, ...]:
    """The commands of a paper, in the order of the table."""
    return tuple(entry for entry in BUTTONS.values() if entry.paper == paper)
