import re

import pytest

from workbook.receipt import is_receipt_of, receipt_code

NONCE = b"kept at the desk, never mailed"


def test_a_receipt_code_has_a_hundred_bits_and_can_be_read_out() -> None:
    assert re.fullmatch(r"([A-Z2-7]{5}-){3}[A-Z2-7]{5}", receipt_code(NONCE, "A", "digest"))


def test_the_same_declaration_always_gets_the_same_code() -> None:
    assert receipt_code(NONCE, "A", "digest") == receipt_code(NONCE, "A", "digest")


@pytest.mark.parametrize(
    ("nonce", "id_", "digest"), [(b"another desk's secret", "A", "d"), (NONCE, "B", "d"), (NONCE, "A", "e")]
)
def test_another_nonce_id_or_digest_gives_another_code(nonce: bytes, id_: str, digest: str) -> None:
    assert receipt_code(nonce, id_, digest) != receipt_code(NONCE, "A", "d")


def test_a_code_is_known_however_it_was_typed() -> None:
    code = receipt_code(NONCE, "A", "digest").lower().replace("-", " ")

    assert is_receipt_of(code, NONCE, "A", "digest")
    assert not is_receipt_of(code, NONCE, "A", "changed")


def test_a_short_nonce_is_no_secret() -> None:
    with pytest.raises(ValueError, match="8"):
        receipt_code(b"12345678", "A", "digest")
