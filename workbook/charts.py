"""Records over time -> a Chart: one sentence that says what it shows, the numbers behind it, all of it in words; pure.

A title says what the answers hold and no more: no cause, no prediction, no total. Free text is never in a chart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from statistics import median

from workbook.pictures import Bar, Bars, Chart, Dot, Dots, Fill, Group, Lines, Panel, Segment, Step, Steps
from workbook.questions import NOT_SURE
from workbook.series import HIGHEST, LOWEST, Cause, CheckIn, Drift, Motive, Point, View, drift
from workbook.wording import Wording

OWNER: dict[str, Fill] = {"mine": "accent", "theirs": "warm", "between-us": "hatched", "from-outside": "hatched"}
FILLS: tuple[Fill, ...] = ("accent", "warm", "hatched", "open")
ENOUGH = 10
"""Values before first and latest are compared; with fewer, only the range is told."""


def cause_map(causes: Sequence[Cause], wording: Wording) -> Chart:
    """Each picked cause: how big a part, in whose box. The parts of one bar are equal; they do not weigh blame."""
    if not causes:
        return _nothing("causes", "causes-none", "causes-empty", wording)
    bars = tuple(_cause_bar(cause, wording) for cause in causes)
    used = [fill for fill in FILLS if any(segment.fill == fill for bar in bars for segment in bar.segments)]
    return Chart(
        id="causes",
        title=_cause_title(causes, wording),
        count=_count(len({c.pick for c in causes}) + sum(c.answers for c in causes), [c.day for c in causes], wording),
        alt=_alt(wording.say("charts.causes-alt"), (bar.said for bar in bars)),
        picture=Bars((Group("", bars),), tuple((fill, wording.say(f"charts.box-{fill}")) for fill in used)),
    )


def motives_now(motives: Sequence[Motive], wording: Wording) -> Chart:
    """Each reason picked in the latest sitting of its group, and how strong it is."""
    now = [(motive, point) for motive in motives if (point := motive.now)]
    if not now:
        return _nothing("motives", "motives-none", "motives-empty", wording)
    groups = tuple(
        Group(wording.fill(title), tuple(_motive_bar(motive, point, wording) for motive, point in rows))
        for title, rows in groupby(now, key=lambda pair: pair[0].group_title)
    )
    answers = len({motive.group for motive, _ in now}) + sum(bool(point.label) for _, point in now)
    return Chart(
        id="motives",
        title=_motive_title(now, wording),
        count=_count(answers, [max(point.day for _, point in now)], wording),
        alt=_alt(wording.say("charts.motives-alt"), _in_groups(groups)),
        picture=Bars(groups),
    )


def motives_drift(motives: Sequence[Motive], wording: Wording) -> Chart:
    """Each reason in the first and in the latest sitting; a reason not picked in one of them has no mark there."""
    drifts = drift(motives)
    if not drifts:
        return _nothing("drift", "drift-none", "drift-empty", wording)
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
        count=_count(rated + 2 * len({each.motive.group for each in drifts}), [day for _, day in ends], wording),
        alt=_alt(alt, _in_groups(groups)),
        picture=Steps(groups, low, high, wording.say("charts.drift-first"), wording.say("charts.drift-last")),
    )


def readiness(views: Sequence[View], wording: Wording) -> Chart:
    """The own view of each line. Nothing is counted together: the lines stand side by side."""
    answered = [view for view in views if view.key]
    if not answered:
        return _nothing("readiness", "readiness-none", "readiness-empty", wording)
    options = dict(sorted((pair for view in views for pair in view.options), key=lambda pair: pair[0] == NOT_SURE))
    keys = [*options, ""]
    columns = (*(wording.fill(label) for label in options.values()), wording.say("charts.unanswered"))
    rows = tuple(_dot(view, keys, columns, wording) for view in views)
    return Chart(
        id="readiness",
        title=_readiness_title([columns[column] for column in sorted({row.column for row in rows})], wording),
        count=_count(len(answered), [max(view.points[-1][1] for view in answered)], wording),
        alt=_alt(wording.say("charts.readiness-alt"), (row.said for row in rows)),
        picture=Dots(columns, rows),
    )


def check_ins(found: Sequence[CheckIn], wording: Wording) -> Chart:
    """Mood, urge and sleep, day by day, each in a panel of its own; a day without an answer is a gap."""
    if not found:
        return _nothing("check-ins", "check-ins-none", "check-ins-empty", wording)
    panels = tuple(panel for name in ("mood", "urge", "sleep") if (panel := _panel(name, found, wording)))
    if not panels:
        return _nothing("check-ins", "check-ins-no-numbers", "check-ins-empty", wording)
    days = [found[0].day, found[-1].day]
    key = "charts.count-check-ins-one" if len(found) == 1 else "charts.count-check-ins"
    alt = wording.say("charts.check-ins-alt", lowest=LOWEST, highest=HIGHEST)
    return Chart(
        id="check-ins",
        title=_check_in_title(panels, wording),
        count=wording.say(key, count=len(found), **_span(days, wording)),
        alt=_alt(alt, (_panel_said(panel, wording) for panel in panels)),
        picture=Lines(panels, LOWEST, HIGHEST, _ticks(days[0], days[1], wording)),
    )


# ---- causes


def _cause_bar(cause: Cause, wording: Wording) -> Bar:
    fills = [fill for fill in FILLS if fill in {OWNER.get(key, "open") for key in cause.whose}] or ["open"]
    if len(fills) > 1:
        fills = [fill for fill in fills if fill != "open"]
    length = (cause.part or 0) / max(1, cause.levels - 1)
    name, part = wording.fill(cause.name), wording.fill(cause.part_label) or wording.say("charts.unanswered")
    whose = ", ".join(wording.fill(label) for label in cause.whose_labels)
    key = "charts.cause-row" if whose else "charts.cause-row-open"
    segments = tuple(Segment(fill, length / len(fills)) for fill in fills) if length else ()
    return Bar(name, part, segments, wording.say(key, name=name, part=part, whose=whose))


def _cause_title(causes: Sequence[Cause], wording: Wording) -> str:
    top = max((cause.part for cause in causes if cause.part is not None), default=None)
    if not top:
        return wording.say("charts.causes-open" if top is None else "charts.causes-small")
    most = [cause for cause in causes if cause.part == top]
    if len(most) > 2:
        return wording.say("charts.causes-many")
    names = [wording.fill(most[0].name), *(_inside(wording.fill(cause.name), wording) for cause in most[1:])]
    together = wording.say("charts.list-two", first=names[0], second=names[-1]) if len(names) > 1 else names[0]
    boxes = {_box(cause.whose) for cause in most}
    key = f"charts.causes-{'two' if len(most) > 1 else 'one'}"
    whose = boxes.pop() if len(boxes) == 1 else ""
    return wording.say(f"{key}-{whose}" if whose else key, causes=together)


def _box(whose: Iterable[str]) -> str:
    """One word for whose it was, where the answer allows one."""
    said = set(whose)
    if "between-us" in said or {"mine", "theirs"} <= said:
        return "shared"
    alone = {"mine": "mine", "theirs": "theirs", "from-outside": "outside"}
    return alone.get(next(iter(said)), "") if len(said) == 1 else ""


# ---- motives


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
    return _inside(wording.fill(point.label) or wording.say("charts.unanswered"), wording)


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
    return wording.say(f"charts.drift-{key}", day=_day(since, wording), up=up, down=down)


# ---- readiness and check-ins


def _dot(view: View, keys: Sequence[str], columns: Sequence[str], wording: Wording) -> Dot:
    column = keys.index(view.key)
    name = wording.fill(view.name)
    return Dot(name, column, wording.say("charts.readiness-row", name=name, state=_inside(columns[column], wording)))


def _readiness_title(states: Sequence[str], wording: Wording) -> str:
    said = [_inside(state, wording) for state in states if state != wording.say("charts.unanswered")]
    if len(said) == 1:
        return wording.say("charts.readiness-all", state=said[0])
    parts = [wording.say("charts.readiness-state", state=_inside(state, wording)) for state in states]
    return wording.say("charts.readiness-some", states=", ".join(parts))


def _panel(name: str, found: Sequence[CheckIn], wording: Wording) -> Panel | None:
    values = {each.day: getattr(each, name) for each in found}
    if all(value is None for value in values.values()):
        return None
    first = found[0].day.toordinal()
    points = [(day, values.get(day)) for day in map(date.fromordinal, range(first, found[-1].day.toordinal() + 1))]
    label = wording.say(f"charts.{name}")
    facts = {"name": _inside(label, wording), "highest": HIGHEST}
    said = tuple(
        "" if value is None else wording.say("charts.point-row", day=_day(day, wording), value=value, **facts)
        for day, value in points
    )
    low, high = wording.say(f"charts.{name}-low"), wording.say(f"charts.{name}-high")
    return Panel(label, low, high, tuple(points), said)


def _panel_said(panel: Panel, wording: Wording) -> str:
    values = [value for _, value in panel.points if value is not None]
    missing = len(panel.points) - len(values)
    gaps = wording.say(f"charts.gaps-{('none', 'one')[missing] if missing < 2 else 'many'}", count=missing)
    ends = {"low": min(values), "high": max(values), "first": values[0], "last": values[-1]}
    return wording.say("charts.panel-row", name=panel.label, gaps=gaps, **ends)


def _check_in_title(panels: Sequence[Panel], wording: Wording) -> str:
    said = [[value for _, value in panel.points if value is not None] for panel in panels]
    changes = [
        wording.say("charts.check-ins-change", name=_inside(panel.label, wording), change=_change(values, wording))
        for panel, values in zip(panels, said, strict=True)
        if len(values) >= ENOUGH
    ]
    if changes:
        return wording.say("charts.check-ins-trend", changes=", ".join(changes))
    low, high = min(said[0]), max(said[0])
    key = "charts.check-ins-level" if low == high else "charts.check-ins-range"
    return wording.say(key, name=panels[0].label, low=low, high=high)


def _change(values: Sequence[int], wording: Wording) -> str:
    """The first third beside the latest third, by their middle value; a step below one is none."""
    third = len(values) // 3
    step = median(values[-third:]) - median(values[:third])
    return wording.say(f"charts.change-{'higher' if step >= 1 else 'lower' if step <= -1 else 'same'}")


def _ticks(first: date, last: date, wording: Wording) -> tuple[tuple[date, str], ...]:
    steps = min(3, (last - first).days)
    start, span = first.toordinal(), (last - first).days
    days = [date.fromordinal(start + span * step // steps) for step in range(steps + 1)] if steps else [first]
    return tuple((day, _day(day, wording, short=True)) for day in days)


# ---- words


def _nothing(chart: str, title: str, empty: str, wording: Wording) -> Chart:
    said = wording.say(f"charts.{empty}")
    return Chart(chart, wording.say(f"charts.{title}"), "", said, empty=said)


def _alt(lead: str, rows: Iterable[str]) -> str:
    return " ".join((lead, *rows))


def _in_groups(groups: Iterable[Group]) -> Iterator[str]:
    """Every row in words, its heading first."""
    for group in groups:
        yield from (f"{group.title}:", *(row.said for row in group.rows))


def _inside(name: str, wording: Wording) -> str:
    """A name within a sentence: the first letter small, unless the language keeps it or it is "I", "I’m" or "TV"."""
    word = name.split(" ", maxsplit=1)[0]
    plain = (word[1:].islower() and word.isalpha()) or word == "A"
    return name[:1].lower() + name[1:] if plain and wording.say("charts.names-inside") == "lower" else name


def _day(day: date, wording: Wording, *, short: bool = False, year: bool = False) -> str:
    months = wording.say("charts.months-short" if short else "charts.months").split(", ")
    return wording.say(
        "charts.day-year" if year else "charts.day", day=day.day, month=months[day.month - 1], year=day.year
    )


def _span(days: Sequence[date], wording: Wording) -> dict[str, str]:
    first, last = min(days), max(days)
    year = first.year != last.year
    said = {"first": _day(first, wording, year=year), "last": _day(last, wording, year=year)}
    return said | {"day": said["last"]}


def _count(answers: int, days: Sequence[date], wording: Wording) -> str:
    span = _span(days, wording)
    key = "one" if answers == 1 else "many" if span["first"] == span["last"] else "span"
    return wording.say(f"charts.count-{key}", count=answers, **span)
