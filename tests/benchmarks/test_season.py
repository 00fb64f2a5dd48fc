"""The benchmark runs, and every way of reading sees the same values; how long anything takes is not asserted."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(sys.platform == "win32", reason="the memory of other processes is told by POSIX only")
def test_a_season_of_three_forms_is_measured_and_told(tmp_path: Path) -> None:
    """The run stops with an error of its own when two ways read different values."""
    room = {"BENCH_FORMS": "3", "BENCH_ROWS": "20", "BENCH_TURNS": "1", "BENCH_OUT": str(tmp_path)}
    room |= {"PYTHONPATH": f"{ROOT}:{ROOT / 'benchmarks'}"}

    done = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / "season.py")],
        env={**os.environ, **room},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    page = (tmp_path / "bench.md").read_text("utf-8")
    assert "### 3 份" in page
    assert page.count("| 3 |") == 6
    assert "validate 一份" in page
    assert (tmp_path / "pictures" / "bench.svg").read_text("utf-8").count("<rect") == 7


def test_ways_that_read_different_values_stop_the_run(tmp_path: Path) -> None:
    """A digest that every way shares proves something only while another value makes another digest."""
    words = "import reading; print(reading.digest([{'a': [1.0]}]) == reading.digest([{'a': [1.5]}]))"

    done = subprocess.run(
        [sys.executable, "-c", words],
        cwd=ROOT / "benchmarks",
        env={**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'benchmarks'}"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == "False"
