"""Codes with a shape of their own: 统一社会信用代码 over python-stdnum, mobile numbers."""

import unicodedata

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The signs of a credit code: no I, O, S, V or Z."""
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28, 1)
"""Of each place; the sum of a right code is a multiple of the number of signs."""
LENGTH = 18
DIGITS = 8
"""A credit code begins with this many digits."""
MOBILE_LENGTH = 11
"""A mobile number has this many digits."""
_LOOKS_LIKE = {"O": "0", "I": "1"}
_MOBILE_SECOND = "3456789"


def check_digit(body: str) -> str:
    """The 18th sign that belongs to the first 17.

    >>> check_digit("91320412MA1ABCDE0")
    '8'
    """
    from stdnum.cn import uscc  # noqa: PLC0415 - start-up: only where a code is looked at

    return str(uscc.calc_check_digit(body))


def fault(code: str) -> str:
    """What is wrong with a credit code, in Chinese; empty when nothing is.

    >>> fault("91110000600037341L")
    ''
    >>> fault("911100006000373415")
    '第18位应为L，填的是5（或前17位有误）'
    >>> fault("9111000060003734")
    '应为18位，填了16位，还差2位'
    >>> fault("91110000600037341LX")
    '应为18位，填了19位，多出1位'
    >>> fault("9111000060003734OL")
    '第17位是“O”，代码中没有这个字符，是不是0'
    >>> fault("\u200b91110000600037341L")
    '夹有1个看不见的字符，请删去重新输入'
    >>> fault("9111A000600037341L")
    '第5位应为数字，填的是A'
    """
    if hidden := sum(not sign.isprintable() for sign in code):
        return f"夹有{hidden}个看不见的字符，请删去重新输入"
    if len(code) != LENGTH:
        gap = LENGTH - len(code)
        return f"应为{LENGTH}位，填了{len(code)}位，" + (f"还差{gap}位" if gap > 0 else f"多出{-gap}位")
    for place, sign in enumerate(code, start=1):
        if sign not in ALPHABET:
            return f"第{place}位是{_odd(sign)}"
        if place <= DIGITS and sign not in ALPHABET[:10]:
            return f"第{place}位应为数字，填的是{sign}"
    expected = check_digit(code[:-1])
    return "" if code[-1] == expected else f"第{LENGTH}位应为{expected}，填的是{code[-1]}（或前17位有误）"


def _odd(sign: str) -> str:
    """A sign that no code has, and what was probably meant."""
    if unicodedata.normalize("NFKC", sign) in ALPHABET:
        return f"全角的“{sign}”，应为半角"
    meant = f"，是不是{_LOOKS_LIKE[sign]}" if sign in _LOOKS_LIKE else ""
    return f"“{sign}”，代码中没有这个字符{meant}"


def is_mobile(text: str) -> bool:
    """Whether the text is one Chinese mobile number; hyphens and a leading +86 are allowed.

    >>> is_mobile("13812345678"), is_mobile("+86138-1234-5678")
    (True, True)
    >>> is_mobile("0519-85681233"), is_mobile("1381234567"), is_mobile("12812345678")
    (False, False, False)
    """
    number = text.replace("-", "").removeprefix("+86")
    is_number = len(number) == MOBILE_LENGTH and number.isascii() and number.isdecimal()
    return is_number and number[0] == "1" and number[1] in _MOBILE_SECOND
