"""Which pieces of a file go when an answer is to be gone, and which stay.

Lines that answer the question in that sitting go, edited ones too. A damaged line stays, since it may be
somebody's words, unless it names that question and sitting, or runs on from one that does. When the person asked
for the answer to be erased, a damaged line also goes if it shares a run of letters with what is erased: a promise to
delete outranks a line that nobody can read. When a text is only typed on, it stays, since nobody asked for that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from workbook.answers import Answer
from workbook.store.lines import Mark, escape, utf8
from workbook.store.order import numbers
from workbook.store.sheet import Sheet, line

RUN = 12
"""Letters in a row that two texts do not share by chance."""

SHORTEST = 6
"""A text shorter than this is in too many others to tell where it came from."""


def answering(sheet: Sheet, sitting: str, question: str, but: Answer | None = None) -> dict[int, Answer]:
    """The lines that answer this question in this sitting, except the one just written."""
    return {
        i: found
        for i, found in enumerate(sheet.found)
        if isinstance(found, Answer) and (found.question, found.sitting) == (question, sitting) and found != but
    }


def remains(sheet: Sheet, sitting: str, question: str) -> set[int]:
    """Damaged lines that name the question and sitting, and those that run on from one."""
    named = re.compile(rf'(?<![a-z0-9.]){re.escape(sitting)}["\s,;|]+{re.escape(question)}(?![a-z0-9.-])')
    another = re.compile(rf'["\s,;|]{re.escape(question.partition(".")[0])}\.[a-z]')
    gone: set[int] = set()
    for i, text in _damaged(sheet):
        if named.search(text) or (i - 1 in gone and not another.search(text)):
            gone.add(i)
    return gone


def traces(sheet: Sheet, values: Iterable[str]) -> set[int]:
    """Damaged lines that share a run of letters with one of these texts."""
    damaged = [(i, _plain(text)) for i, text in _damaged(sheet)]
    runs = {run for value in values for run in _runs(_plain(escape(value)))} if damaged else set()
    return {i for i, text in damaged if runs and any(run in runs for run in _windows(text))}


def original(sheet: Sheet, gone: set[int]) -> bytes:
    """A kept original without these pieces, as it stands otherwise; empty if nothing is left in it."""
    left = any(found is not Mark.BLANK for i, found in enumerate(sheet.found) if i not in gone)
    return sheet.without(gone) if left else b""


def answers(sheet: Sheet, gone: set[int], added: bytes) -> bytes:
    """The answers file without these lines, and with one added.

    The highest number given stays known, so that a later merge cannot mistake a new line for the erased one.
    """
    content = sheet.without(gone)
    content += b"" if content.endswith(b"\n") else b"\n"
    left = max(numbers(found for i, found in enumerate(sheet.found) if i not in gone), default=0)
    if not added and left != sheet.highest:
        added = line((str(sheet.highest), "", "", "", ""), sheet.extras) + b"\n"
    return content + added


def _runs(text: str) -> Iterator[str]:
    """The text itself if it is short, every stretch of RUN letters if it is long."""
    if len(text) >= SHORTEST:
        for start in range(max(len(text) - RUN, 0) + 1):
            yield text[start : start + RUN]


def _windows(text: str) -> Iterator[str]:
    for length in range(SHORTEST, RUN + 1):
        for start in range(len(text) - length + 1):
            yield text[start : start + length]


def _damaged(sheet: Sheet) -> Iterator[tuple[int, str]]:
    for i, found in enumerate(sheet.found):
        if found is Mark.DAMAGED:
            source = sheet.sources[i] if sheet.encoding else utf8(sheet.sources[i])
            yield i, source.decode(sheet.encoding or "utf-8", "replace")


def _plain(text: str) -> str:
    """Without the quotes that CSV doubles."""
    return text.replace('"', "")
