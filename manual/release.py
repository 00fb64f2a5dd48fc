"""``make release``: every file that is handed out, built into release/ and checked before anybody gets it.

The wheel and the add-in always; the kit for PCs without internet when a Python and wheels for them are given
(``PYTHON_ZIP``, ``SHA256``, ``WHEELS``). The extension of LibreOffice names the Python of its machine and is made there
by ``xlpy office install``: here it is only made and looked at.
"""

import io
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
OUT = ROOT / "release"
WHEEL = (
    "xlpy/cli.py",
    "workbook/notice/packs/example-2030/notice.toml",
    "xlpy/book/manual/index.html",
    "xlpy/macros/ribbon.xml",
)
ADDIN = ("customUI/customUI14.xml", "xl/vbaProject.bin", "_rels/.rels")
EXTENSION = ("META-INF/manifest.xml", "description.xml", "Addons.xcu", "component.py")
KIT_HOLDS = (
    "安装.cmd",
    "卸载.cmd",
    "xlpy.xlam",
    "空表/申报书.xlsx",
    "手册/index.html",
    "手册/pictures/summary.png",
    "program/python/python.exe",
    "program/python/Lib/site-packages/xlpy/server.py",
)
KIT = {"PYTHON_ZIP": "--python", "SHA256": "--sha256", "WHEELS": "--wheels"}


def main() -> int:
    """Build and check; nought when everything is in order."""
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir()
    for file in itertools.chain(_wheel(), _addin(), _kit()):
        _say(f"{file.relative_to(ROOT)}  {file.stat().st_size:,} 字节，已核对")
    return 0


def _wheel() -> Iterator[Path]:
    """Both packages, every notice and the manual, nothing of the tests; it works alone, and makes its extension."""
    _run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(OUT), str(ROOT))
    wheel = next(OUT.glob("*.whl"))
    names = _holds(wheel.read_bytes(), WHEEL)
    strange = [name for name in names if not name.startswith(("workbook/", "xlpy/", "xlpy-"))]
    if strange:
        raise SystemExit(f"{wheel.name} 多出 {strange}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        python = folder / "venv" / "bin" / "python"
        _run(sys.executable, "-m", "venv", str(folder / "venv"))
        _run(str(python), "-m", "pip", "install", "--quiet", str(wheel), folder=folder)
        _run(str(python), "-m", "xlpy", "notice", "check", "example-2030", folder=folder)
        _run(str(python), "-m", "xlpy", "render", "--notice", "example-2030", "--out", "papers", folder=folder)
        words = "import sys; from xlpy.extension.oxt import here, oxt; sys.stdout.buffer.write(oxt('xlpy', here()))"
        _holds(_run(str(python), "-c", words, folder=folder), EXTENSION)
    yield wheel


def _addin() -> Iterator[Path]:
    """The add-in, made twice: the same bytes, with its ribbon and its project."""
    file, again = OUT / "xlpy.xlam", OUT / "again" / "xlpy.xlam"
    for made in (file, again):
        _run(sys.executable, "-m", "xlpy", "addin", "build", "--out", str(made.parent))
    if file.read_bytes() != again.read_bytes():
        raise SystemExit(f"{file.name} 两次做出来不一样")
    shutil.rmtree(again.parent)
    _holds(file.read_bytes(), ADDIN)
    yield file


def _kit() -> Iterator[Path]:
    """The kit, when what goes into it is given; of us it holds the wheel made just now, whatever else lies there."""
    given = {option: os.environ[name] for name, option in KIT.items() if os.environ.get(name)}
    if len(given) < len(KIT):
        _say(f"没有做安装包：要给出 {'、'.join(KIT)}，见 docs/windows-checklist.md")
        return
    file, wheel = OUT / "xlpy-kit.zip", next(OUT.glob("*.whl"))
    with tempfile.TemporaryDirectory() as name:
        wheels = shutil.copytree(given["--wheels"], Path(name) / "wheels", ignore=shutil.ignore_patterns("xlpy-*"))
        shutil.copy(wheel, wheels)
        words = [word for pair in {**given, "--wheels": str(wheels)}.items() for word in pair]
        _run(sys.executable, "-m", "xlpy", "kit", "build", *words, "--out", str(OUT))
    _holds(file.read_bytes(), KIT_HOLDS)
    yield file


def _holds(data: bytes, needed: Collection[str]) -> list[str]:
    """The names inside a package that is whole and has what it needs."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names, broken = package.namelist(), package.testzip()
    missing = [name for name in needed if name not in names]
    if missing or broken:
        raise SystemExit(f"缺少 {missing}，损坏 {broken}")
    return names


def _run(*words: str, folder: Path = ROOT) -> bytes:
    """What a command says; that it fails is the end of the release."""
    return subprocess.run(words, check=True, cwd=folder, stdout=subprocess.PIPE).stdout  # noqa: S603 - ours


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")


if __name__ == "__main__":
    raise SystemExit(main())
