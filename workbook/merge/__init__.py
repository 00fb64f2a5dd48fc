"""Records -> rows of the summary -> rows of the master; duplicates, clashes, provenance. Pure and order-free."""

from workbook.merge.clash import clash_findings, clashes, register_clashes
from workbook.merge.models import (
    Attachment,
    Clash,
    Declaration,
    Model,
    Opinion,
    Source,
    StoredFinding,
    Taking,
    named,
)
from workbook.merge.printed import Difference, content, differences, in_order, person_name, shown_content, summary_row
from workbook.merge.recheck import recheck
from workbook.merge.taking import declare, first_id, same_firm, stored, take

__all__ = [
    "Attachment",
    "Clash",
    "Declaration",
    "Difference",
    "Model",
    "Opinion",
    "Source",
    "StoredFinding",
    "Taking",
    "clash_findings",
    "clashes",
    "content",
    "declare",
    "differences",
    "first_id",
    "in_order",
    "named",
    "person_name",
    "recheck",
    "register_clashes",
    "same_firm",
    "shown_content",
    "stored",
    "summary_row",
    "take",
]
