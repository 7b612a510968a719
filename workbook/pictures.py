"""What a chart is made of: small frozen records that the screen and the paper draw alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

Fill = Literal["accent", "warm", "hatched", "open"]
"""How a mark is filled; open is an outline alone: whose it was is not said."""


@dataclass(frozen=True, slots=True)
class Segment:
    fill: Fill
    share: float  # of the whole width, 0 to 1


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: a name, a bar or none, and the level in words."""

    label: str
    words: str
    segments: tuple[Segment, ...]
    said: str  # the row in one sentence


@dataclass(frozen=True, slots=True)
class Step:
    """One row of first and latest; a missing end is None and is not drawn."""

    label: str
    words: str
    first: float | None  # 0 to 1 along the levels
    last: float | None
    said: str


@dataclass(frozen=True, slots=True)
class Dot:
    """One row with a mark in one of several columns."""

    label: str
    column: int
    said: str


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a heading; an empty title is no heading."""

    title: str
    rows: tuple[Bar | Step, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    groups: tuple[Group, ...]
    legend: tuple[tuple[Fill, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Steps:
    groups: tuple[Group, ...]
    low: str  # the lowest and the highest level
    high: str
    first: str  # what the open mark and the filled mark stand for
    last: str


@dataclass(frozen=True, slots=True)
class Dots:
    columns: tuple[str, ...]
    rows: tuple[Dot, ...]
    unanswered: bool = True  # the last column is for the lines without an answer


@dataclass(frozen=True, slots=True)
class Panel:
    """One number over days; None is a gap in the line."""

    label: str
    low: str
    high: str
    points: tuple[tuple[date, int | None], ...]
    said: tuple[str, ...]  # each point in words, in the same order; empty for a gap


@dataclass(frozen=True, slots=True)
class Lines:
    panels: tuple[Panel, ...]
    lowest: int
    highest: int
    ticks: tuple[tuple[date, str], ...]


@dataclass(frozen=True, slots=True)
class Band:
    """Days in a row that are alike."""

    first: date
    last: date
    said: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on one day; without a number it is marked and not placed."""

    day: date
    value: int | None
    said: str


@dataclass(frozen=True, slots=True)
class Lane:
    """Marks of one kind, over days."""

    label: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """A strip of days, and under it what came on some of them, kind by kind."""

    first: date
    last: date
    bands: tuple[Band, ...]
    gaps: tuple[Band, ...]
    events: tuple[Mark, ...]  # on the strip itself
    lanes: tuple[Lane, ...]
    lowest: int
    highest: int
    low: str  # what the ends of the lanes stand for
    high: str
    label: str
    band: str  # what a band, a mark on the strip and a gap stand for
    event: str
    gap: str
    unplaced: str  # what an open mark stands for; empty where there is none
    ticks: tuple[tuple[date, str], ...]


Picture = Bars | Steps | Dots | Lines | Strip


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture and the words without which it is not shown."""

    id: str
    title: str  # one sentence: what it shows
    count: str  # how many answers, and when; empty without a picture
    alt: str  # all of it in words
    picture: Picture | None = None
    empty: str = ""  # without a picture: what would fill it
    note: tuple[str, ...] = ()  # beside it on the screen and never on paper: a title, and what follows
    listed: tuple[str, ...] = ()  # beside it on the screen, folded: a title, then every mark in words


def told(groups: tuple[Group, ...]) -> list[str | Bar | Step]:
    """Headings and rows from top to bottom."""
    return [line for group in groups for line in ((group.title, *group.rows) if group.title else group.rows)]


def marked(picture: Picture) -> Iterator[str]:
    """Every mark in words, from top to bottom, each row of them under its heading."""
    match picture:
        case Bars() | Steps():
            yield from (f"{line}:" if isinstance(line, str) else line.said for line in told(picture.groups))
        case Dots():
            yield from (row.said for row in picture.rows)
        case Lines():
            for panel in picture.panels:
                yield from (f"{panel.label}:", *filter(None, panel.said))
        case Strip():
            days = [(band.first, band.said) for band in (*picture.bands, *picture.gaps)]
            days += [(event.day, event.said) for event in picture.events]
            yield from (f"{picture.label}:", *(said for _, said in sorted(days)))
            for lane in picture.lanes:
                yield from (f"{lane.label}:", *(mark.said for mark in lane.marks))
