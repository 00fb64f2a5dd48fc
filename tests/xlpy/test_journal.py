"""The journal: what is written of a declaration is what was said of it."""

from pathlib import Path

import pytest

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
    assert line.data["declaration"].cells._contents is entry.cells._contents  # type: ignore[attr-defined] # not held twice


def test_an_event_that_cannot_be_written_leaves_none_of_its_run(tmp_path: Path) -> None:
    """Megabytes of lines stand in the file when it comes."""
    journal = Journal(tmp_path / "journal.jsonl")
    journal.append([Event("refused", data={"reason": "甲"})], "张三")
    before = journal.path.read_bytes()
    many = [Event("refused", data={"reason": "乙" * 500_000})] * 3

    with pytest.raises(ValueError, match="surrogates"):
        journal.append([*many, Event("refused", data={"reason": "\ud800"})], "张三")

    assert journal.path.read_bytes() == before
    assert len(journal.lines()) == 1


def test_many_long_lines_are_written_and_read(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.jsonl")

    journal.append([Event("refused", data={"reason": f"{number}" * 400_000}) for number in range(5)], "张三")

    told = [line.data["reason"][0] for line in Journal(journal.path).lines()]
    assert told == ["0", "1", "2", "3", "4"]
