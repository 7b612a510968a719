"""Answers -> plain records over time: check-ins and gaps, causes, motives and their drift, own views; pure.

One value per question and sitting.
"""

from __future__ import annotations

from workbook.series.chosen import causes, drift, motives, readiness
from workbook.series.days import (
    check_ins,
    contact_days,
    current_run,
    days_since_contact,
    gaps,
    longest_run,
    looked_up_days,
)
from workbook.series.records import (
    HIGHEST,
    IN_TOUCH,
    LOOKED_UP,
    LOWEST,
    NO_CONTACT,
    ONLY_NEEDED,
    Cause,
    CheckIn,
    Drift,
    Motive,
    Point,
    View,
)

__all__ = [
    "HIGHEST",
    "IN_TOUCH",
    "LOOKED_UP",
    "LOWEST",
    "NO_CONTACT",
    "ONLY_NEEDED",
    "Cause",
    "CheckIn",
    "Drift",
    "Motive",
    "Point",
    "View",
    "causes",
    "check_ins",
    "contact_days",
    "current_run",
    "days_since_contact",
    "drift",
    "gaps",
    "longest_run",
    "looked_up_days",
    "motives",
    "readiness",
]
