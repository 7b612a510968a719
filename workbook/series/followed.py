"""What was said of an entry later, and whether it is asked about again now; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workbook.answers import Answers, sitting_order
from workbook.questions import FollowUps


@dataclass(frozen=True, slots=True)
class Followed:
    """One entry of a log, later."""

    said: tuple[str, ...] = ()  # e7.1, e7.2: what was said on earlier days
    open: str = ""  # where an answer goes that is given now; empty: it is not asked now
    ended: bool = False


def follow_up_of(answers: Answers, later: FollowUps, entry: str, today: date) -> Followed:
    """Asked once it is due, on each day anew, until an answer ends it; today's answer can be changed today."""
    if later.after and answers_in(answers, later.after.question, entry) not in later.after.keys:
        return Followed()
    rows = answers.follow_ups(later.asked[0].id, entry)
    earlier = tuple(row.sitting for row in rows if row.at.date() != today)
    ended = any(row.value in later.until for row in rows)
    now = next((row.sitting for row in rows if row.at.date() == today), "")
    if any(row.value in later.until for row in rows if row.sitting in earlier) or not _is_due(
        answers, later, entry, today
    ):
        return Followed(tuple(row.sitting for row in rows), "", ended)
    return Followed(earlier, now or _next(entry, earlier), ended)


def answers_in(answers: Answers, question: str, sitting: str) -> str:
    found = answers.in_sitting(question, sitting)
    return found.value if found else ""


def _next(entry: str, earlier: tuple[str, ...]) -> str:
    """e7.3 after e7.2."""
    return f"{entry}.{sitting_order(earlier[-1])[1] + 1 if earlier else 1}"


def _is_due(answers: Answers, later: FollowUps, entry: str, today: date) -> bool:
    """Its day has come, or it was given none."""
    try:
        return date.fromisoformat(answers_in(answers, later.due, entry)) <= today
    except ValueError:
        return True
