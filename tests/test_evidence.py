"""What the log shows beside an own view: waiting and urges are only "met" by days on which somebody said so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import ANYONE, NOW, TODAY, edition

from workbook.answers import Answer, Answers
from workbook.standing.evidence import EVIDENCE, Evidence, Look
from workbook.wording import Wording

KINDER = {"not-met": 0, "unclear": 1, "": 1, "met": 2}
OF_KIND = {"urge-to-beg": "to-plead", "urge-to-berate": "to-tell-off"}
URGES = pytest.mark.parametrize("name", OF_KIND)


def look(rows: Sequence[Answer], name: str, today: date = TODAY) -> Evidence:
    window = 14 if name in OF_KIND else 0
    return EVIDENCE[name](Look(Answers(rows), edition().content, today, window))


def says(rows: Sequence[Answer], name: str) -> str:
    return look(rows, name).says


def told(rows: Sequence[Answer], name: str) -> str:
    """The sentence, as somebody reads it whose pronoun is not set."""
    return look(rows, name).said.words(Wording(edition().sentences, edition().persons["unset"]))


def ago(days: int) -> datetime:
    return NOW - timedelta(days=days)


def row(question: str, value: str, sitting: str = "s1", days: int = 0) -> Answer:
    return Answer(0, ago(days), sitting, question, value)


def chosen(days: int) -> Answer:
    return row("start.waiting.days", str(days), days=200)


def last_contact(days: int) -> Answer:
    return row("start.ending.last-contact", ago(days).date().isoformat(), days=200)


def check_in(question: str, value: str, days: int) -> Answer:
    """One sitting a day, named after its day."""
    return row(f"check-in.today.{question}", value, f"s{400 - days}", days)


def quiet(*days: int) -> list[Answer]:
    return [check_in("contact", "no-contact", each) for each in days]


def slip(days: int, what: str = "i-wrote", entry: str = "e1") -> list[Answer]:
    day = ago(days).date().isoformat()
    return [row("steady.slip.day", day, entry, days), row("steady.slip.what", what, entry, days)]


def urge(kind: str, days: int, entry: str = "e1") -> list[Answer]:
    day = ago(days).date().isoformat()
    return [row("steady.urge.day", day, entry, days), *([row("steady.urge.kind", kind, entry, days)] if kind else [])]


def calm(name: str, count: int) -> list[Answer]:
    """Check-ins on as many days that say which urge there was, and it was not this one."""
    return [check_in("urge-kind", "to-look" if days % 2 else "no-urge", days) for days in range(count)]


# ---- the waiting time


def test_with_nothing_said_there_is_nothing_to_show() -> None:
    assert not look([], "waited").said


def test_without_a_waiting_time_the_days_are_told_and_judged_by_nothing() -> None:
    assert (says([last_contact(12)], "waited"), told([last_contact(12)], "waited")) == (
        "",
        "Days since the last contact that is noted: 12. No waiting time is chosen.",
    )
    assert says([chosen(0), last_contact(12)], "waited") == ""


@pytest.mark.parametrize("later", [[], [check_in("contact", "they-wrote", 9)], slip(9), slip(9, what="")])
def test_fewer_days_than_chosen_since_the_latest_contact_is_not_yet(later: list[Answer]) -> None:
    assert says([chosen(30), last_contact(29), *later], "waited") == "not-met"


def test_looking_someone_up_does_not_begin_the_waiting_anew() -> None:
    rows = [chosen(30), last_contact(45), *quiet(*range(1, 31))]

    assert says([*rows, *slip(3, what="looked-them-up")], "waited") == "met"


def test_days_that_nobody_logged_do_not_count_as_quiet() -> None:
    rows = [chosen(30), last_contact(45), *quiet(*range(1, 20))]

    assert says(rows, "waited") == "unclear"
    assert told(rows, "waited") == (
        "You chose to wait 30 days. Days since the last contact that is noted: 45. "
        "Of the last 30 days, 19 are logged without contact."
    )


def test_each_of_the_chosen_days_logged_without_contact_is_met() -> None:
    assert says([chosen(10), last_contact(12), *quiet(*range(1, 11))], "waited") == "met"
    assert says([chosen(10), last_contact(12), *quiet(*range(1, 5), *range(6, 12))], "waited") == "unclear"


def test_without_a_last_contact_nobody_can_say() -> None:
    assert says([chosen(5), *quiet(*range(20))], "waited") == "unclear"


TELLS_A_DAY = ("start.ending.last-contact", "steady.slip.day")
WAITING = st.lists(
    st.one_of(
        st.builds(
            check_in,
            st.just("contact"),
            st.sampled_from(["no-contact", "only-needed", "looked-them-up", "not-sure", "i-wrote"]),
            st.integers(0, 9),
        ),
        st.builds(last_contact, st.integers(0, 12)),
    ),
    max_size=14,
    unique_by=lambda row: (row.question, row.sitting),
)


@ANYONE
@given(WAITING, st.booleans(), st.integers(0, 6), st.data())
def test_leaving_a_day_out_never_makes_the_waiting_over(
    rows: list[Answer], all_quiet: bool, days: int, data: st.DataObject
) -> None:
    everything = [chosen(days), *(quiet(*range(12)) if all_quiet else []), *rows]
    before = says(everything, "waited")
    left_out = data.draw(st.sets(st.integers(0, 11)))

    kept = [each for each in everything if each.sitting not in {f"s{400 - day}" for day in left_out}]

    assert KINDER[says(kept, "waited")] <= max(KINDER[before], 1)
    assert before == "met" or says(kept, "waited") != "met"


@ANYONE
@given(WAITING, st.integers(1, 6), st.data())
def test_leaving_answers_blank_never_makes_the_waiting_over(rows: list[Answer], days: int, data: st.DataObject) -> None:
    """Any but those that tell of contact: taken back, they never were."""
    everything = [chosen(days), *rows, *slip(data.draw(st.integers(0, 12)))]
    blank = [each for each in everything if each.value != "i-wrote" and each.question not in TELLS_A_DAY]
    gone = data.draw(st.lists(st.sampled_from(blank), unique_by=id))
    kept = [each for each in everything if not any(each is other for other in gone)]

    assert says(everything, "waited") == "met" or says(kept, "waited") != "met"


@ANYONE
@given(WAITING, st.integers(1, 6), st.integers(0, 9), st.sampled_from(["i-wrote", "we-met", ""]))
def test_a_slip_never_makes_the_waiting_look_longer(rows: list[Answer], days: int, ago: int, what: str) -> None:
    start = [chosen(days), last_contact(12), *rows]

    assert KINDER[says([*start, *slip(ago, what)], "waited")] <= KINDER[says(start, "waited")]


# ---- urges


@URGES
def test_with_no_urge_and_no_check_in_there_is_nothing_to_show(name: str) -> None:
    assert not look([], name).said


@URGES
def test_an_urge_of_that_kind_in_two_weeks_is_not_met_wherever_it_was_told(name: str) -> None:
    noted, told_of = urge(OF_KIND[name], 3), [check_in("urge-kind", OF_KIND[name], 3)]

    assert says([*calm(name, 3), *noted], name) == says([*calm(name, 3), *told_of], name) == "not-met"


@URGES
@pytest.mark.parametrize(("count", "verdict"), [(4, ""), (5, "met"), (14, "met")])
def test_none_is_met_only_once_five_check_ins_say_so(name: str, count: int, verdict: str) -> None:
    assert says(calm(name, count), name) == verdict


@URGES
def test_an_urge_before_the_two_weeks_no_longer_counts(name: str) -> None:
    assert says([*calm(name, 6), *urge(OF_KIND[name], 14)], name) == "met"
    assert says([*calm(name, 6), *urge(OF_KIND[name], 13)], name) == "not-met"


@URGES
def test_not_sure_is_no_answer_that_counts(name: str) -> None:
    assert says([*calm(name, 4), *(check_in("urge-kind", "not-sure", days) for days in range(4, 12))], name) == ""


@URGES
def test_an_urge_whose_kind_is_left_open_is_not_counted_as_none(name: str) -> None:
    assert says([*calm(name, 6), *urge("", 2)], name) == "unclear"
    assert says([*calm(name, 6), *urge("not-sure", 2)], name) == "unclear"
    assert says([*calm(name, 6), *urge("to-look", 2)], name) == "met"


def test_the_sentence_names_the_days_and_the_urge() -> None:
    assert told([*calm("urge-to-berate", 3), *urge("to-tell-off", 2)], "urge-to-berate") == (
        "An urge to tell them off is noted on 1 of the last 14 days."
    )
    assert told(calm("urge-to-beg", 6), "urge-to-beg") == (
        "No urge to plead is noted in the last 14 days. Check-ins that say so: 6."
    )


ASKED = st.lists(
    st.builds(
        check_in,
        st.just("urge-kind"),
        st.sampled_from(["no-urge", "to-look", "to-plead", "to-tell-off", "to-plead to-look", "not-sure"]),
        st.integers(0, 20),
    ),
    max_size=16,
    unique_by=lambda row: row.sitting,
)
NOTED = st.lists(
    st.builds(
        urge,
        st.sampled_from(["to-plead", "to-tell-off", "to-look", "not-sure", ""]),
        st.integers(0, 20),
        st.sampled_from(["e1", "e2", "e3"]),
    ),
    max_size=3,
    unique_by=lambda rows: rows[0].sitting,
)


@ANYONE
@given(ASKED, NOTED, st.sampled_from(list(OF_KIND)), st.data())
def test_skipping_never_makes_an_urge_look_gone(
    asked: list[Answer], noted: list[list[Answer]], name: str, data: st.DataObject
) -> None:
    """A check-in without a word of that urge, or the kind or the day of one that was noted: any of it left blank."""
    days = {each.sitting for each in asked}
    base = [each for each in calm(name, data.draw(st.integers(0, 9))) if each.sitting not in days]
    everything = [*base, *asked, *(each for rows in noted for each in rows)]
    silent = [each for each in asked if OF_KIND[name] not in each.value.split()]
    parts = [data.draw(st.sampled_from(rows)) for rows in noted if len(rows) > 1]
    gone = data.draw(st.lists(st.sampled_from([*silent, *parts]), unique_by=id)) if silent or parts else []

    kept = [each for each in everything if not any(each is other for other in gone)]

    assert says(everything, name) == "met" or says(kept, name) != "met"


@ANYONE
@given(st.sampled_from(list(OF_KIND)), st.integers(0, 14), st.integers(0, 13), st.sampled_from([0, 1]))
def test_an_urge_noted_with_half_of_it_left_blank_is_still_there(name: str, count: int, days: int, part: int) -> None:
    assert says([*calm(name, count), urge(OF_KIND[name], days)[part]], name) != "met"


@ANYONE
@given(ASKED, NOTED, st.sampled_from(list(OF_KIND)), st.integers(0, 20), st.booleans())
def test_one_more_urge_of_that_kind_is_never_kinder(
    asked: list[Answer], noted: list[list[Answer]], name: str, days: int, log: bool
) -> None:
    start = [*asked, *(each for rows in noted for each in rows)]
    more = urge(OF_KIND[name], days, "e9") if log else [row("check-in.today.urge-kind", OF_KIND[name], "s500", days)]

    assert KINDER[says([*start, *more], name)] <= KINDER[says(start, name)]
    assert days >= 14 or says([*start, *more], name) == "not-met"


@ANYONE
@given(WAITING, ASKED, NOTED, st.sampled_from(["waited", *OF_KIND]), st.integers(0, 9))
def test_whatever_is_said_comes_with_a_sentence_and_the_questions_it_rests_on(
    rows: list[Answer], asked: list[Answer], noted: list[list[Answer]], name: str, days: int
) -> None:
    found = look([chosen(days), *rows, *asked, *(each for more in noted for each in more)], name)

    assert found.said or not found.says
    assert found.rests_on
    assert {question for question in found.rests_on if not edition().content.question(question)} == set()


# ---- to understand


@pytest.mark.parametrize(
    ("hoped", "verdict"),
    [
        ("", ""),
        ("understanding", "met"),
        ("understanding say-sorry", "met"),
        ("understanding to-be-right", "unclear"),
        ("to-be-right", "not-met"),
        ("relief chosen-again", "not-met"),
        ("relief", "unclear"),
        ("nothing-from-them", "unclear"),
        ("not-sure", "unclear"),
        ("understanding not-sure", "unclear"),
    ],
)
def test_hoping_to_understand_is_read_from_what_was_picked(hoped: str, verdict: str) -> None:
    assert says([row("motives.honest.seeking", hoped)], "seeking-understanding") == verdict


def test_everything_hoped_for_is_named() -> None:
    assert told([row("motives.honest.seeking", "relief nothing-from-them")], "seeking-understanding") == (
        "Hoped for: Relief from the hurt; Nothing from them now."
    )
