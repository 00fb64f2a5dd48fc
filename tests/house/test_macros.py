"""What runs inside Excel and on a desk without us: ASCII, small, and nothing that reaches for the machine."""

import re
from pathlib import Path

import pytest

from support.house import ROOT
from xlpy.addin.windows import PROGRAM_ID

MACROS = ROOT / "macros"
CODE = [*MACROS.glob("*.bas"), *MACROS.glob("*.cls")]
SCRIPTS = [*MACROS.glob("kit/*.cmd")]
MOST_LINES = 80
FORBIDDEN = re.compile(
    r"\b(Declare|Lib|Shell|ShellExecute|GetObject|SendKeys|Environ|Kill|FileCopy|Evaluate|ExecuteExcel4Macro|Run|"
    r"RunPython|OnTime|RegisterXLL|CallByName|VBProject|Auto_Open|Open)\b",
    re.IGNORECASE,
)
every_code = pytest.mark.parametrize("path", CODE, ids=lambda path: path.name)
every_script = pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)


def reaches(text: str) -> list[str]:
    """What of the code reaches beyond the book: forbidden words, and every object made but our server."""
    made = re.findall(r"CreateObject\s*\(?\s*(\S+?)\)?\s", text, re.IGNORECASE)
    return [*FORBIDDEN.findall(text), *(name for name in made if name != f'"{PROGRAM_ID}"')]


def test_there_is_code_and_there_are_scripts() -> None:
    assert {path.name for path in CODE} == {"XlpyRibbon.bas", "XlpyEvents.cls"}
    assert {path.name for path in SCRIPTS} == {"install.cmd", "uninstall.cmd", "xlpy.cmd"}


@pytest.mark.parametrize("path", [*CODE, *SCRIPTS], ids=lambda path: path.name)
def test_it_is_ascii_with_the_line_ends_of_windows(path: Path) -> None:
    raw = path.read_bytes()

    assert raw.isascii()
    assert raw.endswith(b"\r\n")
    assert raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r")


@every_code
def test_the_code_reaches_for_nothing_but_our_server(path: Path) -> None:
    assert reaches(path.read_text("ascii")) == []


@pytest.mark.parametrize(
    "line",
    [
        'Private Declare PtrSafe Function f Lib "x.dll" () As Long',
        'Shell "cmd"',
        'Set a = CreateObject("WScript.Shell")',
        "Set a = CreateObject(name)",
        'Set a = GetObject("x")',
        'Application.Run "a"',
    ],
)
def test_the_watch_does_bite(line: str) -> None:
    assert reaches(f"{line}\r\n")


@every_code
def test_the_code_is_named_after_its_file_and_declares_what_it_uses(path: Path) -> None:
    text = path.read_text("ascii")

    assert f'Attribute VB_Name = "{path.stem}"' in text
    assert "Option Explicit" in text
    assert len(path.stem) <= 31


def test_the_code_is_a_few_dozen_lines() -> None:
    assert sum(path.read_text("ascii").count("\n") for path in CODE) <= MOST_LINES * 2


@every_script
def test_a_script_asks_for_no_rights_and_no_network(path: Path) -> None:
    text = path.read_text("ascii").lower()

    assert not re.search(
        r"runas|hklm|hkey_local|powershell|curl|bitsadmin|certutil|schtasks|https?:|programfiles", text
    )


@every_script
def test_python_is_started_by_itself_alone(path: Path) -> None:
    started = re.findall(r'^"[^"]*python\.exe" (.*)\r$', path.read_bytes().decode(), re.MULTILINE)

    assert started
    assert all(words.startswith("-I -m xlpy ") for words in started)


def procedures(name: str) -> dict[str, str]:
    """The public procedures of a module and what stands in each."""
    found = re.findall(r"Public Sub (\w+)\(.*\n((?:.*\n)*?)End Sub", (MACROS / name).read_text("ascii"))
    return dict(found)


def test_no_mistake_in_a_callback_opens_the_editor() -> None:
    """The window of an unhandled mistake offers to end all: whoever does has lost every variable of the add-in."""
    told = procedures("XlpyRibbon.bas")

    assert {name for name, body in told.items() if "On Error" not in body} == {"XlpyLoad"}
    assert told["XlpyLoad"].split() == ["Set", "shown", "=", "ribbon", "XlpyListen"]


def test_after_a_reset_a_press_hears_what_is_typed_again() -> None:
    lines = [line.strip() for line in procedures("XlpyRibbon.bas")["XlpyPress"].splitlines()]

    assert lines.index("XlpyListen") < lines.index("Application.StatusBar = Server.Press(control.ID, Application)")
