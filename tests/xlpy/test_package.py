"""The package a district mails: whole or refused."""

import contextlib
import io
import json
import random
import zipfile
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.package import zipped
from workbook.edit import Held, fetched
from workbook.errors import UnreadableError
from workbook.merge import Declaration
from xlpy import packing, spool
from xlpy.package import Manifest, Package, Part, Receipt, manifest_of, open_volume, unpack
from xlpy.packing import pack_up
from xlpy.spool import Spool
from xlpy.store import sha256


def part(path: str, content: bytes) -> Part:
    return Part(path, sha256(content), content)


PARTS = [part("汇总表.xlsx", b"book"), part("originals/a.xlsx", b"a" * 60), part("originals/b.xlsx", b"b" * 60)]
MANIFEST = Manifest(
    notice="changzhou-2023",
    version="2023.1",
    district="武进区",
    summary=sha256(b"book"),
    made="2023-12-18T09:00:00+08:00 000001",
    volume=1,
    volumes=1,
    declarations=(),
    receipts={},
    files={},
)


def unpacked(volumes: Iterable[tuple[str, Held]]) -> Package:
    spool = Spool()
    return unpack(open_volume(name, held, spool) for name, held in volumes)


def packed(manifest: Manifest, parts: list[Part]) -> list[bytes]:
    return [*map(fetched, pack_up(manifest, parts))]


def test_the_same_parts_give_the_same_bytes() -> None:
    assert packed(MANIFEST, PARTS) == packed(MANIFEST, PARTS)


@given(st.dictionaries(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1), st.binary()))
def test_a_volume_is_what_zipfile_would_write(found: dict[str, bytes]) -> None:
    """Originals lie in it as they are, all else is deflated."""
    parts = [part(f"attachments/{name}", b"PK\x03\x04" * (len(name) % 2) + content) for name, content in found.items()]

    [volume] = packed(MANIFEST, parts)

    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        told = zipfile.ZipFile(io.BytesIO(volume)).read("manifest.json")
        for path, content in (("manifest.json", told), *((one.path, fetched(one.held)) for one in parts)):
            is_zip = content.startswith(b"PK\x03\x04")
            way = zipfile.ZIP_STORED if is_zip else zipfile.ZIP_DEFLATED
            package.writestr(zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0)), content, way)
    assert volume == file.getvalue()


@given(st.lists(st.text(st.characters(codec="utf-8")), max_size=3))
def test_a_volume_says_of_its_declarations_what_the_manifest_says(words: list[str]) -> None:
    entries = tuple(ENTRY.model_copy(update={"file": f'"declarations":[{word}'}) for word in words)
    told = MANIFEST.model_copy(update={"declarations": entries, "district": '"declarations":["'})

    [volume] = packed(told, PARTS)

    written = zipfile.ZipFile(io.BytesIO(volume)).read("manifest.json")
    files = {one.path: one.sha256 for one in PARTS}
    assert written.decode() == told.model_copy(update={"files": files}).model_dump_json(exclude={"by_volume"})


def test_what_was_packed_is_unpacked() -> None:
    [volume] = packed(MANIFEST, PARTS)

    found = unpacked([("报送包.zip", volume)])

    assert [found.content(part.sha256) for part in PARTS] == [part.held for part in PARTS]


def test_what_lies_in_a_volume_as_it_is_is_not_set_aside_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """A form is a zip itself and is not packed again; words are."""
    monkeypatch.setattr(spool, "ROOM", 0)
    form, words = part("originals/a.xlsx", b"PK\x03\x04" + bytes(range(256))), part("attachments/b.txt", b"b" * 600)
    [volume] = packed(MANIFEST, [form, words])
    room, files = Spool(), Spool()

    found = open_volume("报送包.zip", room.keep(volume), files)

    assert {one.path: fetched(one.held) for one in found.parts} == {form.path: form.held, words.path: words.held}
    assert files.keep(b"").start == len(words.held) + len(fetched(found.told))  # type: ignore[union-attr] # set aside


