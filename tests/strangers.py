"""Files as a stranger, a bad disk or a slip of the hand may make them: changed bytes, lost keys, values of any kind."""

from __future__ import annotations

import json
import random
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Any

LIVE = "<img src=x onerror=alert(1)>"
TURNED = "\u202egnp.exe\u2066\u200f"
CONTROLS = "\x1b[31m\x07\x00\r\n\u2028"

ODD: tuple[Any, ...] = (
    "", " ", "-", "0", "yes", "e1", "s1", "not-sure", 0, 1, -1, 10**30, 10**5000, True, False,
    1e308, float("nan"), float("inf"),     [], {}, [[]], [{}], [""], ["a", "b"], [1], {"a": 1}, {"id": "a"},
    {"question": "harm", "is": ["on"]},
    date(2026, 11, 21), date(1, 1, 1), date(9999, 12, 31), time(21, 4), datetime(2026, 11, 21, 21, 4),  # noqa: DTZ001
    LIVE, TURNED, CONTROLS, "{ex}" * 400, "{they.__class__}", "{0}", "%s%n", "(a/b) " * 60 + "a", "a* … b",
    "x" * 100_000, "é" * 3000, "__import__('os').abort()", "=1+1", "../../etc/passwd", "causes", "causes.pick",
    "start.pause",
    "no-such-thing", "C:\\con\\nul",
)  # fmt: skip

PIECES = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r", b"\r\n", b"\n\n", b'"', b'"""', b"'''", b"\\",
    b"\\u0000", b"\\ud800", b"9" * 5000, b"-" + b"9" * 400, b"1e9999", b"[" * 3000, b"{a=" * 500, b"=" * 9,
    b"[[section]]\n",
    b"a.b.c.d=1\n", b"1979-13-45", LIVE.encode(), TURNED.encode(), b"\x1b[2J", b"," * 99, b";" * 9, b"\t" * 9,
    b"=cmd()", b"s1",
    b"e7.2", b"k00000000",
)  # fmt: skip


def mangled(raw: bytes, dice: random.Random) -> bytes:
    """The file with one to four things done to its bytes."""
    for _ in range(dice.randint(1, 4)):
        raw = dice.choice(BYTES)(raw, dice)
    return raw


def _flip(raw: bytes, dice: random.Random) -> bytes:
    changed = bytearray(raw or b" ")
    for _ in range(dice.choice((1, 1, 2, 16))):
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def _swap(raw: bytes, dice: random.Random) -> bytes:
    lines = raw.split(b"\n")
    one, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def _drop(raw: bytes, dice: random.Random) -> bytes:
    lines = raw.split(b"\n")
    del lines[dice.randrange(len(lines))]
    return b"\n".join(lines)


def _double(raw: bytes, dice: random.Random) -> bytes:
    lines = raw.split(b"\n")
    lines.insert(dice.randrange(len(lines)), dice.choice(lines))
    return b"\n".join(lines)


def _cut(raw: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(raw) + 1)
    return raw[:start] + raw[start + dice.choice((1, 20, 4000, len(raw))) :]


def _put(raw: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(raw) + 1)
    return raw[:at] + dice.choice(PIECES) + raw[at:]


CELLS = (
    "", " ", "-1", "0", "1e9", "99999999999999999999", "not-sure", "NaN", "on", "2026-11-21", "21/11/2026",
    "9999-12-31", "0001-01-01", "+inf", "\u0661", "\u00b2", "９", LIVE, TURNED, "x" * 3000, '"', "=1+1", "met mostly",
    "s1", "e1.2", "e999999999", "T", "2026-11-21T21:04:05+99:99", "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "start.pause", "causes.pick", "\x00", "\ud800",
)  # fmt: skip


def mistyped(raw: bytes, dice: random.Random) -> bytes:
    """A table with a few of its cells typed over, as in a spreadsheet; half of those lines pass as edited."""
    lines = raw.split(b"\n")
    for _ in range(dice.choice((1, 1, 2, 9))):
        at = dice.randrange(len(lines))
        row = lines[at].split(b",")
        row[dice.randrange(len(row))] = dice.choice(CELLS).encode("utf-8", "surrogatepass")
        if len(row) > 5 and dice.random() < 0.5:
            row[-1] = b"k00000000"
        lines[at] = b",".join(row)
    return b"\n".join(lines)


BYTES = (_flip, _swap, _drop, _double, _cut, _put)


def twisted(table: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    """The table with one or two of its keys dropped, misspelt, doubled, or given a value of another kind."""
    table = json_like(table)
    for _ in range(dice.choice((1, 1, 1, 2))):
        place = dice.choice(list(_places(table)))
        key = dice.choice(list(place) if isinstance(place, dict) else range(len(place)))
        dice.choice(KEYS)(place, key, dice)
    return table


def json_like(value: Any) -> Any:
    """A copy that may be changed."""
    if isinstance(value, dict):
        return {key: json_like(each) for key, each in value.items()}
    return [json_like(each) for each in value] if isinstance(value, list) else value


def _places(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        if value:
            yield value
        for each in value.values() if isinstance(value, dict) else value:
            yield from _places(each)


def _gone(place: Any, key: Any, _dice: random.Random) -> None:
    del place[key]


def _renamed(place: Any, key: Any, dice: random.Random) -> None:
    name = dice.choice(("id", "kind", "when", "é", "", "a.b", LIVE, f"{key}x", CONTROLS))
    if isinstance(place, dict):
        place[name] = place.pop(key)
    else:
        place[key] = {name: place[key]}


def _odd(place: Any, key: Any, dice: random.Random) -> None:
    place[key] = dice.choice(ODD)


def _wrapped(place: Any, key: Any, dice: random.Random) -> None:
    for _ in range(dice.choice((1, 2, 40))):
        place[key] = [place[key]]


def _more(place: Any, key: Any, dice: random.Random) -> None:
    if isinstance(place, list):
        place.extend([place[key]] * dice.choice((1, 1, 300)))
    elif isinstance(place[key], str):
        place[key] += dice.choice([each for each in ODD if isinstance(each, str)])
    elif isinstance(place[key], int):
        place[key] = dice.choice((-place[key], place[key] * 10**9, place[key] + 1))


KEYS = (_gone, _renamed, _odd, _odd, _wrapped, _more)


def toml(table: dict[str, Any]) -> bytes:
    """The table as a TOML file, each of its keys on one line."""
    text = "".join(f"{json.dumps(key)} = {_toml(value)}\n" for key, value in table.items())
    return text.encode("utf-8", "surrogatepass")


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {_toml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, str):
        return json.dumps(value)
    return str(value).lower() if isinstance(value, bool | float) or value is None else _number(value)


def _number(value: Any) -> str:
    return value.isoformat() if isinstance(value, date | time) else f"{value:#x}" if abs(value) > 10**99 else str(value)


class HangError(BaseException):
    """Nothing catches it but the test."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """HangError if it works for longer, on whatever busy machine; Windows has no such clock."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def ring(*_: object) -> None:
        raise HangError(f"longer than {seconds} seconds")

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
