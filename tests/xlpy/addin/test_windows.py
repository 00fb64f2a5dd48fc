"""Setting the add-in up for one person: a file where Excel starts, keys of that person, and all of it goes again."""

from pathlib import Path

import pytest

from support.desks import act
from support.spoken import NOTICE, of_the_first
from workbook.errors import BusyError, NotHereError, ValueMissingError
from xlpy.addin.windows import CLASS_ID, WindowsPlace

PYTHON = Path("C:/Users/甲/AppData/Local/Programs/xlpy/python/pythonw.exe")


class Keys:
    """The registry of one person, as a table."""

    def __init__(self, **kept: str) -> None:
        self.kept = dict(kept)

    def write(self, key: str, value: str) -> None:
        self.kept[key] = value

    def read(self, key: str) -> str | None:
        return self.kept.get(key)

    def delete(self, key: str) -> None:
        inner = [other for other in self.kept if other.startswith(f"{key}\\")]
        assert not inner, "Windows takes no key away that holds another"
        self.kept.pop(key, None)


@pytest.fixture
def keys() -> Keys:
    return Keys(**{r"Software\Classes\Other": "somebody else's"})


@pytest.fixture
def place(tmp_path: Path, keys: Keys) -> WindowsPlace:
    return WindowsPlace(tmp_path / "XLSTART", keys, PYTHON)


def test_the_add_in_stands_where_excel_starts(place: WindowsPlace, tmp_path: Path) -> None:
    act(tmp_path / "xlpy.xlam", "addin", way="install", notice="", place=place)

    assert (tmp_path / "XLSTART" / "xlpy.xlam").read_bytes().startswith(b"PK")
    assert place.missing() == ()


@pytest.mark.parametrize("bits", ["", "Wow6432Node\\"], ids=["64", "32"])
def test_com_starts_python_by_itself_alone(place: WindowsPlace, keys: Keys, bits: str) -> None:
    place.install(b"PK")

    server = keys.kept[rf"Software\Classes\{bits}CLSID\{CLASS_ID}\LocalServer32"]
    assert server == f'"{PYTHON}" -I -m xlpy.server'
    assert keys.kept[r"Software\Classes\Xlpy.Server\CLSID"] == CLASS_ID


def test_every_key_is_one_of_the_persons_own_classes(place: WindowsPlace, keys: Keys) -> None:
    place.install(b"PK")

    assert all(key.startswith("Software\\Classes\\") for key in keys.kept)


def test_taking_it_away_leaves_what_was_there_before(place: WindowsPlace, keys: Keys, tmp_path: Path) -> None:
    before = dict(keys.kept)
    place.install(b"PK")

    act(tmp_path / "xlpy.xlam", "addin", way="uninstall", notice="", place=place)

    assert keys.kept == before
    assert [*(tmp_path / "XLSTART").iterdir()] == []


def test_taking_it_away_twice_is_no_mistake(place: WindowsPlace, keys: Keys) -> None:
    before = dict(keys.kept)
    place.uninstall()

    assert keys.kept == before


def test_what_is_missing_is_named(place: WindowsPlace, keys: Keys) -> None:
    place.install(b"PK")
    keys.write(rf"Software\Classes\CLSID\{CLASS_ID}\LocalServer32", "another program")

    assert place.missing() == (rf"Software\Classes\CLSID\{CLASS_ID}\LocalServer32",)


def test_an_add_in_that_excel_holds_open_changes_nothing(
    place: WindowsPlace, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(*_: object, **__: object) -> None:
        raise PermissionError

    place.install(b"PK")
    before = dict(keys.kept)
    for deed in ("replace", "unlink"):
        monkeypatch.setattr(Path, deed, held)

    with pytest.raises(BusyError, match=r"“xlpy\.xlam”正被"):
        place.uninstall()
    monkeypatch.setattr(Path, "unlink", lambda *_, **__: None)
    with pytest.raises(BusyError, match=r"“xlpy\.xlam”正被"):
        place.install(b"PK, newer")
    assert place.file.read_bytes() == b"PK"
    assert keys.kept == before


def test_elsewhere_than_in_windows_it_says_what_can_be_done(tmp_path: Path) -> None:
    with pytest.raises(NotHereError, match="addin build"):
        act(tmp_path / "xlpy.xlam", "addin", way="install", notice="", place=None)


def test_an_unknown_way_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueMissingError, match="没有名为“fly”的做法。可用的有：build、install、uninstall"):
        act(tmp_path / "xlpy.xlam", "addin", way="fly", notice="", place=None)


@of_the_first
def test_the_tab_is_that_of_the_last_real_notice_unless_one_is_named(tmp_path: Path) -> None:
    act(tmp_path / "last.xlam", "addin", way="build", notice="", place=None)
    act(tmp_path / "named.xlam", "addin", way="build", notice=NOTICE, place=None)
    act(tmp_path / "example.xlam", "addin", way="build", notice="example-2030", place=None)

    last, named, example = ((tmp_path / f"{name}.xlam").read_bytes() for name in ("last", "named", "example"))
    assert last == named != example


def test_building_twice_writes_once(tmp_path: Path) -> None:
    act(tmp_path / "xlpy.xlam", "addin", way="build", notice="", place=None)

    assert act(tmp_path / "xlpy.xlam", "addin", way="build", notice="", place=None).plan.is_empty
