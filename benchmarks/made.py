"""A season of forms made in moments: one is rendered, the others are the same parts with another firm written in.

Every firm has its own names, amounts, texts and ticks: no sheet that people fill in is like that of another firm.
"""

import hashlib
import io
import re
import sys
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from support.desks import PACK, code
from support.forms import base_values
from workbook.form import Form
from workbook.render.declaration import declaration
from workbook.render.given import record_from_values
from workbook.values import BOX, TICK

FIRM, FACTORY, CODE = "常州样例的名称甲乙丙丁机械有限公司", "样例的工厂名甲乙丙丁智能工厂", code(1)
WORDS = {id_: f"样例的{id_}。" for id_ in ("company_profile", "factory_brief", "project_results", "aspect_energy")}
AMOUNTS = {"revenue_2021_wan": 9417, "tax_2021_wan": 3517, "profit_2021_wan": 717, "investment_total_wan": 5117}
LIVE = "场景 13/12"
"""What every sheet shows of the ticks, as the program that saved it worked it out."""
ONE_IN = 6
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
    words, random = _word(number), Random(number)  # noqa: S311 - a made-up firm is no secret
    changed = {FIRM: f"常州{words}机械有限公司", FACTORY: f"{words}智能工厂", CODE: code(number)}
    changed |= {text: f"{words}厂的{text}" * (1 + number % 7) for text in WORDS.values()}
    changed[LIVE] = f"场景 {13 + number % 9}/12"
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in _parts():
            book.writestr(name, _ticked(_earned(_changed(content, changed), number), random))
    return held.getvalue()


def _word(number: int) -> str:
    """A name unlike all others: near-equal ones are doubts, and a season has few of them."""
    return "".join(_SIGNS[sign % len(_SIGNS)] for sign in hashlib.sha256(str(number).encode()).digest()[:6])


def _changed(content: bytes, words: dict[str, str]) -> bytes:
    for old, new in words.items():
        content = content.replace(old.encode(), new.encode())
    return content


def _earned(content: bytes, number: int) -> bytes:
    """Other amounts in the cells that hold numbers; those that point at a text stay."""
    for amount in AMOUNTS.values():
        cell = re.compile(rb'(<c r="C\d+" s="\d+"><v>)%d(?=</v></c>)' % amount)
        content = cell.sub(rb"\g<1>%d" % (amount + number % 983), content)
    return content


def _ticked(content: bytes, random: Random) -> bytes:
    """One empty box in so many is ticked by this firm."""
    box, tick = _signs()
    empty = re.compile(rb'(<c r="C\d+" s="\d+" t="s"><v>)' + box + rb"(?=</v></c>)")
    return empty.sub(lambda found: found[1] + (box if random.randrange(ONE_IN) else tick), content)


@cache
def _signs() -> tuple[bytes, bytes]:
    """How a cell writes an empty box and a ticked one."""
    strings = re.findall(r"<si><t[^>]*>([^<]*)", dict(_parts())["xl/sharedStrings.xml"].decode())
    return str(strings.index(BOX)).encode(), str(strings.index(TICK)).encode()


@cache
def _parts() -> tuple[tuple[str, bytes], ...]:
    values = base_values(company_name=FIRM, factory_name=FACTORY, credit_code=CODE, **WORDS, **AMOUNTS)
    return tuple(_opened(declaration(PACK, record_from_values(Form(PACK), values))))


def _opened(data: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        yield from ((name, book.read(name)) for name in book.namelist())
