"""The pictures of papers in README and manual, taken from a round played now: ``make pictures`` runs it."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
OUT = ROOT / "docs" / "pictures"
# what is shown: the paper of the round, its page, how fine, what is cut out of it (ImageMagick; blank is all)
SHOWN = {
    "declaration": ("02-收件箱/1-*/第一轮/当面/*.xlsx", 4, 78, ""),
    "summary": ("03-各区/4-*/汇总表.xlsx", 1, 85, ""),
    "master": ("04-市局/总表.xlsx", 1, 106, "100%x32%+0+0"),
    "list": ("05-名单/*认定名单.xlsx", 1, 80, "100%x55%+0+0"),
    "announcement": ("05-名单/*拟认定名单.docx", 1, 85, "100%x60%+0+0"),
    "overview": ("04-市局/概览.xlsx", 1, 66, ""),
}


def take(out: Path) -> None:
    """Play the round and show its papers."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        _run(sys.executable, "-m", "xlpy", "demo", "--out", str(work / "round"))
        for name, (pattern, page, fine, cut) in SHOWN.items():
            paper = min((work / "round").glob(pattern))
            _show(shutil.copy(paper, work / f"{name}{paper.suffix}"), page, fine, cut, out / f"{name}.png")


def _show(paper: Path, page: int, fine: int, cut: str, picture: Path) -> None:
    """One page of a paper as it is printed, without the white around it."""
    folder = paper.parent
    profile = f"-env:UserInstallation={(folder / 'user').as_uri()}"
    _run("soffice", profile, "--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(folder), str(paper))
    page_of = ("-f", str(page), "-l", str(page), "-r", str(fine), "-singlefile", "-png")
    _run("pdftoppm", *page_of, str(paper.with_suffix(".pdf")), str(folder / "page"))
    shaped: Sequence[str] = (
        "-trim",
        "-bordercolor",
        "white",
        "-border",
        "12",
        "+repage",
        *(("-crop", cut) if cut else ()),
    )
    _run("convert", str(folder / "page.png"), *shaped, "+repage", "-colors", "64", str(picture))


def _run(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True)  # noqa: S603 - ours


if __name__ == "__main__":
    take(OUT)
