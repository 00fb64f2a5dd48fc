"""未覆盖: the groups of each catalogue in which a declaration has no tick, and what is therefore still asked of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from workbook import read
from workbook.finding import Finding, Force
from workbook.judge import judge
from workbook.notice.pack import Catalogue
from workbook.record import Record
from xlpy.desk import FINE, LOOK, Desk, Result


def run(desk: Desk, *, file: Path) -> Result:
    """List the groups without a tick, catalogue by catalogue."""
    record = read.declaration(desk.outside(file), file.name)
    found = [_about(record, catalogue) for catalogue in record.form.pack.catalogues]
    asked = [*_asked(record)]
    lines = (
        *(line for about in found for line in _lines(about)),
        *(f"{finding.force.mark} {finding.force.title} {finding.sentence}" for finding in asked),
    )
    data = {"file": str(file), "catalogues": found, "asked": [finding.sentence for finding in asked]}
    is_open = any(finding.force is Force.MUST for finding in asked)
    return Result(data, lines=lines, status=LOOK if is_open else FINE)


def _about(record: Record, catalogue: Catalogue) -> dict[str, Any]:
    """Covered and uncovered groups of one catalogue, by title in printed order."""
    areas = record.areas(catalogue.id)
    bare = [record.label(area) for area in areas if not any(box.is_ticked for box in record.boxes(area))]
    covered = [record.label(area) for area in areas if record.label(area) not in bare]
    return {"title": catalogue.title, "word": catalogue.group_word, "covered": covered, "uncovered": bare}


def _lines(about: dict[str, Any]) -> Iterator[str]:
    covered, bare = about["covered"], about["uncovered"]
    left = f"未覆盖：{'、'.join(bare)}" if bare else "全部覆盖"
    yield f"{about['title']}：{len(covered)}/{len(covered) + len(bare)}个{about['word']}有勾选；{left}。"


def _asked(record: Record) -> Iterator[Finding]:
    """What the notice still asks of boxes: the findings that point at a group of a catalogue."""
    pack = record.form.pack
    groups = {area for catalogue in pack.catalogues for area in (catalogue.id, *record.areas(catalogue.id))}
    return (found for found in judge(record).broken() if groups & {*found.fields})
