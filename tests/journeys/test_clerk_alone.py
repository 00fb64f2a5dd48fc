"""A clerk with nothing installed: the form in a real window, by keys and clipboard, from empty to 可以报送."""

import contextlib
import datetime as dt
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

import pytest

from support.forms import base_values, form
from support.pictured import picture
from support.selfcheck import differences, named, verdict
from support.typed import Input, cells, inputs
from support.window import Window, window
from workbook import read
from workbook.digest import digest
from workbook.finding import Force
from workbook.layout import CHECK_EXPLANATION, CHECK_PLACE, CHECK_SHEET, FILE_NAME_NAME, GUIDE_SHEET, Layout
from workbook.ooxml.cell import Cell
from workbook.record import Record
from workbook.render.declaration import declaration
from workbook.render.given import record_from_values
from workbook.render.states import States
from workbook.values import Kind
from xlpy.cli import obey

SMALL = {"revenue_2020_wan": 1700, "revenue_2021_wan": 1800, "revenue_2022_wan": 1900}
"""Below what the notice asks in principle: the firm has to say why."""
REASON = "2022年搬迁停产四个月，2023年上半年已恢复。"
EMPTY_WORDS = "核实无误。"
DOUBTFUL = "revenue_2022_wan"
FORGOTTEN = "contact_phone"
HALF_WAY = "scenarios_online_inspection"
TRIES = 3
WRONG_CODE = "91320412MA1"
LAYOUT = Layout(form())


def values() -> dict[str, object]:
    long = "公司以数据贯通计划、生产和质量。\n“MES”\t与 ERP 打通，设备联网率 95%。"
    texts = {"factory_brief": long * 20, "overall_situation": long * 60, "aspect_planning": long * 50}
    return base_values(**SMALL, **texts)


def record(*, without: tuple[str, ...] = (), explanations: dict[str, str] | None = None) -> Record:
    return record_from_values(
        form(), {id_: value for id_, value in values().items() if id_ not in without}, explanations
    )


def finished() -> Record:
    return record(explanations={"revenue-floor": REASON})


@dataclass
class Trip:
    """What was seen on the way."""

    folder: Path
    tabbed: list[str] = field(default_factory=list)
    started_at: str = ""
    stopped_by: str = ""
    after_stop: str = "never asked"
    warned_by: str = ""
    verdicts: dict[str, str] = field(default_factory=dict)
    jumped_to: str = ""
    last: list[tuple[str, str, str]] | None = None
    offered: str = ""
    saved: Path | None = None


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> Trip:
    seen = Trip(tmp_path_factory.mktemp("clerk"))
    path = seen.folder / "申报书.xlsx"
    path.write_bytes(declaration(form().pack))
    with window(path) as screen:
        seen.verdicts["empty"] = verdict(screen.document)
        start(screen, seen)
        for sheet in dict.fromkeys(one.sheet for one in inputs(form())):
            fill(screen, seen, sheet)
            seen.verdicts[sheet] = verdict(screen.document)
        follow(screen, seen)
        explain(screen, seen)
        seen.last = differences(screen.document, finished())
        screen.jump("A5")
        picture(screen, "form-complete")
        save(screen, seen)
    return seen


def start(screen: Window, seen: Trip) -> None:
    """From the guide to the first input, by its link."""
    words = next(f"A{row}" for row in range(1, 60) if screen.cell(GUIDE_SHEET, f"A{row}").String.startswith("开始填报"))
    seen.started_at = screen.follow(words)


