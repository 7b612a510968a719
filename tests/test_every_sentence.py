"""Every sentence as it reads of anyone: he, she, they, typed forms, the name alone; and in words that are our own."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from workbook.rulebook import Edition
from workbook.wording import Wording

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import every_sentence  # noqa: E402
import hash_sources  # noqa: E402

SPOKEN_OF = ["he-him", "she-her", "they-them", "unset", "name-only", "typed", "nobody-told", "name-only-without-a-name"]
BEGINS_SMALL = frozenset({"help.singapore"})  # a help line's own name: mindline
JOINED = frozenset({"wording"})  # parts of sentences, put together by charts and the summary

BARE_VERB = re.compile(
    r"\{they\}\s+(?:is|are|was|were|has|have|does|do|isn|aren|wasn|weren|hasn|haven|doesn|don)\b", re.IGNORECASE
)
TURNED = re.compile(  # what did they say, would they talk: the verb stands before them
    r"(?:\{(?:do|are|were|have)\}|\b(?:did|would|could|can|may|might|will|should|must|let))\s+\{they\}(?:\s+ever)?\s+\w+",
    re.IGNORECASE,
)
AFTER_THEM = re.compile(
    r"\{they\}\s+(?:ever\s+|also\s+|still\s+|never\s+|both\s+)?([a-z]+)(?!\{s\}|[a-z])", re.IGNORECASE
)
SAME_FOR_ALL = re.compile(
    "may|might|can|cannot|could|will|would|should|must|did|said|asked|felt|wrote|meant|blocked|came|told|hurt|kept|hid"
    "|found|went|left"
)
"""Verbs that read the same after he and after they."""

WHO_LEFT = re.compile(
    r"""\b(?:you\ left\ \{them\} | \{they\}\ (?:left|walked\ out\ on|ended\ it\ with|broke\ up\ with)\ you | left\ you\b
    | you\ (?:ended\ it|walked\ out|broke\ up) | dump\w* | since\ \{they\}\ (?:left|ended) | leaving\ you
    | you\ (?:were|had\ been|have\ been)\ (?:left|abandoned|rejected)\b(?!\ (?:with|open|out|over|to)) | jilt\w*)""",
    re.IGNORECASE | re.VERBOSE,
)


@pytest.fixture(scope="module")
def texts(edition: Edition) -> list[every_sentence.Text]:
    return list(every_sentence.everything(edition))


@pytest.fixture(scope="module")
def people(edition: Edition) -> dict[str, Wording]:
    return every_sentence.people(edition)


def at(each: every_sentence.Text, said: str) -> str:
    return f"{each.group}, {each.where}: {said}"


@pytest.mark.parametrize("spoken", SPOKEN_OF)
def test_nobody_meets_a_word_that_was_not_filled_in(
    spoken: str, texts: list[every_sentence.Text], people: dict[str, Wording]
) -> None:
    filled = [(each, people[spoken].fill(each.text)) for each in texts if each.group not in JOINED]
    assert not [at(each, said) for each, said in filled if re.search(r"[{}]", said)]


def test_the_draft_check_speaks_of_the_other_person_the_way_the_person_does(
    texts: list[every_sentence.Text], people: dict[str, Wording]
) -> None:
    rules = [each for each in texts if each.group == "messages"]
    filled = [(each, people["he-him"].fill(each.text)) for each in rules]
    assert rules
    assert not [
        at(each, said) for each, said in filled if re.search(r"\b(?:them|theirs?|your ex)\b", said, re.IGNORECASE)
    ]


def test_everyone_whom_a_person_can_name_is_read_here(people: dict[str, Wording]) -> None:
    assert set(people) == set(SPOKEN_OF)


@pytest.mark.parametrize("spoken", ["he-him", "they-them", "typed", "nobody-told"])
def test_every_sentence_begins_with_a_capital(
    spoken: str, texts: list[every_sentence.Text], people: dict[str, Wording]
) -> None:
    wrong = []
    for each in texts:
        said = people[spoken].fill(each.text)
        if each.group in JOINED or f"{each.group}.{each.where}" in BEGINS_SMALL:
            continue
        if said[:1].islower() or re.search(r"[.?][\"”’]?\s+[\"“]?[a-z]", said):
            wrong.append(at(each, said))
    assert not wrong, "\n".join(wrong)


def test_a_verb_fits_he_and_they_alike(texts: list[every_sentence.Text]) -> None:
    wrong = []
    for each in texts:
        straight = TURNED.sub("", each.text)
        bare = BARE_VERB.search(straight)
        plain = [verb for verb in AFTER_THEM.findall(straight) if not SAME_FOR_ALL.fullmatch(verb.lower())]
        if bare or plain:
            wrong.append(at(each, f"“{bare[0] if bare else plain[0]}”: {each.text}"))
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("{They} want{s} to talk", True),
        ("{They} {are} here", True),
        ("What did {they} say?", True),
        ("{They} want to talk", False),
        ("When {they} is here", False),
        ("What {they} has", False),
    ],
)
def test_a_verb_that_fits_only_one_is_found(text: str, fits: bool) -> None:
    straight = TURNED.sub("", text)
    plain = [verb for verb in AFTER_THEM.findall(straight) if not SAME_FOR_ALL.fullmatch(verb.lower())]
    assert (not BARE_VERB.search(straight) and not plain) == fits


def test_no_line_has_a_gap_in_it(texts: list[every_sentence.Text]) -> None:
    wrong = [at(each, each.text) for each in texts if re.search(r"\s\s|\s[,.;:?]|^\s|\s$|\.\.(?!\.)", each.text)]
    assert not wrong, "\n".join(wrong)


def test_no_sentence_takes_for_granted_who_left(texts: list[every_sentence.Text]) -> None:
    """The words are the same whoever left; only the question and its answers name it."""
    wrong = [
        at(each, each.text) for each in texts if each.where.partition(".")[0] != "who" and WHO_LEFT.search(each.text)
    ]
    assert not wrong, "\n".join(wrong)


def test_every_sentence_was_there_to_be_read_through(edition: Edition) -> None:
    kept = every_sentence.FILE.read_text("utf-8")
    assert kept == every_sentence.snapshot(edition), (
        "renew it with `python tools/renew_snapshots.py`, and read what changed"
    )


# ---- our own words


def ours() -> Iterator[tuple[str, str]]:
    """Every text we wrote: content, the prose of the notebooks, the documents."""
    for path in sorted((ROOT / "workbook" / "content").rglob("*.toml")):
        for text in strings(tomllib.loads(path.read_text("utf-8"))):
            for they in ("they", "he", "she"):
                yield path.name, _spoken(text, they)
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            yield path.name, "".join(cell["source"])
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))):
        yield path.name, path.read_text("utf-8")


def _spoken(text: str, they: str) -> str:
    forms = {"they": ("they", "them", "their"), "he": ("he", "him", "his"), "she": ("she", "her", "her")}[they]
    one = they != "they"
    words = dict(zip(("they", "them", "their"), forms, strict=True)) | {
        "ex": "your ex", "s": "s" * one, "are": "is" if one else "are", "have": "has" if one else "have",
    }  # fmt: skip
    return re.sub(r"\{(\w+)\}", lambda token: words.get(token[1].lower(), ""), text)


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings(each)


def test_no_run_of_seven_words_is_taken_from_an_article() -> None:
    theirs = set(hash_sources.FILE.read_text("ascii").split())
    assert len(theirs) > 10_000
    taken = [
        (name, run) for name, text in ours() for run in hash_sources.runs(text) if hash_sources.digest(run) in theirs
    ]
    assert not taken


def test_what_is_kept_of_the_articles_cannot_be_read() -> None:
    assert re.fullmatch(r"(?:[0-9a-f]{12}\n)+", hash_sources.FILE.read_text("ascii"))


def test_a_run_is_found_whatever_its_signs_and_letters() -> None:
    assert list(hash_sources.runs("One, two. THREE four five it’s seven")) == ["one two three four five it's seven"]
