"""The outline of a book: which sheets it has, which names, which date system, which parts hold what."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from workbook.ooxml.container import Container, resolve
from workbook.ooxml.known import remembered
from workbook.ooxml.limits import Limits, bomb, damaged, unsafe, wrong_kind
from workbook.ooxml.markup import Attributes, decoded, feed, unescaped, walk, walker

_ROOT = "_rels/.rels"
_WORKBOOK, _USUAL = "/officeDocument", "xl/workbook.xml"
_BY_OTHERS = {"/sharedStrings": "xl/sharedstrings.xml", "/styles": "xl/styles.xml"}
_NAMES_OPEN, _NAMES_CLOSE = "<definedNames>", "</definedNames>"
_NAME = re.compile(
    r'(<definedName((?: (?!name=)[a-zA-Z]+="[^"<>]*")*) name="([^"<>]*)"((?: [a-zA-Z]+="[^"<>]*")*)>'
    r"([^<]*)</definedName>)"
)
_Related = tuple[Mapping[str, tuple[str, str]], Mapping[str, str]]
_STRANGE = "文件内有来历不明的部件"
_TRUE = ("1", "true", "on")
_NOWHERE = " "
"""The relationship of a sheet that names none: no relationship has this id."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What ``workbook.xml`` and its relationships say: title and part of each sheet, names, parts by type."""

    sheets: Mapping[str, str]
    hidden: frozenset[str]
    names: Mapping[str, str]
    is_1904: bool
    parts: Mapping[str, str]


class _Told(NamedTuple):
    """What ``workbook.xml`` alone says: of each sheet the relationship, and the rest of the outline."""

    ids: Mapping[str, str]
    hidden: frozenset[str]
    names: Mapping[str, str]
    is_1904: bool


def read(container: Container) -> Outline:
    """Read the outline within its bounds."""
    path = _workbook(container)
    told = _told(container.part(path), path, container.limits)
    by_id, by_type = relationships(container, path)
    sheets: dict[str, str] = {}
    for sheet, id_ in told.ids.items():
        if id_ not in by_id:
            raise damaged(f"工作表“{sheet}”没有内容")
        type_, target = by_id[id_]
        if type_.endswith("/worksheet"):
            sheets[sheet] = target
    if len({target.lower() for target in sheets.values()}) != len(sheets):
        raise unsafe("两张工作表指向同一部件")
    _check_others(container, by_type)
    return Outline(sheets, told.hidden, told.names, told.is_1904, by_type)


def _workbook(container: Container) -> str:
    if _ROOT not in container or "[Content_Types].xml" not in container:
        raise wrong_kind("压缩包或其他文档")
    _, by_type = relationships(container, "")
    path = by_type.get(_WORKBOOK, "")
    if not path.lower().endswith(".xml") or "/word/" in f"/{path}" or "/ppt/" in f"/{path}":
        raise wrong_kind("其他格式的文档")
    if _USUAL in container and path.lower() != _USUAL:
        raise unsafe(_STRANGE)
    return path


def relationships(container: Container, path: str) -> _Related:
    """Relationships of one part: id -> (type, part), and the first part of each type."""
    folder, _, file = path.rpartition("/")
    name = f"{folder}/_rels/{file}.rels" if path and folder else f"_rels/{file}.rels"
    return _related(container.part(name), name, path, container.limits.depth) if name in container else ({}, {})


@remembered(entries=32, longest=16_384)
def _related(part: bytes, name: str, path: str, depth: int) -> _Related:
    by_id: dict[str, tuple[str, str]] = {}
    by_type: dict[str, str] = {}

    def start(tag: str, attributes: Attributes) -> None:
        """Take one relationship: the second reader asks neither for its prefix nor whether it leads out of the file."""
        if tag.rpartition(":")[2] != "Relationship":
            return
        target = resolve(path, attributes.get("Target", ""))
        type_ = "/" + attributes.get("Type", "").rpartition("/")[2]
        if by_id.setdefault(attributes.get("Id", ""), (type_, target)) != (type_, target):
            raise unsafe("文件内部的关系编号重复")
        if attributes.get("TargetMode") != "External":
            by_type.setdefault(type_, target)

    walk(decoded(part, name), name, start, depth=depth)
    return by_id, by_type


