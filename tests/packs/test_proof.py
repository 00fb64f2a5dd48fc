"""``xlpy notice check``: a pack that was spoilt on purpose is told at its line, in Chinese, every fault at once."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.notice import shelf
from workbook.notice.lines import Lines
from xlpy.actions import notice
from xlpy.desk import FINE, LOOK, Result
from xlpy.folder import FolderDesk
from xlpy.settings import Settings

NOTICE = "example-2030"


def checked(folder: Path) -> Result:
    desk = FolderDesk(folder, Settings("张三", folder / "home"))
    return notice.run(desk, way="check", names=[str(folder)])


@pytest.fixture
def spoilt(tmp_path: Path) -> Callable[..., Path]:
    """The pack with one piece of one of its files changed."""

    def spoil(file: str, before: str, after: str) -> Path:
        home = tmp_path / NOTICE
        shutil.copytree(shelf.find(NOTICE), home, dirs_exist_ok=True)
        text = (home / file).read_text(encoding="utf-8")
        assert before in text
        (home / file).write_text(text.replace(before, after, 1), encoding="utf-8")
        return home

    return spoil


# what somebody did, in which file, what stood there, what stands there now, a piece of the line to look at, the words
BROKEN = {
    "a sentence that vanished": (
        "notice.txt", "缺一不可", "可缺一项", 'quotes = ["车间须具备全部5项基础条件，缺一不可"]',
        "“车间须具备全部5项基础条件，缺一不可”不在通知原文",
    ),
    "a count against its words": (
        "notice.toml", 'of = "directions"\ncount = 9', 'of = "directions"\ncount = 10', "count = 10",
        "这里是“10”，所引的原文里是4、9、18",
    ),
    "more than there is": (
        "notice.toml", 'of = "directions"\ncount = 9', 'of = "directions"\ncount = 19', "count = 19",
        "目录“建设方向和要点”只有18个，谁也达不到",
    ),
    "a catalogue shorter than the notice says": (
        "notice.toml", '  { id = "metering", title = "能耗计量" },\n', "",
        'quotes = ["车间建设覆盖4个方向18个要点中的9个要点"]', "原文说共18个要点，目录“建设方向和要点”列了17个",
    ),
    "a floor against its words": (
        "notice.toml", "minimum = 70", "minimum = 75", "minimum = 75", "这里是“75”，所引的原文里是",
    ),
    "a day against its words": (
        "notice.toml", "day = 2030-05-31", "day = 2030-06-30", "day = 2030-06-30", "所引的原文里是5月31日",
    ),
    "deadlines turned round": (
        "notice.toml", "day = 2030-06-20", "day = 2030-06-02", "day = 2030-06-02", "早于“报县区产业促进办公室”",
    ),
    "a demand without a case": (
        "cases.toml", 'rule = "floor-plan"\nexpect = "must"', 'rule = "floor-plan"\nexpect = "pass"',
        'id = "floor-plan"', "要求“floor-plan”没有一个不通过的例子",
    ),
    "a case that comes out otherwise": (
        "cases.toml", "turnover_last_wan = 2999 }", "turnover_last_wan = 3001 }", "[[cases]]",
        "例子“市区企业2999万元”（turnover）应是 must，实际是 pass",
    ),
    "a floor too few": (
        "notice.toml", "minima = [3000, 1000]", "minima = [3000]", "minima = [3000]", "有2个选项，这里写了1个数",
    ),
    "a quota of nobody": (
        "notice.toml", '"东川区" = 4', '"北川区" = 4', 'quotas = { "北川区" = 4 }', "没有名为“北川区”的地区",
    ),
    "a column that is not there": (
        "notice.toml", 'column = "preference"', 'column = "rank"', 'column = "rank"', "没有名为“rank”的汇总表的列",
    ),
    "a misspelt key": (
        "notice.toml", "lowest = 0", "lowst = 0", "lowst = 0", "要求“score-range”：不认识键“lowst”",
    ),
    "a quote left open": (
        "notice.toml", 'tab = "示范车间申报"', 'tab = "示范车间申报', 'tab = "示范车间申报', "不合 TOML 的写法",
    ),
}  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_the_fault_is_named_at_its_line(spoilt: Callable[..., Path], broken: tuple[str, str, str, str, str]) -> None:
    *change, line, words = broken
    home = spoilt(*change)

    result = checked(home)

    named = [one for one in result.data["found"] if words in one["problem"]]
    assert named, result.lines
    text = (home / named[0]["file"]).read_text(encoding="utf-8").splitlines()
    assert line in text[named[0]["line"] - 1]
    assert result.status == LOOK
    assert any(f"第{named[0]['line']}行" in said and words in said for said in result.lines)


@pytest.mark.parametrize("notice_id", shelf.notice_ids())
def test_a_pack_as_shipped_has_no_fault(notice_id: str) -> None:
    result = checked(shelf.find(notice_id))

    assert (result.data["found"], result.status) == ([], FINE)


def test_all_faults_are_told_at_once(spoilt: Callable[..., Path]) -> None:
    home = spoilt("notice.toml", "minimum = 70", "minimum = 75")
    text = (home / "notice.toml").read_text(encoding="utf-8")
    (home / "notice.toml").write_text(text.replace('label = "车间地址"', 'label = "车间住址"'), encoding="utf-8")

    problems = [one["problem"] for one in checked(home).data["found"]]

    assert [words for words in ("车间住址", "“75”") if not any(words in problem for problem in problems)] == []


def test_a_line_is_found_for_every_place_of_a_pack() -> None:
    text = (shelf.find(NOTICE) / "notice.toml").read_text(encoding="utf-8")
    lines, rows = Lines(text), text.splitlines()

    seen = {
        place: rows[lines.of(place) - 1]
        for place in ("papers.opinion_items[1]", "catalogues[1].groups[2].items[3]", "fields[0].id", "rules[3].force")
    }

    assert seen["papers.opinion_items[1]"].startswith("opinion_items")
    assert seen["catalogues[1].groups[2].items[3]"].strip().startswith('{ id = "spares"')
    assert seen["fields[0].id"] == 'id = "cover_firm"'
    assert seen["rules[3].force"] == 'force = "must"'


@given(st.text(alphabet='[]{}"=#,.\n ab1', max_size=80), st.text(alphabet="ab[0].", max_size=12))
def test_whatever_stands_in_a_file_a_line_of_it_is_named(text: str, place: str) -> None:
    assert 1 <= Lines(text).of(place) <= max(1, text.count("\n") + 1)


def test_a_problem_is_one_chinese_sentence(spoilt: Callable[..., Path]) -> None:
    (one,) = checked(spoilt("notice.toml", "minimum = 70", "minimum = 75")).data["found"][:1]

    assert re.search(r"[\u4e00-\u9fff]", one["problem"])
