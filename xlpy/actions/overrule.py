"""改判: an officer overrules a verdict of the machine, with a reason and a name; or takes that back."""

from collections.abc import Sequence

from workbook.errors import ValueMissingError
from workbook.merge import settled
from xlpy.desk import FINE, LOOK, Desk, Result
from xlpy.level import either_dossier, read_back, refreshed
from xlpy.overruled import Point, overruled, points, reinstated


def run(desk: Desk, *, row: str, rule: str, why: str = "", by: str = "", back: bool = False) -> Result:
    """Overrule the findings of a rule on one declaration; they stay listed, travel up and can be filtered."""
    dossier = either_dossier(desk)
    typed = read_back(dossier)
    standing, _ = dossier.after(typed.events)
    chosen = _chosen([point for point in points(dossier, standing) if point.owner == row], row, rule)
    if back:
        said = [reinstated(dossier, point) for point in chosen if point.is_overruled]
    else:
        said = [overruled(dossier, point, why, by) for point in chosen]
    events = (*typed.events, *said)
    after, _ = dossier.after(events)
    verdict = settled(after.declarations[row]).title if row in after.declarations else ""
    data = {
        "row": row,
        "rules": [point.finding.rule for point in chosen],
        "findings": [point.finding.message for point in chosen],
        "why": why,
        "recorded": len(said),
        "verdict": verdict,
        "notes": [*typed.lines],
    }
    done = "撤销改判" if back else f"改判（{why}）"
    told = (
        *typed.lines,
        *(f"◆ {row} {point.row['code']} {point.row['message']}：{done}" for point in chosen),
        *([f"{row} 的结论：{verdict}"] if verdict else []),
    )
    return Result(data, refreshed(dossier, events, typed), told, LOOK if typed.lines else FINE)


def _chosen(about: Sequence[Point], row: str, rule: str) -> list[Point]:
    """The findings of this rule, named by its id or by the code a user reads."""
    if not about:
        raise ValueMissingError("有问题的申报", row)
    found = [point for point in about if rule in (point.finding.rule, point.finding.source)]
    if not found:
        codes = dict.fromkeys(point.finding.source or point.finding.rule for point in about)
        raise ValueMissingError("问题编号", rule, tuple(codes))
    return found
