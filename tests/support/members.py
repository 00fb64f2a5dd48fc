"""Which members of xlwings the engine's tests vouch for, and the table drawn from them."""

import importlib.util
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

TESTS = Path(__file__).parents[1] / "xlpy" / "libreoffice"
PAGE = Path(__file__).parents[2] / "docs" / "engine.md"
CLASSES = [
    "App",
    "Book",
    "Books",
    "Sheet",
    "Sheets",
    "Range",
    "RangeRows",
    "RangeColumns",
    "Font",
    "Border",
    "Borders",
    "Characters",
    "Name",
    "Names",
    "Note",
    "Notes",
    "Comment",
    "Comments",
    "Table",
    "TableRow",
    "TableRows",
    "TableColumn",
    "TableColumns",
    "Tables",
    "AutoFilter",
    "DataValidation",
    "ConditionalFormat",
    "ConditionalFormats",
    "Picture",
    "Pictures",
    "Shape",
    "Shapes",
    "Chart",
    "ChartAxis",
    "ChartSeries",
    "ChartLegend",
    "Charts",
    "PageSetup",
    "FreezePanes",
    "PivotTable",
    "PivotTables",
    "PivotField",
    "PivotFields",
    "PivotValueField",
    "PivotValueFields",
    "Macro",
]
NOT_DESKTOP = ("render_template", "create_report", "json", "flush", "sync", "load", "impl")
ORDER = ("works", "differs", "cannot", "untried")
_INTRODUCTION = """# xlwings over LibreOffice

`xlpy.libreoffice` is an engine for [xlwings](https://www.xlwings.org): ordinary xlwings code runs on LibreOffice.
It knows nothing of the rest of this project. In another project, in five lines:

```python
import xlwings as xw
import xlpy.libreoffice  # needs LibreOffice and Debian's python3-uno, or UNO_PATH

xlpy.libreoffice.activate()
with xw.App(visible=False) as app:
    app.books[0].sheets[0]["A1"].value = [["a", 1], ["b", "=B1*2"]]
```

A script that knows only xlwings runs as it is: `python -m xlpy.libreoffice script.py` (`examples/tour.py` is one).

What runs here runs in Excel, as far as that can be shown without Excel (`tests/xlpy/libreoffice/test_both_engines.py`):

- Proved: the tour, unchanged, runs through the code of xlwings' own engine for Excel on Windows, and tells and writes
  the same. pywin32 and Excel are stand-ins there: an Excel that has the members Microsoft documents, with the arguments
  that are documented, raises on any other, and counts nothing; the sum and the pivot table are given to it. The pages
  of charts, axes and pivot tables were read; of some 29 plain members only that their page is there, and the
  arguments of a few are from memory.
- Proved: every member that xlwings may ask that engine for exists in ours too, of the same kind, settable where that
  is, with arguments of the same names in the same order.
- Not proved: what Excel itself does with these calls, and anything of the engine for macOS.

What xlwings has no words for: `attach(context)` inside LibreOffice's own process, `connect("pipe,name=x")` to an office
that listens, `deed(book, title)` for one undo step, `unrecorded(book)` for marks that leave no trace in the undo list,
`protect`, `unprotect`, `unprotected` and `lock` for protection, `on_change(book, told)` to hear what the user edits,
`activate(strict=True)` to read texts as Excel does: `"001"`, `"1,234"`, `"50%"`, `"2020-01-02"`, `"18:00"` and `"TRUE"`
become numbers, dates, times and truths unless the format is `@`.

What may go wrong, and what then happens (each line has its test in `tests/xlpy/libreoffice/test_robust.py`):

- The office dies: the call that met it raises `OfficeDiedError`; leaving `with xw.App()` is safe, and nothing of the
  office stays: no process, profile, socket or temporary file. It also ends when its owner is killed.
- The office hangs: `activate(patience=60)` ends a hidden office that takes longer for one call, and the caller gets
  `OfficeHungError`. Without it a call waits as long as the office takes. Calls straight to `api` are not watched.
- A dialog: in a hidden office no question of a macro blocks; it answers itself. In an office with windows it waits for
  the person before it, whatever the patience.
- A lock: `BookLockedError` names who holds the book, and says so when that office has ended. A lock that a dead office
  of ours left behind is removed with a `StaleLockWarning`.
- An upgrade: every office has a fresh profile, so none of an older version is met; a first start that asks for a second
  gets it.
- Several processes, such as parallel workers of pytest, have an office each. Books and offices opened and closed leave
  no handle, thread or socket behind (`XLPY_TRUST=full` does it 200 times).

How fast (`python tests/support/engine_speed.py`: what our process and the office compute together, the median of 25
turns, all three in turn; a block is `sheet.range("A1:T1000").value`, half numbers, half texts; raw UNO has its range
already; openpyxl goes by way of a file in memory):

| ms | engine | raw UNO | engine : UNO | openpyxl |
| --- | --- | --- | --- | --- |
| write a block | 29 | 24 | 1.21 | 132 |
| read a block | 11 | 8.6 | 1.26 | 93 |
| read one cell | 0.9 | 1.2 | 0.70 | |
| colour a block | 1.1 | 0.5 | 2.09 | 221 |
| write 2,000 formulas | 27 | 16 | 1.70 | 12 |
| open, read, close a file of a block | 95 | | | 92 |

Every block is one call to UNO: LibreOffice is for work in the open book; to read files in bulk take a reader of files.

Tried with LibreOffice 7.4.7 (Python 3.11), 25.2.3 (Debian's for Python 3.11 and for 3.13) and 26.8.2 (Python 3.13; the
answers to `App.alert` in a window could not be pressed by the test there), xlwings 0.37.8, on Linux.
This page is drawn from the marks of the tests (`PYTHONPATH=tests python -m support.members`):
each member that works or differs has a test of its own.
"""
Mark = Callable[[Any], Any]


