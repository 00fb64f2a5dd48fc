"""What stops the work with the office, each with a sentence that says what to do."""

from pathlib import Path

from xlwings import XlwingsError


class OfficeError(XlwingsError):
    """LibreOffice could not do what was asked."""


class OfficeMissingError(OfficeError):
    """There is no LibreOffice on this machine."""

    def __init__(self) -> None:
        super().__init__("LibreOffice was not found: install it, or name its program in the variable SOFFICE_PATH.")


class OfficeStartError(OfficeError):
    """The office was started and did not answer."""

    def __init__(self, seconds: float, exit_code: int | None) -> None:
        how = "it is still running" if exit_code is None else f"it ended with code {exit_code}"
        super().__init__(f"LibreOffice did not answer within {seconds:.0f} seconds ({how}).")


class OfficeDiedError(OfficeError):
    """The office has ended, was killed or crashed."""

    def __init__(self, what: str = "LibreOffice has ended") -> None:
        super().__init__(f"{what}: what was not saved is lost. Start a new App.")


class OfficeHungError(OfficeDiedError):
    """The office did not answer a call in time and was ended."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"LibreOffice did not answer for {seconds:g} seconds and was ended")


class BookClosedError(OfficeError):
    """The book, or the part of it that was asked, is gone."""

    def __init__(self) -> None:
        super().__init__("This book is closed, or what was asked for has been deleted.")


class BookLockedError(OfficeError):
    """Somebody, or an office that crashed, holds the file."""

    def __init__(self, path: Path, owner: str, *, is_stale: bool) -> None:
        lock = path.with_name(f".~lock.{path.name}#")
        told = "That office has ended" if is_stale else "Close it there; if nobody has it"
        super().__init__(f"{path} is locked by {owner}. {told}: delete {lock}.")


class BookUnreadableError(OfficeError):
    """LibreOffice cannot read the file, or the password is wrong."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"LibreOffice cannot open {path}: {reason}.")


class SheetProtectedError(OfficeError):
    """The sheet is protected."""

    def __init__(self, sheet: str) -> None:
        super().__init__(f"Sheet {sheet!r} is protected: unprotect it first.")


class WrongPasswordError(OfficeError):
    """The protection does not open with this password."""

    def __init__(self, sheet: str) -> None:
        super().__init__(f"Sheet {sheet!r} cannot be unprotected with this password.")


def cannot(what: str, reason: str) -> NotImplementedError:
    """The error for what LibreOffice does not have."""
    return NotImplementedError(f"{what}: {reason}.")
