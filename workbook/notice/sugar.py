"""What a pack may write shortly: switches taken where they stand, one rule laid at many places."""

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel

from workbook.notice.pack import Switch
from workbook.rules.base import Rule
from workbook.rules.vocabulary import AnyRule

Table = dict[str, Any]

KINDS: Mapping[str, type[Rule]] = {
    get_args(rule.model_fields["kind"].annotation)[0]: rule for rule in get_args(get_args(AnyRule)[0])
}


class Shape(BaseModel):
    """What short forms rest on, checked before any is resolved."""

    readings: dict[str, Switch] = {}
    deadlines: dict[str, Table] = {}
    rules: list[Table] = []


class SugarError(Exception):
    """A short form that cannot be resolved; the shelf makes a sentence for the user of it."""

    def __init__(self, place: str, problem: str) -> None:
        self.place = place
        self.problem = problem
        super().__init__(f"{place}: {problem}")


def resolved(document: Table) -> tuple[Table, list[int]]:
    """The document with every switch taken and every rule laid out; and for each rule its place in the text.

    Raises:
        SugarError: a short form cannot be resolved.
        ValidationError: switches, deadlines or rules are not even tables.

    """
    Shape.model_validate(document)
    switches = document.get("readings", {})
    plain = {
        key: value if key in ("readings", "rules") else _taken(value, switches, key, set())
        for key, value in document.items()
    }
    rules: list[Table] = []
    origins: list[int] = []
    for number, raw in enumerate(document.get("rules", ())):
        for rule in _laid_out(raw, f"rules[{number}]"):
            rules.append(_switched(_with_days(rule, document), switches, f"rules[{number}]"))
            origins.append(number)
    return {**plain, "rules": rules}, origins


def _laid_out(raw: Table, place: str) -> Iterator[Table]:
    """One rule for each entry of ``each`` or of ``fields``, where its kind does not take ``fields`` itself."""
    kind = KINDS.get(str(raw.get("kind")))
    takes_fields = kind is not None and "fields" in kind.model_fields
    if "each" in raw:
        entries, key = raw["each"], "each"
    elif "fields" in raw and not takes_fields:
        entries, key = raw["fields"], "fields"
    else:
        yield raw
        return
    shared = {name: value for name, value in raw.items() if name != key}
    if not isinstance(entries, list) or not entries:
        raise SugarError(f"{place}.{key}", "应是不为空的列表")
    for number, entry in enumerate(entries):
        own = {"field": entry} if key == "fields" else entry
        first = next(iter(own.values()), None) if isinstance(own, dict) else None
        if not isinstance(first, str):
            raise SugarError(f"{place}.{key}[{number}]", "每一项都要以字段编号开头")
        yield {**shared, **own, "id": f"{shared.get('id')}.{first}"}


def _switched(rule: Table, switches: Table, place: str) -> Table:
    used: set[str] = set()
    taken = {key: _taken(value, switches, f"{place}.{key}", used) for key, value in rule.items()}
    named = taken.get("readings", [])
    if used and isinstance(named, list):
        taken["readings"] = sorted({*named, *used})
    return taken


def _with_days(rule: Table, document: Table) -> Table:
    """A rule on a deadline carries its day, one on a period the day it is counted back from."""
    if rule.get("kind") == "received_by" and "day" not in rule:
        deadline = document.get("deadlines", {}).get(str(rule.get("deadline")), {})
        return {**rule, "day": deadline["day"]} if "day" in deadline else rule
    if rule.get("kind") == "on_register" and "since" not in rule and "issued" in document:
        return {**rule, "since": document["issued"]}
    return rule


def _taken(value: Any, switches: Table, place: str, used: set[str]) -> Any:
    """The value with every ``{ reading = "A06", ... }`` in it replaced by the entry in force."""
    if isinstance(value, list):
        return [_taken(entry, switches, f"{place}[{number}]", used) for number, entry in enumerate(value)]
    if not isinstance(value, dict):
        return value
    if "reading" not in value:
        return {key: _taken(entry, switches, f"{place}.{key}", used) for key, entry in value.items()}
    return _taken(_entry_in_force(value, switches, place, used), switches, place, used)


def _entry_in_force(value: Table, switches: Table, place: str, used: set[str]) -> Any:
    name = value["reading"]
    switch = switches.get(str(name))
    if switch is None:
        raise SugarError(place, f"没有名为“{name}”的读法")
    options = switch["options"]
    for key in value:
        if key != "reading" and key not in options:
            raise SugarError(f"{place}.{key}", f"读法“{name}”没有“{key}”这一项，可用的有：{'、'.join(options)}")
    if switch["value"] not in value:
        raise SugarError(place, f"没有写读法“{name}”现在采用的“{switch['value']}”这一项")
    used.add(name)
    return value[switch["value"]]
