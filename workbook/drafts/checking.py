"""concerns(): which message rules have something to say about a draft, and at which words; pure, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import time
from functools import lru_cache
from typing import Final, Literal

from workbook.drafts.phrases import GAP, Found, Node, find, spelled_out
from workbook.drafts.reading import Reader, Word, how_many_words, questions
from workbook.rules import MessageRule, Speech

Earlier = Literal["none", "sent"]
Span = tuple[int, int]
REACH: Final = 4
"""Words between "not" and what it turns round: not asking you to [come back]."""
_TURNS, _TURNS_NOTHING, _ERRANDS = -1, -2, -3


@dataclass(frozen=True, slots=True)
class Concern:
    """A rule that has something to say, and the words it points at; none where it is about length, time or silence."""

    rule: MessageRule
    spans: tuple[Span, ...] = ()
    words: tuple[str, ...] = ()


def concerns(draft: str, rules: Sequence[MessageRule], when: time | None, earlier: Earlier) -> tuple[Concern, ...]:
    """What to look at again, in the order of the rules; `when` is the hour at which it would be sent."""
    if not draft.strip():
        return ()
    spans = [_said(draft, tuple(rules)), _counted(draft, rules), _sent(rules, when, earlier)]
    found = {rule_id: places for each in spans for rule_id, places in each.items()}
    return tuple(_concern(draft, rule, found[rule.id]) for rule in rules if rule.id in found)


def _concern(draft: str, rule: MessageRule, places: Iterable[Span]) -> Concern:
    spans = _merged(places)
    return Concern(rule, spans, tuple(draft[start:end] for start, end in spans))


def _merged(places: Iterable[Span]) -> tuple[Span, ...]:
    """In order, and those that overlap as one."""
    spans: list[Span] = []
    for start, end in sorted(set(places)):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return tuple(spans)


def _sent(rules: Iterable[MessageRule], when: time | None, earlier: Earlier) -> dict[str, list[Span]]:
    """Rules about when it would be sent, and after what."""
    late = {rule.id for rule in rules if rule.kind == "late-hour" and when is not None and _is_late(rule, when)}
    second = {rule.id for rule in rules if rule.kind == "second-message" and earlier == "sent"}
    return {rule_id: [] for rule_id in late | second}


def _is_late(rule: MessageRule, when: time) -> bool:
    since, until = rule.since or time.min, rule.until or time.min
    hour = when.replace(tzinfo=None)
    return since <= hour < until if since <= until else hour >= since or hour < until


def _counted(draft: str, rules: Iterable[MessageRule]) -> dict[str, list[Span]]:
    """Rules about how long it is and how much it asks."""
    asked = questions(draft)
    long: dict[str, list[Span]] = {
        rule.id: [] for rule in rules if rule.kind == "too-long" and how_many_words(draft) > rule.limit
    }
    many = {rule.id: asked for rule in rules if rule.kind == "many-questions" and len(asked) > rule.limit}
    return long | many


def _said(draft: str, rules: tuple[MessageRule, ...]) -> dict[str, list[Span]]:
    """Rules about words."""
    if not rules:
        return {}
    known = _lexicon(rules)
    words = known.reader.words(draft)
    seen = _Seen(known, words, list(find(known.root, words)))
    spoken = [(rule, place) for place, rule in enumerate(rules) if rule.kind == "words"]
    kept = {rule.id: seen.kept(rule, 2 * place) for rule, place in spoken}
    return {
        name: [(words[one.first].start, words[one.last].end) for one in each] for name, each in kept.items() if each
    }


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """All phrases of all rules as one tree; owner 2n is rule n's phrase, 2n + 1 is what takes it back."""

    reader: Reader
    root: Node
    holds: frozenset[str]


class _Seen:
    """What was found in one draft, and what of it counts."""

    def __init__(self, known: _Lexicon, words: Sequence[Word], found: Sequence[Found]) -> None:
        self._words = words
        self._holds = known.holds
        self._found: dict[int, list[Found]] = {}
        for one in found:
            self._found.setdefault(one.owner, []).append(one)
        no_turns = {at for one in self._of(_TURNS_NOTHING) for at in range(one.first, one.last + 1)}
        self._turns = {one.last for one in self._of(_TURNS)} - no_turns
        self._errands = {words[one.first].sentence for one in self._of(_ERRANDS)}

    def kept(self, rule: MessageRule, owner: int) -> list[Found]:
        """The rule's phrases that are neither turned round nor taken back."""
        longest: dict[int, int] = {}  # word -> the length of the longest phrase there that takes back
        for back in self._of(owner + 1):
            for at in range(back.first, back.last + 1):
                longest[at] = max(longest.get(at, 0), back.last - back.first)
        return [one for one in self._of(owner) if self._counts(rule, one) and not _taken_back(one, longest)]

    def _of(self, owner: int) -> list[Found]:
        return self._found.get(owner, [])

    def _counts(self, rule: MessageRule, one: Found) -> bool:
        if rule.errands and self._words[one.first].sentence in self._errands:
            return False
        return rule.turned or not self._is_turned(one.first)

    def _is_turned(self, first: int) -> bool:
        """Whether a word shortly before, in the same clause, turns it round."""
        for at in range(first - 1, max(-1, first - 2 - REACH), -1):
            if self._words[at].clause != self._words[first].clause:
                return False
            if at in self._turns:
                return True
            if self._words[at].said in self._holds:
                return False
        return False


def _taken_back(one: Found, longest: dict[int, int]) -> bool:
    """The longer of two phrases over the same words is what was meant."""
    return any(longest.get(at, -1) >= one.last - one.first for at in range(one.first, one.last + 1))


@lru_cache(maxsize=4)
def _lexicon(rules: tuple[MessageRule, ...]) -> _Lexicon:
    speech = rules[0].speech
    reader = Reader(speech.spellings, frozenset(speech.fillers), frozenset(speech.joins), frozenset())
    root, known = Node(), set[str]()
    for owner, phrases in _owned(rules, speech):
        for said in (said for phrase in phrases for said in spelled_out(phrase, reader.said)):
            root.add(said, owner)
            known.update(word for word in said if word != GAP and not word.endswith("*"))
    return _Lexicon(replace(reader, known=frozenset(known)), root, frozenset(speech.holds))


def _owned(rules: tuple[MessageRule, ...], speech: Speech) -> list[tuple[int, tuple[str, ...]]]:
    ours = [(_TURNS, speech.turns), (_TURNS_NOTHING, speech.turns_nothing), (_ERRANDS, speech.errands)]
    sought = [(2 * place, rule.phrases) for place, rule in enumerate(rules)]
    return [*ours, *sought, *((2 * place + 1, rule.takes_back) for place, rule in enumerate(rules))]
