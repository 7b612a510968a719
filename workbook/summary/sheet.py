"""One chapter's answers as a sheet to print: for the person's own hand, so in their own words, with the name; pure."""

from __future__ import annotations

from collections.abc import Iterator

from workbook.questions import Chapter, Question, Section, Words
from workbook.summary.lines import Material, Summary, SummaryLine, SummarySection


def sheet(told: Material, chapter: Chapter) -> Summary:
    """Every part that holds an answer, in the order of the notebook; private questions are never on it."""
    return Summary(
        title=told.fill(chapter.title),
        prepared=told.say("sheet"),
        dates=told.say("dates-none" if not _has_any(told, chapter) else "sheet-made", made=told.day(told.today)),
        made=told.today,
        sections=tuple(_part(told, section) for section in chapter.sections),
    )


def _has_any(told: Material, chapter: Chapter) -> bool:
    return any(row.value for row in told.answers.chapter(chapter.id))


def _part(told: Material, section: Section) -> SummarySection:
    lines = _entries(told, section) if section.log else _answers(told, section)
    name = section.id.replace(".", "-")
    return SummarySection(id=name, title=told.fill(section.title), lines=tuple(lines), first=True)


def _answers(told: Material, section: Section) -> Iterator[SummaryLine]:
    for question in _asked(section):
        if row := told.answers.latest(question.id):
            yield _line(told, question, row.value, row.sitting)


def _entries(told: Material, section: Section) -> Iterator[SummaryLine]:
    name = section.entry_name[:1].upper() + section.entry_name[1:]
    for number, entry in enumerate(told.answers.entries(section.id), 1):
        under = told.wording.say("page.entry", Entry=name, number=number)
        for question in _asked(section):
            if row := told.answers.in_sitting(question.id, entry):
                yield _line(told, question, row.value, entry, under)


def _asked(section: Section) -> tuple[Question, ...]:
    return tuple(question for question in section.questions() if not (question.private or question.retired))


def _line(told: Material, question: Question, value: str, sitting: str, under: str = "") -> SummaryLine:
    return SummaryLine(
        id=f"sheet.{question.id}.{sitting}",
        text=told.name(question),
        detail=told.wording.in_words(question, value),
        kind="quote" if isinstance(question, Words) else "fact",
        under=under,
        rests_on=(question.id,),
    )
