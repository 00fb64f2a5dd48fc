"""The extension file: made anew from the commands table, byte for byte the same each time."""

import io
import json
import sys
import sysconfig
import zipfile
from dataclasses import asdict, dataclass
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from xlpy.commands import BUTTONS
from xlpy.extension import parts

_THEN = (1980, 1, 1, 0, 0, 0)
"""The earliest moment a zip can tell."""
_DATA = "application/vnd.sun.star.configuration-data"
_PYTHON = "application/vnd.sun.star.uno-component;type=Python"


@dataclass(frozen=True, slots=True)
class Place:
    """Where xlpy is installed, for LibreOffice's own Python to find it: folders, version, the program itself."""

    paths: tuple[str, ...]
    version: str
    python: str

    @property
    def text(self) -> str:
        """As the extension keeps it."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)


def here() -> Place:
    """The Python that runs this."""
    kinds = ("purelib", "platlib")
    folders = dict.fromkeys(sysconfig.get_path(kind) for kind in kinds)
    source = str(Path(__file__).parents[2])
    folders |= dict.fromkeys([source])
    return Place(tuple(folders), f"{sys.version_info.major}.{sys.version_info.minor}", sys.executable)


def oxt(name: str, place: Place) -> bytes:
    """The extension as a file; ``name`` is what its menu is called."""
    plain = {
        "Addons.xcu": (parts.addons(name), _DATA),
        "CalcWindowState.xcu": (parts.window_state(name), _DATA),
        "ProtocolHandler.xcu": (parts.protocol(), _DATA),
        "Jobs.xcu": (parts.jobs(), _DATA),
        "component.py": (files(__package__).joinpath("component.py").read_text("utf-8"), _PYTHON),
    }
    listed = parts.manifest({path: kind for path, (_, kind) in plain.items()})
    content = {"META-INF/manifest.xml": listed, "description.xml": parts.description(name, version("xlpy"))}
    content |= {"place.json": place.text} | {path: text for path, (text, _) in plain.items()}
    return _zipped({path: text.encode() for path, text in content.items()} | _icons())


def _icons() -> dict[str, bytes]:
    icons = files(__package__) / "icons"
    return {f"icons/{id_}.png": (icons / f"{id_}.png").read_bytes() for id_ in BUTTONS}


def _zipped(content: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for path, data in content.items():
            package.writestr(zipfile.ZipInfo(path, _THEN), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()
