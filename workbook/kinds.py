"""A question's table -> its record: what each kind needs besides what all have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypedDict

from workbook.questions import (
    NOT_SURE,
    Choice,
    Choices,
    Condition,
    Day,
    Number,
    Option,
    Question,
    Rating,
    Scale,
    Words,
)
from workbook.tables import Table


@dataclass(frozen=True, slots=True)
class Shared:
    """What every question may need besides its own table."""

    scales: Mapping[str, Scale]
    unsure: str  # how "not sure" is worded where a question does not say


class _Common(TypedDict):
    id: str
    ask: str
    name: str
    hint: str
    why: str
    sources: tuple[str, ...]
    codes: tuple[str, ...]
    private: bool
    stop: str
    lifts: str
    unless: str
    even_closed: bool
    when: Condition | None
    retired: bool
    kept: bool


def question(table: Table, prefix: str, shared: Shared, *, kept: bool = False) -> Question:
    """The record of one [[section.question]], [[section.each]] or [[kept]].

    Raises ContentError.
    """
    common: _Common = {
        "id": f"{prefix}.{table.name()}",
        "ask": table.text("ask"),
        "name": table.text("name", ""),
        "hint": table.text("hint", ""),
        "why": table.text("why", ""),
        "sources": table.texts("sources"),
        "codes": table.texts("codes"),
        "private": table.flag("private"),
        "stop": table.text("stop", ""),
        "lifts": table.text("lifts", ""),
        "unless": table.text("unless", ""),
        "even_closed": table.flag("even-closed"),
        "when": condition(table, "when", prefix),
        "retired": table.flag("retired"),
        "kept": kept,
    }
    kind = table.text("kind")
    if kind not in KINDS:
        raise table.wrong("kind", f"is “{kind}”; the kinds are: {', '.join(KINDS)}")
    made = KINDS[kind](table, common, shared)
    table.done()
    return made


def option(table: Table) -> Option:
    """One level of a scale, or one choice."""
    made = Option(
        key=table.name("key"),
        label=table.text("label"),
        hint=table.text("hint", ""),
        stops=table.flag("stops"),
        sets=table.text("sets", ""),
        concern=table.flag("concern"),
        crisis=table.flag("crisis"),
        lifts=table.flag("lifts"),
        alone=table.flag("alone"),
    )
    table.done()
    return made


def condition(table: Table, key: str, prefix: str) -> Condition | None:
    """{question = "…", is = […]} under this key; the question is one of the same section."""
    if not table.has(key):
        return None
    when = table.table(key)
    made = Condition(f"{prefix}.{when.name('question')}", frozenset(when.texts("is")))
    when.done()
    return made


def _rating(table: Table, common: _Common, shared: Shared) -> Rating:
    scale = table.text("scale")
    if scale not in shared.scales:
        raise table.wrong("scale", f"is “{scale}”; the scales are: {', '.join(sorted(shared.scales))}")
    return Rating(**common, scale=shared.scales[scale])


def _choice(table: Table, common: _Common, shared: Shared) -> Choice:
    return Choice(**common, options=_options(table, shared))


def _choices(table: Table, common: _Common, shared: Shared) -> Choices:
    return Choices(**common, options=_options(table, shared))


def _number(table: Table, common: _Common, shared: Shared) -> Number:
    low, high = table.whole("low"), table.whole("high")
    if low >= high:
        raise table.wrong("high", f"must be above {low}")
    return Number(
        **common,
        low=low,
        high=high,
        low_label=table.text("low-label", ""),
        high_label=table.text("high-label", ""),
        options=_unsure(table, shared),
    )


def _day(table: Table, common: _Common, shared: Shared) -> Day:
    return Day(**common, options=_unsure(table, shared))


def _words(table: Table, common: _Common, _shared: Shared) -> Words:
    table.unsure("")
    return Words(**common, lines=table.whole("lines", 3))


def _options(table: Table, shared: Shared) -> tuple[Option, ...]:
    options = tuple(map(option, table.tables("option")))
    keys = [each.key for each in options]
    if not keys or len(set(keys)) < len(keys):
        raise table.wrong("option", "must be there, and no key twice" if keys else "is missing")
    unsure = _unsure(table, shared)
    return options if NOT_SURE in keys else (*options, *unsure)


def _unsure(table: Table, shared: Shared) -> tuple[Option, ...]:
    words = table.unsure(shared.unsure)
    return (Option(NOT_SURE, words, alone=True),) if words else ()


KINDS: Mapping[str, Callable[[Table, _Common, Shared], Question]] = {
    "scale": _rating,
    "choice": _choice,
    "choices": _choices,
    "number": _number,
    "date": _day,
    "text": _words,
}
KIND_OF = {Rating: "scale", Choice: "choice", Choices: "choices", Number: "number", Day: "date", Words: "text"}
"""The word for each record, as content files and the screen use it."""
