"""Files that are no form any more: cut off, foreign, locked, bloated. Each takes the good form and returns bytes."""

import io
import zipfile
from collections.abc import Callable, Mapping

_OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(24) + bytes.fromhex("3E000300FEFF0900") + bytes(2008)
_BLOAT = 80 * 1024 * 1024
_FOREIGN = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="工资表" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>'
    ),
    "xl/worksheets/sheet1.xml": (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        '<c r="A1" t="inlineStr"><is><t>姓名</t></is></c><c r="B1"><v>5000</v></c></row></sheetData></worksheet>'
    ),
}


def damaged(how: str, form: bytes) -> bytes:
    """The form after this has happened to it."""
    return _WAYS[how](form)


def _truncated(form: bytes) -> bytes:
    return form[: len(form) // 2]


def _empty(_: bytes) -> bytes:
    return b""


def _old_excel(_: bytes) -> bytes:
    return _OLE + "Workbook".encode("utf-16-le")


def _encrypted(_: bytes) -> bytes:
    return _OLE + "EncryptedPackage".encode("utf-16-le")


def _foreign_book(_: bytes) -> bytes:
    return zipped({name: f'<?xml version="1.0" encoding="UTF-8"?>{text}'.encode() for name, text in _FOREIGN.items()})


def _bomb(form: bytes) -> bytes:
    return _rewritten(form, lambda sheet: sheet.replace(b"<sheetData>", b"<sheetData>" + b" " * _BLOAT, 1))


def _doctype(form: bytes) -> bytes:
    planted = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///dev/null">]><worksheet'
    return _rewritten(form, lambda sheet: sheet.replace(b"<worksheet", planted, 1))


def _broken_zip(form: bytes) -> bytes:
    return b"PK\x03\x04" + form[40:400]


def _deep_zip(form: bytes) -> bytes:
    return zipped({"申报书.xlsx": form})


def _resaved(form: bytes) -> bytes:
    return _rewritten(form, lambda sheet: sheet)


def _attachment(_: bytes) -> bytes:
    return "样例附件，内容虚构。".encode()


def _rewritten(form: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The package with its first sheet changed."""
    with zipfile.ZipFile(io.BytesIO(form)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    first = "xl/worksheets/sheet1.xml"
    return zipped(parts | {first: change(parts[first])})


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A zip of these parts, always the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            entry = zipfile.ZipInfo(name, (2023, 12, 15, 9, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, part)
    return stream.getvalue()


_WAYS: Mapping[str, Callable[[bytes], bytes]] = {
    "attachment": _attachment,
    "bomb": _bomb,
    "broken_zip": _broken_zip,
    "deep_zip": _deep_zip,
    "doctype": _doctype,
    "empty": _empty,
    "encrypted": _encrypted,
    "foreign_book": _foreign_book,
    "old_excel": _old_excel,
    "resaved": _resaved,
    "truncated": _truncated,
}
