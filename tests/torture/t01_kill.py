"""T1: kill -9 at a random time."""

from __future__ import annotations

import os
import select
import signal
from pathlib import Path

from .acts import Step, child, copy, everything
from .cases import Run, Tally, case, judge, no_trace, three_more
from .keepers import Keeper, Row

ROWS = (100, 2000)
"""In the file before; every tenth kill meets the long one, every thirtieth in the quick size."""
LONGEST_LIFE = 0.015
LENGTHS = (5, 50, 500, 20_000)


def steps(kind: int, number: int) -> list[Step]:
    """What is done in the numbered round: answers only; with a text typed on; with one erased."""
    answer = Step("save", f"causes.n{number}", f"answer {number} " + "x" * LENGTHS[number * 7 % 4])
    if kind == 0:
        return [answer]
    if kind == 1:
        return [answer, Step("write over", "causes.letter", f"letter-version-{number}-")]
    return [Step("save", "causes.secret", f"secret-number-{number}-"), Step("erase", "causes.secret")]


def rounds(kind: int, upto: int) -> list[Step]:
    """The first steps, so many."""
    told: list[Step] = []
    number = 0
    while len(told) < upto:
        told += steps(kind, number)
        number += 1
    return told[:upto]


@case("T1", "kill -9 at a random time", posix=True)
def killed(keeper: type[Keeper], run: Run) -> Tally:
    tally = Tally()
    homes = [_home(keeper, run.folder / f"seed-{rows}", rows) for rows in ROWS]
    for kill in range(run.many(100, 300, 3000)):
        if run.enough(tally):
            break
        kind, folder = kill % 3, run.place()
        seed, first = homes[kill % run.many(1, 30, 10) == 0]
        copy(seed, folder)
        said = _live_and_die(keeper, folder, kind, run.chance.random() * LONGEST_LIFE)
        tally.tried += 1
        what = f"kill {kill}, kind {kind}, {said} saved"
        states = [first, first]
        for step in rounds(kind, said + 1):
            states = [states[1], step.on(states[1])]
        after = keeper(folder)
        now = judge(tally, after.look(), states, what)
        three_more(tally, after, now, what)
        _no_earlier_words(tally, after, now, said, what)
    return tally


def _home(keeper: type[Keeper], folder: Path, rows: int) -> tuple[Path, list[Row]]:
    """A folder with so many answers, to be copied."""
    first: list[Row] = [("s1", f"causes.q{i % 40}", f"number {i}") for i in range(rows)]
    keeper(folder).fill(first)
    return folder, first


def _live_and_die(keeper: type[Keeper], folder: Path, kind: int, life: float) -> int:
    """How many steps it said were done before it was killed."""

    def live(tell: int) -> None:
        mine, number = keeper(folder), 0
        while True:
            for step in steps(kind, number):
                step.do(mine)
                os.write(tell, b".")
            number += 1

    with child(live) as (pid, told):
        said = len(os.read(told, 1))
        select.select([], [], [], life)
        os.kill(pid, signal.SIGKILL)
        return said + len(everything(told))


def _no_earlier_words(tally: Tally, keeper: Keeper, now: list[Row], said: int, what: str) -> None:
    """What was typed over or erased is nowhere once the next save is done."""
    shown = {value for _, _, value in now}
    earlier = (f"{word}-{number}-" for word in ("letter-version", "secret-number") for number in range(said))
    no_trace(tally, keeper.folder, [word for word in earlier if word not in shown], what)
