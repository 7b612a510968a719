"""Nothing that was said to be saved is lost, whatever happens; the easy way does lose it, so the cases find it."""

from __future__ import annotations

import os
import sys

import pytest

from .cases import CONTROL, FULL, QUICK, Case, Goal, Missing, Run, Tally, all_cases, chosen_seed, table, working_folder
from .keepers import Keeper, Naive, Store

SEED = chosen_seed()
LINES: dict[str, list[tuple[str, str, Tally, Goal]]] = {QUICK: [], FULL: []}
"""For the table at the end of the run."""

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such kills, links and modes")


def tried(case: Case, keeper: type[Keeper], size: str, shown: str) -> Tally:
    try:
        with working_folder(size) as folder:
            tally = case.run(keeper, Run(folder, size, SEED, case.name))
    except Missing as missing:
        sentence = f"{case.title}: not tried, {missing}."
        if os.environ.get("CI") == "true" and sys.platform == "linux":
            pytest.fail(sentence, pytrace=False)
        pytest.skip(sentence)
    LINES[shown].append((f"{case.name} {case.title}", keeper.name, tally, case.goal))
    return tally


def each(cases: list[Case]) -> pytest.MarkDecorator:
    marked = [pytest.param(one, id=one.name, marks=[POSIX] if one.posix else []) for one in cases]
    return pytest.mark.parametrize("case", marked)


@each([case for case in all_cases() if not case.full_only])
def test_nothing_is_lost_whatever_happens(case: Case) -> None:
    tally = tried(case, Store, QUICK, QUICK)
    assert case.goal.missed(tally) == [], "\n".join([f"seed {SEED}", *tally.told])


@each([case for case in all_cases() if case.naive_loses and not case.full_only])
def test_the_easy_way_loses_something_so_the_case_finds_it(case: Case) -> None:
    assert case.goal.missed(tried(case, Naive, CONTROL, QUICK))


@pytest.mark.full
@each(all_cases())
def test_nothing_is_lost_in_the_full_size(case: Case) -> None:
    tally = tried(case, Store, FULL, FULL)
    assert case.goal.missed(tally) == [], "\n".join([f"seed {SEED}", *tally.told])


@pytest.mark.full
@each([case for case in all_cases() if case.naive_loses and case.full_only])
def test_the_easy_way_loses_something_there_as_well(case: Case) -> None:
    assert case.goal.missed(tried(case, Naive, CONTROL, FULL))


def test_a_number_above_its_goal_is_a_failure_and_so_is_a_case_that_tried_nothing() -> None:
    assert Goal().missed(Tally(tried=1)) == []
    assert Goal().missed(Tally()) == ["nothing was tried"]
    assert [Goal().missed(Tally(tried=1, **{name: 1})) for name in ("lost", "ghost", "later", "refused")] == [
        ["lost 1 > 0"], ["ghost 1 > 0"], ["later 1 > 0"], ["refused 1 > 0"]]  # fmt: skip
    assert Goal(lost=3, refused=None).missed(Tally(tried=1, lost=3, refused=9)) == []


def test_the_table_says_how_to_repeat_it() -> None:
    shown = table([("T0 nothing", "ours", Tally(tried=2, lost=1), Goal())], 7, QUICK)
    assert "TORTURE_SEED=7" in shown
    assert "above its goal: lost 1 > 0" in shown
