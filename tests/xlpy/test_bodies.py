"""Documents beside forms through the commands: taken, kept, counted, sent on, read again, and never guessed."""

import datetime as dt
import hashlib
import json
import zipfile
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import docx
import pytest

from support.desks import act, code, firm, put, shown, state
from support.package import zipped
from support.spoken import DAY, DISTRICT, PULLED
from support.word import SITUATION, TEXTS, document, line, written
from workbook.merge import Declaration
from xlpy.cli import obey
from xlpy.desk import FINE, LOOK, Result
from xlpy.folder import FolderDesk
from xlpy.settings import Settings

BLANK = dict.fromkeys(TEXTS, "")
CHANGED = {**TEXTS, "demonstration_role": "改写过的示范作用。"}


def form(number: int, **changes: Any) -> bytes:
    """The form of the n-th firm, its chapters left to the document."""
    return firm(number, **{**BLANK, **changes})


def body(number: int, texts: dict[str, str] = TEXTS) -> bytes:
    return written(texts, code=code(number))


def collect(folder: Path, *inboxes: Path, day: dt.date | None = DAY) -> Result:
    return act(folder / "汇总表.xlsx", "collect", inboxes=list(inboxes), district=DISTRICT, received=day)


def standing(folder: Path) -> list[Declaration]:
    """The declarations as the journal tells them, each as it stands."""
    journal = (folder / "汇总表.档案" / "journal.jsonl").read_text("utf-8").splitlines()
    events = [json.loads(entry) for entry in journal]
    taken = [event for event in events if event["kind"] == "accepted"]
    return [*{entry["declaration"]: Declaration(**entry["data"]["declaration"]) for entry in taken}.values()]


def verdicts(result: Result) -> list[str]:
    return [entry["verdict"] for entry in result.data["taken"]]


# ---- record and validate ----


def test_record_reads_the_chapters_of_the_document_in_the_folder(tmp_path: Path) -> None:
    folder = put(tmp_path, **{"甲.xlsx": form(1), "甲_正文.docx": body(1)})

    result = act(folder / "甲.xlsx", "record", file=folder / "甲.xlsx")

    fields = result.data["fields"]
    assert {id_: fields[id_]["value"] for id_ in TEXTS} == TEXTS
    assert fields["demonstration_role"]["found_by"] == "document"
    assert result.data["document"]["name"] == "甲_正文.docx"


def test_record_takes_the_document_that_is_named(tmp_path: Path) -> None:
    form_ = put(tmp_path / "表", **{"甲.xlsx": form(1), "旧稿.docx": body(1)}) / "甲.xlsx"
    named = put(tmp_path / "稿", **{"新稿.docx": body(1, CHANGED)}) / "新稿.docx"

    result = act(form_, "record", file=form_, documents=[named])

    assert result.data["fields"]["demonstration_role"]["value"] == CHANGED["demonstration_role"]


def test_validate_passes_a_form_whose_chapters_stand_beside_it(tmp_path: Path) -> None:
    folder = put(tmp_path, **{"甲.xlsx": form(1), "正文.docx": body(1)})

    assert act(folder / "甲.xlsx", "validate", files=[folder / "甲.xlsx"]).data[0]["verdict"] == "pass"


def test_validate_tells_each_form_of_a_folder_its_own_document(tmp_path: Path) -> None:
    files = {"甲.xlsx": form(1), "乙.xlsx": form(2), "a.docx": body(2), "b.docx": body(1)}
    folder = put(tmp_path, **files)

    result = act(folder / "甲.xlsx", "validate", files=[folder / "甲.xlsx", folder / "乙.xlsx"])

    assert [entry["verdict"] for entry in result.data] == ["pass", "pass"]


def test_a_form_under_another_ending_has_its_document_too(tmp_path: Path) -> None:
    folder = put(tmp_path, **{"甲.xlsm": form(1), "正文.docx": body(1)})

    assert act(folder / "甲.xlsm", "validate", files=[folder / "甲.xlsm"]).data[0]["verdict"] == "pass"


