"""Nothing is lost and nothing doubled, whatever order people do things in."""

from dataclasses import dataclass, field
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from support import spoken
from support.declared import code, declaration, pack
from workbook.errors import MoveRefusedError
from workbook.ledger import LISTED, State
from workbook.merge import Declaration, take
from workbook.standing import Standing, standing

FILES = [
    declaration(
        credit_code=body and code(body),
        factory_name=f"{factory}号工厂",
        district=district,
        day=day,
        file=f"{body}{factory}{day}.xlsx",
        revenue_2022_wan=9000 + day,
    )
    for body, factory, district in [("A1", 1, "武进区"), ("A1", 2, "武进区"), ("A1", 1, "新北区"), ("", 1, "天宁区")]
    for day in (10, 11, 12)
]


@dataclass(frozen=True)
class Line:
    kind: str
    declaration: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    at: str = "2023-12-18T09:00:00+08:00"
    by: str = "样某"


class Season(RuleBasedStateMachine):
    """A district and a city at once: files come, are refused, ruled on, decided, withdrawn."""

    def __init__(self) -> None:
        super().__init__()
        self.now = Standing(pack())
        self.lines: list[Line] = []
        self.sent: set[str] = set()

    def write(self, *lines: Line) -> None:
        self.lines += lines
        self.now = self.now.after(lines)

    @rule(numbers=st.lists(st.integers(0, len(FILES) - 1), max_size=4))
    def collect(self, numbers: list[int]) -> None:
        batch = [FILES[number] for number in numbers]
        self.sent |= {entry.sha256 for entry in batch}
        takings = take(batch, pack(), self.now.versions)
        self.write(*map(line_of, takings))
        assert all(taking.outcome != "accepted" for taking in take(batch, pack(), self.now.versions))

    @rule(name=st.sampled_from(["坏.xlsx", "加密.xlsx"]))
    def refuse(self, name: str) -> None:
        self.sent.add(name)
        self.write(Line("refused", "", {"sha256": name, "path": name, "code": "FILE-KIND", "reason": "打不开"}))

    @rule(number=st.integers(0, 11), opinion=st.sampled_from(["推荐", "不推荐", "退回", None]))
    def say(self, number: int, opinion: str | None) -> None:
        for id_ in self.picked(number):
            self.write(Line("opinion", id_, {"opinion": {"opinion": opinion}}))

    @rule(number=st.integers(0, 11), wanted=st.sampled_from(State))
    def decide(self, number: int, wanted: State) -> None:
        for id_ in self.picked(number):
            before = self.now
            try:
                before.decided(id_, wanted)
            except MoveRefusedError:
                continue
            self.write(Line("withdrawn" if wanted is State.WITHDRAWN else "decision", id_, {"state": wanted.value}))
            assert self.now.states[id_] is wanted

    @rule(number=st.integers(0, 3), words=st.sampled_from(["保留第一份", None]))
    def settle(self, number: int, words: str | None) -> None:
        for clash in self.now.clashes[number : number + 1]:
            self.write(Line("hand_edit", clash.key, {"ruling": words}))

    def picked(self, number: int) -> list[str]:
        return sorted(self.now.declarations)[number : number + 1]

    @invariant()
    def every_file_has_one_receipt(self) -> None:
        assert set(self.now.receipts) == self.sent

    @invariant()
    def every_project_is_one_row(self) -> None:
        rows = [
            (entry.district, entry.values[spoken.field("credit_code")], entry.values[spoken.field("factory_name")])
            for entry in self.coded()
        ]
        assert len(set(rows)) == len(rows)
        assert {entry.id for entry in self.coded()} <= set(self.now.states)

    def coded(self) -> list[Declaration]:
        return [entry for entry in self.now.declarations.values() if entry.values[spoken.field("credit_code")]]

    @invariant()
    def what_stands_was_the_last_one_accepted(self) -> None:
        last = {entry.id: entry.digest for entry in self.now.versions}
        assert all(last[id_] == entry.digest for id_, entry in self.now.declarations.items())

    @invariant()
    def two_districts_never_both_list_one_project(self) -> None:
        for clash in self.now.clashes:
            listed = [id_ for id_ in clash.ids if self.now.states[id_] in LISTED]
            assert not clash.is_one_firm or len(listed) <= 1

    def teardown(self) -> None:
        assert standing(self.lines, pack()) == self.now


def line_of(taking: Any) -> Line:
    entry = taking.declaration
    if taking.outcome == "accepted":
        return Line("accepted", entry.id, {"declaration": entry.model_dump(mode="json")})
    return Line("superseded", entry.id, {"sha256": entry.sha256, "file": entry.file, "reason": taking.outcome})


TestSeason = Season.TestCase
TestSeason.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
