"""A sheet as one form has it: that of another form holds something else in few cells, and only those need a look."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbook.ooxml.grid import Cut
from workbook.ooxml.strings import Strings, changed

_POINTER = re.compile(
    rb'r="[A-Z]+[0-9]+"(?: s="[0-9]+")?(?: t="(?:(s)|[a-zA-Z]+)")?(?:/>|>(?(1)<v>([0-9]{1,9})</v></c>))'
)

Setting = tuple[bytes | None, bool]
"""What else decides what a cell means: the styles of its book, and from which day it counts."""


@dataclass(frozen=True, slots=True, eq=False)
class Exemplar:
    """The cells of a sheet, and the shared strings of its book, with the cells that show them."""

    cells: Cut
    showing: Mapping[int, Sequence[int]]
    strings: Strings
    setting: Setting

    def differing(self, cells: Cut, strings: Strings, setting: Setting) -> dict[int, bytes] | None:
        """The cells of another sheet that are not written as here, by their number; None where all may differ."""
        are_of_one_origin = (cells.like or cells) is (self.cells.like or self.cells)
        if not are_of_one_origin or setting != self.setting or not strings.is_small:
            return None
        ours, theirs = self.cells.pieces, cells.pieces
        at = {at for at in (*self.cells.unlike, *cells.unlike) if ours[at] != theirs[at]}
        at.update(*(self.showing[index] for index in self.showing.keys() & changed(strings, self.strings)))
        return {number: theirs[number] for number in at}


def exemplar(cells: Cut, strings: Strings, setting: Setting) -> Exemplar | None:
    """A sheet that others can be laid beside; None where it is large, or a cell shows its string in an unusual way."""
    if not (cells.is_small and strings.is_small):
        return None
    found = [_POINTER.match(piece) for piece in cells.pieces]
    if None in found:
        return None
    showing: dict[int, list[int]] = {}
    for at, match in enumerate(found):
        if match and match[2]:
            showing.setdefault(int(match[2]), []).append(at)
    return Exemplar(cells, showing, strings, setting) if all(index < len(strings) for index in showing) else None
