"""How long ``xlpy notice try`` takes on a season of 300: from the records alone, and where each form is read again.

`make bench-trial`; beside the seconds stand those of all processors, which a busy machine does not lengthen.
"""

import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import made
from child import Cost, measured
from workbook.notice import shelf

COUNT, GOAL, TURNS = 300, 2.0, 3
DISTRICT, NOTICE = "武进区", "changzhou-2023"
WORDS = {
    "记录够用：场景由12个改为14个": ("12个应用场景", "14个应用场景"),
    "要重读原件：简介由500字改为400字": ("限500字", "限400字"),
}
KEYS = {"count = 12": "count = 14", "maximum = 500": "maximum = 400"}


def main() -> None:
    """Make the season, try two changed packs on it, say what each took."""
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        home = {"XLPY_HOME": str(room / "home")}
        made.lay(room / "forms", COUNT)
        _xlpy(home, "collect", str(room / "forms"), "--district", DISTRICT, "--out", str(room / "district"))
        _xlpy(home, "opinion", str(room / "district" / "汇总表.xlsx"), "--all", "--opinion", "推荐", "--by", "张三")
        _xlpy(home, "pull", str(room / "district"), "--master", str(room / "总表.xlsx"))
        for number, (title, words) in enumerate(WORDS.items()):
            pack = _changed(room / str(number), *words)
            costs = [_xlpy(home, "notice", "try", str(pack), str(room / "总表.xlsx")) for _ in range(TURNS)]
            wall, cpu = min(cost.wall for cost in costs), min(cost.cpu for cost in costs)
            sys.stdout.write(f"{title}：{COUNT}份，{wall:.2f}秒（处理器{cpu:.2f}秒），目标{GOAL:.0f}秒以内\n")


def _changed(folder: Path, before: str, after: str) -> Path:
    """The pack with other words, and the numbers that go with them."""
    home = folder / NOTICE
    shutil.copytree(shelf.find(NOTICE), home)
    for name in (shelf.NOTICE_FILE, shelf.PACK_FILE):
        text = (home / name).read_text(encoding="utf-8")
        (home / name).write_text(_number(text.replace(before, after), before), encoding="utf-8")
    return home


def _number(text: str, words: str) -> str:
    for before, after in KEYS.items():
        text = text.replace(before, after) if before.split()[-1] in words else text
    return text


def _xlpy(home: Mapping[str, str], *words: str) -> Cost:
    cost = measured(("-m", "xlpy", *words), home)
    if cost.status not in (0, 1):
        raise SystemExit(cost.said)
    return cost


if __name__ == "__main__":
    main()
