"""One answers file, taken apart: each piece of it, what was found there, and the file put together again."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from workbook.answers import Answer
from workbook.store import adopt
from workbook.store.adopt import Piece
from workbook.store.lines import COLUMNS, HEADER, Found, Mark, Place, judge, written
from workbook.store.order import answers_in_order, ascending, highest, in_order

_NEWER = re.compile((",".join(COLUMNS[:5]) + r"((?:,[a-z][a-z0-9_-]*)+),check").encode())


@dataclass(frozen=True, slots=True)
class Read:
    """What a chapter's file says."""

    answers: tuple[Answer, ...] = ()  # in the order that counts
    marked: int = 0  # answers whose line was edited elsewhere
    damaged: int = 0  # lines that cannot be used
    newer: tuple[str, ...] = ()  # columns that a newer version added


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file in pieces; between joins them again exactly, encoding is empty where the lines are ours."""

    pieces: Sequence[Piece]
    between: bytes
    encoding: str
    extras: tuple[str, ...]  # a newer version's columns, between the answer and the check
    exact: bool  # the header is ours, byte for byte
    lines: Sequence[bytes] = ()  # what each piece becomes in a file of ours; empty where it is one already

    @property
    def found(self) -> list[Found]:
        return [found for _, found in self.pieces]

    @property
    def ours(self) -> bool:
        """It may be added to as it is; otherwise it is written anew, in order, and the original kept."""
        return self.exact and ascending(self.found)

    @property
    def holds(self) -> bool:
        """There is something in it besides the names of the columns."""
        return any(found is not Mark.BLANK for _, found in self.pieces)

    @property
    def highest(self) -> int:
        return highest(self.found)

    def read(self) -> Read:
        answers = answers_in_order(self.found)
        damaged = sum(found is Mark.DAMAGED for _, found in self.pieces)
        return Read(answers, sum(a.edited for a in answers), damaged, self.extras)

    def without(self, gone: Container[int]) -> bytes:
        """The file as it stands, but for these pieces."""
        return self.between.join(source for i, (source, _) in enumerate(self.pieces) if i not in gone)

    def anew(self) -> bytes:
        """The file in our own shape and in order; what cannot be used is copied too: it may be somebody's words."""
        lines = self.lines or [source.rstrip(b"\r") for source, _ in self.pieces]
        return header(self.extras) + b"".join(lines[i] + b"\n" for i in in_order(self.found))


def line(cells: Sequence[str], extras: Sequence[str] = ()) -> bytes:
    """A line that fits a file's columns; a newer version's are left empty."""
    return written((*cells, *[""] * len(extras)))


def header(extras: Sequence[str]) -> bytes:
    """The names of the columns; a newer version's own stand before the check."""
    return ",".join((*COLUMNS[:5], *extras, "check")).encode() + b"\n"


def parse(raw: bytes, chapter: str) -> Sheet:
    """Take a file apart; never raises, whatever is in it."""
    if HEADER.startswith(raw):  # nothing yet, or a first line cut short before there was a second
        return Sheet((), b"\n", "", (), exact=raw == HEADER)
    first = raw.partition(b"\n")[0].removeprefix(b"\xef\xbb\xbf").rstrip(b"\r").replace(b'"', b"")
    newer = _NEWER.fullmatch(first)
    extras = tuple(newer[1].decode()[1:].split(",")) if newer else ()
    exact = raw.startswith(header(extras))
    found = [(line, judge(line, chapter, len(COLUMNS) + len(extras))) for line in raw.split(b"\n")]
    if exact or any(isinstance(what, Answer | Place) for _, what in found):
        return Sheet(list(_mended(found, chapter, len(COLUMNS) + len(extras))), b"\n", "", extras, exact)
    pieces, lines, encoding = adopt.pieces(raw, chapter)
    return Sheet(pieces, b"", encoding, (), exact=False, lines=lines)


def _mended(pieces: Sequence[Piece], chapter: str, columns: int) -> Iterator[Piece]:
    """Lines that cannot be used alone but can together: somebody typed a line break into a cell."""
    i = 0
    while i < len(pieces):
        taken = _together(pieces, i, chapter, columns) if pieces[i][1] is Mark.DAMAGED else pieces[i : i + 1]
        source = b"\n".join(line for line, _ in taken)
        yield taken[0] if len(taken) == 1 else (source, judge(source, chapter, columns))
        i += len(taken)


def _together(pieces: Sequence[Piece], start: int, chapter: str, columns: int) -> Sequence[Piece]:
    """The damaged lines from here on that make one usable line, or just the first; a good line is never taken in."""
    if pieces[start][0].count(b'"') % 2 == 0:
        return pieces[start : start + 1]
    for end in range(start + 1, min(start + 200, len(pieces))):
        if pieces[end][1] not in (Mark.DAMAGED, Mark.BLANK):
            break
        joined = b"\n".join(line for line, _ in pieces[start : end + 1])
        if isinstance(judge(joined, chapter, columns), Answer):
            return pieces[start : end + 1]
    return pieces[start : start + 1]
