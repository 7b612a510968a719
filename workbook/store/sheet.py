"""One answers file, taken apart: each piece of it, what was found there, and the file put together again."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from workbook.answers import Answer
from workbook.store import adopt
from workbook.store.lines import COLUMNS, HEADER, NEWER_NAME, Found, Mark, Place, judge, utf8, written
from workbook.store.order import answers_in_order, ascending, highest, in_order

_NEWER = re.compile((",".join(COLUMNS[:5]) + rf"((?:,{NEWER_NAME.pattern})+),check").encode())

_MARK = b"\xef\xbb\xbf"
"""Excel and Notepad begin a file with it."""

_LONGEST = 1000
"""Lines that somebody may have typed into one cell."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a chapter's file says."""

    answers: tuple[Answer, ...] = ()  # in the order that counts
    marked: int = 0  # answers whose line was edited elsewhere
    damaged: int = 0  # lines that cannot be used
    newer: tuple[str, ...] = ()  # columns that a newer version added


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file in pieces: how each stands there, and what was found in it.

    Between joins them again exactly; encoding is empty where the pieces are lines of ours.
    """

    sources: Sequence[bytes]
    found: Sequence[Found]
    between: bytes = b"\n"
    encoding: str = ""
    extras: tuple[str, ...] = ()  # a newer version's columns, between the answer and the check
    exact: bool = False  # the header is ours, byte for byte
    lines: Sequence[bytes] = ()  # what each piece becomes in a file of ours; empty where it is one already
    mark: bytes = b""  # what stands before the first piece, which may be an answer

    @property
    def ours(self) -> bool:
        """It may be added to as it is; otherwise it is written anew, in order, and the original kept."""
        return self.exact and ascending(self.found)

    @property
    def holds(self) -> bool:
        """There is something in it besides the names of the columns."""
        return any(found is not Mark.BLANK for found in self.found)

    @property
    def highest(self) -> int:
        return highest(self.found)

    def read(self, saved: datetime) -> Read:
        """What it says; saved: when the file last was, for answers of which nothing else tells the time."""
        answers = answers_in_order(self.found, saved)
        damaged = sum(found is Mark.DAMAGED for found in self.found)
        return Read(answers, sum(a.edited for a in answers), damaged, self.extras)

    def without(self, gone: Container[int]) -> bytes:
        """The file as it stands, but for these pieces."""
        return self.mark + self.between.join(source for i, source in enumerate(self.sources) if i not in gone)

    def anew(self) -> bytes:
        """The file in our own shape and in order; what cannot be used is copied too: it may be somebody's words."""
        lines = self.lines or [source.rstrip(b"\r") for source in self.sources]
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
        return Sheet((), (), exact=raw == HEADER)
    mark = _MARK if raw.startswith(_MARK) else b""
    sources = raw.removeprefix(mark).split(b"\n")
    first = sources[0].rstrip(b"\r").replace(b'"', b"")
    newer = _NEWER.fullmatch(first)
    extras = tuple(newer[1].decode()[1:].split(",")) if newer else ()
    columns = len(COLUMNS) + len(extras)
    found = [_judged(source, chapter, columns) for source in sources]
    exact = raw.startswith(header(extras))
    if exact or any(isinstance(what, (Answer, Place)) for what in found):
        if any(what is Mark.DAMAGED for what in found):
            _mend(sources, found, chapter, columns)
        sheet = Sheet(sources, found, extras=extras, exact=exact, mark=mark)
        return sheet if _is_utf8(raw) else _partly_foreign(sheet)
    rows, extras, encoding = adopt.adopted(raw, chapter)
    sources, found = [adopt.encoded(text, encoding) for text, _, _ in rows], [what for _, what, _ in rows]
    return Sheet(sources, found, b"", encoding, extras, lines=[line for _, _, line in rows])


def _judged(source: bytes, chapter: str, columns: int) -> Found:
    """What a line holds; one that a Windows program saved in its own encoding too."""
    found = judge(source, chapter, columns)
    if found is Mark.DAMAGED and (line := utf8(source)) != source:
        return judge(line, chapter, columns)
    return found


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def _partly_foreign(sheet: Sheet) -> Sheet:
    """The pieces are lines of ours; if one that can be used is not UTF-8, the file is written anew, all in UTF-8."""
    lines = [utf8(source) for source in sheet.sources]
    foreign = {i for i, source in enumerate(sheet.sources) if lines[i] != source}
    exact = sheet.exact and all(sheet.found[i] in (Mark.DAMAGED, Mark.BLANK) for i in foreign)
    return replace(sheet, exact=exact, lines=[line.rstrip(b"\r") for line in lines] if foreign else [])


def _mend(sources: list[bytes], found: list[Found], chapter: str, columns: int) -> None:
    """Put together lines that cannot be used alone but can together: somebody typed a line break into a cell."""
    i = 0
    while i < len(sources):
        if found[i] is Mark.DAMAGED:
            end = _closing(sources, found, i)
            together = b"\n".join(sources[i:end])
            what = _judged(together, chapter, columns)
            if isinstance(what, Answer):
                sources[i:end], found[i:end] = [together], [what]
        i += 1


def _closing(sources: Sequence[bytes], found: Sequence[Found], start: int) -> int:
    """Where the quote that is open in this line is closed, or start itself; a line that can be used is not taken in."""
    quotes = 0
    for end in range(start, min(start + _LONGEST, len(sources))):
        if found[end] not in (Mark.DAMAGED, Mark.BLANK):
            return start
        quotes += sources[end].count(b'"')
        if quotes % 2 == 0:
            return end + 1
    return start
