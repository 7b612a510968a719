"""Page one of a summary: what someone who has two minutes reads. Pure.

Line ids, permanent:
session.want · session.not-yet
safety.talk · safety.paused
situation.who · situation.when · situation.last-contact · situation.contact · situation.ties · situation.lean
causes.mine · causes.theirs · causes.between · causes.no-side
motives.steadier · motives.heavier · motives.practical
readiness.<criterion>
change.… (change.py)
strengths.strengths · questions.questions
help.crisis
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from workbook import series
from workbook.rules import HelpLine
from workbook.standing import PAUSE, CriterionStands
from workbook.summary.change import change
from workbook.summary.guarded import rests_on_guarded
from workbook.summary.lines import Material, SummaryLine, SummarySection

TOP = 3
LATELY = timedelta(days=14)
"""Being in touch now: what the check-ins of these days say."""
BOXES = {"mine": ("mine",), "theirs": ("theirs",), "between": ("between-us", "from-outside")}
GROUPS = ("steadier", "heavier", "practical")


def page_one(told: Material, top: int = TOP) -> tuple[SummarySection, ...]:
    """In the order in which a therapist asks; top: how many causes a box holds, and reasons a kind."""
    return (
        _for_the_session(told, "session", "want", "not-yet"),
        _safety(told),
        _situation(told),
        _causes(told, top),
        _motives(told, top),
        _readiness(told),
        change(told),
        _for_the_session(told, "strengths", "strengths"),
        _for_the_session(told, "questions", "questions"),
        _help(told),
    )


def _for_the_session(told: Material, name: str, *asked: str) -> SummarySection:
    """Answers that were written for the therapist, so they are on; one that was skipped says so."""
    return told.on_page_one(name, [_written(told, f"{name}.{each}", f"summary.session.{each}") for each in asked])


def _written(told: Material, line_id: str, question_id: str) -> SummaryLine:
    line = told.fact(line_id, question_id)
    return replace(line, kind="quote") if told.answered(question_id) else line


def _safety(told: Material) -> SummarySection:
    """Off until it is ticked, and without a detail even then."""
    lines = [SummaryLine(id="safety.talk", text=told.say("safety-talk"), anew=True)]
    if told.standing.stops:
        kept = tuple(rule.kept for rule in told.standing.stops)
        lines.append(SummaryLine(id="safety.paused", text=told.say("safety-paused"), rests_on=kept))
    return told.on_page_one("safety", lines)


def _situation(told: Material) -> SummarySection:
    lines = [
        told.fact("situation.who", "start.ending.who"),
        told.fact("situation.when", "start.ending.when"),
        told.fact("situation.last-contact", "start.ending.last-contact"),
        _contact_now(told),
        told.fact("situation.ties", "start.ties.which"),
        _lean(told),
    ]
    return told.on_page_one("situation", lines)


def _contact_now(told: Material) -> SummaryLine:
    """What the check-ins of the last two weeks say; contact that was needed is no contact."""
    found = [each for each in series.check_ins(told.answers) if told.today - LATELY < each.day and each.contact]
    days = len(series.contact_days(found))
    detail = told.say("contact-now", days=days, n=len(found)) if found else ""
    return told.told("situation.contact", told.say("contact-lately"), detail, ("check-in.today.contact",))


def _lean(told: Material) -> SummaryLine:
    """As of today in 10, with how sure; else as it was told with the reasons."""
    today, earlier = "summary.session.lean", "motives.honest.lean"
    question = today if told.answers.latest(today) else earlier
    line, leaning = told.fact("situation.lean", question), told.answers.latest(question)
    if not leaning:
        return line
    sure = told.answered("summary.session.how-sure") if question == today else ""
    detail = told.say("how-sure", lean=line.detail, sure=sure) if sure.isdigit() else line.detail
    return replace(line, detail=detail, beside=told.say("said", day=told.day(leaning.at.date())))


# ---- causes


def _causes(told: Material, top: int) -> SummarySection:
    chapter = told.content.chapter("causes")
    found = [cause for cause in (series.causes(told.answers, chapter) if chapter else ()) if cause.part != 0]
    lines = [_box(told, box, found, top) for box in BOXES]
    sides = {key for keys in BOXES.values() for key in keys}
    if without := [cause for cause in found if not sides.intersection(cause.whose)]:
        names = ", ".join(told.fill(cause.name) for cause in without[:top])
        rests_on = [f"causes.{cause.id}.whose" for cause in without]
        lines.append(told.told("causes.no-side", told.say("no-side"), names, rests_on))
    return told.on_page_one("causes", lines, told.say("causes-lead", top=top) if found else "")


def _box(told: Material, box: str, found: Sequence[series.Cause], top: int) -> SummaryLine:
    named = [cause for cause in found if set(BOXES[box]).intersection(cause.whose)]
    shown = named[:top]
    return SummaryLine(
        id=f"causes.{box}",
        text=told.say(f"causes-{box}"),
        detail="" if named else told.say("none-named" if found else "not-answered"),
        items=tuple(told.fill(cause.name) for cause in shown),
        kind="list",
        rests_on=("causes.pick", *(f"causes.{cause.id}.{each}" for cause in shown for each in ("part", "whose"))),
    )


# ---- motives


def _motives(told: Material, top: int) -> SummarySection:
    chapter = told.content.chapter("motives")
    found = series.motives(told.answers, chapter) if chapter else ()
    last = max((when for motive in found for _, when in motive.asked), default=None)
    lead = told.say("motives-lead", day=told.day(last)) if last else ""
    return told.on_page_one("motives", [_group(told, group, found, top) for group in GROUPS], lead)


def _group(told: Material, group: str, found: Sequence[series.Motive], top: int) -> SummaryLine:
    """The strongest few of the latest sitting; those without a rating come last."""
    ours = [motive for motive in found if motive.group == f"motives.{group}"]
    now = sorted((motive for motive in ours if motive.now), key=_rank, reverse=True)[:top]
    words = "; ".join(_rated(told, motive) for motive in now)
    rests_on = [f"motives.{group}", *(f"motives.{motive.id}.strength" for motive in now)]
    return told.told(f"motives.{group}", told.say(f"motives-{group}"), words, rests_on)


def _rank(motive: series.Motive) -> int:
    return -1 if motive.now is None or motive.now.rank is None else motive.now.rank


def _rated(told: Material, motive: series.Motive) -> str:
    label = motive.now.label if motive.now else ""
    return f"{told.fill(motive.name)} ({told.fill(label).lower()})" if label else told.fill(motive.name)


# ---- readiness


def _readiness(told: Material) -> SummarySection:
    lines = [_criterion(told, each) for each in told.standing.criteria]
    return told.on_page_one("readiness", lines, told.say("readiness-lead"))


def _criterion(told: Material, stands: CriterionStands) -> SummaryLine:
    """The own view, and beside it what the log says where it says something else, plainly."""
    question = stands.criterion.question
    if not question:  # read from the stops
        return SummaryLine(
            id=f"readiness.{stands.criterion.id}",
            text=told.fill(stands.criterion.name),
            detail=stands.evidence.words(told.wording),
            kind="criterion",
            tone="blank",
            rests_on=stands.rests_on or (PAUSE,),
        )
    rests_on = stands.rests_on
    shows = stands.evidence_says in ("met", "not-met") and stands.evidence_says != stands.own
    if not shows or rests_on_guarded(rests_on, told.content):
        shows, rests_on = False, (question,)
    return SummaryLine(
        id=f"readiness.{stands.criterion.id}",
        text=told.fill(stands.criterion.name),
        detail=told.say(stands.own or "blank"),
        beside=told.say(f"log-{stands.evidence_says}") if shows else "",
        kind="criterion",
        tone=stands.own or "blank",
        rests_on=rests_on,
    )


# ---- help


def _help(told: Material) -> SummarySection:
    lines = list(_crisis_lines(told))
    words = "; ".join(" ".join(filter(None, (line.name, line.number))) for line in lines)
    line = told.told("help.crisis", told.say("help-text"), words, ("start.place.country",))
    return told.on_page_one("help", [line] if lines else [])


def _crisis_lines(told: Material) -> Iterator[HelpLine]:
    """Of the country that was given: crisis lines, then the emergency number; elsewhere the address for anywhere."""
    key = told.answers.value("start.place.country")
    place = next((place for place in told.rules.help.places if place.key == key), None)
    lines = [line for line in (place.lines if place else ()) if line.kind in ("crisis", "emergency")]
    yield from sorted(lines, key=lambda line: line.kind == "emergency")
    yield from (line for line in told.rules.help.anywhere if not place and line.kind == "crisis")
