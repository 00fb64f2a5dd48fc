"""The journal: what is written of a declaration is what was said of it."""

from pathlib import Path

from support.declared import declaration
from workbook.edit import Event
from workbook.merge import Declaration, Opinion
from xlpy.journal import Journal


def test_a_declaration_comes_back_from_the_journal_as_it_was_told(tmp_path: Path) -> None:
    entry = declaration(day=18).model_copy(update={"opinion": Opinion(opinion="推荐", officer="张三")})
    journal = Journal(tmp_path / "journal.jsonl")

    journal.append([Event("accepted", entry.id, {"declaration": entry})], "张三")

    [line] = Journal(tmp_path / "journal.jsonl").lines()
    assert Declaration.model_validate(line.data["declaration"]) == entry
