# ruff: noqa: ARG002 - a person hears more of a question than the test needs
"""A person at the window who answers as the test says, and remembers what was shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass
class Person:
    """Answers by words of the question; one without an answer is given up; ``agrees`` to a plan or not."""

    answers: Mapping[str, str] = field(default_factory=dict)
    agrees: bool = True
    read: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def confirm(self, title: str, lines: Sequence[str]) -> bool:
        self.read += [title, *lines]
        return self.agrees

    def tell(self, title: str, lines: Sequence[str]) -> None:
        self.read += [title, *lines]

    def choose(self, title: str, words: str, options: Sequence[str]) -> str | None:
        said = self._answer(words)
        assert said is None or said in options, options
        return said

    def write(self, title: str, words: str, default: str = "") -> str | None:
        return self._answer(words)

    def folder(self, title: str) -> str | None:
        return self._answer(title)

    def files(self, title: str) -> Sequence[str] | None:
        said = self._answer(title)
        return said and said.split()

    def _answer(self, words: str) -> str | None:
        self.asked.append(words)
        return next((answer for question, answer in self.answers.items() if question in words), None)
