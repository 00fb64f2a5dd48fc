"""Declarations as a desk accepts them, made from the base form."""

from typing import Any

from support.spoken import DAY, DISTRICT, base_values, field, record
from workbook.codes import check_digit
from workbook.digest import digest
from workbook.judge import judge
from workbook.merge import Attachment, Declaration, declare
from workbook.notice.pack import Pack
from workbook.receipt import receipt_code

_AREA = str(base_values()[field("credit_code")])[:11]
NONCE = b"the secret of a test desk"


def code(body: str) -> str:
    """A credit code with a right check digit: ``body`` fills its last places."""
    start = f"{_AREA}AAAAAA"[: 17 - len(body)] + body
    return start + check_digit(start)


def declaration(
    *,
    district: str = DISTRICT,
    file: str = "",
    day: int | None = None,
    attachments: tuple[str, ...] = (),
    **changes: Any,
) -> Declaration:
    """The base form with these changes, received by a district on a day of the month of the deadline."""
    made = record(**changes)
    name = file or f"{changes.get('company_name', '样例')}_申报书.xlsx"
    fresh = declare(
        made,
        judge(made),
        district=district,
        file=name,
        sha256=f"{digest(made)[:32]}{hash_of(name)}",
        received=DAY.replace(day=day) if day else None,
        attachments=[Attachment(name=name, sha256=hash_of(name)) for name in attachments],
    )
    return fresh.model_copy(update={"receipt": receipt_code(NONCE, fresh.id, fresh.digest)})


def hash_of(name: str) -> str:
    """A stand-in for the hash of a file: two names, two hashes."""
    return name.encode().hex()[-32:].rjust(32, "0")


def pack() -> Pack:
    """The notice of the base form."""
    return record().form.pack
