"""What was said over time is read as it was meant: a gap stays a gap, and what was skipped is never a zero."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook import series
from workbook.answers import Answer, Answers
from workbook.questions import Chapter, Choice, Choices, FollowUps, Item, Number, Option, Rating, Scale, Section, Words
from workbook.series import CheckIn

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
UNSURE = Option("not-sure", "Not sure")
PARTS = Scale("part", tuple(Option(key, key.title()) for key in ("no-part", "some", "a-lot")), UNSURE)
WHOSE = tuple(Option(key, key.title()) for key in ("mine", "theirs", "between-us", "from-outside"))


def said(*given: tuple[str, str, str, datetime]) -> Answers:
    """Question, answer, sitting and moment, in the order in which they were given."""
    return Answers(Answer(n, at, sitting, question, value) for n, (question, value, sitting, at) in enumerate(given))


def chapter(name: str, each: str, *items: str) -> Chapter:
    def item(key: str) -> Item:
        asked = Rating(id=f"{name}.{key}.{each}", ask="?", scale=PARTS)
        return Item(key, key.title(), each=(asked, Choice(id=f"{name}.{key}.whose", ask="?", options=WHOSE)))

    pick = Choices(id=f"{name}.pick", ask="?", options=tuple(Option(key, key.title()) for key in items))
    return Chapter(
        id=name,
        phase="understand",
        title="",
        sections=(Section(id=f"{name}.pick", title="Group", pick=pick, items=tuple(map(item, items))),),
    )


CAUSES = chapter("causes", "part", "wires", "money", "plans")
MOTIVES = chapter("motives", "strength", "bond", "hours")


def today(question: str, value: str, sitting: str, at: datetime) -> tuple[str, str, str, datetime]:
    return (f"check-in.today.{question}", value, sitting, at)


# ---- check-ins


def test_a_check_in_belongs_to_the_day_it_was_where_the_person_was() -> None:
    auckland = timezone(timedelta(hours=13))

    found = series.check_ins(said(today("mood", "6", "s1", datetime(2026, 11, 3, 0, 30, tzinfo=auckland))))

    assert [each.day for each in found] == [date(2026, 11, 3)]


def test_a_check_in_that_runs_past_midnight_is_one_day() -> None:
    late = datetime(2026, 11, 2, 23, 58, tzinfo=UTC)

    found = series.check_ins(
        said(today("mood", "4", "s1", late), today("sleep", "7", "s1", late + timedelta(minutes=5)))
    )

    assert found == (CheckIn(date(2026, 11, 2), mood=4, sleep=7),)


def test_of_two_check_ins_on_one_day_the_later_answer_to_each_question_counts() -> None:
    evening = NOON + timedelta(hours=8)

    found = series.check_ins(
        said(
            today("mood", "2", "s1", NOON),
            today("urge", "9", "s1", NOON),
            today("mood", "5", "s2", evening),
        )
    )

    assert found == (CheckIn(NOON.date(), mood=5, urge=9),)


def test_a_check_in_that_was_taken_back_is_no_check_in() -> None:
    assert series.check_ins(said(today("mood", "3", "s1", NOON), today("mood", "", "s1", NOON))) == ()


@pytest.mark.parametrize("value", ["not-sure", "99", "-1", "3.5", "٣", "many"])
def test_not_sure_and_numbers_beyond_the_scale_are_left_open(value: str) -> None:
    assert series.check_ins(said(today("mood", value, "s1", NOON)))[0].mood is None


def test_everything_said_about_a_day_is_kept() -> None:
    found = series.check_ins(
        said(
            today("contact", "only-needed they-wrote", "s1", NOON),
            today("crying", "did-not-cry", "s1", NOON),
            today("line", "Walked {far} <b>", "s1", NOON),
        )
    )

    assert found == (CheckIn(NOON.date(), contact=("only-needed", "they-wrote"), cried=False, line="Walked {far} <b>"),)


def test_days_left_out_are_gaps() -> None:
    found = series.check_ins(said(*(today("mood", "5", f"s{d}", NOON + timedelta(days=d)) for d in (1, 2, 5))))

    assert series.gaps(found) == (date(2026, 11, 5), date(2026, 11, 6))


# ---- contact


def days(*contact: str | None) -> tuple[CheckIn, ...]:
    """One day after the other from 1 November; None is a day without a check-in."""
    start = date(2026, 11, 1)
    return tuple(
        CheckIn(start + timedelta(days=n), contact=tuple(keys.split()))
        for n, keys in enumerate(contact)
        if keys is not None
    )


@pytest.mark.parametrize(
    ("contact", "in_touch"),
    [
        ("no-contact", False),
        ("only-needed", False),
        ("looked-them-up", False),
        ("they-wrote", True),
        ("no-contact we-met", True),
        ("only-needed i-wrote", True),
        ("not-sure", None),
        ("no-contact not-sure", None),
        ("", None),
    ],
)
def test_contact_is_what_passed_between_two_people_and_was_not_only_needed(contact: str, in_touch: bool | None) -> None:
    assert days(contact)[0].in_touch is in_touch


def test_looking_them_up_has_days_of_its_own() -> None:
    found = days("looked-them-up", "no-contact", "i-wrote looked-them-up")

    assert series.looked_up_days(found) == (date(2026, 11, 1), date(2026, 11, 3))
    assert series.contact_days(found) == (date(2026, 11, 3),)


def test_the_last_contact_is_counted_in_days() -> None:
    assert series.days_since_contact(days("they-wrote", "no-contact"), date(2026, 11, 13)) == 12
    assert series.days_since_contact(days("no-contact"), date(2026, 11, 13)) is None
    assert series.days_since_contact(days("i-wrote"), date(2026, 10, 1)) == 0


def test_a_day_left_out_ends_a_run_as_contact_would() -> None:
    assert series.longest_run(days("no-contact", "no-contact", None, "no-contact")) == 2
    assert series.longest_run(days("no-contact", "no-contact", "i-wrote", "no-contact")) == 2
    assert series.longest_run(days("no-contact", "only-needed", "no-contact")) == 3
    assert series.longest_run(()) == 0


def test_the_current_run_waits_for_todays_check_in() -> None:
    found = days("i-wrote", "no-contact", "no-contact")

    assert series.current_run(found, date(2026, 11, 3)) == 2
    assert series.current_run(found, date(2026, 11, 4)) == 2
    assert series.current_run(found, date(2026, 11, 5)) == 0
    assert series.current_run((*found, CheckIn(date(2026, 11, 4), contact=("we-met",))), date(2026, 11, 4)) == 0


CONTACT = st.sampled_from([None, "", "not-sure", "no-contact", "only-needed", "looked-them-up", "i-wrote", "we-met"])
NUMBERS = st.tuples(st.sampled_from(["mood", "urge", "sleep"]), st.integers(-3, 14), st.integers(0, 200))
STRENGTHS = st.tuples(
    st.sampled_from(["bond", "hours"]), st.sampled_from(["", "no-part", "some", "not-sure"]), st.integers(1, 4)
)


@settings(deadline=None)
@given(st.lists(CONTACT, max_size=12), st.data())
def test_skipping_a_day_never_makes_a_run_longer(contact: list[str | None], data: st.DataObject) -> None:
    last = date(2026, 11, 1) + timedelta(days=len(contact))
    skipped = [None if data.draw(st.booleans()) else keys for keys in contact]

    assert series.longest_run(days(*skipped)) <= series.longest_run(days(*contact))
    assert series.current_run(days(*skipped), last) <= series.current_run(days(*contact), last)


@settings(deadline=None)
@given(st.lists(NUMBERS, max_size=20))
def test_every_day_is_there_once_and_every_number_was_given(given: list[tuple[str, int, int]]) -> None:
    rows = [today(name, str(value), f"s{n}", NOON + timedelta(hours=h)) for n, (name, value, h) in enumerate(given)]

    found = series.check_ins(said(*rows))

    assert [each.day for each in found] == sorted({row[3].date() for row in rows})
    for each in found:
        assert {each.mood, each.urge, each.sleep} <= {value for _, value, _ in given if 0 <= value <= 10} | {None}
    assert not {each.day for each in found} & set(series.gaps(found))


# ---- urges, slips and quiet days

SEVENTH = datetime(2026, 11, 7, 20, tzinfo=UTC)


def noted(section: str, entry: str, at: datetime = SEVENTH, **given: str) -> list[tuple[str, str, str, datetime]]:
    return [(f"steady.{section}.{name.replace('_', '-')}", value, entry, at) for name, value in given.items()]


def checked(*contact: str | None) -> list[tuple[str, str, str, datetime]]:
    """One check-in a day from 1 November; None is a day left out."""
    first = datetime(2026, 11, 1, 21, tzinfo=UTC)
    return [
        today("contact", keys, f"s{n + 1}", first + timedelta(days=n))
        for n, keys in enumerate(contact)
        if keys is not None
    ]


def test_an_urge_is_there_whether_it_was_noted_or_told_in_a_check_in() -> None:
    found = series.urges(
        said(
            *noted("urge", "e1", kind="to-plead", day="2026-11-05", strength="8", helped="A walk"),
            today("urge", "6", "s1", NOON),
            today("urge-kind", "to-tell-off to-look", "s1", NOON),
            today("urge-kind", "no-urge", "s2", NOON + timedelta(days=1)),
        )
    )

    assert [(each.day.day, each.kind, each.strength, each.helped, each.sitting) for each in found] == [
        (2, "to-tell-off", 6, "", "s1"),
        (2, "to-look", 6, "", "s1"),
        (5, "to-plead", 8, "A walk", "e1"),
    ]


def test_a_calm_evening_does_not_undo_the_urge_of_the_afternoon() -> None:
    evening = NOON + timedelta(hours=8)

    found = series.urges(said(today("urge-kind", "to-plead", "s1", NOON), today("urge-kind", "no-urge", "s2", evening)))

    assert [each.kind for each in found] == ["to-plead"]


@pytest.mark.parametrize(("given", "day"), [("2026-11-03", 3), ("", 7), ("not-sure", 7), ("2026-12-24", 7)])
def test_an_urge_without_a_day_or_with_one_ahead_came_on_the_day_it_was_noted(given: str, day: int) -> None:
    (found,) = series.urges(said(*noted("urge", "e1", kind="to-plead", day=given)))

    assert found.day.day == day


def test_what_was_left_out_of_an_urge_stays_open() -> None:
    (found,) = series.urges(said(*noted("urge", "e1", set_off="A song", strength="not-sure", kind="not-sure")))

    assert (found.kind, found.strength) == ("", None)


def test_a_day_counts_as_asked_about_only_when_it_says_which_urge_or_that_there_was_none() -> None:
    given = ["no-urge", "to-look", "not-sure", "to-look not-sure", ""]

    found = series.days_asked(
        said(*(today("urge-kind", value, f"s{n}", NOON + timedelta(days=n)) for n, value in enumerate(given)))
    )

    assert [day.day for day in sorted(found)] == [2, 3]


@pytest.mark.parametrize(
    ("what", "reached"),
    [("i-wrote", True), ("went-there", True), ("looked-them-up", False), ("asked-others", False), ("", True)],
)
def test_a_slip_is_contact_unless_it_was_only_looking_or_asking(what: str, reached: bool) -> None:
    (found,) = series.slips(said(*noted("slip", "e1", day="2026-11-06", what=what)))

    assert found.in_touch is reached


@pytest.mark.parametrize(("contact", "reached"), [("no-contact", False), ("looked-them-up", False), ("", True)])
def test_a_slip_told_in_a_check_in_is_read_beside_what_it_says_about_contact(contact: str, reached: bool) -> None:
    (found,) = series.slips(
        said(
            today("contact", contact, "s1", NOON),
            ("check-in.more.slip", "a-slip", "s1", NOON),
            ("check-in.more.slip-taught", "Mute it", "s1", NOON),
        )
    )

    assert (found.in_touch, found.taught, found.day) == (reached, "Mute it", NOON.date())


def test_a_slip_takes_nothing_from_the_days_before_it() -> None:
    days_before = checked("no-contact", "only-needed", "no-contact", "no-contact")
    slip = noted("slip", "e1", day="2026-11-04", what="i-wrote")

    before = series.quiet(said(*days_before), date(2026, 11, 5))
    after = series.quiet(said(*days_before, *slip), date(2026, 11, 5))

    assert (before.total, before.longest, before.current, before.since) == (4, 4, 4, None)
    assert (after.total, after.longest, after.current, after.since) == (4, 4, 0, 1)


def test_the_latest_contact_is_found_wherever_it_was_noted() -> None:
    start = ("start.ending.last-contact", "2026-10-20", "s1", NOON)
    slip = noted("slip", "e1", day="2026-11-06", what="i-wrote")
    looked = noted("slip", "e2", day="2026-11-07", what="looked-them-up")
    log = checked("no-contact", "they-wrote", "only-needed")
    at = date(2026, 11, 10)

    assert series.quiet(said(), at).latest_contact is None
    assert series.quiet(said(start), at).since == 21
    assert series.quiet(said(start, *log), at).since == 8
    assert series.quiet(said(start, *log, *slip, *looked), at).since == 4


def test_only_a_check_in_makes_a_day_quiet() -> None:
    found = series.quiet(said(("start.ending.last-contact", "2026-10-01", "s1", NOON)), date(2026, 11, 10))

    assert (found.total, found.longest, found.current) == (0, 0, 0)


SLIPS = st.lists(
    st.tuples(st.sampled_from(["i-wrote", "looked-them-up", ""]), st.integers(1, 14), st.booleans()), max_size=4
)


@settings(deadline=None)
@given(st.lists(CONTACT, max_size=12), SLIPS)
def test_no_slip_ever_lowers_the_count_or_the_longest_run(
    contact: list[str | None], slips: list[tuple[str, int, bool]]
) -> None:
    rows = checked(*contact)
    for n, (what, day, told) in enumerate(slips):
        at = datetime(2026, 11, day, 21, tzinfo=UTC)
        rows += [("check-in.more.slip", "a-slip", f"s{day}", at)] if told else noted("slip", f"e{n}", at, what=what)
    last = date(2026, 11, 14)

    before, after = series.quiet(said(*checked(*contact)), last), series.quiet(said(*rows), last)

    assert (after.total, after.longest) == (before.total, before.longest)
    assert after.current <= before.current
    assert after.since is None or before.since is None or after.since <= before.since


# ---- promises


PROMISE = Section(
    id="rebuild.promise",
    title="",
    log=True,
    follow_ups=FollowUps(
        asked=(Choice(id="rebuild.promise.kept", ask="?", options=()), Words(id="rebuild.promise.note", ask="?")),
        due="rebuild.promise.by-when",
        until=frozenset(["kept-it", "let-it-go"]),
    ),
)


def test_a_promise_stays_open_until_a_follow_up_ends_it() -> None:
    promise = [
        ("rebuild.promise.who", "me", "e1", NOON),
        ("rebuild.promise.what", "Two evenings free", "e1", NOON),
        ("rebuild.promise.by-when", "2026-11-16", "e1", NOON),
        ("rebuild.promise.kept", "not-yet", "e1.1", NOON + timedelta(days=14)),
        ("rebuild.promise.note", "A busy week", "e1.1", NOON + timedelta(days=14)),
    ]
    kept = ("rebuild.promise.kept", "kept-it", "e1.2", NOON + timedelta(days=20))

    (found,) = series.promises(said(*promise), PROMISE)
    (ended,) = series.promises(said(*promise, kept), PROMISE)

    assert (found.who, found.what, found.by_when) == ("me", "Two evenings free", date(2026, 11, 16))
    assert (found.kept, found.kept_on, found.note) == ("not-yet", date(2026, 11, 16), "A busy week")
    assert [found.is_due(date(2026, 11, day)) for day in (15, 16)] == [False, True]
    assert (ended.kept, ended.is_open, ended.is_due(date(2026, 12, 1))) == ("kept-it", False, False)


def test_a_promise_without_a_day_can_be_asked_about_at_once() -> None:
    (found,) = series.promises(said(("rebuild.promise.what", "Call first", "e1", NOON)), PROMISE)

    assert (found.by_when, found.is_due(NOON.date())) == (None, True)


# ---- causes


def test_the_biggest_cause_comes_first_and_one_without_an_answer_last() -> None:
    found = series.causes(
        said(
            ("causes.pick", "wires money plans", "s1", NOON),
            ("causes.wires.part", "some", "s1", NOON),
            ("causes.plans.part", "a-lot", "s1", NOON),
        ),
        CAUSES,
    )

    assert [(each.id, each.part, each.part_label) for each in found] == [
        ("plans", 2, "A-Lot"),
        ("wires", 1, "Some"),
        ("money", None, ""),
    ]


def test_a_cause_that_was_unpicked_is_not_shown_though_its_answers_stay() -> None:
    found = series.causes(
        said(
            ("causes.pick", "wires money", "s1", NOON),
            ("causes.wires.part", "a-lot", "s1", NOON),
            ("causes.pick", "money", "s1", NOON),
        ),
        CAUSES,
    )

    assert [each.id for each in found] == ["money"]


def test_not_sure_is_no_rank_and_skipping_is_no_answer() -> None:
    found = series.causes(
        said(
            ("causes.pick", "wires money", "s1", NOON),
            ("causes.wires.part", "not-sure", "s1", NOON),
            ("causes.wires.whose", "between-us", "s1", NOON),
        ),
        CAUSES,
    )

    assert [(each.part, each.part_label, each.whose, each.answers) for each in found] == [
        (None, "Not sure", ("between-us",), 2),
        (None, "", (), 0),
    ]


# ---- motives


def test_a_reason_not_picked_again_has_a_gap_there_and_no_zero() -> None:
    later = NOON + timedelta(days=20)
    found = series.motives(
        said(
            ("motives.pick", "bond hours", "s1", NOON),
            ("motives.bond.strength", "some", "s1", NOON),
            ("motives.hours.strength", "a-lot", "s1", NOON),
            ("motives.pick", "bond", "s2", later),
            ("motives.bond.strength", "a-lot", "s2", later),
        ),
        MOTIVES,
    )

    assert [[(point.sitting, point.rank) for point in motive.points] for motive in found] == [
        [("s1", 1), ("s2", 2)],
        [("s1", 2)],
    ]
    bond, hours = series.drift(found)
    assert (bond.steps, hours.steps, hours.last) == (1, None, None)


def test_a_group_that_was_left_out_this_time_has_not_faded() -> None:
    found = series.motives(
        said(
            ("motives.pick", "hours", "s1", NOON),
            ("motives.hours.strength", "a-lot", "s1", NOON),
            ("motives.honest.lean", "away", "s2", NOON + timedelta(days=9)),
        ),
        MOTIVES,
    )

    assert series.drift(found) == ()
    assert found[0].now == found[0].points[0]


@settings(deadline=None)
@given(st.lists(STRENGTHS, max_size=15))
def test_one_value_for_a_reason_and_a_sitting_and_only_what_was_said(given: list[tuple[str, str, int]]) -> None:
    answers = said(*((f"motives.{key}.strength", value, f"s{n}", NOON) for key, value, n in given))

    for motive in series.motives(answers, MOTIVES):
        sittings = [point.sitting for point in motive.points]
        assert sittings == sorted(set(sittings))
        for point in motive.points:
            kept = answers.in_sitting(f"motives.{motive.id}.strength", point.sitting)
            assert kept is not None
            assert point.rank == PARTS.rank(kept.value)


# ---- readiness


def test_the_own_view_is_the_latest_and_private_questions_are_not_among_them() -> None:
    asked = (
        Rating(id="readiness.a.waited", ask="Waited?", name="Waiting", scale=PARTS),
        Rating(id="readiness.a.harm", ask="?", private=True, scale=PARTS),
        Number(id="readiness.a.days", ask="?", low=0, high=9),
    )
    ready = Chapter(
        id="readiness", phase="decide", title="", sections=(Section(id="readiness.a", title="", asked=asked),)
    )
    later = NOON + timedelta(days=3)

    found = series.readiness(
        said(
            ("readiness.a.waited", "some", "s1", NOON),
            ("readiness.a.waited", "not-sure", "s2", later),
            ("readiness.a.harm", "a-lot", "s2", later),
        ),
        ready,
    )

    assert [(view.name, view.key) for view in found] == [("Waiting", "not-sure")]
    assert found[0].points == (("s1", NOON.date(), "some"), ("s2", later.date(), "not-sure"))
    assert series.readiness(Answers(), ready)[0].key == ""
