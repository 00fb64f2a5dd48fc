"""A paper as people send it -> what stands in it: our reader first, calamine confirms every value that is taken."""

from workbook.read.body import Body, body
from workbook.read.declaration import declaration, into, typed
from workbook.read.explained import explained
from workbook.read.fidelity import TEMPLATE_CODES
from workbook.read.identity import Identity, identity, is_kin, kin, paper_of
from workbook.read.pairing import Candidate, Paired, paired
from workbook.read.skeleton import Skeleton, skeleton
from workbook.read.tables import Tables, placed, registers, rows

__all__ = [
    "TEMPLATE_CODES",
    "Body",
    "Candidate",
    "Identity",
    "Paired",
    "Skeleton",
    "Tables",
    "body",
    "declaration",
    "explained",
    "identity",
    "into",
    "is_kin",
    "kin",
    "paired",
    "paper_of",
    "placed",
    "registers",
    "rows",
    "skeleton",
    "typed",
]
