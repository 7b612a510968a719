"""Page one of a summary: what someone who has two minutes reads. Pure.

Line ids, permanent:
session.want · session.not-yet
safety.talk · safety.paused
situation.who · situation.when · situation.last-contact · situation.ties · situation.lean
causes.mine · causes.theirs · causes.between · causes.no-side
motives.steadier · motives.heavier · motives.practical
readiness.<criterion>
change.days · change.mood · change.urge · change.sleep · change.contact · change.looked-up
strengths.strengths · questions.questions
help.crisis
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from workbook import series
from workbook.rules import HelpLine
from workbook.standing import PAUSE, CriterionStands
from workbook.summary.lines import Material, SummaryLine, SummarySection

TOP = 3
FEW, WEEK = 10, timedelta(days=7)
"""With fewer check-ins than this nothing is said of early and late."""
BOXES = {"mine": ("mine",), "theirs": ("theirs",), "between": ("between-us", "from-outside")}
GROUPS = ("steadier", "heavier", "practical")
MEASURES = ("mood", "urge", "sleep")


def page_one(told: Material) -> tuple[SummarySection, ...]:
    """In the order in which a therapist asks."""
    return (
        _for_the_session(told, "session", "want", "not-yet"),
        _safety(told),
        _situation(told),
        _causes(told),
        _motives(told),
        _readiness(told),
        _change(told),
        _for_the_session(told, "strengths", "strengths"),
        _for_the_session(told, "questions", "questions"),
        _help(told),
    )


def _section(
    told: Material, name: str, lines: Sequence[SummaryLine], lead: str = "", chart: str = ""
) -> SummarySection:
    title = told.say(f"{name}-title")
    return SummarySection(id=name, title=title, lead=lead, lines=tuple(lines), chart=chart, first=True)


def _for_the_session(told: Material, name: str, *asked: str) -> SummarySection:
    """Answers that were written for the therapist, so they are on; where nothing was said there is no line."""
    lines = [
        replace(told.fact(f"{name}.{each}", f"summary.session.{each}"), kind="quote")
        for each in asked
        if told.answered(f"summary.session.{each}")
    ]
    return _section(told, name, lines)


def _safety(told: Material) -> SummarySection:
    """Off until it is ticked, and without a detail even then."""
    lines = [SummaryLine(id="safety.talk", text=told.say("safety-talk"), on=False)]
    if told.standing.stops:
        kept = tuple(rule.kept for rule in told.standing.stops)
        lines.append(SummaryLine(id="safety.paused", text=told.say("safety-paused"), rests_on=kept, on=False))
    return _section(told, "safety", lines)


def _situation(told: Material) -> SummarySection:
    asked = {
        "who": "start.ending.who",
        "when": "start.ending.when",
        "last-contact": "start.ending.last-contact",
        "ties": "start.ties.which",
    }
    return _section(
        told, "situation", [*(told.fact(f"situation.{name}", each) for name, each in asked.items()), _lean(told)]
    )


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


def _causes(told: Material) -> SummarySection:
    chapter = told.content.chapter("causes")
    found = [cause for cause in (series.causes(told.answers, chapter) if chapter else ()) if cause.part != 0]
    lines = [_box(told, box, found) for box in BOXES]
    sides = {key for keys in BOXES.values() for key in keys}
    if without := [cause for cause in found if not sides.intersection(cause.whose)]:
        names = ", ".join(told.fill(cause.name) for cause in without[:TOP])
        rests_on = [f"causes.{cause.id}.whose" for cause in without]
        lines.append(told.told("causes.no-side", told.say("no-side"), names, rests_on))
    return _section(told, "causes", lines, told.say("causes-lead") if found else "")


def _box(told: Material, box: str, found: Sequence[series.Cause]) -> SummaryLine:
    named = [cause for cause in found if set(BOXES[box]).intersection(cause.whose)]
    return SummaryLine(
        id=f"causes.{box}",
        text=told.say(f"causes-{box}"),
        detail="" if named else told.say("none-named" if found else "not-answered"),
        items=tuple(told.fill(cause.name) for cause in named[:TOP]),
        kind="list",
        rests_on=("causes.pick", *(f"causes.{cause.id}.{each}" for cause in named[:TOP] for each in ("part", "whose"))),
    )


# ---- motives


def _motives(told: Material) -> SummarySection:
    chapter = told.content.chapter("motives")
    found = series.motives(told.answers, chapter) if chapter else ()
    last = max((when for motive in found for _, when in motive.asked), default=None)
    lead = told.say("motives-lead", day=told.day(last)) if last else ""
    return _section(told, "motives", [_group(told, group, found) for group in GROUPS], lead)


def _group(told: Material, group: str, found: Sequence[series.Motive]) -> SummaryLine:
    """The strongest few of the latest sitting; those without a rating come last."""
    ours = [motive for motive in found if motive.group == f"motives.{group}"]
    now = sorted((motive for motive in ours if motive.now), key=_rank, reverse=True)[:TOP]
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
    return _section(told, "readiness", lines, told.say("readiness-lead"))


def _criterion(told: Material, stands: CriterionStands) -> SummaryLine:
    """Own view, and beside it what the log says; one that is read from the stops stays off until it is ticked."""
    never_asked = not stands.criterion.question
    own = stands.own or ("blank" if not never_asked else "")
    return SummaryLine(
        id=f"readiness.{stands.criterion.id}",
        text=told.fill(stands.criterion.name),
        detail=told.say(own) if own else stands.evidence.words(told.wording),
        beside=told.say(f"log-{stands.evidence_says}") if stands.evidence_says and not never_asked else "",
        kind="criterion",
        tone=stands.own or "blank",
        rests_on=stands.rests_on or (PAUSE,),
        on=not never_asked,
    )


# ---- change over time


def _change(told: Material) -> SummarySection:
    """Counts and ranges as they are: nothing averaged, no cause claimed."""
    found = series.check_ins(told.answers)
    if not found:
        return _section(
            told,
            "change",
            [told.told("change.days", told.say("check-ins"), told.say("none-yet"), ("check-in.today.mood",))],
        )
    lines = [_days(told, found), *(_measure(told, name, found) for name in MEASURES)]
    lines += [
        _counted(told, "contact", series.contact_days(found), len(found)),
        _counted(told, "looked-up", series.looked_up_days(found), len(found)),
    ]
    return _section(told, "change", lines, told.say("change-lead"), chart="check-ins")


def _days(told: Material, found: Sequence[series.CheckIn]) -> SummaryLine:
    span = (found[-1].day - found[0].day).days + 1
    facts = {"n": len(found), "span": span, "first": told.day(found[0].day), "last": told.day(found[-1].day)}
    detail = told.say("check-in-days", **facts)
    return told.told("change.days", told.say("check-ins"), detail, ("check-in.today.mood",))


def _measure(told: Material, name: str, found: Sequence[series.CheckIn]) -> SummaryLine:
    """The range; with enough entries also that of the first and of the last seven days."""
    values = [(each.day, value) for each in found if (value := getattr(each, name)) is not None]
    question = told.content.question(f"check-in.today.{name}")
    text = told.name(question) if question else name
    if len(values) < FEW:
        detail = told.say("range", **_ends([value for _, value in values]), n=len(values)) if values else ""
    else:
        early = _ends([value for day, value in values if day - values[0][0] < WEEK])
        late = {
            f"late_{end}": value for end, value in _ends([v for day, v in values if values[-1][0] - day < WEEK]).items()
        }
        detail = told.say("early-and-late", **early, **late)
    return told.told(f"change.{name}", text, detail, (f"check-in.today.{name}",))


def _ends(values: Sequence[int]) -> dict[str, int]:
    return {"low": min(values), "high": max(values)}


def _counted(told: Material, name: str, days: Sequence[date], n: int) -> SummaryLine:
    """Contact and looking someone up: off until it is ticked."""
    detail = told.say("days-of", days=len(days), n=n)
    return told.told(f"change.{name}", told.say(name), detail, ("check-in.today.contact",), on=False)


# ---- help


def _help(told: Material) -> SummarySection:
    lines = list(_crisis_lines(told))
    words = "; ".join(" ".join(filter(None, (line.name, line.number))) for line in lines)
    line = told.told("help.crisis", told.say("help-text"), words, ("start.place.country",))
    return _section(told, "help", [line] if lines else [])


def _crisis_lines(told: Material) -> Iterator[HelpLine]:
    """Of the country that was given: crisis lines, then the emergency number; elsewhere the address for anywhere."""
    key = told.answers.value("start.place.country")
    place = next((place for place in told.rules.help.places if place.key == key), None)
    lines = [line for line in (place.lines if place else ()) if line.kind in ("crisis", "emergency")]
    yield from sorted(lines, key=lambda line: line.kind == "emergency")
    yield from (line for line in told.rules.help.anywhere if not place and line.kind == "crisis")
