"""One line of an answers file: how it is written, and what is found in one that is read back."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from datetime import MAXYEAR, MINYEAR, UTC, datetime
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from workbook.answers import Answer

COLUMNS = ("seq", "answered_at", "sitting", "question", "answer", "check")
HEADER = (",".join(COLUMNS) + "\n").encode()

NEWER_NAME = re.compile("[a-z][a-z0-9_-]*")
"""What a column is called that a newer version added."""

OURS, COPIED = "k", "e"
"""The letter a check starts with: we wrote this line, or we copied it whole from a file edited elsewhere.

Any other letter with a right check is a newer version's and counts as ours, so a flipped bit there does no harm."""

UNKNOWN = datetime(1970, 1, 2, tzinfo=UTC)
"""Stands for the time of an edited line whose date a spreadsheet rewrote, until the file is read in order.

Its neighbour's time is used instead of a guess, or else the time the file was saved. Told by identity, not by value.
"""


class Mark(Enum):
    """A line with no answer in it."""

    BLANK = "nothing here: an empty line, the names of the columns"
    DAMAGED = "something was here that cannot be used; it is counted and kept"


class Place(NamedTuple):
    """A number that was given to a line erased since, kept so that it is never given again."""

    number: int


Found = Answer | Place | Mark

_CONTROL = re.compile("[\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_NOISE = re.compile(rb"[\0-\x08\x0b-\x0c\x0e-\x1f\x7f]")
_ESCAPED = re.compile(r"\\(\\|n|r|t|u([0-9a-f]{4}))")
_SHORT = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_LONG = {"\\": "\\", "n": "\n", "r": "\r", "t": "\t"}
_CELL = re.compile(r'(?:"([^"]*+(?:""[^"]*+)*+)"|([^",][^,]*|))(,|\Z)')
_CHECK = re.compile(r"[a-z][0-9a-f]{8}")
_SITTING = re.compile(r"[a-z][0-9]{1,9}(\.[0-9]{1,9})*")


def escape(text: str) -> str:
    """Any text on one physical line, so that a torn quote can never swallow the answers after it."""
    return _CONTROL.sub(lambda found: _SHORT.get(found[0]) or f"\\u{ord(found[0]):04x}", text)


def unescape(text: str) -> str:
    """The text again, exactly; a backslash that escapes nothing stays one."""
    if "\\" not in text:
        return text
    return _ESCAPED.sub(lambda found: _LONG.get(found[1]) or chr(int(found[2], 16)), text)


def utf8(piece: bytes) -> bytes:
    """The piece in UTF-8; a line in it that is not is read as Windows programs save it, unless it is mere noise."""
    try:
        piece.decode()
    except UnicodeDecodeError:
        if b"\n" in piece:
            return b"\n".join(map(utf8, piece.split(b"\n")))
        return piece if _NOISE.search(piece) else piece.decode("cp1252", "replace").encode()
    return piece


def crc(body: bytes) -> bytes:
    """What follows the letter in a check."""
    return b"%08x" % zlib.crc32(body)


def joined(cells: Sequence[str]) -> bytes:
    """Cells as CSV; a quote only where it must be, because the check is over these very bytes."""
    quoted = ('"' + cell.replace('"', '""') + '"' if "," in cell or '"' in cell else cell for cell in cells)
    return ",".join(quoted).encode("utf-8", "surrogatepass")


def written(cells: Sequence[str], letter: str = OURS) -> bytes:
    """A whole line, without its line end."""
    body = joined(cells)
    return body + b"," + letter.encode() + crc(body)


def rewritten(cells: Sequence[str], letter: str) -> bytes:
    """The line of cells that a spreadsheet saved, on one physical line again."""
    return written([escape(unescape(cell)) for cell in cells], letter)


def split(text: str) -> list[str] | None:
    """The cells of one physical line, or None where a quote is left open."""
    if '"' not in text:
        return text.split(",")
    cells, at = [], 0
    while True:
        cell = _CELL.match(text, at)
        if not cell:
            return None
        cells.append(cell[2] if cell[1] is None else cell[1].replace('""', '"'))
        if not cell[3]:
            return cells
        at = cell.end()


def judge(line: bytes, chapter: str, columns: int = len(COLUMNS)) -> Found:
    """What one physical line holds; the check is looked at first, so that a damaged header hides nothing."""
    body, _, check = line.rpartition(b",")
    try:
        if check == b"k%08x" % zlib.crc32(body):  # not crc(): this runs for every line of ten years
            return _as_written(body.decode(), check.decode())
        row = split(line.rstrip(b"\r").decode())
    except ValueError:  # not UTF-8, or a check that was made for nonsense
        return Mark.DAMAGED
    if row is None:
        return Mark.DAMAGED
    while len(row) > columns and not row[-1]:
        row.pop()  # a spreadsheet pads every row to its widest one
    return judge_row(row, chapter, columns)


def _as_written(text: str, check: str) -> Found:
    """The answer in a line whose every byte is as we wrote it; ValueError if we cannot have."""
    cells = split(text) or []
    seq, at, sitting, question, value = cells[:5]
    if not question:
        return Place(int(seq))
    time = datetime.fromisoformat(at)
    if time.tzinfo is None:
        time = time.replace(tzinfo=UTC)
    if "\\" in text:
        sitting, question, value = unescape(sitting), unescape(question), unescape(value)
    if not is_sitting(sitting):
        raise ValueError(sitting)
    return Answer(int(seq), time, sitting, question, value, False, check)


def judge_row(row: list[str], chapter: str, columns: int = len(COLUMNS), *, torn: bool = True) -> Found:
    """What a line holds whose bytes are not as we wrote them; torn: a missing check may mean a line cut short."""
    if not any(cell.strip() for cell in row) or is_header(row) or row[0].lower().startswith("sep="):
        return Mark.BLANK
    if len(row) < len(COLUMNS):
        return Mark.DAMAGED
    check = row[-1]
    if _CHECK.fullmatch(check) and check[1:].encode() in (crc(joined(row[:-1])), crc(joined(row[:5]))):
        return _told(
            row, check, edited=check[0] == COPIED
        )  # quoted anew, or with a column more, but the words are ours
    shaped = len(row) == columns and is_sitting(row[2]) and is_question(row[3], chapter)
    if shaped and (_CHECK.fullmatch(check) or not torn):
        return _told(row, check, edited=True)
    return Mark.DAMAGED


def is_header(row: Sequence[str]) -> bool:
    """The names of the columns, wherever a sort put them; half of them are enough, since one may be damaged.

    With a check among them the line break after them was lost: then it is an answer's line too, and must be counted.
    """
    names = {cell.strip("\ufeff\" '").lower() for cell in row}
    return len(names.intersection(COLUMNS)) * 2 >= len(COLUMNS) and not any(map(_CHECK.fullmatch, row))


@lru_cache(maxsize=1024)  # asked for every line of ten years, and most of them are of few sittings
def is_sitting(text: str) -> bool:
    """Shaped like a sitting: s12, e7, e7.2; a number in it is never longer than anybody's life."""
    return _SITTING.fullmatch(text) is not None


def is_question(text: str, chapter: str) -> bool:
    """Shaped like the id of one of this chapter's questions."""
    return re.fullmatch(rf"{chapter}(\.[a-z0-9][a-z0-9-]*)+", text) is not None


def _told(cells: list[str], check: str, *, edited: bool) -> Found:
    """The answer in the cells of a line that is complete, though not byte for byte ours."""
    if not edited:
        try:
            return _as_written(joined(cells[:5]).decode(), check)
        except ValueError:
            return Mark.DAMAGED
    seq, at, sitting, question, value = map(unescape, cells[:5])
    if not is_sitting(sitting):
        return Mark.DAMAGED
    number = int(seq) if seq.isdecimal() and seq.isascii() and len(seq) < 16 else 0
    return Answer(number, moment(at), sitting, question, value, True, check)


def moment(text: str) -> datetime:
    """A time with its offset; UNKNOWN for what a spreadsheet made of it, since 03/04 is two different days.

    The first and the last year there is are nobody's either: in another time zone they would not exist.
    """
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return UNKNOWN
    if not MINYEAR < at.year < MAXYEAR:
        return UNKNOWN
    return at if at.tzinfo else at.replace(tzinfo=UTC)
