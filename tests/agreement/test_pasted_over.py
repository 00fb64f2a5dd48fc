"""Every input pasted over from a foreign book: its native validation is gone, and every verdict stays right."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from support.clipboard import Clipboard
from support.contents import long_texts
from support.forms import CREDIT_BODY, form
from support.forms import record as base_record
from support.live_office import desktop, opened
from support.selfcheck import differences, verdict
from support.typed import Input, blocks, cells, inputs
from workbook.codes import check_digit
from workbook.ooxml.cell import Cell
from workbook.record import Record
from workbook.render.cover import settled
from workbook.render.declaration import declaration
from workbook.render.given import record_from_values
from workbook.render.states import States
from workbook.values import BOX, TICK, Kind

CODE = CREDIT_BODY + check_digit(CREDIT_BODY)
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
ODD: dict[Kind, tuple[Any, ...]] = {
    Kind.TEXT: ("　", 30.0, "３０％", "0.5", "常州甲公司常州分公司", "无"),
    Kind.CREDIT_CODE: (CODE.translate(WIDE), CODE[:-1], f"{CREDIT_BODY}X", 913204120000000.0, f" {CODE.lower()} "),
    Kind.PHONE: ("１３８００００００００１", 13800000001.0, "138-0000-0001", "1380000000", "0519-85681233"),
    Kind.MONEY_WAN: ("３５００", "3,500万元", "35000000", "0.35亿", 1900.0, "-50", 0.0, "约2000"),
    Kind.DATE: ("2015年6月18日", "２０１５-６-１８", "20150618", "2022-02-30", 20150618.0, dt.datetime(2022, 10, 31)),
    Kind.YEAR_MONTH: ("2023.10", 2023.1, "2023年2月", "２０２３．１２", "2024-01", dt.datetime(2023, 12, 31)),
    Kind.TICK: ("✓", "是", "1", 1.0, "×", "☒", "R", "□", "√ ", "１", "r", "", TICK),
}
"""What stands in foreign books."""
ROUNDS = 3
Block = tuple[Input, ...]
Paste = Callable[[Block, list[Cell]], None]
BLOCKS = blocks(form())


@pytest.fixture(scope="module")
def office() -> Iterator[Any]:
    with desktop() as desk:
        yield desk


@pytest.fixture(scope="module")
def book(office: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The declaration that breaks nothing, protected as it is sent out."""
    path: Path = tmp_path_factory.mktemp("pasted") / "declaration.xlsx"
    path.write_bytes(declaration(form().pack, base_record()))
    return opened(office, path)


@pytest.fixture(scope="module")
def clipboard(office: Any, book: Any) -> Clipboard:
    """A foreign book whose cells are open, as those of another firm's form."""
    return Clipboard(office, book)


@pytest.fixture
def paste(clipboard: Clipboard) -> Iterator[Paste]:
    """Paste over a block; the next test finds the form that breaks nothing again."""
    touched: list[Block] = []

    def into(block: Block, contents: list[Cell]) -> None:
        touched.append(block)
        clipboard.paste(block[0].sheet, block[0].address, contents)

    yield into
    for block in dict.fromkeys(touched):
        into(block, right(block))


def odd(one: Input, number: int) -> Cell:
    """A content for this input, another one each time."""
    if one.kind is Kind.LONG_TEXT:
        texts = long_texts(form().fields[one.id].maximum or 3000)
        return Cell(texts[number * 5 % len(texts)])
    kind = Kind.TICK if one.kind in (Kind.CHOICE, Kind.CHOICES) else one.kind
    return Cell(ODD[kind][number % len(ODD[kind])] or None)


def pasted(block: Block, contents: list[Cell]) -> Record:
    """The base form with these contents in the block."""
    values: dict[str, Any] = {}
    for one, content in zip(block, contents, strict=True):
        if one.id == one.field:
            values[one.id] = content
        else:
            values.setdefault(one.field, {})[one.id] = BOX if content.value is None else content.value
    typed = record_from_values(form(), values, raw=True)
    return settled(Record(form(), {**base_record().entries, **{id_: typed.entry(id_) for id_ in values}}))


