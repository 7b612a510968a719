"""Two copies may both have begun a seventh entry, or a third time through a chapter: then one gets another name; pure.

An entry takes the next free number. A time through a chapter keeps its place in the row: s3 from a copy becomes s3.1
if it is later than ours, s2.1 if it is earlier.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import count

from workbook.answers import Answer, sitting_order

Lines = dict[str, list[Answer]]
Same = tuple[int, datetime, str, str]


def base(sitting: str) -> str:
    """The entry of a follow-up; a time through a chapter is its own."""
    return sitting.partition(".")[0] if sitting.startswith("e") else sitting


def renamed(sitting: str, names: dict[str, str]) -> str:
    """The sitting under its new name, a follow-up with its entry."""
    first = base(sitting)
    return names.get(first, first) + sitting[len(first) :]


def new_names(ours: Iterable[Answer], theirs: Iterable[Answer], is_new: Callable[[Answer], bool]) -> dict[str, str]:
    """Those of a copy's entries and sittings that need another name here, or have one already.

    One is the same as ours if it shares a line with it, or has nothing new to say.
    """
    mine, copy = _by_base(ours), _by_base(theirs)
    names: dict[str, str] = {}
    for name in sorted(copy, key=lambda each: (each[0], sitting_order(each))):
        if name in mine and _share(mine[name], copy[name]):
            continue
        if twin := next((other for other in mine if other[0] == name[0] and _share(mine[other], copy[name])), ""):
            names[name] = twin
        elif name in mine and _is_another(name, mine[name], copy[name], is_new):
            names[name] = _free(name, mine[name], copy[name], {*mine, *copy, *names.values()})
    return names


def _by_base(answers: Iterable[Answer]) -> Lines:
    found: Lines = defaultdict(list)
    for answer in answers:
        found[base(answer.sitting)].append(answer)
    return dict(found)


def _share(ours: list[Answer], theirs: list[Answer]) -> bool:
    return not {_same(each) for each in ours}.isdisjoint(_same(each) for each in theirs)


def _same(answer: Answer) -> Same:
    """The line, whatever its sitting is called."""
    return (answer.seq, answer.at, answer.question, answer.value)


def _is_another(name: str, ours: list[Answer], theirs: list[Answer], is_new: Callable[[Answer], bool]) -> bool:
    """Entries are begun one by one; a time through a chapter that began on the same day is taken for the same one."""
    if not any(map(is_new, theirs)):
        return False
    return name.startswith("e") or _began(ours) != _began(theirs)


def _began(answers: list[Answer]) -> object:
    return min(answers, key=lambda each: each.at).at.date()


def _free(name: str, ours: list[Answer], theirs: list[Answer], taken: set[str]) -> str:
    if name.startswith("e"):
        return f"e{max(sitting_order(each)[0] for each in taken if each.startswith('e')) + 1}"
    is_later = max(each.at for each in theirs) > max(each.at for each in ours)
    number = max(sitting_order(name)[0] - (not is_later), 0)
    return next(free for place in count(1) if (free := f"s{number}.{place}") not in taken)
