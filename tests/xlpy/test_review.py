"""专家评审: what an expert sees and can type, what comes back, how scores become a ranking."""

import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from support.desks import PACK, act, firm, put, shown, state
from support.spoken import DAY, DISTRICT, PULLED, of_the_first
from workbook.edit import Change
from workbook.errors import ValueMissingError
from workbook.notice.bureau import Review
from workbook.patch import apply
from workbook.review import averaged, ranked, scoring_table

pytestmark = of_the_first

REVIEW = PACK.review
assert REVIEW is not None
TABLE = scoring_table(PACK, REVIEW)
IDS = [one.id for one in REVIEW.criteria]


@pytest.fixture
def master(tmp_path: Path) -> Path:
    """A 总表 with three recommended firms."""
    district, book = tmp_path / "武进", tmp_path / "市" / "总表.xlsx"
    inbox = put(district / "收件箱", **{f"{number}.xlsx": firm(number) for number in (1, 2, 3)})
    act(district / "汇总表.xlsx", "collect", inboxes=[inbox], district=DISTRICT, received=DAY)
    act(district / "汇总表.xlsx", "opinion", all_rows=True, opinion="推荐", by="张三", day=DAY)
    act(book, "pull", inboxes=[district / f"报送包_{DISTRICT}.zip"], received=PULLED)
    return book


def sent(master: Path, experts: int = 2) -> list[Path]:
    data = act(master, "review", way="out", out=master.parent / "评审", experts=experts).data
    return [Path(file) for file in data["files"]]


def score(book: Path, row: int, *scores: object) -> None:
    """An expert types scores into the n-th row."""
    at = TABLE.first_row + row
    changes = [
        Change(TABLE.sheet, f"{TABLE.letter[id_]}{at}", None, given) for id_, given in zip(IDS, scores, strict=True)
    ]
    book.write_bytes(apply(book.read_bytes(), changes, force=True))


def overwrite(book: Path, cell: str, content: str) -> None:
    book.write_bytes(apply(book.read_bytes(), [Change(TABLE.sheet, cell, None, content)], force=True))


def back(master: Path) -> dict[str, object]:
    data: dict[str, object] = act(master, "review", way="in", files=[master.parent / "评审"]).data
    return data


def ids(master: Path) -> list[str]:
    return [row["id"] for row in shown(master, "总表", is_master=True)]


def fill(books: list[Path]) -> None:
    """Everybody gives the first firm 90, the second 80, the third 80."""
    for book in books:
        for row, given in enumerate((90, 80, 80)):
            score(book, row, given, given, given, given)


def test_an_expert_sees_no_firm_and_can_type_scores_only(master: Path) -> None:
    [first, _] = sent(master)

    sheet = openpyxl.load_workbook(io.BytesIO(first.read_bytes()))["评分"]
    words = " ".join(str(cell.value) for line in sheet.iter_rows() for cell in line if cell.value)
    open_cells = {cell.coordinate for line in sheet.iter_rows() for cell in line if not cell.protection.locked}
    wanted = {f"{TABLE.letter[id_]}{row}" for id_ in IDS for row in (5, 6, 7)}
    assert "样例1号" not in words
    assert sheet.protection.sheet
    assert open_cells == wanted
    assert {(rule.type, rule.formula1, rule.formula2) for rule in sheet.data_validations.dataValidation} == {
        ("decimal", "0", "100")
    }


def test_names_stand_there_where_the_pack_shows_firms() -> None:
    assert REVIEW is not None
    shows = REVIEW.model_copy(update={"shows_firms": True})

    titles = [column.title for column in scoring_table(PACK, shows).columns]

    assert "企业名称" in titles
    assert "企业名称" not in [column.title for column in TABLE.columns]


def test_scores_are_averaged_and_ranked_with_ties(master: Path) -> None:
    books = sent(master)
    fill(books)
    score(books[0], 0, 100, 90, 80, 70)

    data = back(master)

    # 100*15% + 90*35% + 80*30% + 70*20% = 84.5; the other expert gives 90: 87.25
    first, second, third = ids(master)
    assert data["findings"] == []
    assert data["ranking"] == [
        {"id": first, "place": 1, "shared": False, "score": "87.25"},
        {"id": second, "place": 2, "shared": True, "score": "80.00"},
        {"id": third, "place": 2, "shared": True, "score": "80.00"},
    ]


