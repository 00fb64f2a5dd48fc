"""A question to the user: buttons, signs, answers."""

from xlpy.libreoffice import bridge
from xlpy.libreoffice.bridge import Uno

_BUTTONS = {None: 1, "ok": 1, "ok_cancel": 2, "yes_no": 3, "yes_no_cancel": 4}
_FIRST = {None: "ok", "ok": "ok", "ok_cancel": "ok", "yes_no": "yes", "yes_no_cancel": "yes"}
_ANSWERS = {0: "cancel", 1: "ok", 2: "yes", 3: "no"}
_SIGNS = {None: "MESSAGEBOX", "info": "INFOBOX", "critical": "WARNINGBOX"}


def ask(
    context: Uno, window: Uno, prompt: str, title: str | None, buttons: str | None, mode: str | None, *, silent: bool
) -> str:
    """Show the question and wait for the button; in silence the first button answers."""
    if buttons not in _BUTTONS:
        raise ValueError(f"buttons must be one of {', '.join(str(name) for name in _BUTTONS)}, not {buttons!r}.")
    if mode not in _SIGNS:
        raise ValueError(f"mode must be one of {', '.join(str(name) for name in _SIGNS)}, not {mode!r}.")
    if silent:
        return _FIRST[buttons]
    # An information box has one button in LibreOffice, whatever is asked for.
    sign = "QUERYBOX" if mode == "info" and buttons not in (None, "ok") else _SIGNS[mode]
    toolkit = bridge.service(context, "awt.Toolkit")
    box = toolkit.createMessageBox(
        window, bridge.enum("awt.MessageBoxType", sign), _BUTTONS[buttons], title or "", prompt or ""
    )
    return _ANSWERS[box.execute()]
