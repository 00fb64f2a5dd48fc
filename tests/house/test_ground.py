"""What the house stands on: imports run downward, the README tells every command and shows every picture."""

import re
import subprocess
import sys
from pathlib import Path

from support.house import ROOT
from support.readme import listed, standing


def test_imports_run_downward() -> None:
    linter = Path(sys.executable).with_name("lint-imports")

    ran = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stdout[-3000:]


def test_the_readme_lists_every_command_of_the_table() -> None:
    assert standing() == listed(), "python tests/support/readme.py renews the list"


def test_every_picture_of_the_readme_is_there() -> None:
    pictures = re.findall(r"!\[[^]]*\]\(([^)]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))

    assert pictures
    assert [picture for picture in pictures if not (ROOT / picture).is_file()] == []
