"""All that a page is made from, and the help page that each carries; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from workbook.answers import Answers
from workbook.questions import Question
from workbook.rulebook import Edition
from workbook.rules import HelpLine, HelpPlace
from workbook.screen import Help, Line, Notice, Place
from workbook.wording import Wording


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
    beside: Mapping[str, tuple[Notice, ...]] = field(default_factory=dict)  # right after the question they belong to

    def value(self, question: Question, sitting: str) -> str:
        if question.private and question.id in self.private:
            return self.private[question.id]
        found = self.answers.in_sitting(question.id, sitting)
        return found.value if found else ""


def help_page(view: View) -> Help:
    """The help page, with the country of 00 first where one was given."""
    page = view.edition.rules.help
    fill = view.wording.fill
    places = tuple(_place(place, page.no_conduct, view.wording) for place in page.places)
    here = view.answers.value("start.place.country")
    return Help(
        title=fill(page.title),
        text=tuple(map(fill, page.text)),
        places=places,
        anywhere=tuple(_line(line, view.wording) for line in page.anywhere),
        here=here if here in {place.key for place in places} else "",
        pick=view.wording.say("page.help-places"),
    )


def _place(place: HelpPlace, no_conduct: str, wording: Wording) -> Place:
    lines = tuple(_line(line, wording) for line in place.lines)
    note = "" if any(line.kind == "conduct" for line in lines) else wording.fill(no_conduct)
    return Place(place.key, place.name, lines, note)


def _line(line: HelpLine, wording: Wording) -> Line:
    checked = wording.say("page.checked", day=wording.day(date.fromisoformat(line.checked)))
    return Line(line.kind, line.name, line.number, line.note, checked)
