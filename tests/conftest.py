"""What every test shares: a busy machine is no reason to fail, and no extension of one desk reaches another."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from workbook.notice.shelf import AMENDMENTS_VARIABLE

settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


@pytest.fixture(autouse=True)
def _no_extension() -> Iterator[None]:
    """A command tells its process where its desk keeps extensions; the next test is another process to itself."""
    yield
    os.environ.pop(AMENDMENTS_VARIABLE, None)
