"""A draft -> its words, as they are meant: without quotations, spelled out, each with its place in the draft; pure."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

LONGEST_WORD = 40
"""Longer is no word; it is not looked at letter by letter."""

_WORD = re.compile(r"[^\W_]+(?:['’‘`´ʼ][^\W_]+)*")
_APOSTROPHES = re.compile(r"['’‘`´ʼ]")
_QUOTED = re.compile(
    r"""  "[^"\n]{1,400}"  |  “[^”\n]{1,400}”  |  „[^“”\n]{1,400}[“”]  |  «[^»\n]{1,400}»
    | (?<!\w)['‘](?=\w)(?:[^'’\n]|['’](?=\w)){1,400}?['’](?!\w)""",
    re.VERBOSE,
)
_SENTENCE_END = re.compile(r"[!?。]+|(?<!\.)\.(?!\.)|\n[ \t\r]*\n")
_CLAUSE_END = re.compile(r"[,;:()–—…\n]|\.\.| - ")
_NEXT_WORD = re.compile(r"\s*([^\W_]+)")
_LONG_RUN = re.compile(r"(.)\1\1+")


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it is meant, and where it stands in the draft."""

    said: str  # small letters, no apostrophe, spelled out: "dont" is "do" and "not"
    start: int
    end: int
    sentence: int
    clause: int


@dataclass(frozen=True, slots=True)
class Reader:
    """Knows how a language is written and which words matter, and reads a draft with that."""

    spellings: Mapping[str, str]
    fillers: frozenset[str]
    joins: frozenset[str]  # words that carry on the sentence before: but
    known: frozenset[str]  # words of the rules; a slip of two letters is put right towards these only

    def words(self, draft: str) -> list[Word]:
        """Every word of the draft that is the person's own."""
        return list(self._own(_QUOTED.sub(_blank, draft))) or list(self._own(draft))

    def said(self, written: str) -> list[str]:
        """One written word as the words that are meant; none for a filler."""
        plain = _APOSTROPHES.sub("", _bare(written).casefold())
        meant = next((self.spellings[each] for each in _spelt(plain) if each in self.spellings), None)
        if meant is not None:
            return [word for word in meant.split() if word not in self.fillers]
        found = next((each for each in _spelt(plain) if each in self.known or each in self.fillers), plain)
        found = self._put_right(found)
        return [] if found in self.fillers else [found]

    def _own(self, masked: str) -> Iterator[Word]:
        sentences = [
            match.start() for match in _SENTENCE_END.finditer(masked) if not self._goes_on(masked, match.end())
        ]
        clauses = [match.start() for match in _CLAUSE_END.finditer(masked)]
        for match in _WORD.finditer(masked):
            sentence = bisect_right(sentences, match.start())
            clause = sentence + bisect_right(clauses, match.start())
            for said in self.said(match[0]):
                yield Word(said, match.start(), match.end(), sentence, clause)

    def _goes_on(self, masked: str, at: int) -> bool:
        """Whether the sentence after this full stop begins with a "but"."""
        after = _NEXT_WORD.match(masked, at, at + LONGEST_WORD)
        return after is not None and after[1].casefold() in self.joins

    def _put_right(self, word: str) -> str:
        """Two letters that changed places, in a word that no rule knows: "togehter"."""
        if word in self.known or not 5 <= len(word) <= LONGEST_WORD:
            return word
        swapped = (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))
        return next((each for each in swapped if each in self.known), word)


def questions(draft: str) -> list[tuple[int, int]]:
    """Where each question stands: from its first word to the end of its question marks; quotations left out."""
    masked = _QUOTED.sub(_blank, draft)
    found, begun = [], 0
    for end in re.finditer(r"[.!?…\n]+", masked):
        first = _WORD.search(masked, begun, end.start())
        if "?" in end[0] and first:
            found.append((first.start(), end.start() + end[0].rindex("?") + 1))
        begun = end.end()
    return found


def how_many_words(draft: str) -> int:
    return sum(1 for _ in _WORD.finditer(draft))


def _blank(quoted: re.Match[str]) -> str:
    """As long as what was quoted, so that everything after it keeps its place."""
    return "," * len(quoted[0])


def _bare(written: str) -> str:
    """Without accents and special forms of letters."""
    if written.isascii():
        return written
    parts = unicodedata.normalize("NFKD", written)
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _spelt(plain: str) -> tuple[str, ...]:
    """The word, and, where a letter was held down, with one of them and with two: "pleeease", "neeeed"."""
    if len(plain) > LONGEST_WORD * 10 or not _LONG_RUN.search(plain):
        return (plain,)
    return plain, _LONG_RUN.sub(r"\1", plain), _LONG_RUN.sub(r"\1\1", plain)
