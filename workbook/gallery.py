"""Which charts there are, by name: answers -> Charts; pure."""

from __future__ import annotations

from collections.abc import Mapping

from workbook import charts, series
from workbook.answers import Answers
from workbook.pictures import Chart
from workbook.rulebook import Edition
from workbook.wording import Wording

NAMES = ("check-ins", "causes", "motives", "readiness")


def hung(name: str, edition: Edition, answers: Answers, wording: Wording) -> tuple[Chart, ...]:
    """The charts that a notebook shows under this name; a chapter that is not there has none."""
    chapter = edition.content.chapter(_CHAPTERS[name])
    if chapter is None:
        return ()
    match name:
        case "check-ins":
            return (charts.check_ins(series.check_ins(answers), wording),)
        case "causes":
            return (charts.cause_map(series.causes(answers, chapter), wording),)
        case "motives":
            found = series.motives(answers, chapter)
            drift = charts.motives_drift(found, wording)
            return (charts.motives_now(found, wording), *((drift,) if drift.picture else ()))
        case _:
            criteria = [each.question for each in edition.rules.criteria if each.question]
            return (charts.readiness(series.readiness(answers, chapter, criteria), wording),)


def all_hung(edition: Edition, answers: Answers, wording: Wording) -> Mapping[str, Chart]:
    """Every chart by its own id, for the summary."""
    return {chart.id: chart for name in NAMES for chart in hung(name, edition, answers, wording)}


_CHAPTERS = {"check-ins": "check-in", "causes": "causes", "motives": "motives", "readiness": "readiness"}
