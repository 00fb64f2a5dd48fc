"""Conservation: whatever districts and city do in whatever order, nothing is lost, doubled or told twice."""

import datetime as dt
import os
import shutil
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from support.desks import act, code, form, put, shown, type_in
from support.rounds import desk, recommend, rows, tables
from support.spoken import DISTRICT, OTHER, PULLED
from support.trust import IS_FULL, told
from workbook.edit import Change
from workbook.errors import MoveRefusedError, UndoRefusedError, ValueMissingError
from workbook.patch import apply
from workbook.standing import RUN, Standing
from xlpy import packing
from xlpy.desk import Result
from xlpy.district import Typed
from xlpy.level import either_dossier, read_back, refreshed
from xlpy.package import manifest_of
from xlpy.store import sha256

EXAMPLES = int(os.environ.get("XLPY_SEASONS") or (300 if IS_FULL else 2))
STEPS = 60 if IS_FULL else 14
SEED = int(os.environ.get("XLPY_SEED", "20231220"))
DISTRICTS = (DISTRICT, OTHER)
CALM = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    deadline=None,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
REFUSED = (MoveRefusedError, UndoRefusedError, ValueMissingError)
districts, few = st.sampled_from(DISTRICTS), st.integers(0, 5)


@cache
def version(firm: int, factory: int, number: int) -> bytes:
    """The n-th version of a firm's form; firm 0 gives no code."""
    return form(
        company_name=f"常州样例{firm}号机械有限公司",
        factory_name=f"{factory}号工厂",
        credit_code=code(firm) if firm else "",
        revenue_2022_wan=9000 + number,
    )


