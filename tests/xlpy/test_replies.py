"""Every file that came gets exactly one receipt, and a mail to its sender that a person looks at before it goes."""

import datetime as dt
import email
import email.policy
from email.message import EmailMessage
from pathlib import Path
from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from support.desks import act, firm, put, shown, state
from support.mails import mailed, packed
from support.spoken import DAY, DISTRICT, LATE, of_the_first
from xlpy.desk import Result
from xlpy.mail import draft
from xlpy.mail.letters import read_eml

FROM = b"From: =?utf-8?b?55Sy?= <jia@example.invalid>\n"


def collect(folder: Path, inbox: Path, day: dt.date = DAY) -> Result:
    arguments = {"inboxes": [inbox], "district": DISTRICT, "received": day, "replies": folder / "回执"}
    return act(folder / "区" / "汇总表.xlsx", "collect", **arguments)


def mails(folder: Path) -> list[EmailMessage]:
    found = sorted(folder.glob("*.eml"))
    return [
        cast(EmailMessage, email.message_from_bytes(path.read_bytes(), policy=email.policy.default)) for path in found
    ]


def text(mail: EmailMessage) -> str:
    body = mail.get_body()
    assert body is not None
    return str(body.get_content())


def test_every_file_gets_exactly_one_receipt(tmp_path: Path) -> None:
    inbox = put(
        tmp_path / "收",
        **{
            "1.xlsx": firm(1),
            "1同.xlsx": firm(1),
            "2.eml": FROM + mailed({"2.xlsx": firm(2), "执照.pdf": b"%PDF"}),
            "3.zip": packed({"3.xlsx": firm(3), "坏.xlsx": b"no book", "说明.txt": b"hello"}),
            "4.rar": b"Rar!",
        },
    )

    receipts = collect(tmp_path, inbox).data["receipts"]

    assert sorted((receipt["file"], receipt["outcome"]) for receipt in receipts) == [
        ("收/1.xlsx", "accepted"),
        ("收/1同.xlsx", "accepted"),
        ("收/2.eml/2.xlsx", "accepted"),
        ("收/3.zip/3.xlsx", "accepted"),
        ("收/3.zip/坏.xlsx", "refused"),
        ("收/3.zip/说明.txt", "refused"),
        ("收/4.rar", "refused"),
    ]
    assert all(receipt["code"] for receipt in receipts)


@of_the_first
def test_a_replaced_file_and_an_older_one_are_told_so(tmp_path: Path) -> None:
    collect(tmp_path, put(tmp_path / "收", **{"1.xlsx": firm(1)}))
    newer = put(tmp_path / "再收", **{"1改.xlsx": firm(1, legal_title="总经理")})
    collect(tmp_path, newer, LATE)
    again = put(tmp_path / "三收", **{"1旧.xlsx": firm(1, legal_title="经理"), "1.xlsx": firm(1)})

    receipts = collect(tmp_path, again, dt.date(2023, 12, 17)).data["receipts"]

    assert [(receipt["outcome"], bool(receipt["reason"])) for receipt in receipts] == [("superseded", True)] * 2


def test_a_reply_is_a_draft_to_the_sender_with_the_receipt_in_it(tmp_path: Path) -> None:
    inbox = put(tmp_path / "收", **{"2.eml": FROM + mailed({"2.xlsx": firm(2), "执照.pdf": b"%PDF"})})
    [receipt] = collect(tmp_path, inbox).data["receipts"]

    [mail] = mails(tmp_path / "回执")

    assert (mail["X-Unsent"], mail["To"]) == ("1", "jia@example.invalid")
    assert mail["Subject"] == "【收件回执】常州样例2号机械有限公司：已收取"
    assert receipt["code"] in text(mail)
    assert "随报附件：执照.pdf" in text(mail)


def test_a_refused_file_is_answered_with_its_reason_and_remedy(tmp_path: Path) -> None:
    collect(tmp_path, put(tmp_path / "收", **{"坏.xlsx": b"no book"}))

    [mail] = mails(tmp_path / "回执")

    assert mail["Subject"] == "【收件回执】坏：未收取"
    assert "另存为“Excel 工作簿（.xlsx）”再报送" in text(mail)
    assert "FILE-KIND" in text(mail)


def test_collecting_again_writes_no_other_reply(tmp_path: Path) -> None:
    inbox = put(tmp_path / "收", **{"1.xlsx": firm(1), "坏.xlsx": b"no book"})
    collect(tmp_path, inbox)
    before = state(tmp_path)

    collect(tmp_path, inbox)

    assert state(tmp_path) == before


@of_the_first
def test_a_return_is_a_draft_with_the_slip_attached(tmp_path: Path) -> None:
    book = tmp_path / "区" / "汇总表.xlsx"
    [taken] = collect(tmp_path, put(tmp_path / "收", **{"1.xlsx": firm(1, legal_title="")})).data["taken"]
    act(book, "return", rows=[taken["id"]])
    [slip] = (tmp_path / "区" / "退回通知").glob("*.xlsx")

    [mail] = mails(slip.parent)

    assert mail["X-Unsent"] == "1"
    assert [(part.get_filename(), part.get_content()) for part in mail.iter_attachments()] == [
        (slip.name, slip.read_bytes())
    ]


@of_the_first
def test_a_return_goes_to_who_sent_the_form_and_to_nobody_where_no_mail_tells(tmp_path: Path) -> None:
    """A resubmission on paper in between does not forget the address."""
    book = tmp_path / "区" / "汇总表.xlsx"
    letter = FROM + mailed({"2.xlsx": firm(2, legal_title="")})
    collect(tmp_path, put(tmp_path / "收", **{"1.xlsx": firm(1, legal_title=""), "2.eml": letter}))
    taken = collect(tmp_path, put(tmp_path / "再", **{"2.xlsx": firm(2, legal_title="", revenue_2022_wan=9001)}))
    assert len(taken.data["taken"]) == 1
    act(book, "return", rows=[row["id"] for row in shown(book, "初审")])

    found = {mail["Subject"]: mail["To"] for mail in mails(tmp_path / "区" / "退回通知")}

    assert [found[subject] for subject in sorted(found)] == ["", "jia@example.invalid"]


@given(st.text(st.characters(categories=["L", "N"], max_codepoint=0x9FFF), min_size=1, max_size=60), st.binary())
def test_our_own_mail_is_one_that_we_can_read(name: str, content: bytes) -> None:
    made = draft("主题", "正文", {f"{name}.xlsx": content}, "a@example.invalid")

    assert read_eml(made).attachments == ((f"{name}.xlsx", content),)
    assert made == draft("主题", "正文", {f"{name}.xlsx": content}, "a@example.invalid")
