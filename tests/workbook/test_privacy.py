"""No personal data reaches the public: planted in every field in many shapes, in every corner of a finished file."""

import io
import itertools
from collections.abc import Iterator
from types import SimpleNamespace

import pypdf
import pytest
import xlsxwriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from support import office
from support.listed import issue, row, with_part, with_words
from support.spoken import NOTICE, of_the_first
from support.trust import told
from workbook import privacy
from workbook.codes import check_digit
from workbook.errors import PersonalDataError
from workbook.notice import shelf
from workbook.render import list as books
from workbook.render.announcement import document
from xlpy import portable

PACK = shelf.pack(NOTICE)
OURS = ("85681233", "0519-85680000")
CODE = "91320412MA1ABCDE0" + check_digit("91320412MA1ABCDE0")
SECRETS = {
    "mobile": "13861234567",
    "identity": "320404198506154321",
    "identity_x": "32040419850615432X",
    "identity_old": "320404850615432",
    "code": CODE,
    "code_of_digits": "123204000140123456",
    "landline": "0519-86541234",
    "bare_landline": "86541234",
    "mail": "zhang.san@example.com",
}
SHAPES = {
    "alone": "{}",
    "in_words": "联系人张三{}，请联系",
    "in_brackets": "样例公司（{}）",
    "behind_a_word": "电话：{}",
    "with_text_close": "甲{}乙",
    "spaced": "spaced",
    "hyphened": "hyphened",
    "full_width": "full_width",
    "invisible": "invisible",
}
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


def shaped(secret: str, shape: str) -> str:
    if shape in ("spaced", "hyphened", "invisible"):
        joint = {"spaced": " ", "hyphened": "-", "invisible": "\u200b"}[shape]
        plain = secret.replace("-", "")
        if "@" in plain:
            return plain.replace("@", f"{joint}@{joint}") if shape == "spaced" else plain
        return joint.join(plain[at : at + 4] for at in range(0, len(plain), 4))
    return secret.translate(_WIDE) if shape == "full_width" else SHAPES[shape].format(secret)


def planted() -> Iterator[tuple[str, str, str]]:
    """Every column of every list x every secret x every shape."""
    for listing in PACK.lists:
        texts = [column for column in listing.columns if column != "number"]
        for column, secret, shape in itertools.product(texts, SECRETS.values(), SHAPES):
            yield listing.id, column, shaped(secret, shape)


def test_500_planted_secrets_none_gets_through_a_finished_book() -> None:
    cases = [*planted()]
    through = []
    for listing, column, secret in cases:
        data = books.listing(PACK, listing, [row(1), row(2, **{column: secret})])
        try:
            privacy.check(data, "名单.xlsx", OURS)
        except PersonalDataError:
            continue
        through.append((listing, column, secret))

    assert len(cases) >= 500
    assert through == []
    told("publication", f"{len(cases)} planted personal data in every column of every list, 0 got through")


@of_the_first
@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS)
def test_a_finished_letter_with_a_secret_is_refused(secret: str) -> None:
    data = document(issue(PACK, "proposed", [row(1), row(2, factory=f"二厂{secret}")]))

    with pytest.raises(PersonalDataError, match="没有写出"):
        privacy.check(data, "名单.docx", OURS)


@of_the_first
def test_clean_documents_pass_with_the_bureaus_own_phones_only() -> None:
    phones = {"市工信局监督电话": "0519-85680000"}
    rows = [row(number, PACK.districts[number % 7]) for number in range(150)]
    letter = document(issue(PACK, "proposed", rows, phones=phones))

    privacy.check(letter, "名单.docx", OURS)
    privacy.check(books.listing(PACK, "pool", rows), "名单.xlsx", OURS)
    with pytest.raises(PersonalDataError, match="固定电话"):
        privacy.check(letter, "名单.docx", OURS[:1])


PROMPT = {"validate": "any", "input_message": "13861234567"}
CORNERS = {
    "hidden_sheet": lambda made: made.book.add_worksheet("底稿").hide(),
    "comment": lambda made: made.sheet.write_comment(0, 0, "张三说可以"),
    "link": lambda made: made.sheet.write_url(1, 0, "https://example.com/a", string="看这里"),
    "author": lambda made: made.book.set_properties({"author": "张三"}),
    "subject": lambda made: made.book.set_properties({"subject": "13861234567"}),
    "sheet_title": lambda made: made.book.add_worksheet("13861234567"),
    "name": lambda made: made.book.define_name("x", '="13861234567"'),
    "header": lambda made: made.sheet.set_header("&L13861234567"),
    "number": lambda made: made.sheet.write_number(2, 0, 13861234567),
    "prompt": lambda made: made.sheet.data_validation(0, 0, 0, 0, {"validate": "any", "input_message": "13861234567"}),
}


def odd_book(corner: str = "") -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("名单")
    sheet.write_string(0, 0, "甲公司")
    if corner:
        CORNERS[corner](SimpleNamespace(book=book, sheet=sheet))
    book.close()
    return out.getvalue()


