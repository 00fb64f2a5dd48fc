"""The last gate before the public: no personal data in a finished document, wherever in the file it may stand."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from functools import cache
from xml.etree import ElementTree as ET

from workbook.errors import PersonalDataError

_GAP = r"[\s\-\u2010-\u2015_.·•,，、/／()（）\[\]【】]{0,3}"
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_CHINESE = str.maketrans("〇零一二三四五六七八九幺", "001234567891")
_SIGN = f"{_GAP}[0-9A-Z]"
_DIGIT = rf"{_GAP}\d"


def _after(count: str) -> str:
    return rf"(?:{_DIGIT}){{{count}}}(?!\d)"


_PATTERNS = {
    "证件号码": (
        rf"(?<![0-9A-Z])[1-9](?:{_DIGIT}){{16}}{_GAP}[0-9X](?![0-9A-Z])",
        r"(?<!\d)[1-9]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?!\d)",
    ),
    "统一社会信用代码": (rf"(?<![0-9A-Z])[0-9A-Z]{_SIGN}(?:{_DIGIT}){{6}}(?:{_SIGN}){{10}}(?![0-9A-Z])",),
    "手机号": (rf"(?<!\d)(?:(?:\+|00)?{_GAP}86{_GAP})?1{_GAP}[3-9]{_after('9')}",),
    "固定电话": (
        rf"(?<!\d)(?:\+?{_GAP}86{_GAP})?0{_GAP}\d{{2,3}}{_GAP}[2-8]{_after('6,7')}",
        rf"(?<!\d)[48]{_GAP}0{_GAP}0{_after('7')}",
        r"(?<![\d.])(?!(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d))[2-8]\d{3}[- ]?\d{4}(?![\d.])",
        rf"(?:电话|手机|传真|TEL|PHONE|FAX)\D{{0,6}}\d{_after('6,11')}",
    ),
    "电子邮箱": (r"[A-Z0-9._%+-]+\s*(?:@|[(\[（【]\s*AT\s*[)\]）】])\s*[A-Z0-9-]+(?:\s*[.。]\s*[A-Z0-9-]+)+",),
}
_IN_WORDS = ("证件号码", "手机号")
_BARE = ("固定电话",)
"""Numbers of seven or eight digits also are sizes and places in a file: looked for in words only."""
_BLOCKS = ("p", "si", "is")
_BEHIND = {
    "comments": "批注",
    "threadedComments": "批注",
    "people": "批注作者",
    "media": "图片",
    "embeddings": "嵌入文件",
    "externalLinks": "外部链接",
    "customXml": "自定义数据",
    "vbaProject.bin": "宏",
}
_PEOPLE = ("creator", "lastModifiedBy", "Manager", "Company")
_PDF = b"%PDF"


def found(text: str, allowed: Iterable[str] = (), *, is_words: bool = True) -> tuple[str, ...]:
    """What personal data a text holds, each with its middle hidden; ``allowed`` are the bureau's own phones."""
    plain = _plain(text)
    for phone in allowed:
        plain = re.sub(rf"(?<!\d){_GAP.join(c for c in phone if c.isdigit())}(?!\d)", " ", plain)
    return tuple(dict.fromkeys(_told(plain, is_words=is_words)))


def check(data: bytes, name: str, allowed: Iterable[str] = ()) -> None:
    """Refuse a finished .docx, .xlsx or .pdf that shows, or hides, what the public must not see.

    Raises:
        PersonalDataError: what was found and where; the document must not be written.
    """
    phones = tuple(allowed)
    places = _in_pdf(data) if data.startswith(_PDF) else _in_package(data)
    leaks = [f"{place}：{leak}" for place, text, is_words in places for leak in _leaks(text, phones, is_words)]
    if leaks:
        raise PersonalDataError(name, tuple(dict.fromkeys(leaks)))


def _leaks(text: str | None, phones: tuple[str, ...], is_words: bool) -> tuple[str, ...]:  # noqa: FBT001 - as listed
    return ("不应有",) if text is None else found(text, phones, is_words=is_words)


def _plain(text: str) -> str:
    """As a person reads it: full width is half width, what is not seen is not there."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).upper()


@cache
def _compiled() -> dict[str, tuple[re.Pattern[str], ...]]:
    return {kind: tuple(re.compile(pattern) for pattern in patterns) for kind, patterns in _PATTERNS.items()}


def _told(plain: str, *, is_words: bool) -> Iterator[str]:
    for kind, patterns in _compiled().items():
        if is_words or kind not in _BARE:
            for pattern in patterns:
                yield from (f"{kind} {_masked(match[0])}" for match in pattern.finditer(plain))
    in_digits = plain.translate(_CHINESE)
    if in_digits != plain:
        for kind in _IN_WORDS:
            for pattern in _compiled()[kind]:
                yield from (f"{kind} {_masked(match[0])}" for match in pattern.finditer(in_digits))


def _masked(text: str) -> str:
    return f"{text[:3]}…{text[-2:]}"


Places = Iterator[tuple[str, str | None, bool]]
"""Where, the text that stands there (None: nothing may), and whether it is words or a number of the file's own."""


def _in_package(data: bytes) -> Places:
    """Every part of an Office file: words block by block, attributes one by one, and what must not be there at all."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for part in package.namelist():
            yield part, part, True
            yield from ((word, None, True) for key, word in _BEHIND.items() if _is_behind(part, key))
            if part.endswith((".xml", ".rels", ".vml")):
                yield from _in_xml(part, ET.fromstring(package.read(part)))  # noqa: S314 - we wrote it
            else:
                yield part, package.read(part).decode("utf-8", "replace"), True


def _is_behind(part: str, key: str) -> bool:
    return any(step == key or re.fullmatch(rf"{key}\d*\.xml", step) for step in part.split("/"))


def _in_xml(part: str, root: ET.Element) -> Places:
    for element in root.iter():
        name = element.tag.rpartition("}")[2]
        if name in _PEOPLE and (element.text or "").strip():
            yield f"{part} 的{name}", None, True
        if element.get("TargetMode") == "External":
            yield f"{part} 的链接", None, True
        if name == "sheet" and element.get("state", "visible") != "visible":
            yield "隐藏的工作表", None, True
        yield part, "".join(element.itertext()) if name in _BLOCKS else element.text or "", True
        yield from ((part, value, False) for value in element.attrib.values())


def _in_pdf(data: bytes) -> Places:
    """The words of each page, line by line and without its line breaks; properties; links, notes and files inside."""
    from pypdf import PdfReader  # noqa: PLC0415 - start-up: only a document for the public pays for it

    reader = PdfReader(io.BytesIO(data))
    for key, value in (reader.metadata or {}).items():
        is_named = key == "/Author" and str(value).strip()
        yield f"属性{key}", None if is_named else str(value), False
    if reader.attachments:
        yield "嵌入文件", None, True
    for number, page in enumerate(reader.pages, start=1):
        text = page.extract_text()
        yield f"第{number}页", text, True
        yield f"第{number}页", text.replace("\n", ""), False
        if page.get("/Annots"):
            yield f"第{number}页的链接或批注", None, True
