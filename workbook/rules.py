"""What answers are held against: stops, criteria, help lines, sources and rulings, as frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True)
class StopRule:
    """Something that closes reaching out, in words a counsellor can read."""

    id: str
    title: str
    text: tuple[str, ...]
    kept: str  # the question that keeps it: start.pause
    sets: str  # what is written there when another question tells of it
    closes: tuple[str, ...]  # chapters, and sections of them
    lifts: str  # how it lifts, in a sentence

    def shuts(self, section_id: str) -> bool:
        """Whether this stop closes that section (chapter.section), or the chapter it is in."""
        return section_id in self.closes or section_id.partition(".")[0] in self.closes


@dataclass(frozen=True, slots=True)
class Criterion:
    """One of the sixteen things that readiness is looked at through; never added up."""

    id: str
    name: str
    title: str
    question: str  # the own view's question; empty where it is never asked
    evidence: str  # a name of standing.evidence.EVIDENCE; empty: own view only
    window: int  # days that the evidence looks back; 0: everything
    change: str  # what would change it
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HelpLine:
    """A number to call or an address to open."""

    kind: str  # emergency · crisis · harm · conduct
    name: str
    number: str
    note: str = ""
    checked: str = ""  # the day on which it was last looked up


@dataclass(frozen=True, slots=True)
class HelpPlace:
    """A country and its lines."""

    key: str
    name: str
    lines: tuple[HelpLine, ...]


@dataclass(frozen=True, slots=True)
class HelpPage:
    """What help.toml holds."""

    title: str
    text: tuple[str, ...]  # the first stands above the lines
    no_conduct: str  # below the lines of a place that has none for one's own conduct
    places: tuple[HelpPlace, ...]
    anywhere: tuple[HelpLine, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Speech:
    """How people write in one language: what a message rule needs to know to read a draft."""

    spellings: Mapping[str, str]  # "u" -> "you"
    fillers: tuple[str, ...]  # words that are passed over: really
    turns: tuple[str, ...]  # phrases that turn round what comes after: not
    turns_nothing: tuple[str, ...]  # phrases that only look so: do not know
    holds: tuple[str, ...]  # words that a turn does not reach across: because
    joins: tuple[str, ...]  # words that carry on the sentence before, even after a full stop: but
    errands: tuple[str, ...]  # words of children, home, work and money: school


@dataclass(frozen=True, slots=True)
class MessageRule:
    """One thing to look at again in a draft: how it is found, why, and who says so."""

    id: str
    title: str
    says: str  # what to look at
    reason: str
    sources: tuple[str, ...]
    kind: str  # words · too-long · late-hour · many-questions · second-message
    speech: Speech
    phrases: tuple[str, ...] = ()  # kind words: what is looked for
    takes_back: tuple[str, ...] = ()  # what looks the same and is not
    limit: int = 0  # too-long: words; many-questions: questions
    since: time | None = None  # late-hour
    until: time | None = None
    turned: bool = False  # counts even when turned round by "not"
    errands: bool = False  # does not count in a sentence about children, home, work or money
    help: bool = False  # help lines are shown with it; nothing is stored


@dataclass(frozen=True, slots=True)
class Source:
    """Where a question comes from."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Ruling:
    """Where the sources disagree, what we go by."""

    id: str
    topic: str
    ruling: str
    items: tuple[str, ...]
    shows: tuple[str, ...] = ()  # where it shows: sections, lessons or questions


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Items of the inventory that are not shipped, and why."""

    items: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything in one language's folder that answers are held against."""

    stops: tuple[StopRule, ...]
    criteria: tuple[Criterion, ...]
    help: HelpPage
    sources: tuple[Source, ...]
    rulings: tuple[Ruling, ...]
    left_out: tuple[LeftOut, ...] = ()
    messages: tuple[MessageRule, ...] = ()  # what a draft is held against
