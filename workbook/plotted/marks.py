"""One mark in each line, and lines over days."""

from __future__ import annotations

from workbook.pictures import Dots, Lines, Panel
from workbook.plotted.frame import ACCENT, LINE, SOFT, THIRD, WARM, Drawing, axis, folded, guide, layout, note, safe
from workbook.plotted.rows import marks

SYMBOLS = ("circle", "circle-open", "diamond-open")
PANEL, GAP = 94, 54  # in pixels; what heads a panel stands in the gap above it
PANELS = (("solid", "circle", ACCENT), ("dash", "square", WARM), ("dot", "triangle-up", THIRD))


def dots(picture: Dots, narrow: bool) -> Drawing:
    symbols = [*SYMBOLS[: len(picture.columns) - picture.unanswered], "line-ew-open"]
    found = [symbols[min(row.column, len(symbols) - 1)] for row in picture.rows]
    down = 0.2 if narrow else 0
    trace = marks("", [(row.column, y + down, row.said) for y, row in enumerate(picture.rows)], "circle", 13)
    trace["marker"] |= {
        "symbol": found,
        "color": [SOFT if symbol == "line-ew-open" else ACCENT for symbol in found],
        "line": {"width": 2, "color": [SOFT if symbol == "line-ew-open" else ACCENT for symbol in found]},
    }
    notes = [
        note(folded(row.label, 36 if narrow else 30), y=y, yshift=13 if narrow else 0)
        for y, row in enumerate(picture.rows)
    ]
    notes += [
        note(folded(column, 8 if narrow else 12), 13, SOFT, x=x, xref="x", y=-0.5, xanchor="center", yanchor="bottom")
        for x, column in enumerate(picture.columns)
    ]
    tall, head = 56 if narrow else 36, 40
    frame = layout(tall * len(picture.rows) + head + 8)
    frame |= {
        "annotations": notes,
        "xaxis": axis(domain=[0 if narrow else 0.38, 1], range=[-0.5, len(picture.columns) - 0.5]),
        "yaxis": axis(range=[len(picture.rows) - 0.5, -0.5 - head / tall]),
        "shapes": [guide(y - 0.5, "paper", 0, 1) for y in range(len(picture.rows))],
        "showlegend": False,
    }
    return {"data": [trace], "layout": frame}


def lines(picture: Lines, narrow: bool) -> Drawing:
    many = len(picture.panels)
    above, below, plot = (44 if narrow else 26), 26, many * (PANEL + GAP) - GAP
    frame = layout(above + plot + below)
    frame |= {"annotations": [], "showlegend": False}
    frame["margin"] |= {"l": 26, "r": 14, "t": above, "b": below}
    traces = []
    for number, panel in enumerate(picture.panels):
        name = f"y{number + 1 if number else ''}"
        top = plot - number * (PANEL + GAP)
        middle = (picture.lowest + picture.highest) // 2
        frame[f"yaxis{name[1:]}"] = axis(
            domain=[(top - PANEL) / plot, top / plot],
            range=[picture.lowest - 0.6, picture.highest + 0.6],
            visible=True, showgrid=True, gridcolor=LINE, tickfont={"color": SOFT, "size": 12},
            tickvals=[picture.lowest, middle, picture.highest],
        )  # fmt: skip
        frame["annotations"] += _captions(panel, picture, name, narrow)
        dash, symbol, colour = PANELS[number % len(PANELS)]
        traces.append({
            "type": "scatter", "mode": "lines+markers", "connectgaps": False, "xaxis": "x", "yaxis": name,
            "x": [day.isoformat() for day, _ in panel.points], "y": [value for _, value in panel.points],
            "line": {"color": colour, "width": 2, "dash": dash},
            "marker": {"symbol": symbol, "color": colour, "size": 6 if len(panel.points) < 45 else 4.5},
            "customdata": [safe(said) for said in panel.said], "hovertemplate": "%{customdata}<extra></extra>",
        })  # fmt: skip
    frame["xaxis"] = axis(
        type="date", visible=True, showgrid=False, anchor=f"y{many if many > 1 else ''}",
        tickvals=[day.isoformat() for day, _ in picture.ticks], ticktext=[safe(label) for _, label in picture.ticks],
        tickfont={"color": SOFT, "size": 13}, ticks="outside", tickcolor=SOFT,
    )  # fmt: skip
    return {"data": traces, "layout": frame}


def _captions(panel: Panel, picture: Lines, name: str, narrow: bool) -> list[Drawing]:
    scale = f"{picture.lowest} {panel.low}, {picture.highest} {panel.high}"
    place: Drawing = {"y": 1, "yref": f"{name} domain"}
    ends: Drawing = (
        {"x": 0, "yshift": 12, "xshift": -28} if narrow else {"x": 1, "xanchor": "right", "yshift": 14, "xshift": 14}
    )
    return [
        note(f"<b>{safe(panel.label)}</b>", yshift=30 if narrow else 14, xshift=-28, **place),
        note(safe(scale), 13, SOFT, **ends, **place),
    ]
