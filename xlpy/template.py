"""The template as it is rendered, kept on this machine: what received forms are compared with."""

import hashlib
from functools import lru_cache
from pathlib import Path

from workbook import read
from workbook.form import Form
from workbook.notice import shelf
from workbook.notice.pack import Pack
from workbook.read import Skeleton
from xlpy.desk import Desk

_MARK = "mailbox@template.invalid"
_RENDERING = Path(read.__file__).parents[1] / "render"


def template(desk: Desk, pack: Pack) -> Skeleton:
    """What of the form of a notice nobody fills in; rendered when it was never asked for on this machine."""
    name = f"{pack.id}-{_fingerprint(pack)}.json"
    return Skeleton.loaded(desk.cached(name, lambda: _rendered(pack.id).dumped()))


def _fingerprint(pack: Pack) -> str:
    """The notice and the program that renders it."""
    newest = max(path.stat().st_mtime_ns for path in _RENDERING.glob("*.py"))
    return hashlib.sha256(f"{pack.model_dump_json()}{newest}".encode()).hexdigest()[:16]


@lru_cache(maxsize=4)
def _rendered(notice: str) -> Skeleton:
    from workbook.render import declaration, given  # noqa: PLC0415 - start-up: XlsxWriter, once on a machine

    pack = shelf.pack(notice)
    blank = declaration.declaration(pack, given.record_from_values(Form(pack), {}), mailbox=_MARK)
    return read.skeleton(blank, _MARK)
