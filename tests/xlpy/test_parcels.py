"""What lies in the city's inbox beside good packages is told, file by file; nothing is dropped without a word."""

import io
import zipfile
from pathlib import Path

import pytest

from support.desks import act, firm, put, shown
from support.spoken import DAY, DISTRICT, OTHER, PULLED, of_the_first
from workbook.errors import NothingToTakeError
from xlpy import packing
from xlpy.desk import FINE, LOOK, Result


def sent(folder: Path, number: int, district: str) -> bytes:
    """One recommended firm, packed."""
    inbox = put(folder / district / "收件箱", **{"甲.xlsx": firm(number)})
    book = folder / district / "汇总表.xlsx"
    act(book, "collect", inboxes=[inbox], district=district, received=DAY)
    act(book, "opinion", all_rows=True, opinion="推荐", by="张三", day=DAY)
    return (book.parent / f"报送包_{district}.zip").read_bytes()


def pulled(tmp_path: Path, **files: bytes) -> Result:
    """A good package of 新北区, with these files beside it."""
    files[f"报送包_{OTHER}.zip"] = sent(tmp_path, 1, OTHER)
    inbox = put(tmp_path / "收件", **files)
    return act(tmp_path / "市" / "总表.xlsx", "pull", inboxes=[inbox], received=PULLED)


