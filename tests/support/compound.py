"""An Outlook .msg: a small writer over our own compound files, so that tests need no fetched mail."""

import datetime as dt
import struct
from collections.abc import Mapping

from xlpy.addin.compound import Tree, compound

__all__ = ("compound", "msg")


def msg(
    files: Mapping[str, bytes | None],
    *,
    sent: dt.datetime | None = None,
    is_unicode: bool = True,
    code_page: int | None = None,
) -> bytes:
    """An Outlook mail with these attachments; None stands for one that is no file but another mail."""
    tree: dict[str, bytes | Tree] = {
        f"__attach_version1.0_#{number:08X}": _attachment(name, content, is_unicode=is_unicode)
        for number, (name, content) in enumerate(files.items())
    }
    when = struct.pack("<HHLQ", 0x40, 0x39, 6, _ticks(sent)) if sent else b""
    if code_page is not None:
        when += struct.pack("<HHLLL", 3, 0x3FDE, 6, code_page, 0)
    head = struct.pack("<8xLLLL8x", 0, len(files), 0, len(files))
    return compound({**tree, "__properties_version1.0": head + when, "__nameid_version1.0": {}})


def _attachment(name: str, content: bytes | None, *, is_unicode: bool) -> Tree:
    type_ = 0x1F if is_unicode else 0x1E
    raw = name.encode("utf-16-le" if is_unicode else "gbk")
    held: dict[str, bytes | Tree] = {f"__substg1.0_3707{type_:04X}": raw}
    told = struct.pack("<HHLLL", type_, 0x3707, 6, len(raw), 0)
    method = 5 if content is None else 1
    told += struct.pack("<HHLLL", 3, 0x3705, 6, method, 0)
    if content is None:
        held["__substg1.0_3701000D"] = {"__properties_version1.0": b"\0" * 24}
    else:
        held["__substg1.0_37010102"] = content
        told += struct.pack("<HHLLL", 0x102, 0x3701, 6, len(content), 0)
    return {**held, "__properties_version1.0": b"\0" * 8 + told}


def _ticks(moment: dt.datetime) -> int:
    return int((moment - dt.datetime(1601, 1, 1, tzinfo=dt.UTC)).total_seconds()) * 10_000_000
