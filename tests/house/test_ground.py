"""What the house stands on: imports run downward, no library is copyleft, the README tells every command."""

import re
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

from support.house import ROOT
from support.readme import listed, standing


def test_imports_run_downward() -> None:
    linter = Path(sys.executable).with_name("lint-imports")

    ran = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stdout[-3000:]


def _needed(name: str, seen: dict[str, str]) -> dict[str, str]:
    """Everything that comes along when this distribution is installed: name -> licence words."""
    key = re.sub(r"[-_.]+", "-", name).lower()
    if key in seen:
        return seen
    try:
        found = distribution(key)
    except PackageNotFoundError:
        return seen
    classifiers = [line for line in found.metadata.get_all("Classifier", []) if line.startswith("License")]
    seen[key] = "; ".join(
        [
            found.metadata.get("License-Expression") or "",
            (found.metadata.get("License") or "").split("\n")[0],
            *classifiers,
        ]
    )
    for line in found.requires or []:
        need = Requirement(line)
        if need.marker is None or need.marker.evaluate({"extra": ""}):
            _needed(need.name, seen)
    return seen


def test_no_gpl_package_comes_along() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    licences: dict[str, str] = {}
    for line in project["dependencies"]:
        _needed(Requirement(line).name, licences)

    # The Lesser GPL lets a program import the library unchanged (python-stdnum); the GPL itself does not.
    copyleft = {name for name, words in licences.items() if re.search(r"(?<!L)(?<!Lesser )\bA?GPL", words)}

    assert {"pydantic", "xlsxwriter", "typer"} <= set(licences)
    assert copyleft == set()


def test_the_readme_lists_every_command_of_the_table() -> None:
    assert standing() == listed(), "python tests/support/readme.py renews the list"


def test_every_picture_of_the_readme_is_there() -> None:
    pictures = re.findall(r"!\[[^]]*\]\(([^)]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))

    assert pictures
    assert [picture for picture in pictures if not (ROOT / picture).is_file()] == []
