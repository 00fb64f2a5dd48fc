"""The words of the pack are the notice's; all sentences that vanished are named at once."""

from pathlib import Path

import pytest

from workbook.notice import shelf, verbatim
from workbook.notice.pack import Pack

NOTICES = shelf.notice_ids()


@pytest.mark.parametrize("notice", NOTICES)
def test_every_title_and_quote_stands_in_the_notice(notice: str) -> None:
    vanished = list(verbatim.strangers(shelf.pack(notice), shelf.notice_text(notice)))

    assert vanished == []


@pytest.mark.parametrize("notice", NOTICES)
def test_white_space_does_not_matter(notice: str) -> None:
    pack = shelf.pack(notice)
    scattered = "\n\u3000".join(shelf.notice_text(notice))

    assert list(verbatim.strangers(pack, scattered)) == []


def test_a_changed_number_names_every_place_that_rests_on_it() -> None:
    pack = shelf.pack("changzhou-2023")
    notice = shelf.notice_text("changzhou-2023").replace("12个应用场景", "14个应用场景")

    assert {place for place, _ in verbatim.strangers(pack, notice)} == {
        "standards_intro",
        "rules[coverage-scenarios].quotes[0]",
    }


def test_the_standards_are_the_annex_from_end_to_end() -> None:
    notice = shelf.notice_text("changzhou-2023")
    annex = notice.split("\n附件1\n智能工厂评价标准\n", 1)[1].split("\n附件2\n", 1)[0]

    assert verbatim.squeezed("".join(shelf.pack("changzhou-2023").standards)) == verbatim.squeezed(annex)


def _printed(pack: Pack) -> str:
    """Everything the declaration prints, in printed order."""
    known = {entry.id: entry for entry in (*pack.fields, *pack.catalogues, *pack.texts)}
    words: list[str] = []
    for section in pack.sections:
        words.append(section.title)
        for id_ in section.contents:
            words += [word for _, word in verbatim.words_of(known[id_])]
    return "".join(words)


def test_the_declaration_prints_every_word_of_its_annex() -> None:
    notice = shelf.notice_text("changzhou-2023")
    annex = notice.split("\n附件2\n", 1)[1].split("\n附件3\n", 1)[0]
    printed = verbatim.squeezed(_printed(shelf.pack("changzhou-2023")))

    cells = (cell for line in annex.splitlines() for cell in line.replace("□", "\t").split("\t"))
    missing = [cell for cell in map(verbatim.squeezed, cells) if cell and cell not in printed]

    assert missing == []


@pytest.mark.parametrize("notice", NOTICES)
def test_a_load_of_the_real_pack_takes_its_folder_or_its_file(notice: str) -> None:
    folder: Path = shelf.find(notice)

    assert shelf.load(folder) == shelf.load(folder / "notice.toml")
