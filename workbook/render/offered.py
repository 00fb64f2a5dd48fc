"""The file name a firm is offered, to be copied: from the pack's pattern and the cells of the form."""

import re
from collections.abc import Iterator

from workbook.form import Form
from workbook.record import Record
from workbook.rules import faces
from workbook.rules.faces import quoted
from workbook.values import solid

_PART = re.compile(r"\{(\w+)\}")
_FORBIDDEN = '\\/:*?"<>|'
"""What no file name may hold on some system."""
_ENDING = ".xlsx"


def name_formula(form: Form) -> str:
    """The name as a formula."""
    pieces = (
        faces.replaced(faces.solid(faces.raw(text)), _out()) if is_field else quoted(text)
        for is_field, text in _pieces(form)
    )
    return "&".join(pieces)


def name_text(record: Record) -> str:
    """The result of ``name_formula``."""
    return "".join(_safe(record, text) if is_field else text for is_field, text in _pieces(record.form))


def _pieces(form: Form) -> Iterator[tuple[bool, str]]:
    """The pattern piece by piece: whether it is a field, and its id or the words themselves."""
    for number, piece in enumerate(_PART.split(form.pack.papers.file_name + _ENDING)):
        if piece:
            yield (True, str(form.pack.identity[piece])) if number % 2 else (False, piece)  # type: ignore[index] # a wrong key is refused with the pack


def _safe(record: Record, id_: str) -> str:
    raw = record.entry(id_).raw
    return solid(raw[0].sheet_text if raw else "").translate({ord(sign): None for sign in _FORBIDDEN})


def _out() -> dict[str, str]:
    return dict.fromkeys(_FORBIDDEN, "")
