"""What follows page one of a summary: the answers behind it, own words where they were ticked, and the scales. Pure.

Line ids, permanent:
cause.<item> · motive.<item> · answer.<question> · evidence.<criterion>
words.<question>.<sitting or entry>
next.<section> · scale.<scale> · number.<question>
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from workbook import series
from workbook.answers import Answer
from workbook.questions import Chapter, Number, Question, Rating, Section, Words
from workbook.standing import CriterionStands
from workbook.summary.change import totals
from workbook.summary.lines import Material, SummaryLine, SummarySection

TOLD_ON_PAGE_ONE = frozenset(["start", "readiness", "check-in", "summary"])
"""Chapters whose choices and numbers stand on page one or in its chart."""
NO_STORY = ("start.them.", "start.leaving.", "summary.session.")
"""Texts that are never quoted here: names, the address of a plain page, and what page one has already."""
LOOKS = 5
OF_A_CAUSE = ("part", "whose", "could-change")


def page_after(told: Material) -> tuple[SummarySection, ...]:
    """In the order of the notebooks; own words last. None of it is on until it is ticked."""
    sections = (
        _causes(told),
        _motives(told),
        *_answers(told),
        totals(told),
        _evidence(told),
        _next_step(told),
        _own_words(told),
    )
    return tuple(replace(each, lines=tuple(replace(line, on=False) for line in each.lines)) for each in sections)


def _causes(told: Material) -> SummarySection:
    chapter = told.content.chapter("causes")
    lines = [_cause(told, cause) for cause in (series.causes(told.answers, chapter) if chapter else ())]
    return SummarySection(id="cause-map", title=told.say("cause-map-title"), lines=tuple(lines), chart="causes")


def _cause(told: Material, cause: series.Cause) -> SummaryLine:
    questions = [f"causes.{cause.id}.{each}" for each in OF_A_CAUSE]
    answers = [told.answered(question) or told.say("not-answered") for question in questions]
    facts = dict(zip(("part", "whose", "change"), answers, strict=True))
    return told.told(f"cause.{cause.id}", told.fill(cause.name), told.say("cause", **facts), questions)


def _motives(told: Material) -> SummarySection:
    """Every reason picked at least once, kind by kind; the chart sets first beside latest where there are two."""
    chapter = told.content.chapter("motives")
    found = series.motives(told.answers, chapter) if chapter else ()
    return SummarySection(
        id="motive-list",
        title=told.say("motive-list-title"),
        lines=tuple(_motive(told, motive) for motive in found),
        chart="drift" if any(len(motive.asked) > 1 for motive in found) else "motives",
    )


def _looks(motive: series.Motive) -> tuple[tuple[str, date], ...]:
    """The sittings that are told: all of a few, otherwise the first and the latest ones."""
    return motive.asked if len(motive.asked) <= LOOKS else (motive.asked[0], *motive.asked[1 - LOOKS :])


def _motive(told: Material, motive: series.Motive) -> SummaryLine:
    """Look by look, oldest first; one in which it was not picked says so."""
    looks = _looks(motive)
    points = [motive.at(sitting) for sitting, _ in looks]
    said = [told.fill(point.label) or told.say("not-rated") if point else told.say("not-picked") for point in points]
    days = ", ".join(told.day(when) for _, when in looks)
    under = told.say("looks" if len(looks) > 1 else "look", group=told.fill(motive.group_title), days=days)
    rests_on = (motive.group, f"motives.{motive.id}.strength")
    line = told.told(f"motive.{motive.id}", told.fill(motive.name), " · ".join(said), rests_on)
    return replace(line, under=under)


def _answers(told: Material) -> Iterator[SummarySection]:
    """Every other choice, scale and number, section by section."""
    for chapter in told.content.chapters:
        for section in chapter.sections if chapter.id not in TOLD_ON_PAGE_ONE else ():
            asked = [question for question in section.asked if not isinstance(question, Words | Number)]
            if asked and not section.log:
                yield _answered(told, section, asked)


def _answered(told: Material, section: Section, asked: Iterable[Question]) -> SummarySection:
    """Where nothing was answered one line says so."""
    told_of = [question for question in asked if not question.retired]
    lines = [told.fact(f"answer.{question.id}", question.id) for question in told_of]
    if not any(told.answers.latest(question.id) for question in told_of):
        ids = [question.id for question in told_of if not (question.private or question.stop)]
        lines = [told.told(f"answer.{section.id}", told.say("this-part"), "", ids)] if ids else []
    return SummarySection(id=section.id.replace(".", "-"), title=told.fill(section.title), lines=tuple(lines))


def _evidence(told: Material) -> SummarySection:
    lines = [_shown(told, each) for each in told.standing.criteria if each.evidence and each.criterion.question]
    return SummarySection(
        id="evidence", title=told.say("evidence-title"), lead=told.say("evidence-lead"), lines=tuple(lines)
    )


def _shown(told: Material, stands: CriterionStands) -> SummaryLine:
    line = told.told(
        f"evidence.{stands.criterion.id}",
        told.fill(stands.criterion.name),
        stands.evidence.words(told.wording),
        stands.rests_on,
    )
    own = told.say("own-view", own=told.say(stands.own or "blank"))
    return replace(line, beside=own)


def _next_step(told: Material) -> SummarySection:
    """What the workbook offers next; while a stop is on, that rests on the stop as well."""
    stops = tuple(rule.kept for rule in told.standing.stops)
    lines = [
        told.told(f"next.{step.section}", told.say("next"), step.said.words(told.wording), (*step.rests_on, *stops))
        for step in told.standing.next_steps
    ]
    return SummarySection(id="next", title=told.say("next-title"), lines=tuple(lines))


def _own_words(told: Material) -> SummarySection:
    """Every text, exactly as it was written, chapter by chapter; all of it off until it is ticked."""
    chapters = told.content.chapters
    lines = [
        line
        for chapter in chapters
        for question in filter(_is_told, chapter.questions())
        for line in _quotes(told, question, chapter)
    ]
    return SummarySection(id="words", title=told.say("words-title"), lead=told.say("words-lead"), lines=tuple(lines))


def _is_told(question: Question) -> bool:
    return isinstance(question, Words) and not question.id.startswith(NO_STORY)


def _quotes(told: Material, question: Question, chapter: Chapter) -> Iterator[SummaryLine]:
    for row in told.answers.by_sitting(question.id):
        yield replace(_quote(told, question, row), under=told.fill(chapter.title))


def _quote(told: Material, question: Question, row: Answer) -> SummaryLine:
    return SummaryLine(
        id=f"words.{question.id}.{row.sitting}",
        text=told.name(question),
        detail=row.value,
        beside=told.say("written", day=told.day(row.at.date())),
        kind="quote",
        rests_on=(question.id,),
    )


# ---- the scales behind what is shown


def scales(told: Material, shown: Sequence[SummaryLine]) -> SummarySection:
    """Exact wording and range of every scale that a ticked line rests on."""
    used = dict.fromkeys(question_id for line in shown for question_id in line.rests_on)
    asked = [question for question_id in used if (question := told.content.question(question_id))]
    ratings = [question for question in asked if isinstance(question, Rating)]
    numbers = [question for question in asked if isinstance(question, Number)]
    found = dict.fromkeys(question.scale.id for question in ratings)
    lines = [_scale(told, scale, [q for q in ratings if q.scale.id == scale]) for scale in found]
    lines += [_number(told, question) for question in numbers]
    return SummarySection(id="scales", title=told.say("scales-title"), lead=told.say("scales-lead"), lines=tuple(lines))


def _scale(told: Material, scale_id: str, asked: Sequence[Rating]) -> SummaryLine:
    scale = asked[0].scale
    levels = [told.fill(level.label) for level in (*scale.levels, scale.unsure)]
    return SummaryLine(
        id=f"scale.{scale_id}",
        text=" · ".join(levels),
        items=tuple(dict.fromkeys(told.asked_aloud(question) for question in asked)),
        kind="scale",
        rests_on=tuple(question.id for question in asked),
    )


def _number(told: Material, question: Number) -> SummaryLine:
    ends = {"low": question.low, "high": question.high}
    ends_named = {"low_label": told.fill(question.low_label), "high_label": told.fill(question.high_label)}
    return SummaryLine(
        id=f"number.{question.id}",
        text=told.say("number", **ends, **ends_named),
        items=(told.asked_aloud(question),),
        kind="scale",
        rests_on=(question.id,),
    )
