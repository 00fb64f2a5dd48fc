"""要求清单: every demand of the notice, its words and how it is judged."""

from workbook.form import Form
from workbook.notice import shelf
from workbook.render.places import NamedPlaces
from xlpy.desk import Desk, Result


def run(desk: Desk, *, notice: str) -> Result:  # noqa: ARG001 - every action works at a desk
    """List the demands in the order of the pack."""
    pack = shelf.pack(notice)
    places = NamedPlaces(Form(pack))
    found = [
        {
            "id": rule.id,
            "source": rule.source,
            "force": str(rule.force),
            "kind": rule.kind,
            "title": rule.title,
            "quotes": list(rule.quotes),
            "basis": rule.basis,
            "reason": rule.reason,
            "readings": list(rule.readings),
            "judged_by": rule.judged_by,
            "has_formula": rule.formula(places) is not None,
        }
        for rule in pack.rules
    ]
    lines = tuple(f"{rule.source}  {rule.force.title}  {rule.title or rule.id}" for rule in pack.rules)
    return Result(found, lines=lines)
