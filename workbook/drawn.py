"""A Chart -> SVG for paper and for the written summary: no script, no font from elsewhere, readable in black and white.

Where a colour tells something apart, hatching, a dash or the shape of a mark tells it too. Below NARROW the names stand
above the bars, so that a phone need not shrink the letters.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from html import escape
from textwrap import wrap
from typing import Any

from workbook.palette import LIGHT, SANS
from workbook.pictures import Bar, Bars, Chart, Dots, Fill, Lines, Panel, Step, Steps, told

NARROW = 480
SIZE = 15
LETTER = 0.55  # of the size: how wide a letter is, on average and a little more
BAR = 16
PANEL = 112
DASHES = ("", "7 4", "2 4")
MARKS = ("circle", "square", "triangle")
COLOURS = (LIGHT.accent, LIGHT.warm, LIGHT.third)


def svg(chart: Chart, width: int = 640, key: str = "") -> str:
    """The chart as one element, without its title in the picture; empty when there is no picture.

    key tells apart two drawings of one chart on one page.
    """
    if chart.picture is None:
        return ""
    pen = Pen(f"{chart.id}{key}", width)
    match chart.picture:
        case Bars():
            _bars(chart.picture, pen)
        case Steps():
            _steps(chart.picture, pen)
        case Dots():
            _dots(chart.picture, pen)
        case Lines():
            _lines(chart.picture, pen)
    return pen.page(chart)


class Pen:
    """What was drawn so far, and how far down the page it reaches."""

    def __init__(self, name: str, width: int) -> None:
        self.name = name
        self.width = width
        self.narrow = width < NARROW
        self.y = 2.0
        self.parts: list[str] = []

    def add(self, tag: str, **given: object) -> None:
        said = "".join(
            f' {name.rstrip("_").replace("_", "-")}="{escape(_short(value))}"' for name, value in given.items()
        )
        self.parts.append(f"<{tag}{said}/>")

    def text(self, x: float, y: float, said: str, anchor: str = "start", fill: str = LIGHT.ink, **more: object) -> None:
        given = {"x": x, "y": y, "text-anchor": anchor, "fill": fill, "font-size": SIZE} | more
        attributes = "".join(f' {name.replace("_", "-")}="{escape(_short(value))}"' for name, value in given.items())
        self.parts.append(f"<text{attributes}>{escape(said, quote=False)}</text>")

    def box(self, x: float, y: float, width: float, height: float, fill: Fill) -> None:
        """A part of a bar, or a sample of it; never thinner than can be seen."""
        inner = {"accent": LIGHT.accent, "warm": LIGHT.warm, "hatched": f"url(#{self.name}-hatch)", "open": "none"}[
            fill
        ]
        edge = {"accent": LIGHT.accent, "warm": LIGHT.warm, "hatched": LIGHT.third, "open": LIGHT.third}[fill]
        dash = {"stroke_dasharray": "3 3"} if fill == "open" else {}
        self.add("rect", x=x + 0.5, y=y + 0.5, width=max(width - 1, 2), height=height - 1, rx=3,
                 fill=inner, stroke=edge, **dash)  # fmt: skip

    def mark(self, x: float, y: float, shape: str, size: float, colour: str) -> None:
        fill = LIGHT.card if shape.endswith("-open") else colour
        look = {"fill": fill, "stroke": colour, "stroke_width": 2}
        if shape.startswith("circle"):
            self.add("circle", cx=x, cy=y, r=size, **look)
        elif shape == "square":
            self.add("rect", x=x - size, y=y - size, width=2 * size, height=2 * size, **look)
        else:
            edges = {
                "triangle": f"m0 {-size:g}l{size:g} {1.8 * size:g}h{-2 * size:g}z",
                "diamond-open": f"m0 {-size:g}l{size:g} {size:g}l{-size:g} {size:g}l{-size:g} {-size:g}z",
                "dash": f"m{-size:g} 0h{2 * size:g}",
            }
            self.add("path", d=f"M{x:.5g} {y:.5g}{edges[shape]}", **look)

    def page(self, chart: Chart) -> str:
        """The finished element, with its title and description for whoever does not see it."""
        height, name = round(self.y + 2), self.name
        hatch = (
            f'<defs><pattern id="{name}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
            f'patternTransform="rotate(45)"><rect width="6" height="6" fill="{LIGHT.card}"/>'
            f'<rect width="2.6" height="6" fill="{LIGHT.third}"/></pattern></defs>'
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {height}" width="{self.width}" '
            f'height="{height}" font-family="{escape(SANS)}" role="img" aria-labelledby="{name}-title {name}-desc">'
            f'<title id="{name}-title">{escape(chart.title)}</title><desc id="{name}-desc">{escape(chart.alt)}</desc>'
            f"{hatch if '-hatch)' in ''.join(self.parts) else ''}{''.join(self.parts)}</svg>"
        )


# ---- rows: a name, a drawing, a few words


def _row(pen: Pen, label: str, words: str, draw: Callable[[float, float, float], None] | None) -> None:
    """draw is given the left end, width and middle of its place; without it the words are all there is."""
    if pen.narrow:
        lines = wrap(label, int((pen.width - 120) / (SIZE * LETTER))) or [""]
        for number, line in enumerate(lines):
            pen.text(0, pen.y + 15 + 18 * number, line)
        pen.text(pen.width, pen.y + 15, words, "end", LIGHT.soft)
        pen.y += 18 * len(lines) + 6
        if draw:
            draw(4, pen.width - 8, pen.y + BAR / 2)
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


def _bars(picture: Bars, pen: Pen) -> None:
    for line in told(picture.groups):
        if isinstance(line, str):
            _heading(pen, line)
        elif isinstance(line, Bar):
            _row(pen, line.label, line.words, partial(_bar, pen, line) if line.segments else None)
    _legend(pen, [(fill, label) for fill, label in picture.legend], lambda x, y, fill: pen.box(x, y - 6, 16, 12, fill))


def _bar(pen: Pen, bar: Bar, x: float, width: float, y: float) -> None:
    for segment in bar.segments:
        long = width * segment.share
        pen.box(x, y - BAR / 2, long - 1, BAR, segment.fill)
        x += long + 1


def _steps(picture: Steps, pen: Pen) -> None:
    left, right = (4, pen.width - 4) if pen.narrow else (round(pen.width * 0.34), round(pen.width * 0.82) - 14)
    pen.text(left, pen.y + 14, picture.low, fill=LIGHT.soft, font_size=13)
    pen.text(right, pen.y + 14, picture.high, "end", LIGHT.soft, font_size=13)
    pen.y += 28
    for line in told(picture.groups):
        if isinstance(line, str):
            _heading(pen, line)
        elif isinstance(line, Step):
            _row(pen, line.label, line.words, partial(_step, pen, line))
    _legend(pen, [(True, picture.first), (False, picture.last)], lambda x, y, first: _end(pen, x + 8, y, first))


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


def _legend(pen: Pen, entries: Sequence[tuple[Any, str]], sample: Callable[[float, float, Any], None]) -> None:
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


# ---- one mark a row, and lines over days


def _dots(picture: Dots, pen: Pen) -> None:
    shapes = [*("circle", "circle-open", "diamond-open")[: len(picture.columns) - 1], "dash"]
    left = 0 if pen.narrow else round(pen.width * 0.36)
    each = (pen.width - left) / len(picture.columns)
    middle = [left + each * (number + 0.5) for number in range(len(picture.columns))]
    heads = [wrap(column, max(6, int(each / (13 * 0.62)))) for column in picture.columns]
    for x, lines in zip(middle, heads, strict=True):
        for number, line in enumerate(lines):
            pen.text(x, pen.y + 13 + 16 * number, line, "middle", LIGHT.soft, font_size=13)
    pen.y += 16 * max(map(len, heads)) + 8
    for row in picture.rows:
        pen.add("path", d=f"M0 {pen.y:g}H{pen.width}", stroke=LIGHT.line)
        lines = wrap(row.label, int((pen.width if pen.narrow else left - 12) / (SIZE * LETTER))) or [""]
        for number, line in enumerate(lines):
            pen.text(0, pen.y + 20 + 18 * number, line)
        down = pen.y + 18 * len(lines) + 20 if pen.narrow else pen.y + 9 * len(lines) + 6
        shape = shapes[min(row.column, len(shapes) - 1)]
        pen.mark(middle[row.column], down, shape, 6, LIGHT.soft if shape == "dash" else LIGHT.accent)
        pen.y += 18 * len(lines) + (36 if pen.narrow else 12)


def _lines(picture: Lines, pen: Pen) -> None:
    left, right = 28, pen.width - 16
    days = [day for panel in picture.panels for day, _ in panel.points]
    first, span = min(days).toordinal(), max(1, (max(days) - min(days)).days)

    def across(day: date) -> float:
        return left + (right - left) * (day.toordinal() - first) / span

    for number, panel in enumerate(picture.panels):
        _panel(pen, panel, picture, number, across)
    for number, (day, label) in enumerate(picture.ticks):
        anchor = "start" if number == 0 else "end" if number == len(picture.ticks) - 1 else "middle"
        pen.add("path", d=f"M{across(day):.5g} {pen.y - 16:g}v5", stroke=LIGHT.soft)
        pen.text(across(day), pen.y + 4, label, anchor, LIGHT.soft, font_size=13)
    pen.y += 10


def _panel(pen: Pen, panel: Panel, picture: Lines, number: int, across: Callable[[date], float]) -> None:
    scale = f"{picture.lowest} {panel.low}, {picture.highest} {panel.high}"
    pen.text(0, pen.y + 14, panel.label, font_weight=600)
    if pen.narrow:
        pen.y += 18
    edge, anchor = (0, "start") if pen.narrow else (pen.width, "end")
    pen.text(edge, pen.y + 14, scale, anchor, LIGHT.soft, font_size=13)
    top, tall = pen.y + 30, PANEL - 32

    def up(value: float) -> float:
        return top + tall * (picture.highest - value) / (picture.highest - picture.lowest)

    for value in (picture.lowest, (picture.lowest + picture.highest) // 2, picture.highest):
        pen.add("path", d=f"M28 {up(value):g}H{pen.width - 16}", stroke=LIGHT.line)
        pen.text(20, up(value) + 4, str(value), "end", LIGHT.soft, font_size=12)
    there = [(across(day), up(value), day.toordinal()) for day, value in panel.points if value is not None]
    before = [None, *(day for *_, day in there)]
    path = [f"{'L' if before[at] == day - 1 else 'M'}{x:.5g} {y:.5g}" for at, (x, y, day) in enumerate(there)]
    colour, dash = COLOURS[number % 3], DASHES[number % 3]
    more = {"stroke_dasharray": dash} if dash else {}
    pen.add("path", d="".join(path), fill="none", stroke=colour, stroke_width=2, stroke_linejoin="round", **more)
    size = 2.6 if len(panel.points) < 45 else 1.6
    for x, y, _ in there:
        pen.mark(x, y, MARKS[number % 3], size, colour)
    pen.y += PANEL + 22


def _short(value: object) -> str:
    return f"{value:.5g}" if isinstance(value, float) else str(value)
