"""All that a page is made from, and the help page that each carries; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from workbook.answers import Answers
from workbook.drafts import Concern
from workbook.questions import Question
from workbook.rulebook import Edition
from workbook.rules import HelpLine, HelpPlace, StopRule
from workbook.screen import Help, Line, Notice, Place
from workbook.standing import Reach
from workbook.wording import Wording

OLD_AFTER = 6
"""Months after which a number is shown as one to check again."""


@dataclass(frozen=True, slots=True)
class Stops:
    """The rules, which of them are on, and the answers that set one on this page and can still take it back."""

    rules: tuple[StopRule, ...] = ()
    on: frozenset[str] = frozenset()
    undoable: frozenset[str] = frozenset()  # questions
    undoable_in: frozenset[str] = frozenset()  # "question sitting"


@dataclass(frozen=True, slots=True)
class View:
    """All that a page is made from."""

    edition: Edition
    wording: Wording
    answers: Answers
    sitting: str  # the sitting of the section's chapter
    now: datetime
    private: Mapping[str, str] = field(default_factory=dict)  # in memory only: question -> value
    kept: frozenset[str] = frozenset()  # private questions whose answers the person keeps
    new_entries: tuple[str, ...] = ()  # begun and still blank
    notices: tuple[Notice, ...] = ()  # above everything
    reach: Reach = field(default_factory=Reach)
    stops: Stops = Stops()
    begun: frozenset[str] = frozenset()  # blocks whose page before was read
    checked: Mapping[str, tuple[Concern, ...]] = field(default_factory=dict)  # entry -> what the rules point at

    def value(self, question: Question, sitting: str) -> str:
        if question.private and question.id in self.private:
            return self.private[question.id]
        found = self.answers.in_sitting(question.id, sitting)
        return found.value if found else ""

    def told(self, question: Question) -> str:
        """The present answer of a question that is asked once a sitting."""
        return self.value(question, self.sitting)


def help_page(view: View) -> Help:
    """The help page, with the country of 00 first where one was given."""
    page = view.edition.rules.help
    fill = view.wording.fill
    places = tuple(_place(place, page.no_conduct, view) for place in page.places)
    here = view.answers.value("start.place.country")
    return Help(
        title=fill(page.title),
        text=tuple(map(fill, page.text)),
        places=places,
        anywhere=tuple(_line(line, view) for line in page.anywhere),
        here=here if here in {place.key for place in places} else "",
        pick=view.wording.say("page.help-places"),
    )


def lines_here(view: View, *kinds: str) -> tuple[Line, ...]:
    """Help lines of the country given in 00, kind by kind; and those for anywhere, which are there in any case."""
    return tuple(_line(line, view) for kind in kinds for line in _of_kind(view, kind))


def _of_kind(view: View, kind: str) -> Iterator[HelpLine]:
    page, here = view.edition.rules.help, view.answers.value("start.place.country")
    place = next((place for place in page.places if place.key == here), None)
    yield from (line for line in (place.lines if place else ()) if line.kind == kind)
    yield from (line for line in page.anywhere if line.kind == kind)


def _place(place: HelpPlace, no_conduct: str, view: View) -> Place:
    lines = tuple(_line(line, view) for line in place.lines)
    note = "" if any(line.kind == "conduct" for line in lines) else view.wording.fill(no_conduct)
    return Place(place.key, place.name, lines, note)


def _line(line: HelpLine, view: View) -> Line:
    day = date.fromisoformat(line.checked)
    key = "page.checked-old" if is_old(day, view.now.date()) else "page.checked"
    return Line(line.kind, line.name, line.number, line.note, view.wording.say(key, day=view.wording.day(day)))


def is_old(checked: date, today: date) -> bool:
    """Six months on, to the day."""
    months = (today.year - checked.year) * 12 + today.month - checked.month
    return months > OLD_AFTER or (months == OLD_AFTER and today.day > checked.day)
