"""Every command block of the README, the docs and the manual does what it says, in the order it stands there."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from support.house import ROOT
from xlpy.cli import obey

NOTICE = "example-2030"
DEMO = f"xlpy demo --notice {NOTICE} --out 演示"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]
PAGES += [*(ROOT / "docs" / "adr").glob("*.md"), *(ROOT / "manual" / "pages").glob("*.md")]
FENCED = re.compile(r"^ *```(?P<language>\w*)\n(?P<text>.*?)^ *```", re.DOTALL | re.MULTILINE)
INDENTED = re.compile(r"^ {4,8}(?P<text>(?:\.venv/bin/)?(?:xlpy|make|cp|python) .*)$", re.MULTILINE)
NOTHING_DONE = 2
ELSEWHERE = "windows-checklist.md"
"""A page whose commands take files and a machine that are not here: they must be understood, no more."""


def commands(page: Path) -> list[str]:
    """The commands of a page: lines of blocks without a language, and indented lines that begin with a command."""
    text = page.read_text(encoding="utf-8")
    found: list[tuple[int, str]] = []
    for block in FENCED.finditer(text):
        if block["language"] in ("", "sh", "bash", "console"):
            found += [(block.start() + at, line.strip()) for at, line in enumerate(block["text"].splitlines())]
    plain = FENCED.sub(lambda block: re.sub(r"[^\n]", " ", block[0]), text)
    found += [(line.start(), line["text"]) for line in INDENTED.finditer(plain)]
    return [line.partition("  #")[0].strip() for _, line in sorted(found) if line]


TOLD = [page for page in PAGES if commands(page) and page.name != ELSEWHERE]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The round of the made-up notice, as the manual says to play it."""
    folder = tmp_path_factory.mktemp("shown")
    words = shlex.split(DEMO)[1:]
    assert obey([*words[:-1], str(folder / words[-1])]) == 0
    return folder / "演示"


@pytest.fixture
def sandbox(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the round and its 总表, a shelf and a home of its own."""
    shutil.copytree(demo, tmp_path / "演示")
    for path in (demo / "04-市局").iterdir():
        if path.name.startswith("总表"):
            copy = shutil.copytree if path.is_dir() else shutil.copy
            copy(path, tmp_path / path.name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XLPY_TEMPLATES", str(tmp_path / "templates"))
    monkeypatch.setenv("XLPY_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HOME", str(tmp_path / "person"))
    return tmp_path


def _run(line: str) -> str:
    """What is wrong with one command; blank when it did what it says."""
    words = shlex.split(line.removeprefix(".venv/bin/"))
    if words[0] == "xlpy":
        return "" if line == DEMO or obey(words[1:]) != NOTHING_DONE else f"{line}: nothing done"
    if words[0] == "make":
        made = subprocess.run(["make", "-n", words[1]], cwd=ROOT, capture_output=True, check=False)
        return "" if made.returncode == 0 else f"{line}: no such target"
    return f"{line}: nobody tries this command"


@pytest.mark.parametrize("page", TOLD, ids=[page.relative_to(ROOT).as_posix() for page in TOLD])
def test_the_commands_of_the_page_run(page: Path, sandbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if page.name == "city.md":
        shutil.rmtree(sandbox / "总表.档案")
        (sandbox / "总表.xlsx").unlink()

    failed = [words for line in commands(page) if (words := _run(line))]

    assert failed == [], capsys.readouterr().err


def test_the_commands_for_another_machine_are_understood(sandbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [line for line in commands(ROOT / "docs" / ELSEWHERE) if line.startswith("xlpy ")]

    for line in lines:
        _run(line)

    assert lines
    assert "用法见" not in capsys.readouterr().err


def test_the_manual_says_how_to_play_the_round() -> None:
    assert DEMO in commands(ROOT / "manual" / "pages" / "index.md")


def test_blocks_are_found() -> None:
    told = {page.name: len(commands(page)) for page in TOLD}

    assert {name: count > 1 for name, count in told.items() if name in ("README.md", "next-year.md", "city.md")} == {
        "README.md": True, "next-year.md": True, "city.md": True,
    }  # fmt: skip
