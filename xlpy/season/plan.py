"""What the sample season says: each delivery with what is expected of it, and the recipes that make it."""

import csv
import datetime as dt
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

SEASON = "season.csv"
Fate = Literal["taken", "superseded", "refused", "clash", "attachment", "repeated"]


class Model(BaseModel):
    """Frozen, and no key that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Delivery(Model):
    """One file of the season and what is expected of it, written before anything is judged.

    ``file`` is its path inside the inbox; a part that ends in ``.zip`` or ``.eml`` is an envelope. ``rule`` names the
    planted fault; ``force`` is blank where none is planted, ``listed`` the lists the declaration ends on.
    """

    no: int
    district: str
    round: int
    file: str
    firm: str
    code: str
    factory: str
    recipe: str
    sent: dt.date | None
    fault: str
    source: str
    rule: tuple[str, ...]
    force: Literal["", "must", "should", "judge", "note"]
    fate: Fate
    verdict: Literal["", "pass", "explain", "fail"]
    opinion: Literal["", "推荐", "不推荐", "退回"]
    listed: tuple[str, ...]

    @field_validator("sent", mode="before")
    @classmethod
    def _day(cls, text: str) -> str | None:
        return text or None

    @field_validator("rule", "listed", mode="before")
    @classmethod
    def _several(cls, text: str) -> tuple[str, ...]:
        return tuple(text.split(";")) if text else ()

    @property
    def is_declaration(self) -> bool:
        """Whether a district should be able to read it as a declaration."""
        return self.fate in ("taken", "superseded", "clash", "repeated")


class Recipe(Model):
    """Changes to the base form: fields, ticks, lengths of texts, explanations, typed cells; or to the file itself."""

    set: Mapping[str, Any] = Field(default_factory=dict)
    ticks: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    lengths: Mapping[str, int] = Field(default_factory=dict)
    append: Mapping[str, str] = Field(default_factory=dict)
    typed: Mapping[str, str] = Field(default_factory=dict)
    explain: Mapping[str, str] = Field(default_factory=dict)
    file: str = ""


class Typing(Model):
    """One cell of the printed rows that somebody typed over: the n-th row, the column's id, the words."""

    row: int
    column: str
    words: str


class SummaryFault(Model):
    """A 汇总表 somebody typed into after it was made, or that came late, and what must be found."""

    district: str
    fault: str
    typed: tuple[Typing, ...] = ()
    received: dt.date | None = None
    source: str
    rule: tuple[str, ...]


class Recipes(Model):
    """The base form, the recipes by name and the rows of the registers."""

    base: Mapping[str, Any]
    base_ticks: Mapping[str, tuple[str, ...]]
    recipes: Mapping[str, Recipe]
    registers: Mapping[str, tuple[tuple[str, ...], ...]] = Field(default_factory=dict)
    summaries: tuple[SummaryFault, ...] = ()
    everyone_on: str = ""
    everyone_words: tuple[str, ...] = ()
    received: dt.date
    received_again: dt.date
    day: dt.date
    published: Mapping[str, dt.date]
    objection: dt.date
    pooling: str
    numbers: Mapping[str, str] = Field(default_factory=dict)
    contacts: tuple[str, ...] = ()
    mailbox: str = ""


class Season(Model):
    """A whole season; ``calendar`` is the table of days off of its year, as an office types it."""

    notice: str
    calendar: bytes = b""
    deliveries: tuple[Delivery, ...]
    recipes: Recipes

    def of(self, district: str, round_: int) -> tuple[Delivery, ...]:
        """What one district finds in its inbox in one round."""
        return tuple(entry for entry in self.deliveries if (entry.district, entry.round) == (district, round_))


def season(folder: Path) -> Season:
    """The season that lies beside a notice."""
    with (folder / SEASON).open(encoding="utf-8", newline="") as lines:
        deliveries = tuple(Delivery.model_validate(row) for row in csv.DictReader(lines))
    recipes = Recipes.model_validate(tomllib.loads((folder / "season.toml").read_text(encoding="utf-8")))
    calendar = (folder / "calendar.csv").read_bytes()
    return Season(notice=folder.name, calendar=calendar, deliveries=deliveries, recipes=recipes)
