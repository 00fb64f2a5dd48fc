"""How long a button and a keystroke take in an open form, over the pipe to a LibreOffice of its own; medians of ten.

Inside LibreOffice, where the buttons work, there is no pipe: these figures are what it costs at most.
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
from xlpy import buttons
from xlpy.live import wrap
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


def main() -> None:
    """Print the table."""
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
        print(buttons.press("validate", app))
        print(f"校验，从按到标出：{median(lambda: buttons.press('validate', app)):.0f} ms")
        print(f"改一格，到说出来：{median(lambda: watch.told(sheet['C6'])):.1f} ms")
        print(f"贴五千行：{median(lambda: watch.told(sheet['A1:CV5000'])):.0f} ms")
        print(f"全表再读（撤销之后）：{median(watch.read_all):.0f} ms")
        app.quit()


if __name__ == "__main__":
    main()
