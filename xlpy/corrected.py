"""What people typed over cells of the 总表 that the machine writes: found, told, kept until a person decides."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workbook import merge
from workbook.edit import Content, Event, told
from workbook.pairs import Pair
from workbook.papers import Table, TableColumn, is_same
from workbook.standing import Correction, Standing
from xlpy.dossier import Dossier, Row

FIXED = ("number", "id", "verdict", "state")
"""Columns that follow from others: what is typed there is told and put back."""
DUPLICATE = "是另一行的副本，已删去"


@dataclass(frozen=True, slots=True)
class Corrected:
    """One corrected cell: where it stands, whose it is, what the person and what the machine says."""

    cell: str
    id: str
    column: TableColumn
    correction: Correction
    machine: Content

    @property
    def sentence(self) -> str:
        """Where, what was typed, what it should be, what to do."""
        typed, machine = map(merge.shown_content, (self.correction.value, self.machine))
        words = f"{self.cell} {self.column.title}（{self.id}）：手工改为“{typed}”，申报书为“{machine}”"
        return f"{words}。采用请 xlpy adopt，改回请 xlpy revert，在此之前保留手工所改。"


def corrected(row: Row, corrections: Mapping[str, Correction], *, adopted_only: bool = False) -> Row:
    """A row of the machine's with what people typed over it."""
    chosen = {column: one.value for column, one in corrections.items() if one.is_adopted or not adopted_only}
    return {**row, **{column: value for column, value in chosen.items() if column in row}}


def read_corrections(dossier: Dossier, table: Table, machine: Sequence[Row], matched: Sequence[Pair]) -> list[Event]:
    """Events for what was typed over the machine's cells since; typed back as it was, the correction is given up.

    ``machine`` are the rows without corrections, ``matched`` those that stand against those with the ones so far.
    """
    own = {str(row["id"]): row for row in machine}
    events: list[Event] = []
    for pair in matched:
        if pair.found is None or pair.wanted is None:
            continue
        columns = [column for column in pair.differing(table) if not (column.manual or column.id in FIXED)]
        events += _events(dossier, str(pair.wanted["id"]), columns, pair.found, own)
    return events


def _events(
    dossier: Dossier, id_: str, columns: Sequence[TableColumn], found: Mapping[str, Content], own: Mapping[str, Row]
) -> Iterator[Event]:
    back = [column.id for column in columns if is_same(found.get(column.id), own[id_].get(column.id))]
    cells = {column.id: told(found.get(column.id)) for column in columns if column.id not in back}
    if back:
        yield dossier.event("reverted", id_, columns=back, by_hand=True)
    if cells:
        yield dossier.event("corrected", id_, cells=cells, by_hand=True)


def pending(table: Table, standing: Standing, machine: Sequence[Row]) -> Iterator[Corrected]:
    """Corrections on which nobody decided yet, at the cells where they will stand."""
    return (entry for entry in corrections(table, standing, machine) if not entry.correction.is_adopted)


def corrections(table: Table, standing: Standing, machine: Sequence[Row]) -> Iterator[Corrected]:
    """Every corrected cell, where it will stand."""
    for number, row in enumerate(machine, start=table.first_row):
        id_ = str(row["id"])
        for column, correction in standing.corrections.get(id_, {}).items():
            if column in table.letter:
                cell = f"{table.sheet}!{table.letter[column]}{number}"
                yield Corrected(cell, id_, table.by_id[column], correction, row.get(column))


def strangers(dossier: Dossier, table: Table, matched: Sequence[Pair]) -> tuple[list[Row], list[str]]:
    """Rows that are no declaration of ours, which people added: kept at the end; and what is told of them."""
    known = {entry.id for entry in dossier.standing.versions}
    rows: list[Row] = []
    lines: list[str] = []
    for pair in matched:
        if pair.found is None or pair.wanted is not None or _is_ours(dossier, pair):
            continue
        where = f"{table.sheet}第{table.first_row + pair.number}行"
        if str(pair.found.get("id") or "") in known:
            lines.append(f"{where}（{pair.found['id']}）{DUPLICATE}。")
        else:
            rows.append(dict(pair.found))
            lines.append(f"{where}不是收到的申报，是手工添加的，保留在末尾，不参与汇总。")
    return rows, lines


def _is_ours(dossier: Dossier, pair: Pair) -> bool:
    """A row that a broken-off run wrote before the journal knew of it."""
    return dossier.desk.is_unfinished() and bool((pair.found or {}).get("id"))


def put_back(
    tables: Mapping[str, Table], matched: Mapping[str, Sequence[Pair]], fixed: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    """Words about cells the machine writes that were typed over and do not stay; ``fixed`` are columns by sheet."""
    for sheet, found in matched.items():
        table = tables[sheet]
        for pair in found:
            if pair.found is None:
                yield f"{sheet}：“{'、'.join(filter(None, table.key_of(pair.wanted or {})))}”一行不见了，已补回。"
            if pair.found is None or pair.wanted is None:
                continue
            for column in pair.differing(table):
                if column.id in fixed.get(sheet, ()) or (sheet not in fixed and not column.manual):
                    cell = f"{sheet}!{table.letter[column.id]}{table.first_row + pair.number}"
                    was, now = map(merge.shown_content, (pair.found.get(column.id), pair.wanted.get(column.id)))
                    yield f"{cell} {column.title}：手工填的“{was}”不能代替程序得出的“{now}”，已改回。"
