"""A strip of days, and under it what came on some of them, kind by kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from workbook.drawn.pen import Pen
from workbook.drawn.rows import legend
from workbook.palette import LIGHT
from workbook.pictures import Lane, Strip

STRIP, LANE = 20, 48
SHORTEST = 13
LEFT, RIGHT = 28, 16

Across = Callable[[float], float]


def strip(picture: Strip, pen: Pen) -> None:
    first = picture.first.toordinal() - 0.5
    last = max(picture.last, picture.first + timedelta(days=SHORTEST)).toordinal() + 0.5

    def across(day: float) -> float:
        return LEFT + (pen.width - LEFT - RIGHT) * (day - first) / (last - first)

    _strip(picture, pen, across)
    for number, lane in enumerate(picture.lanes):
        _lane(lane, picture, pen, across, first=number == 0)
    _foot(picture, pen, across)
    samples = {picture.band: "band", picture.event: "event", picture.gap: "gap", picture.unplaced: "unplaced"}
    legend(
        pen, [(kind, label) for label, kind in samples.items() if label], lambda x, y, kind: _sample(pen, x, y, kind)
    )


def _strip(picture: Strip, pen: Pen, across: Across) -> None:
    pen.text(0, pen.y + 14, picture.label, font_weight=600)
    top = pen.y + 24
    for gap in picture.gaps:
        ends = across(gap.first.toordinal() - 0.5), across(gap.last.toordinal() + 0.5)
        _dotted(pen, ends[0], ends[1], top + STRIP / 2)
    for band in picture.bands:
        start, end = across(band.first.toordinal() - 0.5), across(band.last.toordinal() + 0.5)
        pen.box(start, top + 2, end - start, STRIP - 4, "accent")
    for mark in picture.events:
        pen.mark(across(mark.day.toordinal()), top + STRIP / 2, "diamond", 6, LIGHT.warm)
    pen.y = top + STRIP + 8


def _lane(lane: Lane, picture: Strip, pen: Pen, across: Across, *, first: bool) -> None:
    pen.text(0, pen.y + 14, lane.label, font_weight=600)
    scale = f"{picture.lowest} {picture.low}, {picture.highest} {picture.high}"
    if first:
        pen.y += 18 if pen.narrow else 0
        pen.text(0 if pen.narrow else pen.width, pen.y + 14, scale, "start" if pen.narrow else "end", LIGHT.soft,
                 font_size=13)  # fmt: skip
    top = pen.y + 30

    def up(value: int) -> float:
        return top + (LANE - 8) * (picture.highest - value) / (picture.highest - picture.lowest)

    for value in (picture.lowest, picture.highest):
        pen.add("path", d=f"M{LEFT} {up(value):g}H{pen.width - RIGHT}", stroke=LIGHT.line)
        pen.text(20, up(value) + 4, str(value), "end", LIGHT.soft, font_size=12)
    for mark in lane.marks:
        x, y = across(mark.day.toordinal()), up(picture.lowest if mark.value is None else mark.value)
        pen.add("path", d=f"M{x:.5g} {up(picture.lowest):.5g}V{y:.5g}", stroke=LIGHT.accent, stroke_width=1.5)
        pen.mark(x, y, "circle-open" if mark.value is None else "circle", 3.4, LIGHT.accent)
    pen.y = top + LANE + 8


def _foot(picture: Strip, pen: Pen, across: Across) -> None:
    for number, (day, label) in enumerate(picture.ticks):
        last = number == len(picture.ticks) - 1 and len(picture.ticks) > 1
        x, anchor = across(day.toordinal()), "start" if number == 0 else "end" if last else "middle"
        pen.add("path", d=f"M{x:.5g} {pen.y:g}v5", stroke=LIGHT.soft)
        pen.text(x, pen.y + 20, label, anchor, LIGHT.soft, font_size=13)
    pen.y += 28


def _dotted(pen: Pen, start: float, end: float, y: float) -> None:
    path = f"M{start:.5g} {y:g}H{end:.5g}"
    pen.add("path", d=path, stroke=LIGHT.soft, stroke_width=1.5, stroke_dasharray="2 3")


def _sample(pen: Pen, x: float, y: float, kind: str) -> None:
    if kind == "band":
        pen.box(x, y - 6, 16, 12, "accent")
    elif kind == "gap":
        _dotted(pen, x, x + 18, y)
    else:
        shape, colour = ("diamond", LIGHT.warm) if kind == "event" else ("circle-open", LIGHT.accent)
        pen.mark(x + 8, y, shape, 6 if kind == "event" else 3.4, colour)
