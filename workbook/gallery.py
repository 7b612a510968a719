"""Which charts there are, by name: answers -> Charts; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from workbook import charts, series
from workbook.answers import Answers
from workbook.pictures import Chart
from workbook.questions import Chapter
from workbook.rulebook import Edition
from workbook.wording import Wording

NAMES = ("check-ins", "quiet", "causes", "motives", "readiness")


def hung(name: str, edition: Edition, answers: Answers, wording: Wording) -> tuple[Chart, ...]:
    """The charts that a notebook shows under this name; a chapter that is not there has none."""
    return tuple(charts.with_list(chart, wording) for chart in _drawn(name, edition, answers, wording))


def _drawn(name: str, edition: Edition, answers: Answers, wording: Wording) -> tuple[Chart, ...]:
    chapter = edition.content.chapter(_CHAPTERS[name])
    if chapter is None:
        return ()
    match name:
        case "check-ins":
            return (charts.check_ins(series.check_ins(answers), wording),)
        case "quiet":
            return (charts.quiet(series.quiet(answers, _last_day(answers)), series.urges(answers), wording),)
        case "causes":
            cause_map = charts.cause_map(series.causes(answers, chapter), wording)
            return (replace(cause_map, note=_own_conduct(chapter, answers, wording)),)
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


def _own_conduct(chapter: Chapter, answers: Answers, wording: Wording) -> tuple[str, ...]:
    """What was told of one's own conduct, with the line that there is help for it; a concern, and no label."""
    told = [
        wording.fill(option.label)
        for question in chapter.questions()
        for option in getattr(question, "options", ())
        if option.concern and not question.private and option.key in answers.value(question.id).split()
    ]
    if not told:
        return ()
    said = wording.say("notice.conduct-told", told="; ".join(told))
    return (wording.say("notice.conduct-title"), said, wording.say("notice.conduct-text"))


def _last_day(answers: Answers) -> date:
    """The newest day that was spoken of: a chart shows what is there, whatever day it is looked at."""
    return max((row.at.date() for row in answers.rows), default=date.max)


_CHAPTERS = {
    "check-ins": "check-in",
    "quiet": "steady",
    "causes": "causes",
    "motives": "motives",
    "readiness": "readiness",
}
