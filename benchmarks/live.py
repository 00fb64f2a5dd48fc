"""How long a button and a keystroke take in an open form; medians of ten.

The button is pressed where it works, inside a LibreOffice with a window on a screen nobody sees; a keystroke is judged
over the pipe to a LibreOffice of its own, which costs more than inside.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import xlwings as xw

import xlpy.libreoffice as lo
from support.desks import firm
from support.toolbar import with_buttons
from xlpy import buttons
from xlpy.extension.words import PROTOCOL, url
from xlpy.libreoffice import bridge
from xlpy.live import wrap
from xlpy.live.highlights import TITLE
from xlpy.live.watching import watching

WRONG = {
    "credit_code": "913204120000000000",
    "contact_phone": "1",
    **dict.fromkeys(("founded_on", "ownership_kind", "revenue_2022_wan", "tax_2022_wan", "profit_2022_wan")),
    **dict.fromkeys(("legal_name", "legal_title", "company_address"), ""),
}
TIMES = 10


def median(deed: Callable[[], object]) -> float:
    """The median of some runs after a first one, in milliseconds."""
    deed()
    found = []
    for _ in range(TIMES):
        start = time.perf_counter()
        deed()
        found.append(time.perf_counter() - start)
    return statistics.median(found) * 1000


def pressed(folder: Path) -> str:
    """校验 inside LibreOffice, from the click handed over to the marks: how many lines, how long."""
    path = folder / "申报书.xlsx"
    path.write_bytes(firm(1, **WRONG))
    with with_buttons(path) as screen:
        frame = screen.document.CurrentController.Frame
        wanted = bridge.struct("util.URL", Complete=url("validate"), Protocol=PROTOCOL, Path="validate")
        took = median(lambda: frame.queryDispatch(wanted, "", 0).dispatch(wanted, ()))
        rows = screen.document.Sheets.getByName(TITLE).getCellRangeByName("A2:A99").getDataArray()
        return f"{sum(bool(row[0]) for row in rows)}条，{took:.0f} ms"


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        print(f"校验，在 LibreOffice 里从按到标出：{pressed(Path(folder))}")
    lo.activate()
    app = xw.App(visible=False)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "申报书.xlsx"
        path.write_bytes(firm(1, **WRONG))
        book = app.books.open(str(path))
        sheet = book.sheets["企业基本信息"]
        watch = watching(wrap(app), book)
        if watch is None:
            raise SystemExit("no form")
        print(f"校验，经管道从按到标出：{median(lambda: buttons.press('validate', app)):.0f} ms")
        print(f"改一格，到说出来：{median(lambda: watch.told(sheet['C6'])):.1f} ms")
        print(f"贴五千行：{median(lambda: watch.told(sheet['A1:CV5000'])):.0f} ms")
        print(f"全表再读（撤销之后）：{median(watch.read_all):.0f} ms")
        app.quit()


if __name__ == "__main__":
    main()