def test_a_large_package_goes_in_volumes_and_one_that_lacks_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "VOLUME", 1200)

    volumes = [(f"报送包_{number}.zip", data) for number, data in enumerate(packed(MANIFEST, PARTS))]

    assert len(volumes) == 2
    assert len(unpacked(volumes).contents) == 3
    assert (unpacked(volumes[::-1]).name, unpacked(volumes[::-1]).manifest) == (
        "报送包_0.zip",
        unpacked(volumes).manifest,
    )
    for left, missing in ((volumes[:1], 2), (volumes[1:], 1)):
        with pytest.raises(UnreadableError, match=f"共2卷，未收齐，还缺第{missing}卷。"):
            unpacked(left)


def test_a_package_of_an_older_program_whose_volumes_all_tell_everything_is_unpacked() -> None:
    files = {part.path: part.sha256 for part in PARTS}
    whole = MANIFEST.model_copy(update={"files": files, "volumes": 3})
    volumes = [
        (f"报送包_{number}.zip", zipped({"manifest.json": told.model_dump_json(), part.path: part.held}))
        for number, part in enumerate(PARTS, start=1)
        for told in [whole.model_copy(update={"volume": number})]
    ]

    found = unpacked(volumes)

    assert [found.content(part.sha256) for part in PARTS] == [part.held for part in PARTS]


