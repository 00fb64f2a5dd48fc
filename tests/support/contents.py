"""What people type into cells of each kind: right, odd, wrong, on the boundary."""

import datetime as dt
from collections.abc import Callable
from functools import cache
from random import Random

from workbook.codes import check_digit
from workbook.ooxml.cell import BLANK, Cell
from workbook.values import Kind


def shape(random: Random) -> Cell:
    """What may stand in a box."""
    known = ("√", "√", "√", "✓", "✔", "☑", "■", "●", "R", "是", "1", 1.0, True, False, " √", "√　", "", "□", "☐")
    doubtful = ("☒", "×", "r", "１", "否", 0.0, 2.0, "√√", "#N/A", "X", " ")
    sign = random.choice(known if random.random() < 0.8 else doubtful)
    return Cell(sign, is_error=True) if sign == "#N/A" else Cell(sign)


def _error(random: Random) -> Cell:
    return Cell(random.choice(("#N/A", "#DIV/0!", "#VALUE!", "#NAME?")), is_error=True)


def _odd(random: Random) -> Cell:
    """What may stand in a cell of any kind."""
    return random.choice(
        (BLANK, Cell("  "), Cell("　"), Cell("\u00a0\n"), Cell("无"), Cell("-"), _error(random), Cell(value=True))
    )


def _text(random: Random, _: int) -> Cell:
    words = (
        "常州甲公司常州分公司", "乙合伙企业", "丙 事业部", "丁（个人独资）", "常州 样例 机械有限公司", "30",
        "30天", "95%", "９５％", "0.5", ".5", "5.", "1,200", "-3", "1e3", "3.2.1", "%", 30.0, 0.95, 45.5,
        "45.5%", "2020年", " 30 ", "12 %", 12345.0,
    )  # fmt: skip
    return Cell(random.choice(words)) if random.random() < 0.85 else _odd(random)


