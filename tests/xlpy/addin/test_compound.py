"""A compound file of ours is opened by two readers that know nothing of it, with every stream as it was put in."""

import io
from pathlib import Path
from typing import Any

import olefile
import pytest
from cfb import CfbIO

from xlpy.addin.compound import Tree, compound

SMALL = b"below the cut of 4,096 bytes"
LARGE = bytes(range(256)) * 40
TREES: dict[str, Tree] = {
    "one-small": {"a": SMALL},
    "one-large": {"a": LARGE},
    "at-the-cut": {"a": b"x" * 4095, "b": b"y" * 4096},
    "empty-stream": {"a": b"", "b": SMALL},
    "deep": {"VBA": {"dir": SMALL, "Module": LARGE}, "PROJECT": SMALL},
    "many": {f"stream{number}": b"%d" % number for number in range(40)},
    "two-sectors-of-table": {"a": b"z" * 512 * 200},
}
trees = pytest.mark.parametrize("tree", TREES.values(), ids=list(TREES))


def flat(tree: Tree, before: tuple[str, ...] = ()) -> dict[tuple[str, ...], bytes]:
    found: dict[tuple[str, ...], bytes] = {}
    for name, held in tree.items():
        found |= {(*before, name): held} if isinstance(held, bytes) else flat(held, (*before, name))
    return found


@trees
def test_a_strict_reader_finds_every_stream_and_no_defect(tree: Tree) -> None:
    read = olefile.OleFileIO(io.BytesIO(compound(tree)), raise_defects=olefile.DEFECT_POTENTIAL)

    assert {tuple(path): read.openstream(path).read() for path in read.listdir()} == flat(tree)
    assert read.parsing_issues == []


@trees
def test_a_second_reader_finds_the_same_through_the_tree_of_names(tree: Tree, tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(compound(tree))

    read = CfbIO(str(tmp_path / "a.bin"))

    for path, content in flat(tree).items():
        found = read.root
        for name in path:
            found = sought(read, found.child_id, name)
        assert (found.read() if found.size else b"") == content


def sought(read: CfbIO, number: int, name: str) -> Any:
    """As a reader looks for a name: shorter names lie left, longer ones right."""
    entry = read[number]
    if entry.name == name:
        return entry
    goes_left = (len(name), name.upper()) < (len(entry.name), entry.name.upper())
    return sought(read, entry.left_sibling_id if goes_left else entry.right_sibling_id, name)


def test_the_same_streams_in_another_order_give_the_same_bytes() -> None:
    assert compound({"a": SMALL, "bb": LARGE}) == compound({"bb": LARGE, "a": SMALL})