def fill(screen: Window, seen: Trip, sheet: str) -> None:
    """Every input of a sheet, in the order in which the Tab key comes by."""
    open_sheet(screen, sheet)
    typed = cells(record(without=(FORGOTTEN,)))
    here = [one for one in inputs(form()) if one.sheet == sheet]
    if screen.selected != here[0].place:
        screen.jump("A1")
        screen.moved(here[0].place, "Tab")
    for one, after in zip(here, (*here[1:], here[0]), strict=True):
        seen.tabbed.append(screen.selected)
        if one.kind is Kind.CREDIT_CODE:
            try_wrong(screen, seen, one)
        if one.id == DOUBTFUL:
            be_warned(screen, seen, one, typed[sheet, one.address])
        enter(screen, one, typed[sheet, one.address], after)
        if one.id == HALF_WAY:
            picture(screen, "form-half")


def open_sheet(screen: Window, sheet: str) -> None:
    """By the keys that turn the sheets."""
    titles = screen.document.Sheets.ElementNames
    here = screen.document.CurrentController.ActiveSheet.Name
    steps = titles.index(sheet) - titles.index(here)
    for _ in range(abs(steps)):
        screen.press("ctrl+Next" if steps > 0 else "ctrl+Prior")
    screen.until(lambda: screen.document.CurrentController.ActiveSheet.Name == sheet, f"{sheet} is open")


def try_wrong(screen: Window, seen: Trip, one: Input) -> None:
    """A code that is too short is stopped."""
    screen.type(WRONG_CODE)
    screen.press("Return")
    seen.stopped_by = screen.asked()
    screen.answered()
    screen.press("Escape")
    seen.after_stop = screen.cell(one.sheet, one.address).String


def be_warned(screen: Window, seen: Trip, one: Input, content: Cell) -> None:
    """A number below what is asked in principle is asked about, and taken."""
    key_in(screen, one, content)
    screen.press("Return")
    seen.warned_by = screen.asked()
    screen.answered("alt+o")
    screen.jump(one.address)


def enter(screen: Window, one: Input, content: Cell, after: Input) -> None:
    """One content, as a person enters it, and on to the next; what a busy machine swallowed is entered again."""
    target = screen.cell(one.sheet, one.address)
    for _ in range(TRIES):
        if not stands(target, content):
            key_in(screen, one, content)
        with contextlib.suppress(AssertionError, pytest.fail.Exception):
            screen.moved(after.place, "Tab")
        if stands(target, content) and screen.selected == after.place:
            return
        screen.press("Escape", "Escape")
        screen.jump(one.address)
    pytest.fail(f"{one.place} holds {target.String!r} instead of {content.text[:60]!r}, at {screen.selected}")


def key_in(screen: Window, one: Input, content: Cell) -> None:
    """Choices by the drop-down, words by the clipboard (long ones into the open cell), the rest by keys."""
    text = written(content)
    if one.id != one.field:
        screen.press("alt+Down", "Up", "Return")
    elif text.isascii():
        screen.type(text)
    else:
        screen.copy(text)
        screen.press(*(("F2",) if one.kind is Kind.LONG_TEXT else ()), "ctrl+v")


def written(content: Cell) -> str:
    """A content as it is typed."""
    if isinstance(content.value, dt.datetime):
        return content.value.date().isoformat()
    return content.text


def stands(target: Any, content: Cell) -> bool:
    """Whether the cell holds the content."""
    if isinstance(content.value, dt.datetime):
        return target.Value == (content.value - dt.datetime(1899, 12, 30)).days
    if isinstance(content.value, float):
        return target.Value == content.value and target.Type.value == "VALUE"
    return target.String == content.text


def follow(screen: Window, seen: Trip) -> None:
    """From the open demand on 自检 to the cell that was forgotten, by its link, and fill it in."""
    states = States(record(without=(FORGOTTEN,)))
    row = next(state.row for state in states.automatic if state.mark == Force.MUST.mark)
    open_sheet(screen, CHECK_SHEET)
    seen.jumped_to = screen.follow(f"{CHECK_PLACE}{row}")
    screen.type(str(values()[FORGOTTEN]))
    screen.press("Return")
    screen.until(lambda: verdict(screen.document) != seen.verdicts["附件"], "the verdict follows")
    seen.verdicts["found"] = verdict(screen.document)


