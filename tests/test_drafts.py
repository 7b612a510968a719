"""What the draft checker points at, and what it leaves alone."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import ANYONE, edition

from workbook.drafts import Concern, concerns, load_message_rules
from workbook.errors import ContentError
from workbook.rules import MessageRule

sys.path.insert(0, str(Path(__file__).parent / "drafts"))
import figures

RULES = edition().rules.messages
EACH_RULE = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
NOON = time(12, 0)
SEAL = "5fd4f2f6dbd0e22f9b0fee40f77d376c6c5abbab18e28bfa30fec8f2ee182943"


def drawn(draft: str, at: time | None = NOON, after: figures.Any = "none") -> dict[str, Concern]:
    return {each.rule.id: each for each in concerns(draft, RULES, at, after)}


# ---- how well it does


def test_the_sealed_half_is_as_it_was_before_the_rules_were_tuned() -> None:
    assert figures.seal("held_out") == SEAL


def test_there_are_enough_labelled_drafts_to_tell() -> None:
    found = [draft for half in figures.HALVES for draft in figures.drafts(half)]
    hits = Counter(rule for draft in found for rule in draft.rules)
    near = Counter(draft.group for draft in found if not draft.rules)

    assert len(found) >= 240
    assert [rule.id for rule in RULES if hits[rule.id] < 8 or near[rule.id] < 8] == []


def test_no_draft_stands_in_both_halves() -> None:
    tuned, sealed = (
        {(draft.text.casefold(), draft.at, draft.after) for draft in figures.drafts(half)} for half in figures.HALVES
    )

    assert tuned & sealed == set()


def test_of_a_hundred_fine_drafts_nobody_saw_before_at_least_ninety_five_draw_no_concern() -> None:
    for groups in ((), ("everyday", "co-parent")):
        alone, fine = figures.left_alone("held_out", RULES, groups)
        assert alone / fine >= 0.95


@EACH_RULE
def test_each_rule_finds_most_of_what_it_is_there_for(rule: MessageRule) -> None:
    tuned, sealed = (figures.figures(half, RULES)[rule.id] for half in figures.HALVES)

    assert (tuned.recall, tuned.precision) == (1.0, 1.0)
    assert sealed.recall >= 0.8
    assert sealed.precision >= 0.6


@pytest.mark.parametrize("rule", ["self-harm", "threat", "watching"])
def test_what_is_most_dangerous_is_never_missed(rule: str) -> None:
    assert figures.figures("held_out", RULES)[rule].recall == 1.0


# ---- what a concern is


@ANYONE
@given(st.text(max_size=300), st.times() | st.none(), st.sampled_from(["none", "sent"]))
def test_whatever_is_written_a_concern_points_at_words_of_the_draft_in_order(
    draft: str, at: time | None, after: figures.Any
) -> None:
    for concern in concerns(draft, RULES, at, after):
        assert concern.words == tuple(draft[start:end] for start, end in concern.spans)
        assert all(one[1] < other[0] for one, other in pairwise(concern.spans))
        assert concern.rule.reason
        assert concern.rule.sources


@ANYONE
@given(st.lists(st.sampled_from(figures.drafts("tuned")), min_size=1, max_size=4))
def test_writing_more_in_a_sentence_of_its_own_takes_no_concern_about_words_away(found: list[figures.Draft]) -> None:
    about_words = {rule.id for rule in RULES if rule.kind == "words"}
    alone = [set(drawn(draft.text)) & about_words for draft in found]

    together = "\n\n".join(draft.text for draft in found)
    assert set().union(*alone) <= set(drawn(together))


def test_an_empty_draft_draws_nothing_at_any_hour() -> None:
    assert drawn(" \n", time(3, 0), "sent") == {}


def test_a_long_hostile_draft_is_read_in_one_go() -> None:
    for draft in ("please " * 40_000, "a" * 200_000, "not " * 50_000 + "come back", "\u0301" * 100_000, "?" * 100_000):
        concerns(draft, RULES, NOON, "none")


def test_the_hour_counts_at_its_edges() -> None:
    fine = "Good luck tomorrow."
    late = [at for at in (time(20, 59), time(21, 0), time(7, 59), time(8, 0)) if "late-hour" in drawn(fine, at)]

    assert late == [time(21, 0), time(7, 59)]


def test_without_an_hour_nothing_is_said_of_the_hour() -> None:
    assert drawn("Good luck tomorrow.", None) == {}


def test_a_quotation_is_somebody_elses() -> None:
    assert drawn("You once wrote “come back to me, I beg you”.") == {}
    assert drawn("Come back to me, I beg you.").keys() == {"begging"}


def test_not_turns_a_phrase_round_and_because_does_not_let_it_reach_further() -> None:
    assert "begging" not in drawn("I am not asking you to come back.")
    assert "begging" in drawn("I am not well because I miss you so, come back to me.")


@pytest.mark.parametrize(
    "draft", ["PLEASE come back to me", "please comeback to me!!", "pls come bck... come back to me"]
)
def test_capitals_typos_and_short_forms_do_not_matter(draft: str) -> None:
    assert "begging" in drawn(draft)


def test_harm_to_oneself_shows_help_and_stands_first() -> None:
    first, *_ = concerns("I will die without you. Answer me now.", RULES, NOON, "none")

    assert (first.rule.id, first.rule.help) == ("self-harm", True)


def test_whatever_else_a_draft_says_a_hint_of_harm_to_oneself_brings_help_first() -> None:
    hints = [draft.text for draft in figures.drafts("tuned") if "self-harm" in draft.rules]
    firsts = [concerns(f"Please please come back. {hint}", RULES, NOON, "none")[0].rule for hint in hints]

    assert len(hints) >= 60
    assert {(rule.id, rule.help) for rule in firsts} == {("self-harm", True)}


def test_nothing_of_a_rule_can_be_sent_as_it_stands() -> None:
    """A phrase is a fragment that is looked for; none is a sentence to copy."""
    whole = [phrase for rule in RULES for phrase in rule.phrases if len(phrase.split()) > 9]

    assert whole == []


# ---- messages.toml by a careless hand

SPEECH = """
[speech]
fillers = ["really"]
turns = ["not"]
turns-nothing = []
holds = []
joins = []
errands = []
[speech.spellings]
u = "you"
"""


@pytest.mark.parametrize(
    ("rule", "named"),
    [
        ('phrases = ["… back"]', "must begin and end with a word"),
        ('phrases = ["really yours"]', "passed over"),
        ('phrases = ["(a)"]', "nothing must be there"),
        ('phrases = ["come[back]"]', "write words"),
        ("", "“phrases”"),
        ('kind = "guess"', "it can be"),
        ('kind = "too-long"\nlimit = 0', "1 or more"),
        ('kind = "late-hour"\nfrom = "late"\nuntil = "08:00"', "21:00"),
        ('phrases = ["come"]\nsource = ["S1.1"]', "source"),
    ],
)
def test_a_mistake_in_a_rule_is_told_with_file_rule_and_key(tmp_path: Path, rule: str, named: str) -> None:
    path = tmp_path / "messages.toml"
    head = '[[rule]]\nid = "one"\ntitle = "One"\nsays = "Look."\nreason = "So."\nsources = ["S1.1"]\n'
    path.write_text(f"{SPEECH}\n{head}{rule}\n", "utf-8")

    with pytest.raises(ContentError) as told:
        load_message_rules(path)
    assert "messages.toml" in told.value.sentence
    assert named in told.value.sentence
