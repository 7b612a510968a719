"""Answers, series and standing -> a Summary: plain lines, each with a permanent id and its tick. Pure.

It knows no chart and no paper: a section says which chart belongs there. It knows the day and not the hour. What is on
without being ticked: the situation, causes, motives, readiness and the graph. Off: everything in a person's own words,
and each line that rests on a stop, a private question or own conduct. Ids are listed in page_one.py and page_after.py.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from workbook.summary.lines import Material, Summary, SummaryLine, SummarySection, masked
from workbook.summary.page_after import page_after, scales
from workbook.summary.page_one import page_one
from workbook.summary.sheet import sheet
from workbook.wording import Wording

__all__ = ["Material", "Summary", "SummaryLine", "SummarySection", "for_paper", "sheet", "sum_up"]


def sum_up(material: Material, include: Collection[str] = (), leave_out: Collection[str] = ()) -> Summary:
    """Every line there is; include ticks lines that are off, leave_out unticks any. leave_out wins."""
    told = replace(material, wording=for_paper(material.wording))
    sections = [_ticked(section, include, leave_out) for section in (*page_one(told), *page_after(told))]
    shown = [line for section in sections for line in section.lines if line.on]
    sections.append(_ticked(scales(told, shown), include, leave_out))
    return Summary(
        title=told.say("title"),
        prepared=told.say("prepared"),
        dates=_dates(told),
        made=told.today,
        sections=tuple(sections),
    )


def for_paper(wording: Wording) -> Wording:
    """The wording of whatever is handed over, charts as well: the other person is "my ex" and never named."""
    return masked(wording, wording.sentences["summary.my-ex"])


def _ticked(section: SummarySection, include: Collection[str], leave_out: Collection[str]) -> SummarySection:
    ticks = {line.id: (line.on or line.id in include) and line.id not in leave_out for line in section.lines}
    return replace(section, lines=tuple(replace(line, on=ticks[line.id]) for line in section.lines))


def _dates(told: Material) -> str:
    """The days covered: first and last on which anything was answered."""
    days = sorted(row.at.date() for row in told.answers.rows if row.value)
    if not days:
        return told.say("dates-none", made=told.day(told.today))
    return told.say("dates", first=told.day(days[0]), last=told.day(days[-1]), made=told.day(told.today))
