"""A log on the screen: its entries, what is asked of them later, and what is left of them while it is closed; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbook.answers import sitting_order
from workbook.pages import drafts
from workbook.pages.fields import field
from workbook.pages.notices import beside
from workbook.pages.view import View
from workbook.questions import NOT_SURE, Question, Section, Words
from workbook.screen import Button, Field, Group, Notice, Part, Told
from workbook.series.followed import follow_up_of
from workbook.standing import is_stopping

Within = Field | Told | Button | Notice


def log(section: Section, view: View) -> Iterator[Part]:
    """Every entry, and a way to begin another."""
    words = view.wording
    if section.checks:
        yield drafts.what_is_looked_at(view)
    for number, entry in enumerate(_entries(section, view), 1):
        yield _entry(section, entry, number, view)
    yield Button(action="add-entry", label=words.say("page.add-entry", entry=section.entry_name), target=section.id)


def shown(section: Section, view: View) -> Iterator[Part]:
    """Open entries of other chapters that can be followed up here; none while a stop closes theirs."""
    found = [each for name in section.shows for each in _open_entries(name, view)]
    yield from found
    if section.shows and not found:
        yield Told("", (view.wording.say("page.none-open"),))


def _open_entries(name: str, view: View) -> Iterator[Group]:
    log_section = view.edition.content.section(name)
    if log_section is None or view.reach.shutting(name):
        return
    for entry in view.answers.entries(name):
        if later := _follow_up(log_section, entry, view):
            yield Group(f"{name} {entry}", _title(log_section, entry, view), "", later)


def kept_entries(section: Section, view: View) -> Iterator[Part]:
    """While it is closed: what each entry says, what may still be said of it, and a way to delete it."""
    for number, entry in enumerate(_entries(section, view), 1):
        said = [
            Told(view.wording.fill(question.name or question.ask), (view.wording.in_words(question, value),))
            for question in section.asked
            if not question.even_closed and (value := view.value(question, entry))
        ]
        still = [
            each for question in section.asked if question.even_closed for each in asked_or_told(question, entry, view)
        ]
        parts = (*said, *still, *_follow_up(section, entry, view, shut=True), _delete(section, entry, view))
        yield Group(entry, _heading(section, number, view), "", parts)


def _entries(section: Section, view: View) -> list[str]:
    return sorted({*view.answers.entries(section.id), *view.new_entries}, key=sitting_order)


def _entry(section: Section, entry: str, number: int, view: View) -> Group:
    asked = [question for question in section.asked if not (question.retired or view.reach.is_on(question.unless))]
    fields: list[Within] = []
    for question in asked:
        fields += asked_or_told(question, entry, view)
        if section.checks and isinstance(question, Words):
            fields += drafts.check(section, entry, view)
    rest = drafts.rest(section, entry, view) if section.checks else ()
    later = _follow_up(section, entry, view) if _may_be_asked_here(section, entry, view) else ()
    return Group(entry, _heading(section, number, view), "", (*fields, *rest, *later, _delete(section, entry, view)))


def _may_be_asked_here(section: Section, entry: str, view: View) -> bool:
    """Where it is written, nothing asks how it went before a day was named; without one, the check-in asks."""
    later = section.follow_ups
    if later is None or not later.due or view.answers.follow_ups(later.asked[0].id, entry):
        return True
    named = view.answers.in_sitting(later.due, entry)
    return named is not None and named.value not in ("", NOT_SURE)


def asked_or_told(question: Question, entry: str, view: View) -> list[Within]:
    """The field and what it calls for; an answer that set a stop on an earlier page stays as it is."""
    value = view.value(question, entry)
    if not question.private and is_stopping(question, value) and f"{question.id} {entry}" not in view.stops.undoable_in:
        name = view.wording.fill(question.name or question.ask)
        return [Told(name, (view.wording.in_words(question, value),))]
    return [field(question, view, entry), *beside(question, entry, view)]


def _follow_up(section: Section, entry: str, view: View, *, shut: bool = False) -> tuple[Within, ...]:
    """What was said of it later, and the question that is open now; in a part that is shut, only one that may be."""
    later = section.follow_ups
    if later is None:
        return ()
    state = follow_up_of(view.answers, later, entry, view.now.date())
    if not state.open or (shut and not later.asked[0].even_closed):
        rows = view.answers.follow_ups(later.asked[0].id, entry)
        return tuple(_said_later(later.asked, row.sitting, view) for row in rows)
    said = [_said_later(later.asked, sitting, view) for sitting in state.said]
    return (*said, *(each for question in later.asked for each in asked_or_told(question, state.open, view)))


def _said_later(asked: Sequence[Question], sitting: str, view: View) -> Told:
    """What was said on one day: how it went, and each line beside it."""
    first, *others = asked
    row = view.answers.in_sitting(first.id, sitting)
    day = view.wording.day(row.at.date(), view.now.date()) if row else ""
    answer = view.wording.in_words(first, row.value) if row else ""
    beside_it = [view.wording.in_words(each, value) for each in others if (value := view.value(each, sitting))]
    return Told("", (view.wording.say("page.last-time", day=day, answer=answer), *beside_it))


def _title(section: Section, entry: str, view: View) -> str:
    """The entry's first words, or its number where it has none."""
    texts = (view.value(question, entry) for question in section.asked if isinstance(question, Words))
    entries = view.answers.entries(section.id)
    return next(filter(None, texts), "") or _heading(section, entries.index(entry) + 1, view)


def _heading(section: Section, number: int, view: View) -> str:
    name = section.entry_name
    return view.wording.say("page.entry", Entry=name[:1].upper() + name[1:], number=number)


def _delete(section: Section, entry: str, view: View) -> Button:
    what = "burn" if section.burns else "delete"
    say, name = view.wording.say, section.entry_name
    return Button("delete-entry", say(f"page.{what}-entry", entry=name), target=entry, asks=say(f"page.{what}-asks"))
