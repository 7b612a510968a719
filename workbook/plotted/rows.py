"""Names with bars, or with a first and a latest mark."""

from __future__ import annotations

from collections.abc import Sequence

from workbook.pictures import Bar, Bars, Segment, Step, Steps, told
from workbook.plotted.frame import (
    ACCENT,
    CARD,
    CLEAR,
    SOFT,
    THIRD,
    WARM,
    Drawing,
    axis,
    folded,
    guide,
    layout,
    note,
    safe,
)

FILLS: Drawing = {
    "accent": {"color": ACCENT, "line": {"color": ACCENT, "width": 1}},
    "warm": {
        "color": WARM,
        "line": {"color": WARM, "width": 1},
        "pattern": {"shape": ".", "fgcolor": CARD, "bgcolor": WARM, "size": 6, "solidity": 0.12},
    },
    "hatched": {
        "color": CARD,
        "line": {"color": THIRD, "width": 1},
        "pattern": {"shape": "/", "fgcolor": THIRD, "bgcolor": CARD, "size": 6, "solidity": 0.45},
    },
    "open": {"color": CLEAR, "line": {"color": THIRD, "width": 1}},
}
START, END = 0.34, 0.79
"""Where the bars begin and end, beside names and words, in a wide place."""


def bars(picture: Bars, narrow: bool) -> Drawing:
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
        trace |= {"name": safe(labels.get(fill, "")), "showlegend": fill in labels}
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
        "customdata": [folded(bar.said) for bar, _, _, _ in placed],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def steps(picture: Steps, narrow: bool) -> Drawing:
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
        marks(picture.first, [(step.first, row, step.said) for row, step in steps], "circle", 14),
        marks(picture.last, [(step.last, row, step.said) for row, step in steps], "circle", 10),
    ]  # fmt: skip
    traces[1]["marker"] |= {"color": CARD, "line": {"color": ACCENT, "width": 2}}
    made = _with_rows(traces, lines, narrow, legend=True)
    levels = [(0, "left", picture.low), (1, "right", picture.high)]
    made["layout"]["annotations"] += [
        note(safe(said), 13, SOFT, x=x, xref="x", y=0.1, xanchor=anchor) for x, anchor, said in levels
    ]
    made["layout"]["xaxis"]["range"] = [-0.03, 1.03]
    made["layout"]["shapes"] = [guide(row, "x", 0, 1) for row, _ in steps]
    return made


def marks(name: str, points: Sequence[tuple[float | None, float, str]], symbol: str, size: int) -> Drawing:
    there = [point for point in points if point[0] is not None]
    return {
        "type": "scatter",
        "mode": "markers",
        "cliponaxis": False,
        "name": safe(name),
        "x": [x for x, _, _ in there],
        "y": [y for _, y, _ in there],
        "customdata": [folded(said) for _, _, said in there],
        "hovertemplate": "%{customdata}<extra></extra>",
        "marker": {"symbol": symbol, "size": size, "color": ACCENT, "opacity": 1},
    }


def _with_rows(traces: list[Drawing], lines: Sequence[str | Bar | Step], narrow: bool, *, legend: bool) -> Drawing:
    notes, tall = [], 56 if narrow else 34
    for row, line in enumerate(lines):
        if isinstance(line, str):
            notes += [note(f"<b>{safe(line)}</b>", y=row, yshift=0 if narrow else -3)] if line else []
            continue
        shift = 13 if narrow else 0
        notes.append(note(folded(line.label, 40 if narrow else 26), y=row, yshift=shift))
        words: Drawing = {"x": 1, "xanchor": "right", "color": SOFT} if narrow else {"x": END + 0.025}
        notes.append(note(safe(line.words), y=row, yshift=shift, **words))
    frame = layout(tall * len(lines) + (40 if legend else 8))
    frame |= {
        "annotations": notes,
        "barmode": "overlay",
        "xaxis": axis(domain=[0, 1] if narrow else [START, END], range=[0, 1]),
        "yaxis": axis(range=[len(lines) - 0.5, -0.5]),
        "showlegend": legend,
    }
    frame["margin"]["b"] = 36 if legend else 4
    return {"data": traces, "layout": frame}
