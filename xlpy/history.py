"""变更记录 of the 总表: what the journal tells, a row a line."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from workbook import merge
from workbook.edit import content_of, said
from workbook.papers import TableColumn
from xlpy.desk import Line
from xlpy.dossier import Dossier, Row
from xlpy.options import day_words

WORDS = {
    "accepted": "汇入",
    "superseded": "被替代",
    "refused": "未收",
    "decision": "决定",
    "hand_edit": "手工修改",
    "pulled": "汇集",
    "registers": "名册",
    "amended": "延期通知",
    "published": "发布名单",
    "review_out": "评审发出",
    "review_in": "评审收回",
    "withdrawn": "撤出",
    "restored": "恢复",
    "undone": "撤销",
    "overruled": "改判",
    "corrected": "手工更正",
    "adopted": "采用更正",
    "reverted": "放弃更正",
    "reinstated": "撤销改判",
}


def history(dossier: Dossier, columns: Mapping[str, TableColumn], lines: Sequence[Line]) -> Iterator[Row]:
    """What happened, line by line, in words; ``columns`` are those of 总表."""
    known: dict[str, Mapping[str, Any]] = {}
    firm = dossier.pack.identity["firm"]
    for number, line in enumerate(lines, start=1):
        if line.kind == "accepted":
            known[line.declaration] = said(line.data["declaration"])
        entry = known.get(line.declaration)
        name = entry["values"].get(firm) if entry else None
        yield {
            "number": number,
            "time": line.at,
            "kind": WORDS.get(line.kind, line.kind),
            "id": line.declaration or None,
            "district": entry["district"] if entry else line.data.get("district"),
            "firm": name or None if isinstance(name, str) else None,
            "message": _message(line, columns) or None,
            "officer": line.by,
        }


def _message(line: Line, columns: Mapping[str, TableColumn]) -> str:
    """The words of one line: what was decided, typed, replaced or sent."""
    data = line.data
    if line.kind == "pulled":
        counts = f"新增{data['added']}，变化{data['changed']}，撤出{data['withdrawn']}"
        return f"{data['name']}：{counts}。{day_words(data['options'])}"
    if line.kind == "registers":
        return str(data["name"])
    if line.kind == "amended":
        return "；".join(data["deadlines"].values()) or "不再延期"
    if line.kind == "published":
        return f"{data['title']}，{data['rows']}家"
    if line.kind == "undone":
        return f"撤销{data['at']}由{data['by']}所做的汇集，共{data['lines']}条记录"
    if line.kind in ("corrected", "adopted", "reverted"):
        cells = data.get("cells") or dict.fromkeys(data["columns"])
        words = [f"{columns[id_].title}{_changed_to(value)}" for id_, value in cells.items() if id_ in columns]
        return "；".join((*words, *filter(None, (data.get("why"),))))
    keys = ("review", "decision", "remark", "ruling", "reason", "message", "why", "file")
    return "；".join(merge.shown_content(content_of(data[key])) for key in keys if data.get(key))


def _changed_to(value: Any) -> str:
    return f"改为“{merge.shown_content(content_of(value))}”" if value is not None else ""
