"""What all figures have: colours by name, no title, nothing that zooms or can be dragged, words that are only words."""

from __future__ import annotations

from html import escape
from textwrap import wrap
from typing import Any

from workbook.palette import SANS

Drawing = dict[str, Any]
INK, SOFT, LINE, ACCENT, WARM, THIRD, CARD = (
    f"var(--wb-{name})" for name in ("ink", "soft", "line", "accent", "warm", "third", "card")
)
CLEAR = "rgba(0,0,0,0)"


def layout(height: int) -> Drawing:
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


def axis(**more: Any) -> Drawing:
    return {"visible": False, "fixedrange": True, "zeroline": False, "showline": False, **more}


def guide(y: float, xref: str, start: float, end: float) -> Drawing:
    return {
        "type": "line", "layer": "below", "xref": xref, "x0": start, "x1": end, "y0": y, "y1": y,
        "line": {"color": LINE, "width": 1},
    }  # fmt: skip


def note(text: str, size: int = 15, color: str = INK, **place: Any) -> Drawing:
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


def safe(words: str) -> str:
    """Plotly reads a few tags in texts; a name that looks like one is shown as it was typed."""
    return escape(words, quote=False)


def folded(words: str, width: int = 44) -> str:
    return "<br>".join(safe(line) for line in wrap(words, width, break_long_words=False)) or safe(words)
