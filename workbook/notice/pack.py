"""The shape of ``notice.toml``: what a notice asks, of whom, until when, in which papers."""

import datetime as dt
import re
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal, get_args

from pydantic import Field as Constrained
from pydantic import StringConstraints

from workbook.notice.attachments import AttachmentKind
from workbook.notice.bureau import Letter, Part, Review
from workbook.notice.model import Model
from workbook.rules.base import Paper
from workbook.rules.vocabulary import AnyRule
from workbook.values import Kind

SLUG = re.compile(r"[a-z]+(_[a-z0-9]+)+")

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z]+(_[a-z0-9]+)+$")]


class Item(Model):
    """One box to tick; also one option of a choice. ``short`` is what the summary prints of it."""

    id: Part
    title: str
    short: str = ""


class Group(Model):
    """Items under one printed heading, with the paragraph of the notice that describes it."""

    id: Part
    title: str
    dimension: str = ""
    standard: str = ""
    items: tuple[Item, ...]


class Catalogue(Model):
    """Groups of items to tick. A box is the field ``<catalogue>_<item>``, a group the area ``<catalogue>_<group>``."""

    id: Part
    source: str
    title: str
    group_word: str
    item_word: str
    groups: tuple[Group, ...]


class FieldSpec(Model):
    """One field of the declaration as it is printed.

    ``heading`` is the printed word to the left that several fields share (联系人, 2020年); ``label`` is its own.
    ``derives`` names the fields whose values, joined by a space, a derived field repeats.
    ``prompt`` is the notice's own explanation, ``hint`` ours. ``rows`` is the number of sheet rows a long text takes;
    ``stamped`` asks for room to stamp and sign by hand.
    """

    id: Slug
    source: str
    heading: str = ""
    label: str
    kind: Kind
    required: bool = False
    options: tuple[Item, ...] = ()
    derives: tuple[Slug, ...] = ()
    unit: str = ""
    prompt: str = ""
    hint: str = ""
    maximum: int | None = None
    rows: int = 1
    stamped: bool = False


class Text(Model):
    """Printed words without an input, placed in a section."""

    id: Slug
    text: str


class Section(Model):
    """One printed section: heading, sheet and what stands in it in printed order (fields, catalogues, texts).

    ``breaks`` names a sheet of its own for what stands from an entry on, to be printed only when it is used.
    """

    id: Part
    title: str
    sheet: str
    level: Literal[0, 1, 2] = 1
    contents: tuple[str, ...]
    breaks: Mapping[str, str] = {}

    def sheets(self) -> Mapping[str, str]:
        """The sheet of each entry."""
        sheet, found = self.sheet, {}
        for id_ in self.contents:
            sheet = self.breaks.get(id_, sheet)
            found[id_] = sheet
        return found


class Switch(Model):
    """One sentence the notice leaves open: the question, the readings it admits, the one in force."""

    question: str
    options: Mapping[str, str]
    value: str
    applies_to: tuple[str, ...] = ()


class Deadline(Model):
    """Until when a paper is due; ``note`` tells of an extension (延期通知), ``was`` the day before it."""

    title: str
    day: dt.date
    note: str = ""
    was: dt.date | None = None


class Column(Model):
    """One column of the printed summary.

    ``over`` is the merged heading above it; ``take`` how it comes from the field; ``sample`` what is printed in row 1.
    """

    id: Part
    source: str
    title: str
    over: str = ""
    field: str = ""
    take: Literal["value", "name", "short", "number", "district", "blank"] = "value"
    width: float = 12
    sample: str = ""


class RegisterSpec(Model):
    """One register the bureau keeps: its sheet title, its columns, and which of them hold code, name, level and day.

    ``mail`` is where a firm is written to, shown nowhere else; ``optional`` are columns that a register kept from
    earlier may lack. A ``state`` that is none of ``in_force`` and says no word of ``out_of_force``, or a kind that says
    no word of ``kinds`` and none of ``other_kinds``, is for a person to judge.
    """

    id: Part
    title: str
    columns: tuple[str, ...]
    code: str
    name: str
    level: str = ""
    day: str = ""
    mail: str = ""
    state: str = ""
    in_force: tuple[str, ...] = ()
    out_of_force: tuple[str, ...] = ()
    kind_column: str = ""
    kinds: tuple[str, ...] = ()
    other_kinds: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()


