"""Every kind of demand there is: a new kind is one class and one line here."""

from collections.abc import Mapping
from typing import Annotated, get_args

from pydantic import Field

from workbook.rules.base import Rule
from workbook.rules.boxes import (
    Contradicts,
    LevelAtLeast,
    LevelBelow,
    SingleChoice,
    TextForArea,
    Ticked,
    TickedIf,
    TickShape,
)
from workbook.rules.coverage import (
    AllTicked,
    EachGroupAtLeast,
    GroupsAtLeast,
    GroupsComplete,
    PartsCovered,
    TicksAtLeast,
    TicksIfChosen,
)
from workbook.rules.crossfile import (
    OnePerFirm,
    SummaryEqual,
    SummaryNumbers,
    SummaryOrder,
    SummaryQuota,
    SummaryRows,
)
from workbook.rules.dates import DateReadable, MonthClear, MonthReadable, NotAfter, NotBefore, OnBoundary
from workbook.rules.identity import CodeArea, CreditCode, Mobile
from workbook.rules.numbers import (
    Floor,
    FloorByChoice,
    Jump,
    Moves,
    NotAbove,
    NumberReadable,
    NumberTyped,
    Positive,
    WeightedAtLeast,
    Within,
)
from workbook.rules.persons import Info, Person
from workbook.rules.registers import ListedOn, NotRecognised, OnRegister, ReceivedBy
from workbook.rules.texts import Length, LengthStraddles, NameFreeOf, Paired, Required, SameAs, SaysSomething

AnyRule = Annotated[
    Required
    | TicksAtLeast
    | GroupsAtLeast
    | EachGroupAtLeast
    | GroupsComplete
    | AllTicked
    | TicksIfChosen
    | PartsCovered
    | SingleChoice
    | LevelAtLeast
    | LevelBelow
    | TickShape
    | Ticked
    | TickedIf
    | TextForArea
    | Contradicts
    | NotAfter
    | OnBoundary
    | NotBefore
    | MonthClear
    | MonthReadable
    | DateReadable
    | NotAbove
    | Floor
    | FloorByChoice
    | Within
    | WeightedAtLeast
    | Positive
    | Jump
    | NumberTyped
    | NumberReadable
    | Moves
    | Length
    | LengthStraddles
    | NameFreeOf
    | SaysSomething
    | SameAs
    | Paired
    | CreditCode
    | CodeArea
    | Mobile
    | Person
    | Info
    | OnRegister
    | ListedOn
    | NotRecognised
    | ReceivedBy
    | OnePerFirm
    | SummaryRows
    | SummaryEqual
    | SummaryNumbers
    | SummaryQuota
    | SummaryOrder,
    Field(discriminator="kind"),
]

KINDS: Mapping[str, type[Rule]] = {
    get_args(type_.model_fields["kind"].annotation)[0]: type_ for type_ in get_args(get_args(AnyRule)[0])
}
"""Every class by the word the pack uses."""
