"""延期通知: a deadline moves by its number, the shipped notice stays, and what rests on it says so."""

import datetime as dt
import io
import json
import pickle
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from support.desks import act, firm, put
from support.forms import NOTICE, base_values
from support.rounds import collect, desk, kinds, pull, recommend
from workbook.errors import AmendmentError, SettingsError, ValueMissingError
from workbook.notice import shelf
from xlpy.cli import obey
from xlpy.intake import Reader
from xlpy.level import either_dossier
from xlpy.mail import Enclosure

NUMBER = "常工信装备〔2023〕9号"
IN_TIME, BETWEEN, AFTER = dt.date(2023, 12, 20), dt.date(2023, 12, 22), dt.date(2023, 12, 29)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(shelf.AMENDMENTS_VARIABLE, str(tmp_path / "home" / "amendments.toml"))
    monkeypatch.setenv("XLPY_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def amend(home: Path, deadline: str = "to_district", day: str = "2023-12-27", number: str = NUMBER) -> Any:
    """What is written down at this home."""
    asked = {"notice": NOTICE, "deadline": deadline, "day": dt.date.fromisoformat(day), "number": number}
    return act(home / "amendments.toml", "amend", **asked).data


def said(book: Path, source: str = "TIME-01") -> list[tuple[str, str]]:
    """Force and message of what is said of the day of receipt."""
    [entry] = either_dossier(desk(book)).standing.declarations.values()
    return [(str(finding.force), finding.message) for finding in entry.findings if finding.source == source]


def template_findings(book: Path) -> list[str]:
    """What is said of the template of the only declaration."""
    [entry] = either_dossier(desk(book)).standing.declarations.values()
    return [finding.message for finding in entry.findings if finding.rule.startswith("FORM-")]


def words(book: Path) -> str:
    """Every text of a book."""
    sheets = load_workbook(io.BytesIO(book.read_bytes()))
    return "\n".join(str(cell.value) for sheet in sheets for row in sheet for cell in row if cell.value)


def test_a_deadline_moves_and_the_shipped_notice_does_not(home: Path) -> None:
    shipped = (shelf.find(NOTICE) / "notice.toml").read_bytes()

    data = amend(home)

    moved = shelf.pack(NOTICE).deadlines["to_district"]
    assert (moved.day, moved.note) == (dt.date(2023, 12, 27), f"延期通知{NUMBER}")
    assert (data["was"], shelf.shipped(NOTICE).deadlines["to_district"].day) == (IN_TIME, IN_TIME)
    assert shelf.pack(NOTICE).deadlines["to_bureau"] == shelf.shipped(NOTICE).deadlines["to_bureau"]
    assert (shelf.find(NOTICE) / "notice.toml").read_bytes() == shipped


def test_what_is_asked_moves_with_the_deadline(home: Path) -> None:
    """Whether or not anybody asked before it moved."""
    before = shelf.pack(NOTICE).asked("declaration")

    amend(home)

    asked = shelf.pack(NOTICE).asked("declaration")
    assert asked == tuple(rule for rule in shelf.pack(NOTICE).rules if rule.paper == "declaration") != before


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        (IN_TIME, []),
        (
            BETWEEN,
            [
                (
                    "note",
                    f"截止2023-12-27（延期通知{NUMBER}），原截止2023-12-20，收到日期2023-12-22，按延期算按时",
                )
            ],
        ),
        (AFTER, [("should", f"截止2023-12-27（延期通知{NUMBER}），收到日期2023-12-29，迟2天")]),
    ],
    ids=["in_time", "between", "after"],
)
def test_a_verdict_that_rests_on_it_names_the_number(
    home: Path, tmp_path: Path, received: dt.date, expected: list[tuple[str, str]]
) -> None:
    amend(home)

    collect(tmp_path, put(tmp_path / "收件箱", **{"1.xlsx": firm(1)}), day=received)

    assert said(tmp_path / "汇总表.xlsx") == expected


def test_what_was_taken_before_is_judged_again_once(home: Path, tmp_path: Path) -> None:
    inbox = put(tmp_path / "收件箱", **{"1.xlsx": firm(1)})
    book = tmp_path / "汇总表.xlsx"
    collect(tmp_path, inbox, day=BETWEEN)
    assert [force for force, _ in said(book)] == ["should"]

    amend(home)
    told = collect(tmp_path, inbox, day=BETWEEN).data["notes"]
    after = kinds(book)
    collect(tmp_path, inbox, day=BETWEEN)

    assert [force for force, _ in said(book)] == ["note"]
    assert template_findings(book) == []
    assert told == ["延期通知有变，已收的1份结论有变。"]
    assert kinds(book) == after


