"""What is done alike at both levels: with a district's 汇总表 and with the city's 总表."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from workbook import merge, papers
from workbook.edit import Content, Event, Plan, said
from workbook.errors import ValueMissingError
from workbook.notice import shelf
from workbook.pairs import pairs
from workbook.papers import TableColumn
from xlpy import city, district
from xlpy.city import Moved
from xlpy.desk import Desk
from xlpy.district import Typed
from xlpy.dossier import Dossier, Paper, empty, existing_dossier, known_dossier
from xlpy.journal import records_of


@dataclass(frozen=True, slots=True)
class Deviation:
    """One cell of the book that says otherwise than the journal."""

    sheet: str
    cell: str
    column: TableColumn
    row: Mapping[str, Content]
    found: Content
    expected: Content

    @property
    def sentence(self) -> str:
        """Where, what stands there, what should."""
        found, expected = map(merge.shown_content, (self.found, self.expected))
        if not self.cell:
            return f"{self.sheet}：缺{self.column.title}为“{expected}”的一行"
        return f"{self.sheet}!{self.cell} {self.column.title}：表中为“{found}”，档案为“{expected}”"


def either_dossier(desk: Desk) -> Dossier:
    """The desk's 汇总表 or 总表, which must be there."""
    data = desk.book()
    return known_dossier(desk, data, "master", "summary") if data else existing_dossier(desk, "master")


def from_records(desk: Desk) -> Dossier:
    """An empty book of the kind the journal tells of; what the journal says is still to be shown in it."""
    lines = desk.journal()
    taken = next((line for line in lines if line.kind == "accepted"), None)
    if taken is None:
        raise ValueMissingError("有收取记录的档案", desk.where(records_of(desk.name)))
    entry = said(taken.data["declaration"])
    pack = shelf.pack(entry["notice"])
    paper: Paper = "master" if "package" in taken.data else "summary"
    blank = empty(pack, paper, entry["district"])
    return Dossier(desk, paper, pack, blank, is_new=True, lines=lines)


def read_back(dossier: Dossier, moved: Moved | None = None) -> Typed:
    """What people typed since the journal was last written; in 总表 once more after a run that moved rows."""
    if dossier.paper == "master":
        return city.read_back(dossier, moved)
    return replace(moved.before, events=()) if moved else district.read_back(dossier)


def refreshed(dossier: Dossier, events: Sequence[Event], typed: Typed) -> Plan:
    """The plan that shows what is true after these events."""
    if dossier.paper == "master":
        return city.refreshed(dossier, events, typed)
    return district.refreshed(dossier, dossier.named_district, events, typed)


def shown(dossier: Dossier, typed: Typed = Typed()) -> Mapping[str, Sequence[papers.Row]]:  # noqa: B008 - frozen and empty
    """The rows of every table as the journal tells them."""
    if dossier.paper == "master":
        return city.shown(dossier, dossier.standing, dossier.lines, typed)
    return district.shown(dossier, dossier.standing, typed)


def deviations(dossier: Dossier) -> Iterator[Deviation]:
    """Every cell of our tables that says otherwise than the journal, wherever people sorted the rows."""
    for sheet, expected in shown(dossier).items():
        table = dossier.tables[sheet]
        key = table.by_id[table.key[0]]
        for pair in pairs(table, dossier.rows[sheet], expected):
            row = pair.wanted or pair.found or {}
            number = table.first_row + pair.number
            if pair.found is None:
                yield Deviation(sheet, "", key, row, None, row.get(key.id))
            elif pair.wanted is not None:
                for column in pair.differing(table):
                    contents = pair.found.get(column.id), pair.wanted.get(column.id)
                    yield Deviation(sheet, f"{table.letter[column.id]}{number}", column, row, *contents)
            elif table.is_row(row):
                yield Deviation(sheet, f"{table.letter[key.id]}{number}", key, row, row.get(key.id), None)
