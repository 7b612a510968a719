"""The reasons now, and the first time beside the latest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from workbook.charts.words import alt_words, count_words, day_words, in_groups, inside, nothing
from workbook.pictures import Bar, Bars, Chart, Group, Segment, Step, Steps
from workbook.series import Drift, Motive, Point, drift
from workbook.wording import Wording


def motives_now(motives: Sequence[Motive], wording: Wording) -> Chart:
    """Each reason picked in the latest sitting of its group, and how strong it is."""
    now = [(motive, point) for motive in motives if (point := motive.now)]
    if not now:
        return nothing("motives", "motives-none", "motives-empty", wording)
    groups = tuple(
        Group(wording.fill(title), tuple(_motive_bar(motive, point, wording) for motive, point in rows))
        for title, rows in groupby(now, key=lambda pair: pair[0].group_title)
    )
    answers = len({motive.group for motive, _ in now}) + sum(bool(point.label) for _, point in now)
    return Chart(
        id="motives",
        title=_motive_title(now, wording),
        count=count_words(answers, [max(point.day for _, point in now)], wording),
        alt=alt_words(wording.say("charts.motives-alt"), in_groups(groups)),
        picture=Bars(groups),
    )


def motives_drift(motives: Sequence[Motive], wording: Wording) -> Chart:
    """Each reason in the first and in the latest sitting; a reason not picked in one of them has no mark there."""
    drifts = drift(motives)
    if not drifts:
        return nothing("drift", "drift-none", "drift-empty", wording)
    groups = tuple(
        Group(wording.fill(title), tuple(_step(each, wording) for each in rows))
        for title, rows in groupby(drifts, key=lambda each: each.motive.group_title)
    )
    ends = [(sitting, day) for each in drifts for sitting, day in (each.motive.asked[0], each.motive.asked[-1])]
    rated = sum(bool(point and point.label) for each in drifts for point in (each.first, each.last))
    levels = next((each.motive.levels for each in drifts if each.motive.levels), ("", ""))
    low, high = wording.fill(levels[0]), wording.fill(levels[-1])
    alt = wording.say("charts.drift-alt", low=low, high=high)
    return Chart(
        id="drift",
        title=_drift_title(drifts, min(day for _, day in ends), wording),
        count=count_words(rated + 2 * len({each.motive.group for each in drifts}), [day for _, day in ends], wording),
        alt=alt_words(alt, in_groups(groups)),
        picture=Steps(groups, low, high, wording.say("charts.drift-first"), wording.say("charts.drift-last")),
    )


def _motive_bar(motive: Motive, point: Point, wording: Wording) -> Bar:
    name, strength = wording.fill(motive.name), wording.fill(point.label) or wording.say("charts.unanswered")
    length = 0 if point.rank is None else (point.rank + 1) / max(1, len(motive.levels))
    segments = (Segment("accent", length),) if length else ()
    return Bar(name, strength, segments, wording.say("charts.motive-row", name=name, strength=strength))


def _motive_title(now: Sequence[tuple[Motive, Point]], wording: Wording) -> str:
    top = max((point.rank for _, point in now if point.rank is not None), default=None)
    names = [wording.fill(motive.name) for motive, point in now if point.rank == top]
    key = "open" if top is None else {1: "one", 2: "two"}.get(len(names), "many")
    return wording.say(f"charts.motives-{key}", first=names[0], second=names[-1])


def _step(each: Drift, wording: Wording) -> Step:
    name, top = wording.fill(each.motive.name), max(1, len(each.motive.levels) - 1)
    ends = [None if point is None or point.rank is None else point.rank / top for point in (each.first, each.last)]
    said = [_end_said(point, wording) for point in (each.first, each.last)]
    sentence = wording.say("charts.drift-row", name=name, first=said[0], last=said[1])
    return Step(name, wording.say(f"charts.word-{_moved(each)}"), ends[0], ends[1], sentence)


def _moved(each: Drift) -> str:
    if each.first is None or each.last is None:
        return {(True, True): "between", (True, False): "new"}.get((each.first is None, each.last is None), "gone")
    if each.steps is None:
        return "open" if each.first.rank is None and each.last.rank is None else "once"
    return "stronger" if each.steps > 0 else "weaker" if each.steps < 0 else "same"


def _end_said(point: Point | None, wording: Wording) -> str:
    if point is None:
        return wording.say("charts.drift-absent")
    return inside(wording.fill(point.label) or wording.say("charts.unanswered"), wording)


def _drift_title(drifts: Sequence[Drift], since: date, wording: Wording) -> str:
    moved = sorted((each for each in drifts if each.steps), key=lambda each: each.steps or 0)
    up = wording.fill(moved[-1].motive.name) if moved and (moved[-1].steps or 0) > 0 else ""
    down = wording.fill(moved[0].motive.name) if moved and (moved[0].steps or 0) < 0 else ""
    if moved:
        key = "both" if up and down else "up" if up else "down"
    elif any(_moved(each) in ("new", "gone", "between") for each in drifts):
        key = "came"
    else:
        key = "same" if any(each.steps == 0 for each in drifts) else "open"
    return wording.say(f"charts.drift-{key}", day=day_words(since, wording), up=up, down=down)
