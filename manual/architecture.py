"""docs/architecture.md and its picture, drawn from the layers that import-linter holds: ``make manual`` renews both."""

import ast
import re
import tomllib
from collections.abc import Iterator
from html import escape
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE, PICTURE = ROOT / "docs" / "architecture.md", ROOT / "docs" / "pictures" / "architecture.svg"
WIDTH, ROW, GAP = 860, 30, 6

_HEAD = """# 分层：谁可以引用谁

由 `pyproject.toml` 里的 import-linter 约定画出，`make manual` 重画；`lint-imports` 在每次提交时核对。

上面的可以引用下面的，下面的不知道上面；同一行的模块并列。`xlpy` 说人拿表做什么，`workbook` 说表是什么：
`xlpy` 整个在 `workbook` 之上。

![分层](pictures/architecture.svg)
"""


def contracts() -> list[dict[str, object]]:
    """The contracts as they are written."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]


def layers() -> Iterator[tuple[str, list[list[str]]]]:
    """Each package with its layers from above."""
    for contract in contracts():
        if contract["type"] == "layers" and "containers" in contract:
            package = contract["containers"][0]
            named = (re.split(r"\s*[|:]\s*", re.sub("[()]", "", layer)) for layer in contract["layers"])
            rows = [[one for one in row if _file(package, one).is_file()] for row in named]
            yield package, [row for row in rows if row]


def sentence(package: str, module: str) -> str:
    """The first sentence of a module, which says what it owns."""
    said = ast.get_docstring(ast.parse(_file(package, module).read_text(encoding="utf-8"))) or ""
    return " ".join(said.split("\n\n")[0].split())


def _file(package: str, module: str) -> Path:
    """Where a module stands; a layer may name one that is still to come."""
    place = ROOT / package / module
    return place / "__init__.py" if place.is_dir() else place.with_suffix(".py")


def page() -> str:
    """The whole page."""
    lines = [_HEAD]
    for package, rows in layers():
        lines.append(f"\n## {package}\n\n| 模块 | 管什么 |\n| --- | --- |\n")
        lines += [f"| `{module}` | {sentence(package, module)} |\n" for row in rows for module in row]
    lines.append("\n## 一个库，一个家\n\n| 库 | 只在 |\n| --- | --- |\n")
    for contract in contracts():
        if contract["type"] == "protected":
            homes = "、".join(f"`{one}`" for one in contract["allowed_importers"])
            lines.append(f"| {'、'.join(contract['protected_modules'])} | {homes} |\n")
    return "".join(lines)


def picture() -> str:
    """The layers as boxes from above to below."""
    boxes, top = [], 10
    for package, rows in layers():
        boxes.append(_text(10, top + 16, package, "bold"))
        top += 26
        for row in rows:
            width = (WIDTH - 20 - GAP * (len(row) - 1)) / len(row)
            for at, module in enumerate(row):
                boxes += _box(10 + at * (width + GAP), top, width, module)
            top += ROW + GAP
        top += 20
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top}" font-family="sans-serif">'
    return "\n".join((head, *boxes, "</svg>\n"))


def _box(left: float, top: float, width: float, words: str) -> tuple[str, str]:
    box = f'<rect x="{left:.0f}" y="{top}" width="{width:.0f}" height="{ROW}" rx="4" fill="#ddebf7" stroke="#0b3c6f"/>'
    return box, _text(left + width / 2, top + 20, words, "normal", "middle")


def _text(left: float, top: float, words: str, weight: str, anchor: str = "start") -> str:
    style = f'font-size="13" font-weight="{weight}" text-anchor="{anchor}" fill="#0b3c6f"'
    return f'<text x="{left:.0f}" y="{top}" {style}>{escape(words)}</text>'


def draw() -> None:
    """Write page and picture."""
    PAGE.write_text(page(), encoding="utf-8")
    PICTURE.write_text(picture(), encoding="utf-8")
