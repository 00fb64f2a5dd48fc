"""The bureau's own registers (recognised, diagnosed, misconduct): their rows and how a firm is looked up in them."""

import datetime as dt
import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from workbook.notice.pack import Pack, RegisterSpec
from workbook.ooxml.cell import BLANK, Cell
from workbook.rules.base import Hit
from workbook.rules.boxes import LevelAtLeast
from workbook.values import Kind, interpret, plain

TITLE_ROW, HEADER_ROW, FIRST_ROW = 1, 2, 3

Row = Mapping[str, Cell]


def code_key(text: str) -> str:
    """A credit code as it is compared: no white space, narrow, upper case."""
    return plain(unicodedata.normalize("NFKC", text)).upper()


def name_key(text: str) -> str:
    """A name as it is compared: no white space, narrow, one kind of bracket."""
    return plain(unicodedata.normalize("NFKC", text)).translate(_BRACKETS).upper()


def level_rule(pack: Pack) -> LevelAtLeast | None:
    """The notice's demand on a firm's level."""
    return next((rule for rule in pack.rules if isinstance(rule, LevelAtLeast)), None)


def reaches(pack: Pack, level: str) -> bool | None:
    """Whether a level written in a register is as high as the notice asks; None where nobody can tell.

    The notice's own words for levels stand in their order in the choices it asks firms to tick.
    """
    rule = level_rule(pack)
    if rule is None:
        return None
    ranks = {
        name_key(option.title): rank
        for area in rule.areas
        for rank, option in enumerate(pack.by_id[area].options, start=1)
    }
    said = [ranks.get(name_key(word)) for word in _BETWEEN.split(level) if word]
    if any(rank is not None and rank >= rule.ordinal for rank in said):
        return True
    return None if None in said or not said else False


_BETWEEN = re.compile(r"[、，,；;/\s]+")
_BRACKETS = str.maketrans({"【": "(", "】": ")", "〔": "(", "〕": ")", "[": "(", "]": ")", "〈": "(", "〉": ")"})


@dataclass(frozen=True)
class Register:
    """One register: the rows that count, by code and by name, each with its number in the sheet."""

    spec: RegisterSpec
    by_code: Mapping[str, tuple[Hit, ...]] = field(default_factory=dict)
    by_name: Mapping[str, tuple[Hit, ...]] = field(default_factory=dict)

    def hits(self, code: str, name: str) -> tuple[Hit, ...]:
        """The rows about this firm, in the order of the sheet; one found by code is not told again by name."""
        coded = self.by_code.get(code_key(code), ()) if code else ()
        known = {hit.row for hit in coded}
        named = self.by_name.get(name_key(name), ()) if name else ()
        return tuple(sorted((*coded, *(hit for hit in named if hit.row not in known)), key=lambda hit: hit.row))


@dataclass(frozen=True)
class Registers:
    """The registers a desk has. One without a single row was not filled in: it says nothing."""

    registers: Mapping[str, Register] = field(default_factory=dict)

    @classmethod
    def of(cls, pack: Pack, tables: Mapping[str, Sequence[Row]], first_row: int = FIRST_ROW) -> "Registers":
        """Registers from rows of cells by column title; blank rows between them keep the numbering."""
        filled = {id_: rows for id_, rows in tables.items() if any(map(_is_filled, rows))}
        specs = [spec for spec in pack.registers if spec.id in filled]
        return cls({spec.id: _register(spec, filled[spec.id], first_row) for spec in specs})

    def hits(self, register: str, code: str, name: str) -> tuple[Hit, ...] | None:
        """Rows of a register about this firm; None when there is no such register."""
        found = self.registers.get(register)
        return None if found is None else found.hits(code, name)


def _register(spec: RegisterSpec, rows: Sequence[Row], first_row: int) -> Register:
    numbered = enumerate(rows, start=first_row)
    counted = [(number, row) for number, row in numbered if _is_filled(row) and _counts(spec, row) is not False]
    return Register(spec, _index(spec, counted, "code"), _index(spec, counted, "name"))


def _index(spec: RegisterSpec, rows: Iterable[tuple[int, Row]], by: str) -> dict[str, tuple[Hit, ...]]:
    column, key_of = (spec.code, code_key) if by == "code" else (spec.name, name_key)
    found: dict[str, tuple[Hit, ...]] = {}
    for number, row in rows:
        key = key_of(_text(row, column))
        if key:
            found[key] = (*found.get(key, ()), _hit(spec, number, row, by))
    return found


def _hit(spec: RegisterSpec, number: int, row: Row, by: str) -> Hit:
    shown = "，".join(filter(None, (_text(row, column) for column in spec.columns if column != spec.mail)))
    level, mail, name = (_text(row, column) if column else "" for column in (spec.level, spec.mail, spec.name))
    way: Literal["code", "name"] = "code" if by == "code" else "name"
    day, doubt = _day(row, spec.day), _counts(spec, row) is None
    return Hit(way, number, shown, level=level, day=day, name=name, mail=mail, is_doubtful=doubt)


def _counts(spec: RegisterSpec, row: Row) -> bool | None:
    """Whether the row is in force and of a kind that counts; None where the pack does not know what it says."""
    said = (_is_in_force(spec, row), _is_of_kind(spec, row))
    return False if False in said else None if None in said else True


def _is_in_force(spec: RegisterSpec, row: Row) -> bool | None:
    """A blank state is in force."""
    state = _text(row, spec.state) if spec.state else ""
    if not spec.in_force or not state or state in spec.in_force:
        return True
    return False if any(word in state for word in spec.out_of_force) else None


def _is_of_kind(spec: RegisterSpec, row: Row) -> bool | None:
    kind = _text(row, spec.kind_column) if spec.kind_column else ""
    if not spec.kinds or any(word in kind for word in spec.kinds):
        return True
    return False if any(word in kind for word in spec.other_kinds) else None


def _day(row: Row, column: str) -> dt.date | None:
    """The day in a column; of a month its last, so that what may lie within a period does."""
    cell = row.get(column, BLANK)
    day, month = (interpret(kind, cell).value for kind in (Kind.DATE, Kind.YEAR_MONTH))
    if isinstance(day, dt.date):
        return day
    return month.replace(day=monthrange(month.year, month.month)[1]) if isinstance(month, dt.date) else None


def _is_filled(row: Row) -> bool:
    return any(not cell.is_blank for cell in row.values())


def _text(row: Row, column: str) -> str:
    return plain(row.get(column, BLANK).text)
