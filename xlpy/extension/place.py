"""The LibreOffice of this person: the buttons are added to its profile, and leave nothing behind when they go."""

import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from xlpy.actions.office import Office
from xlpy.extension import extensions
from xlpy.extension.errors import NoPythonError, OfficeLostError, PythonMisfitError
from xlpy.extension.oxt import here, oxt
from xlpy.extension.words import ID
from xlpy.libreoffice import OfficeMissingError
from xlpy.libreoffice.office import program

FILE = "xlpy.oxt"
_REPOSITORY = "user"
_KEPT = "registrymodifications.xcu"
_STORE, _SCRATCH = "uno_packages", "extensions/tmp"
_ASKED = "import sys, uno; print('%d.%d' % sys.version_info[:2])"
_ITEM = re.compile(r"<item .*?</item>\n?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Place:
    """One profile of LibreOffice."""

    profile: Path

    def install(self, name: str) -> Office:
        """Add the buttons, under this name, in place of older ones."""
        place = here()
        if (theirs := python_of_office()) != place.version:
            raise PythonMisfitError(theirs, place.version)
        with tempfile.TemporaryDirectory(prefix="xlpy-buttons-") as folder, extensions.office(self.profile) as context:
            file = Path(folder) / FILE
            file.write_bytes(oxt(name, place))
            extensions.add(context, file, _REPOSITORY)
            return Office(extensions.version(context), str(self.profile))

    def uninstall(self) -> Office | None:
        """Take them away, and what LibreOffice remembers of our toolbars."""
        python_of_office()
        with extensions.office(self.profile) as context:
            found = Office(extensions.version(context), str(self.profile))
            if ID not in extensions.added(context, _REPOSITORY):
                return None
            extensions.remove(context, _REPOSITORY, FILE)
            is_last = not extensions.added(context, _REPOSITORY)
        self._forget(is_last=is_last)
        return found

    def _forget(self, *, is_last: bool) -> None:
        """What LibreOffice leaves lying: its copies of ours, where our toolbars stood, an empty store of extensions."""
        user = self.profile / "user"
        shutil.rmtree(user / _SCRATCH, ignore_errors=True)
        if is_last:
            shutil.rmtree(user / _STORE, ignore_errors=True)
        kept = user / _KEPT
        text = kept.read_text("utf-8")
        kept.write_text(_ITEM.sub(lambda item: "" if ID in item[0] else item[0], text), "utf-8")


def of(profile: Path | None) -> Place:
    """The place of a profile; without one that of this person."""
    return Place((profile or extensions.default_profile()).absolute())


def python_of_office() -> str:
    """The version of the Python inside LibreOffice, as 3.11: its own, else the system's.

    Raises:
        OfficeLostError: there is no LibreOffice.
        NoPythonError: it has none that knows UNO.
    """
    try:
        folder = Path(shutil.which(program()) or program()).resolve().parent
    except OfficeMissingError as error:
        raise OfficeLostError from error
    own = [path for name in ("python", "python.exe") if (path := folder / name).is_file()]
    python = str(own[0]) if own else "/usr/bin/python3"
    try:
        asked = subprocess.run([python, "-c", _ASKED], capture_output=True, text=True, check=True)  # noqa: S603 - the office's own Python, our own words
    except (OSError, subprocess.CalledProcessError) as error:
        raise NoPythonError from error
    return asked.stdout.strip()
