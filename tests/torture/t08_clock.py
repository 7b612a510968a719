"""T8: clocks that are wrong, set back or carried over an ocean, and files that were sorted since."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta, timezone

from workbook import store as workbook_store
from workbook.answers import Answers
from workbook.series.quiet_days import quiet

from .cases import Run, Tally, case
from .keepers import NOW, Keeper

Moments = list[tuple[str, datetime]]
"""The time zone the computer believed it was in, and what its clock said."""


def _east(hours: float) -> timezone:
    return timezone(timedelta(hours=hours))


STORIES: dict[str, Moments] = {
    "the clock was set back": [("UTC", NOW), ("UTC", NOW - timedelta(hours=1))],
    "the clocks went back in autumn": [
        ("UTC", datetime(2026, 10, 25, 2, 50, tzinfo=_east(2))),
        ("UTC", datetime(2026, 10, 25, 2, 10, tzinfo=_east(1))),
    ],
    "the clocks went back, told without an offset": [
        ("Europe/Berlin", datetime(2026, 10, 25, 2, 50, fold=0)),  # noqa: DTZ001  that is the story
        ("Europe/Berlin", datetime(2026, 10, 25, 2, 10, fold=1)),  # noqa: DTZ001
    ],
    "a flight from Tokyo to Los Angeles": [
        ("UTC", datetime(2026, 6, 1, 17, tzinfo=_east(9))),
        ("UTC", datetime(2026, 6, 1, 12, tzinfo=_east(-7))),
    ],
    "the same flight, told without an offset": [
        ("Asia/Tokyo", datetime(2026, 6, 1, 17)),  # noqa: DTZ001
        ("America/Los_Angeles", datetime(2026, 6, 1, 12)),  # noqa: DTZ001
    ],
    "the battery died and it is 1970": [("UTC", NOW), ("UTC", datetime(1970, 1, 1, 0, 0, 10, tzinfo=UTC))],
    "both in the same moment": [("UTC", NOW), ("UTC", NOW)],
    "the first year there is": [("UTC", NOW), ("UTC", datetime.min.replace(tzinfo=UTC))],
}

Lines = list[bytes]
ORDERS: dict[str, Callable[[Lines], Lines]] = {
    "as written": list,
    "newest first": lambda rows: rows[::-1],
    "sorted by answer": lambda rows: sorted(rows, key=lambda row: row.split(b",")[4], reverse=True),
    "shuffled": lambda rows: [rows[i] for i in (3, 0, 5, 1, 4, 2)],
}
QUESTIONS = ("causes.a", "causes.b", "causes.c")


@contextmanager
def living_in(zone: str) -> Iterator[None]:
    """The computer's own idea of where it is, for as long as this lasts."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = zone
    time.tzset()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        time.tzset()


@case("T8", "clocks, time zones and sorted files", posix=True)
def clocks(keeper: type[Keeper], run: Run) -> Tally:
    tally = Tally()
    for story, moments in STORIES.items():
        for order, sort in ORDERS.items():
            words = [(question, word) for word in ("zz-old", "new") for question in QUESTIONS]
            _told(tally, keeper, run, [(q, w, *moments[w == "new"]) for q, w in words], sort, f"{story}, {order}")
    for number in range(run.many(20, 100, 1000)):
        _told(tally, keeper, run, _any_story(run), _any_order(run), f"random story {number}")
        if run.enough(tally):
            break
    return tally


Said = list[tuple[str, str, str, datetime]]
"""Question, answer, zone, clock."""


def _any_story(run: Run) -> Said:
    told: Said = []
    for n in range(run.chance.randint(2, 12)):
        at = NOW + timedelta(seconds=run.chance.randint(-(10**9), 10**7))
        at = at.astimezone(_east(run.chance.choice([-12, -7, -3.5, 0, 1, 2, 5.75, 14])))
        told.append((run.chance.choice(QUESTIONS), f"{run.chance.choice('azm')}-{n}", "UTC", at))
    return told


def _any_order(run: Run) -> Callable[[Lines], Lines]:
    def shuffled(rows: Lines) -> Lines:
        rows = list(rows)
        run.chance.shuffle(rows)
        return rows

    return shuffled


def _told(tally: Tally, keeper: type[Keeper], run: Run, said: Said, sort: Callable[[Lines], Lines], what: str) -> None:
    mine = keeper(run.place())
    for question, word, zone, at in said:
        with living_in(zone):
            mine.save(question, word, at=at)
    head, *rows = mine.file.read_bytes().splitlines(keepends=True)
    mine.file.write_bytes(head + b"".join(sort(rows)))
    last = {question: word for question, word, *_ in said}
    tally.tried += 1
    seen = mine.look()
    wrong = {question for question in last if (seen.latest or {}).get(question) != last[question]}
    tally.lost += len(last.keys() - {q for _, q, _ in seen.rows})
    in_order = [(q, word) for _, q, word in seen.rows] == [(q, word) for q, word, *_ in said]
    tally.ghost += bool(wrong) or not in_order or any(seen.marked)
    if wrong or not in_order:
        tally.tell(f"{what}: {wrong} is {[(seen.latest or {}).get(q) for q in wrong]}, in order {in_order}")
    mine.save("causes.a", "newest of all")
    tally.later += (mine.look().latest or {}).get("causes.a") != "newest of all"


@case("T8b", "no time between two days is ever negative", naive_loses=False)
def durations(keeper: type[Keeper], run: Run) -> Tally:
    """Days since contact, counted by the series; a clock that ran ahead must not make them negative.

    Nothing is asked of the easy way here: it keeps answers and counts no days.
    """
    tally = Tally()
    for number in range(run.many(1, 50, 500)):
        store = workbook_store.Store(run.place())
        for n in range(6):
            at = NOW + timedelta(days=run.chance.randint(-400, 400))
            store.append(
                "check-in",
                f"s{n + 1}",
                "check-in.today.contact",
                run.chance.choice(["no-contact", "i-wrote", "we-met", "looked-them-up", ""]),
                at,
            )
        for today in (date(1970, 1, 2), NOW.date(), date(2030, 1, 1)):
            found = quiet(Answers(store.read("check-in").answers), today)
            tally.tried += 1
            negative = [n for n in (found.longest, found.current, found.since or 0) if n < 0]
            tally.ghost += bool(negative)
            if negative:
                tally.tell(f"random days {number}: {negative}")
    return tally
