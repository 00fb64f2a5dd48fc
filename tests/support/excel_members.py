"""Every member of Excel that we call, for the check-list: ``python tests/support/excel_members.py`` renews it."""

import csv
import re
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from support.pressed import play
from xlpy.addin import sources

CHECKLIST = Path(__file__).parents[2] / "docs" / "windows-checklist.md"
START, END = "<!-- members -->\n", "<!-- /members -->"

PAGES = "https://learn.microsoft.com/office/vba/api/"
LOOKED_UP = Path(__file__).with_name("excel_documented.csv")
"""Each member, its page in Microsoft's documentation, its arguments.

Those our buttons call were read page by page in 2026-11. Of those the tour alone calls, the pages of charts, axes and
pivot tables were read; of about 29 it was only seen that the page exists, the rest is written from memory.
"""

DOCUMENTED = {
    "StatusBar": "Application.StatusBar",
    "Worksheets": "Workbook.Worksheets",
    "Range": "Worksheet.Range",
    "Value": "Range.Value",
    "ID": "IRibbonControl.Id",
    "Invalidate": "IRibbonUI.Invalidate",
    "InvalidateControl": "IRibbonUI.InvalidateControl",
    "Areas": "Range.Areas",
    "Worksheet": "Range.Worksheet",
    "Name": "Worksheet.Name",
    "Address": "Range.Address",
    "CountLarge": "Range.CountLarge",
}
"""What the VBA calls, by the word it writes; events are found by themselves."""
OURS = {"Host", "Press", "Fits", "State", "Changed"}
"""The class of events and the server."""
ASKING = {
    *("Application.InputBox", "Application.FileDialog", "FileDialog.Show", "FileDialog.Title"),
    *("FileDialog.AllowMultiSelect", "FileDialog.SelectedItems"),
    *("FileDialogSelectedItems.Count", "FileDialogSelectedItems.Item"),
    *(
        "Workbook.SaveCopyAs",
        "Workbook.ReadOnly",
        "Workbook.Close",
        "Comment.Text",
        "Comment.Delete",
        "Worksheet.Delete",
        "Worksheet.Visible",
    ),
    *("Range.SpecialCells", "Range.Item", "Sheets.Item", "Workbooks.Item"),
}
"""What is called only where a person answers, selects many cells, has typed or has marks already; Item by no name."""


@cache
def looked_up() -> dict[str, tuple[str, tuple[str, ...]]]:
    """The page and the arguments of each member that was looked up."""
    with LOOKED_UP.open(encoding="utf-8", newline="") as lines:
        return {row["member"]: (row["page"], tuple(row["arguments"].split())) for row in csv.DictReader(lines)}


def of_the_vba() -> set[str]:
    """The members and events that the VBA itself uses."""
    text = "\n".join(sources.code().values())
    return {*DOCUMENTED.values(), *(f"Application.{event}" for event in re.findall(r"Sub Host_(\w+)\(", text))}


def words_of_the_vba() -> set[str]:
    """Every word after a dot in the VBA, but our own."""
    code = re.sub(r'"[^"]*"', "", "\n".join(sources.code().values()))
    return set(re.findall(r"\.([A-Z]\w+)", code)) - OURS


def listed(asked: Iterable[str]) -> str:
    """The list as it should stand."""
    found: dict[str, list[str]] = {}
    for member in sorted({*asked, *of_the_vba(), *ASKING}):
        owner, _, name = member.partition(".")
        found.setdefault(owner, []).append(name)
    rows = (f"| {owner} | {'、'.join(_linked(owner, name) for name in names)} |\n" for owner, names in found.items())
    return "".join(("| 对象 | 成员 |\n| --- | --- |\n", *rows))


def _linked(owner: str, name: str) -> str:
    """A member and its page; one that was not found there says so."""
    page, _ = looked_up().get(f"{owner}.{name}", ("", ()))
    return f"[`{name}`](<{PAGES}{page}>)" if page else f"`{name}`（没有查到）"


def standing() -> str:
    """The list as it stands."""
    return CHECKLIST.read_text(encoding="utf-8").partition(START)[2].partition(END)[0]


def renew() -> None:
    """Write the list into the check-list."""
    with tempfile.TemporaryDirectory() as folder:
        asked = play(Path(folder)).asked
    text = CHECKLIST.read_text(encoding="utf-8")
    before, after = text.partition(START)[0], text.partition(END)[2]
    CHECKLIST.write_text(f"{before}{START}{listed(asked)}{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    renew()
