"""What an action would do, told before anything is written: its result with the plan in words."""

from dataclasses import replace
from typing import Any

from workbook.edit import Plan
from xlpy.desk import Result

HEAD = "预览：下面的事都还没有做，什么都没有写入。"


def previewed(result: Result) -> Result:
    """The same result, its plan told and not carried out; a receipt is given only for what is kept."""
    told = plan_told(result.plan)
    words = f"{_in_figures(told)}去掉 --preview 再执行一次即写入。"
    taken = [{key: value for key, value in entry.items() if key != "receipt"} for entry in result.data["taken"]]
    data = {**result.data, "taken": taken, "preview": True, "plan": told}
    return replace(result, data=data, plan=Plan(), lines=(HEAD, *result.lines, words))


def told_lines(result: Result) -> tuple[str, ...]:
    """What a person reads before the plan of a button is carried out."""
    return (*result.lines, _in_figures(plan_told(result.plan)))


def _in_figures(told: dict[str, Any]) -> str:
    cells = sum(book["changes"] for book in told["books"])
    return (
        f"将改{len(told['books'])}本表{cells}格，写{len(told['files'])}个文件，保存{told['originals']}份原件，"
        f"记{told['events']}件事。"
    )


def plan_told(plan: Plan) -> dict[str, Any]:
    """A plan in figures: which books would change in how many cells, which files would be written."""
    return {
        "books": [
            {"file": book.path, "is_new": book.base is not None, "changes": book.size}
            for book in plan.books
            if book.changes or book.base is not None
        ],
        "files": [file.path for file in plan.files],
        "originals": len(plan.originals),
        "events": len(plan.events),
    }