def test_a_form_that_shows_the_new_day_is_no_changed_template(home: Path, tmp_path: Path) -> None:
    """The city hands out a form that shows it; the district has not heard of it yet."""
    amend(home)
    values = put(tmp_path / "数据", **{"值.json": json.dumps(base_values()).encode()}) / "值.json"
    act(tmp_path / "收件箱" / "1.xlsx", "fill", notice=NOTICE, values=values)

    (home / "amendments.toml").unlink()
    collect(tmp_path, tmp_path / "收件箱", day=IN_TIME)

    assert NUMBER in words(tmp_path / "收件箱" / "1.xlsx")
    assert template_findings(tmp_path / "汇总表.xlsx") == []


def test_a_package_is_judged_again_once(home: Path, tmp_path: Path) -> None:
    collect(tmp_path / "武进", put(tmp_path / "收件箱", **{"1.xlsx": firm(1)}), day=BETWEEN)
    recommend(tmp_path / "武进")
    package, book = tmp_path / "武进" / "报送包_武进区.zip", tmp_path / "市" / "总表.xlsx"
    pull(tmp_path / "市", package)
    assert [force for force, _ in said(book)] == ["should"]

    amend(home)
    told = pull(tmp_path / "市", package).data["notes"]
    after = kinds(book)
    pull(tmp_path / "市", package)

    assert [force for force, _ in said(book)] == ["note"]
    assert list(told) == ["武进区：延期通知有变，已重新判断。"]
    assert kinds(book) == after


def test_form_slip_and_reminder_show_the_day_and_the_number(home: Path, tmp_path: Path) -> None:
    amend(home)
    collect(tmp_path, put(tmp_path / "收件箱", **{"1.xlsx": firm(1)}), day=IN_TIME)
    [id_] = either_dossier(desk(tmp_path / "汇总表.xlsx")).standing.declarations

    act(tmp_path / "papers" / "申报书.xlsx", "render", notice=NOTICE)
    act(tmp_path / "汇总表.xlsx", "return", rows=[id_])
    head = act(tmp_path / "汇总表.xlsx", "remind", day=IN_TIME).lines[0]

    [slip] = (tmp_path / "退回通知").glob("*.xlsx")
    assert f"2023年12月27日前报送给所在地工信部门（延期通知{NUMBER}）" in words(tmp_path / "papers" / "申报书.xlsx")
    assert f"2023年12月27日前（延期通知{NUMBER}）" in words(slip)
    assert head == f"报送给所在地工信部门截止2023-12-27（延期通知{NUMBER}），还有7天。"


def test_the_last_of_two_counts_and_the_same_again_adds_nothing(home: Path) -> None:
    amend(home)
    amend(home, day="2023-12-29", number="10号")
    before = (home / "amendments.toml").read_bytes()

    data = amend(home, day="2023-12-29", number="10号")

    assert shelf.pack(NOTICE).deadlines["to_district"].note == "延期通知10号"
    assert (data["recorded"], (home / "amendments.toml").read_bytes()) == (False, before)


def take_back(home: Path, number: str = NUMBER) -> Any:
    """One that was written down at this home counts no more."""
    asked = {"notice": NOTICE, "deadline": "to_district", "number": number, "back": True}
    return act(home / "amendments.toml", "amend", **asked).data


def test_an_extension_that_is_taken_back_counts_no_more_and_both_lines_stay(home: Path) -> None:
    amend(home)
    before = (home / "amendments.toml").read_bytes()

    data = take_back(home)

    assert shelf.pack(NOTICE).deadlines == shelf.shipped(NOTICE).deadlines
    assert (data["recorded"], data["now"]) == (True, IN_TIME)
    assert (home / "amendments.toml").read_bytes().startswith(before)


def test_with_the_last_of_two_taken_back_the_one_before_counts(home: Path) -> None:
    amend(home)
    amend(home, day="2023-12-29", number="10号")

    data = take_back(home, "10号")

    assert (data["now"], shelf.pack(NOTICE).deadlines["to_district"].note) == (
        dt.date(2023, 12, 27),
        f"延期通知{NUMBER}",
    )


def test_what_was_taken_back_may_be_written_down_again(home: Path) -> None:
    amend(home)
    take_back(home)

    amend(home)

    assert shelf.pack(NOTICE).deadlines["to_district"].note == f"延期通知{NUMBER}"


def test_only_what_is_written_down_can_be_taken_back(home: Path) -> None:
    amend(home)
    take_back(home)
    amend(home, number="10号")

    with pytest.raises(ValueMissingError, match=f"“{NUMBER}”的延期通知登记。可用的有：10号"):
        take_back(home)


def test_without_a_day_nothing_moves(home: Path) -> None:
    with pytest.raises(ValueMissingError, match="新的截止日（请用 --day 写明）"):
        act(home / "amendments.toml", "amend", notice=NOTICE, deadline="to_district", number=NUMBER)


