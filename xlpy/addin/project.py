"""A VBA project ([MS-OVBA]) from the text of its modules: source only, no compiled code, the same bytes every time."""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from xlpy.addin.compound import Tree, compound
from xlpy.addin.squeezed import squeezed

Kind = Literal["document", "module", "class"]

NEWLINE = "\r\n"
CODE_PAGE, ENGLISH, WINDOWS_32 = 1252, 0x0409, 1
VERSION = struct.pack("<LH", 1, 0)
ID = "{0B6C7A1C-5D0E-4B7E-9C59-2E0C6E0A1D21}"
_MSO = (
    r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#"
    r"C:\Program Files\Common Files\Microsoft Shared\OFFICE16\MSO.DLL#Microsoft Office 16.0 Object Library"
)
OFFICE = ("Office", _MSO)
"""The one library beside VBA, Excel and OLE: it has the types of the ribbon."""
OLE = ("stdole", r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb#OLE Automation")
_EXTENDER = "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000"
_UNPROTECTED, _NO_PASSWORD, _VISIBLE = b"\0\0\0\0", b"\0", b"\xff"
_COOKIE = struct.pack("<H", 0xFFFF)
_SOURCE_ONLY = b"\xcc\x61\xff\xff\x00\x00\x00"
_SEED = 0x5D


@dataclass(frozen=True, slots=True)
class Module:
    """One module: ``text`` as it lies in the project, its attributes first."""

    name: str
    kind: Kind
    text: str


def module(name: str, exported: str) -> Module:
    """A module from the text that the VBA editor exports; what heads a class there is not in the project."""
    text = NEWLINE.join(exported.splitlines()) + NEWLINE
    if not text.startswith("VERSION 1.0 CLASS"):
        return Module(name, "module", text)
    return Module(name, "class", text[text.index("Attribute VB_Name") :])


def document(name: str, base: str) -> Module:
    """The module of a book or a sheet, without code; ``base`` is the class of Excel it stands for."""
    told = {"Name": f'"{name}"', "Base": f'"0{{{base}}}"', "GlobalNameSpace": "False", "Creatable": "False"}
    told |= {"PredeclaredId": "True", "Exposed": "True", "TemplateDerived": "False", "Customizable": "True"}
    return Module(name, "document", "".join(f"Attribute VB_{key} = {value}{NEWLINE}" for key, value in told.items()))


def project(name: str, modules: Sequence[Module]) -> bytes:
    """The whole ``vbaProject.bin``."""
    streams: dict[str, bytes | Tree] = {entry.name: squeezed(entry.text.encode("ascii")) for entry in modules}
    vba = {**streams, "_VBA_PROJECT": _SOURCE_ONLY, "dir": squeezed(_directory(name, modules))}
    return compound({"VBA": vba, "PROJECT": _listed(name, modules), "PROJECTwm": _names(modules)})


def _directory(name: str, modules: Sequence[Module]) -> bytes:
    """The stream ``dir``: the project, its libraries, its modules, as records."""
    records = [*_information(name), *_library(*OLE), *_library(*OFFICE)]
    records += [_record(0x0F, struct.pack("<H", len(modules))), _record(0x13, _COOKIE)]
    for entry in modules:
        records += _module(entry)
    return b"".join((*records, _record(0x10)))


def _information(name: str) -> Iterator[bytes]:
    yield _record(0x01, struct.pack("<L", WINDOWS_32))
    yield _record(0x02, struct.pack("<L", ENGLISH))
    yield _record(0x14, struct.pack("<L", ENGLISH))
    yield _record(0x03, struct.pack("<H", CODE_PAGE))
    yield _record(0x04, name.encode("ascii"))
    yield _record(0x05) + _record(0x40)  # no description
    yield _record(0x06) + _record(0x3D)  # no help file
    yield _record(0x07, struct.pack("<L", 0))
    yield _record(0x08, struct.pack("<L", 0))
    yield struct.pack("<HL", 0x09, 4) + VERSION  # the one record whose size leaves its last part out
    yield _record(0x0C) + _record(0x3C)  # no constants


def _library(name: str, where: str) -> Iterator[bytes]:
    yield _both(0x16, 0x3E, name)
    yield _record(0x0D, struct.pack("<L", len(where)) + where.encode("ascii") + b"\0" * 6)


def _module(entry: Module) -> Iterator[bytes]:
    yield _both(0x19, 0x47, entry.name)
    yield _both(0x1A, 0x32, entry.name)
    yield _both(0x1C, 0x48, "")
    yield _record(0x31, struct.pack("<L", 0))  # the source begins at once
    yield _record(0x1E, struct.pack("<L", 0))
    yield _record(0x2C, _COOKIE)
    yield _record(0x21 if entry.kind == "module" else 0x22)
    yield _record(0x2B)


def _both(plain: int, wide: int, text: str) -> bytes:
    """A text twice, in the code page and in UTF-16."""
    return _record(plain, text.encode("ascii")) + _record(wide, text.encode("utf-16-le"))


def _record(number: int, content: bytes = b"") -> bytes:
    return struct.pack("<HL", number, len(content)) + content


def _listed(name: str, modules: Sequence[Module]) -> bytes:
    """The stream ``PROJECT``: the same as text, and that the project is not locked."""
    told = {"document": "Document={}/&H00000000", "module": "Module={}", "class": "Class={}"}
    lines = [f'ID="{ID}"', *(told[entry.kind].format(entry.name) for entry in modules)]
    lines += [f'Name="{name}"', 'HelpContextID="0"', 'VersionCompatible32="393222000"']
    protection = (("CMG", _UNPROTECTED), ("DPB", _NO_PASSWORD), ("GC", _VISIBLE))
    lines += [f'{key}="{hidden(content).hex().upper()}"' for key, content in protection]
    lines += ["", "[Host Extender Info]", _EXTENDER, "", "[Workspace]"]
    lines += [f"{entry.name}=0, 0, 0, 0, C" for entry in modules]
    return NEWLINE.join((*lines, "")).encode("ascii")


def hidden(content: bytes) -> bytes:
    """A field as the project disguises it ([MS-OVBA] 2.4.3): each byte mixed with the two before it."""
    key = sum(ID.encode("ascii")) & 0xFF
    plain = b"\0" * ((_SEED & 6) // 2) + struct.pack("<L", len(content)) + content
    told = bytearray((_SEED, _SEED ^ 2, _SEED ^ key))
    before = key
    for byte in plain:
        told.append(byte ^ (told[-2] + before & 0xFF))
        before = byte
    return bytes(told)


def _names(modules: Sequence[Module]) -> bytes:
    """The stream ``PROJECTwm``: each name in the code page and in UTF-16."""
    both = (entry.name.encode("ascii") + b"\0" + f"{entry.name}\0".encode("utf-16-le") for entry in modules)
    return b"".join((*both, b"\0\0"))
