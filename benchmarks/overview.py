"""How long the picture of 5,000 declarations takes: counted and drawn, and the whole command on a 总表 of so many rows.

`make bench-overview`; beside the seconds stand those of the processor, which a busy machine does not lengthen; with the
PDF those of LibreOffice are among them, which works on the second core. Of several runs the quickest is told.
"""

import datetime as dt
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from support.declared import declaration
from support.desks import PACK, code
from workbook.merge import Declaration
from workbook.overview import overview
from workbook.render.overview import overview as drawn
from xlpy.city import refreshed
from xlpy.district import Typed
from xlpy.dossier import open_dossier
from xlpy.folder import FolderDesk
from xlpy.settings import Settings

ROWS, GOAL, RUNS = 5_000, 3.0, 5
SIGNS = "东方精密机械电子材料科技华光金龙纺织汽车零件新能源动力智造德胜利通"


def declarations() -> list[Declaration]:
    """So many different firms, in all districts."""
    one, draw = declaration(day=18), random.Random(5)  # noqa: S311 - names of a benchmark are no secrets
    names = [f"常州{''.join(draw.choices(SIGNS, k=8))}有限公司" for _ in range(ROWS)]
    return [
        one.model_copy(
            update={
                "id": f"{number:012d}".translate(str.maketrans("0123456789", "ABCDEFGHIJ")),
                "district": PACK.districts[number % len(PACK.districts)],
                "values": {**one.values, "company_name": name, "credit_code": code(number)},
            }
        )
        for number, name in enumerate(names)
    ]


def pulled(folder: Path, many: Sequence[Declaration]) -> Path:
    """A 总表 with these rows and the records that tell of them, as the last pull left it."""
    desk = FolderDesk(folder / "总表.xlsx", Settings("张三", folder / "home"))
    dossier = open_dossier(desk, "master")
    said = {"remark": None, "district": {"at": desk.now(), "by": "张三"}, "package": "报送包.zip"}
    told = [dossier.event("accepted", one.id, declaration=one.model_dump(mode="json"), **said) for one in many]
    desk.carry_out(refreshed(dossier, dossier.in_run("pull", told), Typed()))
    return folder / "总表.xlsx"


def command(master: Path, path: str) -> tuple[float, float]:
    """The seconds of `xlpy overview` from the start of its process, and those of the processor."""
    for old in master.parent.glob("概览.*"):
        old.unlink()
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    home = {**os.environ, "XLPY_HOME": str(master.parent / "home"), "PATH": path}
    asked = [sys.executable, "-m", "xlpy", "overview", str(master)]
    subprocess.run(asked, env=home, check=True, capture_output=True)  # noqa: S603 - our own command line
    ended, after = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended - started, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def tell(master: Path, how: str) -> None:
    """Print the quickest of some runs, without the PDF and with it."""
    for words, path in (("without PDF", ""), ("with PDF", os.environ["PATH"])):
        if path and not shutil.which("soffice"):
            print(f"{ROWS} rows: no LibreOffice here, so no PDF")
            continue
        took, cpu = min(command(master, path) for _ in range(RUNS))
        print(
            f"{ROWS} rows: xlpy overview, 总表 {how}, {words}: {took:.2f} s, of the processor {cpu:.2f} s; {goal(took)}"
        )


def goal(took: float) -> str:
    """The goal, and whether it is reached."""
    return f"goal {GOAL} s: {'reached' if took < GOAL else 'missed'}"


def saved_anew(master: Path) -> str:
    """The same 总表 as another program saved it, so that it has to be read again: by LibreOffice where it is there."""
    if shutil.which("soffice"):
        with tempfile.TemporaryDirectory() as folder:
            source = shutil.copy(master, Path(folder) / "source.xlsx")
            profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
            asked = ["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
            subprocess.run([*asked, f"{folder}/saved", str(source)], check=True, capture_output=True)  # noqa: S603 - ours
            shutil.move(Path(folder) / "saved" / "source.xlsx", master)
        return "saved anew by LibreOffice"
    with zipfile.ZipFile(master, "a") as package:
        package.comment = "另存".encode()
    return "saved anew"


def main() -> None:
    """Print the seconds, what has to be imported included."""
    many = declarations()
    started, worked = time.perf_counter(), time.process_time()
    picture = overview(PACK, many, {entry.id: "推荐" for entry in many}, dt.date(2023, 12, 24))
    drawn(picture)
    took, cpu = time.perf_counter() - started, time.process_time() - worked
    print(f"{ROWS} rows: counted and drawn {took:.2f} s, of the processor {cpu:.2f} s; {goal(took)}")
    with tempfile.TemporaryDirectory() as folder:
        master = pulled(Path(folder), many)
        tell(master, "as we left it")
        tell(master, saved_anew(master))


if __name__ == "__main__":
    main()
