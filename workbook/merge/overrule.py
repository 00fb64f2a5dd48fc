"""What an officer overruled: it stays visible, and counts as settled in the verdict."""

from collections.abc import Iterable

from workbook.finding import OVERRULED, Force, Verdict
from workbook.merge.models import Declaration, Overrule, StoredFinding


def overrule_of(overrules: Iterable[Overrule], finding: StoredFinding) -> Overrule | None:
    """What an officer said of this finding; None when it counts."""
    key = finding.rule, finding.message
    return next((one for one in overrules if (one.rule, one.message) == key), None)


def counting(entry: Declaration) -> tuple[StoredFinding, ...]:
    """The findings that no officer overruled."""
    if not entry.overrules:
        return entry.findings
    return tuple(finding for finding in entry.findings if overrule_of(entry.overrules, finding) is None)


def settled(entry: Declaration) -> Verdict:
    """The verdict, overruled findings left out."""
    findings = counting(entry)
    if len(findings) == len(entry.findings):
        return Verdict(entry.verdict)
    if any(finding.force == Force.MUST for finding in findings):
        return Verdict.FAIL
    is_waiting = any(finding.force == Force.SHOULD and not finding.explanation for finding in findings)
    return Verdict.EXPLAIN if is_waiting else Verdict.PASS


def verdict_shown(entry: Declaration) -> str:
    """The verdict as a cell shows it; a sign tells that an officer had a hand in it."""
    sign = OVERRULED if len(counting(entry)) < len(entry.findings) else ""
    return f"{settled(entry).title}{sign}"
