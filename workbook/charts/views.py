"""The own view of each criterion, one mark a line and nothing added up."""

from __future__ import annotations

from collections.abc import Sequence

from workbook.charts.words import alt_words, count_words, inside, nothing
from workbook.pictures import Chart, Dot, Dots
from workbook.questions import NOT_SURE
from workbook.series import View
from workbook.wording import Wording


def readiness(views: Sequence[View], wording: Wording) -> Chart:
    """The own view of each line. Nothing is counted together: the lines stand side by side."""
    answered = [view for view in views if view.key]
    if not answered:
        return nothing("readiness", "readiness-none", "readiness-empty", wording)
    options = dict(sorted((pair for view in views for pair in view.options), key=lambda pair: pair[0] == NOT_SURE))
    keys = [*options, ""]
    unanswered = len(answered) < len(views)
    columns = (*map(wording.fill, options.values()), *([wording.say("charts.unanswered")] if unanswered else []))
    rows = tuple(_dot(view, keys, columns, wording) for view in views)
    return Chart(
        id="readiness",
        title=_readiness_title([columns[column] for column in sorted({row.column for row in rows})], wording),
        count=count_words(len(answered), [max(view.points[-1][1] for view in answered)], wording),
        alt=alt_words(wording.say("charts.readiness-alt"), (row.said for row in rows)),
        picture=Dots(columns, rows, unanswered),
    )


def _dot(view: View, keys: Sequence[str], columns: Sequence[str], wording: Wording) -> Dot:
    column = keys.index(view.key)
    name = wording.fill(view.name)
    return Dot(name, column, wording.say("charts.readiness-row", name=name, state=inside(columns[column], wording)))


def _readiness_title(states: Sequence[str], wording: Wording) -> str:
    said = [inside(state, wording) for state in states if state != wording.say("charts.unanswered")]
    if len(said) == 1:
        return wording.say("charts.readiness-all", state=said[0])
    parts = [wording.say("charts.readiness-state", state=inside(state, wording)) for state in states]
    return wording.say("charts.readiness-some", states=", ".join(parts))