def test_desks_judge_again_and_write_down_that_an_extension_is_taken_back(home: Path, tmp_path: Path) -> None:
    """District and city both: the journal tells it, what was in time by it is late again, a second run is quiet."""
    amend(home)
    inbox, district, city = put(tmp_path / "收件箱", **{"1.xlsx": firm(1)}), tmp_path / "武进", tmp_path / "市"
    collect(district, inbox, day=BETWEEN)
    recommend(district)
    pull(city, district / "报送包_武进区.zip")
    take_back(home)

    collect(district, inbox, day=BETWEEN)
    pull(city, district / "报送包_武进区.zip")

    for book in (district / "汇总表.xlsx", city / "总表.xlsx"):
        told = [line for line in desk(book).journal() if line.kind == "amended"]
        assert [bool(line.data["deadlines"]) for line in told] == [True, False]
        assert [force for force, _ in said(book)] == ["should"]
    before = kinds(district / "汇总表.xlsx"), kinds(city / "总表.xlsx")
    collect(district, inbox, day=BETWEEN)
    pull(city, district / "报送包_武进区.zip")
    assert (kinds(district / "汇总表.xlsx"), kinds(city / "总表.xlsx")) == before


@pytest.mark.parametrize("number", ["", "  ", "9\x00号", "9\n号"])
def test_without_a_number_nothing_moves(home: Path, number: str) -> None:
    with pytest.raises(AmendmentError, match="没有写延期通知的文号"):
        amend(home, number=number)

    assert not (home / "amendments.toml").exists()


def test_a_day_before_the_notices_own_is_refused(home: Path) -> None:
    with pytest.raises(AmendmentError, match="2023-12-19早于通知的期限2023-12-20"):
        amend(home, day="2023-12-19")


def test_a_deadline_the_notice_has_not_is_named_with_those_it_has(home: Path) -> None:
    with pytest.raises(ValueMissingError, match="to_district、to_bureau"):
        amend(home, deadline="to_nobody")


@pytest.mark.parametrize("number", ['引号"号', "反斜\\杠号", "#号"])
def test_any_number_comes_back_as_it_was_written(home: Path, number: str) -> None:
    amend(home, number=number)

    assert shelf.pack(NOTICE).deadlines["to_district"].note == f"延期通知{number}"


@pytest.mark.parametrize(
    "text",
    [
        b"[[amendments]",
        b"\xff",
        b'[[amendments]]\nnotice = "n"\nday = 3',
        f'[[amendments]]\nnotice = "{NOTICE}"\ndeadline = "x"\nnumber = "1"\nday = 2023-12-27'.encode(),
        f'[[amendments]]\nnotice = "{NOTICE}"\ndeadline = "to_district"\nnumber = "1"\nday = 2023-12-01'.encode(),
    ],
    ids=["no_toml", "no_utf8", "no_amendment", "no_deadline", "too_early"],
)
def test_a_file_mistyped_by_hand_is_named(home: Path, text: bytes) -> None:
    put(home, **{"amendments.toml": text})

    with pytest.raises(SettingsError, match=r"amendments\.toml”有误"):
        shelf.pack(NOTICE)


def test_a_sample_round_knows_of_no_extension(home: Path) -> None:
    amend(home)

    shelf.as_shipped()

    assert shelf.pack(NOTICE) == shelf.shipped(NOTICE)


def test_a_worker_on_another_machine_judges_by_the_desk_that_asks(
    home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    amend(home)
    reader = pickle.dumps(Reader(NOTICE, "to_district", received=BETWEEN))
    monkeypatch.setenv(shelf.AMENDMENTS_VARIABLE, str(tmp_path / "nowhere"))

    taken = pickle.loads(reader)(Enclosure("1.xlsx", firm(1)))  # noqa: S301 - what was pickled above

    [finding] = [one for one in taken.said.findings if one.source == "TIME-01"]
    assert (finding.force, NUMBER in finding.message) == ("note", True)


def test_the_command_line_and_its_workers_judge_by_it(home: Path, tmp_path: Path) -> None:
    """The form is read and judged in a worker's process."""
    inbox = put(tmp_path / "收件箱", **{"1.xlsx": firm(1)})
    asked = ["--notice", NOTICE, "--deadline", "to_district", "--day", "2023-12-27", "--number", NUMBER]

    assert obey(["amend", *asked]) == 0
    obey(["collect", str(inbox), "--district", "武进区", "--out", str(tmp_path), "--received", "2023-12-22"])

    assert [force for force, _ in said(tmp_path / "汇总表.xlsx")] == ["note"]
    assert obey(["amend", "--notice", NOTICE, "--deadline", "to_district", "--number", NUMBER, "--back"]) == 0
    assert shelf.pack(NOTICE) == shelf.shipped(NOTICE)
