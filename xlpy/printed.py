"""The printed rows of a district's 汇总表 as the city reads them: remarks, and where they differ from the forms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbook import merge, papers, read, rows
from workbook.edit import Content
from workbook.finding import Finding
from workbook.merge import Declaration
from workbook.papers import Table
from xlpy.district import ANNEX
from xlpy.dossier import Dossier


@dataclass(frozen=True)
class Annex:
    """The printed rows of a district's 汇总表."""

    table: Table
    rows: Sequence[Mapping[str, Content]]
    remarks: Mapping[str, Content]

    def findings(
        self, dossier: Dossier, entries: Sequence[Declaration], late: Sequence[Finding]
    ) -> list[dict[str, Any]]:
        """What the printed rows say otherwise than the recommended declarations; and whether the package is late."""
        chosen = [entry for entry in entries if entry.opinion.opinion == rows.RECOMMENDED]
        found = (*merge.recheck(self.rows, chosen, dossier.pack, self._place), *late)
        return [merge.stored(finding).model_dump(mode="json") for finding in found]

    def _place(self, number: int, column: str) -> str:
        return f"{self.table.sheet}!{self.table.letter[column]}{self.table.first_row + number}"


def annex_of(dossier: Dossier, book: bytes, name: str) -> Annex:
    """The printed rows of the 汇总表 in a package."""
    table = papers.summary_tables(dossier.pack)[ANNEX]
    found = papers.contents(table, read.rows(book, name, table))
    manual = [column.id for column in table.columns if column.manual]
    remarks = {"|".join(table.key_of(row)): row.get(id_) for row in found if table.is_row(row) for id_ in manual}
    return Annex(table, found, remarks)


def printed_key(entry: Declaration, dossier: Dossier) -> str:
    """What the printed row of a declaration is known by."""
    table = papers.summary_tables(dossier.pack)[ANNEX]
    return "|".join(table.key_of(merge.summary_row(entry, dossier.pack)))
