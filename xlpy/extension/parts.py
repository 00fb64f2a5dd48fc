"""The parts of the extension as LibreOffice reads them: menu, toolbars, where they stand, who answers them."""

from xml.sax.saxutils import escape

from xlpy.commands import Command, For
from xlpy.extension.words import ID, PROTOCOL, STATE, TITLES, of, toolbar, url

HANDLER, WATCH = f"{ID}.Handler", f"{ID}.Watch"
EVENTS = ("OnNew", "OnLoad", "OnFocus", "OnSaveAsDone")
"""When the window may show another paper than before."""
_ANY_ROW, _OWN_ROW = 4, 3
_ICON_AND_TEXT = 2
_CALC = "com.sun.star.sheet.SpreadsheetDocument"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACES = 'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'


def addons(name: str) -> str:
    """Menu, toolbars and icons; ``name`` is what the notice calls the round."""
    menu = _node(f"{ID}.menu", _prop("Title", name), _prop("Context", _CALC), _set("Submenu", *map(_submenu, TITLES)))
    bars = (_node(f"{ID}.{paper}", *_buttons(paper)) for paper in TITLES)
    icons = (_icon(entry) for paper in TITLES for entry in of(paper))
    parts = _set("OfficeMenuBar", menu), _set("OfficeToolBar", *bars), _set("Images", *icons)
    return _data("org.openoffice.Office", "Addons", _set("AddonUI", *parts))


def window_state(name: str) -> str:
    """Where the toolbars stand: labelled, the paper's own above the one for all; none in a book that is not ours."""
    states = (_bar(paper, name) for paper in TITLES)
    return _data("org.openoffice.Office.UI", "CalcWindowState", _set("UIElements", _set("States", *states)))


def protocol() -> str:
    """Who answers the URLs of the commands."""
    handler = _node(HANDLER, _prop("Protocols", f"{PROTOCOL}*", "oor:string-list"))
    return _data("org.openoffice.Office", "ProtocolHandler", _set("HandlerSet", handler))


def jobs() -> str:
    """Who is told when a book comes to the front."""
    job = _node(WATCH, _prop("Service", WATCH))
    told = (_node(event, _set("JobList", _node(WATCH)), op="fuse") for event in EVENTS)
    return _data("org.openoffice.Office", "Jobs", _set("Jobs", job), _set("Events", *told))


def description(name: str, version: str) -> str:
    """What the list of extensions shows."""
    return (
        f'{_HEAD}<description xmlns="http://openoffice.org/extensions/description/2006">\n'
        f'<identifier value="{ID}"/>\n<version value="{version}"/>\n'
        f"<display-name><name>{escape(name)}</name></display-name>\n</description>\n"
    )


def manifest(parts: dict[str, str]) -> str:
    """Which part is what: path and media type."""
    entries = (
        f'<manifest:file-entry manifest:media-type="{kind}" manifest:full-path="{path}"/>\n'
        for path, kind in parts.items()
    )
    space = 'xmlns:manifest="http://openoffice.org/2001/manifest"'
    return f"{_HEAD}<manifest:manifest {space}>\n{''.join(entries)}</manifest:manifest>\n"


def _submenu(paper: For) -> str:
    items = (
        _node(f"M{number:02}", _prop("URL", url(entry.id)), _prop("Title", entry.label))
        for number, entry in enumerate(of(paper))
    )
    order = list(TITLES).index(paper)
    return _node(f"M{order:02}", _prop("URL", ""), _prop("Title", TITLES[paper]), _set("Submenu", *items))


def _buttons(paper: For) -> tuple[str, ...]:
    """One button a command; the label of the live check ends the toolbar of a paper."""
    shown = [(entry.id, entry.label) for entry in of(paper)]
    if paper in ("declaration", "summary", "master"):
        shown.append((STATE, " "))
    return tuple(
        _node(
            f"B{number:02}",
            _prop("URL", url(id_)),
            _prop("Title", label),
            _prop("Context", _CALC),
            _prop("ControlType", "ImageButton"),
        )
        for number, (id_, label) in enumerate(shown)
    )


def _bar(paper: For, name: str) -> str:
    row = _ANY_ROW if paper == "any" else _OWN_ROW
    return _node(
        toolbar(paper),
        _prop("UIName", f"{name}：{TITLES[paper]}"),
        _prop("Visible", "false", "xs:boolean"),
        _prop("Docked", "true", "xs:boolean"),
        _prop("DockPos", f"0,{row}"),
        _prop("Style", str(_ICON_AND_TEXT), "xs:int"),
    )


def _icon(entry: Command) -> str:
    image = _prop("ImageSmallURL", f"%origin%/icons/{entry.id}.png")
    big = _prop("ImageBigURL", f"%origin%/icons/{entry.id}.png")
    return _node(f"{ID}.{entry.id}", _prop("URL", url(entry.id)), _set("UserDefinedImages", image, big))


def _data(package: str, name: str, *inner: str) -> str:
    opened = f'<oor:component-data {_SPACES} oor:package="{package}" oor:name="{name}">'
    return f"{_HEAD}{opened}\n{''.join(inner)}</oor:component-data>\n"


def _node(name: str, *inner: str, op: str = "replace") -> str:
    """A member of a set, ours; to ``fuse`` adds to what others put there."""
    return f'<node oor:name="{name}" oor:op="{op}">{"".join(inner)}</node>\n'


def _set(name: str, *inner: str) -> str:
    """A set or group of the program's own."""
    return f'<node oor:name="{name}">{"".join(inner)}</node>\n'


def _prop(name: str, value: str, kind: str = "xs:string") -> str:
    return f'<prop oor:name="{name}" oor:type="{kind}"><value>{escape(value)}</value></prop>'
