"""A plotly FigureWidget that keeps nothing in the notebook: opened empty, and filled by a message that is not saved.

A FigureWidget as plotly makes it holds all data, and five megabytes of drawing library, in its widget state; whatever
saves widget state (nbclient, a notebook with "save widget state" on) saves those too. Here the state holds neither: the
page asks, and is answered by custom messages, which no tool keeps.
"""

from __future__ import annotations

import gzip
import json
from functools import cache
from pathlib import Path
from typing import Any

import plotly
from plotly.basewidget import BaseFigureWidget
from plotly.graph_objects import FigureWidget
from traitlets import default

from workbook.palette import css_variables

CLOSED = "A chart of the workbook."
"""What is left of a chart wherever it cannot be drawn."""

STYLE = """
.wb-chart { min-height: 2rem; max-width: 46rem; background: transparent; }
.wb-chart .main-svg { background: transparent !important; }
@media print { .wb-chart { break-inside: avoid; } }
"""


class ChartWidget(FigureWidget):  # type: ignore[misc]  # plotly ships no types
    """One chart on the screen."""

    _esm = (Path(__file__).parent / "chart.js").read_text(encoding="utf-8")
    _css = css_variables(".wb-chart") + STYLE

    def __init__(self, wide: dict[str, Any], narrow: dict[str, Any], config: dict[str, Any], alt: str) -> None:
        super().__init__(data=wide["data"], layout={**wide["layout"], "template": {}})
        self._beside = {"narrow": json.dumps(narrow), "config": config, "alt": alt}
        self.on_msg(self._answer)

    @default("keys")
    def _synced(self) -> list[str]:
        plotlys = BaseFigureWidget.class_own_traits()
        return [name for name in self.traits(sync=True) if name not in plotlys]

    def _answer(self, _widget: object, asked: dict[str, Any], _buffers: object) -> None:
        if asked.get("type") == "chart":
            self.send({"type": "chart", "wide": self.to_json(), **self._beside})
        elif asked.get("type") == "library":
            self.send({"type": "library"}, buffers=[_library()])

    def _repr_mimebundle_(self, *_include: object, **_more: object) -> dict[str, Any]:
        view = {"version_major": 2, "version_minor": 0, "model_id": self.model_id}
        return {"text/plain": CLOSED, "application/vnd.jupyter.widget-view+json": view}

    def _repr_html_(self) -> None:
        """The mimebundle is all there is."""

    def __repr__(self) -> str:
        return CLOSED


@cache
def _library() -> bytes:
    """Plotly's own file, packed: it is one and a half megabytes instead of five."""
    return gzip.compress((Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_bytes(), 6)