def zipped_again(package: bytes, folder: str, *, without: str = "") -> bytes:
    """The files of a package in another zip: inside a folder, or one left out."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            if name != without:
                new.writestr(f"{folder}{name}", old.read(name))
    return stream.getvalue()


def refused(result: Result) -> dict[str, str]:
    return {Path(entry["file"]).name: entry["code"] for entry in result.data["refused"]}


@of_the_first
def test_a_package_packed_again_inside_a_folder_is_a_good_package(tmp_path: Path) -> None:
    again = zipped_again(sent(tmp_path, 2, DISTRICT), f"报送包_{DISTRICT}/")

    result = pulled(tmp_path, **{"重新压缩.zip": again})

    assert [row["district"] for row in result.data["districts"] if row["sent"]] == [DISTRICT, OTHER]
    assert (result.data["refused"], result.status) == ([], FINE)


def test_two_packages_opened_and_packed_together_are_refused(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as new:
        for folder in ("甲", "乙"):
            new.writestr(f"{folder}/manifest.json", b"{}")

    result = pulled(tmp_path, **{"合在一起.zip": stream.getvalue()})

    assert [entry["code"] for entry in result.data["refused"]] == ["PACKAGE", "PACKAGE"]


def test_a_package_without_its_manifest_is_refused_with_the_reason(tmp_path: Path) -> None:
    package = zipped_again(sent(tmp_path, 2, DISTRICT), "", without="manifest.json")

    result = pulled(tmp_path, **{f"报送包_{DISTRICT}.zip": package})

    assert set(refused(result).values()) == {"PACKAGE"}
    assert all("重新压缩" in entry["reason"] for entry in result.data["refused"])
    assert result.status == LOOK


def test_every_file_of_an_opened_package_is_refused(tmp_path: Path) -> None:
    package = zipfile.ZipFile(io.BytesIO(sent(tmp_path, 2, DISTRICT)))
    package.extractall(tmp_path / "收件" / f"报送包_{DISTRICT}")

    result = pulled(tmp_path)

    assert len(result.data["refused"]) == len(package.namelist()) == 3
    assert set(refused(result).values()) == {"PACKAGE"}


def test_single_papers_beside_a_package_are_refused_and_the_package_is_pulled(tmp_path: Path) -> None:
    sent(tmp_path, 2, DISTRICT)
    summary = (tmp_path / DISTRICT / "汇总表.xlsx").read_bytes()

    result = pulled(tmp_path, **{"申报书.xlsx": firm(3), "汇总表.xlsx": summary, "空.xlsx": b"", "来函.pdf": b"%PDF"})

    assert refused(result) == dict.fromkeys(("申报书.xlsx", "汇总表.xlsx", "空.xlsx"), "FILE-OTHER")
    assert result.data["loose"] == ["收件/来函.pdf"]
    assert (result.data["rows"], result.status) == (1, LOOK)


def test_papers_alone_are_refused_in_words_a_clerk_understands(tmp_path: Path) -> None:
    inbox = put(tmp_path / "收件", **{"申报书.xlsx": firm(3)})

    result = act(tmp_path / "市" / "总表.xlsx", "pull", inboxes=[inbox])

    assert [entry["reason"] for entry in result.data["refused"]] == [
        "“申报书.xlsx”不是报送包。这里只收区局生成的报送包（.zip）。"
    ]


def test_a_package_that_comes_again_under_other_names_or_twice_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "VOLUME", 1)
    sent(tmp_path, 1, DISTRICT)
    one, two = (path.read_bytes() for path in sorted((tmp_path / DISTRICT).glob("报送包_*.zip")))
    first = put(tmp_path / "一", **{"甲.zip": one, "乙.zip": two})
    again = put(tmp_path / "二", **{"1.zip": two, "2.zip": one, "2 (1).zip": one})
    book = tmp_path / "市" / "总表.xlsx"
    assert act(book, "pull", inboxes=[first], received=PULLED).data["rows"] == 1

    result = act(book, "pull", inboxes=[again], received=PULLED)

    assert (result.plan.is_empty, result.data["refused"]) == (True, [])


def test_volumes_a_longer_package_left_behind_are_told_before_they_are_mailed_and_no_alarm_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two firms in two volumes; one takes its form back, and the second volume lies there still."""
    book, city = tmp_path / DISTRICT / "汇总表.xlsx", tmp_path / "市" / "总表.xlsx"
    inbox = put(tmp_path / DISTRICT / "收件箱", **{f"{number}.xlsx": firm(number) for number in (1, 2)})
    act(book, "collect", inboxes=[inbox], district=DISTRICT, received=DAY)
    monkeypatch.setattr(packing, "VOLUME", len(book.read_bytes()) + len(firm(1)) + 30_000)
    act(book, "opinion", all_rows=True, opinion="推荐", by="张三", day=DAY)
    act(city, "pull", inboxes=[*book.parent.glob("报送包_*.zip")], received=PULLED)

    act(book, "withdraw", row=shown(book, "初审")[1]["id"], why="来函")

    left = f"先前留下的报送包_{DISTRICT}_2.zip已不作数"
    for command, given in (("forward", {}), ("collect", {"inboxes": [inbox], "district": DISTRICT})):
        assert any(left in line for line in act(book, command, **given).lines)
    result = act(city, "pull", inboxes=[*book.parent.glob("报送包_*.zip")], received=PULLED)
    assert (result.data["rows"], result.data["refused"]) == (1, [])
    assert [entry["reason"] for entry in result.data["superseded"]] == ["已汇集过更新的报送包"]


def test_files_passed_over_are_counted(tmp_path: Path) -> None:
    result = pulled(tmp_path, **{"~$总表.xlsx": b"x", ".DS_Store": b"x"})

    assert result.data["skipped"] == 2
    assert "另有2个临时或隐藏文件，没有看。" in result.lines


@pytest.mark.parametrize(("id_", "given"), [("collect", {"district": DISTRICT}), ("pull", {})])
def test_an_empty_inbox_stops_with_a_sentence_and_writes_nothing(
    tmp_path: Path, id_: str, given: dict[str, str]
) -> None:
    inbox = put(tmp_path / "收件箱", **{"~$甲.xlsx": b"x"})

    with pytest.raises(NothingToTakeError, match="“收件箱”里没有"):
        act(tmp_path / "桌" / "表.xlsx", id_, inboxes=[inbox], **given)

    assert not list(tmp_path.glob("桌/*.xlsx"))