def works(*members: str) -> Mark:
    """This test shows that members do what xlwings documents."""
    return pytest.mark.members(*members, verdict="works", reason="")


def differs(*members: str, how: str) -> Mark:
    """This test shows in what members differ from Excel."""
    return pytest.mark.members(*members, verdict="differs", reason=how)


def cannot(*members: str, why: str) -> Mark:
    """This test shows that members are refused with a reason."""
    return pytest.mark.members(*members, verdict="cannot", reason=why)


@dataclass(frozen=True)
class Claim:
    """What one test says of one member."""

    member: str
    verdict: str
    reason: str
    facts: int


def members() -> tuple[str, ...]:
    """Every public member of xlwings that a desktop engine could have."""
    return tuple(f"{name}.{member}" for name in CLASSES for member in _of(getattr(xw.main, name)))


def _of(kind: type) -> Iterator[str]:
    for name, member in inspect.getmembers(kind):
        if not name.startswith("_") and name not in NOT_DESKTOP and not inspect.iscoroutinefunction(member):
            yield name


def members_of(*kinds: str) -> tuple[str, ...]:
    """Every member of some classes."""
    return tuple(member for member in members() if member.split(".")[0] in kinds)


def claims() -> Iterator[Claim]:
    """What the tests of the engine say, from their marks."""
    for path in sorted(TESTS.glob("test_*.py")):
        for function in vars(_imported(path)).values():
            marks = getattr(function, "pytestmark", [])
            said = [mark for mark in marks if mark.name == "members"]
            for mark in said:
                for member in mark.args:
                    yield Claim(member, mark.kwargs["verdict"], mark.kwargs["reason"], _facts(marks))


def _facts(marks: list[pytest.Mark]) -> int:
    """How many cases a test has."""
    count = 1
    for mark in marks:
        if mark.name == "parametrize":
            count *= len(mark.args[1])
    return count


def _imported(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(f"engine_{path.stem}", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows() -> Iterator[tuple[str, str, str, int]]:
    """Member, verdict, reasons, number of facts: one row a member."""
    said = list(claims())
    for member in members():
        mine = [claim for claim in said if claim.member == member]
        reasons = "; ".join(dict.fromkeys(claim.reason for claim in mine if claim.reason))
        yield member, _verdict({claim.verdict for claim in mine}), reasons, sum(claim.facts for claim in mine)


def _verdict(said: set[str]) -> str:
    """What holds of a member when several tests speak of it: a part that is refused is a difference."""
    if said in ({"cannot"}, {"works"}):
        return said.pop()
    return "differs" if said else "untried"


def page() -> str:
    """The page of the engine: how to use it, and the table of members."""
    table = list(rows())
    lines = [_INTRODUCTION]
    counts = {verdict: sum(row[1] == verdict for row in table) for verdict in ORDER}
    told = ", ".join(f"{count} {verdict}" for verdict, count in counts.items())
    lines.append(f"{len(table)} members of {len(CLASSES)} classes: {told}.\n")
    for verdict, title in zip(ORDER, ("Works", "Differs", "Cannot", "Not tried yet"), strict=True):
        if chosen := [row for row in table if row[1] == verdict]:
            lines += [f"## {title}\n", *_section(chosen, verdict)]
    return "\n".join(lines) + "\n"


def _section(table: list[tuple[str, str, str, int]], verdict: str) -> Iterator[str]:
    if verdict in ("works", "untried"):
        for kind in dict.fromkeys(member.split(".")[0] for member, *_ in table):
            names = [member.split(".")[1] for member, *_ in table if member.startswith(f"{kind}.")]
            yield f"- **{kind}**: {', '.join(f'`{name}`' for name in names)}"
    else:
        yield "| member | how |\n| --- | --- |"
        for member, _, reasons, _ in table:
            yield f"| `{member}` | {reasons.replace('|', '/')} |"
    yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
