"""How far the tests hold without one notice: ``python tests/support/without.py changzhou-2023`` (``make without``).

The checkout is copied without its folder and the tests are run there, on papers of another notice (``support.spoken``).
What tells facts of the first is skipped with the reason; its own tests fail, as they should; any other failure is told
and is one too many.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
OWN = (
    "tests/packs/test_attachments.py",
    "tests/packs/test_demands.py",
    "tests/packs/test_next_year.py",
    "tests/packs/test_switches.py",
    "tests/packs/test_verbatim.py",
    "tests/workbook/test_shelf.py",
    "tests/xlpy/test_season.py",
    "tests/house/test_docs_run.py",  # README and docs/next-year.md speak of the first notice
    "tests/house/test_manual.py",  # the manual has its codes
)
"""Tests of the first notice itself."""
ROOMS = ("tests/workbook", "tests/packs", "tests/house", "tests/xlpy")
ASIDE = ("tests/xlpy/libreoffice", "tests/xlpy/live", "tests/xlpy/extension", "tests/house/test_wheel.py")
"""The running office knows no notice or shows the papers of this one; the wheel must not see the copy on its path."""


def copied(notice: str, folder: Path) -> None:
    """What git knows of the checkout, but the folder of the notice."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if not name.startswith(f"templates/{notice}/") and (ROOT / name).is_file():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target)
    subprocess.run(["git", "init", "-q", str(folder)], check=True)


def failing(folder: Path) -> tuple[set[str], str]:
    """The test files that fail there, and the last words of the run."""
    rooms = [*ROOMS, *(f"--ignore={room}" for room in ASIDE)]
    words = ["-m", "pytest", "-q", "-rfE", "--continue-on-collection-errors", "-p", "no:cacheprovider", *rooms]
    env = {**os.environ, "PYTHONPATH": str(folder)}
    ran = subprocess.run([sys.executable, *words], cwd=folder, env=env, capture_output=True, text=True, check=False)
    return set(re.findall(r"^(?:FAILED|ERROR) (tests/[\w/]+\.py)", ran.stdout, re.MULTILINE)), ran.stdout[-200:]


def main(notice: str) -> int:
    """Nought when only its own tests fail."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "checkout"
        copied(notice, folder)
        failed, words = failing(folder)
    own, others = sorted(failed & {*OWN}), sorted(failed - {*OWN})
    sys.stdout.write(f"{words}\n没有 {notice}：它自己的测试失败 {len(own)} 个文件，别的 {len(others)} 个。\n")
    sys.stdout.writelines(f"  {file}\n" for file in others)
    return 1 if others else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
