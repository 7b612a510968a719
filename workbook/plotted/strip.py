"""A strip of days, and under it what came on some of them, kind by kind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from workbook.pictures import Band, Lane, Mark, Strip
from workbook.plotted.frame import ACCENT, CARD, LINE, SOFT, WARM, Drawing, axis, layout, note, safe

STRIP, HEAD, LANE = 20, 40, 50  # in pixels; what heads a lane stands in the gap above it
SHORTEST = 13
"""Days that the strip has room for at the least, so that one day alone is no wide bar."""
DAY = 24 * 60 * 60 * 1000
HOVER = {"hovertemplate": "%{customdata}<extra></extra>"}


def strip(picture: Strip, narrow: bool) -> Drawing:
    more = 18 if narrow and picture.lanes else 0  # what the ends of a lane stand for has a line of its own there
    above, plot = 24, STRIP + more + len(picture.lanes) * (HEAD + LANE)
    below = 24 + (88 if narrow else 58 if picture.unplaced else 36)  # the legend takes four lines, two or one
    frame = layout(above + plot + below)
    frame |= {"annotations": [_head(picture.label, "y", 13)], "barmode": "overlay", "showlegend": True}
    frame["margin"] |= {"l": 26, "r": 24, "t": above, "b": below}
    frame["yaxis"] = axis(domain=[1 - STRIP / plot, 1], range=[-0.5, 0.5])
    traces = [_bands(picture), _events(picture), _gaps(picture)]
    for number, lane in enumerate(picture.lanes, 2):
        bottom = (len(picture.lanes) + 1 - number) * (HEAD + LANE)
        frame[f"yaxis{number}"] = _levels(picture, bottom / plot, (bottom + LANE) / plot)
        first = more if number == 2 else 0
        frame["annotations"].append(_head(lane.label, f"y{number}", 18 + first))
        traces += [_stems(lane, picture, f"y{number}"), _dots(lane, picture, f"y{number}")]
    frame["annotations"] += [_scale(picture, narrow)] if picture.lanes else []
    traces += [_sample(picture.unplaced)] if picture.unplaced else []
    frame["xaxis"] = _days(picture)
    return {"data": traces, "layout": frame}


def _levels(picture: Strip, bottom: float, top: float) -> Drawing:
    return axis(
        domain=[bottom, top], range=[picture.lowest - 0.5, picture.highest + 0.5], visible=True, showgrid=True,
        gridcolor=LINE, tickfont={"color": SOFT, "size": 12}, tickvals=[picture.lowest, picture.highest],
    )  # fmt: skip


def _days(picture: Strip) -> Drawing:
    last = max(picture.last, picture.first + timedelta(days=SHORTEST))
    return axis(
        type="date", visible=True, showgrid=False, range=[_edge(picture.first), _edge(last + timedelta(days=1))],
        anchor=f"y{len(picture.lanes) + 1 if picture.lanes else ''}",
        tickvals=[day.isoformat() for day, _ in picture.ticks], ticktext=[safe(label) for _, label in picture.ticks],
        tickfont={"color": SOFT, "size": 13}, ticks="outside", tickcolor=SOFT, ticklabeloverflow="allow",
    )  # fmt: skip


def _edge(day: date) -> str:
    """Where a day begins, when its own mark stands in its middle."""
    return (datetime.combine(day, time()) - timedelta(hours=12)).isoformat()


def _bands(picture: Strip) -> Drawing:
    found = picture.bands
    return {
        "type": "bar", "orientation": "h", "name": safe(picture.band), "width": 0.8,
        "base": [_edge(band.first) for band in found] or [None],
        "x": [DAY * ((band.last - band.first).days + 1) for band in found] or [None],
        "y": [0 for _ in found] or [None],
        "marker": {"color": ACCENT, "line": {"width": 0}, "cornerradius": 3},
        "customdata": [safe(band.said) for band in found], **HOVER,
    }  # fmt: skip


def _events(picture: Strip) -> Drawing:
    return {
        "type": "scatter", "mode": "markers", "name": safe(picture.event), "cliponaxis": False,
        "x": [mark.day.isoformat() for mark in picture.events] or [None],
        "y": [0 for _ in picture.events] or [None],
        "marker": {"symbol": "diamond", "size": 12, "color": WARM, "opacity": 1, "line": {"color": CARD, "width": 1.5}},
        "customdata": [safe(mark.said) for mark in picture.events], **HOVER,
    }  # fmt: skip


def _gaps(picture: Strip) -> Drawing:
    def ends(gap: Band) -> Sequence[str | None]:
        return (_edge(gap.first), _edge(gap.last + timedelta(days=1)), None)

    return {
        "type": "scatter", "mode": "lines", "name": safe(picture.gap), "connectgaps": False,
        "x": [end for gap in picture.gaps for end in ends(gap)] or [None],
        "y": [y for _ in picture.gaps for y in (0, 0, None)] or [None],
        "line": {"color": SOFT, "width": 1.5, "dash": "dot"},
        "customdata": [safe(gap.said) for gap in picture.gaps for _ in range(3)], **HOVER,
    }  # fmt: skip


def _stems(lane: Lane, picture: Strip, name: str) -> Drawing:
    placed = [mark for mark in lane.marks if mark.value is not None]
    return {
        "type": "scatter", "mode": "lines", "xaxis": "x", "yaxis": name, "connectgaps": False, "hoverinfo": "skip",
        "showlegend": False, "line": {"color": ACCENT, "width": 1.5},
        "x": [at for mark in placed for at in (mark.day.isoformat(), mark.day.isoformat(), None)],
        "y": [at for mark in placed for at in (picture.lowest, mark.value, None)],
    }  # fmt: skip


def _dots(lane: Lane, picture: Strip, name: str) -> Drawing:
    return {
        "type": "scatter", "mode": "markers", "xaxis": "x", "yaxis": name, "showlegend": False, "cliponaxis": False,
        "x": [mark.day.isoformat() for mark in lane.marks],
        "y": [picture.lowest if mark.value is None else mark.value for mark in lane.marks],
        "marker": {
            "symbol": "circle", "size": 9, "opacity": 1, "color": [_inside(mark) for mark in lane.marks],
            "line": {"color": ACCENT, "width": 1.5},
        },
        "customdata": [safe(mark.said) for mark in lane.marks], **HOVER,
    }  # fmt: skip


def _inside(mark: Mark) -> str:
    return CARD if mark.value is None else ACCENT


def _sample(name: str) -> Drawing:
    """An open mark for the legend alone."""
    look = {"symbol": "circle", "size": 9, "color": CARD, "line": {"color": ACCENT, "width": 1.5}}
    return {"type": "scatter", "mode": "markers", "name": safe(name), "x": [None], "y": [None], "marker": look}


def _head(label: str, name: str, up: int) -> Drawing:
    return note(f"<b>{safe(label)}</b>", y=1, yref=f"{name} domain", yshift=up, xshift=-28)


def _scale(picture: Strip, narrow: bool) -> Drawing:
    said = f"{picture.lowest} {picture.low}, {picture.highest} {picture.high}"
    place: Drawing = {"x": 0, "xshift": -28} if narrow else {"x": 1, "xanchor": "right", "xshift": 24}
    return note(safe(said), 13, SOFT, y=1, yref="y2 domain", yshift=18, **place)
