"""A question -> the field that a form draws, with why it is asked; a lesson -> what is told; pure."""

from __future__ import annotations

from workbook.kinds import KIND_OF
from workbook.pages.view import View
from workbook.questions import APART, Condition, Lesson, Number, Option, Question, Section, Words
from workbook.screen import Field, Shown, Told


def is_asked(question: Question, section: Section, view: View) -> bool:
    """Whether it is there now: not retired, not hidden by a stop, and what it depends on was said."""
    if question.retired or view.reach.is_on(question.unless):
        return False
    return holds(question.when, section, view, view.sitting)


def is_told(lesson: Lesson, section: Section, view: View) -> bool:
    return not view.reach.is_on(lesson.unless) and holds(lesson.when, section, view, view.sitting)


def holds(when: Condition | None, section: Section, view: View, sitting: str) -> bool:
    if when is None:
        return True
    held_by = next(each for each in section.asked if each.id == when.question)
    return bool(when.keys & set(view.value(held_by, sitting).split()))


def field(question: Question, view: View, sitting: str) -> Field:
    """One question as it stands now."""
    fill, value = view.wording.fill, view.value(question, sitting)
    said = view.answers.in_sitting(question.id, sitting)
    number = question if isinstance(question, Number) else None
    return Field(
        question=question.id,
        sitting=sitting,
        kind=KIND_OF[type(question)],
        ask=fill(question.ask),
        hint=fill(question.hint),
        why=why(question, view),
        options=tuple(_shown(option, view) for option in getattr(question, "options", ())),
        value=value,
        before=_before(question, view, sitting) if not value else "",
        marked=view.wording.say("page.marked") if said and said.edited else "",
        low=number.low if number else 0,
        high=number.high if number else 0,
        low_label=fill(number.low_label) if number else "",
        high_label=fill(number.high_label) if number else "",
        lines=question.lines if isinstance(question, Words) else 0,
        private=question.private,
        keeps=question.id in view.kept,
    )


def _shown(option: Option, view: View) -> Shown:
    fill = view.wording.fill
    return Shown(option.key, fill(option.label), fill(option.hint), apart=option.key in APART, alone=option.alone)


def told(lesson: Lesson, view: View) -> Told:
    """A lesson, with where it comes from."""
    fill = view.wording.fill
    return Told(fill(lesson.title), tuple(map(fill, lesson.text)), named(lesson.sources, view))


def why(question: Question, view: View) -> tuple[str, ...]:
    """ "Why we ask": the reason, where it comes from, and our ruling where the sources differ."""
    say = view.wording.say
    found = [view.wording.fill(question.why)] if question.why else []
    if sources := named(question.sources, view):
        found.append(say("page.why-from", sources="; ".join(sources)))
    rulings = [each for each in view.edition.rules.rulings if {each.id, *each.items} & set(question.sources)]
    return (*found, *(say("page.ruling", topic=each.topic, ruling=each.ruling) for each in rulings))


def named(sources: tuple[str, ...], view: View) -> tuple[str, ...]:
    """The titles behind ids such as S5.12, each once; a ruling among them is told in full elsewhere."""
    titles = {source.id: source.title for source in view.edition.rules.sources}
    found = (titles.get(each) or titles.get(each.partition(".")[0]) for each in sources)
    return tuple(dict.fromkeys(title for title in found if title))


def _before(question: Question, view: View, sitting: str) -> str:
    """Last time's answer in words, for the grey line under a blank question."""
    last = None if question.private or sitting.startswith("e") else view.answers.before(question.id, sitting)
    if not last:
        return ""
    day = view.wording.day(last.at.date(), view.now.date())
    return view.wording.say("page.last-time", day=day, answer=view.wording.in_words(question, last.value))
