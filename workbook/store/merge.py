"""Copies of an answers file put together with it; pure.

Lines that are the same count once. A line that only a copy has comes over, and of two with one number the later stands
second. It stays out, and can be picked, if it was removed here: then its number is missing below the highest. Of a text
only the later version stays within one sitting. A stop always comes over.
"""

from __future__ import annotations

import zlib
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from workbook.answers import Answer
from workbook.store.order import number, numbers
from workbook.store.pieces import Piece, guarded, pieces, told
from workbook.store.renamed import new_names, renamed
from workbook.store.sheet import Sheet, header, line

Same = tuple[int, datetime, str, str, str]


@dataclass(frozen=True, slots=True)
class Ways:
    """What the store cannot know of an answer by itself."""

    leaves_no_trail: Callable[[str], bool]  # a question whose earlier versions are removed
    holding: Callable[[Sequence[Answer]], tuple[Answer, ...]]  # of these answers, the lines by which a stop is on


@dataclass(frozen=True, slots=True)
class Left:
    """A line of a copy that stays out unless it is picked."""

    key: str  # the same for the same line, whichever copy it is in
    answer: Answer | None  # None: it cannot be read
    text: str  # the line itself


@dataclass(frozen=True, slots=True)
class Merged:
    """What comes of it."""

    content: bytes  # the answers file as it will be
    came: int = 0  # lines that only the copies had
    left: tuple[Left, ...] = ()
    outdated: frozenset[tuple[str, str]] = frozenset()  # sitting and question of our texts that a later one replaces


def merge(chapter: str, here: Sheet, copies: Iterable[Sheet], ways: Ways, picked: Collection[str] = ()) -> Merged:
    """The same comes of it in whatever order the copies are named."""
    copies = tuple(copies)
    found = sorted(([guarded(each, chapter) for each in pieces(copy)] for copy in copies), key=_lines)
    work = _Work(here, ways, picked)
    for copy in found:
        work.take(copy)
    rows = work.without_earlier_texts()
    top = max([here.highest, *(n for side in found for n in numbers(each.found for each in side))])
    rows += _stops([work.ours, *found], rows, ways, top)
    extras = tuple(dict.fromkeys([*here.extras, *sorted(name for copy in copies for name in copy.extras)]))
    stayed = {id(each) for each in rows}
    came = sum(id(each) in stayed for each in work.came)
    return Merged(_written(rows, extras, top), came, tuple(work.left(rows)), work.outdated(rows))


