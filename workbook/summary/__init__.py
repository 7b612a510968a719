"""Answers, series and standing -> a Summary: plain lines, each with a permanent id and its tick. Pure.

It knows no chart and no paper: a section says which chart belongs there. It knows the day and not the hour. What is on
without being ticked: page one, which ends with what was written for the therapist. Off: everything after it but the
scales, and each line that rests on a stop, a private question, one's own conduct or low mood (guarded.py). Ids are
listed in page_one.py, change.py and page_after.py.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from workbook.summary.choices import Choices, parse, serialised
from workbook.summary.fitting import fits, fitted
from workbook.summary.guarded import rests_on_guarded
from workbook.summary.lines import Material, Summary, SummaryLine, SummarySection
from workbook.summary.names import for_paper, still_naming, typed_name
from workbook.summary.page_after import page_after, scales
from workbook.summary.page_one import TOP, page_one
from workbook.summary.sheet import sheet

__all__ = [
    "Choices",
    "Material",
    "Summary",
    "SummaryLine",
    "SummarySection",
    "for_paper",
    "parse",
    "serialised",
    "sheet",
    "still_naming",
    "sum_up",
    "typed_name",
]


def sum_up(material: Material, choices: Choices = Choices(), anew: Collection[str] = ()) -> Summary:  # noqa: B008
    """Every line there is, with its tick.

    anew: ids of the lines ticked this time of those that are asked anew; what the choices say of these counts for
    nothing, wherever they were read from.
    """
    told = replace(material, wording=for_paper(material.wording, choices.mask))
    header = (told.say("title"), told.say("prepared"), _dates(told))
    first = _page_one(told, choices, anew, header)
    sections = (*first, *(_ticked(section, told, choices, anew) for section in page_after(told)))
    behind = scales(told, [line for section in sections for line in section.lines if line.on])
    lines = tuple(replace(line, on=choices.lines.get(line.id, line.on)) for line in behind.lines)
    return Summary(
        title=header[0],
        prepared=header[1],
        dates=header[2],
        made=told.today,
        sections=(*fitted(told, sections, header), replace(behind, lines=lines)),
    )


def _page_one(
    told: Material, choices: Choices, anew: Collection[str], header: tuple[str, ...]
) -> tuple[SummarySection, ...]:
    """With fewer causes and reasons where three of each kind would not leave it one page."""
    for top in (TOP, TOP - 1, TOP - 2):
        first = tuple(_ticked(section, told, choices, anew) for section in page_one(told, top))
        if fits(first, header, told.say("at-length")):
            break
    return first


def _ticked(section: SummarySection, told: Material, choices: Choices, anew: Collection[str]) -> SummarySection:
    return replace(section, lines=tuple(_with_tick(line, told, choices, anew) for line in section.lines))


def _with_tick(line: SummaryLine, told: Material, choices: Choices, anew: Collection[str]) -> SummaryLine:
    if line.anew or rests_on_guarded(line.rests_on, told.content):
        return replace(line, anew=True, on=line.id in anew)
    return replace(line, on=choices.lines.get(line.id, line.on))


def _dates(told: Material) -> str:
    """The days covered: first and last on which anything was answered."""
    days = sorted(row.at.date() for row in told.answers.rows if row.value)
    if not days:
        return told.say("dates-none", made=told.day(told.today))
    return told.say("dates", first=told.day(days[0]), last=told.day(days[-1]), made=told.day(told.today))
