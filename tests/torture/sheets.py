"""What a spreadsheet or an editor makes of a file when it saves it in its own way."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import datetime


def table(raw: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(raw.decode(), newline="")))


def sheet(
    raw: bytes,
    separator: str = ",",
    *,
    end: str = "\r\n",
    quoting: int = csv.QUOTE_MINIMAL,
    encoding: str = "utf-8",
    change: Callable[[list[list[str]]], list[list[str]]] = list,
) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator=end, quoting=quoting).writerows(change(table(raw)))  # type: ignore[call-overload]
    return out.getvalue().encode(encoding, "replace")


def columns(order: list[int]) -> Callable[[list[list[str]]], list[list[str]]]:
    return lambda rows: [[row[i] for i in order] for row in rows]


def american(rows: list[list[str]]) -> list[list[str]]:
    return [rows[0], *([r[0], datetime.fromisoformat(r[1]).strftime("%m/%d/%Y %H:%M"), *r[2:]] for r in rows[1:])]


STYLES: dict[str, Callable[[bytes], bytes]] = {
    "a mark in front": lambda raw: b"\xef\xbb\xbf" + raw,
    "Windows line ends": sheet,
    "semicolons": lambda raw: sheet(raw, ";"),
    "semicolons and a mark": lambda raw: sheet(raw, ";", encoding="utf-8-sig"),
    "tabs, wide": lambda raw: sheet(raw, "\t", encoding="utf-16"),
    "tabs, wide the other way round": lambda raw: b"\xfe\xff" + sheet(raw, "\t", encoding="utf-16-be"),
    "everything quoted": lambda raw: sheet(raw, quoting=csv.QUOTE_ALL),
    "western encoding": lambda raw: sheet(raw, ";", encoding="cp1252"),
    "a line that says sep=": lambda raw: b"sep=;\r\n" + sheet(raw, ";"),
    "blank lines": lambda raw: sheet(raw).replace(b"\r\n", b"\r\n\r\n", 5),
    "empty rows and columns": lambda raw: (
        sheet(raw, change=lambda rows: [[*r, "", ""] for r in rows]) + b",,,,,,,\r\n" * 3
    ),
    "columns in another order": lambda raw: sheet(raw, change=columns([3, 1, 4, 0, 2, 5])),
    "a column of one's own": lambda raw: sheet(
        raw, change=lambda rows: [[*r, "mine" if i else "my comment"] for i, r in enumerate(rows)]
    ),
    "American dates": lambda raw: sheet(raw, change=american),
    "names of columns retyped": lambda raw: sheet(
        raw, change=lambda rows: [[f" {n.title()}" for n in rows[0]], *rows[1:]]
    ),
    "names of columns in apostrophes": lambda raw: sheet(
        raw, ";", change=lambda rows: [[f"'{n}'" for n in rows[0]], *rows[1:]]
    ),
    "sorted by question": lambda raw: sheet(raw, change=lambda rows: [rows[0], *sorted(rows[1:], key=lambda r: r[3])]),
    "no line end at the end": lambda raw: sheet(raw).rstrip(b"\r\n"),
    "old Mac line ends": lambda raw: sheet(raw, end="\r"),
    "no check column": lambda raw: sheet(raw, change=columns([0, 1, 2, 3, 4])),
    "no numbers": lambda raw: sheet(raw, change=columns([1, 2, 3, 4, 5])),
    "wide without a mark": lambda raw: sheet(raw, "\t", encoding="utf-16-le"),
    "a pipe between": lambda raw: sheet(raw, "|", quoting=csv.QUOTE_ALL),
    "a title row above": lambda raw: b"My answers;;;;;\r\n" + sheet(raw, ";"),
    "a column of one's own before the check": lambda raw: sheet(
        raw, ";", change=lambda rows: [[*r[:5], "mine" if i else "comment", r[5]] for i, r in enumerate(rows)]
    ),
}
