"""A chart on the screen: its sentence as a form, the drawing under it, both drawn anew when an answer changes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets

from workbook.forms.form import Form, Reply
from workbook.pictures import Chart
from workbook.screen import Notice, Page, Part, Told


class Picture(ipywidgets.VBox):  # type: ignore[misc]  # ipywidgets ships no types
    """One chart, or what would fill it."""

    def __init__(self, chart: Callable[[], Chart], words: Callable[[], dict[str, str]]) -> None:
        self._chart = chart
        self._words = words
        self._drawn: Chart | None = None
        super().__init__()
        self.add_class("wb-picture")
        self._sentence = Form(self._page, lambda _event: Reply())
        self._draw(chart())

    def __repr__(self) -> str:
        return "A chart of the workbook."

    def _page(self) -> Page:
        """Asked for whenever an answer was given; the drawing follows the sentence."""
        chart = self._chart()
        if chart != self._drawn:
            self._draw(chart)
        return sentence(chart, self._words())

    def _draw(self, chart: Chart) -> None:
        from workbook.plotted import figure  # noqa: PLC0415 (the first cell of a notebook must not pay for plotly)

        drawing: Any = figure(chart)
        before: tuple[Any, ...] = tuple(self.children)[1:]
        self._drawn = chart
        self.children: tuple[Any, ...] = (self._sentence, *([drawing] if drawing is not None else []))
        for old in before:
            old.close()


class Pictures(ipywidgets.VBox):  # type: ignore[misc]
    """Several charts, one under the other."""

    def __repr__(self) -> str:
        return "Charts of the workbook."


def sentence(chart: Chart, words: dict[str, str]) -> Page:
    """What the chart shows in words, or what would fill it."""
    parts: tuple[Part, ...] = () if chart.picture else (Told("", (chart.empty,)),)
    if chart.listed:
        parts = (Told(chart.listed[0], chart.listed[1:], folded=True, listed=True),)
    if chart.note:
        parts = (*parts, Notice("conduct", chart.note[0], chart.note[1:], help=True))
    return Page(
        id=f"picture:{chart.id}", kind="picture", title=chart.title, small=chart.count, parts=parts, words=words
    )
