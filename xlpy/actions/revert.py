"""改回更正: what a person typed over the machine's cells is given up; the cells show the declaration again."""

from collections.abc import Sequence

from xlpy.actions.adopt import settle
from xlpy.desk import Desk, Result


def run(desk: Desk, *, cells: Sequence[str] = (), all_cells: bool = False, why: str = "") -> Result:
    """Give up corrections of the 总表: the cells named, or all."""
    return settle(desk, "reverted", cells=cells, all_cells=all_cells, why=why)
