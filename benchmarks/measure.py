"""Speed, as ratios taken in one run on one machine: `.venv/bin/python benchmarks/measure.py`.

Seconds differ from machine to machine; a ratio to the barest way of doing the same thing differs little. What is
compared takes turns, so that a busy moment of the machine falls on both.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from workbook.store import Store
from workbook.store.lines import HEADER, written

AT = datetime(2026, 11, 21, 21, 4, tzinfo=UTC)
SIZES = (100, 10_000, 100_000)
TEN_YEARS = 146_000
"""Forty answers a day."""

LINE = b"1,2026-11-21T21:04:00+00:00,s1,check-in.today.mood,4,k00000000\n"


def seconds(what: Callable[[], object]) -> float:
    began = time.perf_counter()
    what()
    return time.perf_counter() - began


def by_turns(ways: Mapping[str, Callable[[], object]], rounds: int, each: int) -> dict[str, float]:
    """The median of each round, and of those the median, for each way; the ways take turns, one call at a time."""
    medians: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        took: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(each):
            for name, way in ways.items():
                took[name].append(seconds(way))
        for name, found in took.items():
            medians[name].append(statistics.median(found))
    return {name: statistics.median(found) for name, found in medians.items()}


def fill(file: Path, rows: int) -> None:
    """So many answers to 400 questions, as the store writes them."""
    file.parent.mkdir(parents=True)
    lines = (
        written((str(n), (AT + timedelta(minutes=n)).isoformat(), f"s{n // 400 + 1}", f"check-in.q{n % 400}.mood", "4"))
        for n in range(1, rows + 1)
    )
    file.write_bytes(HEADER + b"\n".join(lines) + b"\n")


def save(folder: Path) -> tuple[float, float]:
    """One answer saved, against one line added to an open file and synced; then the dearest against the cheapest."""
    floor = os.open(folder / "floor", os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def bare() -> None:
        os.write(floor, LINE)
        os.fsync(floor)

    def saving(rows: int) -> Callable[[], object]:
        data = folder / str(rows)
        fill(data / "answers" / "check-in.csv", rows)
        store = Store(data)
        store.append("check-in", "s1", "check-in.q1.mood", "5", AT)
        return lambda: store.append("check-in", "s1", "check-in.q1.mood", "5", AT)

    took = by_turns({"bare": bare, **{str(rows): saving(rows) for rows in SIZES}}, 9, 200)
    os.close(floor)
    for rows in SIZES:
        print(f"  {rows:>7} rows: {took[str(rows)] * 1e3:.3f} ms, {took[str(rows)] / took['bare']:.2f} x")
    saves = [took[str(rows)] for rows in SIZES]
    return saves[0] / took["bare"], max(saves) / min(saves)


PANDAS = """
import pandas
frame = pandas.read_csv(FILE)
frame.sort_values("seq").groupby("question").last()
"""
OURS = """
from pathlib import Path
from workbook.store import Store
from workbook.answers import Answers
answers = Answers(Store(Path(FILE).parent.parent).read("check-in").answers)
[answers.latest(f"check-in.q{n}.mood") for n in range(400)]
"""


def load(folder: Path) -> float:
    """Ten years read and the latest answers found, import and all, each in a process of its own."""
    file = folder / "years" / "answers" / "check-in.csv"
    fill(file, TEN_YEARS)
    took = in_turns({"pandas": PANDAS, "ours": OURS}, f"FILE = {str(file)!r}\n", 9)
    print(f"  ours {took['ours'] * 1e3:.0f} ms, pandas {took['pandas'] * 1e3:.0f} ms")
    return took["ours"] / took["pandas"]


def first_cell() -> float:
    """What the first cell of a notebook imports, against the widget's own library alone."""
    took = in_turns({"ours": "import workbook.notebook", "widget": "import anywidget"}, "", 15)
    print(f"  ours {took['ours'] * 1e3:.0f} ms, the widget alone {took['widget'] * 1e3:.0f} ms")
    return took["ours"] / took["widget"]


def in_turns(programs: Mapping[str, str], before: str, rounds: int) -> dict[str, float]:
    """The median of what each program says it took, in a fresh process each time."""
    took: dict[str, list[float]] = {name: [] for name in programs}
    with tempfile.TemporaryDirectory() as compiled:  # as on a person's second day: no module is compiled anew
        env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        env["PYTHONPYCACHEPREFIX"] = compiled
        for _ in range(rounds + 1):
            for name, program in programs.items():
                took[name].append(_says(f"{before}{TIMED.format(program=program)}", env))
    return {name: statistics.median(found[1:]) for name, found in took.items()}


TIMED = """
import time
began = time.perf_counter()
{program}
print(time.perf_counter() - began)
"""


def _says(program: str, env: Mapping[str, str]) -> float:
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    return float(ran.stdout)


def against(what: str, ratio: float, goal: float) -> None:
    print(f"{what}: {ratio:.2f} x (goal {goal} x or less{'' if ratio <= goal else '; MISSED'})")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        saved, longest = save(Path(folder))
        against("saving one answer, against append and fsync", saved, 1.6)
        against("saving at 100 to 100,000 rows, dearest against cheapest", longest, 1.2)
        against("loading ten years (146,000 answers), against pandas", load(Path(folder)), 0.6)
    against("the first cell, against importing the widget alone", first_cell(), 1.25)


if __name__ == "__main__":
    main()
