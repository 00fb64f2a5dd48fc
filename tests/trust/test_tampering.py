"""Tampering: one field edited after its receipt is found and named; saved again by another program it is not."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

import openpyxl
import pytest

from support import office
from support.desks import PACK, act, firm, shown
from support.edits import Edit, edits
from support.rounds import collect, pull, rows, sent
from support.spoken import DISTRICT
from support.trust import IS_FULL, some, told
from workbook import read
from workbook.form import Form
from workbook.judge import judge
from workbook.merge import Declaration, Difference, declare, edited
from xlpy.package import manifest_of
from xlpy.store import sha256

EDITS = 1000 if IS_FULL else 60
SAVED_AGAIN = 40 if IS_FULL else 4
SEED = 20231218


def declared(data: bytes) -> Declaration:
    """A file as a desk reads it."""
    record = read.declaration(data, "甲.xlsx")
    return declare(record, judge(record), district=DISTRICT, file="甲.xlsx", sha256=sha256(data))


def fields(found: tuple[Difference, ...]) -> set[str]:
    """The fields that are named; one that copies another by formula counts as that."""
    derived = {id_: spec.derives[0] for id_, spec in Form(PACK).fields.items() if spec.derives}
    return {derived.get(one.field, one.field) for one in found}


def tries() -> Iterator[tuple[bytes, Edit]]:
    """Forms of many firms, each input of each edited once."""
    random = Random(SEED)
    number = 0
    while True:
        number += 1
        data = firm(number, company_profile=f"简介{number}", revenue_2022_wan=9000 + number)
        chosen = [*edits(data, random)]
        random.shuffle(chosen)
        yield from ((data, edit) for edit in chosen)


def test_every_edit_after_receipt_is_found_and_its_field_named() -> None:
    print(f"seed {SEED}")  # noqa: T201 - to play it again
    wrong, kinds = [], set()
    received: dict[bytes, Declaration] = {}
    for _, (data, edit) in zip(range(EDITS), tries(), strict=False):
        before = received.setdefault(data, declared(data))
        found = fields(edited(before, declared(edit.applied(data)), PACK))
        kinds.add(edit.field)
        if found != {edit.field}:
            wrong.append((edit, found))

    assert wrong == []
    assert len(kinds) > EDITS / 10
    told("tampering", f"{EDITS} edits of {len(kinds)} fields, all found and named")


def saved_by_openpyxl(data: bytes) -> bytes:
    """The same book, saved by openpyxl."""
    stream = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(data)).save(stream)
    return stream.getvalue()


def test_saved_again_by_openpyxl_or_libreoffice_nothing_is_found(tmp_path: Path) -> None:
    forms = [firm(number, company_profile=f"简介\n第二行{number}") for number in range(1, SAVED_AGAIN + 1)]
    again = [saved_by_openpyxl(data) for data in forms] + by_office(forms, tmp_path)

    found = [edited(declared(data), declared(other), PACK) for data, other in zip(forms * 2, again, strict=True)]

    assert all(one != other for one, other in zip(forms * 2, again, strict=True))
    assert found == [()] * len(found)
    told("tampering", f"{len(found)} forms saved again by openpyxl or LibreOffice, 0 false alarms")


def by_office(forms: list[bytes], folder: Path) -> list[bytes]:
    """The same books, saved by LibreOffice."""
    paths = [folder / f"{number}.xlsx" for number in range(len(forms))]
    for path, data in zip(paths, forms, strict=True):
        path.write_bytes(data)
    made = {path.name: path.read_bytes() for path in office.convert_all(paths, "xlsx", folder / "又")}
    return [made[path.name] for path in paths]


def swapped(package: Path, path: Path, *, original: bytes, is_owned: bool) -> Path:
    """The package with another original; with ``is_owned`` its manifest tells so, as a district's own hand could."""
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(path, "w") as new:
        [name] = [name for name in old.namelist() if name.startswith("originals/")]
        before, after = sha256(old.read(name)), sha256(original)
        for part in old.namelist():
            content = original if part == name else old.read(part)
            if part == "manifest.json" and is_owned:
                content = content.replace(before.encode(), after.encode())
            new.writestr(part, content)
    return path


@pytest.mark.parametrize("is_owned", [False, True])
@pytest.mark.parametrize("number", some(range(20), 5))
def test_a_package_with_an_edited_original_is_not_taken_and_the_field_is_named(
    tmp_path: Path, number: int, *, is_owned: bool
) -> None:
    package = sent(tmp_path / "武进", 1)
    edit = [*edits(firm(1), Random(number))][number * 6]
    forged = swapped(package, tmp_path / "改.zip", original=edit.applied(firm(1)), is_owned=is_owned)

    result = pull(tmp_path / "市", forged)

    [refused] = result.data["refused"]
    assert refused["code"] == ("FILE-EDITED" if is_owned else "PACKAGE")
    assert f"收取后被改动：{Form(PACK).label(edit.field)}" in refused["reason"]
    assert result.data["rows"] == 0


def test_a_forged_original_stays_in_the_list_of_findings_and_a_mended_package_is_taken(tmp_path: Path) -> None:
    package = sent(tmp_path / "武进", 1)
    changed = firm(1, revenue_2022_wan=20000)
    city = tmp_path / "市" / "总表.xlsx"
    pull(city.parent, swapped(package, tmp_path / "改.zip", original=changed, is_owned=True))
    codes = {row["code"] for row in shown(city, "问题清单", is_master=True)}
    assert "FILE-EDITED" in codes

    pull(city.parent, package)

    assert len(rows(city)) == 1
    assert "FILE-EDITED" not in {row["code"] for row in shown(city, "问题清单", is_master=True)}


def test_an_original_that_was_only_saved_again_is_taken(tmp_path: Path) -> None:
    package = sent(tmp_path / "武进", 1)
    resaved = swapped(package, tmp_path / "又.zip", original=saved_by_openpyxl(firm(1)), is_owned=False)

    result = pull(tmp_path / "市", resaved)

    assert (result.data["refused"], result.data["rows"]) == ([], 1)
    assert act(tmp_path / "市" / "总表.xlsx", "verify").data["problems"] == []


def test_the_desk_itself_names_the_field_of_a_changed_original(tmp_path: Path) -> None:
    book = tmp_path / "汇总表.xlsx"
    (tmp_path / "收件箱").mkdir()
    (tmp_path / "收件箱" / "甲.xlsx").write_bytes(firm(1))
    collect(tmp_path, tmp_path / "收件箱")
    [original] = (tmp_path / "汇总表.档案" / "originals").iterdir()

    original.write_bytes(firm(1, revenue_2022_wan=20000))
    [changed] = act(book, "verify").data["problems"]
    original.write_bytes(saved_by_openpyxl(firm(1)))
    [resaved] = act(book, "verify").data["problems"]

    assert "由“10000”变为“20000”" in changed
    assert "另存" in resaved


def test_the_manifest_is_what_the_district_said(tmp_path: Path) -> None:
    package = sent(tmp_path / "武进", 1)

    [entry] = manifest_of(package.name, package.read_bytes()).declarations

    assert edited(entry, declared(firm(1)), PACK) == ()
