"""转入新表 at the command line: older templates, last year's notice, hand-made copies; the old file stays as it is."""

import datetime as dt
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from support.by_hand import plain_copy
from support.desks import act, put, shown
from support.forms import NOTICE, base_values
from support.recovery import damaged, opened_form
from workbook.notice import shelf
from xlpy.district import DETAILS, FINDINGS

LAST_YEAR = "changzhou-2022"
YEARS = {"2020": "2019", "2021": "2020", "2022": "2021"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XLPY_HOME", str(tmp_path / "home"))
    return tmp_path


def xlpy(*words: str, templates: Path | None = None) -> tuple[int, str, str]:
    """The command in a process of its own: notices are read once a process."""
    known = {**os.environ, "PYTHONUTF8": "1", **({"XLPY_TEMPLATES": str(templates)} if templates else {})}
    ran = subprocess.run([sys.executable, "-m", "xlpy", *words], capture_output=True, text=True, env=known, check=False)
    return ran.returncode, ran.stdout, ran.stderr


def told(*words: str) -> dict[str, Any]:
    status, out, err = xlpy(*words, "--json")
    assert (status, err) in ((0, ""), (1, "")), err
    found: dict[str, Any] = json.loads(out)
    return found


def values(file: str) -> dict[str, Any]:
    return {id_: field["value"] for id_, field in told("record", file)["fields"].items()}


def fill(file: str, given: dict[str, Any], notice: str, templates: Path | None = None) -> None:
    Path("数据.json").write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")
    status, _, err = xlpy("fill", "--notice", notice, "--values", "数据.json", "--out", file, templates=templates)
    assert status == 0, err


def shelf_with(folder: Path, id_: str, *changes: tuple[str, str]) -> Path:
    """A shelf with one notice: this year's with some words of pack and text replaced."""
    home = folder / "shelf" / id_
    shutil.copytree(shelf.find(NOTICE), home)
    for name in (shelf.PACK_FILE, shelf.NOTICE_FILE):
        text = (home / name).read_text(encoding="utf-8")
        for old, new in changes:
            text = text.replace(old, new)
        (home / name).write_text(text, encoding="utf-8")
    return home.parent


FIRST_FIELDS = (
    '  "company_name", "credit_code", "founded_on", "ownership_kind", "company_address", "contact_person",\n',
    '  "credit_code", "founded_on", "ownership_kind", "company_address", "contact_person", "company_name",\n',
)
LAST_FIELDS = '  "company_profile", "company_strategy",\n'
OLDER = (
    ('version = "2023.1"', 'version = "2022.9"'),
    (FIRST_FIELDS[0], ""),
    (LAST_FIELDS, LAST_FIELDS + FIRST_FIELDS[1]),
)
"""An earlier template of the same notice: the first six fields of the first section stood at its end."""


def test_an_older_version_of_the_template_is_carried_field_by_field(folder: Path) -> None:
    fill("旧版.xlsx", base_values(), NOTICE, shelf_with(folder, NOTICE, *OLDER))
    fill("本年.xlsx", base_values(), NOTICE)

    account = told("repair", "旧版.xlsx", "--out", "新.xlsx")

    assert account["from"] == {"notice": NOTICE, "version": "2022.9"}
    assert account["counts"]["left"] == 0
    assert "模板为" in account["fields"]["company_name"]["note"]
    assert values("新.xlsx") == values("本年.xlsx")


def years_shifted() -> tuple[tuple[str, str], ...]:
    """Every year of an indicator one earlier, in ids and labels."""
    ids = [(f"_{new}_wan", f"_{old}_wan") for new, old in YEARS.items()]
    labels = [(f'label = "{new}年"', f'label = "{old}年"') for new, old in YEARS.items()]
    words = ("\t2020年\n\t2021年\n\t2022年\n", "\t2019年\n\t2020年\n\t2021年\n")
    return (
        (f'id = "{NOTICE}"', f'id = "{LAST_YEAR}"'),
        ("issued = 2023-11-30", "issued = 2022-11-30"),
        *ids,
        *labels,
        words,
    )


def fill_last_year(folder: Path) -> None:
    """去年.xlsx: what this year's base form holds, each year one earlier."""
    years = re.compile(r"_(20\d\d)_wan$")
    given = {years.sub(lambda year: f"_{YEARS[year[1]]}_wan", id_): value for id_, value in base_values().items()}
    fill("去年.xlsx", given, LAST_YEAR, shelf_with(folder, LAST_YEAR, *years_shifted()))


def test_last_years_form_gives_each_year_to_its_own_year(folder: Path) -> None:
    """2021年 stands in the third row of last year's form and in the second of this year's; 2022年 is nowhere."""
    fill_last_year(folder)

    account = told("repair", "去年.xlsx", "--out", "新.xlsx")
    found = values("新.xlsx")

    assert account["from"]["notice"] == LAST_YEAR
    assert [found[f"revenue_{year}_wan"] for year in (2020, 2021, 2022)] == ["9000", "10000", None]
    assert {id_ for id_, field in account["fields"].items() if field["outcome"] == "left"} == {
        "revenue_2022_wan", "tax_2022_wan", "profit_2022_wan",
    }  # fmt: skip
    assert found["company_name"] == base_values()["company_name"]


def test_last_years_form_is_refused_by_a_shelf_that_holds_both_years_with_the_way_out(folder: Path) -> None:
    fill_last_year(folder)
    shutil.copytree(shelf.find(NOTICE), folder / "shelf" / NOTICE)
    inbox = ("collect", "去年.xlsx", "--district", "武进区", "--out", "武进", "--notice", NOTICE)

    _, out, _ = xlpy(*inbox, templates=folder / "shelf")

    assert "xlpy repair（--notice 写本次通知）" in out


def test_last_years_form_is_refused_elsewhere_with_the_way_out(folder: Path) -> None:
    fill_last_year(folder)

    for command in ("record", "validate"):
        status, out, err = xlpy(command, "去年.xlsx")
        assert (status, out) == (2, "")
        assert "xlpy repair" in err


def test_the_old_file_stays_and_a_second_run_writes_nothing(folder: Path) -> None:
    old = damaged(opened_form(0), ("all_names_deleted",), 0).data()
    put(folder, **{"旧.xlsx": old})

    told("repair", "旧.xlsx", "--out", "新.xlsx")
    first = Path("新.xlsx").read_bytes()
    before = {path.name for path in folder.iterdir()}
    told("repair", "旧.xlsx", "--out", "新.xlsx")

    assert Path("旧.xlsx").read_bytes() == old
    assert Path("新.xlsx").read_bytes() == first
    assert {path.name for path in folder.iterdir()} == before


def test_the_old_file_is_never_written_over(folder: Path) -> None:
    put(folder, **{"旧.xlsx": opened_form(0).data()})

    status, _, err = xlpy("repair", "旧.xlsx", "--out", "旧.xlsx")

    assert status == 2
    assert "原表要保留" in err


def test_people_read_what_must_be_looked_at_and_why(folder: Path) -> None:
    put(folder, **{"手抄.xlsx": plain_copy()})

    status, out, _ = xlpy("repair", "手抄.xlsx", "--out", "新.xlsx")
    lines = out.splitlines()

    assert status == 1
    assert any(line.startswith("▲ 税金（万元） 2021年：照原样转入，须核对。“350万元”是文本") for line in lines)
    assert any(line.startswith("▲ 数字化转型成熟度") and "看不出勾选了哪些" in line for line in lines)
    assert "原表未改动" in lines[-1]


def test_a_hand_made_copy_is_recorded_and_validated(folder: Path) -> None:
    put(folder, **{"手抄.xlsx": plain_copy()})

    assert values("手抄.xlsx")["company_name"] == "常州样例机械有限公司"
    status, out, _ = xlpy("validate", "手抄.xlsx")

    assert status == 1
    assert "内容不在模板原来的位置" in out


def test_collect_takes_damaged_forms_and_hand_made_copies_and_says_what_moved(folder: Path) -> None:
    whole = opened_form(0)
    papers = {"坏.xlsx": damaged(whole, ("rows_inserted_names_left",), 0).data(), "手抄.xlsx": plain_copy()}
    inbox = put(folder / "收件箱", **papers)

    act(folder / "汇总表.xlsx", "collect", inboxes=[inbox], district="武进区", received=dt.date(2023, 12, 18))
    rows = {Path(row["file"]).name: row for row in shown(folder / "汇总表.xlsx", DETAILS)}
    moved = [row["firm"] for row in shown(folder / "汇总表.xlsx", FINDINGS) if row["code"] == "CELL-MOVED"]

    assert rows["坏.xlsx"]["company_name"] == whole.truth["company_name"][0].value
    assert rows["坏.xlsx"]["tax_2021_wan"] == whole.truth["tax_2021_wan"][0].value
    assert rows["手抄.xlsx"]["company_name"] == "常州样例机械有限公司"
    assert rows["手抄.xlsx"]["tax_2021_wan"] == "350万元"
    assert sorted(moved) == sorted(row["company_name"] for row in rows.values())
