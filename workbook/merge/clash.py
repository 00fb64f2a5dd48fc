"""Doubts about who is who across districts and factories: shown with both sources, decided by a person."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from workbook.finding import Finding, Force
from workbook.merge.models import Clash, ClashKind, Declaration, Source, named, several
from workbook.merge.near import cores, near_groups
from workbook.notice.pack import Pack
from workbook.register import code_key
from workbook.rules.crossfile import OnePerFirm
from workbook.rules.registers import NotRecognised, OnRegister, RegisterRule

NEAR_NAME = "NAME-NEAR"
"""The code of a finding that a register knows a firm under a near name."""
_REGISTERED: Mapping[type[RegisterRule], ClashKind] = {NotRecognised: "recognised", OnRegister: "blacklisted"}


def clashes(declarations: Iterable[Declaration], pack: Pack) -> tuple[Clash, ...]:
    """Every doubt about who is who: one code in two districts or of two factories, and near-equal names."""
    entries = sorted(declarations, key=lambda entry: entry.id)
    by_code: dict[str, list[Declaration]] = {}
    for entry in entries:
        by_code.setdefault(code_key(named(entry, pack, "code")), []).append(entry)
    one_code = [_one_code(group, pack) for code, group in sorted(by_code.items()) if code and len(group) > 1]
    return (*one_code, *_similar_names(entries, pack))


def register_clashes(declarations: Iterable[Declaration], pack: Pack) -> tuple[Clash, ...]:
    """Firms that a register knows as recognised or blacklisted, or under a near name: the other side is its row."""
    rules = {rule.id: kind for rule in pack.rules for known, kind in _REGISTERED.items() if isinstance(rule, known)}
    rules |= {NEAR_NAME: "similar_names"}
    return tuple(
        Clash(
            kind=rules[finding.rule],
            code=named(entry, pack, "code"),
            sources=(_source(entry, pack),),
            message=finding.message,
            register_row=finding.message,
        )
        for entry in sorted(declarations, key=lambda entry: entry.id)
        for finding in entry.findings
        if finding.rule in rules and (finding.force in (Force.MUST, Force.SHOULD) or finding.rule == NEAR_NAME)
    )


def clash_findings(found: Iterable[Clash], pack: Pack) -> Mapping[str, tuple[Finding, ...]]:
    """The findings of the pack's one-per-firm rules by declaration; doubtful names are for a person to judge."""
    rules = [rule for rule in pack.rules if isinstance(rule, OnePerFirm)]
    told: dict[str, tuple[Finding, ...]] = {}
    for clash in found:
        force = None if clash.is_one_firm else Force.JUDGE
        for rule in rules:
            finding = rule.broken(rule.fields, clash.message)
            for id_ in clash.ids:
                told[id_] = (*told.get(id_, ()), replace(finding, force=force or finding.force))
    return told


def _source(entry: Declaration, pack: Pack) -> Source:
    return Source(
        id=entry.id,
        district=entry.district,
        firm=named(entry, pack, "firm"),
        factory=named(entry, pack, "factory"),
        code=named(entry, pack, "code"),
        file=entry.file,
        sha256=entry.sha256,
    )


def _one_code(group: Sequence[Declaration], pack: Pack) -> Clash:
    districts = [district for district in pack.districts if any(entry.district == district for entry in group)]
    factories = list(dict.fromkeys(named(entry, pack, "factory") for entry in group))
    is_two = len(districts) > 1
    words = f"同一企业申报了{len(factories)}个工厂：{several(factories, '个')}"
    if is_two:
        words = f"{'、'.join(districts)}都收到同一企业的申报"
    return Clash(
        kind="two_districts" if is_two else "two_factories",
        code=code_key(named(group[0], pack, "code")),
        sources=tuple(_source(entry, pack) for entry in group),
        message=f"{words}，请确定保留哪一份",
    )


def _similar_names(entries: Sequence[Declaration], pack: Pack) -> Iterator[Clash]:
    codes = tuple(code_key(named(entry, pack, "code")) for entry in entries)
    names = tuple(named(entry, pack, "firm") for entry in entries)
    for group in near_groups(names, codes):
        yield _similar([entries[at] for at in group], pack)


def _similar(group: Sequence[Declaration], pack: Pack) -> Clash:
    """One doubt for all whose names are near: a row a pair would grow with the square of their number."""
    names = [named(entry, pack, "firm") for entry in group]
    likeness = "相同" if len({*cores(tuple(names))}) == 1 else "相近"
    told = f"{len(group)}份申报的{pack.word('firm')}{likeness}：{several([*dict.fromkeys(names)], '个名称')}"
    if len(group) == len(("one", "other")):
        told = f"名称“{names[0]}”与“{names[1]}”{likeness}"
    return Clash(
        kind="similar_names",
        sources=tuple(_source(entry, pack) for entry in group),
        message=f"{told}，统一社会信用代码不同或缺失，请核对是否同一企业",
    )
