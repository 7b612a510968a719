"""Names with bars, or with a first and a latest mark."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from textwrap import wrap
from typing import Any

from workbook.drawn.pen import LETTER, SIZE, Pen
from workbook.palette import LIGHT
from workbook.pictures import Bar, Bars, Step, Steps, told

BAR = 16


def bars(picture: Bars, pen: Pen) -> None:
    for line in told(picture.groups):
        if isinstance(line, str):
            _heading(pen, line)
        elif isinstance(line, Bar):
            _row(pen, line.label, line.words, partial(_bar, pen, line) if line.segments else None)
    legend(pen, [(fill, label) for fill, label in picture.legend], lambda x, y, fill: pen.box(x, y - 6, 16, 12, fill))


def steps(picture: Steps, pen: Pen) -> None:
    left, right = (0, pen.width) if pen.narrow else (round(pen.width * 0.34), round(pen.width * 0.82) - 14)
    pen.text(left, pen.y + 14, picture.low, fill=LIGHT.soft, font_size=13)
    pen.text(right, pen.y + 14, picture.high, "end", LIGHT.soft, font_size=13)
    pen.y += 28
    for line in told(picture.groups):
        if isinstance(line, str):
            _heading(pen, line)
        elif isinstance(line, Step):
            _row(pen, line.label, line.words, partial(_step, pen, line))
    legend(pen, [(True, picture.first), (False, picture.last)], lambda x, y, first: _end(pen, x + 8, y, first))


def _row(pen: Pen, label: str, words: str, draw: Callable[[float, float, float], None] | None) -> None:
    """draw is given the left end, width and middle of its place; without it the words are all there is."""
    if pen.narrow:
        lines = wrap(label, int((pen.width - 120) / (SIZE * LETTER))) or [""]
        for number, line in enumerate(lines):
            pen.text(0, pen.y + 15 + 18 * number, line)
        pen.text(pen.width, pen.y + 15, words, "end", LIGHT.soft)
        pen.y += 18 * len(lines) + 6
        if draw:
            draw(0, pen.width, pen.y + BAR / 2)
        pen.y += BAR + 14 if draw else 8
        return
    left, right = round(pen.width * 0.34), round(pen.width * 0.18)
    lines = wrap(label, int((left - 16) / (SIZE * LETTER))) or [""]
    height = max(BAR, 18 * len(lines))
    for number, line in enumerate(lines):
        pen.text(0, pen.y + (height - 18 * len(lines)) / 2 + 14 + 18 * number, line)
    if draw:
        draw(left, pen.width - left - right - 14, pen.y + height / 2)
    pen.text(pen.width - right, pen.y + height / 2 + 5, words)
    pen.y += height + 14


def _heading(pen: Pen, title: str) -> None:
    pen.y += 8 if pen.y > 10 else 0
    pen.text(0, pen.y + 14, title, font_weight=600)
    pen.y += 30


def _bar(pen: Pen, bar: Bar, x: float, width: float, y: float) -> None:
    for segment in bar.segments:
        long = width * segment.share
        pen.box(x, y - BAR / 2, long - 1, BAR, segment.fill)
        x += long + 1


def _step(pen: Pen, step: Step, x: float, width: float, y: float) -> None:
    pen.add("path", d=f"M{x:g} {y:g}h{width:g}", stroke=LIGHT.line)
    ends = [None if end is None else x + 8 + (width - 16) * end for end in (step.first, step.last)]
    if ends[0] is not None and ends[1] is not None:
        pen.add("path", d=f"M{ends[0]:.5g} {y:g}H{ends[1]:.5g}", stroke=LIGHT.accent, stroke_width=3)
    for end, first in zip(ends, (True, False), strict=True):
        if end is not None:
            _end(pen, end, y, first)


def _end(pen: Pen, x: float, y: float, first: bool) -> None:
    pen.mark(x, y, "circle-open" if first else "circle", 6.5 if first else 4.5, LIGHT.accent)


def legend(pen: Pen, entries: Sequence[tuple[Any, str]], sample: Callable[[float, float, Any], None]) -> None:
    x = 0.0
    pen.y += 4
    for key, label in entries:
        needs = 24 + len(label) * 13 * LETTER
        if x and x + needs > pen.width:
            x, pen.y = 0, pen.y + 22
        sample(x, pen.y + 9, key)
        pen.text(x + 24, pen.y + 14, label, fill=LIGHT.soft, font_size=13)
        x += needs + 20
    pen.y += 22 if entries else 0
