"""What closing the safety questions writes: a date, and at most one line about the pause; pure."""

from __future__ import annotations

from collections.abc import Iterator

from workbook.pages.block import A_DAY, asked, blank
from workbook.pages.view import View
from workbook.questions import Section
from workbook.standing import BLOCK_DONE, LIFTED, PAUSE, is_stopping, paused_since


def closing_lines(section: Section, view: View) -> Iterator[tuple[str, str]]:
    """Kept questions and their values, a stop first. A blank counts like a yes.

    A pause is lifted only here: a day or more after it was set, with nothing told and nothing left out.
    """
    worry = blank(section, view) or any(is_stopping(each, view.told(each)) for each in asked(section, view))
    since = paused_since(view.answers)
    if worry and since is None:
        yield PAUSE, "on"
    yield BLOCK_DONE, view.now.date().isoformat()
    if not worry and since is not None and view.now - since >= A_DAY:
        yield PAUSE, LIFTED
