"""Records over time -> a Chart: one sentence that says what it shows, the numbers behind it, all of it in words; pure.

A title says what the answers hold and no more: no cause, no prediction, no total. Free text is never in a chart.
"""

from __future__ import annotations

from workbook.charts.causes import cause_map
from workbook.charts.days import check_ins
from workbook.charts.motives import motives_drift, motives_now
from workbook.charts.strips import quiet
from workbook.charts.views import readiness
from workbook.charts.words import with_list

__all__ = [
    "cause_map",
    "check_ins",
    "motives_drift",
    "motives_now",
    "quiet",
    "readiness",
    "with_list",
]
