"""T5: two and four windows at once, short and very long answers; and tabs that share one window."""

from __future__ import annotations

import contextlib
import os
import threading
from pathlib import Path

from .acts import child, everything
from .cases import Run, Tally, case
from .keepers import Keeper

LONG = 100_000


def value(who: int, i: int, *, long: bool) -> str:
    return f"{who}-{i} " + "y" * (LONG if long and i % 5 == 0 else 30)


@case("T5", "two and four windows at once", posix=True)
def at_once(keeper: type[Keeper], run: Run) -> Tally:
    tally = Tally()
    each = run.many(20, 20, 100)
    for windows in (2, 4):
        for long in (False, True):
            if not run.enough(tally):
                _windows(tally, keeper, run.place(), windows, each, long=long)
    if not run.enough(tally):
        _tabs(tally, keeper, run.place(), each)
    return tally


def _windows(tally: Tally, keeper: type[Keeper], folder: Path, windows: int, each: int, *, long: bool) -> None:
    keeper(folder).save("causes.seed", "seed")
    go, start = os.pipe()
    with contextlib.ExitStack() as stack:
        told = []
        for who in range(windows):

            def write(tell: int, who: int = who) -> None:
                os.close(start)
                mine = keeper(folder)
                os.read(go, 1)
                for i in range(each):
                    _one(mine, who, i, tell, long=long)

            told.append(stack.enter_context(child(write))[1])
        os.close(go)
        os.close(start)  # the end of the pipe is what they all wait for
        heard = [everything(ear) for ear in told]
    _held(tally, keeper(folder), heard, each, long=long)


def _one(mine: Keeper, who: int, i: int, tell: int, *, long: bool) -> None:
    try:
        mine.save(f"causes.n{i}", value(who, i, long=long), f"s{who}")
        if i % 5 == 4:
            mine.write_over("causes.letter", f"version {i} of {who}", f"s{who}")
    except mine.refusals:
        os.write(tell, b"-")
    else:
        os.write(tell, b".")


def _held(tally: Tally, keeper: Keeper, heard: list[bytes], each: int, *, long: bool) -> None:
    """Every save that was said to be done is there, exactly, each number once."""
    rows = keeper.look().rows
    there = set(rows)
    for who, said in enumerate(heard):
        tally.tried += each
        tally.refused += each - said.count(b".")
        done = [i for i, mark in enumerate(said) if mark == ord(".")]
        missing = [i for i in done if (f"s{who}", f"causes.n{i}", value(who, i, long=long)) not in there]
        letters = [text for sitting, question, text in rows if (sitting, question) == (f"s{who}", "causes.letter")]
        last = [f"version {i} of {who}" for i in done if i % 5 == 4][-1:]
        tally.lost += len(missing) + (letters[-1:] != last)
        tally.ghost += len(letters) > 1
        if missing or letters != last:
            tally.tell(f"{len(heard)} windows, long={long}: window {who} misses {missing[:5]}, letters {letters[:3]}")


def _tabs(tally: Tally, keeper: type[Keeper], folder: Path, each: int) -> None:
    """Three tabs that share one kernel, and so one store."""
    shared, refused = keeper(folder), []

    def write(who: int) -> None:
        for i in range(each):
            try:
                shared.save(f"causes.n{i}", value(who, i, long=False), f"s{who}")
            except shared.refusals as trouble:
                refused.append(trouble)

    tabs = [threading.Thread(target=write, args=(who,)) for who in range(3)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    there = set(shared.look().rows)
    wanted = [(f"s{who}", f"causes.n{i}", value(who, i, long=False)) for who in range(3) for i in range(each)]
    tally.tried += len(wanted)
    tally.refused += len(refused)
    tally.lost += max(0, sum(row not in there for row in wanted) - len(refused))
