"""An answers file as pieces that can be put together with another's: each a line of ours, and where it stands; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR

from workbook.answers import Answer
from workbook.store.lines import COPIED, UNKNOWN, Found, Mark, Place, escape, rewritten, split, utf8, written
from workbook.store.order import in_order, number
from workbook.store.sheet import Sheet

HIGHEST = 10**12
"""No file of one life counts so far; a higher number is somebody's making, and is not believed."""

Standing = tuple[int, float, int, bytes]
"""Where a piece counts: its number, its time, then what only follows it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One line: what was found in it, and its bytes in a file with these columns."""

    found: Found
    line: bytes
    extras: tuple[str, ...] = ()
    after: Answer | Place | None = None  # what was not written by us stands after this one

    @property
    def answer(self) -> Answer | None:
        return self.found if isinstance(self.found, Answer) else None

    @property
    def sure(self) -> bool:
        """As we wrote it: its number is believed."""
        return number(self.found) is not None

    @property
    def standing(self) -> Standing:
        own = self.found if self.sure else self.after
        count = (number(own) or 0) if own is not None else 0
        return (count, own.at.timestamp() if isinstance(own, Answer) else 0.0, not self.sure, self.line)

    def moved(self, sitting: str) -> Piece:
        """The same answer in another sitting."""
        if self.answer is None or self.answer.sitting == sitting:
            return self
        cells = _cells(self.line)
        line = written([*cells[:2], sitting, *cells[3:-1]], self._letter(cells))
        return replace(self, found=self.answer._replace(sitting=sitting), line=line)

    def again(self, seq: int) -> Piece:
        """The same answer told once more, by us, with a number of its own."""
        if self.answer is None:
            return self
        known = self.answer.at is not UNKNOWN or not isinstance(self.after, Answer)
        at = self.answer.at if known else self.after.at  # type: ignore[union-attr]
        answer = self.answer._replace(seq=seq, at=at, edited=False)
        words = (escape(each) for each in (answer.sitting, answer.question, answer.value))
        return Piece(answer, written((str(seq), at.isoformat(), *words)))

    def in_columns(self, extras: tuple[str, ...]) -> bytes:
        """The line in a file that has these further columns."""
        if self.extras == extras or self.found is Mark.DAMAGED:
            return self.line
        cells = _cells(self.line)
        known = dict(zip(self.extras, cells[5:-1], strict=False))
        return written([*cells[:5], *(known.get(name, "") for name in extras)], self._letter(cells))

    def _letter(self, cells: list[str]) -> str:
        edited = self.answer is not None and self.answer.edited
        return COPIED if edited else cells[-1][:1]


def pieces(sheet: Sheet) -> Iterator[Piece]:
    """Every line in the order in which it counts, blank ones and numbers beyond belief left out."""
    after: Answer | Place | None = None
    for i in in_order(sheet.found):
        found = sheet.found[i]
        line = sheet.lines[i] if sheet.lines else utf8(sheet.sources[i]).rstrip(b"\r")
        if number(found) is not None and not isinstance(found, Mark):
            after = found
        yield Piece(found, _on_one_line(line, sheet.extras), sheet.extras, after)


def guarded(piece: Piece, chapter: str) -> Piece:
    """A line of a copy that cannot be ours, whatever its check says, is taken for words that nobody can read.

    It answers another chapter's question, or has a number or a year that nobody reaches.
    """
    answer = piece.answer
    if answer is None or (_is_of(answer, chapter) and 0 <= answer.seq <= HIGHEST):
        return piece
    return replace(piece, found=Mark.DAMAGED, line=b"? " + piece.line)


def _is_of(answer: Answer, chapter: str) -> bool:
    return answer.question.partition(".")[0] == chapter and MINYEAR < answer.at.year < MAXYEAR


def told(rows: Sequence[Piece]) -> list[Answer]:
    """The answers among these, as they count."""
    return [piece.answer for piece in sorted(rows, key=lambda each: each.standing) if piece.answer]


def _on_one_line(line: bytes, extras: Sequence[str]) -> bytes:
    """Somebody typed a line break into a cell; as words they stay, as a line of the file they are one."""
    return rewritten(_cells(line)[: 5 + len(extras)], COPIED) if b"\n" in line else line


def _cells(line: bytes) -> list[str]:
    """The cells of a line that can be read; a spreadsheet may have put empty ones after the check."""
    cells = split(line.decode()) or []
    while cells and not cells[-1]:
        cells.pop()
    return cells
