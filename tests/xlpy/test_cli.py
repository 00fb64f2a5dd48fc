"""The command line: exit codes, one JSON document, one Chinese sentence for every mistake."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from support.desks import firm, put
from support.spoken import NOTICE, base_values, of_the_first
from xlpy import console
from xlpy.cli import obey
from xlpy.commands import LINE

CHINESE = re.compile(r"[\u4e00-\u9fff]")
ROOT = Path(__file__).parents[2]

WRONG = {
    "render": ["render", "--notice", "nowhere-1999", "--out", "papers"],
    "fields": ["fields", "--notice", "nowhere-1999"],
    "notice": ["notice", "check", "nowhere-1999"],
    "manual": ["manual", "NOWHERE-1"],
    "rules": ["rules", "--notice", "nowhere-1999"],
    "amend": ["amend", "--notice", NOTICE, "--deadline", "someday", "--day", "2023-12-27", "--number", "1号"],
    "fill": ["fill", "--notice", NOTICE, "--values", "不存在.json", "--out", "a.xlsx"],
    "letter": ["letter", "nothing.xlsx", "--out", "letter.docx"],
    "repair": ["repair", "坏.xlsx", "--out", "新.xlsx"],
    "record": ["record", "不存在.xlsx"],
    "validate": ["validate", "坏.xlsx"],
    "uncovered": ["uncovered", "none.xlsx"],
    "explain": ["explain", "none.xlsx", "--rule", "ELIG-10", "--text", "理由"],
    "collect": ["collect", "收件箱", "--district", "某区", "--out", "d"],
    "opinion": ["opinion", "不存在.xlsx"],
    "return": ["return", "不存在.xlsx", "A"],
    "pull": ["pull", "不存在", "--master", "总表.xlsx"],
    "decide": ["decide", "不存在.xlsx", "--row", "A", "--state", "通过"],
    "review": ["review", "out", "不存在.xlsx", "--out", "评审", "--experts", "3"],
    "publish": ["publish", "不存在.xlsx", "--list", "proposed", "--out", "名单"],
    "overview": ["overview", "不存在.xlsx"],
    "pool": ["pool", "不存在.xlsx"],
    "forward": ["forward", "不存在.xlsx", "没有.docx"],
    "trace": ["trace", "不存在.xlsx", "总表!C2"],
    "overrule": ["overrule", "不存在.xlsx", "--row", "A", "--rule", "ELIG-10", "--why", "核实"],
    "adopt": ["adopt", "不存在.xlsx", "--all"],
    "revert": ["revert", "不存在.xlsx", "--all"],
    "invite": ["invite", "不存在.xlsx"],
    "remind": ["remind", "不存在.xlsx"],
    "withdraw": ["withdraw", "不存在.xlsx", "--row", "A", "--why", "误报"],
    "undo": ["undo", "不存在.xlsx"],
    "rebuild": ["rebuild", "不存在.xlsx"],
    "verify": ["verify", "不存在.xlsx"],
    "doctor": ["doctor", "--notice", "nowhere-1999"],
    "addin": ["addin", "fly"],
    "office": ["office", "fly"],
    "kit": ["kit", "build", "--python", "无.zip", "--sha256", "0", "--wheels", "收件箱", "--out", "kit"],
    "demo": ["demo"],
}


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XLPY_HOME", str(tmp_path / "home"))
    put(tmp_path / "收件箱", **{"甲.xlsx": firm(1)})
    put(tmp_path, **{"坏.xlsx": b"not a book"})
    return tmp_path


def said(words: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    status = obey(words)
    told = capsys.readouterr()
    return status, told.out, told.err


@pytest.mark.parametrize("id_", LINE)
def test_a_mistake_is_one_chinese_sentence_and_exit_2(id_: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = said(WRONG[id_], capsys)

    assert (status, out) == (2, "")
    assert len(err.strip().splitlines()) == 1
    assert CHINESE.search(err)
    assert "程序自身出错" not in err


@pytest.mark.parametrize("id_", LINE)
def test_with_json_a_mistake_is_one_document(id_: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = said([*WRONG[id_], "--json"], capsys)

    assert (status, err) == (2, "")
    assert set(json.loads(out)["error"]) == {"code", "message"}


@pytest.mark.parametrize("words", [["飞"], ["collect"], ["render", "--out"], ["record", "a.xlsx", "--quick"]])
def test_a_wrong_way_of_writing_is_one_chinese_sentence(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = said(words, capsys)

    assert status == 2
    assert len(err.strip().splitlines()) == 1
    assert CHINESE.search(err)


def test_a_mistake_of_ours_goes_to_the_log_and_says_so(
    desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(console, "show", broken)

    status, _, err = said(["rules", "--notice", NOTICE], capsys)

    assert status == 2
    assert "程序自身出错" in err
    assert "ZeroDivisionError" in (desk / "home" / "xlpy.log").read_text("utf-8")


def test_papers_are_rendered(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = said(["render", "--notice", NOTICE, "--out", "papers", "--json"], capsys)

    assert status == 0
    assert [Path(file).name for file in json.loads(out)["files"]] == [
        "申报书.xlsx",
        "申报书正文.docx",
        "汇总表.xlsx",
        "总表.xlsx",
        "名册.xlsx",
    ]
    assert all(Path(file).is_file() for file in json.loads(out)["files"])


@of_the_first
def test_fields_tell_where_everything_lies(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = said(["fields", "--notice", NOTICE, "--json"], capsys)

    rows = json.loads(out)
    wanted = {"id", "source", "label", "kind", "required", "paper", "sheet", "cells", "name", "options"}
    assert all(wanted <= set(row) for row in rows)
    assert sum(row["paper"] == "summary" for row in rows) == 13


@of_the_first
def test_what_was_filled_is_read_back(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "v.json").write_text(json.dumps(base_values(revenue_2022_wan=15800.5), ensure_ascii=False), "utf-8")

    first, *_ = said(["fill", "--notice", NOTICE, "--values", "v.json", "--out", "a.xlsx"], capsys)
    status, out, _ = said(["record", "a.xlsx", "--json"], capsys)

    told = json.loads(out)
    assert (first, status) == (0, 0)
    assert (told["paper"], told["notice"]) == ("declaration", NOTICE)
    assert told["fields"]["revenue_2022_wan"]["value"] == "15800.5"
    assert told["fields"]["company_name"]["value"] == "常州样例机械有限公司"


@of_the_first
def test_a_form_with_an_error_exits_1_and_names_its_cell(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(desk, **{"乙.xlsx": firm(1, company_name="")})

    status, out, _ = said(["validate", "乙.xlsx", "--json"], capsys)

    [told] = json.loads(out)
    must = [finding for finding in told["findings"] if finding["force"] == "must"]
    assert (status, told["verdict"]) == (1, "fail")
    assert [(finding["source"], finding["cells"]) for finding in must] == [("REQ-01", ["企业基本信息!C5"])]


def test_one_unreadable_file_among_others_is_told_beside_them(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = said(["validate", "收件箱/甲.xlsx", "坏.xlsx", "--json"], capsys)

    assert status == 1
    assert [entry["verdict"] for entry in json.loads(out)] == ["pass", None]


def test_the_installed_command_gives_its_exit_code(desk: Path) -> None:
    environment = {"PYTHONPATH": str(ROOT), "XLPY_HOME": str(desk / "home"), "PATH": ""}

    done = subprocess.run(
        [sys.executable, "-m", "xlpy", "validate", "坏.xlsx"], env=environment, capture_output=True, check=False
    )

    assert done.returncode == 2
    assert "坏.xlsx" in done.stderr.decode("utf-8")


def test_heavy_libraries_are_not_imported_to_judge_one_form(desk: Path) -> None:
    check = (
        "import sys; from xlpy.cli import obey; obey(['validate', '收件箱/甲.xlsx', '--json']); "
        "print([name for name in ('pandas', 'openpyxl', 'docx', 'xlsxwriter') if name in sys.modules], file=sys.stderr)"
    )

    done = subprocess.run(
        [sys.executable, "-c", check],
        env={"PYTHONPATH": str(ROOT), "HOME": str(desk)},
        capture_output=True,
        check=False,
    )

    assert done.stderr.decode().strip() == "[]"


def test_a_declaration_is_written_as_word_with_the_files_beside_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "申报书.xlsx").write_bytes(firm(1))
    (tmp_path / "in" / "营业执照.pdf").write_bytes(b"%PDF-1.4")

    status, out, _ = said(
        ["letter", str(tmp_path / "in" / "申报书.xlsx"), "--out", str(tmp_path / "申报书.docx"), "--json"], capsys
    )

    assert (status, json.loads(out)["attachments"]) == (0, ["营业执照.pdf"])
    assert (tmp_path / "申报书.docx").read_bytes().startswith(b"PK")
