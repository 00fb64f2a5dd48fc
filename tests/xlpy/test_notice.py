"""Next year's notice without a programmer: begun from the last one, told apart, tried on a season."""

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import pytest

from support.any_form import Maker
from support.deeds import act, put, state
from support.spoken import FIRST, of_the_first
from workbook.codes import check_digit
from workbook.errors import NoticeError, ValueMissingError
from workbook.notice import shelf
from workbook.render.declaration import declaration
from workbook.render.given import record_from_values
from xlpy.actions import demo
from xlpy.cli import obey
from xlpy.desk import FINE, LOOK, Result
from xlpy.dossier import only_notice

NOTICE, NEXT = "example-2030", "example-2031"
DISTRICT = "东川区"
MAKER = Maker(NOTICE, 7)


def firm(number: int, **changes: Any) -> bytes:
    body = f"91990101MAEX{number:05d}"
    own = {"firm_name": f"虚构{number}号有限公司", "firm_code": body + check_digit(body)}
    return declaration(MAKER.form.pack, record_from_values(MAKER.form, MAKER.base | own | changes))


SECOND = '[[fields]]\nid = "mobile_second"\nsource = "19b"\nlabel = "手机号码"\nkind = "phone"\n\n'

# the n-th firm: what it has otherwise than the base form
FIRMS: dict[str, dict[str, Any]] = {
    "1": {},
    "2": {"turnover_last_wan": 3200},
    "3": {"staff_count": "四十多"},
    "4": {"workshop_profile": "字" * 280},
    "5": {"registered_on": "2029-01-01"},
    "6": {"directions_spares": "✔"},
}


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A 总表 of six firms."""
    home = tmp_path_factory.mktemp("season")
    inbox = put(home / "收件箱", **{f"{number}.xlsx": firm(int(number), **own) for number, own in FIRMS.items()})
    book, day = home / "汇总表.xlsx", dt.date(2030, 6, 5)
    act(book, "collect", inboxes=[inbox], district=DISTRICT, received=day, notice=NOTICE)
    act(book, "opinion", all_rows=True, opinion="推荐", by="张三", day=day)
    total = home / "市" / "总表.xlsx"
    act(total, "pull", inboxes=[home / f"报送包_{DISTRICT}.zip"], received=dt.date(2030, 6, 18), notice=NOTICE)
    return total


def changed(folder: Path, *changes: tuple[str, str]) -> Path:
    """The pack with some of its words, and those of its notice, changed."""
    home = folder / NOTICE
    shutil.copytree(shelf.find(NOTICE), home)
    for name in ("notice.toml", "notice.txt"):
        text = (home / name).read_text(encoding="utf-8")
        for before, after in changes:
            text = text.replace(before, after)
        (home / name).write_text(text, encoding="utf-8")
    return home


def tried(master: Path, pack: Path | str, *readings: str) -> Result:
    return act(master, "notice", way="try", names=[str(pack), str(master)], readings=readings)


def firms(result: Result) -> list[str]:
    return sorted(one["firm"].removeprefix("虚构").removesuffix("号有限公司") for one in result.data["affected"])


# ---- new ----


def test_a_new_notice_is_begun_from_the_last_one(tmp_path: Path) -> None:
    act(tmp_path / "x", "notice", way="new", names=[NEXT], source=NOTICE, out=tmp_path)

    pack = shelf.load(tmp_path / NEXT)
    assert (pack.id, pack.version, pack.title) == (NEXT, "2031.1", shelf.pack(NOTICE).title)
    assert {path.name for path in (tmp_path / NEXT).iterdir()} == {"notice.toml", "notice.txt", "cases.toml"}


def test_a_begun_notice_is_checked_and_renders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XLPY_TEMPLATES", str(tmp_path / "shelf"))
    act(tmp_path / "x", "notice", way="new", names=[NEXT], source=NOTICE)

    checked = act(tmp_path / "x", "notice", way="check", names=[NEXT])
    act(tmp_path / "papers" / "申报书.xlsx", "render", notice=NEXT)

    assert checked.status == FINE
    assert (tmp_path / "papers" / "汇总表.xlsx").is_file()


@of_the_first
def test_a_begun_notice_does_not_stand_in_the_way_of_the_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XLPY_TEMPLATES", str(tmp_path / "shelf"))

    act(tmp_path / "x", "notice", way="new", names=["changzhou-2024"], source=FIRST)

    assert demo.usual_notice() == FIRST


@of_the_first
def test_which_of_two_notices_is_meant_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XLPY_TEMPLATES", str(tmp_path / "shelf"))
    act(tmp_path / "x", "notice", way="new", names=["changzhou-2024"], source=FIRST)

    with pytest.raises(ValueMissingError, match=r"^没有写明通知（请用 --notice 指定）。可用的有：changzhou-2023、"):
        only_notice()


def test_a_folder_that_is_there_is_not_touched(tmp_path: Path) -> None:
    act(tmp_path / "x", "notice", way="new", names=[NEXT], source=NOTICE, out=tmp_path)
    (tmp_path / NEXT / "notice.txt").write_text("改过", encoding="utf-8")

    with pytest.raises(ValueMissingError, match="已经有了"):
        act(tmp_path / "x", "notice", way="new", names=[NEXT], source=NOTICE, out=tmp_path)

    assert (tmp_path / NEXT / "notice.txt").read_text(encoding="utf-8") == "改过"


@pytest.mark.parametrize("id_", ["新通知", "A1", "../x", "x", "a b-1"])
def test_an_id_that_is_no_folder_name_is_refused(tmp_path: Path, id_: str) -> None:
    with pytest.raises(ValueMissingError, match="可用的编号"):
        act(tmp_path / "x", "notice", way="new", names=[id_], source=NOTICE, out=tmp_path)


# ---- diff ----


def test_a_notice_is_no_other_than_itself(tmp_path: Path) -> None:
    result = act(tmp_path / "x", "notice", way="diff", names=[NOTICE, NOTICE])

    assert (result.data["differences"], result.data["papers"], result.status) == ([], [], FINE)


def test_a_floor_that_rises_is_told_to_firms_and_changes_their_form_only(tmp_path: Path) -> None:
    home = changed(tmp_path, ("3000", "4000"))

    result = act(tmp_path / "x", "notice", way="diff", names=[NOTICE, str(home)])

    (rule,) = [one for one in result.data["differences"] if one["id"] == "turnover"]
    assert (rule["who"], {key["key"] for key in rule["keys"]}) == (("企业",), {"minima", "quotes"})
    assert result.data["papers"] == ["申报书.xlsx"]
    assert any("3000、1000 → 4000、1000" in line for line in result.lines)


def test_a_column_of_the_summary_concerns_districts_and_their_papers(tmp_path: Path) -> None:
    home = changed(tmp_path, ('title = "备注"\n', 'title = "推荐次序"\n'))

    result = act(tmp_path / "x", "notice", way="diff", names=[NOTICE, str(home)])

    (column,) = result.data["differences"]
    assert (column["what"], column["who"]) == ("汇总表的列", ("区局", "市局"))
    assert result.data["papers"] == ["汇总表.xlsx", "总表.xlsx"]


def test_what_came_and_went_is_told(tmp_path: Path) -> None:
    home = changed(tmp_path, ('  { id = "metering", title = "能耗计量" },\n', ""), ("18个要点中", "17个要点中"))

    result = act(tmp_path / "x", "notice", way="diff", names=[NOTICE, str(home)])

    assert ("要点", "directions.upkeep.metering", "removed") in [
        (one["what"], one["id"], one["change"]) for one in result.data["differences"]
    ]


# ---- try ----


def test_the_pack_the_season_was_judged_by_affects_nobody(master: Path) -> None:
    result = tried(master, NOTICE)

    assert (result.data["affected"], result.data["declarations"], result.status) == ([], 6, FINE)


def test_every_demand_judged_once_more_says_what_it_said(master: Path, tmp_path: Path) -> None:
    """Only the advice differs, so that each demand is judged again: out of the records, out of the forms."""
    home = changed(tmp_path, ('mend = "', 'mend = "另：'))

    result = tried(master, home)

    assert result.data["tried"]
    assert result.data["affected"] == []


def test_a_floor_that_rises_shows_who_falls_below(master: Path, tmp_path: Path) -> None:
    result = tried(master, changed(tmp_path, ("3000", "4000")))

    assert firms(result) == ["2"]
    (one,) = result.data["affected"]
    assert (one["was"], one["now"], one["come"][0]["message"]) == (
        "pass", "fail", "填的是3200，选“市区”的不低于4000，还差800",
    )  # fmt: skip
    assert result.status == LOOK


def test_a_reading_turned_shows_who_stands_on_the_boundary(master: Path) -> None:
    assert firms(tried(master, NOTICE, "E01=exclusive")) == ["5"]


def test_a_shorter_text_is_judged_by_the_form_itself(master: Path, tmp_path: Path) -> None:
    home = changed(tmp_path, ("限300字", "限200字"), ("maximum = 300", "maximum = 200"))

    assert firms(tried(master, home)) == ["4"]


def test_the_command_lets_its_workers_read_the_forms(
    master: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = changed(tmp_path, ("限300字", "限200字"), ("maximum = 300", "maximum = 200"))

    assert obey(["notice", "try", str(home), str(master)]) == LOOK

    assert "6份申报，受影响的1份，其中结论会变的1份。" in capsys.readouterr().out


def test_what_could_not_be_read_is_no_blank(master: Path, tmp_path: Path) -> None:
    """A number nobody could read stays what it was when a demand on it gets another force."""
    home = changed(tmp_path, ('kind = "number_readable"\nforce = "must"', 'kind = "number_readable"\nforce = "should"'))

    result = tried(master, home)

    assert firms(result) == ["3"]
    assert [one["come"][0]["force"] for one in result.data["affected"]] == ["should"]


def test_an_odd_tick_is_seen_in_the_form_itself(master: Path, tmp_path: Path) -> None:
    home = changed(tmp_path, ('allow = "known"', 'allow = "odd"'))

    assert firms(tried(master, home)) == ["6"]


def test_a_demand_on_a_new_field_is_told_as_untried(master: Path, tmp_path: Path) -> None:
    home = changed(
        tmp_path,
        ('contents = ["workshop_profile"]', 'contents = ["workshop_profile", "mobile_second"]'),
        ('[[fields]]\nid = "workshop_profile"', f'{SECOND}[[fields]]\nid = "workshop_profile"'),
        ('field = "contact_mobile"\nmend', 'field = "mobile_second"\nmend'),
    )  # fmt: skip

    result = tried(master, home)

    assert [rule["id"] for rule in result.data["untried"]] == ["mobile"]
    assert result.data["affected"] == []


def test_a_trial_writes_nothing(master: Path, tmp_path: Path) -> None:
    before = state(master.parent)

    tried(master, changed(tmp_path, ("3000", "4000")))

    assert state(master.parent) == before


def test_a_reading_nobody_has_is_named(master: Path) -> None:
    with pytest.raises(NoticeError, match="没有名为“E09”的读法"):
        tried(master, NOTICE, "E09=x")


@pytest.mark.parametrize(("way", "names", "words"), [
    ("fly", ["a"], "没有名为“fly”的做法"),
    ("diff", [NOTICE], "要写2个"),
    ("check", ["nowhere-1999"], "没有名为“nowhere-1999”的通知"),
])  # fmt: skip
def test_a_mistake_is_told_with_what_there_is(tmp_path: Path, way: str, names: list[str], words: str) -> None:
    with pytest.raises(ValueMissingError, match=words):
        act(tmp_path / "x", "notice", way=way, names=names)
