"""Speed, as ratios taken in one run on one machine: `.venv/bin/python benchmarks/measure.py`.

Seconds differ from machine to machine; a ratio to the barest way of doing the same thing differs little.
"""

from __future__ import annotations

import csv
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from workbook.answers import Answers
from workbook.store import Store

AT = datetime(2026, 11, 21, 21, 4, tzinfo=UTC)


def median(what: Callable[[], object], times: int) -> float:
    """Seconds."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        what()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def save(folder: Path) -> tuple[float, float]:
    """One answer saved, against one line written and fsynced; then the same at 20,000 rows against 100."""
    floor = os.open(folder / "floor", os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def bare() -> None:
        os.write(floor, b"1,2026-11-21T21:04:00+00:00,s1,check-in.today.mood,4,k00000000\n")
        os.fsync(floor)

    short, long = Store(folder / "short"), Store(folder / "long")
    for store, rows in ((short, 100), (long, 20_000)):
        for row in range(rows):
            store.append("check-in", f"s{row}", "check-in.today.mood", "4", AT)
    answer = ("check-in", "s1", "check-in.today.mood", "5", AT)
    base, few, many = (median(way, 400) for way in (bare, lambda: short.append(*answer), lambda: long.append(*answer)))
    return few / base, many / few


def load(folder: Path) -> float:
    """20,000 answers read, checked and looked up, against the csv module reading the same bytes."""
    store = Store(folder / "long")
    file = folder / "long" / "answers" / "check-in.csv"

    def bare() -> None:
        with file.open(encoding="utf-8", newline="") as opened:
            {(row[3], row[2]): row for row in csv.reader(opened)}

    return median(lambda: Answers(store.read("check-in").answers).latest("check-in.today.mood"), 9) / median(bare, 9)


def first_cell() -> float:
    """What the first cell of a notebook imports, against ipywidgets alone."""

    def importing(module: str) -> float:
        code = f"import time; t = time.perf_counter(); import {module}; print(time.perf_counter() - t)"
        root = Path(__file__).resolve().parent.parent
        runs = [subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
                for _ in range(7)]  # fmt: skip
        return statistics.median(float(run.stdout) for run in runs)

    return importing("workbook.notebook") / importing("ipywidgets")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        saved, longer = save(Path(folder))
        print(f"saving one answer: {saved:.2f} x a bare write and fsync; {longer:.2f} x that at 20,000 rows")
        print(f"reading 20,000 answers: {load(Path(folder)):.2f} x the csv module")
    print(f"the first cell: {first_cell():.2f} x importing ipywidgets")


if __name__ == "__main__":
    main()
