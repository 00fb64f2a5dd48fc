"""The 问题清单: every finding of a book with its row, and what officers typed against findings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workbook import merge, rows
from workbook.edit import PENDING, Event
from workbook.errors import PendingFormulaError, ValueMissingError
from workbook.finding import Force
from workbook.merge import Overrule, StoredFinding
from workbook.standing import Standing
from xlpy.dossier import Dossier, Row

FINDINGS = "问题清单"
_TYPED = ("overrule", "overruler")
_PLACE = ("id", "district", "code", "place", "message")


@dataclass(frozen=True, slots=True)
class Point:
    """One finding of the book: ``owner`` is the declaration, or the district whose printed sheet it is about."""

    owner: str
    finding: StoredFinding
    row: Row

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it from the others, in the sheet too."""
        return tuple(self.row.get(column) for column in _PLACE)

    @property
    def is_open(self) -> bool:
        """Whether it still asks for something."""
        return self.finding.force in (Force.MUST, Force.SHOULD) and not self.is_overruled

    @property
    def is_overruled(self) -> bool:
        """Whether an officer overruled it."""
        return self.row.get("overrule") is not None


def points(dossier: Dossier, standing: Standing) -> Iterator[Point]:
    """Every finding the book shows, in the order of its rows."""
    yield from about_packages(standing)
    yield from _about_declarations(dossier, standing)


def across(dossier: Dossier, standing: Standing) -> Mapping[str, list[StoredFinding]]:
    """What only several papers together tell of a declaration."""
    found = merge.clash_findings(standing.clashes, dossier.pack)
    return {id_: [merge.stored(finding) for finding in findings] for id_, findings in found.items()}


def about_packages(standing: Standing) -> Iterator[Point]:
    """What the printed 汇总表 of a district says otherwise than the declarations, in the notice's order."""
    for district in filter(standing.packages.__contains__, standing.pack.districts):
        data = standing.packages[district]
        said = [one for one in standing.overrules.get(district, {}).values() if one is not None]
        for found in data["findings"]:
            finding = StoredFinding.model_validate(found)
            row: Row = {"id": None, "district": district, "firm": None}
            yield Point(district, finding, row | rows.finding_row(finding, said))


def _about_declarations(dossier: Dossier, standing: Standing) -> Iterator[Point]:
    """Every finding but the notes; those that need more than one paper come last, then those about attachments."""
    is_city = dossier.paper == "master"
    entries: Sequence[merge.Declaration] = [*standing.declarations.values()]
    if is_city:
        entries = merge.in_order(entries, dossier.pack)
    between = across(dossier, standing)
    for entry in entries:
        row = rows.owner(dossier.pack, entry, with_district=is_city)
        found = (finding for finding in (*entry.findings, *between.get(entry.id, ())) if finding.force != Force.NOTE)
        for finding in (*found, *_about_attachments(dossier, entry)):
            yield Point(entry.id, finding, row | rows.finding_row(finding, entry.overrules))


def _about_attachments(dossier: Dossier, entry: merge.Declaration) -> Iterator[StoredFinding]:
    """What was marked and what was not, where there are files to mark."""
    return (merge.stored(finding) for finding in merge.attached(entry, dossier.pack) if entry.attachments)


def may_be_overruled(dossier: Dossier) -> bool:
    """Whether anything was ever typed against a finding; cheaper than reading the sheet."""
    known = dossier.standing.declarations.values()
    return any(entry.overrules for entry in known) or any(dossier.rows.is_filled(FINDINGS, one) for one in _TYPED)


def read_overrules(dossier: Dossier) -> tuple[list[Event], list[str]]:
    """What officers typed into 改判理由 and 改判人 since the journal was last written; and what cannot be taken."""
    known = {point.key: point for point in points(dossier, dossier.standing)}
    events: list[Event] = []
    lines: list[str] = []
    for row in dossier.rows[FINDINGS]:
        point = known.get(tuple(row.get(column) for column in _PLACE))
        if point is None or _said(row) == _said(point.row):
            continue
        why, by = _said(row)
        if PENDING in (why, by):
            lines.append(f"{FINDINGS} {point.owner} {row['code']}：{PendingFormulaError()}")
        elif why:
            events.append(overruled(dossier, point, why, by))
        elif point.is_overruled:
            events.append(reinstated(dossier, point))
        else:
            lines.append(f"{FINDINGS} {point.owner} {row['code']}：只填了改判人，没有改判理由，未登记。请写明理由。")
    return events, lines


def _said(row: Row) -> tuple[str, str]:
    return tuple(merge.shown_content(row.get(column)) for column in _TYPED)  # type: ignore[return-value] # two columns


def overruled(dossier: Dossier, point: Point, why: str, by: str) -> Event:
    """The event that overrules a finding; its reason is never blank."""
    if not why.strip():
        raise ValueMissingError("理由（请用 --why 写明）", why)
    told = Overrule(
        rule=point.finding.rule,
        message=point.finding.message,
        why=why.strip(),
        by=by.strip() or dossier.desk.settings.officer,
    )
    return dossier.event("overruled", point.owner, **told.model_dump(exclude={"at"}))


def reinstated(dossier: Dossier, point: Point) -> Event:
    """The event that lets a finding count again."""
    return dossier.event("reinstated", point.owner, rule=point.finding.rule, message=point.finding.message)
