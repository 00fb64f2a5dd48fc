"""What each table of 汇总表 and 总表 shows of the declarations: rows of contents, pure projections."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from workbook.alike import once
from workbook.edit import Content
from workbook.finding import Force
from workbook.form import Form
from workbook.merge import (
    SHORT,
    Declaration,
    Opinion,
    Overrule,
    StoredFinding,
    content,
    counting,
    mark_word,
    named,
    overrule_of,
    proposed,
    summary_row,
    verdict_shown,
)
from workbook.notice.pack import Catalogue, Pack
from workbook.values import Kind

Row = dict[str, Content]

RECOMMENDED = "推荐"


def annex(pack: Pack, declarations: Iterable[Declaration]) -> list[Row]:
    """The printed rows: recommended declarations only, numbered."""
    chosen = (entry for entry in declarations if entry.opinion.opinion == RECOMMENDED)
    return [printed(pack, entry, number) for number, entry in enumerate(chosen, start=1)]


def printed(pack: Pack, declaration: Declaration, number: int) -> Row:
    """One printed row; columns that people fill are left out."""
    row = dict(summary_row(declaration, pack))
    for column in pack.summary:
        if column.take == "number":
            row[column.id] = number
        elif column.take == "blank":
            row.pop(column.id, None)
    return row


def details(form: Form, declarations: Iterable[Declaration]) -> list[Row]:
    """Every short field, coverage, digests of long texts, proofs."""
    return [_detail(form, entry) for entry in declarations]


def _detail(form: Form, declaration: Declaration) -> Row:
    row: Row = {
        "id": declaration.id,
        "file": declaration.file,
        "verdict": verdict_shown(declaration),
        "must": count(declaration, Force.MUST),
        "should": count(declaration, Force.SHOULD),
        "digest": declaration.digest[:16],
        "sha256": declaration.sha256,
        "receipt": declaration.receipt,
        "received": declaration.received,
    }
    for spec in form.pack.fields:
        if spec.kind is Kind.LONG_TEXT:
            row[spec.id] = declaration.texts.get(spec.id, "")[:16] or None
        elif spec.kind is not Kind.DERIVED:
            row[spec.id] = content(spec.kind, declaration.values.get(spec.id))
    for catalogue in form.pack.catalogues:
        row |= _coverage(catalogue, declaration.values)
    return row


def _coverage(catalogue: Catalogue, values: Mapping[str, Any]) -> Row:
    row: Row = {}
    ticked = 0
    covered = 0
    for group in catalogue.groups:
        items = [item.title for item in group.items if values.get(f"{catalogue.id}_{item.id}") is True]
        row[f"{catalogue.id}_{group.id}"] = "、".join(items) or None
        ticked += len(items)
        covered += bool(items)
    return row | {f"{catalogue.id}_groups": covered, f"{catalogue.id}_items": ticked}


def count(declaration: Declaration, force: Force) -> int:
    """How many findings of this force a declaration has that nobody overruled."""
    return sum(finding.force == force.value for finding in counting(declaration))


def opinions(pack: Pack, declarations: Iterable[Declaration]) -> list[Row]:
    """What the district says of each declaration; the same columns are read back from people."""
    return [
        {
            "id": entry.id,
            "firm": named(entry, pack, "firm") or None,
            "factory": named(entry, pack, "factory") or None,
            "verdict": verdict_shown(entry),
            "received": entry.received,
            **opinion_row(entry.opinion),
        }
        for entry in declarations
    ]


def opinion_row(opinion: Opinion) -> Row:
    """An opinion as the manual columns hold it."""
    return {
        "opinion": opinion.opinion,
        "day": opinion.day,
        "officer": opinion.officer or None,
        "paper_received": opinion.paper_received,
        "seal_checked": opinion.seal_checked or None,
    }


def finding_row(finding: StoredFinding, overrules: Iterable[Overrule] = ()) -> Row:
    """One finding as the 问题清单 shows it, and what an officer says against it."""
    overrule = overrule_of(overrules, finding)
    return {
        "force": Force(finding.force).title,
        "code": finding.source or finding.rule,
        "place": "、".join(finding.cells),
        "message": once(f"{finding.label}：{finding.message}") if finding.label else finding.message,
        "quotes": _words(finding),
        "explanation": finding.explanation or None,
        "overrule": overrule.why if overrule else None,
        "overruler": overrule.by if overrule else None,
    }


def owner(pack: Pack, declaration: Declaration, *, with_district: bool) -> Row:
    """Whose finding it is."""
    district = {"district": declaration.district} if with_district else {}
    return {"id": declaration.id, **district, "firm": named(declaration, pack, "firm") or None}


def _words(finding: StoredFinding) -> str:
    return "……".join(finding.quotes) or "常理核对，非通知原文"


def sources(declarations: Iterable[Declaration], *, with_district: bool = False) -> list[Row]:
    """Where each declaration comes from."""
    return [
        {
            "id": entry.id,
            **({"district": entry.district} if with_district else {}),
            "file": entry.file,
            "sha256": entry.sha256,
            "received": entry.received,
            "receipt": entry.receipt,
            "attachments": "、".join(file.name for file in entry.attachments) or None,
        }
        for entry in declarations
    ]


def attachments(pack: Pack, declarations: Iterable[Declaration], *, with_district: bool = False) -> list[Row]:
    """One row a file beside a declaration: what its name proposes for the clerk, what it was marked."""
    return [
        {
            **owner(pack, entry, with_district=with_district),
            "name": file.name,
            **({} if with_district else {"suggestion": proposed(pack, file) or None}),
            "mark": mark_word(pack, file) or None,
            "sha256": file.sha256[:SHORT],
        }
        for entry in declarations
        for file in entry.attachments
    ]


def master(
    pack: Pack, declarations: Sequence[Declaration], standing: Mapping[str, Row], remarks: Mapping[str, Content]
) -> list[Row]:
    """One row a declaration; ``standing`` tells state and manual columns of each, ``remarks`` the district's own."""
    blank = [column.id for column in pack.summary if column.take == "blank"]
    return [
        {
            **printed(pack, entry, number),
            **{f"district_{id_}": remarks.get(entry.id) for id_ in blank},
            "code": named(entry, pack, "code") or None,
            "id": entry.id,
            "verdict": verdict_shown(entry),
            "received": entry.received,
            "paper_received": entry.opinion.paper_received,
            "seal_checked": entry.opinion.seal_checked or None,
            **standing[entry.id],
        }
        for number, entry in enumerate(declarations, start=1)
    ]
