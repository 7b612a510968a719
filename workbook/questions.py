"""What can be asked: chapters, sections, questions of each kind, scales and lessons, as frozen records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

NOT_SURE = "not-sure"
"""The key of "not sure", the same on every scale and choice, so that a skipped answer and an unsure one differ."""

APART = frozenset([NOT_SURE, "prefer-not-to-say"])
"""Drawn with a dashed edge: these say that one does not say."""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: a permanent key, and words that may be reworded."""

    key: str
    label: str
    hint: str = ""
    stops: bool = False  # choosing it sets the question's stop
    sets: str = ""  # the stop that it sets; empty: the question's own
    concern: bool = False  # choosing it shows that there is help for one's own conduct too
    crisis: bool = False  # choosing it shows the crisis lines first
    lifts: bool = False  # choosing it lifts the question's stop
    alone: bool = False  # "none of these": choosing it takes back the others, and the other way round


@dataclass(frozen=True, slots=True)
class Scale:
    """Named levels, lowest first; "not sure" stands beside them and has no rank."""

    id: str
    levels: tuple[Option, ...]
    unsure: Option

    def rank(self, key: str) -> int | None:
        """0 for the lowest level; None for not sure, blank or an unknown key."""
        keys = [level.key for level in self.levels]
        return keys.index(key) if key in keys else None


@dataclass(frozen=True, slots=True)
class Condition:
    """Asked only while another question of the section has one of these answers."""

    question: str
    keys: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What every kind of question has; the kinds below add how it may be answered."""

    id: str  # chapter.section.question, chapter.section (a pick) or chapter.item.each; permanent
    ask: str
    name: str = ""  # short, for charts and the summary
    hint: str = ""
    why: str = ""
    sources: tuple[str, ...] = ()  # ids of the inventory, or of sources.toml
    codes: tuple[str, ...] = ()  # cause codes and criteria this covers
    private: bool = False
    stop: str = ""  # the stop rule that this question can set
    lifts: str = ""  # the stop rule that its lifting options lift; empty: its own
    unless: str = ""  # not asked while this stop is on
    even_closed: bool = False  # still asked while a stop closes its section
    when: Condition | None = None
    retired: bool = False
    kept: bool = False  # written by the desk, never asked

    @property
    def chapter(self) -> str:
        return self.id.partition(".")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating(Question):
    """A named scale."""

    scale: Scale

    @property
    def options(self) -> tuple[Option, ...]:
        return (*self.scale.levels, self.scale.unsure)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Question):
    """One of several."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices(Question):
    """Any of several, stored as keys in content order joined by one space."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Question):
    """A whole number between two ends, both named; "not sure" is always possible."""

    low: int
    high: int
    low_label: str = ""
    high_label: str = ""
    options: tuple[Option, ...] = ()  # not sure


@dataclass(frozen=True, slots=True, kw_only=True)
class Day(Question):
    """A calendar day."""

    options: tuple[Option, ...] = ()  # "I do not remember"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words(Question):
    """Text in the person's own words."""

    lines: int = 3  # height of the box; 1 is a single line


@dataclass(frozen=True, slots=True)
class Item:
    """Something to pick; picked, each of its questions is asked."""

    id: str
    name: str
    hint: str = ""
    sources: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    each: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Lesson:
    """Something told, not asked; stands before the questions, or after the one it names."""

    id: str
    title: str
    text: tuple[str, ...]  # paragraphs
    sources: tuple[str, ...] = ()
    after: str = ""
    when: Condition | None = None
    unless: str = ""  # not told while this stop is on


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUps:
    """What is asked of an entry later, until an answer ends it; stored as e7.1, e7.2."""

    asked: tuple[Question, ...]
    due: str = ""  # the entry's date question, by its full id; empty: at once
    after: Condition | None = None  # only of entries with one of these answers
    until: frozenset[str] = frozenset()  # keys of the first question that end it


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One form on the screen."""

    id: str  # chapter.section
    title: str
    lead: str = ""
    settle: str = ""  # a settling line at its foot
    lessons: tuple[Lesson, ...] = ()
    pick: Choices | None = None
    items: tuple[Item, ...] = ()
    asked: tuple[Question, ...] = ()  # plain questions; of each entry, in a log
    log: bool = False
    entry_name: str = ""  # what one entry of a log is called: "thing", "urge"
    follow_ups: FollowUps | None = None
    block: bool = False  # the safety questions: a page before them, and a closing button
    before: tuple[str, ...] = ()  # the paragraphs of that page
    needs_open: bool = False  # takes something new only while reaching out is open
    stays_open: bool = False  # as usual even while a stop closes its chapter
    unless: str = ""  # not there at all while this stop is on
    checks: bool = False  # a log of drafts: each can be held against the message rules
    burns: bool = False  # a log of letters: "burn" instead of "delete"
    sheet: bool = False  # writes the chapter's answers as a sheet to print
    shows: tuple[str, ...] = ()  # logs of other chapters whose open entries are followed up here
    first_under_pause: Condition | None = None  # asked only while a pause is on, and before everything else

    def questions(self) -> Iterator[Question]:
        """Every question that this section can ask, picks and items included."""
        if self.pick:
            yield self.pick
        for item in self.items:
            yield from item.each
        yield from self.asked
        if self.follow_ups:
            yield from self.follow_ups.asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One notebook, one file of answers."""

    id: str
    phase: str
    title: str
    lead: str = ""
    minutes: int = 0
    notebook: str = ""  # the file name of its notebook
    repeat: str = ""  # "" asked once · "each-day" · "after-a-day": when opening begins a fresh sitting by itself
    sections: tuple[Section, ...] = ()
    kept: tuple[Question, ...] = ()  # written by the desk, never asked
    settle: str = ""

    def questions(self) -> Iterator[Question]:
        """Every question of the chapter, in the order they are asked, retired and kept ones included."""
        for section in self.sections:
            yield from section.questions()
        yield from self.kept


@dataclass(frozen=True, slots=True)
class Content:
    """Everything in one language's folder that is asked; what it is held against is in rules.py."""

    language: str
    chapters: tuple[Chapter, ...]
    scales: dict[str, Scale] = field(default_factory=dict)

    def chapter(self, chapter_id: str) -> Chapter | None:
        return next((c for c in self.chapters if c.id == chapter_id), None)

    def question(self, question_id: str) -> Question | None:
        chapter = self.chapter(question_id.partition(".")[0])
        return next((q for q in chapter.questions() if q.id == question_id), None) if chapter else None

    def section(self, section_id: str) -> Section | None:
        chapter = self.chapter(section_id.partition(".")[0])
        return next((s for s in chapter.sections if s.id == section_id), None) if chapter else None
