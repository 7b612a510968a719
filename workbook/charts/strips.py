"""Days without contact as a strip, and urges under it, kind by kind; a slip is a mark and never an end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from workbook.charts.words import alt_words, count_words, day_words, inside, nothing, span_words, ticks
from workbook.pictures import Band, Chart, Lane, Mark, Strip
from workbook.series import HIGHEST, KINDS, LOWEST, Quiet, Urge
from workbook.wording import Wording

WEEKS = 13
"""As many of the latest weeks are drawn; beyond that single days can no longer be told apart. The words tell all."""


def quiet(found: Quiet, urges: Sequence[Urge], wording: Wording) -> Chart:
    """What was logged, day by day. The words tell all days and the longest run; they count nothing down."""
    logged = {*found.days, *found.contact, *found.slips}
    noted = logged | {urge.day for urge in urges}
    if not noted:
        return nothing("quiet", "quiet-none", "quiet-empty", wording)
    first = max(min(noted), max(noted) - timedelta(weeks=WEEKS) + timedelta(days=1))
    shown = tuple(urge for urge in urges if urge.day >= first)
    part = first > min(noted)
    picture = _strip(_since(found, first), shown, (first, max(noted)), part, wording)
    alt = wording.say("charts.quiet-alt", lowest=LOWEST, highest=HIGHEST)
    rows = [*_days_said(found, picture, part, wording), *(_lane_said(lane, wording) for lane in picture.lanes)]
    return Chart(
        id="quiet",
        title=_title(found, len(urges), wording),
        count=count_words(len(logged) + len(urges), [min(noted), max(noted)], wording),
        alt=alt_words(alt, rows),
        picture=picture,
    )


def _since(found: Quiet, first: date) -> Quiet:
    days, contact, slips = (
        tuple(day for day in known if day >= first) for known in (found.days, found.contact, found.slips)
    )
    return replace(found, days=days, contact=contact, slips=slips)


def _strip(found: Quiet, urges: Sequence[Urge], ends: tuple[date, date], part: bool, wording: Wording) -> Strip:
    return Strip(
        first=ends[0],
        last=ends[1],
        bands=tuple(_bands({*found.days}, "band", wording)),
        gaps=tuple(_bands(_unlogged(found, *ends), "gap", wording)),
        events=tuple(_events(found, wording)),
        lanes=tuple(_lane(kind, urges, wording) for kind in (*KINDS, "") if any(each.kind == kind for each in urges)),
        lowest=LOWEST,
        highest=HIGHEST,
        low=wording.say("charts.urge-low"),
        high=wording.say("charts.urge-high"),
        label=wording.say("charts.quiet-strip-latest" if part else "charts.quiet-strip", weeks=WEEKS),
        band=wording.say("charts.quiet-band"),
        event=wording.say("charts.quiet-event"),
        gap=wording.say("charts.quiet-gap"),
        unplaced=wording.say("charts.quiet-unrated") if any(each.strength is None for each in urges) else "",
        ticks=ticks(*ends, wording),
    )


def _unlogged(found: Quiet, first: date, last: date) -> set[date]:
    span = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return {*span} - {*found.days, *found.contact, *found.slips}


def _bands(days: set[date], name: str, wording: Wording) -> Iterator[Band]:
    """Neighbouring days as one band."""
    for first in sorted(day for day in days if day - timedelta(days=1) not in days):
        last = first
        while last + timedelta(days=1) in days:
            last += timedelta(days=1)
        key = f"charts.quiet-{name}-{'day' if first == last else 'days'}"
        yield Band(first, last, wording.say(key, **span_words([first, last], wording)))


def _events(found: Quiet, wording: Wording) -> Iterator[Mark]:
    for day in sorted({*found.contact, *found.slips}):
        key = "charts.quiet-slip" if day in found.slips else "charts.quiet-contact"
        yield Mark(day, None, wording.say(key, day=day_words(day, wording)))


def _lane(kind: str, urges: Sequence[Urge], wording: Wording) -> Lane:
    label = wording.say(f"charts.urge-{kind or 'unnamed'}")
    return Lane(label, tuple(_mark(urge, label, wording) for urge in urges if urge.kind == kind))


def _mark(urge: Urge, label: str, wording: Wording) -> Mark:
    facts = {"day": day_words(urge.day, wording), "name": inside(label, wording), "highest": HIGHEST}
    key = "charts.quiet-urge-unrated" if urge.strength is None else "charts.quiet-urge-point"
    return Mark(urge.day, urge.strength, wording.say(key, value=urge.strength, **facts))


# ---- in words


def _title(found: Quiet, urges: int, wording: Wording) -> str:
    if found.total:
        key = "one" if found.total == 1 else "days" if found.longest == 1 else "run"
        return wording.say(f"charts.quiet-{key}", days=found.total, run=found.longest)
    days = len({*found.contact, *found.slips})
    key = ("urge" if urges == 1 else "urges") if urges else "touch-one" if days == 1 else "touch"
    return wording.say(f"charts.quiet-{key}", count=urges, days=days)


def _days_said(found: Quiet, picture: Strip, part: bool, wording: Wording) -> Iterator[str]:
    gaps = sum((gap.last - gap.first).days + 1 for gap in picture.gaps)
    yield wording.say("charts.quiet-days-row", days=found.total, run=found.longest)
    if part:
        yield wording.say("charts.quiet-part", weeks=WEEKS)
    yield wording.say("charts.quiet-events-row", days=len(picture.events))
    yield wording.say("charts.quiet-gaps-row", days=gaps)


def _lane_said(lane: Lane, wording: Wording) -> str:
    values = [mark.value for mark in lane.marks if mark.value is not None]
    facts = {"name": lane.label, "count": len(lane.marks)}
    if not values:
        return wording.say("charts.quiet-lane-unrated", **facts)
    key = "charts.quiet-lane-level" if min(values) == max(values) else "charts.quiet-lane"
    return wording.say(key, low=min(values), high=max(values), **facts)
