"""The pages of the manual that are made from the code: one for each code a user can see, the commands, the kinds."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import typer

from workbook.finding import CODES, Force
from workbook.notice import shelf
from workbook.notice.pack import Pack
from workbook.rules.base import Rule
from workbook.rules.vocabulary import KINDS
from xlpy.cli import app
from xlpy.commands import BUTTONS, GROUPS, LINE

_JUDGES = {
    "rule": "程序判断",
    "cross": "几份一起看，由程序判断",
    "register": "按名册判断，没有名册的由人判断",
    "date": "按收到日期判断",
    "person": "由人判断",
    "info": "只作提示",
}
_FORCES = {
    Force.MUST: "错误：不改好不能报送",
    Force.SHOULD: "提醒：改正，或写明理由",
    Force.JUDGE: "人工：由审核人判断",
    Force.NOTE: "提示：说一声，不计数",
}


def pages() -> dict[str, str]:
    """Markdown by path."""
    packs = [shelf.shipped(notice) for notice in shelf.notice_ids()]
    made = {f"codes/{code}.md": _code(code) for code in CODES}
    made |= {
        f"codes/{pack.id}/{source}.md": _demand(pack, rules) for pack in packs for source, rules in _by(pack).items()
    }
    return {**made, "codes/index.md": _index(packs), "commands.md": "".join(_commands())}


def kinds() -> str:
    """Every kind of demand with one notice's use of it."""
    packs = [shelf.shipped(notice) for notice in shelf.notice_ids()]
    used = {rule.kind: (pack, rule) for pack in packs for rule in pack.rules}
    rows = ["| 种类 | 例子 |\n| --- | --- |\n"]
    for kind in KINDS:
        told = f"{used[kind][1].title}（{used[kind][0].id}，`{used[kind][1].source}`）" if kind in used else ""
        rows.append(f"| `{kind}` | {told} |\n")
    return "".join(rows)


def _by(pack: Pack) -> Mapping[str, list[Rule]]:
    found: dict[str, list[Rule]] = {}
    for rule in pack.rules:
        found.setdefault(rule.source, []).append(rule)
    return found


def _code(code: str) -> str:
    meaning, remedy = CODES[code]
    return f"# {code}\n\n**{meaning}。**\n\n怎么办：{remedy}。\n"


def _demand(pack: Pack, rules: list[Rule]) -> str:
    words = list(dict.fromkeys(quote for rule in rules for quote in rule.quotes))
    lines = [f"# {rules[0].source}（{pack.id}）\n"]
    lines += [f"> 通知原文：{'……'.join(words)}\n"] if words else [f"> 常理核对，非通知原文：{rules[0].reason}\n"]
    shown: dict[tuple[str, str], list[str]] = {}
    for rule in rules:
        told = f"{_FORCES[rule.force]}。{_JUDGES[rule.judged_by]}。" + (f"怎样改：{rule.mend}。" if rule.mend else "")
        shown.setdefault((rule.title, told), []).append(rule.id)
    lines += [
        f"**{title}**（{'、'.join(f'`{id_}`' for id_ in ids)}）\n\n{told}\n" for (title, told), ids in shown.items()
    ]
    for name in sorted({name for rule in rules for name in rule.readings}):
        switch = pack.readings[name]
        lines.append(f"读法 {name}：{switch.question}现在采用：{switch.options[switch.value]}。\n")
    return "\n".join(lines)


def _index(packs: list[Pack]) -> str:
    rows = ["# 编号\n\n表上、回执里、窗口中看到的编号，各有一页。\n"]
    for pack in packs:
        rows.append(f"\n## 《{pack.title}》的要求\n\n| 编号 | 要求 |\n| --- | --- |\n")
        rows += [f"| [{source}]({pack.id}/{source}.md) | {rules[0].title} |\n" for source, rules in _by(pack).items()]
    rows.append("\n## 文件、格子、命令\n\n| 编号 | 意思 |\n| --- | --- |\n")
    rows += [f"| [{code}]({code}.md) | {CODES[code][0]} |\n" for code in CODES]
    return "".join(rows)


def _commands() -> Iterator[str]:
    found = typer.main.get_command(app)
    yield "# 命令\n\n加 `--json` 得到一个 JSON 文档。退出码：0 正常，1 有要看的，2 没有做成。\n"
    for entry in LINE.values():
        yield f"\n## xlpy {entry.id}：{entry.label}\n\n{entry.tip}\n\n| 写法 | 是什么 |\n| --- | --- |\n"
        for option in found.commands[entry.id].params:  # type: ignore[attr-defined] # a group has commands
            named = option.opts[0] if option.opts[0].startswith("-") else str(option.name).upper()
            yield f"| `{named}` | {option.help} |\n"
    yield "\n# 按钮\n\n在 LibreOffice 和 Excel 里按组排列，不适合眼前这份表的是灰的。\n"
    for title, ids in GROUPS.items():
        yield f"\n## {title}\n\n| 按钮 | 做什么 |\n| --- | --- |\n"
        yield from (f"| {BUTTONS[id_].label} | {BUTTONS[id_].tip} |\n" for id_ in ids)


def lay(folder: Path) -> None:
    """Write the pages into a folder."""
    for name, text in pages().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
