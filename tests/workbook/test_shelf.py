"""Which notice is meant when none is named."""

import datetime as dt

import pytest

from workbook.notice import shelf

FIRST, SECOND = "changzhou-2023", "example-2030"


@pytest.mark.parametrize(
    ("today", "meant"),
    [
        ("2023-01-01", FIRST),
        ("2023-11-30", FIRST),
        ("2030-04-14", FIRST),
        ("2030-04-15", SECOND),
        ("2031-01-01", SECOND),
    ],
)
def test_the_notice_issued_last_is_meant_not_one_of_days_to_come(today: str, meant: str) -> None:
    """
    | 通知           | 印发       |
    | changzhou-2023 | 2023-11-30 |
    | example-2030   | 2030-04-15 |
    """
    packs = map(shelf.shipped, (SECOND, FIRST))

    assert shelf.latest(packs, dt.date.fromisoformat(today)).id == meant