def _check_others(container: Container, by_type: Mapping[str, str]) -> None:
    """Some readers take strings and styles from their usual place without asking; both must mean the same part."""
    for type_, usual in _BY_OTHERS.items():
        if usual in container and by_type.get(type_, "").lower() != usual:
            raise unsafe(_STRANGE)


@remembered(entries=16, longest=65_536)
def _told(part: bytes, path: str, limits: Limits) -> _Told:
    found = _Walk(limits)
    found.read(found.without_names(decoded(part, path)), path)
    return _Told(found.ids, frozenset(found.hidden), MappingProxyType(found.names), found.is_1904)


def _check_count(names: int, limits: Limits) -> None:
    """Names of one sheet count too, though nobody asks for them."""
    if names > limits.names:
        raise bomb(f"名称超过{limits.names}个")


class _Walk:
    """Names, sheets and date system, element by element."""

    def __init__(self, limits: Limits) -> None:
        self.ids: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.hidden: set[str] = set()
        self.is_1904 = False
        self._limits = limits
        self._titles: set[str] = set()
        self._count = 0
        self._name = ""
        self._pieces: list[str] = []
        self._parser = walker(self._start, self._end, limits.depth)

    def without_names(self, text: str) -> str:
        """Take the defined names in the plain form programs write; answers the text without them."""
        begin, end = text.find(_NAMES_OPEN), text.find(_NAMES_CLOSE)
        body = text[begin + len(_NAMES_OPEN) : end] if begin >= 0 else ""
        found = _NAME.findall(body)
        if not found or "<!" in text or sum([len(name[0]) for name in found]) != len(body):
            return text
        _check_count(len(found), self._limits)
        for _, before, name, after, formula in found:
            if "localSheetId" not in before + after:
                self._define(unescaped(name), unescaped(formula))
        return text[: begin + len(_NAMES_OPEN)] + text[end:]

    def read(self, text: str, path: str) -> None:
        """Take everything else: sheet title -> relationship id, and what is hidden."""
        feed(self._parser, text, path)
        if not self.ids:
            raise damaged("工作簿里没有工作表")

    def _define(self, name: str, formula: str) -> None:
        """Take one name; refuses one that means two things."""
        if self.names.setdefault(name, formula) != formula:
            raise unsafe(f"名称 {name} 定义了两次")

    def _start(self, tag: str, attributes: Attributes) -> None:
        if tag == "definedName":
            self._count += 1
            _check_count(self._count, self._limits)
            self._name = "" if "localSheetId" in attributes else attributes.get("name", "")
            self._pieces.clear()
            self._parser.CharacterDataHandler = self._pieces.append
        elif tag == "sheet":
            self._take_sheet(attributes)
        elif tag.endswith(":sheet"):  # the second reader takes it for one
            raise unsafe("工作簿里混有别种写法的工作表")
        elif tag == "workbookPr":
            self.is_1904 = attributes.get("date1904", "0") in _TRUE

    def _take_sheet(self, attributes: Attributes) -> None:
        title = attributes.get("name", "")
        if title.lower() in self._titles:
            raise unsafe(f"有两张名为“{title}”的工作表")
        self._titles.add(title.lower())
        if len(self._titles) > self._limits.sheets:
            raise bomb(f"工作表超过{self._limits.sheets}张")
        id_ = next((value for key, value in attributes.items() if key.endswith(":id")), _NOWHERE)
        if not id_:  # a sheet of old macros: Excel lists it without a part and shows nothing of it
            return
        self.ids[title] = id_
        if attributes.get("state", "visible") != "visible":
            self.hidden.add(title)

    def _end(self, tag: str) -> None:
        if tag != "definedName":
            return
        self._parser.CharacterDataHandler = None
        formula = "".join(self._pieces)
        if self._name:
            self._define(self._name, formula)