def test_missing_odd_and_changed_rows_are_findings_and_do_not_count(master: Path) -> None:
    books = sent(master)
    fill(books)
    score(books[0], 0, 90, None, 90, 90)
    score(books[0], 1, 80, 101, 80, 80)
    overwrite(books[0], f"{TABLE.letter['id']}7", "AAAAAAAAAAAA")

    data = back(master)

    said = "\n".join(data["findings"])  # type: ignore[arg-type]
    scenes = TABLE.letter[IDS[1]]
    assert f"评分!{scenes}5 环节和场景建设：没有填" in said
    assert f"评分!{scenes}6 环节和场景建设：101不在0至100之间" in said
    assert "评分!B7 申报编号：发出时是" in said
    assert [line["score"] for line in data["ranking"]] == ["90.00", "80.00", "80.00"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("typed", ["八十", "80分", "=80"])
def test_a_word_is_no_score(master: Path, typed: str) -> None:
    books = sent(master, 1)
    fill(books)
    overwrite(books[0], f"{TABLE.letter[IDS[0]]}5", typed)

    [line] = back(master)["findings"]  # type: ignore[misc]

    assert "不是数" in line


def test_an_expert_who_sent_nothing_is_named_and_a_foreign_book_keeps_no_other_back(master: Path) -> None:
    books = sent(master)
    fill(books)
    books[1].write_bytes(firm(1))

    data = back(master)

    assert data["experts"] == [1]
    assert [line.partition("。")[0] for line in data["findings"]][-1] == "第2号专家的评分表没有收回"  # type: ignore[attr-defined]


def test_the_same_expert_twice_counts_once(master: Path) -> None:
    books = sent(master, 1)
    fill(books)
    (books[0].parent / "另存.xlsx").write_bytes(books[0].read_bytes())

    data = back(master)

    assert data["experts"] == [1]
    assert any("又是第1号专家" in line for line in data["findings"])  # type: ignore[attr-defined]


def test_both_ways_again_change_nothing(master: Path) -> None:
    fill(sent(master))
    back(master)
    before = state(master.parent)

    back(master)

    assert state(master.parent) == before


def test_a_book_of_an_earlier_round_does_not_count(master: Path) -> None:
    books = sent(master)
    fill(books)
    old = books[0].read_bytes()
    act(master, "decide", row=ids(master)[2], state="退回", why="材料不全")
    again = sent(master)
    again[0].write_bytes(old)

    data = back(master)

    assert any("是第1轮的评分表，现在是第2轮" in line for line in data["findings"])  # type: ignore[attr-defined]


def test_the_decision_stays_with_the_officer(master: Path) -> None:
    fill(sent(master))
    back(master)

    assert {row["state"] for row in shown(master, "总表", is_master=True)} == {"推荐"}
    assert (master.parent / "评审汇总.xlsx").is_file()


def test_reading_back_what_was_never_sent_is_refused(master: Path) -> None:
    with pytest.raises(ValueMissingError, match="review out"):
        act(master, "review", way="in", files=[])


def mean(method: str) -> Review:
    assert REVIEW is not None
    return REVIEW.model_copy(update={"method": method})


def test_the_method_of_the_pack_decides() -> None:
    totals = [Decimal(60), Decimal(80), Decimal(85), Decimal(100)]

    assert averaged(mean("mean"), totals) == Decimal("81.25")
    assert averaged(mean("trimmed"), totals) == Decimal("82.50")
    assert averaged(mean("trimmed"), totals[:2]) == Decimal("70.00")
    assert averaged(mean("mean"), []) is None


def test_after_a_tie_the_next_place_is_left_out() -> None:
    def all_(points: int) -> dict[str, Decimal]:
        return dict.fromkeys(IDS, Decimal(points))

    experts = {1: {"A": all_(80), "B": all_(90), "C": all_(80), "D": all_(70)}}

    lines = ranked(mean("mean"), "ABCDE", experts)

    assert [(line.id, line.place, line.is_shared) for line in lines] == [
        ("B", 1, False),
        ("A", 2, True),
        ("C", 2, True),
        ("D", 4, False),
        ("E", None, False),
    ]
