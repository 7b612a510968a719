"""What a closed part still offers: why, reading and deleting what was written, what became of a draft, help; pure."""

from __future__ import annotations

from collections.abc import Iterator

from workbook.pages import entries
from workbook.pages.view import View
from workbook.questions import Chapter, Question, Section
from workbook.screen import Button, Group, Notice, Part, Told


def is_shut(section: Section, view: View) -> bool:
    return view.reach.hides(section) or not view.reach.takes_new(section)


def why(chapter: Chapter, view: View) -> tuple[Notice, ...]:
    """At the top of a notebook: each stop that closes it or a part of it, and how it lifts; or what “not yet” means."""
    fill, say = view.wording.fill, view.wording.say
    found = [
        Notice(f"closed-{rule.id}", fill(rule.title), (*map(fill, rule.text), fill(rule.lifts)), help=True)
        for rule in view.reach.stops
        if any(rule.shuts(section.id) and not section.stays_open for section in chapter.sections)
    ]
    waits = any(section.needs_open for section in chapter.sections)
    if not found and waits and view.reach.state == "not-yet":
        way = Button("go", say("closed.not-yet-button"), target=view.edition.content.chapters[0].notebook)
        found.append(Notice("not-yet", say("closed.not-yet"), (say("closed.not-yet-text"),), buttons=(way,)))
    return tuple(found)


def parts(section: Section, view: View) -> Iterator[Part]:
    """One line, and what was written here before. The reasons stand at the top of the notebook."""
    say, written = view.wording.say, tuple(_left_here(section, view))
    lines = [say("closed.not-yet-here" if view.reach.state == "not-yet" else "closed.here")]
    yield Told(
        "", (*lines, say("closed.written")) if any(isinstance(part, Group) for part in written) else tuple(lines)
    )
    yield from written


def _left_here(section: Section, view: View) -> Iterator[Part]:
    if not section.log:
        yield from _written(section, view)
    elif not view.reach.hides(section):
        yield from entries.kept_entries(section, view)


def _written(section: Section, view: View) -> Iterator[Part]:
    """Each answer as it stands, and a way to delete it."""
    for question in section.questions():
        value = view.told(question)
        if question.even_closed and not (view.reach.hides(section) or view.reach.is_on(question.unless)):
            yield from entries.asked_or_told(question, view.sitting, view)
        elif value:
            name = view.wording.fill(question.name or question.ask)
            said = Told("", (view.wording.in_words(question, value),))
            yield Group(question.id, name, "", (said, _delete(question, view)))


def _delete(question: Question, view: View) -> Button:
    say = view.wording.say
    return Button("erase", say("closed.delete"), target=question.id, asks=say("page.delete-asks"))
