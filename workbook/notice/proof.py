"""A pack as it is read and checked: what can be taken of it, and every fault at its place."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from workbook.notice import coherence, refusal, sugar, verbatim
from workbook.notice.pack import Pack

AS_WRITTEN: Mapping[str, str] = {}
"""No reading is taken otherwise than the pack says."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at one place, in one Chinese sentence; ``words`` are those of the text it speaks of."""

    place: str
    problem: str

    @property
    def words(self) -> str:
        """What the sentence quotes last, for that stands in the text."""
        quoted = re.findall(r"“([^“”]+)”", self.problem)
        return str(quoted[-1]) if quoted else ""


@dataclass(frozen=True)
class Proof:
    """A pack that was read: whole where its shape is right, with all its rules; and its faults, found when asked."""

    whole: Pack | None
    faults: Iterable[Fault]

    @property
    def pack(self) -> Pack:
        """The pack as it is used: without the rules that are not asked."""
        if self.whole is None:
            raise TypeError("a pack without a shape is refused before it is used")
        return self.whole.model_copy(update={"rules": tuple(rule for rule in self.whole.rules if rule.active)})


def read(document: dict[str, Any], words: Callable[[], str], turned: Mapping[str, str] = AS_WRITTEN) -> Proof:
    """The pack of a document; ``words`` gives the text of the notice, ``turned`` readings that are taken otherwise."""
    origins: list[int] = []
    try:
        plain, origins = sugar.resolved(_turned(document, turned))
        whole = Pack.model_validate(plain)
    except sugar.SugarError as error:
        return Proof(None, (_fault(error.place, error.problem, document),))
    except ValidationError as error:
        return Proof(None, [*_misshapen(error, origins, document)])
    ids = {rule.id: origin for rule, origin in zip(whole.rules, origins, strict=True)}
    return Proof(whole, _faults(whole, words, ids))


def _turned(document: dict[str, Any], turned: Mapping[str, str]) -> dict[str, Any]:
    """The document with other values of its readings; a reading it has not is refused as any other would be."""
    readings = document.get("readings", {})
    for name in turned:
        if not isinstance(readings, dict) or not isinstance(readings.get(name), dict):
            raise sugar.SugarError(f"readings.{name}", f"没有名为“{name}”的读法")
    if not turned:
        return document
    taken = {name: {**readings[name], "value": value} for name, value in turned.items()}
    return {**document, "readings": {**readings, **taken}}


def _misshapen(error: ValidationError, origins: list[int], document: dict[str, Any]) -> Iterator[Fault]:
    for found in refusal.by_weight(error):
        yield _fault(refusal.place_of(found, origins), refusal.sentence_of(found), document)


def _fault(place: str, problem: str, document: dict[str, Any]) -> Fault:
    """A fault that names its rule; nobody counts to ``rules[25]``."""
    number = re.match(r"rules\[(\d+)\]", place)
    rule = document["rules"][int(number[1])] if number else None
    named = f"要求“{rule['id']}”：" if isinstance(rule, dict) and "id" in rule else ""
    return Fault(place, named + problem)


def _faults(whole: Pack, words: Callable[[], str], origins: Mapping[str, int]) -> Iterator[Fault]:
    """What does not hold together, then the words that do not stand in the notice; rules come by id."""
    for place, problem in coherence.faults(whole):
        yield _of_rule(place, problem, origins)
    for place, said in verbatim.strangers(whole, words()):
        yield _of_rule(place, f"“{said}”不在通知原文（notice.txt）中", origins)


def _of_rule(place: str, problem: str, origins: Mapping[str, int]) -> Fault:
    named = re.fullmatch(r"rules\[(?P<id>.+?)\](?P<rest>\..+)", place)
    if named is None:
        return Fault(place, problem)
    return Fault(f"rules[{origins[named['id']]}]{named['rest']}", f"要求“{named['id']}”：{problem}")
