"""The parts of a package that tell where things are, and what must follow when cells of a sheet are changed."""

import contextlib
import datetime as dt
import html
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from xml.etree import ElementTree as ET

from workbook.ooxml.address import Block, place, target
from workbook.ooxml.container import key, resolve
from workbook.ooxml.limits import RefusedError, damaged
from workbook.ooxml.package import part
from workbook.ooxml.plain import plain
from workbook.ooxml.tables import widened
from workbook.ooxml.text import unescaped

EPOCH = dt.date(1899, 12, 30)
EPOCH_1904 = dt.date(1904, 1, 1)

_CALCULATION = re.compile(rb"<((?:[\w.-]+:)?)calcPr\b([^>]*?)\s*(/?)>")
_COUNTS_ANEW = re.compile(rb"""\sfullCalcOnLoad\s*=\s*["'](\w+)["']""")
_FILTER_NAME = re.compile(rb"""(<(?:[\w.-]+:)?definedName\b[^>]*["']_xlnm\._FilterDatabase["'][^>]*>)([^<]*)""")
_COMMENT = re.compile(rb"""<(?:[\w.-]+:)?comment\b[^>]*?\sref\s*=\s*["']([A-Za-z]+\d+)["']""")
_ROW = re.compile(rb"<(?:[\w.-]+:)?row\b([^>]*)>")
_HIDDEN = re.compile(rb"""\shidden\s*=\s*["'](?:1|true)["']""")
_NUMBER = re.compile(rb"""\sr\s*=\s*["'](\d+)["']""")
_CONTENT_TYPES, _ROOT_RELATIONS = "[Content_Types].xml", "_rels/.rels"
_FOR_CELLS = ("/sharedStrings", "/styles")
_BEFORE_CALCULATION = ("definedNames", "externalReferences", "functionGroups", "sheets")


