"""手册: where the manual lies, or its page about one code."""

from xlpy.desk import Desk, Result
from xlpy.handbook import page


def run(desk: Desk, *, name: str = "") -> Result:  # noqa: ARG001 - every action works at a desk
    """Tell the page; nothing is opened or written."""
    found = page(name)
    return Result({"file": str(found), "address": found.as_uri()}, lines=(str(found),))
