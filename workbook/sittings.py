"""Which time through a chapter this is, and when opening it begins afresh; pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from workbook.answers import Answers, sitting_order
from workbook.questions import Chapter

FIRST = "s1"
WITHIN_A_DAY = timedelta(hours=24)
SAME_NIGHT = timedelta(hours=3)
"""A check-in begun before midnight is still the same one a little after it."""


def current(chapter: Chapter, answers: Answers, now: datetime) -> str:
    """The sitting that opening the chapter shows: the latest, or a new one where the chapter repeats and it is time."""
    rows = [row for row in answers.chapter(chapter.id) if row.sitting.startswith("s")]
    if not rows:
        return FIRST
    sitting = max((row.sitting for row in rows), key=sitting_order)
    last = max(row.at for row in rows if row.sitting == sitting)
    return following(sitting) if _is_time(chapter.repeat, last, now) else sitting


def following(sitting: str) -> str:
    """s3 -> s4, e7 -> e8."""
    return f"{sitting[0]}{sitting_order(sitting)[0] + 1}"


def next_entry(answers: Answers, chapter: str) -> str:
    """The entry id after the highest that this chapter holds."""
    used = [row.sitting for row in answers.chapter(chapter) if row.sitting.startswith("e")]
    return following(max(used, key=sitting_order)) if used else "e1"


def _is_time(repeat: str, last: datetime, now: datetime) -> bool:
    since = now - last
    if repeat == "each-day":
        return now.date() != last.date() and (since >= SAME_NIGHT or since < timedelta(0))
    return repeat == "after-a-day" and since >= WITHIN_A_DAY
