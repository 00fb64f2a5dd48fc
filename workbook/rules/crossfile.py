"""Demands that need more than one paper: ``merge`` finds what breaks them and asks the rule for the finding."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from typing_extensions import override

from workbook.finding import Finding
from workbook.rules.base import Answers, JudgedBy, Rule


class CrossRule(Rule):
    """A demand that one form alone neither meets nor breaks."""

    judged_by: ClassVar[JudgedBy] = "cross"

    fields: tuple[str, ...] = ()

    @override
    def check(self, answers: Answers) -> Finding | None:
        return None


class OnePerFirm(CrossRule):
    """One firm hands in one project, across all districts."""

    kind: Literal["one_per_firm"]


class SummaryRows(CrossRule):
    """Every row of the summary is one declaration, and every declaration one row."""

    kind: Literal["summary_rows"]


class SummaryEqual(CrossRule):
    """The mapped cells of the summary say what the declaration says."""

    kind: Literal["summary_equal"]


class SummaryQuota(CrossRule):
    """A district recommends no more than its quota: its own in ``quotas``, else ``count``."""

    kind: Literal["summary_quota"]
    count: int
    quotas: Mapping[str, int] = {}


class SummaryOrder(CrossRule):
    """The people's column ``column`` of the summary says an order: every number from 1 once."""

    kind: Literal["summary_order"]
    column: str


class SummaryNumbers(CrossRule):
    """The numbers of the summary run through and its districts are the notice's."""

    kind: Literal["summary_numbers"]