class Opened:
    """The parts of a package that tell where things are.

    Raises:
        RefusedError: one of them cannot be read.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.path = self._targets(_ROOT_RELATIONS, "", "/officeDocument")[0]
        self.xml = self._plain(self.path)
        self.root = _tree(self.xml, self.path)

    def _targets(self, relations: str, base: str, kind: str) -> list[str]:
        root = _tree(self._plain(relations), relations)
        told = ((f"/{link.get('Type', '').rpartition('/')[2]}", link.get("Target", "")) for link in root)
        return [resolve(base, to) for type_, to in told if type_ == kind]

    def _plain(self, name: str) -> bytes:
        return plain(part(self.data, name), name)

    @cached_property
    def relations(self) -> str:
        """The part that tells where the others are."""
        return _relations(self.path)

    @cached_property
    def sheets(self) -> Mapping[str, str]:
        """Sheet title -> part."""
        root = _tree(self._plain(self.relations), self.relations)
        targets = {link.get("Id"): resolve(self.path, link.get("Target", "")) for link in root}
        found: dict[str, str] = {}
        for sheet in _named(self.root, "sheet"):
            id_ = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
            found[sheet.get("name", "")] = targets.get(id_, "")
        return found

    def needed(self) -> dict[str, bytes]:
        """What a reader of cells asks for, by the names of the parts, and nothing else that was sent along."""
        others = (name for kind in _FOR_CELLS for name in self._targets(self.relations, self.path, kind))
        names = (
            _CONTENT_TYPES,
            _ROOT_RELATIONS,
            self.path,
            self.relations,
            *others,
            *filter(None, self.sheets.values()),
        )
        return {key(name): part(self.data, name) for name in names}

    @cached_property
    def models(self) -> Mapping[str, Block]:
        """Sheet title -> the first row of data of its table."""
        names = [(name.get("name", ""), target(name.text or "")) for name in _named(self.root, "definedName")]
        return {area.sheet: area for name, area in names if area and name.startswith("rows_")}

    @cached_property
    def epoch(self) -> dt.date:
        """The day dates are counted from."""
        is_1904 = any(entry.get("date1904") in ("1", "true") for entry in _named(self.root, "workbookPr"))
        return EPOCH_1904 if is_1904 else EPOCH

    @cached_property
    def strings(self) -> Sequence[str]:
        """The shared strings."""
        names = self._targets(self.relations, self.path, "/sharedStrings")
        if not names:
            return ()
        root = _tree(self._plain(names[0]), names[0])
        return [unescaped("".join(map(_own_text, entry))) for entry in root]

    def adapted(self, reach: Mapping[str, int], *, without_chain: bool) -> dict[str, bytes | None]:
        """The parts that must follow the sheets: the next program counts anew, filters and tables reach the last row.

        The chain of formulas goes when a formula gave way.
        """
        parts: dict[str, bytes | None] = {}
        xml = _filters_widened(_counting(self.xml), reach)
        if xml != self.xml:
            parts[self.path] = xml
        for title, last in reach.items():
            parts |= widened(self._beside(title, "/table"), self.models[title], last) if title in self.models else {}
        chains = self._targets(self.relations, self.path, "/calcChain") if without_chain else []
        for chain in chains:
            link = rb"<(?:[\w.-]+:)?Relationship\b[^>]*/calcChain[\"'][^>]*?(?:/>|></[^>]*>)"
            parts[self.relations] = re.sub(link, b"", self._plain(self.relations))
            kind = rb"<(?:[\w.-]+:)?Override\b[^>]*/" + re.escape(chain.encode()) + rb"[\"'][^>]*?(?:/>|></[^>]*>)"
            parts[_CONTENT_TYPES] = re.sub(kind, b"", self._plain(_CONTENT_TYPES))
            parts[chain] = None
        return parts

    def comments(self, title: str) -> list[tuple[int, int]]:
        """The cells of a sheet, row and column, to which people put comments."""
        xml = b"".join(self._beside(title, "/comments").values())
        return [at for found in _COMMENT.finditer(xml) if (at := place(found[1].decode()))]

    def hidden_rows(self, title: str) -> list[int]:
        """The rows of a sheet that are hidden, by people or by a filter."""
        rows = _ROW.findall(self._plain(self.sheets[title]))
        return [int(found[1]) for row in rows if _HIDDEN.search(row) and (found := _NUMBER.search(row))]

    def is_filtered(self, title: str) -> bool:
        """Whether the filter of a table that people made on a sheet hides rows."""
        return any(b"filterColumn" in xml for xml in self._beside(title, "/table").values())

    def _beside(self, title: str, kind: str) -> dict[str, bytes]:
        """The parts of a kind that a sheet leads to: most lead to none, and a damaged one is left alone."""
        sheet = self.sheets[title]
        with contextlib.suppress(KeyError, RefusedError):
            return {name: self._plain(name) for name in self._targets(_relations(sheet), sheet, kind)}
        return {}


def _relations(path: str) -> str:
    """The part that tells where a part leads to."""
    folder, _, name = path.rpartition("/")
    return f"{folder}/_rels/{name}.rels".lstrip("/")


def _tree(xml: bytes, name: str) -> ET.Element:
    try:
        return ET.fromstring(xml)  # noqa: S314 - no document type gets past ``plain``
    except ET.ParseError:
        raise damaged(f"部件 {name} 的 XML 读不下去") from None


def _named(root: ET.Element, name: str) -> Iterable[ET.Element]:
    """Elements of this local name, whatever their namespace (Strict books use another)."""
    return (entry for entry in root.iter() if entry.tag.rpartition("}")[2] == name)


def _own_text(entry: ET.Element) -> str:
    """The text of a plain or rich run, without phonetic readings."""
    name = entry.tag.rpartition("}")[2]
    if name == "t":
        return entry.text or ""
    return "".join(map(_own_text, entry)) if name == "r" else ""


def _counting(xml: bytes) -> bytes:
    """The book part, asking the next program to count every formula anew."""
    found = _CALCULATION.search(xml)
    if found is None:
        return _with_calculation(xml)
    asked = _COUNTS_ANEW.search(found[2])
    if asked and asked[1] in (b"1", b"true"):
        return xml
    attributes = _COUNTS_ANEW.sub(b"", found[2]) + b' fullCalcOnLoad="1"'
    return xml[: found.start()] + b"<%bcalcPr%b%b>" % (found[1], attributes, found[3]) + xml[found.end() :]


def _with_calculation(xml: bytes) -> bytes:
    for name in _BEFORE_CALCULATION:
        found = re.search(rb"</((?:[\w.-]+:)?)" + name.encode() + rb"\s*>", xml)
        if found:
            return xml[: found.end()] + b'<%bcalcPr calcId="0" fullCalcOnLoad="1"/>' % found[1] + xml[found.end() :]
    return xml


def _filters_widened(xml: bytes, reach: Mapping[str, int]) -> bytes:
    """The book part with filters that reach these rows; LibreOffice goes by the name, not by the sheet."""

    def widened(match: re.Match[bytes]) -> bytes:
        area = target(html.unescape(match[2].decode()))
        last = reach.get(area.sheet, 0) if area else 0
        if area is None or last <= area.bottom:
            return match[0]
        return match[1] + match[2].removesuffix(str(area.bottom).encode()) + str(last).encode()

    return _FILTER_NAME.sub(widened, xml)
