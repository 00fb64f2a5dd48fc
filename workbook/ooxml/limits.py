"""How large and how deep a package may be; the figures fit real files (p99.9) and stop every bomb."""

from dataclasses import dataclass

MB = 1024 * 1024


class RefusedError(Exception):
    """A package that is not read any further: the code of the refusal and its Chinese reason."""

    def __init__(self, code: str, reason: str) -> None:
        self.code = code
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True, eq=False)
class Limits:
    """Bounds of one package; sizes in bytes, counted as they come and not as the file claims.

    Where every part that is read is parsed whole, ``parsed`` is how long one may be, and ``markup`` how many elements,
    ends of elements and attributes all may have; 0 where nobody counts them.
    Each is only equal to itself: what was found within some bounds is remembered with them.
    """

    file: int = 20 * MB
    parts: int = 2_000
    total: int = 64 * MB
    part: int = 32 * MB
    ratio: int = 200
    ratio_from: int = MB
    media_ratio_from: int = 8 * MB
    cells: int = 500_000
    box: int = 2_000_000
    merges: int = 100_000
    sheets: int = 64
    names: int = 5_000
    depth: int = 64
    parsed: int = 0
    markup: int = 0


LIMITS = Limits()
DOCUMENT = Limits(parsed=20 * MB, markup=750_000)
"""Bounds of a Word document, of which five hundred pages are not nearly as long."""

OWN = Limits(file=128 * MB, total=512 * MB, part=256 * MB, ratio=1_000, cells=4_000_000, box=16_000_000)
"""Bounds of a book that a desk keeps itself and nobody mails: a season of ten thousand firms has a million findings."""

SUMMARY = Limits(file=48 * MB, total=256 * MB, part=160 * MB, cells=1_500_000, box=8_000_000)
"""Bounds of a 汇总表 in a package, of which a worker reads the sheets it needs: twelve thousand firms in a district."""


def bomb(reason: str) -> RefusedError:
    """The refusal of something too large."""
    return RefusedError("FILE-BOMB", f"{reason}。请把内容复制到本次下发的模板后再报送。")


def unsafe(reason: str) -> RefusedError:
    """The refusal of a structure that two readers may understand in two ways."""
    return RefusedError("FILE-UNSAFE", f"{reason}。请把内容复制到本次下发的模板后再报送。")


def damaged(reason: str) -> RefusedError:
    """The refusal of a file that does not hold together."""
    return RefusedError("FILE-DAMAGED", f"{reason}，文件已损坏。请用 Excel 或 WPS 打开修复并另存后再报送。")


def wrong_kind(found: str) -> RefusedError:
    """The refusal of a file that is no .xlsx at all."""
    advice = "请用 Excel 或 WPS 打开后另存为“Excel 工作簿（.xlsx）”再报送"
    return RefusedError("FILE-KIND", f"这是{found}，不是 .xlsx 工作簿。{advice}。")
