"""Number formats in Excel's English words, and what kind of value each one shows."""

import re
from collections.abc import Iterator

from xlpy.libreoffice import bridge
from xlpy.libreoffice.bridge import Uno

_ENGLISH = ("en", "US")
_GENERAL = "General"
_KINDS = {
    "date": "m/d/yyyy",
    "datetime": "m/d/yyyy h:mm",
    "time": "h:mm:ss",
    "duration": "[h]:mm:ss",
    "logical": "BOOLEAN",
}
_LITERAL = re.compile(r'"[^"]*"|\\.|AM/PM|A/P|General|BOOLEAN|\[[^\]]*\]|[YMDHS]+')


class Formats:
    """The number formats of one book."""

    def __init__(self, document: Uno) -> None:
        self._document = document
        self._store: Uno = None
        self._kinds: dict[int, int] = {}
        self._english = bridge.struct("lang.Locale", Language=_ENGLISH[0], Country=_ENGLISH[1])

    @property
    def store(self) -> Uno:
        """The formats as UNO knows them."""
        self._store = self._store or self._document.getNumberFormats()
        return self._store

    def kind(self, key: int) -> int:
        """The kind of a format, as the bits of ``com.sun.star.util.NumberFormat``."""
        if key not in self._kinds:
            self._kinds[key] = self.store.getByKey(key).Type
        return self._kinds[key]

    def key(self, code: str) -> int:
        """The number of a format, made when it is new."""
        found = self.store.queryKey(code, self._english, False)
        if found != -1:
            return int(found)
        try:
            return int(self.store.addNew(code, self._english))
        except bridge.UnoError as error:
            raise ValueError(f"LibreOffice does not understand the number format {code!r}.") from error

    def code(self, key: int) -> str:
        """A format in Excel's words."""
        english = self.store.getFormatForLocale(key, self._english)
        return in_excel_words(self.store.getByKey(english).FormatString)

    def of_kind(self, kind: str) -> int:
        """The usual format of a date, a time, a truth."""
        return self.key(_KINDS[kind])

    def give(self, cells: Uno, key: int) -> None:
        """Give those of the cells that have no format of their own a format."""
        if cells.getPropertyState("NumberFormat").value != "AMBIGUOUS_VALUE":
            self._give(cells, key)
            return
        for block in _members(cells):
            for group in _members(block.getUniqueCellFormatRanges()):
                self._give(group, key)

    def _give(self, cells: Uno, key: int) -> None:
        if self.code(cells.NumberFormat) == _GENERAL:
            cells.NumberFormat = key


def _members(collection: Uno) -> Iterator[Uno]:
    return (collection.getByIndex(index) for index in range(collection.getCount()))


def in_excel_words(code: str) -> str:
    """Lower case for years to seconds, as Excel writes them; quoted words stay."""

    def lowered(found: re.Match[str]) -> str:
        part = found.group()
        if re.fullmatch(r"[YMDHS]+|\[[HMS]+\]", part):
            return part.lower()
        return part.title() if re.fullmatch(r"\[[A-Z]+\]", part) else part

    return _LITERAL.sub(lowered, code)
