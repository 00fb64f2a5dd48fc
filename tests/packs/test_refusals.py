"""A pack that is wrong is refused: at its place, with a Chinese sentence, before any paper is made of it."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support import tiny
from workbook.errors import NoticeError, ValueMissingError
from workbook.form import Form
from workbook.layout import Layout
from workbook.notice import shelf
from workbook.notice.coherence import faults
from workbook.ooxml.book import open_book
from workbook.render.declaration import declaration

FLOOR = 'minimum = { reading = "B01", strict = 300, loose = 200 }'

# what a person changed, into what, where it is refused, words of the sentence
SLIPS = {
    "a wrong key": (
        'force = "must"\nquotes = ["藏',
        'forse = "must"\nquotes = ["藏',
        "rules[1].forse",
        "不认识键“forse”",
    ),
    "a wrong key of the pack": ('tab = "图书室"', 'tap = "图书室"', "tap", "不认识键“tap”"),
    "a key left out": ('tab = "图书室"\n', "", "tab", "缺少“tab”"),
    "an unknown kind": ('kind = "floor"', 'kind = "roof"', "rules[1]", "没有“roof”这种要求"),
    "no kind": ('kind = "floor"\n', "", "rules[1]", "缺少要求的种类"),
    "an unknown kind of field": ('kind = "money_wan"', 'kind = "money"', "fields[1].kind", "“money”不在可用的值之内"),
    "an unknown force": ('force = "should"', 'force = "wish"', "rules[2].force", "“wish”不在可用的值之内"),
    "no quote": ('quotes = ["藏书量不低于300册"]\n', "", "rules[1].quotes", "缺少通知原文"),
    "an empty quote": ('quotes = ["藏书量不低于300册"]', 'quotes = [""]', "rules[1].quotes", "缺少通知原文"),
    "a quote of other words": ("藏书量不低于300册", "藏书量不少于300册", "rules[1].quotes[0]", "不在通知原文"),
    "a label of other words": ('label = "图书室名称"', 'label = "图书馆名称"', "fields[0].label", "不在通知原文"),
    "no reason": (
        'quotes = ["藏书量不低于300册"]',
        'basis = "plausibility"',
        "rules[1].reason",
        "须写明理由",
    ),
    "a plausible must": (
        'quotes = ["藏书量不低于300册"]',
        'basis = "plausibility"\nreason = "常见"',
        "rules[1].force",
        "不能是 must",
    ),
    "a field twice": ('id = "book_count"', 'id = "room_name"', "fields", "编号“room_name”重复"),
    "a name the form takes itself": (
        'id = "book_count"',
        'id = "check_code"',
        "fields[1].id",
        "“check_code”是申报书自己用的",
    ),
    "a name of a count": (
        'id = "book_count"',
        'id = "length_room_name"',
        "fields[1].id",
        "“length_room_name”是申报书自己用的",
    ),
    "a rule twice": ('id = "in-time"', 'id = "books"', "rules", "编号“books”重复"),
    "an address for an id": ('id = "book_count"', 'id = "n3000"', "fields[1].id", "电子表格会把它当作地址"),
    "a hyphen in an id": ('id = "book_count"', 'id = "book-count"', "fields[1].id", "小写英文加下划线"),
    "an unknown field": (
        'field = "book_count"',
        'field = "page_count"',
        "rules[1].field",
        "没有名为“page_count”的字段",
    ),
    "an unknown field among several": (
        '"room_name", "book_count"]\n\n[[rules]]',
        '"room_name", "page_count"]\n\n[[rules]]',
        "rules[0].field",
        "“page_count”",
    ),
    "an unknown deadline": (
        'deadline = "to_bureau"',
        'deadline = "to_mayor"',
        "rules[2].deadline",
        "没有名为“to_mayor”的期限",
    ),
    "an unknown reading": ('reading = "B01"', 'reading = "B02"', "rules[1].minimum", "没有名为“B02”的读法"),
    "an unknown entry of a reading": ("loose = 200 }", "lose = 200 }", "rules[1].minimum.lose", "读法“B01”没有“lose”"),
    "an entry in force left out": ("strict = 300, ", "", "rules[1].minimum", "没有写读法“B01”现在采用的“strict”"),
    "a value no reading has": ('value = "strict"', 'value = "odd"', "rules[1].minimum", "现在采用的“odd”"),
    "a reading named but not there": (FLOOR, 'minimum = 300\nreadings = ["B09"]', "rules[1].readings", "“B09”"),
    "a word for a number": (FLOOR, 'minimum = "三百"', "rules[1].minimum", "应是数字"),
    "an unknown entry of a section": ('contents = ["room_name",', 'contents = ["room_nam",', "sections", "“room_nam”"),
    "a field in no section": ('contents = ["room_name", ', "contents = [", "sections", "“room_name”没有放进任何一节"),
    "an amount asked of a name": (
        'field = "book_count"',
        'field = "room_name"',
        "rules[1].field",
        "“room_name”是 text，这种要求只用于 money_wan",
    ),
    "a wrong date": ("issued = 2024-03-01", 'issued = "三月"', "issued", "应是日期"),
    "a quote left open": ('tab = "图书室"', 'tab = "图书室', "第6行", "缺引号"),
}


@pytest.mark.parametrize(("before", "after", "place", "words"), SLIPS.values(), ids=SLIPS)
def test_the_slip_is_refused_at_its_place(tmp_path: Path, before: str, after: str, place: str, words: str) -> None:
    home = tiny.put(tmp_path, (before, after))

    with pytest.raises(NoticeError) as refused:
        shelf.load(home)

    assert refused.value.place == place
    assert words in str(refused.value)
    assert "haizhou-library/notice.toml" in str(refused.value)


def test_the_sentence_is_chinese(tmp_path: Path) -> None:
    home = tiny.put(tmp_path, ('kind = "floor"', 'kind = "roof"'))

    with pytest.raises(NoticeError) as refused:
        shelf.load(home)

    assert re.match(r"通知包“haizhou-library/notice\.toml”的 rules\[1\] 有误：", str(refused.value))


@pytest.mark.parametrize("notice", ["changzhou-2023", "example-2030"])
def test_no_field_may_have_a_name_that_the_form_takes_itself(notice: str) -> None:
    pack = shelf.pack(notice)
    laid = {name for name, _ in Layout(Form(pack)).names()}
    own = {
        name
        for name in open_book(declaration(pack), "申报书.xlsx").names
        if name not in laid and not name.startswith("_xlnm")
    }
    assert {"check_code", "notice_id"} < own
    assert any(name.startswith("length_") for name in own)

    for name in own:
        fields = (*pack.fields, pack.fields[0].model_copy(update={"id": name}))
        found = [*faults(pack.model_copy(update={"fields": fields}))]

        assert (f"fields[{len(pack.fields)}].id", f"编号“{name}”是申报书自己用的名称，请换一个") in found


SHAPES = (
    "",
    "rules = 3",
    "rules = [3]",
    "readings = []\nrules = []",
    "readings = 3",
    "deadlines = 3",
    "rules = [{ kind = 'received_by', deadline = 'x' }]\ndeadlines = { x = 3 }",
    "rules = [{ kind = [], each = 3 }]",
    "readings = { B = 3 }\ntitle = { reading = 'B' }",
    "readings = { B = { options = 3 } }\ntitle = { reading = 'B', a = 1 }",
    "readings = { B = { options = { a = '' }, value = [] } }\ntitle = { reading = 'B', a = 1 }",
    "readings = { B = { question = '', options = { a = '' }, value = 'a' } }\ntitle = { reading = [], a = 1 }",
)


@pytest.mark.parametrize("text", SHAPES)
def test_a_pack_of_another_shape_is_refused_too(tmp_path: Path, text: str) -> None:
    home = tiny.put(tmp_path)
    (home / "notice.toml").write_text(text, encoding="utf-8")

    with pytest.raises(NoticeError, match="有误"):
        shelf.load(home)


def test_next_years_text_names_the_sentence_that_vanished(tmp_path: Path) -> None:
    home = tiny.put(tmp_path, notice=tiny.NOTICE.replace("不低于300册", "不低于400册"))

    with pytest.raises(NoticeError) as refused:
        shelf.load(home)

    assert refused.value.place == "rules[1].quotes[0]"
    assert "要求“books”：“藏书量不低于300册”不在通知原文" in str(refused.value)


def test_a_pack_without_its_notice_is_refused(tmp_path: Path) -> None:
    home = tiny.put(tmp_path)
    (home / "notice.txt").unlink()

    with pytest.raises(NoticeError, match="没有通知原文"):
        shelf.load(home)


def test_a_pack_in_another_encoding_is_refused(tmp_path: Path) -> None:
    home = tiny.put(tmp_path)
    (home / "notice.toml").write_bytes(tiny.PACK.encode("gb18030"))

    with pytest.raises(NoticeError, match="UTF-8"):
        shelf.load(home)


def test_a_notice_nobody_has_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueMissingError, match="example-2030"):
        shelf.pack("nowhere-1999")


ODD_LINES = (
    *("", "x = 1", "[rules]", "[[rules]]", "rules = 3", "readings = []", "fields = {}", 'id = "a"', "id = 7"),
    *("kind = []", "each = 1", "each = [3]", "each = []", "fields = []", 'day = { reading = "B01" }', "quotes = 1"),
    *("deadlines = 1", "[deadlines]", "sections = 1", "minimum = { reading = 1 }", "options = 1", "value = 1"),
    *('contents = [["a"]]', "readings = 1"),
)


def _lines() -> st.SearchStrategy[str]:
    """The pack with one line taken out, doubled, or said otherwise."""
    lines = tiny.PACK.splitlines()
    odd = st.sampled_from(ODD_LINES)
    changed = st.tuples(st.integers(0, len(lines) - 1), odd, st.booleans())
    return changed.map(lambda made: "\n".join([*lines[: made[0]], made[1], *lines[made[0] + made[2] :]]))


@given(text=_lines())
@settings(max_examples=300, deadline=None)
def test_whatever_a_person_types_is_loaded_or_refused_in_chinese(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    home = tmp_path_factory.getbasetemp() / "haizhou-library"
    home.mkdir(exist_ok=True)
    (home / "notice.txt").write_text(tiny.NOTICE, encoding="utf-8")
    (home / "notice.toml").write_text(text, encoding="utf-8")

    try:
        shelf.load(home)
    except NoticeError as refused:
        said = refused.problem
    else:
        said = "装入"

    assert re.search(r"[\u4e00-\u9fff]", said)
