"""Envelopes: folder, zip, mail or single file -> the papers in them, read in memory and never unpacked to disk."""

from xlpy.mail.drafts import draft
from xlpy.mail.enclosure import BESIDE, DAMAGED, MANIFEST, Enclosure, Inbox, Refusal, manifest_in, refuse
from xlpy.mail.envelopes import open_envelopes, opening
from xlpy.mail.names import is_passed_over

__all__ = [
    "BESIDE",
    "DAMAGED",
    "MANIFEST",
    "Enclosure",
    "Inbox",
    "Refusal",
    "draft",
    "is_passed_over",
    "manifest_in",
    "open_envelopes",
    "opening",
    "refuse",
]
