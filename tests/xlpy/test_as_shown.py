"""A book as the desk left it is known by its hash and not read again; whatever was typed since is read."""

import json
import os
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest

from support.desks import act, firm, put, state, type_in
from support.rounds import collect, desk, kinds, pull, rows, sent
from support.spoken import DISTRICT, of_the_first
from workbook.edit import Plan, Shown
from workbook.errors import ChangedMeanwhileError
from xlpy import dossier, parcels
from xlpy.actions import pull as actions
from xlpy.actions import pull as pulling
from xlpy.commands import command
from xlpy.district import Typed
from xlpy.folder import FolderDesk
from xlpy.level import either_dossier, refreshed

Thing = TypeVar("Thing")


@pytest.fixture
def district(tmp_path: Path) -> Path:
    """A district that collected one firm."""
    collect(tmp_path / "区", put(tmp_path / "收件箱", **{"甲.xlsx": firm(1)}))
    return tmp_path / "区"


def remembered(book: Path) -> Shown | None:
    """What is known of a book without reading it."""
    return either_dossier(desk(book)).shown


def test_a_book_as_the_desk_left_it_is_not_read(district: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = state(district)
    monkeypatch.delattr(dossier.read, "Tables")

    result = collect(district, district.parent / "收件箱")

    assert result.data["known"] == ["收件箱/甲.xlsx"]
    assert state(district) == before


def test_a_new_file_that_changes_before_it_is_read_stops_the_run_and_nothing_is_written(district: Path) -> None:
    inbox = put(district.parent / "收件箱", **{"乙.xlsx": firm(2)})
    before = state(district)

    def saved_meanwhile(things: Iterable[Thing], words: str, total: int | None) -> Iterable[Thing]:
        put(inbox, **{"乙.xlsx": firm(3)})
        return things

    busy = FolderDesk(district / "汇总表.xlsx", desk(district / "汇总表.xlsx").settings, saved_meanwhile)
    with pytest.raises(ChangedMeanwhileError, match="收件箱/乙"):
        command("collect").action()(busy, inboxes=[inbox], district=DISTRICT)

    assert state(district) == before
    assert len(collect(district, inbox).data["taken"]) == 1


def test_a_word_typed_since_is_registered(district: Path) -> None:
    type_in(district / "汇总表.xlsx", "初审", 0, opinion="推荐")

    collect(district, district.parent / "收件箱")

    assert kinds(district / "汇总表.xlsx") == ["accepted", "opinion"]
    assert remembered(district / "汇总表.xlsx") is not None


def test_a_word_that_cannot_be_registered_is_told_each_time(district: Path) -> None:
    type_in(district / "汇总表.xlsx", "初审", 0, opinion="再议")

    first, second = (collect(district, district.parent / "收件箱") for _ in range(2))

    assert first.data["notes"] == second.data["notes"] != []
    assert rows(district / "汇总表.xlsx", "summary")[0]["opinion"] == "再议"


def test_a_book_saved_anew_is_read_once_and_then_known_again(district: Path) -> None:
    book = district / "汇总表.xlsx"
    with zipfile.ZipFile(book, "a") as package:
        package.comment = b"saved again"
    assert remembered(book) is None

    collect(district, district.parent / "收件箱")

    assert remembered(book) is not None


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"PK")])
def test_a_package_that_is_gone_or_broken_is_packed_again(district: Path, harm: object) -> None:
    package = district / f"报送包_{DISTRICT}.zip"
    before = package.read_bytes()
    assert callable(harm)
    harm(package)

    collect(district, district.parent / "收件箱")

    assert package.read_bytes() == before


def test_a_newer_program_reads_the_book(district: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    newer = put(tmp_path / "程序", **{"newer.py": b""}) / "newer.py"
    os.utime(newer, (4e9, 4e9))
    monkeypatch.setattr(dossier.xlpy, "__file__", str(newer))

    assert remembered(district / "汇总表.xlsx") is None


def test_records_that_tell_more_than_the_book_are_read(district: Path) -> None:
    book = district / "汇总表.xlsx"
    before = book.read_bytes()
    act(book, "withdraw", row=rows(book, "summary")[0]["id"], why="来函")

    book.write_bytes(before)

    assert remembered(book) is None


def test_neither_the_master_nor_a_package_that_was_pulled_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = sent(tmp_path / "区", 1)
    pull(tmp_path / "市", package)
    before = state(tmp_path / "市")
    for module, opens in ((dossier.read, "Tables"), (parcels, "open_volume"), (actions, "unpack")):
        monkeypatch.delattr(module, opens)

    assert pull(tmp_path / "市", package).plan.is_empty
    assert state(tmp_path / "市") == before


@of_the_first
def test_where_all_was_undone_the_package_keeps_its_name(district: Path) -> None:
    act(district / "汇总表.xlsx", "undo")
    left = replace(either_dossier(desk(district / "汇总表.xlsx")), shown=None)

    assert refreshed(left, (), Typed()).is_empty
    assert [path.name for path in district.glob("*.zip")] == ["报送包_武进区.zip"]


def test_a_correction_that_comes_back_with_its_declaration_is_told(tmp_path: Path) -> None:
    package = sent(tmp_path / "区", 1)
    pull(tmp_path / "市", package)
    book = tmp_path / "市" / "总表.xlsx"
    type_in(book, "总表", 0, is_master=True, firm="改了名的公司")
    [id_] = [row["id"] for row in rows(book)]
    act(book, "withdraw", row=id_, why="来函")

    act(book, "withdraw", row=id_, why="来函", back=True)

    assert "改了名的公司" in str(pull(tmp_path / "市", package).data["notes"])


def test_a_word_typed_while_a_run_goes_on_is_read_by_the_next_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = sent(tmp_path / "区", 1)
    pull(tmp_path / "市", package)
    book = tmp_path / "市" / "总表.xlsx"
    with zipfile.ZipFile(book, "a") as file:
        file.comment = b"saved again"
    refreshed = pulling.refreshed

    def typed_then(*arguments: Any) -> Plan:
        type_in(book, "总表", 0, is_master=True, remark="请补材料")
        return refreshed(*arguments)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(pulling, "refreshed", typed_then)
        pull(tmp_path / "市", package)
    pull(tmp_path / "市", package)

    assert (kinds(book)[-1], rows(book)[0]["remark"]) == ("hand_edit", "请补材料")


@pytest.mark.parametrize(
    "harm", [dict.clear, lambda told: told.pop("head"), lambda told: told["shown"].update(files=None)]
)
def test_what_is_remembered_in_another_shape_is_nothing(district: Path, harm: Callable[[Any], object]) -> None:
    file = district / "汇总表.档案" / "shown"
    told = json.loads(file.read_bytes())
    harm(told)
    file.write_text(json.dumps(told), "utf-8")

    assert remembered(district / "汇总表.xlsx") is None


def test_a_package_that_lies_there_twice_is_pulled_once(tmp_path: Path) -> None:
    package = sent(tmp_path / "区", 1)
    twice = put(tmp_path / "来件", **{name: package.read_bytes() for name in ("a.zip", "b.zip")})
    pull(tmp_path / "市", twice)

    assert pull(tmp_path / "市", twice).plan.is_empty
