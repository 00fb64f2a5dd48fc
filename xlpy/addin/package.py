"""The add-in as a package: the parts of an empty book that is an add-in, its VBA project, its ribbon; nothing else."""

import io
import zipfile
from collections.abc import Mapping
from html import escape  # not of xml.sax, which brings a web client with it

from xlpy.addin import sources
from xlpy.addin.project import document, module, project

NAME = "xlpy"
FILE = f"{NAME}.xlam"
TAB = '"{tab}"'
"""Stands in the ribbon where the notice's name of the tab goes."""
CODE, RIBBON = "xl/vbaProject.bin", "customUI/customUI14.xml"

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_BOOK, _SHEET = "00020819-0000-0000-C000-000000000046", "00020820-0000-0000-C000-000000000046"


def xlam(tab: str) -> bytes:
    """The whole add-in; ``tab`` heads its ribbon."""
    ribbon = sources.ribbon().replace(TAB, f'"{escape(tab)}"').encode()
    return packed({**sources.parts(), RIBBON: ribbon, CODE: code()})


def code() -> bytes:
    """The VBA project: a book and a sheet without code, and our modules."""
    modules = [document("ThisWorkbook", _BOOK), document("Sheet1", _SHEET)]
    return project(NAME, [*modules, *(module(name, text) for name, text in sources.code().items())])


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A package whose bytes tell nothing of the day, the machine or its compressor: the parts lie in it as they are."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, content in sorted(parts.items()):
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.create_system = 0
            package.writestr(entry, content)
    return file.getvalue()
