"""What the pages about privacy and security name is there: files, tests, commands, links."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from workbook import cli

ROOT = Path(__file__).resolve().parent.parent
PAPERS = ("PRIVACY.md", "SECURITY.md", "docs/what-we-cannot-protect.md")
WITH_THEM = ("README.md", "CHANGELOG.md")
DOORS = {"open", "test"}
"""Verbs that start before there is a terminal's door."""

MADE_LATER = {"data/answers", "data/summaries", "data/answers/start.csv"}
"""With the first answer, and never in the project."""


def verbs() -> set[str]:
    choices = next(action.choices for action in cli._parser()._actions if action.choices)
    return {*choices, *DOORS}


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize("name", PAPERS)
def test_every_file_that_is_named_is_there(name: str) -> None:
    named = set(re.findall(r"`([A-Za-z.-]+(?:/[\w.-]+)+)`", text(name))) - MADE_LATER
    assert {each for each in named if not (ROOT / each).exists()} == set()


@pytest.mark.parametrize("name", PAPERS)
def test_every_link_leads_somewhere(name: str) -> None:
    links = re.findall(r"\]\(([^)]+)\)", text(name))
    assert {each for each in links if "://" not in each and not ((ROOT / name).parent / each).exists()} == set()
    assert links


@pytest.mark.parametrize("name", [*PAPERS, *WITH_THEM])
def test_every_command_that_is_named_can_be_given(name: str) -> None:
    named = set(re.findall(r"python3 -m workbook ([a-z]+)", text(name)))
    assert named <= verbs()


def test_each_promise_names_a_test_that_runs() -> None:
    rows = [line for line in text("SECURITY.md").splitlines() if line.startswith("|")][2:]
    assert len(rows) > 10
    for row in rows:
        tests = re.findall(r"`(tests/[\w/]+\.py)`", row)
        assert tests, row
        assert all("def test_" in text(test) for test in tests), row


def test_each_of_the_three_is_found_from_the_first_page() -> None:
    assert all(f"]({name})" in text("README.md") for name in PAPERS)


def test_no_benefit_is_claimed() -> None:
    assert "No evidence of benefit yet; not tested with patients." in text("PRIVACY.md")


@pytest.mark.parametrize("name", PAPERS)
def test_the_pages_speak_plainly(name: str) -> None:
    prose = re.sub(r"`[^`]*`|\]\([^)]*\)|\*", "", text(name))
    sentences = [each.split() for each in re.split(r"(?<=[.?:])\s|\n\n|\||\n- ", prose) if each.strip()]
    long = [" ".join(words) for words in sentences if len(words) > 20]
    assert long == []
    assert "!" not in prose
