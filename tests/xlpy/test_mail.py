"""Envelopes of every kind give the same papers."""

import datetime as dt
import os
from email.header import Header
from email.message import EmailMessage
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from pathlib import Path

import pytest

from support.mails import packed, packed_as
from workbook.errors import ValueMissingError
from xlpy.mail import open_envelopes


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_an_unflagged_name_in_a_zip_is_read_as_it_was_typed(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.zip").write_bytes(packed_as(encoding, "武进甲公司申报书.xlsx", b"form"))

    inbox = open_envelopes([tmp_path])

    assert [file.name for file in inbox.papers] == ["武进甲公司申报书.xlsx"]


def test_a_zip_in_a_zip_is_opened_and_a_third_is_refused(tmp_path: Path) -> None:
    innermost = packed({"c.xlsx": b"3"})
    inner = packed({"b.xlsx": b"2", "c.zip": innermost})
    (tmp_path / "a.zip").write_bytes(packed({"inner.zip": inner}))

    inbox = open_envelopes([tmp_path])

    assert [file.name for file in inbox.papers] == ["b.xlsx"]
    assert [refusal.code for refusal in inbox.refused] == ["FILE-KIND"]


def test_a_nested_folder_gives_forms_and_what_lies_beside_them(tmp_path: Path) -> None:
    place = tmp_path / "收件箱" / "甲公司"
    place.mkdir(parents=True)
    for name in ("申报书.xlsx", "营业执照.pdf", "~$申报书.xlsx", ".DS_Store", "a.tmp"):
        (place / name).write_bytes(b"x")

    inbox = open_envelopes([tmp_path / "收件箱"])

    assert [file.path for file in inbox.papers] == ["收件箱/甲公司/申报书.xlsx"]
    assert [(file.name, file.place) for file in inbox.beside] == [("营业执照.pdf", "收件箱/甲公司")]
    assert inbox.skipped == 3


def test_a_mail_with_folded_gbk_words_gives_name_and_day(tmp_path: Path) -> None:
    mail = MIMEMultipart()
    mail["Date"] = "Mon, 18 Dec 2023 23:50:00 +0800"
    part = MIMEApplication(b"form")
    name = Header("江苏某某智能装备制造股份有限公司智能工厂申报书.xlsx", "gbk", maxlinelen=40).encode()
    part["Content-Disposition"] = f'attachment; filename="{name}"'
    mail.attach(part)
    (tmp_path / "a.eml").write_bytes(mail.as_bytes())

    inbox = open_envelopes([tmp_path / "a.eml"])

    assert [file.name for file in inbox.papers] == ["江苏某某智能装备制造股份有限公司智能工厂申报书.xlsx"]
    assert inbox.papers[0].sent == dt.date(2023, 12, 18)


def test_a_mail_with_an_rfc2231_name_is_read(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["Date"] = "Mon, 18 Dec 2023 08:00:00 +0800"
    mail.set_content("见附件")
    mail.add_attachment(b"form", maintype="application", subtype="octet-stream", filename="申报书甲.xlsx")
    (tmp_path / "a.eml").write_bytes(bytes(mail))

    inbox = open_envelopes([tmp_path / "a.eml"])

    assert [file.name for file in inbox.papers] == ["申报书甲.xlsx"]


def test_raw_gbk_bytes_in_a_header_are_read(tmp_path: Path) -> None:
    head = 'Date: Mon, 18 Dec 2023 08:00:00 +0800\nContent-Disposition: attachment; filename="申报书.xlsx"\n\nform'
    (tmp_path / "a.eml").write_bytes(head.encode("gbk"))

    inbox = open_envelopes([tmp_path / "a.eml"])

    assert [file.name for file in inbox.papers] == ["申报书.xlsx"]


def test_rar_gets_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "甲公司.rar").write_bytes(b"Rar!")

    inbox = open_envelopes([tmp_path])

    assert [refusal.reason for refusal in inbox.refused] == ["“甲公司.rar”是压缩包，请解压后报送，或改用 .zip。"]


def test_a_broken_zip_is_refused_and_the_others_are_taken(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 no")
    (tmp_path / "b.xlsx").write_bytes(b"form")

    inbox = open_envelopes([tmp_path])

    assert [refusal.code for refusal in inbox.refused] == ["FILE-DAMAGED"]
    assert [file.name for file in inbox.papers] == ["b.xlsx"]


def test_a_name_that_climbs_out_of_the_zip_stays_inside(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed({"../../etc/a.xlsx": b"form"}))

    inbox = open_envelopes([tmp_path / "a.zip"])

    assert [file.path for file in inbox.papers] == ["a.zip/etc/a.xlsx"]


def test_a_package_of_a_district_is_kept_whole(tmp_path: Path) -> None:
    (tmp_path / "报送包.zip").write_bytes(packed({"manifest.json": b"{}", "汇总表.xlsx": b"x"}))

    inbox = open_envelopes([tmp_path])

    assert [file.name for file in inbox.packages] == ["报送包.zip"]
    assert inbox.papers == []


def test_an_inbox_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueMissingError, match="没有名为"):
        open_envelopes([tmp_path / "不存在"])


def test_a_name_written_by_windows_on_a_linux_share_is_read(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode("甲公司.xlsx".encode("gb18030"))).write_bytes(b"x")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")

    [paper] = open_envelopes([tmp_path]).papers

    assert paper.name == "甲公司.xlsx"