class _Work:
    """What is here, and what came over so far."""

    def __init__(self, here: Sheet, ways: Ways, picked: Collection[str]) -> None:
        self.ours = list(pieces(here))
        self.came: list[Piece] = []
        self._asked: dict[str, Piece] = {}
        self._ways = ways
        self._picked = picked
        self._highest = here.highest
        self._numbers = {each.answer.seq for each in self.ours if each.sure and each.answer}
        self._lines: set[bytes] = set()
        self._sorted: list[bytes]
        self._same: set[Same] = set()
        self._words: set[tuple[int, str, str, str]] = set()
        for each in self.ours:
            self._knows(each)

    def take(self, copy: list[Piece]) -> None:
        """Bring over what only this copy has."""
        ours = [each.answer for each in (*self.ours, *self.came) if each.answer]
        names = new_names(ours, [each.answer for each in copy if each.answer], self._is_new)
        stops = {_same(each) for each in self._ways.holding(told(copy))}
        self._sorted = sorted(self._lines)
        for each in copy:
            if each.answer is None and each.sure:  # the number of a line that was erased there
                continue
            piece = each.moved(renamed(each.answer.sitting, names)) if each.answer else each
            if not self._is_known(piece):
                self._judge(piece, each, is_stop=each.answer is not None and _same(each.answer) in stops)

    def without_earlier_texts(self) -> list[Piece]:
        """Of a text as we wrote it only the last version of a sitting."""
        rows = sorted((*self.ours, *self.came), key=lambda each: each.standing)
        last = {self._text(each): each for each in rows}
        return [each for each in rows if not (text := self._text(each)) or last[text] is each]

    def outdated(self, rows: list[Piece]) -> frozenset[tuple[str, str]]:
        stayed = {id(each) for each in rows}
        return frozenset(text for each in self.ours if id(each) not in stayed and (text := self._text(each)))

    def left(self, rows: list[Piece]) -> Iterator[Left]:
        """What stays out; the earlier version of a text that is here is no loss, and is not named."""
        texts = {self._text(each): each.standing for each in rows}
        for key, piece in self._asked.items():
            text = self._text(piece)
            if not (text and texts.get(text, piece.standing) > piece.standing):
                yield Left(key, piece.answer, piece.line.decode("utf-8", "replace"))

    def _judge(self, piece: Piece, there: Piece, *, is_stop: bool) -> None:
        """Whether it comes over; there: the same as the copy has it. For a stop that was removed here, see _stops."""
        key = f"l{zlib.crc32(there.line):08x}"
        if key in self._picked or not self._was_removed(piece):
            self.came.append(piece)
            self._knows(piece)
        elif not is_stop:
            self._asked[key] = piece

    def _was_removed(self, piece: Piece) -> bool:
        """Its number is missing here; what cannot be read may have been removed too, unless nothing ever was here."""
        return self._highest > 0 and (piece.answer is None or not self._is_new(piece.answer))

    def _is_new(self, answer: Answer) -> bool:
        return answer.seq > self._highest or answer.seq in self._numbers

    def _is_known(self, piece: Piece) -> bool:
        if piece.answer is None:  # a line that was cut short while it was copied is the start of a whole one
            at = bisect_left(self._sorted, piece.line)
            return piece.line in self._lines or any(each.startswith(piece.line) for each in self._sorted[at : at + 1])
        return _same(piece.answer) in self._same if piece.sure else _words(piece.answer) in self._words

    def _knows(self, piece: Piece) -> None:
        self._lines.add(piece.line)
        if piece.answer:
            self._words.add(_words(piece.answer))
            if piece.sure:
                self._same.add(_same(piece.answer))

    def _text(self, piece: Piece) -> tuple[str, str] | None:
        """The sitting and question of a text as we wrote it; None for all else."""
        answer = piece.answer
        if answer is None or answer.edited or not self._ways.leaves_no_trail(answer.question):
            return None
        return answer.sitting, answer.question


def _stops(sides: list[list[Piece]], rows: list[Piece], ways: Ways, top: int) -> list[Piece]:
    """Lines that tell a stop again, where the numbers alone would let it go.

    Only who knew of a stop can have lifted it.
    """
    on = {each.question for each in ways.holding(told(rows))}
    knew = [({_told(each.answer) for each in side if each.answer}, ways.holding(told(side))) for side in sides]
    again: list[Piece] = []
    for stop in (each for _, held in knew for each in held):
        lifted = any(_told(stop) in lines and stop.question not in {h.question for h in held} for lines, held in knew)
        if stop.question not in on and not lifted:
            piece = next(each for side in sides for each in side if each.answer and _told(each.answer) == _told(stop))
            again.append(piece.again(top + len(again) + 1))
            on.add(stop.question)
    return again


def _written(rows: list[Piece], extras: tuple[str, ...], top: int) -> bytes:
    """The file in order; the highest number that was ever given stays known."""
    content = header(extras) + b"".join(
        each.in_columns(extras) + b"\n" for each in sorted(rows, key=lambda each: each.standing)
    )
    if max((number(each.found) or 0 for each in rows), default=0) < top:
        content += line((str(top), "", "", "", ""), extras) + b"\n"
    return content


def _lines(copy: list[Piece]) -> list[bytes]:
    return [each.line for each in copy]


def _same(answer: Answer) -> Same:
    return (answer.seq, answer.at, answer.sitting, answer.question, answer.value)


def _words(answer: Answer) -> tuple[int, str, str, str]:
    return (answer.seq, answer.sitting, answer.question, answer.value)


def _told(answer: Answer) -> tuple[datetime, str, str]:
    return (answer.at, answer.question, answer.value)
