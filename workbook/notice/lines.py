"""Where a place of a pack stands in its text: ``rules[3].count`` -> the line a person looks for."""

import re
from collections import Counter
from collections.abc import Mapping

_HEADER = re.compile(r"\s*(?P<open>\[\[?)\s*(?P<path>[A-Za-z0-9_.\-]+)\s*\]")
_KEY = re.compile(r"\s*(?P<key>[A-Za-z0-9_\-]+)\s*=")
_PART = re.compile(r"\.?([^.\[\]]+|\[\d+\])$")


class Lines:
    """The lines of a TOML text by place; a place that has no line of its own stands where what holds it stands."""

    def __init__(self, text: str) -> None:
        self._text = text.splitlines()
        self._found: Mapping[str, int] = _Scan(self._text).found

    def of(self, place: str, words: str = "") -> int:
        """The line of a place, from 1; of the words themselves where they stand in the same table."""
        while place and place not in self._found:
            place = _PART.sub("", place) if _PART.search(place) else ""
        line = self._found.get(place, 1)
        return self._below(line, words) if words else line

    def _below(self, line: int, words: str) -> int:
        for number, text in enumerate(self._text[line - 1 :], start=line):
            if number > line and _HEADER.match(text):
                break
            if words in text:
                return number
        return line


class _Scan:
    """One walk through the text: tables, keys, and the entries of the list a key holds."""

    def __init__(self, text: list[str]) -> None:
        self.found: dict[str, int] = {}
        self._counts: Counter[str] = Counter()
        self._table = ""
        self._key = ""
        self._depth = 0
        self._entry = 0
        self._is_new = False
        for number, line in enumerate(text, start=1):
            self._line(number, line)

    def _line(self, number: int, line: str) -> None:
        header, key = _HEADER.match(line), _KEY.match(line)
        if self._depth == 0 and header:
            self._open(header["path"].split("."), number, is_list=header["open"] == "[[")
        elif self._depth == 0 and key:
            self._key = f"{self._table}.{key['key']}".lstrip(".")
            self.found.setdefault(self._key, number)
            self._value(number, line[key.end() :])
        elif self._depth:
            self._value(number, line)

    def _open(self, path: list[str], number: int, *, is_list: bool) -> None:
        table = ""
        for depth, part in enumerate(path, start=1):
            table = f"{table}.{part}".lstrip(".")
            if is_list and depth == len(path):
                self._counts[table] += 1
            if self._counts[table]:
                table = f"{table}[{self._counts[table] - 1}]"
        self._table = table
        self.found[table] = number

    def _value(self, number: int, text: str) -> None:
        """Follow brackets; strings and comments hold none."""
        plain = re.sub(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'", lambda found: "x" * len(found[0]), text)
        for sign in plain.partition("#")[0]:
            if sign.isspace():
                continue
            if sign in "]}":
                self._depth -= 1
            elif self._depth == 1 and self._is_new:
                self.found.setdefault(f"{self._key}[{self._entry}]", number)
                self._entry, self._is_new = self._entry + 1, False
            if sign in "[{":
                self._depth += 1
                if self._depth == 1:
                    self._entry, self._is_new = 0, sign == "["
            elif sign == "," and self._depth == 1:
                self._is_new = self._entry > 0