class Listing(Model):
    """One public list: the columns that may appear in it, never another; the document it is the annex of.

    ``order`` is that of the districts in the notice, or of the scores of the review, which stand in column ``score``.
    """

    id: Literal["proposed", "final", "pool"]
    title: str
    states: tuple[str, ...]
    columns: tuple[str, ...]
    order: Literal["district", "score"] = "district"
    letter: Letter | None = None


class Typesetting(Model):
    """How a declaration is to be set: fonts by any of their names, the first as people say it; one size for all."""

    body: Annotated[tuple[str, ...], Constrained(min_length=1)]
    heading: Annotated[tuple[str, ...], Constrained(min_length=1)]
    subheading: Annotated[tuple[str, ...], Constrained(min_length=1)]
    points: int


class Papers(Model):
    """Titles of the papers and the words around them; in ``file_name`` stand ``{code}``, ``{firm}``, ``{factory}``.

    ``opinion_items`` are what the district ticks beside its opinion, ``district`` how columns call a district.
    """

    declaration: str
    summary: str
    master: str
    registers: str
    summary_stamp: str
    summary_annex: str = ""
    summary_blank_rows: int = 0
    declaration_stamp: str
    opinion: str
    opinion_items: tuple[str, ...] = ()
    district: str = "地区"
    file_name: str = "{firm}"


class Pack(Model):
    """One notice, whole. ``rules`` are already expanded: one demand at one place each."""

    id: str
    version: str
    title: str
    number: str = ""
    issued: dt.date
    bureau: str
    tab: str
    mailbox_note: str = ""
    districts: Annotated[tuple[str, ...], Constrained(min_length=1)]
    deadlines: Mapping[str, Deadline]
    papers: Papers
    typesetting: Typesetting | None = None
    readings: Mapping[str, Switch]
    sections: tuple[Section, ...]
    texts: tuple[Text, ...] = ()
    fields: tuple[FieldSpec, ...]
    catalogues: tuple[Catalogue, ...]
    attachments: tuple[AttachmentKind, ...] = ()
    summary: tuple[Column, ...]
    registers: tuple[RegisterSpec, ...]
    lists: tuple[Listing, ...]
    review: Review | None = None
    identity: Mapping[Literal["code", "firm", "factory"], str]
    standards_title: str
    standards_intro: str
    standards_order: tuple[Part, ...] = ()
    rules: tuple[AnyRule, ...]

    @cached_property
    def by_id(self) -> Mapping[str, FieldSpec]:
        """Fields by id (boxes of catalogues are not fields of their own here, see ``form``)."""
        return {spec.id: spec for spec in self.fields}

    @cached_property
    def rule_ids(self) -> frozenset[str]:
        """The ids of all demands."""
        return frozenset(rule.id for rule in self.rules)

    def asked(self, paper: Paper) -> tuple[AnyRule, ...]:
        """What is asked at one paper, in the order of the notice."""
        return self._asked[paper]

    @cached_property
    def _asked(self) -> Mapping[Paper, tuple[AnyRule, ...]]:
        return {paper: tuple([rule for rule in self.rules if rule.paper == paper]) for paper in get_args(Paper)}

    def word(self, what: Literal["code", "firm", "factory"]) -> str:
        """What the notice calls the code, the firm, the factory."""
        return self.by_id[self.identity[what]].label.rstrip("：")

    @cached_property
    def standards(self) -> tuple[str, ...]:
        """The paragraphs of the annex of standards in their own order, which is not that of the form."""
        groups = {group.id: group for catalogue in self.catalogues for group in catalogue.groups}
        return (self.standards_intro, *(groups[id_].standard for id_ in self.standards_order))
