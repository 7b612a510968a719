"""One table of a content file, read key by key: what is missing, misspelt or of the wrong kind is named."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import time
from pathlib import Path
from typing import Any, TypeVar

from workbook.errors import ContentError

T = TypeVar("T")
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august",
           "september", "october", "november", "december")  # fmt: skip
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FORBIDDEN_KEYS = frozenset(
    ["true", "false", "yes", "no", "none", "null", "na", "nan", "inf"]
    + [name[:length] for name in (*_MONTHS, *_DAYS) for length in (3, len(name))]
)
"""Spreadsheets and pandas change these into something else, so no id or key may be one of them."""


LARGEST = 1_000_000
"""Far above any count of days, lines or letters, and far below what a date or a page can hold."""


def read_toml(path: Path) -> Table:
    """The whole file as a table. Raises ContentError, naming the file, when it is missing or not TOML."""
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise ContentError("content-missing", file=_named(path)) from None
    except (OSError, ValueError, RecursionError) as problem:  # tomllib says so of a huge number and of deep nesting
        raise ContentError("content-unreadable", file=_named(path), why=str(problem).rstrip(".")) from None
    return Table(raw, _named(path), "the file")


def _named(path: Path) -> str:
    """The file with its language: en/causes.toml."""
    return f"{path.parent.name}/{path.name}"


class Table:
    """A TOML table that knows its file and its id, and which of its keys were read."""

    def __init__(self, raw: Mapping[str, Any], file: str, where: str) -> None:
        self._raw = raw
        self._unread = set(raw)
        self.file = file
        self.where = f"“{raw['id']}”" if isinstance(raw.get("id"), str) else where

    def wrong(self, key: str, why: str) -> ContentError:
        """The error for this key of this table; why completes the sentence "<key> …"."""
        return ContentError("content-key", file=self.file, id=self.where, key=f"“{key}”", why=why)

    def text(self, key: str, default: str | None = None) -> str:
        return self._read(key, str, "a text", default)

    def whole(self, key: str, default: int | None = None) -> int:
        value = self._read(key, int, "a whole number", default)
        if isinstance(value, bool):
            raise self.wrong(key, "must be a whole number")
        if abs(value) > LARGEST:
            raise self.wrong(key, f"must be no further from 0 than {LARGEST:,}")
        return value

    def hour(self, key: str) -> time:
        """Such as 21:04."""
        try:
            return time.fromisoformat(self.text(key))
        except ValueError:
            raise self.wrong(key, "is not an hour; write it like 21:00") from None

    def flag(self, key: str) -> bool:
        return self._read(key, bool, "true or false", False)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; missing is empty, and one text alone is a list of one."""
        value = self._raw.get(key, [])
        self._unread.discard(key)
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
            raise self.wrong(key, "must be a list of texts")
        return tuple(values)

    def name(self, key: str = "id") -> str:
        """An id or key, fit to stand in a CSV file for ever."""
        value = self.text(key)
        if not re.fullmatch(r"[a-z][a-z0-9-]+", value):
            raise self.wrong(key, f"is “{value}”; use small letters, digits and hyphens, two characters or more")
        if value in FORBIDDEN_KEYS:
            raise self.wrong(key, f"is “{value}”, which spreadsheets change into something else; choose another word")
        return value

    def table(self, key: str) -> Table:
        """The table under this key; missing is empty."""
        value = self._raw.get(key, {})
        self._unread.discard(key)
        if not isinstance(value, dict):
            raise self.wrong(key, "must be a table")
        return Table(value, self.file, f"{self.where}.{key}" if self.where != "the file" else f"[{key}]")

    def tables(self, key: str) -> tuple[Table, ...]:
        value = self._raw.get(key, [])
        self._unread.discard(key)
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise self.wrong(key, f"must be a list of tables, written [[{key}]]")
        return tuple(Table(each, self.file, f"{key} {number} of {self.where}") for number, each in enumerate(value, 1))

    def unsure(self, default: str) -> str:
        """The wording of "not sure"; false leaves it out."""
        if self._raw.get("unsure") is False:
            self._unread.discard("unsure")
            return ""
        return self.text("unsure", default)

    def flat(self) -> dict[str, str]:
        """Every remaining key, which must hold a text."""
        return {key: self.text(key) for key in sorted(self._unread)}

    def anything(self, key: str) -> dict[str, Any]:
        """The table under this key as plain values, for whoever checks them better than we can."""
        self._unread.discard(key)
        if not isinstance(self._raw[key], dict):
            raise self.wrong(key, "must be a table")
        return dict(self._raw[key])

    def rest(self, prefix: str) -> dict[str, Any]:
        """Every key that nothing has read yet, as plain values."""
        found = {prefix + key: self._raw[key] for key in self._raw if key in self._unread}
        self._unread.clear()
        return found

    def names(self) -> tuple[str, ...]:
        return tuple(self._raw)

    def has(self, key: str) -> bool:
        return key in self._raw

    def done(self) -> None:
        """Raises ContentError for a key that nothing asked for: most likely a misspelling."""
        for key in sorted(self._unread):
            raise self.wrong(key, "is not a key that belongs here")

    def _read(self, key: str, kind: type[T], called: str, default: T | None) -> T:
        self._unread.discard(key)
        if key not in self._raw and default is None:
            raise self.wrong(key, "is missing")
        value = self._raw.get(key, default)
        if not isinstance(value, kind):
            raise self.wrong(key, f"must be {called}")
        return value


def unique(tables: Iterable[tuple[Table, str]]) -> None:
    """Raises ContentError for the first id that stands there twice."""
    seen: set[str] = set()
    for table, name in tables:
        if name in seen:
            raise table.wrong("id", f"“{name}” is there twice")
        seen.add(name)
