"""Answers -> what was noted as it happened: urges, slips and promises; pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from workbook.answers import Answers
from workbook.questions import NOT_SURE, Section
from workbook.series.days import began_on, number
from workbook.series.records import A_SLIP, KINDS, LOOKED_UP, NO_URGE, CheckIn, Promise, Slip, Urge

APART = frozenset([LOOKED_UP, "asked-others"])
"""Slips in which nothing passed between the two."""
TOLD, STRENGTH = "check-in.today.urge-kind", "check-in.today.urge"


def urges(answers: Answers) -> tuple[Urge, ...]:
    """Those of the log and those told of in check-ins, earliest first.

    What was told in any sitting of a day stays: a calm evening does not undo the afternoon.
    """
    return tuple(sorted((*_noted(answers), *_told(answers)), key=lambda urge: urge.day))


def days_asked(answers: Answers) -> frozenset[date]:
    """The days on which a check-in said of what kind the urge was, or that there was none; "not sure" is neither."""
    began = began_on(answers, "check-in")
    known = {*KINDS, NO_URGE}
    return frozenset(
        began[row.sitting]
        for row in answers.by_sitting(TOLD)
        if NOT_SURE not in row.value.split() and known.intersection(row.value.split())
    )


def slips(answers: Answers) -> tuple[Slip, ...]:
    """Those of the log and those told of in check-ins, earliest first."""
    return tuple(sorted((*_slipped(answers), *_slips_told(answers)), key=lambda slip: slip.day))


def promises(answers: Answers, section: Section) -> tuple[Promise, ...]:
    """Every promise of that log, in the order in which they were noted."""
    return tuple(_promise(answers, section, entry) for entry in answers.entries(section.id))


def _noted(answers: Answers) -> Iterator[Urge]:
    for entry in answers.entries("steady.urge"):
        kind = _value(answers, "steady.urge.kind", entry)
        yield Urge(
            day=_day(answers, "steady.urge", entry),
            kind=kind if kind in KINDS else "",
            strength=number(_value(answers, "steady.urge.strength", entry)),
            sitting=entry,
            helped=_value(answers, "steady.urge.helped", entry),
        )


def _told(answers: Answers) -> Iterator[Urge]:
    began = began_on(answers, "check-in")
    for row in answers.by_sitting(TOLD):
        strength = number(_value(answers, STRENGTH, row.sitting))
        told = [kind for kind in KINDS if kind in row.value.split()]
        yield from (Urge(began[row.sitting], kind, strength, row.sitting) for kind in told)


def _slipped(answers: Answers) -> Iterator[Slip]:
    for entry in answers.entries("steady.slip"):
        what, taught = (_value(answers, f"steady.slip.{name}", entry) for name in ("what", "taught"))
        kept = "" if what == NOT_SURE else what
        yield Slip(_day(answers, "steady.slip", entry), kept, kept not in APART, entry, taught)


def _slips_told(answers: Answers) -> Iterator[Slip]:
    """Where the same check-in says that nothing passed between the two, the slip was something else."""
    began = began_on(answers, "check-in")
    for row in answers.by_sitting("check-in.more.slip"):
        if row.value == A_SLIP:
            contact = tuple(_value(answers, "check-in.today.contact", row.sitting).split())
            day, taught = began[row.sitting], _value(answers, "check-in.more.slip-taught", row.sitting)
            yield Slip(day, "", CheckIn(day, contact=contact).in_touch is not False, row.sitting, taught)


def _promise(answers: Answers, section: Section, entry: str) -> Promise:
    who, what, by_when = (_value(answers, f"{section.id}.{name}", entry) for name in ("who", "what", "by-when"))
    later = answers.follow_ups(f"{section.id}.kept", entry)
    notes = answers.follow_ups(f"{section.id}.note", entry)
    kept = later[-1] if later else None
    ends = section.follow_ups.until if section.follow_ups else frozenset()
    return Promise(
        entry=entry,
        who=who,
        what=what,
        by_when=_as_day(by_when),
        kept=kept.value if kept else "",
        kept_on=kept.at.date() if kept else None,
        note=notes[-1].value if notes else "",
        is_open=not any(row.value in ends for row in later),
    )


def _value(answers: Answers, question: str, sitting: str) -> str:
    found = answers.in_sitting(question, sitting)
    return found.value if found else ""


def _day(answers: Answers, section: str, entry: str) -> date:
    """The day that was given; left out, or still ahead when it was given, the day on which it was noted."""
    noted = [row.at.date() for row in answers.chapter("steady") if row.sitting == entry]
    given = _as_day(_value(answers, f"{section}.day", entry))
    return min(given, max(noted)) if given else min(noted)


def _as_day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