def explain(screen: Window, seen: Trip) -> None:
    """Words of no account do not count, a reason does."""
    row = next(state.row for state in States(record()).automatic if state.is_open)
    cell = f"{CHECK_EXPLANATION}{row}"
    open_sheet(screen, CHECK_SHEET)
    for step, words in (("said nothing", EMPTY_WORDS), ("explained", REASON)):
        screen.jump(cell)
        screen.copy(words)
        screen.press("ctrl+v")
        screen.until(lambda words=words: screen.cell(CHECK_SHEET, cell).String == words, "the reason is given")
        seen.verdicts[step] = verdict(screen.document)


def save(screen: Window, seen: Trip) -> None:
    """Under the name that the form offers, copied from its cell."""
    offered = named(screen.document, FILE_NAME_NAME)
    sheet, _, address = offered.AbsoluteName.replace("$", "").rpartition(".")
    seen.offered = offered.String
    open_sheet(screen, sheet)
    screen.jump(address)
    screen.press("ctrl+c", "ctrl+shift+s")
    screen.asked()
    screen.press("ctrl+a")
    screen.type(f"{seen.folder}/")
    screen.press("ctrl+v")
    screen.insist(lambda: not screen.document.isModified(), "Return")  # it also asks whether to keep Excel's format
    seen.saved = Path(unquote(urlparse(screen.document.URL).path))


def test_the_link_of_the_guide_leads_to_the_first_input(trip: Trip) -> None:
    assert trip.started_at == inputs(form())[0].place


def test_the_tab_key_comes_by_every_input_from_the_top_down(trip: Trip) -> None:
    assert trip.tabbed == [one.place for one in inputs(form())]


def test_a_wrong_code_is_stopped(trip: Trip) -> None:
    assert trip.stopped_by
    assert trip.after_stop == ""


def test_a_number_below_the_floor_is_warned_of_and_taken(trip: Trip) -> None:
    assert trip.warned_by == trip.stopped_by


def test_the_verdict_follows_what_is_filled_in(trip: Trip) -> None:
    """自检 says at each step what Python says of what stands there."""
    filled: tuple[str, ...] = ()
    for sheet in ("empty", *dict.fromkeys(one.sheet for one in inputs(form()))):
        filled += tuple(one.field for one in inputs(form()) if one.sheet == sheet)
        left = tuple(id_ for id_ in values() if id_ not in filled or id_ == FORGOTTEN)
        assert trip.verdicts[sheet] == States(record(without=left)).verdict


def test_the_last_steps_lead_from_one_demand_to_a_form_that_may_be_sent(trip: Trip) -> None:
    steps = ("附件", "found", "said nothing", "explained")

    assert [trip.verdicts[step] for step in steps] == ["还有 1 项强制问题", "1 项须说明", "1 项须说明", "可以报送"]


def test_the_link_of_an_open_demand_leads_to_its_cell(trip: Trip) -> None:
    assert trip.jumped_to == LAYOUT.address(FORGOTTEN)


def test_all_that_the_form_says_of_itself_is_right(trip: Trip) -> None:
    """Every state, what was found, the lines on top, the file name and 核对码."""
    assert trip.last == []


def test_the_file_has_the_name_that_was_offered(trip: Trip) -> None:
    assert trip.saved is not None
    assert trip.saved.parent == trip.folder
    assert trip.saved.name == f"{trip.offered.removesuffix('.xlsx')}.xlsx"


def test_the_saved_file_means_what_was_typed(trip: Trip) -> None:
    assert trip.saved is not None

    kept = read.declaration(trip.saved.read_bytes(), trip.saved.name)

    assert digest(kept) == digest(finished())


def test_the_saved_file_passes(trip: Trip, capsys: pytest.CaptureFixture[str]) -> None:
    status = obey(["validate", str(trip.saved), "--json"])

    told = json.loads(capsys.readouterr().out)
    assert status == 0, told
