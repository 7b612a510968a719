"""Answers on people's computers are filed under ids: none that was shipped may go or change its meaning."""

from __future__ import annotations

from datetime import date

import pytest

from workbook.errors import ContentError
from workbook.release import check, compare, ids, shipped
from workbook.rulebook import Edition


def test_every_id_and_key_that_was_shipped_is_still_there(edition: Edition) -> None:
    assert shipped()
    compare(shipped(), ids(edition.content))


def test_every_id_of_today_is_listed(edition: Edition) -> None:
    """Red after a question was added: `python3 -m workbook check --release` lists it."""
    assert ids(edition.content) == shipped()


@pytest.mark.parametrize("now", [{}, {"a.b.c": "scale x"}, {"a.b.c": "choice x"}])
def test_a_question_that_vanished_or_changed_is_refused(now: dict[str, str]) -> None:
    with pytest.raises(ContentError):
        compare({"a.b.c": "choice x y"}, now)


def test_a_new_question_and_a_new_key_are_welcome() -> None:
    compare({"a.b.c": "choice x"}, {"a.b.c": "choice x y", "a.b.d": "text"})


def test_the_check_says_what_it_read() -> None:
    assert [line for line in check(date(2026, 11, 24), renew=False) if "nothing wrong" in line]
