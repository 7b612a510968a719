"""A Chart -> a plotly figure for the screen: no title, no tool bar, nothing that zooms or can be dragged.

Colours are names of custom properties (var(--wb-accent)); the page puts in what they are in its theme. Two figures are
made, one for a wide place and one for a narrow place; there the names stand above the bars.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from workbook.palette import SANS
from workbook.pictures import Bar, Bars, Chart, Dots, Lines, Panel, Picture, Segment, Step, Steps, told

if TYPE_CHECKING:
    from workbook.chartwidget import ChartWidget

Drawing = dict[str, Any]
INK, SOFT, LINE, ACCENT, WARM, THIRD, CARD = (
    f"var(--wb-{name})" for name in ("ink", "soft", "line", "accent", "warm", "third", "card")
)
CONFIG = {"displayModeBar": False, "responsive": False, "scrollZoom": False, "doubleClick": False, "showTips": False}
CLEAR = "rgba(0,0,0,0)"
FILLS: Drawing = {
    "accent": {"color": ACCENT, "line": {"color": ACCENT, "width": 1}},
    "warm": {"color": WARM, "line": {"color": WARM, "width": 1}},
    "hatched": {
        "color": CARD,
        "line": {"color": THIRD, "width": 1},
        "pattern": {"shape": "/", "fgcolor": THIRD, "bgcolor": CARD, "size": 6, "solidity": 0.45},
    },
    "open": {"color": CLEAR, "line": {"color": THIRD, "width": 1}},
}
SYMBOLS = ("circle", "circle-open", "diamond-open")
PANELS = (("solid", "circle", ACCENT), ("dash", "square", WARM), ("dot", "triangle-up", THIRD))
START, END = 0.34, 0.79
"""Where the bars begin and end, beside names and words, in a wide place."""


def figure(chart: Chart) -> ChartWidget | None:
    """The chart for a notebook; None when there is no picture. Loads plotly."""
    from workbook.chartwidget import ChartWidget  # noqa: PLC0415 (the first cell of a notebook must not pay for plotly)

    if chart.picture is None:
        return None
    return ChartWidget(drawing(chart.picture), drawing(chart.picture, narrow=True), CONFIG, chart.alt)


def drawing(picture: Picture, *, narrow: bool = False) -> Drawing:
    """Traces and layout as plain dictionaries, as plotly takes them."""
    match picture:
        case Bars():
            return _bars(picture, narrow)
        case Steps():
            return _steps(picture, narrow)
        case Dots():
            return _dots(picture, narrow)
        case Lines():
            return _lines(picture, narrow)


# ---- rows: a name, a drawing, a few words


def _bars(picture: Bars, narrow: bool) -> Drawing:
    lines = told(picture.groups)
    placed = [
        (line, segment, sum(before.share for before in line.segments[:number]), row)
        for row, line in enumerate(lines)
        if isinstance(line, Bar)
        for number, segment in enumerate(line.segments)
    ]
    labels = dict(picture.legend)
    fills = labels or {segment.fill: "" for _, segment, _, _ in placed}
    traces = [_bar_trace([each for each in placed if each[1].fill == fill], FILLS[fill], narrow) for fill in fills]
    for trace, fill in zip(traces, fills, strict=True):
        trace |= {"name": _safe(labels.get(fill, "")), "showlegend": fill in labels}
    return _with_rows(traces, lines, narrow, legend=bool(labels))


def _bar_trace(placed: Sequence[tuple[Bar, Segment, float, int]], look: Drawing, narrow: bool) -> Drawing:
    return {
        "type": "bar",
        "orientation": "h",
        "base": [start for _, _, start, _ in placed],
        "x": [max(segment.share - 0.006, 0.002) for _, segment, _, _ in placed],
        "y": [row + (0.22 if narrow else 0) for _, _, _, row in placed],
        "width": 0.32 if narrow else 0.5,
        "marker": {"cornerradius": 3, **look},
        "customdata": [_folded(bar.said) for bar, _, _, _ in placed],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _steps(picture: Steps, narrow: bool) -> Drawing:
    lines = ["", *told(picture.groups)]
    steps = [(row + (0.22 if narrow else 0), line) for row, line in enumerate(lines) if isinstance(line, Step)]
    between: Drawing = {"x": [], "y": []}
    for row, step in steps:
        between["x"] += [step.first, step.last, None]
        between["y"] += [row, row, None]
    traces = [
        {
            "type": "scatter", "mode": "lines", "connectgaps": False, "hoverinfo": "skip", "showlegend": False,
            "line": {"color": ACCENT, "width": 3}, **between,
        },
        _ends(picture.first, [(step.first, row, step.said) for row, step in steps], "circle", 14),
        _ends(picture.last, [(step.last, row, step.said) for row, step in steps], "circle", 10),
    ]  # fmt: skip
    traces[1]["marker"] |= {"color": CARD, "line": {"color": ACCENT, "width": 2}}
    made = _with_rows(traces, lines, narrow, legend=True)
    ends = [(0, "left", picture.low), (1, "right", picture.high)]
    made["layout"]["annotations"] += [
        _note(_safe(said), 13, SOFT, x=x, xref="x", y=0.1, xanchor=anchor) for x, anchor, said in ends
    ]
    made["layout"]["xaxis"]["range"] = [-0.03, 1.03]
    made["layout"]["shapes"] = [_guide(row, "x", 0, 1) for row, _ in steps]
    return made


def _ends(name: str, points: Sequence[tuple[float | None, float, str]], symbol: str, size: int) -> Drawing:
    there = [point for point in points if point[0] is not None]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": _safe(name),
        "x": [x for x, _, _ in there],
        "y": [y for _, y, _ in there],
        "customdata": [_folded(said) for _, _, said in there],
        "hovertemplate": "%{customdata}<extra></extra>",
        "marker": {"symbol": symbol, "size": size, "color": ACCENT, "opacity": 1},
    }


def _with_rows(traces: list[Drawing], lines: Sequence[str | Bar | Step], narrow: bool, *, legend: bool) -> Drawing:
    notes, tall = [], 56 if narrow else 34
    for row, line in enumerate(lines):
        if isinstance(line, str):
            notes += [_note(f"<b>{_safe(line)}</b>", y=row, yshift=0 if narrow else -3)] if line else []
            continue
        shift = 13 if narrow else 0
        notes.append(_note(_folded(line.label, 40 if narrow else 26), y=row, yshift=shift))
        words: Drawing = {"x": 1, "xanchor": "right", "color": SOFT} if narrow else {"x": END + 0.025}
        notes.append(_note(_safe(line.words), y=row, yshift=shift, **words))
    layout = _layout(tall * len(lines) + (40 if legend else 8))
    layout |= {
        "annotations": notes,
        "barmode": "overlay",
        "xaxis": _axis(domain=[0, 1] if narrow else [START, END], range=[0, 1]),
        "yaxis": _axis(range=[len(lines) - 0.5, -0.5]),
        "showlegend": legend,
    }
    layout["margin"]["b"] = 36 if legend else 4
    return {"data": traces, "layout": layout}


# ---- one mark a row, and lines over days


def _dots(picture: Dots, narrow: bool) -> Drawing:
    symbols = [*SYMBOLS[: len(picture.columns) - 1], "line-ew-open"]
    found = [symbols[min(row.column, len(symbols) - 1)] for row in picture.rows]
    trace = _ends("", [(row.column, y, row.said) for y, row in enumerate(picture.rows)], "circle", 13)
    trace["marker"] |= {
        "symbol": found,
        "color": [SOFT if symbol == "line-ew-open" else ACCENT for symbol in found],
        "line": {"width": 2, "color": [SOFT if symbol == "line-ew-open" else ACCENT for symbol in found]},
    }
    width = 16 if narrow else 30
    notes = [_note(_folded(row.label, width), y=y) for y, row in enumerate(picture.rows)]
    notes += [
        _note(_folded(column, 7 if narrow else 12), 12 if narrow else 13, SOFT, x=x, xref="x", y=-0.9, xanchor="center")
        for x, column in enumerate(picture.columns)
    ]
    layout = _layout((48 if narrow else 36) * (len(picture.rows) + 1) + 16)
    layout |= {
        "annotations": notes,
        "xaxis": _axis(domain=[0.36 if narrow else 0.38, 1], range=[-0.5, len(picture.columns) - 0.5]),
        "yaxis": _axis(range=[len(picture.rows) - 0.5, -1.5]),
        "shapes": [_guide(y - 0.5, "paper", 0, 1) for y in range(len(picture.rows))],
        "showlegend": False,
    }
    return {"data": [trace], "layout": layout}


def _lines(picture: Lines, narrow: bool) -> Drawing:
    many = len(picture.panels)
    layout = _layout(160 * many + 40)
    layout |= {"annotations": [], "showlegend": False}
    layout["margin"] |= {"l": 26, "r": 14, "t": 44 if narrow else 26, "b": 32}
    traces = []
    for number, panel in enumerate(picture.panels):
        axis = f"y{number + 1 if number else ''}"
        top = 1 - number / many
        middle = (picture.lowest + picture.highest) // 2
        layout[f"yaxis{axis[1:]}"] = _axis(
            domain=[top - 0.66 / many, top - 0.04 / many if narrow else top - 0.02 / many],
            range=[picture.lowest - 0.6, picture.highest + 0.6],
            visible=True, showgrid=True, gridcolor=LINE, tickfont={"color": SOFT, "size": 12},
            tickvals=[picture.lowest, middle, picture.highest],
        )  # fmt: skip
        layout["annotations"] += _captions(panel, picture, axis, narrow)
        dash, symbol, colour = PANELS[number % len(PANELS)]
        traces.append({
            "type": "scatter", "mode": "lines+markers", "connectgaps": False, "xaxis": "x", "yaxis": axis,
            "x": [day.isoformat() for day, _ in panel.points], "y": [value for _, value in panel.points],
            "line": {"color": colour, "width": 2, "dash": dash},
            "marker": {"symbol": symbol, "color": colour, "size": 6 if len(panel.points) < 45 else 4.5},
            "customdata": [_safe(said) for said in panel.said], "hovertemplate": "%{customdata}<extra></extra>",
        })  # fmt: skip
    layout["xaxis"] = _axis(
        type="date", visible=True, showgrid=False, anchor=f"y{many if many > 1 else ''}",
        tickvals=[day.isoformat() for day, _ in picture.ticks], ticktext=[_safe(label) for _, label in picture.ticks],
        tickfont={"color": SOFT, "size": 13}, ticks="outside", tickcolor=SOFT,
    )  # fmt: skip
    return {"data": traces, "layout": layout}


def _captions(panel: Panel, picture: Lines, axis: str, narrow: bool) -> list[Drawing]:
    scale = f"{picture.lowest} {panel.low}, {picture.highest} {panel.high}"
    place: Drawing = {"y": 1, "yref": f"{axis} domain"}
    ends: Drawing = (
        {"x": 0, "yshift": 12, "xshift": -28} if narrow else {"x": 1, "xanchor": "right", "yshift": 14, "xshift": 14}
    )
    return [
        _note(f"<b>{_safe(panel.label)}</b>", yshift=30 if narrow else 14, xshift=-28, **place),
        _note(_safe(scale), 13, SOFT, **ends, **place),
    ]


# ---- what all have


def _layout(height: int) -> Drawing:
    return {
        "height": height,
        "autosize": True,
        "margin": {"l": 0, "r": 0, "t": 4, "b": 4, "pad": 0},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "font": {"family": SANS, "size": 15, "color": INK},
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": CARD, "bordercolor": SOFT, "align": "left", "font": {"color": INK, "size": 14}},
        "legend": {
            "orientation": "h", "x": 0, "xref": "container", "y": 0, "yref": "container", "yanchor": "bottom",
            "font": {"size": 13, "color": SOFT}, "itemclick": False, "itemdoubleclick": False, "bgcolor": CLEAR,
        },
    }  # fmt: skip


def _axis(**more: Any) -> Drawing:
    return {"visible": False, "fixedrange": True, "zeroline": False, "showline": False, **more}


def _guide(y: float, xref: str, start: float, end: float) -> Drawing:
    return {
        "type": "line", "layer": "below", "xref": xref, "x0": start, "x1": end, "y0": y, "y1": y,
        "line": {"color": LINE, "width": 1},
    }  # fmt: skip


def _note(text: str, size: int = 15, color: str = INK, **place: Any) -> Drawing:
    """Words somewhere on the figure, escaped already; place is plotly's."""
    usual = {
        "x": 0,
        "xshift": 0 if place.get("x") else -2,
        "xref": "paper",
        "yref": "y",
        "xanchor": "left",
        "yanchor": "middle",
        "showarrow": False,
    }
    align = place.get("xanchor", "left")
    return {**usual, "text": text, "font": {"size": size, "color": color}, "align": align, **place}


def _safe(words: str) -> str:
    """Plotly reads a few tags in texts; a name that looks like one is shown as it was typed."""
    return escape(words, quote=False)


def _folded(words: str, width: int = 44) -> str:
    return "<br>".join(_safe(line) for line in wrap(words, width, break_long_words=False)) or _safe(words)