def right(block: Block) -> list[Cell]:
    typed = cells(base_record())
    return [typed[one.sheet, one.address] for one in block]


def is_guarded(book: Any, one: Input) -> bool:
    """Whether the program still checks or prompts when this cell is filled in."""
    validation = book.Sheets.getByName(one.sheet).getCellRangeByName(one.address).Validation
    return validation.Type.value != "ANY" or bool(validation.InputTitle)


def placed(block: Block) -> str:
    return block[0].id if len(block) == 1 else f"{block[0].id}-{block[-1].id}"


@pytest.mark.parametrize("block", BLOCKS, ids=placed)
def test_a_block_pasted_over_is_judged_right_without_its_validation(book: Any, paste: Paste, block: Block) -> None:
    number = BLOCKS.index(block)
    rounds = [[odd(one, number + turn + place) for place, one in enumerate(block)] for turn in range(ROUNDS)]

    for contents in (*rounds, right(block)):
        paste(block, contents)

        assert [one.id for one in block if is_guarded(book, one)] == []
        assert differences(book, pasted(block, contents)) == []
    assert verdict(book) == "可以报送"


def test_every_input_belongs_to_a_block_and_has_something_to_lose(office: Any, tmp_path: Path) -> None:
    path = tmp_path / "untouched.xlsx"
    path.write_bytes(declaration(form().pack))

    untouched = opened(office, path)

    every = [one for block in BLOCKS for one in block]
    assert every == list(inputs(form()))
    assert [one.id for one in every if not is_guarded(untouched, one)] == []


def test_what_is_pasted_is_really_odd() -> None:
    """Each kind of content is both taken and refused among the rounds, and the form is stopped by some."""
    kinds = {one.kind for block in BLOCKS for one in block}
    verdicts = {
        States(pasted(block, [odd(one, turn + place) for place, one in enumerate(block)])).verdict
        for block in BLOCKS
        for turn in range(ROUNDS)
    }

    assert {Kind.CHOICES if kind is Kind.CHOICE else kind for kind in kinds} == {*ODD, Kind.LONG_TEXT, Kind.CHOICES}
    assert any("强制" in words for words in verdicts)
    assert any("须说明" in words for words in verdicts)


def test_a_code_pasted_as_a_number_of_eighteen_digits_is_stopped(book: Any, paste: Paste) -> None:
    """Its last digits are lost; the verdicts hold, though each program spells so large a number its own way."""
    block = tuple(one for one in inputs(form()) if one.kind is Kind.CREDIT_CODE)

    paste(block, [Cell(913204120000000012.0)])
    found = differences(book, pasted(block, [Cell(913204120000000012.0)]))

    assert "强制" in verdict(book)
    assert [what for what, _, _ in found if not what.startswith("found by ")] == []


def test_locked_cells_bring_their_lock_along_and_no_wrong_verdict(office: Any, tmp_path: Path) -> None:
    """Cells of a new book are locked; pasted, they can be mended when the protection is lifted (no password)."""
    path = tmp_path / "declaration.xlsx"
    path.write_bytes(declaration(form().pack, base_record()))
    book = opened(office, path)
    block = tuple(one for one in inputs(form()) if one.kind is Kind.PHONE)
    target = book.Sheets.getByName(block[0].sheet).getCellRangeByName(block[0].address)

    Clipboard(office, book, is_locked=True).paste(block[0].sheet, block[0].address, [Cell("1380000000")])
    assert target.CellProtection.IsLocked
    assert differences(book, pasted(block, [Cell("1380000000")])) == []

    book.Sheets.getByName(block[0].sheet).unprotect("")
    Clipboard(office, book).paste(block[0].sheet, block[0].address, right(block))
    assert not target.CellProtection.IsLocked
    assert differences(book, base_record()) == []
