"""A Chart -> SVG for paper and for the written summary: no script, no font from elsewhere, readable in black and white.

Where a colour tells something apart, hatching, a dash or the shape of a mark tells it too. Below NARROW the names stand
above the bars, so that a phone need not shrink the letters.
"""

from __future__ import annotations

from workbook.drawn.marks import dots, lines
from workbook.drawn.pen import NARROW, PANEL, Pen
from workbook.drawn.rows import bars, steps
from workbook.drawn.strip import strip
from workbook.pictures import Bars, Chart, Dots, Lines, Steps, Strip

__all__ = ["NARROW", "svg"]


def svg(chart: Chart, width: int = 640, key: str = "", panel: int = PANEL) -> str:
    """The chart as one element, without its title in the picture; empty when there is no picture.

    key tells apart two drawings of one chart on one page; panel is how tall the lines over days are.
    """
    if chart.picture is None:
        return ""
    pen = Pen(f"{chart.id}{key}", width, panel)
    match chart.picture:
        case Bars():
            bars(chart.picture, pen)
        case Steps():
            steps(chart.picture, pen)
        case Dots():
            dots(chart.picture, pen)
        case Lines():
            lines(chart.picture, pen)
        case Strip():
            strip(chart.picture, pen)
    return pen.page(chart)
