"""Where things stand: stops, the states of reaching out, the criteria beside what the log shows, a kind next step.

Pure; `now` is an argument. Nothing is added up, nothing is predicted, and nothing here can lift a stop.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from workbook import series
from workbook.answers import Answers
from workbook.questions import NOT_SURE, Chapter, Content, Question, Section
from workbook.rules import Criterion, Rules, StopRule
from workbook.standing.evidence import EVIDENCE, Evidence, Look, Said, Says, facts_of
from workbook.standing.stops import (
    BLOCK_DONE,
    LIFTED,
    PAUSE,
    Reach,
    State,
    block_done,
    holding_line,
    is_on,
    is_paused,
    is_stopping,
    paused_since,
    reach,
    stop_of,
)

__all__ = [
    "BLOCK_DONE",
    "LIFTED",
    "PAUSE",
    "CriterionStands",
    "NextStep",
    "Reach",
    "Said",
    "Standing",
    "State",
    "block_done",
    "holding_line",
    "is_on",
    "is_paused",
    "is_stopping",
    "paused_since",
    "reach",
    "stand",
    "stop_of",
]

OWN_VIEWS = ("met", "not-met", NOT_SURE)


@dataclass(frozen=True, slots=True)
class CriterionStands:
    """One criterion: the person's own view beside what the log shows; neither outranks the other."""

    criterion: Criterion
    own: str  # met · not-met · not-sure · empty: not answered
    own_at: datetime | None
    evidence: Said
    evidence_says: Says
    differs: bool
    rests_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NextStep:
    """Something small that could come next, or could be left."""

    said: Said
    chapter: str
    section: str
    rests_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything that can be said about where things stand."""

    state: State
    said: Said
    stops: tuple[StopRule, ...]  # those that are on
    criteria: tuple[CriterionStands, ...]
    next_steps: tuple[NextStep, ...]  # one; where reaching out is open, one for each way out
    rests_on: tuple[str, ...]


def stand(answers: Answers, content: Content, rules: Rules, now: datetime) -> Standing:
    """Where things stand, whatever was answered and whatever was skipped."""
    where = reach(answers, content, rules.stops, now.date())
    look = Look(answers, content, now.date())
    return Standing(
        state=where.state,
        said=Said(f"standing.{where.state}"),
        stops=where.stops,
        criteria=tuple(_criterion(criterion, look) for criterion in rules.criteria),
        next_steps=tuple(_next_steps(look, where)),
        rests_on=tuple(dict.fromkeys((*(rule.kept for rule in rules.stops), PAUSE, BLOCK_DONE))),
    )


# ---- criteria


def _criterion(criterion: Criterion, look: Look) -> CriterionStands:
    answer = look.answers.latest(criterion.question) if criterion.question else None
    own = answer.value if answer and answer.value in OWN_VIEWS else ""
    found = _evidence(criterion, replace(look, window=criterion.window))
    return CriterionStands(
        criterion=criterion,
        own=own,
        own_at=answer.at if answer and own else None,
        evidence=found.said,
        evidence_says=found.says,
        differs={own, found.says} == {"met", "not-met"},
        rests_on=(*((criterion.question,) if criterion.question else ()), *found.rests_on),
    )


def _evidence(criterion: Criterion, look: Look) -> Evidence:
    if not criterion.question:
        return _read_from_the_stops(look)
    found = EVIDENCE.get(criterion.evidence)
    return found(look) if found else Evidence()


def _read_from_the_stops(look: Look) -> Evidence:
    """No reason is given, since none is kept."""
    if is_paused(look.answers):
        return Evidence(Said("standing.pause-on"), "not-met", (PAUSE,))
    return Evidence(Said("standing.not-asked-here"), "", (PAUSE,))


# ---- the next step

ON_THE_WAY = ("steady", "understand", "decide")
WAYS_OUT = ("reconnect", "release")


def _next_steps(look: Look, where: Reach) -> Iterable[NextStep]:
    """The earliest chapter with nothing in it; then the earliest part left blank; then both ways out, or a look in."""
    step = _first(look, where, ON_THE_WAY, whole=True) or _first(look, where, ON_THE_WAY, whole=False)
    if step:
        return (step,)
    ways = [_first(look, where, (phase,), whole=False) for phase in (WAYS_OUT if where.state == "open" else ())]
    if ways and all(ways):
        return [way for way in ways if way]
    return (_first(look, where, ("release",), whole=False) or _look_in(look),)


def _first(look: Look, where: Reach, phases: tuple[str, ...], *, whole: bool) -> NextStep | None:
    """The first blank part, in the order of the way; with whole, only of chapters that are blank altogether."""
    on_the_way = [chapter for chapter in look.content.chapters if chapter.phase in phases]
    for chapter in sorted(on_the_way, key=lambda each: phases.index(each.phase)):
        suggested = _suggested(chapter, where)
        blank = [section for section in suggested if _is_blank(section, look.answers)]
        if blank and (not whole or len(blank) == len(suggested)):
            return _step(chapter, blank[0])
    return None


def _suggested(chapter: Chapter, where: Reach) -> list[Section]:
    """Lists of things are begun unasked, and what is private, closed or only for some is nobody's next step."""
    return [
        section
        for section in chapter.sections
        if not (section.log or section.first_under_pause or where.hides(section))
        and where.takes_new(section)
        and _open_questions(section)
    ]


def _is_blank(section: Section, answers: Answers) -> bool:
    return not any(answers.latest(question.id) for question in _open_questions(section))


def _open_questions(section: Section) -> list[Question]:
    return [q for q in section.questions() if not (q.private or q.retired or q.kept)]


def _step(chapter: Chapter, section: Section) -> NextStep:
    said = Said("standing.next-section", facts_of(section=section.title, chapter=chapter.title))
    return NextStep(said, chapter.id, section.id, tuple(question.id for question in _open_questions(section)))


def _look_in(look: Look) -> NextStep:
    """The check-in, or rest when today has one."""
    days = {each.day for each in series.check_ins(look.answers)}
    key = "standing.next-rest" if look.today in days else "standing.next-check-in"
    return NextStep(Said(key), "check-in", "check-in.today", ("check-in.today.mood",))
