"""The page of the benchmark and its chart: figures in, Markdown and SVG out."""

import datetime as dt
import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from child import Cost
from rounds import Deed

NAMES = {
    "limit": "极限：解压＋expat，不取内容",
    "ours": "本软件：防护＋两种读法＋判断",
    "calamine": "python-calamine，只读不判",
    "pandas_calamine": "pandas＋calamine，只读不判",
    "pandas_openpyxl": "pandas＋openpyxl，只读不判",
    "openpyxl": "openpyxl，只读不判",
    "patch_limit": "极限：拼文字＋zlib 1 级",
    "xlsxwriter": "XlsxWriter（只能新建）",
    "openpyxl_write_only": "openpyxl write_only（只能新建）",
}
OUR_WRITING = "本软件：写进已有的总表"
HEAD = """# 多快，离极限多远

由 `make bench` 写成（`benchmarks/`）。各种做法在同一次运行里处理同样的文件，读到的内容逐项相同，不同即中止。
机器各有快慢，也常有别的任务同时在跑：看倍数，不看绝对数。倍数按处理器时间算；钟表时间只在整条命令处给出。
一千份以内和整条命令，各种做法轮流跑三遍，各取最快的一遍；一万份、各区一起汇集只跑一遍。

![读一份表，是极限的几倍](pictures/bench.svg)
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """What one way cost: seconds on the clock and of the processor, megabytes."""

    wall: float
    cpu: float
    peak: float
    forms: int = 0
    digest: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """Everything that was measured in one run."""

    reading: Mapping[int, Mapping[str, Figures]]
    writing: Mapping[str, Figures]
    rows: int
    deeds: Sequence[Deed]
    loop: Cost
    hostile: tuple[str, float, float]
    load: tuple[str, str]


def write(told: Told, out: Path) -> None:
    """The page and its chart."""
    (out / "pictures").mkdir(parents=True, exist_ok=True)
    (out / "bench.md").write_text(text(told), encoding="utf-8")
    (out / "pictures" / "bench.svg").write_text(chart(told.reading[max(told.reading)]), encoding="utf-8")


def text(told: Told) -> str:
    """The page."""
    return "\n".join([HEAD, *_machine(told), "", *_reading(told), "", *_writing(told), "", *_round(told), ""])


def _machine(told: Told) -> Iterator[str]:
    cores, version = os.cpu_count(), platform.python_version()
    yield f"{dt.date.today()}，{_processor()}，{cores} 核，{platform.system()}，Python {version}。"  # noqa: DTZ011 - the day at this desk
    yield f"平均负载（1、5、15 分钟）：开始 {told.load[0]}，结束 {told.load[1]}。"


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text("utf-8").splitlines() if info.is_file() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _reading(told: Told) -> Iterator[str]:
    yield "## 读一份申报书（一个进程）"
    for size, ways in told.reading.items():
        least = _each(ways["limit"])
        yield from ("", f"### {size:,} 份", "", "| 做法 | 份数 | 毫秒/份 | 份/秒 | 最大内存 MB | 极限的倍数 |")
        yield "|---|--:|--:|--:|--:|--:|"
        for way, figures in ways.items():
            each = _each(figures)
            yield (
                f"| {NAMES[way]} | {figures.forms} | {each * 1000:.2f} | {1 / each:.0f} | {figures.peak:.0f} "
                f"| {each / least:.1f} |"
            )


def _each(figures: Figures) -> float:
    return figures.cpu / figures.forms


def _writing(told: Told) -> Iterator[str]:
    yield from (f"## 写 {told.rows:,} 行 × 14 列的总表", "", "| 做法 | 处理器秒 | 最大内存 MB | 文件 MB | 极限的倍数 |")
    yield "|---|--:|--:|--:|--:|"
    least = told.writing["patch_limit"].cpu
    for way, figures in told.writing.items():
        name = OUR_WRITING if way == "ours" else NAMES[way]
        size, share = figures.size / 1e6, figures.cpu / least
        yield f"| {name} | {figures.cpu:.2f} | {figures.peak:.0f} | {size:.1f} | {share:.1f} |"


def _round(told: Told) -> Iterator[str]:
    yield from (
        "## 整条命令（钟表时间，从启动进程算起）",
        "",
        "| 命令 | 秒 | 最大进程 MB | 与 pandas 循环之比 |",
        "|---|--:|--:|--:|",
    )
    for deed in told.deeds:
        cost = deed.cost
        yield f"| {deed.words} | {cost.wall:.2f} | {cost.peak:.0f} | {cost.wall / told.loop.wall:.2f} |"
    yield f"| pandas＋calamine 循环，同样的文件，只读 | {told.loop.wall:.2f} | {told.loop.peak:.0f} | 1.00 |"
    kind, size, worst = told.hostile
    yield from (
        "",
        f"不超过 32 KB 的恶意文件里最慢的一种（{kind}，{size:.0f} KB）在防护里用 {worst:.1f} 毫秒处理器时间。",
    )


BAR, LEFT, WIDE = 26, 250, 640


def chart(ways: Mapping[str, Figures]) -> str:
    """Bars: how many times the limit each way takes."""
    times = {way: _each(figures) / _each(ways["limit"]) for way, figures in ways.items()}
    scale = (WIDE - LEFT - 60) / max(times.values())
    bars = "".join(_bar(at, way, share, share * scale) for at, (way, share) in enumerate(times.items()))
    high = BAR * len(times) + 10
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {high}" font-family="sans-serif" font-size="13">'
        f'<rect width="{WIDE}" height="{high}" fill="#ffffff"/>{bars}</svg>\n'
    )


def _bar(at: int, way: str, share: float, width: float) -> str:
    top = 5 + at * BAR
    colour = "#0B3C6F" if way == "ours" else "#9DB7D5"
    return (
        f'<text x="{LEFT - 8}" y="{top + 16}" text-anchor="end">{NAMES[way]}</text>'
        f'<rect x="{LEFT}" y="{top + 2}" width="{width:.1f}" height="{BAR - 6}" fill="{colour}"/>'
        f'<text x="{LEFT + width + 6:.1f}" y="{top + 16}">{share:.1f}</text>'
    )
