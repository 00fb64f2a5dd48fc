"""Where the round lies on the disk: folders a newcomer can open, and what firms and clerks themselves write there."""

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from workbook import papers, read
from workbook.edit import Change
from workbook.errors import ValueMissingError
from workbook.notice.pack import Pack
from workbook.ooxml.book import open_book
from workbook.papers import Table
from workbook.patch import apply
from xlpy.season.plan import SummaryFault

GUIDE = "说明.txt"
FOLDERS = ("01-模板", "02-收件箱", "03-各区", "04-市局", "05-名单")
ROUNDS = {1: "第一轮", 2: "第二轮"}
BY_HAND, BY_MAIL = "当面", "邮件"


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one round under ``out``; districts stand in the order of the notice."""

    out: Path
    districts: tuple[str, ...]

    @property
    def papers(self) -> Path:
        """The empty papers."""
        return self.out / FOLDERS[0]

    @property
    def registers(self) -> Path:
        """The bureau's registers, filled for the season."""
        return self.papers / "名册（样例）.xlsx"

    @property
    def calendar(self) -> Path:
        """The days off of the year in which the lists are published."""
        return self.papers / "放假调休表（样例）.csv"

    def inbox(self, district: str, round_: int) -> Path:
        """What a district received in one round."""
        return self.out / FOLDERS[1] / self._named(district) / ROUNDS[round_]

    def district(self, district: str) -> Path:
        """A district's desk."""
        return self.out / FOLDERS[2] / self._named(district)

    def summary(self, district: str) -> Path:
        """A district's 汇总表."""
        return self.district(district) / "汇总表.xlsx"

    @property
    def master(self) -> Path:
        """The city's 总表."""
        return self.out / FOLDERS[3] / "总表.xlsx"

    def altered(self, fault: SummaryFault) -> Path:
        """A 汇总表 that somebody typed into."""
        return self.out / FOLDERS[3] / "手改的汇总表" / f"{fault.district}_{fault.fault}.xlsx"

    @property
    def review(self) -> Path:
        """The experts' scoring books."""
        return self.out / FOLDERS[3] / "评审"

    @property
    def lists(self) -> Path:
        """The public lists."""
        return self.out / FOLDERS[4]

    def _named(self, district: str) -> str:
        return f"{self.districts.index(district) + 1}-{district}"


def make_room(out: Path) -> None:
    """An empty folder, or one that holds an earlier demo and nothing else of anybody's, which is cleared."""
    known = {*FOLDERS, GUIDE}
    found = {entry.name for entry in out.iterdir() if not entry.name.startswith(".")} if out.is_dir() else set()
    if found - known or found == {GUIDE}:
        raise ValueMissingError("可用的空文件夹", str(out))
    for name in FOLDERS:
        shutil.rmtree(out / name, ignore_errors=True)
    out.mkdir(parents=True, exist_ok=True)


def lay(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put files into an inbox as mail programs and people do: as they are, good or bad."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def printed_rows(book: Path) -> list[set[str]]:
    """The words of every row of a list as published."""
    opened = open_book(book.read_bytes(), book.name)
    rows: dict[tuple[str, int], set[str]] = {}
    for sheet in opened.sheets:
        for (row, _), cell in opened.cells(sheet).items():
            rows.setdefault((sheet, row), set()).add(cell.text)
    return [*rows.values()]


def typed_over(data: bytes, pack: Pack, fault: SummaryFault) -> bytes:
    """A 汇总表 as it is after somebody typed over its printed rows."""
    table = next(iter(papers.summary_tables(pack).values()))
    changes = (
        Change(table.sheet, f"{table.letter[cell.column]}{table.header_row + cell.row}", None, cell.words, fault.fault)
        for cell in fault.typed
    )
    return apply(data, tuple(changes))


def type_decisions(book: Path, pack: Pack, typed: Mapping[str, Mapping[str, str]]) -> None:
    """A clerk types into the manual columns of the 总表 and saves: declaration -> column -> words."""
    data = book.read_bytes()
    table = next(iter(papers.master_tables(pack).values()))
    book.write_bytes(apply(data, tuple(_changes(table, data, book.name, typed))))


def _changes(table: Table, data: bytes, name: str, typed: Mapping[str, Mapping[str, str]]) -> Iterable[Change]:
    for number, row in enumerate(papers.contents(table, read.rows(data, name, table)), start=table.first_row):
        for column, words in typed.get(str(row.get("id") or ""), {}).items():
            yield Change(table.sheet, f"{table.letter[column]}{number}", row.get(column), words, "样例")
