"""Mood, urge and sleep over days, with gaps as gaps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from statistics import median

from workbook.charts.words import alt_words, day_words, inside, nothing, span_words, ticks
from workbook.pictures import Chart, Lines, Panel
from workbook.series import HIGHEST, LOWEST, CheckIn
from workbook.wording import Wording

ENOUGH = 10
"""Values before first and latest are compared; with fewer, only the range is told."""


def check_ins(found: Sequence[CheckIn], wording: Wording) -> Chart:
    """Mood, urge and sleep, day by day, each in a panel of its own; a day without an answer is a gap."""
    if not found:
        return nothing("check-ins", "check-ins-none", "check-ins-empty", wording)
    panels = tuple(panel for name in ("mood", "urge", "sleep") if (panel := _panel(name, found, wording)))
    if not panels:
        return nothing("check-ins", "check-ins-no-numbers", "check-ins-empty", wording)
    days = [found[0].day, found[-1].day]
    key = "charts.count-check-ins-one" if len(found) == 1 else "charts.count-check-ins"
    alt = wording.say("charts.check-ins-alt", lowest=LOWEST, highest=HIGHEST)
    return Chart(
        id="check-ins",
        title=_check_in_title(panels, len(found), wording),
        count=wording.say(key, count=len(found), **span_words(days, wording)),
        alt=alt_words(alt, (_panel_said(panel, wording) for panel in panels)),
        picture=Lines(panels, LOWEST, HIGHEST, ticks(days[0], days[1], wording)),
    )


def _panel(name: str, found: Sequence[CheckIn], wording: Wording) -> Panel | None:
    values = {each.day: getattr(each, name) for each in found}
    if all(value is None for value in values.values()):
        return None
    first = found[0].day.toordinal()
    points = [(day, values.get(day)) for day in map(date.fromordinal, range(first, found[-1].day.toordinal() + 1))]
    label = wording.say(f"charts.{name}")
    facts = {"name": inside(label, wording), "highest": HIGHEST}
    said = tuple(
        "" if value is None else wording.say("charts.point-row", day=day_words(day, wording), value=value, **facts)
        for day, value in points
    )
    low, high = wording.say(f"charts.{name}-low"), wording.say(f"charts.{name}-high")
    return Panel(label, low, high, tuple(points), said)


def _panel_said(panel: Panel, wording: Wording) -> str:
    values = [value for _, value in panel.points if value is not None]
    if len(panel.points) == 1:
        return wording.say("charts.panel-once", name=panel.label, value=values[0])
    missing = len(panel.points) - len(values)
    gaps = wording.say(f"charts.gaps-{('none', 'one')[missing] if missing < 2 else 'many'}", count=missing)
    ends = {"low": min(values), "high": max(values), "first": values[0], "last": values[-1]}
    return wording.say("charts.panel-row", name=panel.label, gaps=gaps, **ends)


def _check_in_title(panels: Sequence[Panel], check_ins: int, wording: Wording) -> str:
    said = [[value for _, value in panel.points if value is not None] for panel in panels]
    changes = [
        wording.say("charts.check-ins-change", name=inside(panel.label, wording), change=_change(values, wording))
        for panel, values in zip(panels, said, strict=True)
        if len(values) >= ENOUGH
    ]
    if changes:
        return wording.say("charts.check-ins-trend", changes=", ".join(changes))
    several = [(panel.label, values) for panel, values in zip(panels, said, strict=True) if len(values) > 1]
    if not several:
        return _single_values(
            [(panel.label, values[0]) for panel, values in zip(panels, said, strict=True)], check_ins, wording
        )
    name, values = several[0]
    key = "charts.check-ins-level" if min(values) == max(values) else "charts.check-ins-range"
    return wording.say(key, name=name, low=min(values), high=max(values))


def _single_values(said: Sequence[tuple[str, int]], check_ins: int, wording: Wording) -> str:
    """With one value each there is nothing to compare."""
    values = ", ".join(
        wording.say("charts.check-ins-value", name=inside(name, wording), value=value) for name, value in said
    )
    return wording.say("charts.check-ins-once" if check_ins == 1 else "charts.check-ins-few", values=values)


def _change(values: Sequence[int], wording: Wording) -> str:
    """The first third beside the latest third, by their middle value; a step below one is none."""
    third = len(values) // 3
    step = median(values[-third:]) - median(values[:third])
    return wording.say(f"charts.change-{'higher' if step >= 1 else 'lower' if step <= -1 else 'same'}")
