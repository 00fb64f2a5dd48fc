"""The README's list of commands, made from the table: ``python tests/support/readme.py`` renews it."""

from pathlib import Path

from xlpy.commands import COMMANDS, LINE

README = Path(__file__).parents[2] / "README.md"
START, END = "<!-- commands -->\n", "<!-- /commands -->"


def listed() -> str:
    """The list as it should stand."""
    words = {id_: f"`xlpy {id_}`" if id_ in LINE else "（只有按钮）" for id_ in COMMANDS}
    rows = (f"| {words[entry.id]} | {entry.label} | {entry.tip} |\n" for entry in COMMANDS.values())
    return "".join(("| 命令 | 名称 | 做什么 |\n| --- | --- | --- |\n", *rows))


def standing() -> str:
    """The list as it stands."""
    return README.read_text(encoding="utf-8").partition(START)[2].partition(END)[0]


def renew() -> None:
    """Write the list into the README."""
    text = README.read_text(encoding="utf-8")
    before, after = text.partition(START)[0], text.partition(END)[2]
    README.write_text(f"{before}{START}{listed()}{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    renew()
