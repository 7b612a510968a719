"""Answers -> check-ins, gaps, contact and runs without it; pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta

from workbook.answers import Answers
from workbook.series.records import HIGHEST, LOOKED_UP, LOWEST, CheckIn


def check_ins(answers: Answers) -> tuple[CheckIn, ...]:
    """One a day, earliest first. Of two sittings on a day, the later answer to each question counts.

    A sitting belongs to the day on which it began, where the person was then: one that runs past midnight is one day.
    """
    days: dict[date, dict[str, str]] = {}
    began = began_on(answers, "check-in")
    for row in answers.chapter("check-in"):
        if row.value and answers.in_sitting(row.question, row.sitting) is row:
            days.setdefault(began[row.sitting], {})[row.question.rpartition(".")[2]] = row.value
    return tuple(_check_in(day, said) for day, said in sorted(days.items()))


def began_on(answers: Answers, chapter: str) -> dict[str, date]:
    """The day on which each sitting of a chapter began, where the person was then."""
    began: dict[str, date] = {}
    for row in answers.chapter(chapter):
        began.setdefault(row.sitting, row.at.date())
    return began


def gaps(found: Iterable[CheckIn]) -> tuple[date, ...]:
    """The days without a check-in between the first and the last."""
    days = {each.day for each in found}
    return tuple(day for day in _every_day(days) if day not in days)


def contact_days(found: Iterable[CheckIn]) -> tuple[date, ...]:
    """The days on which they were in touch, beyond what was needed."""
    return tuple(each.day for each in found if each.in_touch)


def looked_up_days(found: Iterable[CheckIn]) -> tuple[date, ...]:
    """The days on which the person looked them up."""
    return tuple(each.day for each in found if LOOKED_UP in each.contact)


def days_since_contact(found: Iterable[CheckIn], today: date) -> int | None:
    """Since the last contact in the log; None when it holds none. A day that was not logged may hide a later one, so
    this is for showing; what is held against a criterion is current_run."""
    days = contact_days(found)
    return max(0, (today - max(days)).days) if days else None


def longest_run(found: Iterable[CheckIn]) -> int:
    """The most days in a row that were logged and without contact, what was needed aside.

    A day that was left out ends a run, as contact would: skipping a day never makes a run longer.
    """
    return max((len(run) for run in _runs(found)), default=0)


def current_run(found: Iterable[CheckIn], today: date) -> int:
    """The run that reaches today, or yesterday while today is not logged yet (left out, it ends the run tomorrow)."""
    checked = tuple(found)
    last = today if any(each.day == today for each in checked) else today - timedelta(days=1)
    return next((len([day for day in run if day <= last]) for run in _runs(checked) if last in run), 0)


def _check_in(day: date, said: dict[str, str]) -> CheckIn:
    cried = {"cried": True, "did-not-cry": False}.get(said.get("crying", ""))
    numbers = {name: number(said.get(name, "")) for name in ("mood", "urge", "sleep")}
    return CheckIn(
        day, **numbers, contact=tuple(said.get("contact", "").split()), cried=cried, line=said.get("line", "")
    )


def number(value: str) -> int | None:
    """0 to 10, or None for anything else."""
    found = int(value) if value.isascii() and value.isdigit() and len(value) < 4 else None
    return found if found is not None and LOWEST <= found <= HIGHEST else None


def _every_day(days: Collection[date]) -> Iterator[date]:
    if days:
        first = min(days)
        yield from (first + timedelta(days=after) for after in range((max(days) - first).days + 1))


def _runs(found: Iterable[CheckIn]) -> list[list[date]]:
    quiet = sorted(each.day for each in found if each.in_touch is False)
    runs: list[list[date]] = []
    for day in quiet:
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs
