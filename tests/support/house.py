"""The house as files: what stands where, read as text and as syntax."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
ROOMS = ("workbook", "xlpy")
PACK = ROOT / "templates" / "changzhou-2023"


def modules() -> list[Path]:
    """Every module of ours."""
    return sorted(file for room in ROOMS for file in (ROOT / room).rglob("*.py"))


def shown(path: Path) -> str:
    """A path as pytest can print it."""
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    """The syntax of a module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def names(path: Path) -> Iterator[str]:
    """Every identifier a module gives: modules, classes, functions, arguments, variables."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def texts(path: Path) -> Iterator[str]:
    """Every text constant of a module but its docstrings."""
    found = tree(path)
    said = {
        id(node.body[0].value)
        for node in ast.walk(found)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(found):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


def pack() -> dict[str, Any]:
    """``notice.toml`` as it is written."""
    return tomllib.loads((PACK / "notice.toml").read_text(encoding="utf-8"))
