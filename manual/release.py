"""``make release``: every file that is handed out, built into release/ and checked before anybody gets it."""

import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
OUT = ROOT / "release"
PARTS = (("kit", "build"), ("office", "build"), ("addin", "build"))
"""Commands that build the other parts, where this version has them."""
NEEDED = ("xlpy/cli.py", "workbook/notice/packs/example-2030/notice.toml", "xlpy/book/manual/index.html")


def main() -> int:
    """Build and check; nought when everything is in order."""
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir()
    wheel = _wheel()
    _contents(wheel)
    _installed(wheel)
    made = [wheel, *(file for words in PARTS for file in _part(words))]
    for file in made:
        sys.stdout.write(f"{file.relative_to(ROOT)}  {file.stat().st_size:,} 字节，已核对\n")
    return 0


def _wheel() -> Path:
    words = ["-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(OUT), str(ROOT)]
    subprocess.run([sys.executable, *words], check=True)  # noqa: S603 - ours
    return next(OUT.glob("*.whl"))


def _contents(wheel: Path) -> None:
    """Both packages, every notice and the manual are inside, and nothing of the tests."""
    with zipfile.ZipFile(wheel) as package:
        names = package.namelist()
    missing = [name for name in NEEDED if name not in names]
    strange = [name for name in names if not name.startswith(("workbook/", "xlpy/", "xlpy-"))]
    if missing or strange:
        raise SystemExit(f"{wheel.name} 缺少 {missing}，多出 {strange}")


def _installed(wheel: Path) -> None:
    """The wheel alone, in an environment of its own, checks a notice and writes its papers."""
    with tempfile.TemporaryDirectory() as folder:
        python = Path(folder) / "venv" / "bin" / "python"
        for words in (
            [sys.executable, "-m", "venv", str(python.parents[1])],
            [str(python), "-m", "pip", "install", "--quiet", str(wheel)],
            [str(python), "-m", "xlpy", "notice", "check", "example-2030"],
            [str(python), "-m", "xlpy", "render", "--notice", "example-2030", "--out", f"{folder}/papers"],
        ):
            subprocess.run(words, check=True, cwd=folder, stdout=subprocess.DEVNULL)  # noqa: S603 - ours


def _part(words: tuple[str, str]) -> list[Path]:
    """What a command builds, if this version has it."""
    from xlpy.commands import LINE  # noqa: PLC0415 - the product's own table

    if words[0] not in LINE:
        sys.stdout.write(f"（这一版还没有 xlpy {' '.join(words)}）\n")
        return []
    before = set(OUT.iterdir())
    subprocess.run([sys.executable, "-m", "xlpy", *words, "--out", str(OUT)], check=True)  # noqa: S603 - ours
    return sorted(set(OUT.iterdir()) - before)


if __name__ == "__main__":
    raise SystemExit(main())
