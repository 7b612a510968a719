"""What answers are held against: stops, criteria, help lines, sources and rulings, as frozen records."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StopRule:
    """Something that closes reaching out, in words a counsellor can read."""

    id: str
    title: str
    text: tuple[str, ...]
    kept: str  # the question that keeps it: start.pause
    closes: tuple[str, ...]  # chapters
    lifts: str  # how it lifts, in a sentence


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


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything in one language's folder that answers are held against."""

    stops: tuple[StopRule, ...]
    criteria: tuple[Criterion, ...]
    help: HelpPage
    sources: tuple[Source, ...]
    rulings: tuple[Ruling, ...]
