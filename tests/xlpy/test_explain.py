"""填写说明 and 未覆盖: what a clerk still owes, and the words that answer a doubt."""

from pathlib import Path

import pytest

from support.desks import act, firm
from support.forms import ENABLERS
from workbook import guard, read
from workbook.errors import NotExplainedError
from workbook.finding import Force, Verdict
from workbook.judge import judge

LITTLE = {"revenue_2022_wan": 1500}
"""Below what the notice asks in principle."""


@pytest.fixture
def doubtful(tmp_path: Path) -> Path:
    """A form with one doubt."""
    path = tmp_path / "申报书.xlsx"
    path.write_bytes(firm(1, **LITTLE))
    return path


def doubt(path: Path) -> str:
    """The code of the one doubt of a form."""
    report = judge(read.declaration(path.read_bytes(), path.name))
    [found] = [one for one in report.findings if one.force is Force.SHOULD]
    return found.code


def test_an_explained_doubt_lets_the_form_pass_with_its_words(doubtful: Path) -> None:
    code = doubt(doubtful)

    act(doubtful, "explain", rule=code, text="2022年因搬迁停产两个月")

    report = judge(read.declaration(doubtful.read_bytes(), doubtful.name))
    assert report.verdict is Verdict.PASS
    assert [one.explanation for one in report.findings if one.code == code] == ["2022年因搬迁停产两个月"]


def test_only_the_cell_of_the_explanation_changes(doubtful: Path) -> None:
    before = guard.admit(doubtful.read_bytes(), "前")

    told = act(doubtful, "explain", rule=doubt(doubtful), text="2022年因搬迁停产两个月").data

    after = guard.admit(doubtful.read_bytes(), "后")
    changed = {
        f"{sheet}!{at}"
        for sheet in after.sheets
        for at, said in after.said(sheet).items()
        if before.said(sheet).get(at) != said
    }
    assert changed == {told["cell"]}
    assert [path.name for path in doubtful.parent.iterdir()] == [doubtful.name]


@pytest.mark.parametrize("words", ["", "核实无误", " 已核实。"])
def test_words_that_say_nothing_are_refused(doubtful: Path, words: str) -> None:
    before = doubtful.read_bytes()

    with pytest.raises(NotExplainedError, match="请写明原因"):
        act(doubtful, "explain", rule=doubt(doubtful), text=words)

    assert doubtful.read_bytes() == before


def test_what_is_no_doubt_cannot_be_explained_and_those_that_can_are_named(doubtful: Path) -> None:
    with pytest.raises(NotExplainedError, match=doubt(doubtful)):
        act(doubtful, "explain", rule="REQ-01", text="没有")


def test_groups_without_a_tick_are_listed_with_what_is_asked_of_them(tmp_path: Path) -> None:
    path = tmp_path / "申报书.xlsx"
    bare = {"scenarios_digital_rnd": None} | dict.fromkeys((f"enablers_{item}" for item in ENABLERS), None)
    path.write_bytes(firm(1, **bare))

    result = act(path, "uncovered", file=path)

    scenarios, enablers = result.data["catalogues"]
    missing = ["设备管理", "安全管控", "环保管控", "工厂建设", "产品设计", "工艺设计", "营销管理"]
    assert scenarios["uncovered"] == missing
    assert enablers["uncovered"] == ["装备", "网络", "软件"]
    assert [line.split(" ")[1] for line in result.lines if "COV-" in line] == ["错误"]
