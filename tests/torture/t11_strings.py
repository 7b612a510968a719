"""T11: whatever was typed comes back to the last character, and harms no neighbour."""

from __future__ import annotations

import hypothesis
from hypothesis import strategies as st

from .cases import CONTROL, Run, Tally, case
from .keepers import Keeper
from .strings import CONTROLS, LONE, OWN, TYPES, naughty


def notes() -> list[str]:
    """More than 614."""
    return [*OWN, *naughty()]


def values() -> list[str]:
    """More than 535."""
    return [*TYPES, *naughty()]


@case("T11", "614 nasty notes and 535 values")
def nasty_texts(keeper: type[Keeper], run: Run) -> Tally:
    tally = Tally()
    texts = [*CONTROLS, *LONE, *TYPES] if run.size == CONTROL else notes()
    for text in texts:
        _between_two(tally, keeper(run.place()), text, note=True)
    for text in [] if run.size == CONTROL else values():
        _between_two(tally, keeper(run.place()), text, note=False)
    return tally


def _between_two(tally: Tally, keeper: Keeper, text: str, *, note: bool) -> None:
    tally.tried += 1
    wanted = [("s1", "causes.before", "b"), ("s1", "causes.x", text), ("s1", "causes.after", "a")]
    for _, question, value in wanted:
        try:
            (keeper.write_over if note else keeper.save)(question, value)
        except keeper.refusals:
            tally.refused += 1
    rows = keeper.look().rows
    missing = [row for row in wanted if row not in rows]
    tally.lost += len(missing)
    tally.ghost += not missing and rows != wanted
    if rows != wanted:
        tally.tell(f"{text[:40]!r}: {[(q, v[:20]) for _, q, v in rows]}")


@case("T11b", "any texts at all, by Hypothesis")
def any_texts(keeper: type[Keeper], run: Run) -> Tally:
    tally = Tally()
    texts = st.lists(st.text(st.characters(codec=None), max_size=60) | st.sampled_from(OWN[:80]), max_size=4)

    @hypothesis.seed(run.seed)
    @hypothesis.settings(max_examples=run.many(120, 500, 5000), deadline=None, database=None,
                         suppress_health_check=list(hypothesis.HealthCheck))  # fmt: skip
    @hypothesis.given(texts)
    def exact(words: list[str]) -> None:
        if run.enough(tally):
            return
        mine = keeper(run.place())
        for i, word in enumerate(words):
            (mine.write_over if i % 2 else mine.save)(f"causes.n{i}", word)
        wanted = [("s1", f"causes.n{i}", word) for i, word in enumerate(words)]
        tally.tried += 1
        rows = mine.look().rows
        wrong = sum(row not in rows for row in wanted)
        tally.lost += wrong
        tally.ghost += not wrong and rows != wanted
        if rows != wanted:
            tally.tell(f"{words!r}")

    try:
        exact()
    except keeper.refusals:
        tally.refused += 1
    return tally
