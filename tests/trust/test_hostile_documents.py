"""Word documents as nobody should send them: none costs more than a large one, and honest ones are read as they are."""

import io
import re
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from random import Random

import pytest

from support.package import book, zipped
from support.word import FORM, ROLE, SITUATION, document, font, line, run
from workbook import guard
from workbook.errors import UnreadableError
from workbook.read import body
from xlpy.batch import each
from xlpy.workers import Workers

HERE = "trust.test_hostile_documents"
"""This module as a worker finds it."""
BOMB, DAMAGED, TAKEN, NONE = "FILE-BOMB", "FILE-DAMAGED", "taken", "none"
MANY = 1_500_000
TITLE = line(SITUATION)
ENDLESS = "<?xml " + "encoding='a'" * 80_000 + "?"


def verdict(kind: str) -> str:
    """The code with which a file is refused; whether a document that is read is one of ours."""
    make, _ = files()[kind]
    data = make()
    try:
        if kind.startswith("book"):
            guard.check(data, "甲.xlsx")
            return TAKEN
        return TAKEN if body(data, "正文.docx", FORM) else NONE
    except UnreadableError as refused:
        return refused.refusal


def lost(kind: str) -> str:
    """What becomes of a file that brought its worker down."""
    return f"FILE-KILLED {kind}"


@cache
def files() -> Mapping[str, tuple[Callable[[], bytes], str]]:
    """Every file by its name: how it is made, and what it comes to."""
    return {
        "number before a title": (lambda: document(line("1" * 28 + "号" + SITUATION)), NONE),
        "numbers before titles": (lambda: _document(line("\n".join(["1" * 28 + "号" + ROLE] * 9_000))), TAKEN),
        "declaration without an end": (lambda: document(TITLE, head=ENDLESS), DAMAGED),
        "book with a declaration without an end": (lambda: book(styles=ENDLESS), DAMAGED),
        "lines of nothing": (lambda: _document(line("甲" + "\n" * MANY + "乙")), BOMB),
        "lines like headings": (lambda: _document(line("\n".join(["一、甲乙丙丁戊"] * 800_000))), BOMB),
        "lines in many paragraphs": (lambda: _document(line("甲\n乙") * 26_000), BOMB),
        "elements": (lambda: _document("<a/>" * MANY), BOMB),
        "breaks": (lambda: _document(f"<w:p><w:r>{'<w:br/>' * MANY}</w:r></w:p>"), BOMB),
        "attributes": (lambda: _document(f"<a {''.join(_numbered(ATTRIBUTE, 800_000))}/>"), BOMB),
        "elements in UTF-16": (
            lambda: _with("word/document.xml", f"<a>{'<a/>' * MANY}{_pad()}</a>".encode("utf-16")),
            BOMB,
        ),
        "elements about the document": (lambda: _with("docProps/core.xml", f"<a>{'<a/>' * MANY}{_pad()}</a>"), BOMB),
        "elements of relations": (lambda: _with("_rels/.rels", f"<a>{'<a/>' * MANY}{_pad()}</a>"), BOMB),
        "signs of four bytes": (lambda: _document(line("a" * 22_000_000 + "😀")), BOMB),
        "styles": (lambda: document(TITLE, styles="".join(_numbered(STYLE, 100_000))), BOMB),
        "lines in many faces": (_faces, TAKEN),
        "name of a font": (lambda: _document(line(run("一" + "\n一" * 40_000, font("仿" * 3_000_000 + "宋")))), TAKEN),
        "keywords": (lambda: document(TITLE, _pad(), keywords="a" + "-a" * 9_000_000 + _pad()), TAKEN),
        "directory of 20 MB": (lambda: _listing(document(TITLE), 300, 16_000), BOMB),
        "book with a directory of 20 MB": (lambda: _listing(book(), 300, 16_000), BOMB),
        "directory of 4 MB": (lambda: _listing(document(TITLE), 1_000, 1_000), BOMB),
        "directory with long entries": (lambda: _listing(document(TITLE), 1, 2_000), BOMB),
        "long names": (lambda: zipped({"a" * 5_000: "", "word/document.xml": ""}), BOMB),
    }


STYLE = '<w:style w:styleId="{0}b"><w:basedOn w:val="{0}"/></w:style>'
ATTRIBUTE = "a{}='' "
RUN = run("一", font("仿宋{0}"))


def _document(*parts: str) -> bytes:
    """A document of ours whose parts are packed too well, and what hides it."""
    return document(TITLE, *parts, _pad())


def _pad() -> str:
    return f"<!--{Random(1).randbytes(150_000).hex()}-->"


def _numbered(text: str, count: int) -> Iterator[str]:
    return map(text.format, range(count))


def _faces() -> bytes:
    """One paragraph whose signs are each set in a font of their own, and which is broken as often."""
    lines = run("一\n" * 40_000)
    return _document(f"<w:p>{''.join(_numbered(RUN, 25_000))}{lines}</w:p>")


def _with(name: str, part: str | bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(_document())) as archive:
        return zipped({**{entry: archive.read(entry) for entry in archive.namelist()}, name: part})


def _listing(data: bytes, count: int, fields: int) -> bytes:
    """A package with so many more parts, and so many fields told beside each part of it."""
    file = io.BytesIO(data)
    with zipfile.ZipFile(file, "a") as archive:
        for number in range(count):
            archive.writestr(f"{number}.bin", b"")
        for entry in archive.infolist():
            entry.extra = struct.pack("<HH", 9, 0) * fields
    return file.getvalue()


@pytest.fixture(scope="module")
def verdicts() -> Iterator[Mapping[str, str]]:
    """Every file made and read by workers: one that hangs, dies or eats the memory is FILE-KILLED."""
    with Workers((HERE,), seconds=20, memory=1 << 30) as workers:
        judge = import_module(HERE).verdict
        yield dict(zip(files(), each(judge, files(), workers, lost, 1), strict=True))


@pytest.mark.parametrize("kind", files())
def test_a_hostile_document_comes_to_what_is_written_beside_it(verdicts: Mapping[str, str], kind: str) -> None:
    _, expected = files()[kind]

    assert verdicts[kind] == expected


def test_a_document_may_have_twenty_thousand_paragraphs() -> None:
    texts = [*_numbered("第{}段，各有不同。", 20_000)]

    found = body(document(TITLE, *map(line, texts)), "正文.docx", FORM)

    assert found is not None
    assert found.texts == {"overall_situation": "\n".join(texts)}


def test_a_paragraph_may_be_broken_three_thousand_times() -> None:
    texts = [*_numbered("第{}行。", 3_000)]

    found = body(document(TITLE, line("</w:t><w:br/><w:t>".join(texts))), "正文.docx", FORM)

    assert found is not None
    assert found.texts == {"overall_situation": "\n".join(texts)}


@pytest.mark.parametrize(("behind", "text"), [("", "总体。"), ("：总体一。", "总体一。\n总体。")])
def test_a_title_may_stand_behind_a_number_of_thirty_digits(behind: str, text: str) -> None:
    title = re.sub("^.、", "1" * 30 + "、", SITUATION)

    found = body(document(line(title + behind), line("总体。")), "正文.docx", FORM)

    assert found is not None
    assert found.texts == {"overall_situation": text}


def test_a_long_text_may_follow_a_title_in_its_line() -> None:
    found = body(document(line(f"{SITUATION}：{'总体。' * 3_000}")), "正文.docx", FORM)

    assert found is not None
    assert found.texts == {"overall_situation": "总体。" * 3_000}