class Season(RuleBasedStateMachine):
    """Two districts and a city on real files, with the real commands."""

    steps: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.city = self.root / "市" / "总表.xlsx"
        self.runs: dict[str, list[set[str]]] = {district: [] for district in DISTRICTS}
        self.packages: list[Path] = []

    @initialize()
    def begin(self) -> None:
        """Each district has a firm, the city has both packages."""
        for number, district in enumerate(DISTRICTS, start=1):
            self.submit(district, number, 1, 0, 12)
            self.say(district)
            self.pull(0)

    def book(self, district: str) -> Path:
        return self.root / district / "汇总表.xlsx"

    def standing(self, book: Path) -> Standing:
        return either_dossier(desk(book)).standing

    def collect(self, district: str, day: int, content: bytes, name: str) -> None:
        """One file comes; the same inbox again changes nothing."""
        Season.steps += 1
        inbox = put(self.root / "收件箱" / str(Season.steps), **{name: content})
        arguments: dict[str, Any] = {"inboxes": [inbox], "district": district, "received": dt.date(2023, 12, day)}
        before = {digest for run in self.runs[district] for digest in run}
        result = act(self.book(district), "collect", **arguments)
        if any(RUN in event.data for event in result.plan.events):
            self.runs[district].append({sha256(content)} - before)
        assert act(self.book(district), "collect", **arguments).plan.is_empty
        self.keep_package(district)

    def keep_package(self, district: str) -> None:
        """Every volume that lies there now, among them those a longer package left behind."""
        volumes = [*self.book(district).parent.glob("报送包_*.zip")]
        if volumes:
            kept = self.root / f"报送包 {len(self.packages)}"
            kept.mkdir()
            for volume in volumes:
                shutil.copy(volume, kept)
            self.packages.append(kept)

    @rule(
        district=districts,
        firm=st.integers(0, 2),
        factory=st.integers(1, 2),
        number=st.integers(0, 2),
        day=st.integers(10, 14),
    )
    def submit(self, district: str, firm: int, factory: int, number: int, day: int) -> None:
        """A first form, a resubmission, an older one or a duplicate, as it falls."""
        self.collect(district, day, version(firm, factory, number), f"{firm}-{factory}-{number}.xlsx")

    @rule(district=districts, number=st.integers(0, 2))
    def refuse(self, district: str, number: int) -> None:
        self.collect(district, 12, f"no book {number}".encode(), f"坏{number}.xlsx")

    @rule(district=districts)
    def say(self, district: str) -> None:
        if self.book(district).is_file():
            Season.steps += 1
            recommend(self.book(district).parent)
            self.keep_package(district)

    @rule(district=districts, number=few, word=st.sampled_from(["推荐", "不推荐", "退回"]))
    def type_opinion(self, district: str, number: int, word: str) -> None:
        found = rows(self.book(district), "summary") if self.book(district).is_file() else []
        if number < len(found):
            Season.steps += 1
            type_in(self.book(district), "初审", number, opinion=word, officer="王五")

    @rule(number=st.integers(0, 30))
    def pull(self, number: int) -> None:
        """Any package, the newest or an old one; pulled again it changes nothing."""
        if self.packages:
            Season.steps += 1
            chosen = [self.packages[-1 - number % len(self.packages)]]
            arguments: dict[str, Any] = {"inboxes": chosen, "received": PULLED}
            act(self.city, "pull", **arguments)
            assert act(self.city, "pull", **arguments).plan.is_empty

    @rule(
        number=few,
        column=st.sampled_from(["remark", "review", "decision", "firm", "contact"]),
        words=st.sampled_from(["通过", "拟认定", "样板", None]),
    )
    def type_over(self, number: int, column: str, words: str | None) -> None:
        if self.city.is_file() and number < len(rows(self.city)):
            Season.steps += 1
            type_in(self.city, "总表", number, is_master=True, **{column: words})

    @rule(number=few, state=st.sampled_from(["通过", "未通过", "拟认定", "公示取消", "认定"]))
    def decide(self, number: int, state: str) -> None:
        self.at_city("decide", number, state=state)

    @rule(number=few)
    def settle(self, number: int) -> None:
        found = shown(self.city, "冲突", is_master=True) if self.city.is_file() else []
        if number < len(found):
            Season.steps += 1
            type_in(self.city, "冲突", number, is_master=True, ruling="两家不同企业")

    @rule(number=few, code_=st.sampled_from(["ELIG-13", "SEAL-01"]), back=st.booleans())
    def overrule(self, number: int, code_: str, back: bool) -> None:
        self.at_city("overrule", number, rule=code_, why="已核", back=back)

    @rule(number=few, back=st.booleans())
    def withdraw_at_city(self, number: int, back: bool) -> None:
        self.at_city("withdraw", number, why="来函", back=back)

    @rule(district=districts, number=few)
    def withdraw(self, district: str, number: int) -> None:
        found = rows(self.book(district), "summary") if self.book(district).is_file() else []
        if number < len(found):
            Season.steps += 1
            act(self.book(district), "withdraw", row=found[number]["id"], why="来函")
            self.keep_package(district)

    @rule(district=districts)
    def undo(self, district: str) -> None:
        if self.book(district).is_file():
            Season.steps += 1
            try:
                act(self.book(district), "undo")
            except REFUSED:
                return
            self.runs[district].pop()
            self.keep_package(district)

    @rule()
    def undo_pull(self) -> None:
        if self.city.is_file():
            Season.steps += 1
            try:
                act(self.city, "undo")
            except REFUSED:
                return

    def at_city(self, id_: str, number: int, **arguments: Any) -> None:
        """A command about one declaration; refused with a sentence or done."""
        found = [*self.standing(self.city).came] if self.city.is_file() else []
        if number < len(found):
            Season.steps += 1
            try:
                act(self.city, id_, row=found[number], **arguments)
            except REFUSED:
                return

    @invariant()
    def every_file_that_came_has_one_receipt(self) -> None:
        for district in DISTRICTS:
            if self.book(district).is_file():
                wanted = {digest for run in self.runs[district] for digest in run}
                assert set(self.standing(self.book(district)).receipts) == wanted

    @invariant()
    def no_project_is_lost_or_doubled(self) -> None:
        for district in DISTRICTS:
            if self.book(district).is_file():
                entries = [*self.standing(self.book(district)).declarations.values()]
                keys = [(e.values["credit_code"] or e.digest, e.values["factory_name"]) for e in entries]
                assert len(set(keys)) == len(keys)
                assert [row["id"] for row in rows(self.book(district), "summary")] == [e.id for e in entries]

    @invariant()
    def a_book_that_need_not_be_read_would_tell_nothing_new(self) -> None:
        for book in (self.city, *map(self.book, DISTRICTS)):
            dossier = either_dossier(desk(book)) if book.is_file() else None
            if dossier is not None and dossier.shown is not None:
                read = replace(dossier, shown=None)
                assert read_back(read) == Typed()
                assert refreshed(read, (), Typed()).is_empty

    def teardown(self) -> None:
        """In the end: records and books agree, a rebuilt book is equal, and the order of packages does not matter."""
        for book in (self.city, *map(self.book, DISTRICTS)):
            if book.is_file():
                self.settled(book)
        newest = {package_of(path): path for path in self.packages}
        if newest:
            one, other = (self.pulled_afresh(name, order) for name, order in orders([*newest.values()], self.packages))
            assert one == other
        shutil.rmtree(self.root)

    def settled(self, book: Path) -> None:
        """What the ledger refused stays in its cell and is told until the clerk clears it."""
        notes = self.run_again(book).data["notes"]
        for one in act(book, "verify").data["typed"]:
            cell = f"{one['sheet']}!{one['cell']}"
            assert any(note.startswith(cell) for note in notes)
            book.write_bytes(apply(book.read_bytes(), [Change(one["sheet"], one["cell"], None, None)], force=True))
        self.run_again(book)
        data = act(book, "verify").data
        assert (data["problems"], data["cells"], data["typed"]) == ([], [], [])
        before = tables(book)
        if self.standing(book).versions:
            book.unlink()
            act(book, "rebuild")
            assert tables(book) == before

    def run_again(self, book: Path) -> Result:
        """A run that brings nothing new."""
        if book == self.city:
            return act(book, "pull", inboxes=self.packages[-1:])
        return act(book, "opinion", all_rows=True)

    def pulled_afresh(self, name: str, packages: list[Path]) -> dict[str, Any]:
        """A new city that pulls these packages one after the other: its tables, but for the history."""
        book = self.root / name / "总表.xlsx"
        for path in packages:
            act(book, "pull", inboxes=[path], received=PULLED)
        return {sheet: found for sheet, found in tables(book).items() if sheet != "变更记录"}


def package_of(path: Path) -> str:
    """Whose package it is."""
    return next(manifest_of(volume.name, volume.read_bytes()).district for volume in path.iterdir())


def orders(newest: list[Path], every: list[Path]) -> list[tuple[str, list[Path]]]:
    """The newest of each district only; and all of them, old ones first, newest ones in the other order."""
    return [("甲市", newest), ("乙市", [*every, *reversed(newest)])]


def test_nothing_is_lost_or_doubled_whatever_the_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two forms fill a volume, so that packages have one or several."""
    monkeypatch.setattr(packing, "VOLUME", 250_000)
    print(f"seed {SEED}")  # noqa: T201 - XLPY_SEED plays it again
    Season.steps = 0

    run_state_machine_as_test(seed(SEED)(Season), settings=CALM)

    assert Season.steps >= EXAMPLES
    told("conservation", f"{Season.steps} steps in {EXAMPLES} seasons, in = accepted + refused + superseded")
