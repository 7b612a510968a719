"""Phrases of the rules, found among the words of a draft in one pass; pure.

A phrase is plain words. `come*` is any word that begins so, `a/b` is either, `(so)` may be left out, `…` stands for up
to four words of the same sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import prod
from typing import Final

from workbook.drafts.reading import Word

GAP: Final = "…"
WIDEST_GAP: Final = 4
MOST_GAPS: Final = 3
MOST_WAYS: Final = 2000
_PART = re.compile(r"[^\W_]+(?:['’][^\W_]+)*\*?")

Spell = Callable[[str], list[str]]
"""One written word -> the words that are meant."""


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase among the words: from word `first` to word `last`, and whose it is."""

    first: int
    last: int
    owner: int


@dataclass(slots=True)
class Node:
    """What may come next: words, beginnings of words, a gap; and whose phrase ends here."""

    words: dict[str, Node] = field(default_factory=dict)
    starts: dict[str, Node] = field(default_factory=dict)
    gap: Node | None = None
    owners: set[int] = field(default_factory=set)

    def add(self, parts: Sequence[str], owner: int) -> None:
        node = self
        for part in parts:
            node = node._next(part)
        node.owners.add(owner)

    def _next(self, part: str) -> Node:
        if part == GAP:
            self.gap = self.gap or Node()
            return self.gap
        if part.endswith("*"):
            return self.starts.setdefault(part[:-1], Node())
        return self.words.setdefault(part, Node())


def find(root: Node, words: Sequence[Word]) -> Iterator[Found]:
    """Every phrase that the words hold; a phrase stays within one sentence."""
    for first in range(len(words)):
        yield from _from(root, words, first, first)


def _from(node: Node, words: Sequence[Word], first: int, at: int) -> Iterator[Found]:
    for owner in node.owners:
        yield Found(first, at - 1, owner)
    if at == len(words) or words[at].sentence != words[first].sentence:
        return
    for after in _after(node, words[at].said):
        yield from _from(after, words, first, at + 1)
    if node.gap:
        for passed in range(min(WIDEST_GAP, len(words) - at) + 1):
            yield from _from(node.gap, words, first, at + passed)


def _after(node: Node, said: str) -> Iterator[Node]:
    if said in node.words:
        yield node.words[said]
    for start, after in node.starts.items():
        if said.startswith(start):
            yield after


def wrong_with(phrase: str, fillers: Collection[str] = ()) -> str:
    """Why this cannot be a phrase, as the end of a sentence; empty if it can."""
    parts = phrase.split()
    if not parts or parts[0] == GAP or parts[-1] == GAP:
        return f"has the phrase “{phrase}”, which must begin and end with a word"
    for part in parts:
        bare = part[1:-1] if part.startswith("(") and part.endswith(")") else part
        if part != GAP and not all(_PART.fullmatch(each) for each in bare.split("/")):
            return f"has the phrase “{phrase}”; write words, a/b, (a), a* and … only, with a blank before and after …"
    if passed := set(re.findall(r"[^\W_]+", phrase)) & set(fillers):
        return f"has the phrase “{phrase}”, but “{passed.pop()}” is passed over everywhere; leave it out"
    if all(part.startswith("(") or part == GAP for part in parts):
        return f"has the phrase “{phrase}”, of which nothing must be there"
    if parts.count(GAP) > MOST_GAPS or prod(len(_choices(part)) for part in parts) > MOST_WAYS:
        return f"has the phrase “{phrase}”, which can be said in too many ways; make two of it"
    return ""


def spelled_out(phrase: str, spell: Spell) -> list[tuple[str, ...]]:
    """Each way in which the phrase may be said: a choice for every a/b and every (a)."""
    ways = [[way for each in _choices(part) for way in [_said(each, spell)]] for part in phrase.split()]
    return [said for chosen in product(*ways) if (said := tuple(word for words in chosen for word in words))]


def _choices(part: str) -> list[str]:
    if part.startswith("("):
        return ["", *part[1:-1].split("/")]
    return part.split("/")


def _said(part: str, spell: Spell) -> list[str]:
    if part in ("", GAP):
        return [part] if part else []
    return [part.casefold()] if part.endswith("*") else spell(part)
