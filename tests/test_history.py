"""Someone who wants to look closer gets tidy tables; shown by accident, they are one sentence."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta

from workbook.answers import Answer, Answers
from workbook.history import CLOSED, history
from workbook.rulebook import Edition

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
GIVEN = [
    ("causes.pick", "crossed-wires", "s1"),
    ("causes.crossed-wires.part", "a-lot", "s1"),
    ("causes.crossed-wires.whose", "theirs", "s1"),
    ("motives.steadier", "loving-bond", "s1"),
    ("motives.loving-bond.strength", "not-sure", "s1"),
    ("readiness.steadiness.waited", "met", "s1"),
    ("readiness.steadiness.waited", "not-met", "s1"),
    ("check-in.today.mood", "7", "s1"),
    ("check-in.today.sleep", "not-sure", "s1"),
    ("check-in.today.line", "007", "s1"),
]
SAID = Answers(Answer(n, NOON + timedelta(minutes=n), s, q, value) for n, (q, value, s) in enumerate(GIVEN))


def test_shown_in_any_form_the_history_is_one_sentence(edition: Edition) -> None:
    found = history(SAID, edition.content)

    assert found.checkins.shape == (1, 8)
    assert {repr(found), str(found), f"{found}", found._repr_html_().removeprefix("<p>").removesuffix("</p>")} == {
        CLOSED
    }


def test_a_check_in_is_one_row_and_what_was_not_said_is_missing(edition: Edition) -> None:
    row = history(SAID, edition.content).checkins.iloc[0]

    assert (row["mood"], row["line"], row["day"].isoformat()) == (7, "007", "2026-11-02T00:00:00")
    assert row[["urge", "sleep", "cried", "contact"]].isna().all()


def test_causes_motives_and_own_views_are_tables_of_their_own(edition: Edition) -> None:
    found = history(SAID, edition.content)

    assert found.causes[["cause", "part", "part_rank", "whose"]].to_numpy().tolist() == [
        ["crossed-wires", "A lot", 3, "theirs"]
    ]
    assert found.motives[["group", "motive", "sitting", "strength"]].to_numpy().tolist() == [
        ["steadier", "loving-bond", "s1", "Not sure"]
    ]
    assert found.motives["strength_rank"].isna().all()
    assert found.readiness["view"].tolist() == ["not-met"]


def test_urges_slips_and_promises_are_tables_of_their_own(edition: Edition) -> None:
    given = [
        ("steady.urge.kind", "to-plead", "e1"),
        ("steady.urge.strength", "8", "e1"),
        ("steady.urge.day", "2026-10-30", "e1"),
        ("steady.slip.what", "looked-them-up", "e2"),
        ("check-in.today.urge-kind", "to-look", "s1"),
        ("check-in.more.slip", "a-slip", "s1"),
        ("rebuild.promise.who", "me", "e1"),
        ("rebuild.promise.by-when", "2026-11-16", "e1"),
        ("rebuild.promise.kept", "partly", "e1.1"),
    ]
    found = history(Answers(Answer(n, NOON, s, q, value) for n, (q, value, s) in enumerate(given)), edition.content)

    assert found.urges[["kind", "told_in", "sitting"]].to_numpy().tolist() == [
        ["to-plead", "log", "e1"],
        ["to-look", "check-in", "s1"],
    ]
    assert found.urges["strength"].fillna(-1).tolist() == [8, -1]
    assert found.slips[["what", "told_in"]].fillna("").to_numpy().tolist() == [
        ["looked-them-up", "log"],
        ["", "check-in"],
    ]
    promise = found.promises.iloc[0]
    assert (promise["who"], promise["kept"], promise["by_when"].isoformat()) == ("me", "partly", "2026-11-16T00:00:00")
    assert promise["open"]


def test_every_answer_that_stands_is_in_the_long_table_once(edition: Edition) -> None:
    found = history(SAID, edition.content).answers

    assert len(found) == len(GIVEN) - 1
    assert not found.duplicated(["question", "sitting"]).any()
    assert found.loc[found["question"] == "readiness.steadiness.waited", "answer"].tolist() == ["not-met"]


def test_empty_tables_have_the_same_types_as_full_ones(edition: Edition) -> None:
    nothing, something = history(Answers(), edition.content), history(SAID, edition.content)

    for name in ("checkins", "causes", "motives", "readiness", "urges", "slips", "promises", "answers"):
        assert getattr(nothing, name).empty
        assert getattr(nothing, name).dtypes.equals(getattr(something, name).dtypes)
    assert something.checkins.dtypes.astype(str).to_dict() | {"contact": "", "line": ""} == {
        "day": "datetime64[s]", "mood": "Int64", "urge": "Int64", "sleep": "Int64",
        "contact": "", "in_touch": "boolean", "cried": "boolean", "line": "",
    }  # fmt: skip


def test_nobody_waits_for_pandas_or_plotly_who_does_not_ask_for_them() -> None:
    asked = (
        "import sys, workbook.history, workbook.plotted, workbook.drawn\n"
        "from workbook.answers import Answers\n"
        "from workbook.questions import Content\n"
        "repr(workbook.history.history(Answers(), Content('en', ())))\n"
        "sys.exit(bool({'pandas', 'plotly', 'numpy'} & set(sys.modules)))"
    )

    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