@cache
def long_texts(limit: int) -> tuple[str, ...]:
    """Texts around a limit: Chinese, Latin, mixed, and such that the two ways of counting disagree."""
    chinese = ("智能工厂，" * limit)[: limit + 1]
    words = "MES ERP "
    return (
        chinese,
        chinese[:-1],
        chinese[:-2],
        chinese[: limit // 2] + "\n 　" + chinese[limit // 2 : limit],
        chinese[: limit // 2] + "\n\t" + chinese[limit // 2 :],
        (words * limit)[: limit - 1],
        (words * limit)[: limit * 2],
        words * (limit // 2),
        words * (limit // 2) + "A",
        chinese[: limit - 1] + "A",
        chinese[: limit - 1] + "AB",
        chinese[: limit - 1] + "A B",
        chinese[: limit - 2] + "AB，C",
        "A" * (limit + 5),
        "é" * (limit + 1),
        "“PLC”～" * (limit // 6 + 1) + chinese[: limit // 2],
    )


def _long_text(random: Random, limit: int) -> Cell:
    return Cell(random.choice(long_texts(limit))) if random.random() < 0.7 else _odd(random)


def _code(random: Random, _: int) -> Cell:
    area = random.choice(("3204", "3204", "3200", "1000"))
    body = f"9{random.choice('1123')}{area}{random.randint(0, 99):02d}{random.randint(0, 10**8):09d}"
    code = body + check_digit(body)
    wrong = (
        body + random.choice("0123456789ABCDEFGHJKLMNPQRTUWXY"), code[:-1], code + "0",
        code.replace("0", "O", 1), "A" + code[1:], code.lower(), f" {code[:8]} {code[8:]}",
        code.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
        float(random.randint(10**14, 10**15 - 1)), code[:9] + "I" + code[10:], code[:9] + "*" + code[10:],
        code[:9] + "-" + code[10:], code[:4] + "." + code[5:],
    )  # fmt: skip
    chance = random.random()
    return Cell(code) if chance < 0.3 else Cell(random.choice(wrong)) if chance < 0.9 else _odd(random)


def _phone(random: Random, _: int) -> Cell:
    phones = (
        "13812345678", 13812345678.0, "１３８１２３４５６７８", "138 1234 5678", "138-1234-5678",
        "+8613812345678", "0519-85681233", "12812345678", "1381234567", "138123456789", "13800000000/85681233",
        "19999999999", "20000000000", "13000000000", 12999999999.0, "1.38e10", "138123456７8",
        "+86-15912345678", 85681233.0, "电话13812345678",
    )  # fmt: skip
    return Cell(random.choice(phones)) if random.random() < 0.9 else _odd(random)


def _money(random: Random, _: int) -> Cell:
    numbers = (0.0, 1.0, 1999.0, 1999.99, 2000.0, 2000.01, -50.0, 0.1, 100.0, 10000.0, 123456.78, 1e6, 3000.0, 5000.0)
    texts = (
        "2000", "3,500万元", "３５００", "3，500", "2000万", "2亿元", "1.5亿",
        "２０００．５", "-50", "－50", "约2000", "2000 万元", "3.5.1", "万元", "-", ".", ".5", "5.", "1e3",
        "2千", "万2000", "20万00", "--5", "5-", "亿元", "2000元整", "５％", "$5", "1/2", "(5)",
    )  # fmt: skip
    chance = random.random()
    if chance < 0.5:
        return Cell(random.choice(numbers))
    return Cell(random.choice(texts)) if chance < 0.9 else _odd(random)


def _date(random: Random, _: int) -> Cell:
    days = (
        dt.datetime(2022, 10, 30), dt.datetime(2022, 10, 31), dt.datetime(2022, 11, 1),
        dt.datetime(2022, 10, 31, 12), dt.datetime(2015, 1, 1), dt.datetime(2023, 2, 1),
        dt.datetime(2023, 10, 10), dt.datetime(1999, 12, 31),
    )  # fmt: skip
    texts = (
        "2022-10-31", "2022/11/1", "2022.10.31", "2022年10月31日", "2022年11月1日", "２０２２年１０月３１日",
        "20221031", "20221101", "２０２２１１０１", "2022-02-30", "2022-13-01", "2022", "2022-10", "2022年10月",
        "22-10-31", "31/10/2022", "2022-10-31-1", " 2022 - 10 - 31 ", "2022-1O-31", "2022年", "去年",
        "2022-10-31 08:00", "1899-12-31", "2100-01-01", "2099-12-31", "2022-Oct-31", "2022--10-31", "2022-0-1",
        "2022-10-0", "2022-1-1", "19-10-31", "0022-10-31", "1900-01-15", "2022-10-31号", "10-31-2022",
        "2022,10,31", "2022-2-29", "2024-2-29", "20220230", "2022103", "202210311",
    )  # fmt: skip
    numbers = (
        44865.0,
        44866.0,
        20221031.0,
        20221101.0,
        2022.0,
        60.0,
        61.0,
        73050.0,
        73051.0,
        20221331.0,
        44866.5,
        -1.0,
        2022.1,
    )
    chance = random.random()
    if chance < 0.3:
        return Cell(random.choice(days))
    return Cell(random.choice(texts if chance < 0.75 else numbers)) if chance < 0.92 else _odd(random)


def _month(random: Random, _: int) -> Cell:
    days = (
        dt.datetime(2023, 12, 31), dt.datetime(2023, 12, 1), dt.datetime(2024, 1, 1), dt.datetime(2022, 10, 1),
        dt.datetime(2023, 2, 28), dt.datetime(1905, 7, 16), dt.datetime(2015, 6, 1),
    )  # fmt: skip
    texts = (
        "2023-12", "2023.12", "2023年12月", "2024年1月", "２０２３年１２月", "2023/1", "2023.10", "2023.1",
        "202312", "２０２４０１", "2024-01", "2023-13", "2023-0", "2023", "2023年", "12月", "2023-12-31",
        "2023年5月1日", "2023.5-2023.12", "二〇二三年", "23-12", "2023-1-", "1899-12", "2015年6月",
        "2023-5-6-7", "2023-112", "202313", "2023 年 12 月", "2023-Dec", "2023年12", "2100-01", "2099-12",
        "202",
    )  # fmt: skip
    numbers = (
        2023.1, 2023.12, 2023.05, 2023.5, 2023.2, 202312.0, 202401.0, 2023.0, 2023.13, 2023.123, 45291.0,
        45292.0, 202313.0, 5.0, 2022.11, 1900.01, 2099.12, 2100.01, 73050.0, 73051.0, 190001.0, 209912.0,
        210001.0, 2015.06, 45000.7,
    )  # fmt: skip
    chance = random.random()
    if chance < 0.3:
        return Cell(random.choice(days))
    return Cell(random.choice(texts if chance < 0.65 else numbers)) if chance < 0.92 else _odd(random)


def _tick(random: Random, _: int) -> Cell:
    return shape(random)


MAKERS: dict[Kind, Callable[[Random, int], Cell]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _long_text,
    Kind.CREDIT_CODE: _code,
    Kind.PHONE: _phone,
    Kind.MONEY_WAN: _money,
    Kind.NUMBER: _money,
    Kind.DATE: _date,
    Kind.YEAR_MONTH: _month,
    Kind.TICK: _tick,
    Kind.DERIVED: _text,
}
"""Kind -> what makes a random content for it; the number is the limit of a text."""
