"""The XML of a part: its text in one encoding, and a bounded walk through its elements."""

import re
import sys
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import accumulate
from xml.parsers import expat

from workbook.ooxml.limits import LIMITS, bomb, damaged, unsafe

Attributes = Mapping[str, str]
Start = Callable[[str, Attributes], None]
End = Callable[[str], None]

_LONGEST_DECLARATION = 1_000
_DECLARED = re.compile(r"""<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._\-]+)["'][^>]*\?>""")
_PROLOG = re.compile(r"<\?xml\s[^>]*\?>\s*")
_HEAD = re.compile(
    rb"""<\?xml version=["']1.0["'](?: encoding=["'][uU][tT][fF]-8["'])?(?: standalone=["']\w+["'])?\s*\?>\s*"""
)
_ROOT = re.compile(rb"<[a-zA-Z]")
_ENTITY = re.compile(r"&([^;&]{0,10});?")
_NUMERIC = re.compile(r"#(?:x([0-9A-Fa-f]{1,8})|([0-9]{1,8}))")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REPLACEMENT = "\ufffd"


def decoded(part: bytes, name: str) -> str:
    """The text of a part; refuses a DOCTYPE and every encoding but UTF-8 and UTF-16. Without its XML declaration."""
    try:
        text = part.decode("utf-16" if part[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        raise unsafe(f"部件 {name} 的文字编码异常") from None
    if "\0" in text:  # UTF-16 without its mark, which expat recognises all the same, or no text at all
        raise unsafe(f"部件 {name} 的文字编码异常")
    declared = _DECLARED.match(_declaration(text, name))
    if declared and declared[1].lower() not in ("utf-8", "utf8", "utf-16"):
        raise unsafe(f"部件 {name} 的文字编码是 {declared[1]}")
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise unsafe(f"部件 {name} 含有文档类型声明")
    prolog = _PROLOG.match(text)
    return text[prolog.end() :] if prolog else text


def _declaration(text: str, name: str) -> str:
    """What a part tells of itself before its root; blank where it tells nothing."""
    if not text.startswith("<?xml"):
        return ""
    end = text.find("?>", 0, _LONGEST_DECLARATION)
    if end < 0:
        raise damaged(f"部件 {name} 的 XML 读不下去")
    return text[: end + len("?>")]


def utf8(markup: bytes, name: str) -> str:
    """The text of a piece of markup; refuses bytes that are none."""
    try:
        return markup.decode()
    except UnicodeDecodeError:
        raise unsafe(f"部件 {name} 的文字编码异常") from None


def has_plain_head(part: bytes) -> bool:
    """Whether a part is UTF-8 and begins with its root, so that it can be cut at its tags."""
    return _is_plain_head(part[:200].removeprefix(b"\xef\xbb\xbf"))


@lru_cache(maxsize=256)
def _is_plain_head(head: bytes) -> bool:
    declared = _HEAD.match(head)
    return _ROOT.match(head[declared.end() :] if declared else head) is not None


def is_plain(part: bytes) -> bool:
    """Whether there are no comments and no CDATA either."""
    return has_plain_head(part) and b"<!--" not in part and b"<![" not in part


def deepest(markup: bytes) -> int:
    """How deep the elements of plain markup lie in each other at most."""
    first, *closed = markup.split(b"</")
    opened = [piece.count(b"<") - piece.count(b"/>") - 1 for piece in closed]
    return max(accumulate(opened, initial=first.count(b"<") - first.count(b"/>")))


def walk(text: str, name: str, start: Start, end: End | None = None, depth: int = LIMITS.depth) -> expat.XMLParserType:
    """A parser that calls ``start`` and ``end`` with names stripped of the prefix of the root; fed and closed."""
    parser = walker(start, end, depth)
    feed(parser, text, name)
    return parser


def walker(start: Start, end: End | None = None, depth: int = LIMITS.depth) -> expat.XMLParserType:
    """The parser of ``walk`` before it is fed, for those who set its text handler meanwhile."""
    parser = expat.ParserCreate("UTF-8")
    level = 0
    prefix = ""

    def on_start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal level, prefix
        level += 1
        if level == 1:
            prefix = f"{tag.rpartition(':')[0]}:" if ":" in tag else ""
        if level > depth:
            raise bomb(f"XML 嵌套超过{depth}层")
        start(tag.removeprefix(prefix), attributes)

    def on_end(tag: str) -> None:
        nonlocal level
        level -= 1
        if end:
            end(tag.removeprefix(prefix))

    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    parser.buffer_text = True
    return parser


def feed(parser: expat.XMLParserType, text: str, name: str) -> None:
    """Parse the whole text; what is not well-formed is a damaged file."""
    try:
        parser.Parse(text.encode(), True)  # noqa: FBT003 - the C parser takes no keyword
    except expat.ExpatError:
        raise damaged(f"部件 {name} 的 XML 读不下去") from None


def unescaped(markup: str) -> str:
    """The characters a piece of markup without elements stands for."""
    return _ENTITY.sub(_entity, markup) if "&" in markup else markup


def _entity(found: re.Match[str]) -> str:
    name = found[1]
    if not found[0].endswith(";"):
        raise damaged("有写坏的字符引用")
    if name in _ENTITIES:
        return _ENTITIES[name]
    number = _NUMERIC.fullmatch(name)
    code = 0 if number is None else int(number[1], 16) if number[1] else int(number[2])
    if not 0 < code <= sys.maxunicode or _FORBIDDEN.match(chr(code)):
        raise damaged("有写坏的字符引用")
    return chr(code)


def content(text: str) -> str:
    """The text of a cell: ``_x000D_`` undone, what no paper can carry shown as U+FFFD."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text if text.isprintable() else _FORBIDDEN.sub(_REPLACEMENT, text.replace("\r\n", "\n"))
