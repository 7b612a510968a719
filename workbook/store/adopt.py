"""Reads a file that a spreadsheet or an editor saved in its own way: other encoding, separator, columns, line ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from workbook.answers import Answer
from workbook.store.lines import (
    COLUMNS,
    COPIED,
    NEWER_NAME,
    OURS,
    Found,
    Mark,
    escape,
    is_header,
    judge_row,
    rewritten,
)

Row = tuple[str, Found, bytes]
"""A stretch of the file exactly as it stands there, what was found in it, and the line it becomes in a file of ours."""

_ENCODINGS = ("utf-8", "cp1252", "latin-1")


def decoded(raw: bytes) -> tuple[str, str]:
    """The text and its encoding; each one used here gives the same bytes back."""
    wide = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}.get(raw[:2])
    if wide is None and len(raw) > 3 and raw[1] == 0 != raw[0]:
        wide = "utf-16-le"  # "s\0e\0q\0": saved without the mark that should begin it
    for encoding in (wide, *_ENCODINGS) if wide else _ENCODINGS:
        try:
            return raw.decode(encoding, "surrogatepass" if encoding == wide else "strict"), encoding
        except UnicodeDecodeError:
            continue
    raise AssertionError("latin-1 reads anything")


def encoded(text: str, encoding: str) -> bytes:
    """Text as it stood in the file."""
    return text.encode(encoding, "surrogatepass" if encoding.startswith("utf-16") else "strict")


class Adopted(NamedTuple):
    """The file row by row, read with the separator that makes most sense of it."""

    rows: list[Row]
    extras: tuple[str, ...]  # a newer version's columns
    encoding: str = ""


def adopted(raw: bytes, chapter: str) -> Adopted:
    """Never raises, whatever is in it."""
    text, encoding = decoded(raw)
    readings = (_read(text, separator, chapter) for separator in ",;\t|")
    best = max(readings, key=lambda read: sum(isinstance(found, Answer) for _, found, _ in read.rows))
    return best._replace(encoding=encoding)


def _read(text: str, separator: str, chapter: str) -> Adopted:
    cut = list(_cut(text, separator))
    names = next((_names(cells) for _, cells in cut if is_header(cells)), list(COLUMNS))
    where = {name: place for place, name in reversed(list(enumerate(names)))}
    extras = _newer(names, where)
    order = [where.get(name) for name in (*COLUMNS[:5], *extras, "check")]
    return Adopted([_judged(source, cells, order, chapter) for source, cells in cut], extras)


def _cut(text: str, separator: str) -> Iterator[tuple[str, list[str]]]:
    """Each row as it stands, with its line end, and its cells; a quote that is never closed is a plain character."""
    cell = re.compile(
        rf'(?:"([^"]*+(?:""[^"]*+)*+)"|([^"{separator}\r\n][^{separator}\r\n]*|)|("[^{separator}\r\n]*))'
        rf"({re.escape(separator)}|\r\n|\r|\n|\Z)"
    )
    begin, row = 0, list[str]()
    for found in cell.finditer(text, 1 if text.startswith("\ufeff") else 0):  # the last choice fits anything
        quoted, plain, unclosed, end = found.groups()
        row.append(quoted.replace('""', '"') if quoted is not None else plain if plain is not None else unclosed)
        if end != separator:
            yield text[begin : found.end()], row
            begin, row = found.end(), []


def _names(row: list[str]) -> list[str]:
    return [cell.strip("\ufeff\" '").lower() for cell in row]


def _newer(names: list[str], where: Mapping[str, int]) -> tuple[str, ...]:
    """The columns that a newer version put between the answer and the check; somebody's own stand elsewhere."""
    if "answer" not in where or "check" not in where:
        return ()
    between = names[where["answer"] : where["check"]]
    return tuple(dict.fromkeys(name for name in between if NEWER_NAME.fullmatch(name) and name not in COLUMNS))


def _judged(source: str, cells: list[str], order: list[int | None], chapter: str) -> Row:
    row = [cells[place] if place is not None and place < len(cells) else "" for place in order]
    if not any(cell.strip() for cell in cells) or is_header(cells) or cells[0].lower().startswith("sep="):
        return source, Mark.BLANK, b""
    found = judge_row(row, chapter, len(order), torn=False)
    if found is Mark.DAMAGED or found is Mark.BLANK:  # blank in our columns, but not in somebody's own
        return source, Mark.DAMAGED, escape(source.strip("\ufeff\r\n")).encode()
    return source, found, rewritten(row[:-1], COPIED if isinstance(found, Answer) and found.edited else OURS)
