"""What all charts say alike: days, counts, names within a sentence, and that there is nothing yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from workbook.pictures import Chart, Group, marked
from workbook.wording import Wording


def nothing(chart: str, title: str, empty: str, wording: Wording) -> Chart:
    said = wording.say(f"charts.{empty}")
    return Chart(chart, wording.say(f"charts.{title}"), "", said, empty=said)


def alt_words(lead: str, rows: Iterable[str]) -> str:
    return " ".join((lead, *rows))


def with_list(chart: Chart, wording: Wording) -> Chart:
    """The same chart with a list for whoever cannot see it: all that pointing at its marks would tell."""
    if chart.picture is None:
        return chart
    return replace(chart, listed=(wording.say("charts.as-list"), *marked(chart.picture)))


def in_groups(groups: Iterable[Group]) -> Iterator[str]:
    """Every row in words, its heading first."""
    for group in groups:
        yield from (f"{group.title}:", *(row.said for row in group.rows))


def inside(name: str, wording: Wording) -> str:
    """A name within a sentence: the first letter small, unless the language keeps it or it is "I", "I’m" or "TV"."""
    word = name.split(" ", maxsplit=1)[0]
    plain = (word[1:].islower() and word.isalpha()) or word == "A"
    return name[:1].lower() + name[1:] if plain and wording.say("charts.names-inside") == "lower" else name


def day_words(day: date, wording: Wording, *, short: bool = False, year: bool = False) -> str:
    return wording.day(day, None if year else day, short=short)


def span_words(days: Sequence[date], wording: Wording) -> dict[str, str]:
    first, last = min(days), max(days)
    year = first.year != last.year
    said = {"first": day_words(first, wording, year=year), "last": day_words(last, wording, year=year)}
    return said | {"day": said["last"]}


def count_words(answers: int, days: Sequence[date], wording: Wording) -> str:
    span = span_words(days, wording)
    key = "one" if answers == 1 else "many" if span["first"] == span["last"] else "span"
    return wording.say(f"charts.count-{key}", count=answers, **span)


def ticks(first: date, last: date, wording: Wording) -> tuple[tuple[date, str], ...]:
    """Up to four days along the foot of a chart, the first and the last among them."""
    steps = min(3, (last - first).days)
    start, span = first.toordinal(), (last - first).days
    days = [date.fromordinal(start + span * step // steps) for step in range(steps + 1)] if steps else [first]
    return tuple((day, day_words(day, wording, short=True)) for day in days)
