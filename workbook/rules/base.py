"""What every demand shares, and what it may ask of a form and of a sheet."""

import datetime as dt
from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, Literal, Protocol

from pydantic import BaseModel, ConfigDict

from workbook.finding import Finding, Force
from workbook.values import BOX_SHAPES, Kind, Problem, Reading, solid

JudgedBy = Literal["rule", "cross", "register", "date", "person", "info"]
Paper = Literal["declaration", "summary", "master"]
Unit = Literal["item", "group", "area"]


@dataclass(frozen=True, slots=True)
class Box:
    """One printed box: its field id, its label, what stands in it, and what is odd about that."""

    id: str
    title: str
    shape: str
    is_ticked: bool
    problem: Problem | None = None


class Column(tuple[Box, ...]):  # noqa: SLOT001 - what is worked out is kept in it
    """The boxes of one area in printed order; what many demands ask of them is worked out once."""

    @cached_property
    def ticked(self) -> tuple[Box, ...]:
        """Those that are ticked."""
        return tuple([box for box in self if box.is_ticked])

    @cached_property
    def odd(self) -> tuple[Box, ...]:
        """Those that hold something odd."""
        return tuple([box for box in self if box.problem is not None])

    @cached_property
    def is_marked(self) -> bool:
        """Whether any holds more than an empty box: a tick, or a shape that is asked about."""
        return any(solid(box.shape) not in BOX_SHAPES for box in self)


@dataclass(frozen=True, slots=True)
class Hit:
    """One row of a bureau's register that speaks of this firm; ``by`` is ``code`` or ``name``.

    ``name`` is the firm's, ``mail`` where it is written to, which is never shown. ``is_doubtful``: its state or kind is
    a word of which the notice pack does not say whether it counts.
    """

    by: Literal["code", "name"]
    row: int
    shown: str
    level: str = ""
    day: dt.date | None = None
    name: str = ""
    mail: str = ""
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """What a demand counts on a sheet: of which area or catalogue, in which of its units, how many are wanted.

    ``count`` is a spreadsheet expression.
    """

    of: str
    unit: Unit
    count: str
    wanted: int


@dataclass(frozen=True, slots=True)
class Limit:
    """What native validation can say of an input: its kind, comparison and bound, as spreadsheet programs name them.

    ``is_hard``: nothing else can be meant, so the input is stopped; else the user is warned and may go on.
    """

    validate: Literal["decimal", "date", "length", "custom"]
    criteria: str
    value: str
    is_hard: bool = False


class Structure(Protocol):
    """The areas of boxes of a form: a choice field, a group of a catalogue, a single tick field."""

    def areas(self, of: str) -> tuple[str, ...]:
        """Ids of the areas of a catalogue in printed order; a field that is itself an area is its only one."""
        ...

    def parts(self, of: str) -> tuple[tuple[str, ...], ...]:
        """The areas of a catalogue by dimension."""
        ...

    def kind(self, field: str) -> Kind:
        """What a field holds; a choice is read and laid as a column of boxes."""
        ...


class Boxes(Structure, Protocol):
    """The boxes of one filled form."""

    def boxes(self, area: str) -> Column:
        """The boxes of one area in printed order."""
        ...


class Answers(Boxes, Protocol):
    """One filled form as a demand sees it."""

    def reading(self, field: str) -> Reading:
        """What stands in a field."""
        ...

    def label(self, field: str) -> str:
        """The printed label of a field or area."""
        ...

    def hits(self, register: str) -> tuple[Hit, ...] | None:
        """Rows of a register about this firm; None when the desk has no such register."""
        ...

    def received(self, deadline: str) -> dt.date | None:
        """When the paper was received for this deadline; None when nobody said."""
        ...


class Places(Structure, Protocol):
    """Where a form lies, as references of spreadsheet formulas."""

    def cell(self, field: str) -> str:
        """A reference to the one cell of a field."""
        ...

    def area(self, area: str) -> str:
        """A reference to the column of boxes of an area."""
        ...

    @property
    def tick_shapes(self) -> str:
        """A reference to the row of shapes that count as a tick."""
        ...

    @property
    def box_shapes(self) -> str:
        """A reference to the row of shapes that count as an empty box (without the blank)."""
        ...

    @property
    def code_places(self) -> str:
        """A reference to a row of the places of a credit code, from 1."""
        ...

    @property
    def code_weights(self) -> str:
        """A reference to a row of the weights of these places."""
        ...


class Rule(BaseModel, ABC):
    """One demand at one place.

    A message comes from the rule, its sentence from the notice; ``basis = "plausibility"`` says that the notice has no
    such words, then ``reason`` is required and the force is never ``must``. ``paper`` says at which paper it is asked.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    judged_by: ClassVar[JudgedBy] = "rule"

    id: str
    source: str
    kind: str
    force: Force
    paper: Paper = "declaration"
    title: str = ""
    quotes: tuple[str, ...] = ()
    basis: Literal["notice", "plausibility"] = "notice"
    reason: str = ""
    readings: tuple[str, ...] = ()
    mend: str = ""
    active: bool = True

    @abstractmethod
    def check(self, answers: Answers) -> Finding | None:
        """The finding when the demand is not met, else None."""

    def formula(self, places: Places) -> str | None:  # noqa: ARG002 - the default has no sheet face
        """A spreadsheet condition that is TRUE when ``check`` would return None; None when there is no such face."""
        return None

    def touched(self) -> tuple[str, ...]:
        """The fields or areas beside which this demand's state is shown."""
        return ()

    def limit(self, places: Places) -> Limit | None:  # noqa: ARG002 - most demands have none
        """What native validation can say while the first touched field is typed; its value-judging twin is above."""
        return None

    def tallies(self, places: Places) -> tuple[Tally, ...]:  # noqa: ARG002 - most demands count nothing
        """What this demand counts towards a number, for the line that stays in view."""
        return ()

    def tallied(self, answers: Boxes) -> tuple[int, ...]:  # noqa: ARG002 - as above
        """The counts of ``tallies`` in a form."""
        return ()

    def broken(self, fields: str | tuple[str, ...], message: str) -> Finding:
        """The finding that this demand is not met at these fields, or at these boxes."""
        return Finding(
            rule=self.id,
            source=self.source,
            force=self.force,
            message=message,
            fields=(fields,) if isinstance(fields, str) else fields,
            quotes=self.quotes,
            basis=self.basis,
            readings=self.readings,
            mend=self.mend,
        )


class FieldRule(Rule):
    """A demand about one field, shown beside it."""

    field: str

    def touched(self) -> tuple[str, ...]:
        """The one field."""
        return (self.field,)


class LegibleRule(FieldRule):
    """What stands in ``field`` does not have the problem that this kind asks about."""

    problem: ClassVar[Problem]

    def check(self, answers: Answers) -> Finding | None:
        """The reading's own words, when it has this problem."""
        reading = answers.reading(self.field)
        return self.broken(self.field, reading.note) if reading.problem is self.problem else None
