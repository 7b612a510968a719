"""Section + answers + what else is known -> the Page that a form draws; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbook.pages import block, closed, entries
from workbook.pages.fields import field, holds, is_asked, is_told, told
from workbook.pages.notices import beside
from workbook.pages.view import View, help_page, lines_here
from workbook.questions import Choices, Item, Lesson, Question, Section
from workbook.screen import Button, Field, Group, Notice, Page, Part


def section_page(section: Section, view: View) -> Page:
    """One form: notices, what is told, what is asked, and what may be asked next."""
    parts = tuple(_parts(section, view))
    asked = [each for each in _fields(parts) if each.type == "field"]
    answered = sum(bool(each.value) for each in asked)
    words = view.wording
    shut = closed.is_shut(section, view)
    return Page(
        id=section.id,
        kind="section",
        title=words.fill(section.title),
        lead="" if shut else words.fill(section.lead),
        answered=answered,
        asked=0 if section.log or shut or len(asked) == 1 else len(asked),
        progress=words.say("page.progress", answered=answered, asked=len(asked)),
        saved=_saved(section, view),
        parts=(*view.notices, *parts),
        settle="" if shut else words.fill(section.settle),
        help=help_page(view),
        words=words.group("form"),
    )


def _saved(section: Section, view: View) -> str:
    """ "Saved 21:04", or the day where it was not today; empty while nothing of this sitting is on disk."""
    found = (row for question in section.questions() for row in view.answers.by_sitting(question.id))
    rows = [row for row in found if section.log or row.sitting == view.sitting]
    if not rows:
        return ""
    at = max(row.at for row in rows).astimezone(view.now.tzinfo)
    if at.date() == view.now.date():
        return view.wording.say("page.saved", time=f"{at:%H:%M}")
    return view.wording.say("page.saved-before", day=view.wording.day(at.date(), view.now.date()))


def _parts(section: Section, view: View) -> Iterator[Part]:
    if closed.is_shut(section, view):
        yield from closed.parts(section, view)
    elif section.block and section.id not in view.begun:
        yield from block.before(section, view)
    else:
        yield from _asked_first(section, view)


def _asked_first(section: Section, view: View) -> Iterator[Part]:
    """While a pause is on, an order is asked about before anything else, and kept nowhere."""
    first = section.first_under_pause
    if first and view.reach.is_on("harm"):
        question = next(each for each in section.asked if each.id == first.question)
        yield field(question, view, view.sitting)
        if not holds(first, section, view, view.sitting):
            say = view.wording.say
            lines = lines_here(view, "emergency", "harm", "conduct")
            yield Notice("order", say("closed.order"), (say("closed.order-text"),), help=True, lines=lines)
            return
    yield from _usual(section, view)


def _usual(section: Section, view: View) -> Iterator[Part]:
    lessons = [lesson for lesson in section.lessons if is_told(lesson, section, view)]
    yield from (told(lesson, view) for lesson in lessons if not lesson.after)
    if section.log:
        yield from entries.log(section, view)
    yield from entries.shown(section, view)
    if section.pick:
        yield field(section.pick, view, view.sitting)
        yield from _picked(section, section.pick, view)
    first = section.first_under_pause.question if section.first_under_pause else ""
    asked = () if section.log else [question for question in section.asked if question.id != first]
    yield from (
        block.once(_one_by_one(asked, lessons, section, view))
        if section.block
        else _one_by_one(asked, lessons, section, view)
    )
    if section.block:
        yield from block.closing(section, view)
    if section.sheet:
        yield Button("write-sheet", view.wording.say("writing.sheet-button"), target=section.id)


def _one_by_one(asked: Iterable[Question], lessons: list[Lesson], section: Section, view: View) -> Iterator[Part]:
    """Each question, what is told after it, and what its answer calls for."""
    for question in asked:
        is_there = is_asked(question, section, view)
        if is_there:
            yield field(question, view, view.sitting)
        after = question.id.rpartition(".")[2]
        yield from (told(lesson, view) for lesson in lessons if lesson.after == after)
        if is_there:
            yield from beside(question, view.sitting, view)


def _picked(section: Section, pick: Choices, view: View) -> Iterator[Group]:
    chosen = view.value(pick, view.sitting).split()
    yield from (_item(item, view) for item in section.items if item.id in chosen and item.each)


def _item(item: Item, view: View) -> Group:
    fill = view.wording.fill
    fields = tuple(field(question, view, view.sitting) for question in item.each if not question.retired)
    return Group(item.id, fill(item.name), fill(item.hint), fields)


def _fields(parts: tuple[Part, ...]) -> Iterator[Field]:
    for part in parts:
        if isinstance(part, Field):
            yield part
        elif isinstance(part, Group):
            yield from (each for each in part.parts if isinstance(each, Field))