def test_validate_takes_documents_among_its_files(tmp_path: Path) -> None:
    forms = put(tmp_path / "表", **{"甲.xlsx": form(1), "乙.xlsx": form(2)})
    bodies = put(tmp_path / "文", **{"甲.docx": body(1), "乙.docx": body(2)})
    files = [*sorted(forms.iterdir()), *sorted(bodies.iterdir())]

    result = act(forms / "甲.xlsx", "validate", files=files)

    assert [(Path(entry["file"]).name, entry["verdict"]) for entry in result.data] == [
        ("乙.xlsx", "pass"),
        ("甲.xlsx", "pass"),
    ]


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (document(line("营业执照")), "FILE-OTHER"),
        (b"PK\x03\x04broken", "FILE-DAMAGED"),
        (document(line(SITUATION), line("文"), keywords="changzhou-2022 2022"), "FILE-NOTICE"),
    ],
    ids=["no chapters", "damaged", "another notice"],
)
def test_a_named_document_that_cannot_be_taken_is_refused_by_code(tmp_path: Path, data: bytes, refusal: str) -> None:
    folder = put(tmp_path, **{"甲.xlsx": form(1), "文.docx": data})

    result = act(folder / "甲.xlsx", "validate", files=[folder / "甲.xlsx", folder / "文.docx"])

    assert [entry["error"]["code"] for entry in result.data if entry["verdict"] is None] == [refusal]
    assert result.status == LOOK


def test_a_named_document_of_another_firm_is_asked_at_the_only_form(tmp_path: Path) -> None:
    folder = put(tmp_path, **{"甲.xlsx": form(1), "文.docx": body(2)})

    result = act(folder / "甲.xlsx", "validate", files=[folder / "甲.xlsx", folder / "文.docx"])

    assert [finding["code"] for finding in result.data[0]["findings"] if "文.docx" in finding["message"]] == [
        "BODY-CODE"
    ]


def test_a_named_document_that_fits_none_of_several_forms_is_refused(tmp_path: Path) -> None:
    folder = put(tmp_path, **{"甲.xlsx": form(1), "乙.xlsx": form(2), "文.docx": body(3)})
    files = [folder / name for name in ("甲.xlsx", "乙.xlsx", "文.docx")]

    result = act(files[0], "validate", files=files)

    assert [entry["error"]["code"] for entry in result.data if entry["verdict"] is None] == ["FILE-OTHER"]


