"""A paper as people send it -> what stands in it: our reader first, calamine confirms every value that is taken."""

from workbook.read.declaration import declaration, into
from workbook.read.identity import Identity, identity, kin, paper_of
from workbook.read.tables import placed, registers, rows

__all__ = ["Identity", "declaration", "identity", "into", "kin", "paper_of", "placed", "registers", "rows"]
