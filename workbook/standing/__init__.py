"""Where things stand: stops, the states of reaching out, the criteria beside what the log shows, a kind next step.

Pure; `now` is an argument. Nothing is added up, nothing is predicted, and nothing here can lift a stop.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from workbook import series
from workbook.answers import Answers
from workbook.questions import NOT_SURE, Chapter, Content, Question, Section
from workbook.rules import Criterion, Rules, StopRule
from workbook.standing.evidence import EVIDENCE, Evidence, Look, Said, Says, facts_of

PAUSE = "start.pause"
BLOCK_DONE = "start.block-done"
BLOCK_LASTS = 30
"""Days for which having gone through the safety questions counts."""

State = Literal["closed", "not-yet", "open"]
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
    stops = tuple(rule for rule in rules.stops if _is_on(rule, answers, content))
    state = _state(answers, stops, now.date())
    look = Look(answers, content, now.date())
    return Standing(
        state=state,
        said=Said(f"standing.{state}"),
        stops=stops,
        criteria=tuple(_criterion(criterion, look) for criterion in rules.criteria),
        next_steps=tuple(_next_steps(look, state)),
        rests_on=tuple(dict.fromkeys((*(rule.kept for rule in rules.stops), PAUSE, BLOCK_DONE))),
    )


# ---- stops and the state


def _is_on(rule: StopRule, answers: Answers, content: Content) -> bool:
    """A pause that was set stays until it is lifted; other stops are on while an answer that stops is the latest."""
    if rule.kept == PAUSE:
        return is_paused(answers)
    value = answers.value(rule.kept)
    options = getattr(content.question(rule.kept), "options", ())
    return bool(value) and value not in [option.key for option in options if not option.stops]


def is_paused(answers: Answers) -> bool:
    """Anything but a plain "lifted" keeps a pause that was set."""
    return answers.value(PAUSE) not in ("", "lifted")


def _state(answers: Answers, stops: tuple[StopRule, ...], today: date) -> State:
    if stops or is_paused(answers):
        return "closed"
    done = _day(answers.value(BLOCK_DONE))
    recent = done is not None and timedelta(0) <= today - done <= timedelta(days=BLOCK_LASTS)
    return "open" if recent else "not-yet"


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


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


def _next_steps(look: Look, state: State) -> Iterable[NextStep]:
    """The earliest chapter with nothing in it; then the earliest part left blank; then both ways out, or a look in."""
    step = _first(look, ON_THE_WAY, whole=True) or _first(look, ON_THE_WAY, whole=False)
    if step:
        return (step,)
    ways = [_first(look, (phase,), whole=False) for phase in (WAYS_OUT if state == "open" else ())]
    if ways and all(ways):
        return [way for way in ways if way]
    return (_first(look, ("release",), whole=False) or _look_in(look),)


def _first(look: Look, phases: tuple[str, ...], *, whole: bool) -> NextStep | None:
    """The first blank part, in the order of the way; with whole, only of chapters that are blank altogether."""
    on_the_way = [chapter for chapter in look.content.chapters if chapter.phase in phases]
    for chapter in sorted(on_the_way, key=lambda each: phases.index(each.phase)):
        blank = [section for section in _suggested(chapter) if _is_blank(section, look.answers)]
        if blank and (not whole or len(blank) == len(_suggested(chapter))):
            return _step(chapter, blank[0])
    return None


def _suggested(chapter: Chapter) -> list[Section]:
    """Lists of things are begun unasked, and a part with nothing but private questions is nobody's next step."""
    return [section for section in chapter.sections if not section.log and _open_questions(section)]


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
