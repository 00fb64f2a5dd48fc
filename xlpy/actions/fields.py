"""字段清单: every field of the notice's papers and where it lies."""

from collections.abc import Iterator
from typing import Any

from workbook.form import Form
from workbook.layout import Layout
from workbook.notice import shelf
from workbook.notice.pack import Column, FieldSpec, Pack
from xlpy.desk import Desk, Result


def run(desk: Desk, *, notice: str) -> Result:  # noqa: ARG001 - every action works at a desk
    """List the fields of the declaration in printed order, then the columns of the summary."""
    pack = shelf.pack(notice)
    found = [*_declaration(Form(pack)), *(_column(pack, number, column) for number, column in enumerate(pack.summary))]
    lines = tuple(f"{row['id']}  {row['label']}（{row['kind']}）  {row['sheet']}!{row['cells'][0]}" for row in found)
    return Result(found, lines=lines)


def _declaration(form: Form) -> Iterator[dict[str, Any]]:
    spots = Layout(form).spots
    for id_, spec in form.fields.items():
        spot = spots[id_]
        yield {
            **_told(spec, form.label(id_)),
            "paper": "declaration",
            "sheet": spot.sheet,
            "cells": list(spot.cells),
            "name": spot.name,
            "from": list(spec.derives),
            "take": "",
        }


def _told(spec: FieldSpec, label: str) -> dict[str, Any]:
    return {
        "id": spec.id,
        "source": spec.source,
        "label": label,
        "kind": str(spec.kind),
        "required": spec.required,
        "options": [{"id": option.id, "title": option.title} for option in spec.options],
        "maximum": spec.maximum,
        "unit": spec.unit,
    }


def _column(pack: Pack, number: int, column: Column) -> dict[str, Any]:
    from workbook import papers  # noqa: PLC0415 - only this list needs the papers of rows

    paper = "summary"
    sheet, table = next(iter(papers.summary_tables(pack).items()))
    return {
        "id": f"{paper}_{column.id}",
        "source": column.source,
        "label": f"{column.over}{column.title}",
        "kind": table.columns[number].kind,
        "required": False,
        "options": [],
        "maximum": None,
        "unit": "",
        "paper": paper,
        "sheet": sheet,
        "cells": [f"{_letter(number)}{table.first_row}"],
        "name": "",
        "from": [column.field] if column.field else [],
        "take": column.take,
    }


def _letter(number: int) -> str:
    return chr(ord("A") + number)
