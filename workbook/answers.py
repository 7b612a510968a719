"""What was said: one answer, one answer checked against its question, the latest and the one before."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache, singledispatch
from typing import NamedTuple

from workbook.errors import AnswerError
from workbook.questions import Choice, Choices, Day, Number, Question, Rating, Words

LONGEST_TEXT = 200_000
"""Characters; far more than anyone types, and little enough that one paste cannot fill a disk."""


class Answer(NamedTuple):  # made for every line of ten years, three times as fast as a dataclass
    """One line of a chapter's file, unescaped."""

    seq: int
    at: datetime  # with the offset of the place where it was given
    sitting: str  # s12: one time through a chapter · e7: one entry of a log · e7.2: its second follow-up
    question: str
    value: str  # keys joined by a space, a number, a date, or text; empty: taken back
    edited: bool = False  # the line was changed outside the workbook
    check: str = ""  # the last column as the file has it


@singledispatch
def check(question: Question, value: str) -> str:
    """The answer in the form the file keeps; empty stays empty (taken back).

    Raises AnswerError when it does not fit the question.
    """
    raise TypeError(f"{value!r}: no check for {type(question).__name__}")


@check.register(Rating)
@check.register(Choice)
def _one(question: Rating | Choice, value: str) -> str:
    value = value.strip()
    if value:
        _known(question, value)
    return value


@check.register
def _several(question: Choices, value: str) -> str:
    chosen = value.split()
    for key in chosen:
        _known(question, key)
    return " ".join(option.key for option in question.options if option.key in chosen)


@check.register
def _number(question: Number, value: str) -> str:
    value = value.strip()
    if value in ("", *(option.key for option in question.options)):
        return value
    if not re.fullmatch(r"-?[0-9]{1,9}", value) or not question.low <= int(value) <= question.high:
        raise AnswerError("not-a-number", value=value, low=question.low, high=question.high)
    return str(int(value))


@check.register
def _day(question: Day, value: str) -> str:
    value = value.strip()
    if value in ("", *(option.key for option in question.options)):
        return value
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise AnswerError("not-a-date", value=value) from None


@check.register(Words)
def _words(_question: Words, value: str) -> str:
    if len(value) > LONGEST_TEXT:
        raise AnswerError("too-long", limit=f"{LONGEST_TEXT:,}")
    return value


def _known(question: Rating | Choice | Choices, key: str) -> None:
    keys = [option.key for option in question.options]
    if key not in keys:
        raise AnswerError("not-an-option", value=key, question=question.id, known=", ".join(keys))


@lru_cache(maxsize=4096)  # asked for every answer of a look back over years
def sitting_order(sitting: str) -> tuple[int, ...]:
    """s9 before s10, e7 before e7.2 before e8."""
    return tuple(int(number) for number in re.findall(r"\d+", sitting)) or (0,)


class Answers:
    """Answers in the order in which they were given, as the store returns them, ready to be looked up.

    Order is the position in the sequence: the store has already put lines by number, and edited ones by place.
    """

    def __init__(self, rows: Iterable[Answer] = ()) -> None:
        self.rows = tuple(rows)
        self._last: dict[str, dict[str, Answer]] = {}  # question -> sitting -> the latest line
        for row in self.rows:
            self._last.setdefault(row.question, {})[row.sitting] = row

    def every(self, question: str) -> tuple[Answer, ...]:
        """Every line about one question, taken back ones too, in the order in which they were given."""
        return tuple(row for row in self.rows if row.question == question)

    def in_sitting(self, question: str, sitting: str) -> Answer | None:
        """The latest answer in that sitting; None if there is none or it was taken back."""
        found = self._last.get(question, {}).get(sitting)
        return found if found and found.value else None

    def by_sitting(self, question: str) -> tuple[Answer, ...]:
        """The latest answer of each sitting or entry that was not taken back, earliest sitting first."""
        found = [row for row in self._last.get(question, {}).values() if row.value]
        return tuple(sorted(found, key=lambda row: sitting_order(row.sitting)))

    def latest(self, question: str) -> Answer | None:
        """The answer that counts: the latest sitting's, of those that were not taken back."""
        found = self.by_sitting(question)
        return found[-1] if found else None

    def value(self, question: str) -> str:
        """The latest answer's value, or an empty text."""
        found = self.latest(question)
        return found.value if found else ""

    def before(self, question: str, sitting: str) -> Answer | None:
        """ "Last time": the answer of the nearest sitting before this one."""
        earlier = [row for row in self.by_sitting(question) if sitting_order(row.sitting) < sitting_order(sitting)]
        return earlier[-1] if earlier else None

    def entries(self, section: str) -> tuple[str, ...]:
        """The ids of a log's entries that hold anything, oldest first; section is chapter.section."""
        asked = [lines for question, lines in self._last.items() if question.startswith(f"{section}.")]
        found = {row.sitting for lines in asked for row in lines.values() if row.value and row.sitting[0] == "e"}
        return tuple(sorted({each.partition(".")[0] for each in found}, key=sitting_order))

    def follow_ups(self, question: str, entry: str) -> tuple[Answer, ...]:
        """What was said of one entry later, each time, oldest first: the lines of e7.1, e7.2."""
        return tuple(row for row in self.by_sitting(question) if row.sitting.startswith(f"{entry}."))

    def chapter(self, chapter: str) -> tuple[Answer, ...]:
        """Every line of one chapter, in order."""
        return tuple(row for row in self.rows if row.question.partition(".")[0] == chapter)
