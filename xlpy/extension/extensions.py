"""LibreOffice's own list of extensions: started without a window on a profile, asked to add or remove ours."""

import contextlib
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from xlpy.extension.errors import ExtensionError, OfficeOpenError, OfficeSilentError
from xlpy.extension.words import ID
from xlpy.libreoffice import bridge
from xlpy.libreoffice.office import program, surroundings

_PATIENCE_SECONDS = 60.0
_HANDED_OVER_SECONDS = 0.5
"""A LibreOffice that finds another one running on the profile hands everything over to it and ends within this."""
_Environment: Any = bridge.interface("ucb.XCommandEnvironment")
_Handler: Any = bridge.interface("task.XInteractionHandler")


def default_profile() -> Path:
    """Where LibreOffice keeps what belongs to this person."""
    if os.name == "nt":
        return Path(os.environ["APPDATA"]) / "LibreOffice" / "4"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "libreoffice" / "4"


@contextlib.contextmanager
def office(profile: Path) -> Iterator[Any]:
    """The component context of a LibreOffice without a window on this profile; it ends as if closed by hand.

    Raises:
        OfficeOpenError: one is running there already.
        OfficeSilentError: it did not start.
    """
    if (profile / ".lock").exists():
        raise OfficeOpenError(profile)
    pipe = f"xlpybuttons{os.getpid()}"
    command = [program(), f"-env:UserInstallation={profile.absolute().as_uri()}", "--headless", "--nologo"]
    command += ["--norestore", "--nodefault", "--nofirststartwizard", f"--accept=pipe,name={pipe};urp;"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, env=surroundings(), **quiet)  # type: ignore[call-overload] # noqa: S603 - the user's own office
    context = _answer(process, f"pipe,name={pipe}")
    time.sleep(_HANDED_OVER_SECONDS)
    if process.poll() is not None:
        raise OfficeOpenError(profile)
    try:
        yield context
    finally:
        with contextlib.suppress(bridge.UnoError):  # it may be gone before it can answer
            bridge.service(context, "frame.Desktop").terminate()
        process.wait(_PATIENCE_SECONDS)


def _answer(process: "subprocess.Popen[bytes]", where: str) -> Any:
    until = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < until:
        try:
            return bridge.resolve(where)
        except bridge.NotListening:
            time.sleep(0.1)
    process.kill()
    raise OfficeSilentError


def version(context: Any) -> str:
    """Which LibreOffice this is, as 7.4."""
    provider = bridge.service(context, "configuration.ConfigurationProvider")
    where = bridge.struct("beans.NamedValue", Name="nodepath", Value="/org.openoffice.Setup/Product")
    product = provider.createInstanceWithArguments("com.sun.star.configuration.ConfigurationAccess", (where,))
    return str(product.ooSetupVersion)


def added(context: Any, repository: str) -> frozenset[str]:
    """The ids of its extensions."""
    known = _manager(context).getDeployedExtensions(repository, None, _Silent())
    return frozenset(str(extension.getIdentifier().Value) for extension in known)


def add(context: Any, file: Path, repository: str) -> None:
    """Add ours, in place of an older one."""
    try:
        _manager(context).addExtension(bridge.url_of(file), (), repository, None, _Silent())
    except bridge.UnoError as error:
        raise ExtensionError(str(error)) from error


def remove(context: Any, repository: str, file_name: str) -> None:
    """Remove ours."""
    try:
        _manager(context).removeExtension(ID, file_name, repository, None, _Silent())
    except bridge.UnoError as error:
        raise ExtensionError(str(error)) from error


def _manager(context: Any) -> Any:
    return context.getByName("/singletons/com.sun.star.deployment.ExtensionManager")


class _Silent(bridge.Base, _Environment, _Handler):  # type: ignore[misc]  # UNO carries no types
    """Answers what the list of extensions asks: the person has said already what is wanted."""

    def getInteractionHandler(self) -> Any:
        """Who answers."""
        return self

    def getProgressHandler(self) -> None:
        """Nobody watches."""

    def handle(self, request: Any) -> None:
        """Approve: an older version of ours is replaced."""
        for continuation in request.getContinuations():
            if (approve := bridge.seen_as(continuation, "task.XInteractionApprove")) is not None:
                approve.select()
                return
