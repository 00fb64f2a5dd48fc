"""What pydantic finds wrong with a pack, said at its place in one Chinese sentence."""

import re
from collections.abc import Sequence

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from workbook.notice.sugar import KINDS

_EXPECTED = {
    "int": "整数",
    "float": "数字",
    "decimal": "数字",
    "bool": "true 或 false",
    "date": "日期（如 2024-01-31）",
    "string": "文字",
    "tuple": "列表",
    "list": "列表",
    "dict": "一组键和值",
    "mapping": "一组键和值",
    "model": "一组键和值",
}


def by_weight(error: ValidationError) -> list[ErrorDetails]:
    """The errors to tell: a misspelt key before the key that is missing because of it."""
    return sorted(error.errors(), key=lambda found: found["type"] != "extra_forbidden")


def place_of(error: ErrorDetails, origins: Sequence[int]) -> str:
    """Where the error stands in the text, as ``rules[3].count``."""
    loc = list(error["loc"])
    if len(loc) > 1 and loc[0] == "rules" and isinstance(loc[1], int):
        loc[1] = origins[loc[1]] if origins else loc[1]
        if len(loc) > 2 and loc[2] in KINDS:  # noqa: PLR2004 - the kind that pydantic puts after the number
            del loc[2]
    return re.sub(r"\.\[", "[", ".".join(f"[{part}]" if isinstance(part, int) else str(part) for part in loc))


def sentence_of(error: ErrorDetails) -> str:
    """What is wrong there, in Chinese."""
    kind, given = error["type"], error.get("input")
    key = error["loc"][-1] if error["loc"] else ""
    context = error.get("ctx", {})
    if kind == "extra_forbidden":
        return f"不认识键“{key}”，请核对拼写"
    if kind == "missing":
        return f"缺少“{key}”"
    if kind == "union_tag_invalid":
        return f"没有“{context.get('tag')}”这种要求（kind）；可用的有：{'、'.join(KINDS)}"
    if kind == "union_tag_not_found":
        return "缺少要求的种类（kind）"
    if kind == "string_pattern_mismatch":
        return f"编号“{given}”不能用：电子表格会把它当作地址或无效名称，请用小写英文加下划线，如 company_name"
    if kind in ("enum", "literal_error"):
        return f"“{given}”不在可用的值之内：{str(context.get('expected')).replace(' or ', '、').replace(', ', '、')}"
    expected = _EXPECTED.get(kind.split("_")[0])
    return f"“{given}”不对，应是{expected}" if expected else f"“{given}”不对（{error['msg']}）"
