"""A season of forms made in moments: one is rendered, the others are the same parts with another firm written in."""

import hashlib
import io
import sys
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from support.desks import PACK, code
from support.forms import base_values
from workbook.form import Form
from workbook.render.declaration import declaration
from workbook.render.given import record_from_values

FIRM, FACTORY, CODE = "常州样例的名称甲乙丙丁机械有限公司", "样例的工厂名甲乙丙丁智能工厂", code(1)
_SIGNS = "安宝博昌成诚达德东方丰飞福富广国海恒宏华汇佳嘉建江金晶久凯康科力利联龙隆美明南宁鹏普启强庆荣瑞润盛顺泰天通万"


def lay(folder: Path, count: int) -> list[Path]:
    """So many forms of as many firms in a folder; those that lie there already are left."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"{number:05d}.xlsx" for number in range(1, count + 1)]
    for number, file in enumerate(files, start=1):
        if not file.is_file():
            file.write_bytes(form(number))
    return files


def form(number: int) -> bytes:
    """The form of the n-th firm."""
    words = _word(number)
    changed = {FIRM: f"常州{words}机械有限公司", FACTORY: f"{words}智能工厂", CODE: code(number)}
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in _parts():
            book.writestr(name, _changed(content, changed))
    return held.getvalue()


def _word(number: int) -> str:
    """A name unlike all others: near-equal ones are doubts, and a season has few of them."""
    return "".join(_SIGNS[sign % len(_SIGNS)] for sign in hashlib.sha256(str(number).encode()).digest()[:6])


def _changed(content: bytes, words: dict[str, str]) -> bytes:
    for old, new in words.items():
        content = content.replace(old.encode(), new.encode())
    return content


@cache
def _parts() -> tuple[tuple[str, bytes], ...]:
    values = base_values(company_name=FIRM, factory_name=FACTORY, credit_code=CODE)
    return tuple(_opened(declaration(PACK, record_from_values(Form(PACK), values))))


def _opened(data: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        yield from ((name, book.read(name)) for name in book.namelist())
