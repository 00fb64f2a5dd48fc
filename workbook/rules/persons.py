"""What no machine judges, and what is only said."""

from typing import ClassVar, Literal

from typing_extensions import override

from workbook.finding import Finding
from workbook.rules.base import Answers, JudgedBy, Rule
from workbook.values import plain


class Person(Rule):
    """A person judges; words of ``hint_words`` found in ``hint_field`` are pointed out."""

    judged_by: ClassVar[JudgedBy] = "person"

    kind: Literal["person"]
    fields: tuple[str, ...] = ()
    hint_words: tuple[str, ...] = ()
    hint_field: str = ""

    @override
    def check(self, answers: Answers) -> Finding | None:
        text = _text(answers, self.hint_field)
        found = [word for word in self.hint_words if word in text]
        hint = f"，“{answers.label(self.hint_field)}”中有“{'”“'.join(found)}”" if found else ""
        return self.broken(self.fields, f"请人工核对：{self.title or self.quotes[0]}{hint}")


class Info(Rule):
    """Nothing is judged: a sentence that is said."""

    judged_by: ClassVar[JudgedBy] = "info"

    kind: Literal["info"]
    fields: tuple[str, ...] = ()

    @override
    def check(self, answers: Answers) -> Finding | None:
        return self.broken(self.fields, self.title or "；".join(self.quotes))


def _text(answers: Answers, field: str) -> str:
    value = answers.reading(field).value if field else None
    return plain(value) if isinstance(value, str) else ""
