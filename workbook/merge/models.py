"""What travels between the desks: a declaration, its findings, its attachments; and what a merge says of them."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, PlainSerializer

from workbook.alike import alike, keyed, once
from workbook.finding import Finding
from workbook.notice.pack import Pack

SHOWN = 20
"""So many declarations, names, files of one clash are shown; the 问题清单 has a row for each declaration."""
ClashKind = Literal["two_districts", "two_factories", "similar_names", "recognised", "blacklisted"]
CLASH_TITLES: Mapping[ClashKind, str] = {
    "two_districts": "两区申报",
    "two_factories": "一企多项",
    "similar_names": "名称相近",
    "recognised": "已认定",
    "blacklisted": "名册有记录",
}


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

    def __reduce__(self) -> tuple[Any, ...]:
        """Where it comes to another process it is one with those that say the same there."""
        return _finding, _said(self)


class Attachment(Model):
    """A file that came beside a form, kept by hash; ``mark`` is the kind a clerk said it is."""

    name: str
    sha256: str
    role: str = ""
    mark: str = ""


class Opinion(Model):
    """What the district said of a declaration."""

    opinion: Literal["推荐", "不推荐", "退回"] | None = None
    day: dt.date | None = None
    officer: str = ""
    paper_received: dt.date | None = None
    seal_checked: str = ""


class Overrule(Model):
    """A finding of the machine that an officer overruled: which one, why, who, when.

    The message is part of it: when the firm sends another value the finding says something else, and counts again.
    """

    rule: str
    message: str
    why: str
    by: str
    at: str = ""


_FIELDS = tuple(StoredFinding.model_fields)
_said = attrgetter(*_FIELDS)
_KEYED = AfterValidator(keyed), PlainSerializer(dict)
_ALIKE = AfterValidator(alike), PlainSerializer(dict)


@lru_cache(maxsize=8192)
def _finding(*said: Any) -> StoredFinding:
    """The finding that says this: one for all declarations."""
    return StoredFinding(**dict(zip(_FIELDS, said, strict=True)))


def stored(finding: Finding) -> StoredFinding:
    """A finding as it travels, one for all declarations that have it."""
    return _finding(*_said(finding))


def _each_once(findings: Any) -> Any:
    """Findings that are told again and again, each read once; what is none stays for those who refuse it."""
    try:
        return tuple([_finding(*_told(finding)) for finding in findings])
    except TypeError:
        return findings


def _told(finding: Any) -> Iterable[Any]:
    """What a finding says, field by field, whether it is one already or stands in JSON."""
    if isinstance(finding, dict) and (*finding,) == _FIELDS:
        return [tuple(words) if isinstance(words, list) else words for words in finding.values()]
    found = finding if isinstance(finding, StoredFinding) else StoredFinding.model_validate(finding)
    said: tuple[Any, ...] = _said(found)
    return said


class Declaration(Model):
    """One accepted declaration as it travels and as the journal keeps it.

    ``values`` is the canonical form of every short field (``digest.canonical``: decimals as text, ISO dates, lists of
    ticked titles, booleans for boxes), ``texts`` the digest of every long text, ``explanations`` the firm's words by
    rule; ``cells`` tells where each field stood. What a thousand declarations say alike they share.
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
    values: Annotated[Mapping[str, Any], *_KEYED]
    texts: Annotated[Mapping[str, str], *_KEYED]
    cells: Annotated[Mapping[str, str], *_ALIKE]
    verdict: str
    findings: Annotated[tuple[StoredFinding, ...], BeforeValidator(_each_once)] = ()
    explanations: Mapping[str, str] = {}
    attachments: tuple[Attachment, ...] = ()
    opinion: Annotated[Opinion, AfterValidator(once)] = Opinion()
    overrules: tuple[Overrule, ...] = ()


def several(words: Sequence[str], unit: str, mark: str = "、", shown: int = SHOWN) -> str:
    """The words one after the other; of very many the first ones, and how many there are."""
    more = f"……等{len(words)}{unit}" if len(words) > shown else ""
    return mark.join(words[:shown]) + more


class Source(Model):
    """One side of a clash: which declaration, from whom, out of which file."""

    id: str
    district: str
    firm: str
    factory: str
    code: str
    file: str
    sha256: str


class Clash(Model):
    """Declarations that may speak of one firm; a person decides, nothing is merged alone.

    ``register_row`` tells the row of a bureau's register where that is the other side.
    """

    kind: ClashKind
    code: str = ""
    sources: tuple[Source, ...]
    message: str
    register_row: str = ""

    @property
    def ids(self) -> tuple[str, ...]:
        """The declarations of this clash, always in the same order."""
        return tuple(source.id for source in self.sources)

    @property
    def ids_told(self) -> str:
        """The declarations in words; of very many the first ones, their number, and a sign that stands for them all."""
        ids = "、".join(self.ids)
        sign = f"（{hashlib.sha256(ids.encode()).hexdigest()[:8]}）" if len(self.ids) > SHOWN else ""
        return several(self.ids, "份") + sign

    @property
    def key(self) -> str:
        """What tells this clash from the others, however its declarations change."""
        return f"{self.title} {self.ids_told}"

    @property
    def title(self) -> str:
        """The word a user reads."""
        return CLASH_TITLES[self.kind]

    @property
    def is_one_firm(self) -> bool:
        """Whether it is surely one firm, so that only one of its projects may be proposed."""
        return self.kind in ("two_districts", "two_factories")


class Taking(Model):
    """What became of one received declaration; ``other`` is the one it replaced or that stands for it."""

    declaration: Declaration
    outcome: Literal["accepted", "superseded", "identical"]
    other: Declaration | None = None


def named(declaration: Declaration, pack: Pack, what: Literal["code", "firm", "factory"]) -> str:
    """The code, firm or factory a declaration gives; an empty text where it cannot be read."""
    value = declaration.values.get(pack.identity[what])
    return value if isinstance(value, str) else ""
