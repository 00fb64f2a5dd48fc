"""The books of rows: the tables of the sheets of 汇总表 and 总表, what differs between two states of one."""

from workbook.edit import is_same
from workbook.papers.books import DECISIONS, REVIEWS, master_tables, printed_column, summary_tables
from workbook.papers.companions import OPINIONS, SEALS
from workbook.papers.table import ColumnKind, Row, Table, TableColumn, changes, content, contents, edits

__all__ = [
    "DECISIONS",
    "OPINIONS",
    "REVIEWS",
    "SEALS",
    "ColumnKind",
    "Row",
    "Table",
    "TableColumn",
    "changes",
    "content",
    "contents",
    "edits",
    "is_same",
    "master_tables",
    "printed_column",
    "summary_tables",
]
