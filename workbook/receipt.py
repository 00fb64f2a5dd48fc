"""Receipts: exactly one a file, and the 受理码 only the desk can make, for it alone keeps the nonce."""

import base64
import hashlib
import hmac
import unicodedata
from typing import Literal

from workbook.merge import Declaration, Model

Outcome = Literal["accepted", "superseded", "refused"]

_SIGNS = 20
"""Base32 signs of a 受理码: 100 bits."""
_BLOCK = 5
_SHORTEST_NONCE = 16


class Receipt(Model):
    """What became of one file: ``code`` is the 受理码 of an accepted one, the code of the refusal of a refused one."""

    file: str
    sha256: str
    outcome: Outcome
    declaration: str = ""
    code: str = ""
    reason: str = ""


def receipt_code(nonce: bytes, declaration_id: str, digest: str) -> str:
    """The 受理码 of a declaration: the same nonce, id and digest always give the same one."""
    if len(nonce) < _SHORTEST_NONCE:
        raise ValueError(len(nonce))
    mac = hmac.digest(nonce, f"{declaration_id}\n{digest}".encode(), hashlib.sha256)
    signs = base64.b32encode(mac).decode("ascii")[:_SIGNS]
    return "-".join(signs[at : at + _BLOCK] for at in range(0, _SIGNS, _BLOCK))


def is_receipt_of(code: str, nonce: bytes, declaration_id: str, digest: str) -> bool:
    """Whether this 受理码 (typed in any case, with or without hyphens, full-width or not) is the declaration's."""
    expected = _bare(receipt_code(nonce, declaration_id, digest))
    return hmac.compare_digest(_bare(code).encode(), expected.encode())


def accepted(declaration: Declaration) -> Receipt:
    """The receipt of an accepted file."""
    return Receipt(
        file=declaration.file,
        sha256=declaration.sha256,
        outcome="accepted",
        declaration=declaration.id,
        code=declaration.receipt,
    )


def superseded(declaration: Declaration, reason: str) -> Receipt:
    """The receipt of a file that a newer or equal one stands for."""
    return Receipt(
        file=declaration.file,
        sha256=declaration.sha256,
        outcome="superseded",
        declaration=declaration.id,
        reason=reason,
    )


def refused(file: str, sha256: str, code: str, reason: str) -> Receipt:
    """The receipt of a file that could not be taken."""
    return Receipt(file=file, sha256=sha256, outcome="refused", code=code, reason=reason)


def _bare(code: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKC", code).upper() if sign.isalnum())