def test_a_damaged_package_is_refused() -> None:
    [volume] = packed(MANIFEST, PARTS)

    with pytest.raises(UnreadableError, match="报送包已损坏"):
        unpacked([("报送包.zip", volume[: len(volume) // 2])])


ENTRY = Declaration(
    id="AAAAAAAAAAAA",
    notice="changzhou-2023",
    version="2023.1",
    district="武进区",
    file="a.xlsx",
    sha256=PARTS[1].sha256,
    digest="",
    values={},
    texts={},
    cells={},
    verdict="pass",
)
WHOLE = MANIFEST.model_copy(
    update={"declarations": (ENTRY,), "receipts": {ENTRY.id: Receipt(at="2023-12-18T09:00:00+08:00", by="张三")}}
)
INCOHERENT: dict[str, dict[str, Any]] = {
    "no_summary": {"summary": "0" * 64},
    "no_receipt": {"receipts": {}},
    "no_original": {"declarations": (ENTRY.model_copy(update={"sha256": "0" * 64}),)},
    "told_twice": {"declarations": (ENTRY, ENTRY)},
    "two_of_one_original": {
        "declarations": (ENTRY, ENTRY.model_copy(update={"id": "BBBBBBBBBBBB"})),
        "receipts": dict.fromkeys((ENTRY.id, "BBBBBBBBBBBB"), WHOLE.receipts[ENTRY.id]),
    },
    "of_another_district": {"declarations": (ENTRY.model_copy(update={"district": "天宁区"}),)},
}


@pytest.mark.parametrize("change", INCOHERENT)
def test_a_package_whose_manifest_does_not_hold_together_is_refused(change: str) -> None:
    unpacked([("报送包.zip", packed(WHOLE, PARTS)[0])])
    [volume] = packed(WHOLE.model_copy(update=INCOHERENT[change]), PARTS)

    with pytest.raises(UnreadableError, match="清单前后不符"):
        unpacked([("报送包.zip", volume)])


def test_each_volume_tells_what_it_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    """One list of all of it in each would be as long as the originals of a large district."""
    monkeypatch.setattr(packing, "VOLUME", 1500)

    pages = [manifest_of("包", volume) for volume in packed(WHOLE, PARTS)]

    assert [[*page.files] for page in pages] == [["汇总表.xlsx", "originals/a.xlsx"], ["originals/b.xlsx"]]
    assert [(page.declarations, [*page.receipts]) for page in pages] == [((ENTRY,), [ENTRY.id]), ((), [])]


def test_an_older_program_refuses_volumes_that_each_tell_a_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes what the first tells for all, and knows no ``by_volume``; a package of one volume it reads as ever."""
    [whole] = packed(WHOLE, PARTS)
    monkeypatch.setattr(packing, "VOLUME", 1500)
    first, _ = packed(WHOLE, PARTS)

    told = [json.loads(zipfile.ZipFile(io.BytesIO(volume)).read("manifest.json")) for volume in (whole, first)]

    assert ["by_volume" in page for page in told] == [False, True]


def test_volumes_that_tell_one_declaration_in_two_ways_are_refused() -> None:
    files = {part.path: part.sha256 for part in PARTS}
    other = ENTRY.model_copy(update={"file": "b.xlsx"})
    pages = [
        WHOLE.model_copy(update={"files": files, "volumes": 2, "volume": number, "declarations": (entry,)})
        for number, entry in ((1, ENTRY), (2, other))
    ]
    held: dict[str, str | bytes] = {part.path: fetched(part.held) for part in PARTS}

    with pytest.raises(UnreadableError, match="清单前后不符"):
        unpacked((f"{page.volume}.zip", zipped({"manifest.json": page.model_dump_json(), **held})) for page in pages)


def test_no_volume_is_larger_than_it_may_be_with_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mailbox counts the list of findings too: of two hundred forms it is half a megabyte, packed."""
    dice = random.Random(1)
    originals = [part(f"originals/{number:012}_申报书.xlsx", dice.randbytes(2_000)) for number in range(60)]
    names = ["".join(chr(dice.randrange(0x4E00, 0x9FA5)) for _ in range(200)) for _ in originals]
    entries = tuple(
        ENTRY.model_copy(update={"id": f"{number:012}", "sha256": original.sha256, "values": {"company_name": name}})
        for number, (original, name) in enumerate(zip(originals, names, strict=True))
    )
    receipts = {entry.id: WHOLE.receipts[ENTRY.id] for entry in entries}
    monkeypatch.setattr(packing, "VOLUME", 40_000)

    volumes = packed(WHOLE.model_copy(update={"declarations": entries, "receipts": receipts}), [PARTS[0], *originals])

    assert max(map(len, volumes)) <= 40_000
    assert len(unpacked((str(number), volume) for number, volume in enumerate(volumes)).manifest.declarations) == 60


def volumes_of(*pages: Manifest) -> list[tuple[str, bytes]]:
    """Volumes that say this of themselves, each with every file."""
    held: dict[str, str | bytes] = {part.path: fetched(part.held) for part in PARTS}
    return [
        (f"{number}.zip", zipped({"manifest.json": page.model_dump_json(), **held}))
        for number, page in enumerate(pages)
    ]


def test_volumes_that_do_not_agree_how_many_they_are_are_refused() -> None:
    """Two of three would pass for all of two, and what is told in the third would be withdrawn."""
    one, two = (WHOLE.model_copy(update={"volume": number, "volumes": 4 - number}) for number in (1, 2))

    for pages in ((one, two), (two, one)):
        with pytest.raises(UnreadableError, match=r"还缺第3卷|清单前后不符"):
            unpacked(volumes_of(*pages))


@pytest.mark.parametrize("number", [0, -1, 10**12])
def test_a_volume_of_no_such_number_is_refused_at_once(number: int) -> None:
    with pytest.raises(UnreadableError, match="清单读不出"):
        unpacked(volumes_of(WHOLE.model_copy(update={"volumes": number})))


def test_where_a_volume_came_twice_what_is_as_it_was_packed_counts() -> None:
    """A clerk opens an original in the second copy and saves it; the first is still whole, whatever it is called."""
    [volume] = packed(WHOLE, PARTS)
    told = zipfile.ZipFile(io.BytesIO(volume)).read("manifest.json")
    harmed = zipped({"manifest.json": told, **{part.path: fetched(part.held) + b"!" for part in PARTS}})
    copies = [("一.zip", volume), ("二.zip", harmed)]

    for order in (copies, copies[::-1]):
        found = unpacked(order)
        assert [found.content(part.sha256) for part in PARTS] == [part.held for part in PARTS]
        assert not found.strays


def test_every_byte_of_a_package_may_be_wrong() -> None:
    """Deflated bytes that lead nowhere are another error than a wrong sum."""
    [volume] = packed(WHOLE, [*PARTS, part("originals/c.xlsx", bytes(range(256)) * 9)])
    for place in range(0, len(volume), 3):
        for byte in (0x00, 0xFF):
            harmed = bytearray(volume)
            harmed[place] = byte
            with contextlib.suppress(UnreadableError):
                unpacked([("报送包.zip", bytes(harmed))])