@pytest.mark.parametrize("corner", CORNERS)
def test_nothing_hides_in_a_corner_of_a_book(corner: str) -> None:
    privacy.check(odd_book(), "名单.xlsx")

    with pytest.raises(PersonalDataError):
        privacy.check(odd_book(corner), "名单.xlsx")


@of_the_first
def test_digits_cut_over_runs_of_a_letter_are_read_as_one_number() -> None:
    data = document(issue(PACK, "proposed", [row(1, factory="甲AB乙")]))
    cut = with_words(data, "甲AB乙", "1386123</w:t></w:r><w:r><w:t>4567")

    with pytest.raises(PersonalDataError, match="手机号"):
        privacy.check(cut, "名单.docx", OURS)


def test_a_picture_or_a_macro_in_a_document_is_refused() -> None:
    data = document(issue(PACK, "proposed", [row(1)]))

    for part in ("word/media/image1.png", "word/vbaProject.bin", "word/comments.xml"):
        with pytest.raises(PersonalDataError):
            privacy.check(with_part(data, part, "<a/>"), "名单.docx", OURS)


def pdf(**about: str) -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(595, 842)
    if about:
        writer.add_metadata({f"/{key}": words for key, words in about.items()})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("about", [{"Author": "张三"}, {"Keywords": "13861234567"}, {"Subject": "a@example.com"}])
def test_the_properties_of_a_pdf_are_looked_at(about: dict[str, str]) -> None:
    privacy.check(pdf(), "名单.pdf")

    with pytest.raises(PersonalDataError):
        privacy.check(pdf(**about), "名单.pdf")


def drawn(*strings: str) -> bytes:
    """A PDF whose second page shows these strings, each drawn on a line of its own."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(595, 842)
    page = writer.add_blank_page(595, 842)
    font = DictionaryObject({NameObject(f"/{key}"): NameObject(f"/{value}") for key, value in FONT.items()})
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    content = DecodedStreamObject()
    content.set_data(f"BT /F1 12 Tf 14 TL 72 700 Td {' '.join(f'{words} T*' for words in strings)} ET".encode())
    page[NameObject("/Contents")] = writer._add_object(content)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


FONT = {"Type": "Font", "Subtype": "Type1", "BaseFont": "Helvetica", "Encoding": "WinAnsiEncoding"}
DRAWN = {
    "whole": lambda secret: [f"({secret}) Tj"],
    "in_words": lambda secret: [f"(firm {secret}; next) Tj"],
    "in_pieces": lambda secret: [f"({secret[:4]}) Tj ({secret[4:]}) Tj"],
    "with_kerning": lambda secret: ["[" + " -20 ".join(f"({sign})" for sign in secret) + "] TJ"],
    "over_two_lines": lambda secret: [f"({secret[:5]}) Tj", f"({secret[5:]}) Tj"],
    "in_hex": lambda secret: [f"<{secret.encode().hex()}> Tj"],
}


CUT = {"bare_landline": "over_two_lines"}
"""Eight digits of two lines may be two numbers of a table; the document the PDF is made of is checked as well."""


@pytest.mark.parametrize(
    ("name", "way"), [pair for pair in itertools.product(SECRETS, DRAWN) if pair not in CUT.items()]
)
def test_a_secret_on_a_page_of_a_pdf_is_found_however_it_is_drawn(name: str, way: str) -> None:
    privacy.check(drawn(*DRAWN[way]("no secret")), "名单.pdf", OURS)

    with pytest.raises(PersonalDataError, match="第2页"):
        privacy.check(drawn(*DRAWN[way](SECRETS[name])), "名单.pdf", OURS)


@of_the_first
def test_every_secret_of_a_letter_is_found_in_its_pdf() -> None:
    """81 rows, one for each secret in each shape."""
    planted_ = [shaped(secret, shape) for secret, shape in itertools.product(SECRETS.values(), SHAPES)]
    rows = [row(number, factory=words) for number, words in enumerate(planted_, start=1)]
    office.require()
    made = portable.pdf(document(issue(PACK, "proposed", rows)), ".docx") or b""

    with pytest.raises(PersonalDataError) as refused:
        privacy.check(made, "名单.pdf", OURS)

    said = str(refused.value)
    assert [words for words in planted_ if not any(leak in said for leak in privacy.found(words))] == []


@pytest.mark.parametrize(
    "words",
    ["2022年6月1日起至2022年6月8日", "常工信装备〔2020〕257号", "20240115", "12,345.67", "2023年第15号令", "1 2 3 4 5"],
)
def test_days_numbers_and_references_are_no_personal_data(words: str) -> None:
    assert privacy.found(words) == ()


def test_digits_written_in_chinese_are_digits() -> None:
    assert privacy.found("一三八六一二三四五六七") == ("手机号 138…67",)
