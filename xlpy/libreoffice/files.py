"""Which filter reads and writes which kind of file, and why one will not open."""

from pathlib import Path
from typing import Any

from xlpy.libreoffice import bridge, locks
from xlpy.libreoffice.bridge import Uno
from xlpy.libreoffice.errors import BookLockedError, BookUnreadableError, cannot

FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".xltx": "Calc MS Excel 2007 XML Template",
    ".xltm": "Calc MS Excel 2007 XML Template",
    ".xls": "MS Excel 97",
    ".xlt": "MS Excel 97 Vorlage/Template",
    ".ods": "calc8",
    ".ots": "calc8_template",
    ".fods": "OpenDocument Spreadsheet Flat XML",
    ".csv": "Text - txt - csv (StarCalc)",
    ".html": "HTML (StarCalc)",
    ".pdf": "calc_pdf_Export",
}
_CSV = "44,34,76,1,,0,false,true,false"


def save_arguments(path: Path, password: str | None) -> tuple[Uno, ...]:
    """How a file of this ending is written."""
    ending = path.suffix.lower()
    if ending not in FILTERS:
        raise cannot(f"Saving as {ending or 'a file without ending'}", "LibreOffice has no filter that writes it")
    values: dict[str, Any] = {"FilterName": FILTERS[ending], "Overwrite": True}
    if password and ending.startswith((".xlsx", ".xlsm", ".xlt")):
        secret = {"OOXPassword": password, "CryptoType": "Standard"}
        named = tuple(bridge.struct("beans.NamedValue", Name=name, Value=value) for name, value in secret.items())
        values["EncryptionData"] = bridge.typed("[]com.sun.star.beans.NamedValue", named)
    elif password:
        values["Password"] = password
    if ending == ".csv":
        values["FilterOptions"] = _CSV
    return bridge.properties(**values)


def open_arguments(
    path: Path, *, read_only: bool, password: str | None, delimiter: str | None, update_links: bool
) -> tuple[Uno, ...]:
    """How a file of this ending is opened; macros run only where the office's own settings trust them."""
    values: dict[str, Any] = {"ReadOnly": read_only, "MacroExecutionMode": 3, "UpdateDocMode": 3 if update_links else 0}
    if password:
        values["Password"] = password
    if path.suffix.lower() in (".csv", ".txt", ".tsv"):
        usual = "\t" if path.suffix.lower() == ".tsv" else ","
        values |= {"FilterName": FILTERS[".csv"], "FilterOptions": f"{ord((delimiter or usual)[0])},34,76,1"}
    return bridge.properties(**values)


def opened(desktop: Uno, path: Path, arguments: tuple[Uno, ...], *, read_only: bool) -> Uno:
    """The document of a file, or the reason why it does not open."""
    lock = locks.lock_on(path)
    try:
        document = desktop.loadComponentFromURL(bridge.url_of(path), "_blank", 0, arguments)
    except bridge.Disposed:
        raise
    except bridge.UnoError as error:
        raise BookUnreadableError(path, "the file is damaged, of an unknown kind, or needs another password") from error
    if lock is not None and (document is None or (document.isReadonly() and not read_only)):
        if document is not None:
            document.close(True)
        raise BookLockedError(path, lock.owner, is_stale=lock.is_stale)
    if document is None:
        raise BookUnreadableError(path, "the file is damaged, or needs another password")
    if not document.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
        document.close(True)
        raise BookUnreadableError(path, "it is not a spreadsheet")
    return document
