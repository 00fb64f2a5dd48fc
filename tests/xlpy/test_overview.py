"""概览: what stands in the 总表 counts although only the sheets on which a state hangs are read."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from support.desks import act, type_in
from support.rounds import OTHER, desk, pull, sent
from support.spoken import of_the_first
from xlpy import city, portable
from xlpy.dossier import existing_dossier

pytestmark = of_the_first


@pytest.fixture
def master(tmp_path: Path) -> Path:
    """A 总表 of two firms, of which one came from two districts."""
    pull(tmp_path / "市", sent(tmp_path / "武进", 1, 2), sent(tmp_path / "新北", 1, district=OTHER))
    return tmp_path / "市" / "总表.xlsx"


@pytest.fixture(autouse=True)
def _no_pdf(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A desk without LibreOffice, but where the test is about PDF."""
    if "pdf" not in request.node.name:
        monkeypatch.setattr(portable, "program", lambda: None)


def test_a_decision_typed_since_counts_and_the_book_stays_as_it_was(master: Path) -> None:
    type_in(master, "总表", 0, is_master=True, review="通过")
    before = master.read_bytes()

    told = act(master, "overview").data

    states = told["tables"]["状态"]
    assert sum(line.get("评审通过", 0) for line in states.values()) == 1
    assert master.read_bytes() == before


def test_a_cell_typed_over_and_a_row_of_a_persons_own_are_told_as_not_counted(master: Path) -> None:
    type_in(master, "总表", 0, is_master=True, firm="别的名称")
    type_in(master, "总表", 3, is_master=True, firm="手工添加有限公司")

    result = act(master, "overview")

    assert [line.partition("：")[0].partition("，")[0] for line in result.data["notes"]] == [
        "总表第5行不是收到的申报",
        f"总表!C2 企业名称（{city_ids(master)[0]}）",
    ]
    assert result.data["totals"]["申报"] == "3家"


def city_ids(master: Path) -> list[str]:
    """The declarations, as the rows of the 总表 tell them."""
    return [str(row["id"]) for row in existing_dossier(desk(master), "master").rows["总表"]]


@pytest.mark.parametrize(
    "typed",
    [
        {"review": "通过"},
        {"decision": "拟认定"},
        {"decision": "认定"},
        {"decision": "随便"},
        {"state": "认定"},
        {"firm": "别的名称", "decision": "拟认定"},
        {"id": "AAAAAAAAAAAA"},
        {"remark": "说明"},
    ],
    ids=["review", "proposed", "too-far", "no-word", "over-the-state", "over-a-name", "over-the-id", "remark"],
)
@pytest.mark.parametrize("is_ruled", [False, True])
def test_states_and_words_about_the_master_are_those_of_the_full_reading(
    master: Path, typed: dict[str, Any], *, is_ruled: bool
) -> None:
    """The first row is one of the firm that two districts sent; its clash is ruled on beside it, or not."""
    type_in(master, "总表", 0, is_master=True, **typed)
    if is_ruled:
        type_in(master, "冲突", 0, is_master=True, ruling="保留武进区一份")
    dossier = existing_dossier(desk(master), "master")

    full, short = city.read_back(dossier), city.read_back(dossier, only_counted=True)

    assert dossier.after(short.events)[0].states == dossier.after(full.events)[0].states
    assert short.lines == full.lines


def test_the_pdf_is_made_once_and_not_again_while_the_picture_stays(master: Path) -> None:
    if not shutil.which("soffice"):
        pytest.skip("soffice is missing; apt-get install -y --no-install-recommends libreoffice-calc")
    act(master, "overview")
    page = master.parent / "概览.pdf"
    made = page.read_bytes()

    again = act(master, "overview")

    assert made.startswith(b"%PDF")
    assert again.plan.is_empty
