"""T20: copies that a sync service left beside the answers, whole or half; merged, or killed while merging."""

from __future__ import annotations

import os
import signal
from datetime import timedelta

import pytest

from .acts import child, everything
from .cases import Run, Tally, case, judge, three_more
from .keepers import NOW, Keeper, Row, Seen
from .t02_calls import CALLS, MOST, at_call

NAMES = [
    "causes.sync-conflict-20261121-101010-ABCDEFG.csv",
    "causes (1).csv",
    "causes (conflicted copy 2026-11-21).csv",
    "causes (Anna's conflicted copy 2026-11-21).csv",
    "causes_conflict-20261121-101010.csv",
    "causes 2.csv",
    "causes - Copy.csv",
    "causes-DESKTOP-AB12CD3.csv",
]
SHARED: list[Row] = [("s1", "causes.pick", "crossed-wires"), ("s1", "causes.letter", "what I first wrote")]
HERE: Row = ("s1", "causes.a", "said here, with a comma")
THERE: list[Row] = [
    ("s1", "causes.b", "said on the other one"),
    ("s1", "causes.letter", "what I wrote later"),
    ("s2", "causes.c", 'with "quotes", and a comma'),
]
DAY = timedelta(days=1)


def two_computers(keeper: type[Keeper], run: Run) -> tuple[Keeper, bytes]:
    """A folder with the answers of one, and what the other made of the same file; the copy is not there yet."""
    mine, other = keeper(run.place() / "data"), keeper(run.place_beside() / "data")
    mine.fill(SHARED)
    other.file.parent.mkdir(parents=True)
    other.file.write_bytes(mine.file.read_bytes())
    mine.save(HERE[1], HERE[2], HERE[0], NOW + DAY)
    for sitting, question, value in THERE:
        (other.write_over if question == "causes.letter" else other.save)(question, value, sitting, NOW + 2 * DAY)
    return keeper(mine.folder), other.file.read_bytes()


def after(came: int) -> list[Row]:
    """All that must be there once this many lines of the copy came over; of a letter only the later version."""
    theirs = [SHARED[0], *THERE][:came]
    letters = [row for row in (SHARED[1], *theirs) if row[1] == "causes.letter"][-1:]
    return sorted({SHARED[0], HERE, *(row for row in theirs if row[1] != "causes.letter"), *letters})


@case("T20", "copies of a sync service, cut anywhere")
def merged(keeper: type[Keeper], run: Run) -> Tally:
    tally = Tally()
    whole = two_computers(keeper, run)[1]
    ends = {at for at in range(len(whole) + 1) if whole[:at].endswith(b"\n")}
    for cut in sorted({*range(0, len(whole) + 1, run.many(7, 7, 1)), *ends}):
        name = NAMES[cut % len(NAMES)]
        mine, raw = two_computers(keeper, run)
        (mine.file.parent / name).write_bytes(raw[:cut])
        _one(tally, mine, raw, cut, f"{name}, {cut} of {len(raw)} bytes")
        if run.enough(tally):
            break
    return tally


def _one(tally: Tally, mine: Keeper, raw: bytes, cut: int, what: str) -> None:
    """A line that has no end is damage, or where nothing but its end is missing an answer."""
    tally.tried += 1
    tally.ghost += sorted(mine.look().rows) != after(0)  # merged though nobody said so
    try:
        mine.merge()
    except mine.refusals as trouble:
        tally.refused += 1
        tally.tell(f"{what}: {trouble}")
        return
    came = max(raw[:cut].count(b"\n") - 1, 0)
    maybe = came + (raw[cut : cut + 1] == b"\n" and cut > raw.index(b"\n"))
    now = mine.look()
    judge(tally, Seen(sorted(now.rows), []), [after(came), after(maybe)], what)
    tally.ghost += len(list(mine.file.parent.iterdir())) - 1  # the copy is still there
    three_more(tally, mine, now.rows, what)


@case("T20b", "a merge killed at each call", posix=True)
def killed(keeper: type[Keeper], run: Run) -> Tally:
    tally = Tally()
    for nth in range(1, MOST):
        mine, raw = two_computers(keeper, run)
        copy = mine.file.parent / NAMES[0]
        copy.write_bytes(raw)

        def work(tell: int, nth: int = nth, mine: Keeper = mine) -> None:
            with pytest.MonkeyPatch.context() as patch:
                at_call(nth, lambda: os.kill(os.getpid(), signal.SIGKILL), CALLS, patch)
                mine.merge()
            os.write(tell, b".")

        with child(work) as (_, told):
            heard = everything(told)
        tally.tried += 1
        last = after(len(THERE) + 1)
        left = copy.exists() and heard == b""
        judge(tally, _sorted(keeper(mine.folder)), [after(0), last] if left else [last], f"call {nth}")
        if left:
            keeper(mine.folder).merge()
            judge(tally, _sorted(keeper(mine.folder)), [last], f"call {nth}, merged again")
        three_more(tally, keeper(mine.folder), keeper(mine.folder).look().rows, f"call {nth}")
        if heard or run.enough(tally):
            break
    return tally


def _sorted(keeper: Keeper) -> Seen:
    return Seen(sorted(keeper.look().rows), [])
