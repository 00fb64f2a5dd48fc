"""Records -> rows of the summary -> rows of the master; duplicates, clashes, provenance. Pure and order-free."""

from workbook.merge.attached import ATTACHMENTS, SHORT, attached, mark_word, proposed
from workbook.merge.clash import NEAR_NAME, clash_findings, clashes, register_clashes
from workbook.merge.models import (
    SHOWN,
    Attachment,
    Clash,
    Declaration,
    Model,
    Opinion,
    Overrule,
    Source,
    StoredFinding,
    Taking,
    named,
    several,
    stored,
)
from workbook.merge.near import near_rows
from workbook.merge.overrule import counting, overrule_of, settled, verdict_shown
from workbook.merge.printed import (
    Difference,
    content,
    differences,
    edited,
    in_order,
    person_name,
    shown_content,
    summary_row,
    told_differences,
)
from workbook.merge.recheck import recheck, recheck_details
from workbook.merge.taking import declare, first_id, same_firm, take

__all__ = [
    "ATTACHMENTS",
    "NEAR_NAME",
    "SHORT",
    "SHOWN",
    "Attachment",
    "Clash",
    "Declaration",
    "Difference",
    "Model",
    "Opinion",
    "Overrule",
    "Source",
    "StoredFinding",
    "Taking",
    "attached",
    "clash_findings",
    "clashes",
    "content",
    "counting",
    "declare",
    "differences",
    "edited",
    "first_id",
    "in_order",
    "mark_word",
    "named",
    "near_rows",
    "overrule_of",
    "person_name",
    "proposed",
    "recheck",
    "recheck_details",
    "register_clashes",
    "same_firm",
    "settled",
    "several",
    "shown_content",
    "stored",
    "summary_row",
    "take",
    "told_differences",
    "verdict_shown",
]
