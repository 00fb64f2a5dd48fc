"""Where a mail to a firm or a district goes: what the settings say, else who sent the last mail; never guessed."""

from xlpy.dossier import Dossier

SENDER = "sender"
"""The key by which the journal tells who sent the mail a form or a package came in."""


def of_firm(dossier: Dossier, declaration: str) -> str:
    """Who sent the last mail with this declaration; blank where it came in none."""
    return _last(dossier, "accepted", declaration, "")


def of_district(dossier: Dossier, district: str) -> str:
    """The mailbox of a district in the settings, else who sent the last mail with its package."""
    known = dossier.desk.settings.mailboxes.get(district, "")
    return known or _last(dossier, "pulled", "", district)


def _last(dossier: Dossier, kind: str, declaration: str, district: str) -> str:
    told = (line for line in reversed(dossier.lines) if line.kind == kind and line.data.get(SENDER))
    about = (line for line in told if line.declaration == declaration and line.data.get("district", "") == district)
    return next((str(line.data[SENDER]) for line in about), "")
