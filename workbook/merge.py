"""Records -> rows of the summary -> rows of the master; duplicates, clashes, provenance. Pure and order-free."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """Frozen, and no key that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class StoredFinding(Model):
    """A finding as it travels: what the 问题清单 shows."""

    rule: str
    source: str
    force: str
    message: str
    fields: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    label: str = ""
    quotes: tuple[str, ...] = ()
    basis: str = "notice"
    readings: tuple[str, ...] = ()
    mend: str = ""
    explanation: str = ""


class Attachment(Model):
    """A file that came beside a form, kept by hash."""

    name: str
    sha256: str
    role: str = ""


class Opinion(Model):
    """What the district said of a declaration."""

    opinion: Literal["推荐", "不推荐", "退回"] | None = None
    day: dt.date | None = None
    officer: str = ""
    paper_received: dt.date | None = None
    seal_checked: str = ""


class Declaration(Model):
    """One accepted declaration as it travels and as the journal keeps it.

    ``values`` is the canonical form of every short field (``digest.canonical``: decimals as text, ISO dates, lists of
    ticked titles, booleans for boxes), ``texts`` the digest of every long text; ``cells`` tells where each field stood.
    """

    id: str
    notice: str
    version: str
    district: str
    file: str
    sha256: str
    digest: str
    receipt: str = ""
    received: dt.date | None = None
    values: Mapping[str, Any]
    texts: Mapping[str, str]
    cells: Mapping[str, str]
    verdict: str
    findings: tuple[StoredFinding, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    opinion: Opinion = Opinion()
