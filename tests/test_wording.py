"""Names, pronouns and verbs go into any sentence, in one pass."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.answers import Answer, Answers
from workbook.person import wording
from workbook.rulebook import Edition
from workbook.wording import Wording

SENTENCE = (
    "{They} {are} not {ex}. {They} want{s} {their} things; the book is {theirs}. Ask {them}, {they} {have} {themself}."
)


def speaking(edition: Edition, **said: str) -> Wording:
    at = datetime(2026, 11, 21, tzinfo=UTC)
    rows = [Answer(1, at, "s1", f"start.them.{key.replace('_', '-')}", value) for key, value in said.items()]
    return wording(edition, Answers(rows))


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ({}, "They are not your ex. They want their things; the book is theirs. Ask them, they have themself."),
        ({"name": "Sam"},
         "They are not Sam. They want their things; the book is theirs. Ask them, they have themself."),
        ({"name": "Ana", "pronouns": "she-her"},
         "She is not Ana. She wants her things; the book is hers. Ask her, she has herself."),
        ({"pronouns": "he-him"}, "He is not your ex. He wants his things; the book is his. Ask him, he has himself."),
        ({"name": "Sam", "pronouns": "name-only"},
         "Sam is not Sam. Sam wants Sam’s things; the book is Sam’s. Ask Sam, Sam has Sam."),
        ({"pronouns": "own-words", "subject": "xe", "object": "xem", "possessive": "xyr", "possessive_alone": "xyrs",
          "reflexive": "xemself", "verb": "singular"},
         "Xe is not your ex. Xe wants xyr things; the book is xyrs. Ask xem, xe has xemself."),
    ],
)  # fmt: skip
def test_the_workbook_speaks_of_the_other_person_as_it_was_told(
    edition: Edition, said: dict[str, str], heard: str
) -> None:
    assert speaking(edition, **said).fill(SENTENCE) == heard


@given(name=st.text(alphabet="{}exthy%s$\\<>&\"'", min_size=1))
def test_a_name_with_braces_in_it_stays_as_it_was_typed(edition: Edition, name: str) -> None:
    filled = speaking(edition, name=name, pronouns="name-only").fill("[{ex}]")

    assert filled == f"[{name.strip() or 'your ex'}]"


def test_a_brace_that_is_no_token_is_left_alone(edition: Edition) -> None:
    assert speaking(edition).fill("{nobody} {} {They") == "{nobody} {} {They"


def test_every_sentence_and_every_question_fills_without_a_token_left(edition: Edition) -> None:
    words = speaking(edition, name="Sam")
    texts = [
        text for chapter in edition.content.chapters for q in chapter.questions() for text in (q.ask, q.hint, q.why)
    ]
    texts += [
        text for chapter in edition.content.chapters for s in chapter.sections for text in (s.title, s.lead, s.settle)
    ]
    texts += [text for rule in edition.rules.stops for text in rule.text]

    assert [text for text in texts if "{" in words.fill(text)] == []