def test_the_command_line_takes_both(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = put(tmp_path / "表", **{"甲.xlsx": form(1)})
    put(tmp_path / "文", **{"正文.docx": body(1)})
    files = [str(folder / "甲.xlsx"), str(tmp_path / "文" / "正文.docx")]

    assert obey(["validate", *files, "--json"]) == FINE
    assert json.loads(capsys.readouterr().out)[0]["verdict"] == "pass"
    assert obey(["record", *files, "--json"]) == FINE
    assert json.loads(capsys.readouterr().out)["document"]["name"] == "正文.docx"


def test_the_letter_prints_the_texts_of_the_document_and_not_its_own_last_print(tmp_path: Path) -> None:
    folder = put(tmp_path, **{"甲.xlsx": form(1), "正文.docx": body(1)})
    out = folder / "申报书.docx"
    first = act(out, "letter", file=folder / "甲.xlsx")
    put(folder, **{"正文.docx": body(1, CHANGED)})

    again = act(out, "letter", file=folder / "甲.xlsx")

    said = "".join(entry.text for entry in docx.Document(str(out)).paragraphs)
    assert (first.status, again.status, again.data["document"]) == (FINE, FINE, "正文.docx")
    assert CHANGED["demonstration_role"] in said
    assert TEXTS["demonstration_role"] not in said


def test_the_letter_tells_what_is_to_be_asked(tmp_path: Path) -> None:
    folder = put(tmp_path, **{"甲.xlsx": form(1), "正文.docx": body(2)})

    result = act(folder / "申报书.docx", "letter", file=folder / "甲.xlsx")

    assert result.status == LOOK
    assert "另一个代码" in result.data["notes"][0]


# ---- collect ----


def test_collect_takes_the_texts_and_keeps_the_document_byte_for_byte(tmp_path: Path) -> None:
    document_ = body(1)

    result = collect(tmp_path, put(tmp_path / "收" / "甲", **{"甲.xlsx": form(1), "正文.docx": document_}).parent)

    assert verdicts(result) == ["pass"]
    (entry,) = standing(tmp_path)
    assert [(file.name, file.role) for file in entry.attachments] == [("正文.docx", "body")]
    sha = hashlib.sha256(document_).hexdigest()
    assert [path.read_bytes() for path in (tmp_path / "汇总表.档案" / "originals").glob(f"*{sha}*")] == [document_]


@pytest.mark.parametrize("envelope", ["zip", "eml"])
def test_collect_takes_both_out_of_one_envelope(tmp_path: Path, envelope: str) -> None:
    files = {"甲.xlsx": form(1), "正文.docx": written(TEXTS, code="")}
    inbox = put(tmp_path / "收", **{f"甲.{envelope}": zipped(files) if envelope == "zip" else _mail(files)})

    result = collect(tmp_path, inbox)

    assert verdicts(result) == ["pass"]
    assert [finding.rule for finding in standing(tmp_path)[0].findings if finding.rule.startswith("BODY")] == [
        "BODY-CODE"
    ]


def test_in_a_flat_folder_the_code_tells_whose_document_it_is(tmp_path: Path) -> None:
    files = {"甲.xlsx": form(1), "乙.xlsx": form(2), "1.docx": body(2, CHANGED), "2.docx": body(1)}

    result = collect(tmp_path, put(tmp_path / "收", **files))

    assert verdicts(result) == ["pass", "pass"]
    assert result.data["loose"] == []
    assert {entry.file: [file.name for file in entry.attachments] for entry in standing(tmp_path)} == {
        "收/乙.xlsx": ["1.docx"],
        "收/甲.xlsx": ["2.docx"],
    }


def test_a_document_nobody_can_tell_is_loose(tmp_path: Path) -> None:
    files = {"甲.xlsx": form(1), "乙.xlsx": form(2), "无代码.docx": written(TEXTS, code="")}

    result = collect(tmp_path, put(tmp_path / "收", **files))

    assert verdicts(result) == ["fail", "fail"]
    assert result.data["loose"] == ["收/无代码.docx"]


def test_two_that_fit_are_asked_and_both_are_kept(tmp_path: Path) -> None:
    files = {"甲.xlsx": form(1), "初稿.docx": body(1), "改稿.docx": body(1, CHANGED)}

    result = collect(tmp_path, put(tmp_path / "收" / "甲", **files).parent)

    (entry,) = standing(tmp_path)
    assert verdicts(result) == ["fail"]
    assert "BODY-SEVERAL" in {finding.rule for finding in entry.findings}
    assert sorted((file.name, file.role) for file in entry.attachments) == [
        ("初稿.docx", "body"),
        ("改稿.docx", "body"),
    ]


def test_collecting_twice_changes_nothing(tmp_path: Path) -> None:
    files = {"甲.xlsx": form(1), "乙.xlsx": form(2), "1.docx": body(2), "2.docx": body(1), "3.docx": body(1)}
    inbox = put(tmp_path / "收", **files)
    collect(tmp_path, inbox)
    before = state(tmp_path)

    again = collect(tmp_path, inbox)

    assert (again.data["taken"], again.data["superseded"]) == ([], [])
    assert state(tmp_path) == before


@pytest.mark.parametrize("place", ["收/甲", "收"])
def test_a_changed_document_alone_is_a_resubmission_with_a_named_difference(tmp_path: Path, place: str) -> None:
    """In the folder of its firm, and in a flat one where another firm lies beside it."""
    put(tmp_path / place, **{"甲.xlsx": form(1), "正文.docx": body(1)})
    put(tmp_path / "收", **{"乙.xlsx": firm(2)})
    collect(tmp_path, tmp_path / "收")
    put(tmp_path / place, **{"正文.docx": body(1, CHANGED)})

    result = collect(tmp_path, tmp_path / "收")

    (taken,) = result.data["taken"]
    assert [change["label"] for change in taken["changes"]] == ["项目示范作用"]
    entry = next(entry for entry in standing(tmp_path) if entry.id == taken["id"])
    assert [file.role for file in entry.attachments] == ["", "body"]


def test_a_document_that_comes_later_completes_the_form(tmp_path: Path) -> None:
    inbox = put(tmp_path / "收", **{"甲.xlsx": form(1), "乙.xlsx": firm(2)})
    collect(tmp_path, inbox)
    put(inbox, **{"补.docx": body(1)})

    assert verdicts(collect(tmp_path, inbox)) == ["pass"]


def test_of_two_mails_the_later_document_counts(tmp_path: Path) -> None:
    first, older, newer = _mail({"甲.xlsx": form(1)}, 16), body(1), body(1, CHANGED)
    drafts = {"初.eml": _mail({"正文.docx": older}, 17), "改.eml": _mail({"正文.docx": newer}, 18)}

    collect(tmp_path, put(tmp_path / "收", **{"甲.eml": first, "乙.xlsx": firm(2), **drafts}), day=None)

    by_name = {entry.file: entry for entry in standing(tmp_path)}
    attached = by_name["收/甲.eml/甲.xlsx"].attachments
    kept = {file.sha256: file.role for file in attached}
    assert kept == {_sha(older): "", _sha(newer): "body"}


def test_a_hostile_document_is_kept_unread_and_named_by_its_code(tmp_path: Path) -> None:
    files = {"甲.xlsx": firm(1), "正文.docx": document(line(SITUATION), head='<!DOCTYPE x [<!ENTITY e "e">]>')}

    result = collect(tmp_path, put(tmp_path / "收" / "甲", **files).parent)

    (entry,) = standing(tmp_path)
    assert verdicts(result) == ["pass"]
    assert [finding.rule for finding in entry.findings if finding.rule.startswith("FILE")] == ["FILE-UNSAFE"]
    assert [file.name for file in entry.attachments] == ["正文.docx"]


# ---- the way to the city ----


def test_the_city_reads_the_same_from_the_package(tmp_path: Path) -> None:
    document_ = body(1)
    collect(tmp_path, put(tmp_path / "收" / "甲", **{"甲.xlsx": form(1), "正文.docx": document_}).parent)
    act(tmp_path / "汇总表.xlsx", "opinion", all_rows=True, opinion="推荐", by="张三", day=DAY)
    package = tmp_path / f"报送包_{DISTRICT}.zip"

    act(tmp_path / "市" / "总表.xlsx", "pull", inboxes=[package], received=PULLED)

    with zipfile.ZipFile(package) as packed:
        assert document_ in [packed.read(name) for name in packed.namelist() if name.startswith("attachments/")]
    (district,), (city,) = standing(tmp_path), _of(tmp_path / "市" / "总表.xlsx")
    assert (city.digest, city.texts, city.verdict) == (district.digest, district.texts, "pass")
    assert [row["company_name"] for row in shown(tmp_path / "汇总表.xlsx", "明细")] == ["常州样例1号机械有限公司"]


@pytest.mark.parametrize("documents", [("初稿", "改稿"), ("无代码",)])
def test_the_city_says_of_the_documents_what_the_district_said(tmp_path: Path, documents: tuple[str, ...]) -> None:
    known = {"初稿": body(1), "改稿": body(1, CHANGED), "无代码": written(TEXTS, code="")}
    files = {"甲.xlsx": form(1), **{f"{name}.docx": known[name] for name in documents}}
    collect(tmp_path, put(tmp_path / "收" / "甲", **files).parent)
    package = tmp_path / f"报送包_{DISTRICT}.zip"

    act(tmp_path / "市" / "总表.xlsx", "pull", inboxes=[package], received=PULLED)

    (district,), (city,) = standing(tmp_path), _of(tmp_path / "市" / "总表.xlsx")
    assert (city.digest, city.findings) == (district.digest, district.findings)


def test_two_documents_of_one_name_stay_two_in_the_package(tmp_path: Path) -> None:
    """One lies beside the form, one elsewhere in the inbox: in the package both lie beside it."""
    put(tmp_path / "收" / "甲", **{"甲.xlsx": form(1), "正文.docx": body(1)})
    collect(tmp_path, put(tmp_path / "收", **{"正文.docx": body(1, CHANGED)}))

    act(tmp_path / "市" / "总表.xlsx", "pull", inboxes=[tmp_path / f"报送包_{DISTRICT}.zip"], received=PULLED)

    (district,), (city,) = standing(tmp_path), _of(tmp_path / "市" / "总表.xlsx")
    assert "BODY-SEVERAL" in {finding.rule for finding in district.findings}
    assert (city.digest, city.findings) == (district.digest, district.findings)


def test_the_city_takes_the_changed_document_and_not_the_old_one(tmp_path: Path) -> None:
    inbox = put(tmp_path / "收" / "甲", **{"甲.xlsx": form(1), "正文.docx": body(1)}).parent
    collect(tmp_path, inbox)
    put(inbox / "甲", **{"正文.docx": body(1, CHANGED)})
    collect(tmp_path, inbox)

    act(tmp_path / "市" / "总表.xlsx", "pull", inboxes=[tmp_path / f"报送包_{DISTRICT}.zip"])

    assert [entry.digest for entry in _of(tmp_path / "市" / "总表.xlsx")] == [standing(tmp_path)[-1].digest]


def _of(book: Path) -> list[Declaration]:
    desk = FolderDesk(book, Settings("李四", book.parent / "home", wait_seconds=0.5))
    lines = [entry for entry in desk.journal() if entry.kind == "accepted"]
    return [Declaration.model_validate(entry.data["declaration"]) for entry in lines]


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _mail(files: dict[str, bytes], day: int = 18) -> bytes:
    message = EmailMessage()
    message["Date"] = f"{day} Dec 2023 09:00:00 +0800"
    message.set_content("见附件")
    for name, data in files.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()
