"""Whether a pack holds together: ids once, every name it uses known, every demand with its words."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workbook.finding import Force
from workbook.notice.lists import bureau_faults, unknown
from workbook.notice.pack import Pack
from workbook.rules.base import Rule
from workbook.values import AMOUNTS, Kind

Faults = Iterator[tuple[str, str]]

_FIELD_KEYS = ("field", "other", "others", "since", "limit_field", "hint_field", "field_before", "field_after")
_AREA_KEYS = ("area", "areas", "chosen")
_CHOICES = (Kind.CHOICE, Kind.CHOICES)
_OF_AMOUNTS = ("not_above", "floor", "floor_by_choice", "positive", "jump", "number_typed", "number_readable", "within")
_FITTING: Mapping[str, tuple[Kind, ...]] = {
    **dict.fromkeys(_OF_AMOUNTS, (Kind.MONEY_WAN, Kind.NUMBER)),
    **dict.fromkeys(("not_after", "not_before", "on_boundary"), (Kind.DATE, Kind.YEAR_MONTH)),
    **dict.fromkeys(("month_clear", "month_readable"), (Kind.YEAR_MONTH,)),
    **dict.fromkeys(("credit_code", "code_area"), (Kind.CREDIT_CODE,)),
    **dict.fromkeys(("length", "length_straddles", "says_something"), (Kind.TEXT, Kind.LONG_TEXT)),
    **dict.fromkeys(("ticked", "ticked_if"), (Kind.TICK,)),
    "date_readable": (Kind.DATE,),
    "mobile": (Kind.PHONE,),
}
"""What the fields of a kind of demand may hold; on another field it would never find anything."""
_COUNTED = (("option", "area"), ("option", "chosen"), ("only", "other"), ("ordinal", "areas"))
"""Keys that count boxes, with the key of the column they count in."""
_OWN = (
    *("paper_kind", "notice_id", "template_version", "file_name", "check_code", "code_places", "code_weights"),
    *("tick_shapes", "box_shapes", "tick_choices", "empty_words", "live_line", "open_count"),
)
"""What a form calls cells of its own: a field of that name would be a second cell of it, and the book be damaged."""


def faults(pack: Pack) -> Faults:
    """Places and Chinese sentences of everything that does not hold together; rules come by id."""
    names = _Names.of(pack)
    yield from _in_readings(pack)
    yield from _in_names(pack, names)
    yield from _in_form(pack, names)
    yield from _in_rows(pack, names)
    yield from _repeated("rules", (rule.id for rule in pack.rules))
    for rule in pack.rules:
        yield from ((f"rules[{rule.id}].{key}", problem) for key, problem in _in_rule(rule, names, pack))


@dataclass(frozen=True)
class _Names:
    """What may be named in a pack: fields with the boxes of catalogues, columns of boxes, catalogues, texts."""

    fields: tuple[str, ...]
    areas: tuple[str, ...]
    catalogues: tuple[str, ...]
    texts: tuple[str, ...]

    @classmethod
    def of(cls, pack: Pack) -> "_Names":
        boxes = [f"{entry.id}_{item.id}" for entry in pack.catalogues for group in entry.groups for item in group.items]
        groups = [f"{entry.id}_{group.id}" for entry in pack.catalogues for group in entry.groups]
        own = [spec.id for spec in pack.fields if spec.kind in (*_CHOICES, Kind.TICK)]
        return cls(
            (*(spec.id for spec in pack.fields), *boxes),
            (*own, *groups),
            tuple(entry.id for entry in pack.catalogues),
            tuple(text.id for text in pack.texts),
        )


def _in_readings(pack: Pack) -> Faults:
    for name, switch in pack.readings.items():
        if switch.value not in switch.options:
            problem = f"“{switch.value}”不在这个读法的各项之内，可用的有：{'、'.join(switch.options)}"
            yield f"readings.{name}.value", problem


def _in_form(pack: Pack, names: _Names) -> Faults:
    groups = [f"{entry.id}_{group.id}" for entry in pack.catalogues for group in entry.groups]
    yield from _repeated("fields", (*names.fields, *groups, *names.texts, *names.catalogues))
    printed = [id_ for section in pack.sections for id_ in section.contents]
    entries = (*pack.by_id, *names.catalogues, *names.texts)
    yield from _repeated("sections", printed)
    yield from unknown("sections", printed, entries, "字段、目录或文字")
    yield from (("sections", f"“{id_}”没有放进任何一节") for id_ in entries if id_ not in printed)
    for number, section in enumerate(pack.sections):
        yield from unknown(f"sections[{number}].breaks", section.breaks, section.contents, "这一节的内容")
    for number, spec in enumerate(pack.fields):
        here = f"fields[{number}]"
        yield from unknown(f"{here}.derives", spec.derives, pack.by_id, "字段")
        yield from _repeated(f"{here}.options", (option.id for option in spec.options))
        if bool(spec.options) is not (spec.kind in _CHOICES):
            yield f"{here}.options", f"“{spec.id}”是选择题才有选项，是选择题必有选项"
        if bool(spec.derives) is not (spec.kind is Kind.DERIVED):
            yield f"{here}.derives", f"“{spec.id}”是带出的字段才有来处，是带出的字段必有来处"


def _in_names(pack: Pack, names: _Names) -> Faults:
    own = {*_OWN, *(f"count_{id_}" for id_ in names.areas), *(f"length_{id_}" for id_ in names.fields)}
    places = {spec.id: f"fields[{number}].id" for number, spec in enumerate(pack.fields)}
    for id_ in dict.fromkeys((*names.fields, *names.areas)):
        if id_ in own:
            yield places.get(id_, "catalogues"), f"编号“{id_}”是申报书自己用的名称，请换一个"


def _in_rows(pack: Pack, names: _Names) -> Faults:
    columns = [column.id for column in pack.summary]
    yield from _repeated("summary", columns)
    for number, column in enumerate(pack.summary):
        yield from unknown(f"summary[{number}].field", filter(None, [column.field]), names.fields, "字段")
    yield from unknown("identity", pack.identity.values(), names.fields, "字段")
    yield from unknown("papers.file_name", re.findall(r"\{(.*?)\}", pack.papers.file_name), pack.identity, "标识")
    groups = [group.id for entry in pack.catalogues for group in entry.groups]
    yield from unknown("standards_order", pack.standards_order, groups, "组")
    for number, register in enumerate(pack.registers):
        named = (register.code, register.name, register.level, register.day, register.mail, register.state)
        every = filter(None, (*named, register.kind_column, *register.optional))
        yield from unknown(f"registers[{number}]", every, register.columns, "列")
    yield from bureau_faults(pack, columns)


def _in_rule(rule: Rule, names: _Names, pack: Pack) -> Faults:
    yield from _in_words(rule)
    yield from unknown("readings", rule.readings, pack.readings, "读法")
    known = {
        **dict.fromkeys(_FIELD_KEYS, (names.fields, "字段")),
        **dict.fromkeys(_AREA_KEYS, (names.areas, "勾选区")),
        "of": ((*names.catalogues, *names.areas), "目录"),
        "fields": ((*names.fields, *names.areas, *names.catalogues), "字段"),
        "column": (tuple(column.id for column in pack.summary), "汇总表的列"),
        "register": (tuple(register.id for register in pack.registers), "名册"),
        "deadline": (tuple(pack.deadlines), "期限"),
    }
    written = {info.alias or name: getattr(rule, name) for name, info in type(rule).model_fields.items()}
    for key, value in written.items():
        if key in known and isinstance(value, str | tuple):
            yield from unknown(key, filter(None, _several(value)), *known[key])
    yield from _in_fit(written, pack)


def _in_fit(rule: Mapping[str, Any], pack: Pack) -> Faults:
    """Fields of another kind than the demand is about, boxes that are not there, limits told in two ways."""
    specs = pack.by_id
    for key in ("field", "other", "limit_field"):
        spec, kinds = specs.get(rule.get(key, "")), _FITTING.get(rule["kind"])
        if spec and kinds and spec.kind not in kinds:
            yield key, f"“{spec.id}”是 {spec.kind}，这种要求只用于 {'、'.join(kinds)}"
    for key, column in _COUNTED:
        found = [specs[id_] for id_ in _several(rule.get(column, ())) if id_ in specs and specs[id_].options]
        if key in rule and any(rule[key] > len(spec.options) for spec in found):
            yield key, f"没有第{rule[key]}个方框"
    yield from _in_lists(rule, pack)
    spec = specs.get(rule.get("field", ""))
    if rule["kind"] == "length" and spec and spec.maximum not in (None, rule["maximum"]):
        yield "maximum", f"这里是{rule['maximum']}字，字段“{spec.id}”写的是{spec.maximum}字"


def _in_lists(rule: Mapping[str, Any], pack: Pack) -> Faults:
    """Lists that must be as long as each other, districts nobody knows."""
    chosen = pack.by_id.get(rule.get("area", ""))
    if rule["kind"] == "floor_by_choice" and chosen and len(rule["minima"]) != len(chosen.options):
        yield "minima", f"“{chosen.id}”有{len(chosen.options)}个选项，这里写了{len(rule['minima'])}个数"
    if rule["kind"] == "weighted_at_least":
        if len(rule["weights"]) != len(rule["fields"]):
            yield "weights", f"有{len(rule['fields'])}个字段，这里写了{len(rule['weights'])}个权重"
        kinds = {pack.by_id[id_].kind for id_ in rule["fields"] if id_ in pack.by_id}
        if kinds - AMOUNTS:
            yield "fields", "计分的字段都应是数（number 或 money_wan）"
    yield from unknown("quotas", rule.get("quotas") or (), pack.districts, "地区")


def _several(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _in_words(rule: Rule) -> Faults:
    if rule.basis == "notice":
        if not any(quote.strip() for quote in rule.quotes):
            yield "quotes", '缺少通知原文（quotes）；没有原文的要求请写 basis = "plausibility" 并说明理由（reason）'
        return
    if not rule.reason:
        yield "reason", "常理核对须写明理由（reason）"
    if rule.quotes:
        yield "quotes", "常理核对不是通知原文，不能写 quotes"
    if rule.force is Force.MUST:
        yield "force", "常理核对不能是 must（错误）"


def _repeated(place: str, ids: Iterable[str]) -> Faults:
    return ((place, f"编号“{id_}”重复") for id_, count in Counter(ids).items() if count > 1)
