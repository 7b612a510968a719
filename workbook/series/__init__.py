"""Answers -> plain records over time: check-ins and gaps, urges, slips, quiet days, promises, causes, motives; pure.

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
from workbook.series.logs import days_asked, promises, slips, urges
from workbook.series.quiet_days import quiet
from workbook.series.records import (
    A_SLIP,
    ANOTHER_KIND,
    HIGHEST,
    IN_TOUCH,
    KINDS,
    LOOKED_UP,
    LOWEST,
    NO_CONTACT,
    NO_URGE,
    ONLY_NEEDED,
    TO_LOOK,
    TO_PLEAD,
    TO_TELL_OFF,
    Cause,
    CheckIn,
    Drift,
    Motive,
    Point,
    Promise,
    Quiet,
    Slip,
    Urge,
    View,
)

__all__ = [
    "ANOTHER_KIND",
    "A_SLIP",
    "HIGHEST",
    "IN_TOUCH",
    "KINDS",
    "LOOKED_UP",
    "LOWEST",
    "NO_CONTACT",
    "NO_URGE",
    "ONLY_NEEDED",
    "TO_LOOK",
    "TO_PLEAD",
    "TO_TELL_OFF",
    "Cause",
    "CheckIn",
    "Drift",
    "Motive",
    "Point",
    "Promise",
    "Quiet",
    "Slip",
    "Urge",
    "View",
    "causes",
    "check_ins",
    "contact_days",
    "current_run",
    "days_asked",
    "days_since_contact",
    "drift",
    "gaps",
    "longest_run",
    "looked_up_days",
    "motives",
    "promises",
    "quiet",
    "readiness",
    "slips",
    "urges",
]
