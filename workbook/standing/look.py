"""What a piece of evidence may look at, and what it gives back; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from workbook.answers import Answers
from workbook.questions import Content
from workbook.wording import Wording

Says = Literal["met", "not-met", "unclear", ""]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of the wording and what fills it, so that a standing is the same for any name or pronoun."""

    key: str = ""
    facts: tuple[tuple[str, str], ...] = ()  # labels of the content and numbers; never a person's own words

    def __bool__(self) -> bool:
        return bool(self.key)

    def words(self, wording: Wording) -> str:
        """The sentence; empty where there is none."""
        return wording.say(self.key, **{name: wording.fill(fact) for name, fact in self.facts}) if self.key else ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the log shows about a criterion, and the questions it was read from."""

    said: Said = Said()
    says: Says = ""
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """What a piece of evidence may look at."""

    answers: Answers
    content: Content
    today: date
    window: int = 0  # days; 0: everything

    def holds(self, day: date) -> bool:
        """Whether a day lies in the window."""
        return day <= self.today and (not self.window or self.today - day < timedelta(days=self.window))


def facts_of(**facts: object) -> tuple[tuple[str, str], ...]:
    """What fills a sentence."""
    return tuple((name, str(fact)) for name, fact in facts.items())
