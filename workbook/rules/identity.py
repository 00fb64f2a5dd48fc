"""Demands on codes that name a firm or a person: credit code, mobile number."""

from typing import Literal

from typing_extensions import override

from workbook import codes
from workbook.finding import Finding
from workbook.rules import faces
from workbook.rules.base import Answers, FieldRule, Limit, Places


class CreditCode(FieldRule):
    """``field`` is a right credit code, kept as text."""

    kind: Literal["credit_code"]

    @override
    def check(self, answers: Answers) -> Finding | None:
        reading = answers.reading(self.field)
        if reading.is_blank:
            return None
        fault = reading.note if reading.problem else codes.fault(_code(answers, self.field))
        return self.broken(self.field, fault) if fault else None

    @override
    def formula(self, places: Places) -> str:
        return faces.is_right_code(places.cell(self.field))

    @override
    def limit(self, places: Places) -> Limit:
        return Limit("custom", "", faces.has_check_digit(places, self.field), is_hard=True)


class CodeArea(FieldRule):
    """The credit code ``field`` shows ``prefix`` from place ``start`` (from 1) on; codes of another length pass."""

    kind: Literal["code_area"]
    start: int
    prefix: str

    @override
    def check(self, answers: Answers) -> Finding | None:
        code = _code(answers, self.field)
        part = code[self.start - 1 : self.start - 1 + len(self.prefix)]
        if len(code) != codes.LENGTH or part == self.prefix:
            return None
        last = self.start + len(self.prefix) - 1
        return self.broken(self.field, f"代码第{self.start}至{last}位是{part}，不是{self.prefix}")

    @override
    def formula(self, places: Places) -> str:
        return faces.code_shows(places.cell(self.field), self.start, self.prefix)


class Mobile(FieldRule):
    """``field`` is one mobile number."""

    kind: Literal["mobile"]

    @override
    def check(self, answers: Answers) -> Finding | None:
        reading = answers.reading(self.field)
        if reading.is_blank:
            return None
        text = reading.value if isinstance(reading.value, str) else ""
        if codes.is_mobile(text):
            return None
        return self.broken(self.field, reading.note or f"“{text}”不是11位手机号")

    @override
    def formula(self, places: Places) -> str:
        return faces.is_mobile(places.cell(self.field))

    @override
    def limit(self, places: Places) -> Limit:
        return Limit("length", "==", str(codes.MOBILE_LENGTH))


def _code(answers: Answers, field: str) -> str:
    value = answers.reading(field).value
    return value if isinstance(value, str) else ""
