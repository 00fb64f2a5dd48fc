"""What a firm wrote beside the demands on the check sheet, also where that sheet was renamed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from workbook.form import Form
from workbook.layout import CHECK_EXPLANATION, CHECK_ID, CHECK_SHEET
from workbook.ooxml.book import Book

_RULE = re.compile(r"[a-z][a-z0-9_.\-]+")


@dataclass(frozen=True, slots=True)
class Explained:
    """Rule -> words, the cells they stand in, and the words beside demands that this notice does not have."""

    said: Mapping[str, str]
    sheet: str
    addresses: tuple[str, ...]
    strangers: tuple[str, ...]


def explained(book: Book, form: Form) -> Explained:
    """Every explanation of a book."""
    sheet = _check_sheet(book, form)
    addresses = [one for one in book.filled(sheet, CHECK_EXPLANATION) if not book.cell(sheet, one).is_blank]
    said: dict[str, str] = {}
    strangers = []
    for address in addresses:
        words = book.cell(sheet, address).text.strip()
        rule = book.cell(sheet, CHECK_ID + address[len(CHECK_EXPLANATION) :]).text
        if rule in form.pack.rule_ids:
            said[rule] = words
        elif _RULE.fullmatch(rule):
            strangers.append(words)
    return Explained(said, sheet, tuple(addresses), tuple(strangers))


def _check_sheet(book: Book, form: Form) -> str:
    """The sheet of that title, else the only one that lists most demands by their ids; blank when there is none."""
    if CHECK_SHEET in book.sheets:
        return CHECK_SHEET
    rules = form.pack.rule_ids
    listed = {
        sheet: sum(book.cell(sheet, address).text in rules for address in book.filled(sheet, CHECK_ID))
        for sheet in book.sheets
    }
    likely = [sheet for sheet, count in listed.items() if count * 2 > len(rules)]
    return likely[0] if len(likely) == 1 else ""
