"""``make manual``: the pages people wrote and those made from the code -> docs/manual, HTML opened from the disk."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
OUT = ROOT / "docs" / "manual"
sys.path.insert(0, str(HERE))

from architecture import draw  # noqa: E402 - it stands beside this script
from licences import write  # noqa: E402 - it stands beside this script
from made import kinds, lay  # noqa: E402 - it stands beside this script


def built(out: Path) -> None:
    """Build the whole manual into a folder, which is made anew."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        shutil.copytree(HERE / "theme", work / "theme")
        shutil.copytree(HERE / "pages", work / "made")
        shutil.copy(HERE / "zensical.toml", work)
        page = work / "made" / "change-a-rule.md"
        page.write_text(page.read_text(encoding="utf-8").replace("<!-- kinds -->", kinds()), encoding="utf-8")
        lay(work / "made")
        zensical = Path(sys.executable).with_name("zensical")
        subprocess.run([zensical, "build", "--clean"], cwd=work, check=True, capture_output=True)  # noqa: S603 - ours
        shutil.rmtree(out, ignore_errors=True)
        for path in sorted((work / "site").rglob("*")):
            if path.suffix in (".html", ".css") and path.name != "404.html" and "assets" not in path.parts:
                target = out / path.relative_to(work / "site")
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(path.read_bytes())


if __name__ == "__main__":
    built(OUT)
    draw()
    write()
