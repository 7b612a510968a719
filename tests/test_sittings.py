"""When a chapter is opened: the same sitting goes on, or a fresh one begins."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from workbook.answers import Answer, Answers
from workbook.questions import Chapter
from workbook.sittings import current, following, next_entry

HOME = timezone(timedelta(hours=1))
EVENING = datetime(2026, 11, 21, 21, 30, tzinfo=HOME)


def chapter(repeat: str) -> Chapter:
    return Chapter(id="check-in", phase="always", title="Today", repeat=repeat)


def answered(at: datetime, sitting: str = "s1") -> Answers:
    return Answers([Answer(1, at, sitting, "check-in.today.mood", "4")])


@pytest.mark.parametrize(
    ("repeat", "later", "sitting"),
    [
        ("", timedelta(days=400), "s1"),
        ("each-day", timedelta(minutes=5), "s1"),
        ("each-day", timedelta(hours=2, minutes=45), "s1"),  # past midnight, the same evening
        ("each-day", timedelta(hours=10), "s2"),
        ("each-day", timedelta(days=-3), "s2"),  # the clock was wrong
        ("after-a-day", timedelta(hours=23), "s1"),
        ("after-a-day", timedelta(hours=24), "s2"),
    ],
)
def test_opening_a_chapter_again(repeat: str, later: timedelta, sitting: str) -> None:
    assert current(chapter(repeat), answered(EVENING), EVENING + later) == sitting


def test_a_chapter_never_opened_begins_with_its_first_sitting() -> None:
    assert current(chapter("each-day"), Answers(), EVENING) == "s1"


def test_the_latest_sitting_is_the_one_with_the_highest_number() -> None:
    assert current(chapter(""), answered(EVENING, "s10"), EVENING) == "s10"
    assert following("s10") == "s11"


def test_a_new_entry_never_takes_an_id_that_stands_in_the_file() -> None:
    assert next_entry(Answers(), "check-in") == "e1"
    assert next_entry(answered(EVENING, "e9"), "check-in") == "e10"
