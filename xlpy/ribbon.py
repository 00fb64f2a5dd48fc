"""The ribbon of Excel from the commands table; ``python -m xlpy.ribbon`` renews ``macros/ribbon.xml``."""

from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from xlpy.addin import sources
from xlpy.addin.package import TAB
from xlpy.commands import GROUPS, command

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
LOAD, PRESS, FITS, STATE = "XlpyLoad", "XlpyPress", "XlpyFits", "XlpyState"
"""The callbacks; each has its Sub in ``macros/XlpyRibbon.bas``."""


def ribbon() -> str:
    """The whole document, with a place for the name the notice gives to the tab."""
    groups = "".join(_group(place, title, ids) for place, (title, ids) in enumerate(GROUPS.items()))
    tab = f'<tab id="xlpyTab" label={TAB} keytip="ZN">\n{groups}  </tab>'
    lines = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
        f'<customUI xmlns="{NAMESPACE}" onLoad="{LOAD}">',
    )
    return "\n".join((*lines, f" <ribbon><tabs>\n  {tab}", " </tabs></ribbon>", "</customUI>", ""))


def _group(place: int, title: str, ids: tuple[str, ...]) -> str:
    buttons = "".join(_button(id_, f"{_letter(place)}{_letter(n)}", is_first=n == 0) for n, id_ in enumerate(ids))
    label = f'    <labelControl id="xlpyState" getLabel="{STATE}"/>\n' if place == 0 else ""
    return f'   <group id="xlpyGroup{place}" label={quoteattr(title)}>\n{buttons}{label}   </group>\n'


def _button(id_: str, keytip: str, *, is_first: bool) -> str:
    told = _attributes(id_, keytip, is_first=is_first)
    return f"    <button {' '.join(f'{name}={quoteattr(value)}' for name, value in told.items())}/>\n"


def _attributes(id_: str, keytip: str, *, is_first: bool) -> Mapping[str, str]:
    row = command(id_)
    size = "large" if is_first else "normal"
    words = {"label": row.label, "screentip": row.label, "supertip": row.tip, "keytip": keytip}
    return {"id": id_, "size": size, "imageMso": row.icon, **words, "onAction": PRESS, "getEnabled": FITS}


def _letter(place: int) -> str:
    return chr(ord("A") + place)


if __name__ == "__main__":
    (sources.folder() / sources.RIBBON).write_text(ribbon(), "utf-8", newline="\n")
