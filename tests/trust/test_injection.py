"""Text of strangers goes through every writer and comes out as text: no formula, no link, no field of Word."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from support import office
from support.desks import PACK, act, code, put, shown
from support.forms import base_values, form
from support.payloads import fields_of_word, formulas, openpyxl_formulas, our_formulas, payloads
from support.spoken import DISTRICT
from support.trust import IS_FULL, some, told
from workbook import privacy
from workbook.edit import Change
from workbook.ooxml.text import clean
from workbook.patch import apply
from workbook.render.declaration import declaration
from workbook.render.given import record_from_values
from workbook.render.registers import registers
from workbook.values import Kind

FIELDS = [spec.id for spec in PACK.fields if spec.kind in (Kind.TEXT, Kind.LONG_TEXT) and spec.id != "district_opinion"]
TEXTS = some(payloads(), 4)
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def filled(number: int, texts: tuple[str, ...]) -> bytes:
    """A form with these texts in its fields, whatever they say."""
    values = base_values(**dict(zip(FIELDS, texts, strict=False)), credit_code=code(number))
    return declaration(PACK, record_from_values(form(), values))


@dataclass(frozen=True)
class Round:
    """A round of forms full of payloads: every book and paper that was written."""

    folder: Path
    texts: tuple[tuple[str, ...], ...]

    @property
    def books(self) -> Mapping[str, bytes]:
        """Every workbook that holds no formula of ours."""
        paths = [path for path in self.folder.rglob("*.xlsx") if not {"收", "originals"} & {*path.parts}]
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Round:
    folder = tmp_path_factory.mktemp("round")
    public_first = sorted(TEXTS, key=lambda words: bool(privacy.found(words)))
    texts = tuple(tuple(public_first[at : at + len(FIELDS)]) for at in range(0, len(TEXTS), len(FIELDS)))
    inbox = put(folder / "收", **{f"{n}.xlsx": filled(n, some) for n, some in enumerate(texts, 1)})
    summary, master = folder / "区" / "汇总表.xlsx", folder / "市" / "总表.xlsx"
    came = act(summary, "collect", inboxes=[inbox], district=DISTRICT).data["taken"]
    taken = [entry["id"] for entry in came]
    assert len(taken) == len(texts)
    act(summary, "opinion", all_rows=True, opinion="推荐", by=TEXTS[31])
    act(summary, "return", rows=taken)
    act(master, "pull", inboxes=[summary.parent / f"报送包_{DISTRICT}.zip"])
    for id_ in [entry["id"] for entry in came if is_public(texts[int(Path(entry["file"]).stem) - 1])]:
        act(master, "decide", row=id_, state="通过", why=TEXTS[32])
        act(master, "decide", row=id_, state="拟认定", why=TEXTS[33])
    act(master, "publish", listing="proposed", out=folder / "名单")
    act(folder / "区" / "申报书.docx", "letter", file=inbox / "1.xlsx")
    (folder / "名册.xlsx").write_bytes(typed_registers())
    return Round(folder, texts)


def is_public(texts: tuple[str, ...]) -> bool:
    """Whether the last gate lets a firm with these texts onto a list: a mail address in them is no public word."""
    return not any(privacy.found(words) for words in texts)


def typed_registers() -> bytes:
    """The bureau's registers with a payload in every cell of some rows, written part by part."""
    changes = [
        Change(spec.title, f"{'ABCDEFGH'[column]}{3 + row}", None, TEXTS[row * len(spec.columns) + column])
        for spec in PACK.registers
        for row in range(10)
        for column in range(len(spec.columns))
    ]
    return apply(registers(PACK), tuple(changes))


def test_every_writer_was_at_work(played: Round) -> None:
    folders = [name.split("/")[0] if "/" in name else name for name in played.books]
    kinds = {name.split("/")[1] for name in played.books if name.startswith("区/")}

    assert {*folders} == {"区", "市", "名单", "名册.xlsx"}
    assert {"汇总表.xlsx", "初审意见", "退回通知"} <= kinds
    assert (played.folder / "区" / "申报书.docx").is_file()


def test_no_text_becomes_a_formula_or_a_link(played: Round) -> None:
    living = {name: {**formulas(data), **dict.fromkeys(our_formulas(data), "")} for name, data in played.books.items()}

    told("injection", f"{len(TEXTS)} payloads, {len(living)} books, {sum(map(len, living.values()))} formulas")
    assert {name: found for name, found in living.items() if found} == {}


def test_openpyxl_sees_no_formula_and_no_link_either(played: Round) -> None:
    living = {name: openpyxl_formulas(data) for name, data in played.books.items()}

    assert {name: found for name, found in living.items() if found} == {}


def test_a_filled_form_has_the_formulas_of_an_honest_one_and_no_other(played: Round) -> None:
    honest = formulas(filled(1, ("甲公司",) * len(FIELDS)))

    for number, texts in enumerate(played.texts, 1):
        data = (played.folder / "收" / f"{number}.xlsx").read_bytes()
        assert formulas(data) == honest, texts
        assert len(openpyxl_formulas(data)) == len(honest)


def test_a_text_that_begins_like_a_formula_stays_one_when_its_cell_is_edited(played: Round) -> None:
    loose = [
        (name, cell.coordinate, cell.value)
        for name in played.books
        if name != "名册.xlsx"  # a day column is one for days, whatever somebody types into it
        for sheet in openpyxl.load_workbook(played.folder / name)
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith(FORMULA_SIGNS)
        if cell.number_format != "@" and not cell.quotePrefix
    ]

    assert loose == []


def test_every_text_arrives_as_it_was_typed(played: Round) -> None:
    rows = shown(played.folder / "区" / "汇总表.xlsx", "明细")

    given = {clean(dict(zip(FIELDS, texts, strict=False))["company_name"]).strip() for texts in played.texts}
    assert {str(row["company_name"]).strip() for row in rows} == given


def test_the_letter_has_no_field_that_word_would_fill(played: Round, tmp_path: Path) -> None:
    honest = put(tmp_path / "收", **{"1.xlsx": filled(1, ("甲公司",) * len(FIELDS))})
    act(tmp_path / "申报书.docx", "letter", file=honest / "1.xlsx")

    letters = [folder / "申报书.docx" for folder in (tmp_path, played.folder / "区")]

    assert len({fields_of_word(letter.read_bytes()) for letter in letters}) == 1


def reopened(path: Path, folder: Path) -> bytes:
    """A book as LibreOffice saves it."""
    [made] = office.convert(path, "xlsx", folder)
    return made.read_bytes()


def test_libreoffice_sees_no_formula_either(played: Round, tmp_path: Path) -> None:
    names = [name for name in played.books if IS_FULL or name.endswith("汇总表.xlsx")]

    living = {name: our_formulas(reopened(played.folder / name, tmp_path / str(n))) for n, name in enumerate(names)}

    assert {name: found for name, found in living.items() if found} == {}
