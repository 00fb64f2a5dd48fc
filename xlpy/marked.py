"""The sheet 附件 of a 汇总表: what clerks typed of the files beside each declaration."""

from collections.abc import Mapping, Sequence

from workbook import merge
from workbook.edit import PENDING, Content, Event
from workbook.errors import PendingFormulaError, ValueMissingError
from workbook.merge import Attachment, Declaration
from workbook.values import solid
from xlpy.dossier import Dossier, Row

MARKS = merge.ATTACHMENTS

Key = tuple[str, str]


def read_marks(dossier: Dossier) -> tuple[list[Event], list[str], dict[str, Row]]:
    """Events for marks typed since the journal was last written, words about what is none, cells that stay as typed.

    Of two rows about one file, which a person copied, the first counts.
    """
    known = _files(dossier.standing.declarations)
    events: list[Event] = []
    lines: list[str] = []
    kept: dict[str, Row] = {}
    for row in dossier.rows.get(MARKS, ()):
        entry, file = known.pop((str(row.get("id") or ""), str(row.get("sha256") or "")), (None, None))
        if entry is None or file is None:
            continue
        try:
            mark = _mark(dossier, row.get("mark"))
        except (PendingFormulaError, ValueMissingError) as error:
            lines.append(f"{MARKS} {entry.id}“{file.name}”：{error}暂未登记。")
            kept[kept_key(row)] = {"mark": row.get("mark")}
            continue
        if mark != file.mark:
            events.append(dossier.event("hand_edit", entry.id, attachment=file.sha256, mark=mark, by_hand=True))
    return events, lines, kept


def kept_key(row: Mapping[str, Content]) -> str:
    """What tells the row of a file from the rows of declarations and of other files."""
    return f"{row.get('id')} {row.get('sha256')}"


def with_kept(rows: Sequence[Row], kept: Mapping[str, Row]) -> list[Row]:
    """The rows with what people typed that cannot be registered yet."""
    return [{**row, **kept.get(kept_key(row), {})} for row in rows]


def _files(declarations: Mapping[str, Declaration]) -> dict[Key, tuple[Declaration, Attachment]]:
    return {
        (entry.id, file.sha256[: merge.SHORT]): (entry, file)
        for entry in declarations.values()
        for file in entry.attachments
    }


def _mark(dossier: Dossier, typed: Content) -> str:
    """The kind a word stands for; blank where the cell is."""
    if typed == PENDING:
        raise PendingFormulaError
    word = solid(str(typed or ""))
    kinds = {kind.word: kind.id for kind in dossier.pack.attachments}
    if word and word not in kinds:
        raise ValueMissingError(dossier.tables[MARKS].by_id["mark"].title, word, tuple(kinds))
    return kinds.get(word, "")
