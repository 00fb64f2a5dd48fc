"""What stops a button at the open book, each with a sentence that says what to do."""

from typing import ClassVar

from workbook.errors import WorkbookError


class SheetTakenError(WorkbookError):
    """The book has a sheet of somebody's own where ours would stand."""

    code: ClassVar[str] = "SHEET-TAKEN"

    def __init__(self, sheet: str) -> None:
        super().__init__(
            f"这本表里已有一张自己的工作表叫“{sheet}”，问题没有列出，什么都没有改。请把那张工作表改个名字，再按一次。"
        )
