"""Change over time: counts and ranges as they are, nothing averaged, no cause claimed. Pure.

Line ids, permanent: change.days · change.mood · change.urge · change.sleep · change.contact · change.looked-up
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from workbook import series
from workbook.summary.lines import Material, SummaryLine, SummarySection

FEW, WEEK, ONE_DAY = 10, timedelta(days=7), timedelta(days=1)
"""With fewer entries than this, or in less than two weeks, early and late are not told apart."""
MEASURES = ("mood", "urge", "sleep")


def change(told: Material) -> SummarySection:
    """Counts and ranges as they are: nothing averaged, no cause claimed."""
    found = series.check_ins(told.answers)
    if not found:
        none = told.told("change.days", told.say("check-ins"), told.say("none-yet"), ("check-in.today.mood",))
        return told.on_page_one("change", [none])
    lines = [_days(told, found), *(_measure(told, name, found) for name in MEASURES)]
    return told.on_page_one("change", lines, told.say("change-lead"), chart="check-ins")


def _days(told: Material, found: Sequence[series.CheckIn]) -> SummaryLine:
    span = (found[-1].day - found[0].day).days + 1
    detail = told.say("check-in-days", n=len(found), span=span)
    return told.told("change.days", told.say("check-ins"), detail, ("check-in.today.mood",))


def _measure(told: Material, name: str, found: Sequence[series.CheckIn]) -> SummaryLine:
    """The range; with enough entries, over two weeks, that of the first and of the last seven days."""
    values = [(each.day, value) for each in found if (value := getattr(each, name)) is not None]
    question = told.content.question(f"check-in.today.{name}")
    text = told.name(question) if question else name
    if len(values) < FEW or values[-1][0] - values[0][0] < 2 * WEEK - ONE_DAY:
        detail = told.say("range", **_ends([value for _, value in values]), n=len(values)) if values else ""
    else:
        early = _ends([value for day, value in values if day - values[0][0] < WEEK])
        late = {
            f"late_{end}": value for end, value in _ends([v for day, v in values if values[-1][0] - day < WEEK]).items()
        }
        detail = told.say("early-and-late", **early, **late)
    return told.told(f"change.{name}", text, detail, (f"check-in.today.{name}",))


def _ends(values: Sequence[int]) -> dict[str, int]:
    return {"low": min(values), "high": max(values)}


def totals(told: Material) -> SummarySection:
    """Contact and looking someone up, counted; after page one, and the second is one's own conduct."""
    found = series.check_ins(told.answers)
    lines = [
        _counted(told, "contact", series.contact_days(found), len(found)),
        replace(_counted(told, "looked-up", series.looked_up_days(found), len(found)), anew=True),
    ]
    return SummarySection(id="totals", title=told.say("totals-title"), lines=tuple(lines if found else ()))


def _counted(told: Material, name: str, days: Sequence[date], n: int) -> SummaryLine:
    detail = told.say("days-of", days=len(days), n=n)
    return told.told(f"change.{name}", told.say(name), detail, ("check-in.today.contact",))
