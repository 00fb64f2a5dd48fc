"""Envelopes: folder, zip, mail or single file -> the papers in them, read in memory and never unpacked to disk."""

from xlpy.mail.drafts import draft
from xlpy.mail.enclosure import BESIDE, DAMAGED, MANIFEST, Enclosure, Inbox, Refusal, manifest_in, refuse
from xlpy.mail.envelopes import open_envelopes, opening
from xlpy.mail.names import is_passed_over
from xlpy.mail.zips import content_of, open_zip

__all__ = [
    "BESIDE",
    "DAMAGED",
    "MANIFEST",
    "Enclosure",
    "Inbox",
    "Refusal",
    "content_of",
    "draft",
    "is_passed_over",
    "manifest_in",
    "open_envelopes",
    "open_zip",
    "opening",
    "refuse",
]
