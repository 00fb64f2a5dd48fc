"""docs/licences.md: what comes along with an installation, and its licence; ``make manual`` renews it."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "licences.md"
COPYLEFT = re.compile(r"(?<!L)(?<!Lesser )\bA?GPL|(?<!Lesser )General Public License")
"""The GPL itself; the Lesser GPL lets a program import the library unchanged."""
_HEAD = """# 随程序安装的库和许可

由安装好的各个库自己的说明生成，`make manual` 更新。没有 GPL 的库；LGPL 的库只引用、不改动。
`xlwings` 只用其 BSD 许可的部分，非商业许可的 `xlwings.pro` 一处也不用（测试核对）。

| 库 | 许可 |
| --- | --- |
"""


def name_of(text: str) -> str:
    """The name of a distribution as registries know it."""
    return re.sub(r"[-_.]+", "-", text).lower()


def needed() -> dict[str, str]:
    """Everything that comes along with the product: name -> licence words."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found: dict[str, str] = {}
    for line in project["dependencies"]:
        _with_needs(Requirement(line).name, found)
    return dict(sorted(found.items()))


def _with_needs(name: str, seen: dict[str, str]) -> None:
    key = name_of(name)
    if key in seen:
        return
    try:
        found = distribution(key)
    except PackageNotFoundError:
        return
    seen[key] = _words(found.metadata)
    for line in found.requires or []:
        need = Requirement(line)
        if need.marker is None or need.marker.evaluate({"extra": ""}):
            _with_needs(need.name, seen)


def _words(metadata: object) -> str:
    """What a distribution says of its licence: the expression, the classifiers, or the first words of the text."""
    get_all, get = metadata.get_all, metadata.get  # type: ignore[attr-defined] # a message, as importlib gives it
    classifiers = [line.rpartition(" :: ")[2] for line in get_all("Classifier", []) if line.startswith("License")]
    told = get("License-Expression") or "; ".join(classifiers) or (get("License") or "").split("\n")[0]
    return str(told).strip() or "未写明"


def page() -> str:
    """The whole page."""
    return _HEAD + "".join(f"| {name} | {words} |\n" for name, words in needed().items())


def write() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")
