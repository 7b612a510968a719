"""A Chart -> a plotly figure for the screen: no title, no tool bar, nothing that zooms or can be dragged.

Colours are names of custom properties (var(--wb-accent)); the page puts in what they are in its theme. Two figures are
made, one for a wide place and one for a narrow place; there the names stand above the bars.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook.pictures import Bars, Chart, Dots, Lines, Picture, Steps, Strip
from workbook.plotted.frame import Drawing
from workbook.plotted.marks import dots, lines
from workbook.plotted.rows import bars, steps
from workbook.plotted.strip import strip

if TYPE_CHECKING:
    from workbook.plotted.widget import ChartWidget

CONFIG = {"displayModeBar": False, "responsive": False, "scrollZoom": False, "doubleClick": False, "showTips": False}


def figure(chart: Chart) -> ChartWidget | None:
    """The chart for a notebook; None when there is no picture. Loads plotly."""
    from workbook.plotted.widget import ChartWidget  # noqa: PLC0415 (the first cell of a notebook must not pay for plotly)

    if chart.picture is None:
        return None
    return ChartWidget(drawing(chart.picture), drawing(chart.picture, narrow=True), CONFIG, chart.alt)


def drawing(picture: Picture, *, narrow: bool = False) -> Drawing:
    """Traces and layout as plain dictionaries, as plotly takes them."""
    match picture:
        case Bars():
            return bars(picture, narrow)
        case Steps():
            return steps(picture, narrow)
        case Dots():
            return dots(picture, narrow)
        case Lines():
            return lines(picture, narrow)
        case Strip():
            return strip(picture, narrow)
