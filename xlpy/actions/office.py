"""装入按钮: the menu and the toolbars of LibreOffice, added for this person or taken away again."""

from dataclasses import asdict, dataclass
from typing import Protocol

from workbook.errors import ValueMissingError
from workbook.notice import shelf
from xlpy.desk import Desk, Result

INSTALL, UNINSTALL = "install", "uninstall"


@dataclass(frozen=True, slots=True)
class Office:
    """Which LibreOffice it was done to: its version, the profile of this person."""

    version: str
    profile: str


class Place(Protocol):
    """The LibreOffice of this person."""

    def install(self, name: str) -> Office:
        """Add the buttons, under this name."""
        ...

    def uninstall(self) -> Office | None:
        """Take them away, and every trace of them; None when there were none."""
        ...


def run(desk: Desk, *, way: str, place: Place, notice: str = "") -> Result:  # noqa: ARG001 - no paper is touched
    """Only what is this person's own in LibreOffice is changed."""
    if way not in (INSTALL, UNINSTALL):
        raise ValueMissingError("做法", way, (INSTALL, UNINSTALL))
    if way == INSTALL:
        name = shelf.named_or_latest(notice).tab
        return _told(place.install(name), f"装入 LibreOffice，菜单叫“{name}”。打开申报书、汇总表或总表，工具栏就出现")
    office = place.uninstall()
    if office is None:
        return Result({"done": False}, lines=("LibreOffice 里没有装过这些按钮，没有改动。",))
    return _told(office, "从 LibreOffice 卸下，没有留下任何东西")


def _told(office: Office, done: str) -> Result:
    lines = (f"已{done}。", f"LibreOffice {office.version}，配置在 {office.profile}")
    return Result({"done": True, **asdict(office)}, lines=lines)
