"""One mark in each line, and lines over days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from textwrap import wrap

from workbook.drawn.pen import LETTER, SIZE, Pen
from workbook.palette import LIGHT
from workbook.pictures import Dots, Lines, Panel

DASHES = ("", "7 4", "2 4")
MARKS = ("circle", "square", "triangle")
COLOURS = (LIGHT.accent, LIGHT.warm, LIGHT.third)


def dots(picture: Dots, pen: Pen) -> None:
    shapes = [*("circle", "circle-open", "diamond-open")[: len(picture.columns) - picture.unanswered], "dash"]
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


def lines(picture: Lines, pen: Pen) -> None:
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
    top, tall = pen.y + 30, pen.panel - 32

    def up(value: float) -> float:
        return top + tall * (picture.highest - value) / (picture.highest - picture.lowest)

    for value in (picture.lowest, (picture.lowest + picture.highest) // 2, picture.highest):
        pen.add("path", d=f"M28 {up(value):g}H{pen.width - 16}", stroke=LIGHT.line)
        pen.text(20, up(value) + 4, str(value), "end", LIGHT.soft, font_size=12)
    there = [(across(day), up(value), day.toordinal()) for day, value in panel.points if value is not None]
    if len(there) > pen.width:
        _dense(pen, there, COLOURS[number % 3])
        pen.y += pen.panel + 22
        return
    before = [None, *(day for *_, day in there)]
    path = [f"{'L' if before[at] == day - 1 else 'M'}{x:.5g} {y:.5g}" for at, (x, y, day) in enumerate(there)]
    colour, dash = COLOURS[number % 3], DASHES[number % 3]
    more = {"stroke_dasharray": dash} if dash else {}
    pen.add("path", d="".join(path), fill="none", stroke=colour, stroke_width=2, stroke_linejoin="round", **more)
    size = 2.6 if len(panel.points) < 45 else 1.6
    for x, y, _ in there:
        pen.mark(x, y, MARKS[number % 3], size, colour)
    pen.y += pen.panel + 22


def _dense(pen: Pen, there: list[tuple[float, float, int]], colour: str) -> None:
    """More days than the page has dots across: each dot reaches from the lowest to the highest of its days."""
    reach: dict[int, list[float]] = {}
    for x, y, _ in there:
        reach.setdefault(round(x), []).append(y)
    path = "".join(f"M{x} {min(ys):.4g}V{max(ys) + 0.1:.4g}" for x, ys in reach.items())
    pen.add("path", d=path, fill="none", stroke=colour, stroke_width=1, stroke_linecap="round")
