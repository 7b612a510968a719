"""Answers -> days without contact: all of them, the longest run, the present one, and since when; pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from workbook.answers import Answers
from workbook.series.days import check_ins, contact_days, current_run, longest_run
from workbook.series.logs import slips
from workbook.series.records import Quiet

LAST_CONTACT = "start.ending.last-contact"


def quiet(answers: Answers, today: date) -> Quiet:
    """What was logged up to today. Only a check-in makes a day quiet; nobody is counted as quiet for saying nothing."""
    found = [each for each in check_ins(answers) if each.day <= today]
    slipped = [slip for slip in slips(answers) if slip.day <= today]
    reached = [slip.day for slip in slipped if slip.in_touch]
    noted = [*contact_days(found), *reached, *_told_at_the_start(answers, today)]
    return Quiet(
        days=tuple(each.day for each in found if each.in_touch is False),
        contact=contact_days(found),
        slips=tuple(sorted({slip.day for slip in slipped})),
        longest=longest_run(found),
        current=current_run([each for each in found if each.day > max(reached, default=date.min)], today),
        latest_contact=max(noted, default=None),
        since=(today - max(noted)).days if noted else None,
    )


def _told_at_the_start(answers: Answers, today: date) -> Iterator[date]:
    """The last contact as it was given in the first notebook; a day that lies ahead counts as today."""
    try:
        yield min(today, date.fromisoformat(answers.value(LAST_CONTACT)))
    except ValueError:
        return
