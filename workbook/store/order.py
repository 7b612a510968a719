"""In which order the lines of a file count, whatever a clock, a sort or a spreadsheet did to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import pairwise

from workbook.answers import Answer
from workbook.store.lines import UNKNOWN, Found, Mark, Place

Key = tuple[str, str]


def number(found: Found) -> int | None:
    """The number of a line that is exactly as we wrote it; no other number is believed."""
    if isinstance(found, Answer):
        return None if found.edited else found.seq
    return found.number if isinstance(found, Place) else None


def numbers(found: Iterable[Found]) -> list[int]:
    """The numbers that are believed, in file order."""
    return [n for n in map(number, found) if n is not None]


def ascending(found: Iterable[Found]) -> bool:
    """The lines stand as they were written; False: the file was sorted elsewhere."""
    return all(a <= b for a, b in pairwise(numbers(found)))


def highest(found: Sequence[Found]) -> int:
    """The highest number given so far.

    An edited line's number counts only while it is no further above the others than there are lines:
    then it may be the last one given, and beyond that it is somebody's typing.
    """
    top = max(numbers(found), default=0)
    claimed = [f.seq for f in found if isinstance(f, Answer) and f.edited]
    return max([top, *(seq for seq in claimed if seq <= top + len(found))])


def in_order(found: Sequence[Found]) -> list[int]:
    """The indexes of all lines but blank ones, in the order in which they count.

    1. Lines as we wrote them stand by their number; with equal numbers (two copies put together) by their time.
    2. A file whose numbers mostly fall was sorted newest first, so for rule 3 it is read from its last line up.
    3. An edited line stands by its place, never by its number: directly after the nearest unedited line above it.
       But it never changes places with an answer to its own question in the same sitting (the file may be sorted by
       question): where that line is on the wrong side of one, it stands directly after its own question's nearest
       unedited line above it, or first if there is none.
    4. A damaged line stands directly after the nearest unedited line above it.
    """
    reading = [i for i, f in enumerate(found) if f is not Mark.BLANK]
    if _falling(found):
        reading.reverse()
    sure = sorted(
        (i for i in reading if number(found[i]) is not None), key=lambda i: (number(found[i]), _time(found[i]))
    )
    rank = {index: place for place, index in enumerate(sure)}
    below = _below(found, reading, rank)
    places, above, last = {}, dict[Key, int](), -1
    for step, i in enumerate(reading):
        key = _key(found[i])
        if i in rank:
            last = above[key] = rank[i]
            places[i] = (last, 0, 0)
        else:
            own = above.get(key, -1)
            places[i] = (last if own <= last < below.get(i, len(sure)) else own, 1, step)
    return sorted(reading, key=places.__getitem__)


def _below(found: Sequence[Found], reading: Sequence[int], rank: dict[int, int]) -> dict[int, int]:
    """For each line that is not as we wrote it, the rank of the nearest one below to the same question."""
    nearest: dict[Key, int] = {}
    below = {}
    for i in reversed(reading):
        key = _key(found[i])
        if i in rank:
            nearest[key] = rank[i]
        elif key in nearest and found[i] is not Mark.DAMAGED:
            below[i] = nearest[key]
    return below


def answers_in_order(found: Sequence[Found], saved: datetime) -> tuple[Answer, ...]:
    """The answers as they count; a line that stands there twice counts once.

    saved: when the file was last saved, for answers of which nothing else tells the time.
    """
    told = [f for f in found if isinstance(f, Answer)]
    if all(not a.edited for a in told) and all(a.seq < b.seq for a, b in pairwise(told)):
        return tuple(told)
    lined_up: list[Answer] = []
    for answer in (found[i] for i in in_order(found)):
        if isinstance(answer, Answer) and (answer.edited or not lined_up or answer != lined_up[-1]):
            lined_up.append(answer)
    return tuple(_timed(lined_up, saved))


def _timed(answers: Sequence[Answer], saved: datetime) -> Iterable[Answer]:
    """Where a spreadsheet rewrote the date, the time of the answer before it, or of the one after, or of the file."""
    known = next((a.at for a in answers if a.at is not UNKNOWN), saved)
    for answer in answers:
        known = known if answer.at is UNKNOWN else answer.at
        yield answer if answer.at is known else answer._replace(at=known)


def _falling(found: Sequence[Found]) -> bool:
    steps = [b - a for a, b in pairwise(numbers(found))]
    return sum(step < 0 for step in steps) > sum(step > 0 for step in steps)


def _key(found: Found) -> Key:
    return (found.question, found.sitting) if isinstance(found, Answer) else (type(found).__name__, "")


def _time(found: Found) -> float:
    return (found.at - UNKNOWN).total_seconds() if isinstance(found, Answer) else 0.0
