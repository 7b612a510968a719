"""T3 and T4: the power goes at any moment, and what the drive did not have yet is gone, cut short, or nonsense."""

from __future__ import annotations

from typing import Any

import pytest

from .acts import ACTS, FIRST, Act
from .cases import Run, Tally, case, judge, no_trace, three_more
from .drive import Drive, images, laid_down, watched
from .keepers import Keeper
from .t02_calls import prepared


def _cut(keeper: type[Keeper], run: Run, acts: dict[str, Act]) -> Tally:
    tally = Tally()
    for name, act in acts.items():
        home = run.folder / f"home of {name}"
        home.mkdir()
        mine, old, new = prepared(keeper, home, act)
        drive = Drive.of(home)
        with pytest.MonkeyPatch.context() as patch:
            watched(drive, patch)
            try:
                act.step.do(mine)
            except mine.refusals:
                tally.refused += 1
        for count, image in images(drive, run.many(97, 23, 1), run.chance):
            said = count == len(drive.told)
            what = f"{name}, power gone after call {count} of {len(drive.told)}"
            folder = run.place()
            laid_down(image, str(home), folder)
            _look(tally, keeper(folder), [new] if said else [old, new], act, what)
            if run.enough(tally):
                break
    return tally


def _look(tally: Tally, keeper: Keeper, allowed: list[Any], act: Act, what: str) -> None:
    tally.tried += 1
    now = judge(tally, keeper.look(), allowed, what)
    three_more(tally, keeper, now, what)
    if now == allowed[-1]:
        no_trace(tally, keeper.folder, act.gone, what)


@case("T3", "power gone at any byte of a save", posix=True)
def power_gone(keeper: type[Keeper], run: Run) -> Tally:
    return _cut(keeper, run, ACTS)


@case("T4", "power gone while a file is made", posix=True)
def power_gone_at_first(keeper: type[Keeper], run: Run) -> Tally:
    return _cut(keeper, run, FIRST)
