"""Ten years of check-ins on paper, as ratios taken in one run: `.venv/bin/python benchmarks/paper.py`.

Time and size against the page that plotly itself makes of the same check-ins, its library inside it.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

from plotly.io import to_html

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from workbook import gallery, paper, person
from workbook.answers import Answer, Answers
from workbook.plotted import drawing
from workbook.rulebook import Edition, load
from workbook.standing import stand
from workbook.summary import Material, for_paper, sum_up

LAST = datetime(2026, 11, 21, 21, 4, tzinfo=UTC)
THREE_MONTHS, TEN_YEARS = 92, 3_653
ASKED = {"mood": "4", "urge": "6", "sleep": "5", "contact": "none"}


def rows(days: int) -> list[Answer]:
    """A check-in on every day but one in nine."""
    found = []
    for back in range(days, 0, -1):
        if back % 9:
            at = LAST - timedelta(days=back - 1)
            for name, value in ASKED.items():
                said = str((int(value) + back) % 11) if value.isdigit() else value
                found.append(Answer(len(found), at, f"s{days - back}", f"check-in.today.{name}", said))
    return found


def told(edition: Edition, answers: Answers) -> Material:
    today: date = LAST.date()
    standing = stand(answers, edition.content, edition.rules, LAST)
    wording = person.wording(edition, answers)
    return Material(answers=answers, content=edition.content, rules=edition.rules, standing=standing,
                    wording=wording, today=today)  # fmt: skip


def median(what: Callable[[], object], times: int = 5) -> float:
    """Seconds."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        what()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def plotly_page(edition: Edition, answers: Answers) -> str:
    chart = gallery.hung("check-ins", edition, answers, person.wording(edition, answers))[0]
    return str(to_html(drawing(chart.picture), include_plotlyjs=True, validate=False)) if chart.picture else ""


def measure(edition: Edition, answers: Answers) -> None:
    material = told(edition, answers)
    found = sum_up(material)
    whole = (edition, answers, for_paper(material.wording), "a4")
    floor, page = median(lambda: plotly_page(edition, answers)), len(plotly_page(edition, answers).encode())
    summing = median(lambda: sum_up(told(edition, answers)))
    print(f"{len(answers.rows):,} answers: plotly's page {floor:.3f} s, {page:,} bytes; summing up {summing:.3f} s")
    for form in paper.FORMS:
        taken = median(partial(paper.render, found, form, *whole))
        size = len(paper.render(found, form, *whole))
        print(
            f"  {form:<5}{taken / floor:6.2f} x its time, {size / page:.4f} x its bytes ({taken:.3f} s, {size:,} bytes)"
        )


def main() -> None:
    edition = load()
    for days in (THREE_MONTHS, TEN_YEARS):
        measure(edition, Answers(rows(days)))


if __name__ == "__main__":
    main()
