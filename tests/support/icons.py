"""The icons of the buttons, one character each, drawn once: ``python tests/support/icons.py`` draws what is missing."""

import subprocess
from pathlib import Path

from xlpy.commands import BUTTONS, Command

FOLDER = Path(__file__).parents[2] / "xlpy" / "extension" / "icons"
SIZE = 24
_FONT = "Noto-Sans-CJK-SC-Bold"
_COLOURS = {
    "declaration": "#0B3C6F",
    "summary": "#1B6E53",
    "master": "#6B3FA0",
    "any": "#5C4400",
    "notice": "#555555",
}
_SIGNS = {
    "render": "空",
    "fields": "目",
    "rules": "规",
    "letter": "印",
    "repair": "修",
    "opinion": "审",
    "decide": "定",
    "review": "评",
    "publish": "名",
    "pool": "库",
    "forward": "报",
    "overview": "图",
    "trace": "源",
    "overrule": "判",
    "revert": "回",
    "explain": "说",
    "undo": "消",
    "rebuild": "建",
    "verify": "验",
}
"""Where the first character of the label would not tell it from others."""


def sign(entry: Command) -> str:
    """The character on the button."""
    return _SIGNS.get(entry.id, entry.label[0])


def draw(entry: Command) -> None:
    """Write the icon of a command."""
    command = ["convert", "-size", f"{SIZE}x{SIZE}", "xc:none", "-fill", _COLOURS[entry.paper]]
    command += ["-draw", f"roundrectangle 0,0 {SIZE - 1},{SIZE - 1} 4,4", "-fill", "white", "-font", _FONT]
    command += ["-pointsize", "17", "-gravity", "center", "-annotate", "+0+0", sign(entry), "-strip"]
    subprocess.run([*command, f"PNG32:{FOLDER / entry.id}.png"], check=True)


if __name__ == "__main__":
    for missing in BUTTONS.values():
        if not (FOLDER / f"{missing.id}.png").is_file():
            draw(missing)
