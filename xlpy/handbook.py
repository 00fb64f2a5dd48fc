"""Where the manual lies: beside the code in a wheel, under ``docs`` in a checkout; plain pages, read from the disk."""

from pathlib import Path

from workbook.errors import ValueMissingError

_BESIDE = Path(__file__).parent / "book" / "manual"
_CHECKOUT = Path(__file__).parents[1] / "docs" / "manual"
FIRST, CODES = "index", "codes"


def folder() -> Path:
    """The folder of the manual."""
    return _BESIDE if _BESIDE.is_dir() else _CHECKOUT


def page(name: str = "") -> Path:
    """The page of a name (``firm``, ``commands``) or of a code; of a code of several notices the first one's.

    Raises:
        ValueMissingError: the manual has no such page.
    """
    wanted = name or FIRST
    own = folder() / f"{wanted}.html"
    found = [own] if own.is_file() else sorted((folder() / CODES).rglob(f"{wanted.upper()}.html"))
    if not found or not wanted.replace("-", "").isalnum():
        raise ValueMissingError("手册页", name, tuple(sorted(path.stem for path in folder().glob("*.html"))))
    return found[0]
