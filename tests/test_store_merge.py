"""Copies that a sync service made: noticed, put together with the answers once asked; nothing is lost or comes back."""

from __future__ import annotations

import itertools
import os
import signal
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from torture.sheets import STYLES, table

from workbook.answers import Answer, sitting_order
from workbook.errors import StoreError
from workbook.store import Store, disk
from workbook.store.doubles import Consent
from workbook.store.lines import written
from workbook.store.merge import Merged, Ways, merge
from workbook.store.sheet import parse

NOW = datetime(2026, 11, 21, 21, 4, 5, tzinfo=UTC)
HEADER = b"seq,answered_at,sitting,question,answer,check\n"
WORDS = "zanzibar, the thing I never told"


def holding(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """A stop as the workbook keeps one: on until lifted."""
    last = {each.question: each for each in answers if each.question in ("causes.pause", "causes.alarm")}
    return tuple(each for each in last.values() if each.value != "lifted")


WAYS = Ways(lambda question: question.startswith("causes.note"), holding)


class Computer:
    """One computer's answers, at a clock that goes on."""

    def __init__(self, folder: Path, starts: datetime = NOW) -> None:
        self.store, self.clock = Store(folder), itertools.count()
        self.starts = starts

    def says(self, question: str, value: str, sitting: str = "s1") -> Answer:
        at = self.starts + timedelta(seconds=next(self.clock))
        text = question.startswith("note")
        save = self.store.replace if text else self.store.append
        return save("causes", sitting, f"causes.{question}", value, at)

    def erases(self, question: str, sitting: str = "s1") -> None:
        assert self.store.erase("causes", sitting, f"causes.{question}")

    @property
    def file(self) -> Path:
        return self.store.answers_folder / "causes.csv"

    @property
    def raw(self) -> bytes:
        return self.file.read_bytes()

    def told(self) -> list[tuple[str, str, str]]:
        return [(a.sitting, a.question, a.value) for a in Store(self.store.data).read("causes").answers]

    def copied_to(self, folder: Path, starts: datetime) -> Computer:
        """Another computer with the same file, used from another time on."""
        other = Computer(folder, starts)
        other.store.answers_folder.mkdir(parents=True)
        other.file.write_bytes(self.raw)
        return other


@pytest.fixture
def here(tmp_path: Path) -> Computer:
    computer = Computer(tmp_path / "here")
    computer.says("pick", "crossed-wires")
    computer.says("note", "first words")
    return computer


@pytest.fixture
def there(tmp_path: Path, here: Computer) -> Computer:
    return here.copied_to(tmp_path / "there", NOW + timedelta(hours=1))


def put(here: Computer, *others: Computer | bytes, picked: Sequence[str] = ()) -> Merged:
    """What comes of it; and the file is as it says."""
    raws = [each if isinstance(each, bytes) else each.raw for each in others]
    merged = here.store.compare("causes", raws, WAYS)
    here.store.put_together("causes", raws, WAYS, Consent([left.key for left in merged.left], picked))
    assert picked or here.raw == merged.content
    return merged


NAMES = [
    "causes.sync-conflict-20261121-101010-ABCDEFG.csv",
    "causes (1).csv",
    "causes (conflicted copy 2026-11-21).csv",
    "causes (Anna's conflicted copy 2026-11-21).csv",
    "causes (In Konflikt stehende Kopie von Anna 2026-11-21).csv",
    "causes (conflicted copy 2026-11-21 101010).csv",
    "causes (SFConflict anna 2026-11-21-10-10-10).csv",
    "causes_conflict-20261121-101010.csv",
    "causes 2.csv",
    "causes - Copy.csv",
    "causes - Copy (2).csv",
    "causes copy.csv",
    "Copy of causes.csv",
    "causes-DESKTOP-AB12CD3.csv",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_copy_that_a_sync_service_made_is_noticed_by_its_name(name: str, here: Computer) -> None:
    (here.store.answers_folder / name).write_bytes(here.raw)

    assert [(copy.chapter, copy.name) for copy in here.store.doubles()] == [("causes", name)]


@pytest.mark.parametrize(
    "name",
    [
        "causes.edited-1.csv",
        "causes.csv",
        "causes (1).txt",
        "causes.notes.csv",
        "hard-talk.csv",
        "datapackage (1).json",
    ],
)
def test_a_file_that_is_no_copy_is_left_alone(name: str, here: Computer) -> None:
    (here.store.answers_folder / name).write_bytes(here.raw)

    assert here.store.doubles() == ()


@pytest.mark.parametrize("name", ["answers (1)", "answers 2", "answers (conflicted copy 2026-11-21)", "answers - Copy"])
def test_a_copy_of_the_whole_folder_is_noticed_and_goes_once_it_is_merged(name: str, here: Computer) -> None:
    folder = here.store.data / name
    folder.mkdir()
    (folder / "causes.csv").write_bytes(here.raw)
    (folder / "motives.csv").write_bytes(HEADER)
    (folder / "datapackage.json").write_bytes(b"{}")

    assert [copy.name for copy in here.store.doubles()] == [f"{name}/causes.csv", f"{name}/motives.csv"]
    for chapter in ("causes", "motives"):
        assert folder.exists()
        here.store.settle(chapter, WAYS, Consent())
    assert not folder.exists()
    assert len(here.told()) == 2


def test_a_copied_folder_stays_while_something_else_lies_in_it(here: Computer) -> None:
    folder = here.store.data / "answers (1)"
    folder.mkdir()
    (folder / "causes.csv").write_bytes(here.raw)
    (folder / "mine.odt").write_bytes(b"my own")
    here.store.settle("causes", WAYS, Consent())

    assert [path.name for path in folder.iterdir()] == ["mine.odt"]


def test_a_link_is_nobodys_copy(here: Computer, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.csv").write_bytes(here.raw)
    (here.store.answers_folder / "causes (1).csv").symlink_to(tmp_path / "elsewhere.csv")
    (here.store.answers_folder / "causes (2).csv").symlink_to(tmp_path)

    assert here.store.doubles() == ()


def test_lines_that_are_the_same_are_there_once_and_new_ones_come_over(here: Computer, there: Computer) -> None:
    here.says("pick", "distance")
    there.says("pick", "money")
    there.says("whose", "mine")
    merged = put(here, there)

    assert (merged.came, merged.left) == (2, ())
    assert here.told() == [
        ("s1", "causes.pick", "crossed-wires"),
        ("s1", "causes.note", "first words"),
        ("s1", "causes.pick", "distance"),
        ("s1", "causes.pick", "money"),
        ("s1", "causes.whose", "mine"),
    ]
    assert [a.seq for a in here.store.read("causes").answers] == [1, 2, 3, 3, 4]
    assert here.says("pick", "x").seq == 5
    assert put(here, there).came == 0


def test_of_two_with_one_number_the_later_one_counts_whichever_side_gave_it(tmp_path: Path, here: Computer) -> None:
    there = here.copied_to(tmp_path / "there", NOW - timedelta(days=2))
    here.says("pick", "distance")
    there.says("pick", "money")
    put(here, there)

    assert [value for _, question, value in here.told() if question == "causes.pick"][1:] == ["money", "distance"]


def test_the_same_said_on_two_computers_was_said_twice(here: Computer, there: Computer) -> None:
    here.says("pick", "money")
    there.says("pick", "money")

    assert put(here, there).came == 1
    assert [value for _, _, value in here.told()][2:] == ["money", "money"]


def test_of_a_text_only_the_later_version_stays_in_kept_originals_too(here: Computer, there: Computer) -> None:
    here.file.write_bytes(here.raw.replace(b"\n", b"\r\n"))
    here.says("pick", "distance")
    there.says("note", "later words")
    put(here, there)

    assert ("s1", "causes.note", "later words") in here.told()
    assert not any(b"first words" in path.read_bytes() for path in here.store.data.rglob("*") if path.is_file())
    assert put(here, there).came == 0


def test_a_kept_original_loses_the_earlier_text_alone_and_goes_if_it_held_nothing_else(
    here: Computer, there: Computer, tmp_path: Path
) -> None:
    there.says("note", "later words")
    only = Computer(tmp_path / "only")
    only.says("note", "first words")
    later = only.copied_to(tmp_path / "later", NOW + timedelta(hours=1))
    later.says("note", "later words")
    for computer, other in ((here, there), (only, later)):
        computer.file.write_bytes(computer.raw.replace(b"\n", b"\r\n"))
        computer.says("pick", "distance")
        put(computer, other)

    original = (here.store.answers_folder / "causes.edited-1.csv").read_bytes()
    assert original == b"".join(here.raw.replace(b"\n", b"\r\n").splitlines(keepends=True)[:2])
    assert not (only.store.answers_folder / "causes.edited-1.csv").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_merge_lets_nobody_else_read_or_shut_out_from_the_answers(here: Computer, there: Computer) -> None:
    here.file.write_bytes(here.raw.replace(b"\n", b"\r\n"))
    here.says("pick", "distance")
    there.says("note", "later words")
    files = sorted(here.store.answers_folder.iterdir())
    for path, mode in zip(files, (0o640, 0o644), strict=True):
        path.chmod(mode)
    put(here, there)

    assert [path.stat().st_mode & 0o777 for path in files] == [0o640, 0o644]


def test_a_text_that_no_copy_has_a_later_version_of_stays_in_kept_originals(here: Computer, there: Computer) -> None:
    original = here.raw.replace(b"\n", b"\r\n")
    here.file.write_bytes(original)
    here.says("pick", "distance")
    there.says("note.other", "words of the other one")
    put(here, there)

    assert (here.store.answers_folder / "causes.edited-1.csv").read_bytes() == original


def test_an_older_copy_brings_no_earlier_version_of_a_text_back(here: Computer, there: Computer) -> None:
    here.says("note", "later words")
    here.says("pick", "distance")
    before = here.raw
    merged = put(here, there)

    assert (merged.came, merged.left) == (0, ())
    assert here.raw == before


def test_what_was_removed_here_stays_out_unless_it_is_picked(here: Computer, there: Computer) -> None:
    here.erases("note")
    here.says("pick", "distance")
    merged = put(here, there)
    (left,) = merged.left
    assert left.answer is not None
    assert left.answer.value == "first words"
    assert b"first words" not in here.raw

    put(here, there, picked=[left.key])
    assert [value for _, question, value in here.told() if question == "causes.note"] == ["first words"]


def test_of_what_was_removed_here_each_line_is_offered_and_only_the_picked_one_comes_back(
    here: Computer, there: Computer
) -> None:
    here.erases("note")
    here.erases("pick")
    merged = put(here, there)
    assert [left.answer.value for left in merged.left if left.answer] == ["crossed-wires", "first words"]
    put(here, there, picked=[merged.left[0].key])

    assert here.told() == [("s1", "causes.pick", "crossed-wires")]


def test_the_only_answer_that_there_was_stays_out_too_once_it_is_removed(tmp_path: Path) -> None:
    here = Computer(tmp_path / "here")
    here.says("pick", "crossed-wires")
    there = here.copied_to(tmp_path / "there", NOW)
    here.erases("pick")
    merged = put(here, there)

    assert [left.answer.value for left in merged.left if left.answer] == ["crossed-wires"]
    assert here.told() == []


def test_what_was_removed_from_an_entry_is_offered_under_the_name_of_that_entry(here: Computer, tmp_path: Path) -> None:
    here.says("pick", "first", "e1")
    there = here.copied_to(tmp_path / "there", NOW)
    here.erases("pick", "e1")
    here.says("pick", "anew", "e1")
    (left,) = put(here, there).left
    put(here, there, picked=[left.key])

    assert [each for each in here.told() if each[0] != "s1"] == [("e1", "causes.pick", w) for w in ("first", "anew")]


def test_a_line_that_was_not_shown_is_never_left_out(here: Computer, there: Computer) -> None:
    here.erases("note")
    copy = here.store.answers_folder / "causes (1).csv"
    copy.write_bytes(there.raw)

    with pytest.raises(StoreError, match="changed while you looked"):
        here.store.settle("causes", WAYS, Consent())
    assert copy.exists()


def test_a_stop_always_comes_over_even_one_that_was_removed_here(here: Computer, tmp_path: Path) -> None:
    here.says("pause", "on")
    there = here.copied_to(tmp_path / "there", NOW + timedelta(hours=1))
    here.erases("pause")
    here.says("pick", "distance")

    assert put(here, there).left == ()
    assert holding(here.store.read("causes").answers) != ()


@pytest.mark.parametrize("told_first", [True, False])
def test_a_stop_told_on_one_computer_outlives_a_lift_on_the_other(
    told_first: bool, here: Computer, tmp_path: Path
) -> None:
    here.says("pause", "on")
    there = here.copied_to(tmp_path / "there", NOW + timedelta(hours=-1 if told_first else 1))
    there.says("pause", "on")
    for _ in range(3):
        here.says("pick", "x")
    here.says("pause", "lifted")
    both = there.copied_to(tmp_path / "both", NOW)
    put(here, there)
    put(both, here)

    for computer in (here, both):
        assert holding(computer.store.read("causes").answers) != ()
    before = here.raw
    put(here, there)
    assert here.raw == before


def test_a_lift_by_someone_who_knew_of_the_stop_counts(here: Computer, tmp_path: Path) -> None:
    here.says("pause", "on")
    there = here.copied_to(tmp_path / "there", NOW + timedelta(hours=1))
    there.says("pause", "lifted")
    put(here, there)

    assert holding(here.store.read("causes").answers) == ()


def test_each_stop_that_the_numbers_would_let_go_is_told_again_once(
    here: Computer, there: Computer, tmp_path: Path
) -> None:
    there.says("pause", "on")
    there.says("alarm", "on")
    third = there.copied_to(tmp_path / "third", NOW)
    for _ in range(4):
        here.says("pick", "x")
    for stop in ("pause", "alarm"):
        here.says(stop, "on")
        here.says(stop, "lifted")
    put(here, there, third)

    told = [(a.seq, a.question, a.value) for a in here.store.read("causes").answers]
    assert told[-2:] == [(11, "causes.pause", "on"), (12, "causes.alarm", "on")]
    assert told[-3] == (10, "causes.alarm", "lifted")


@pytest.mark.parametrize(
    ("before", "typed", "seconds"),
    [(b"2026-11-21T22:04:05+00:00", b"03/04/2026 10:04", 1), (b"causes.pause,on", b'"causes.pause",on ', 3600)],
)
def test_a_stop_in_a_changed_line_is_told_again_at_its_own_time_or_that_of_the_line_before_it(
    before: bytes, typed: bytes, seconds: int, here: Computer, there: Computer
) -> None:
    there.says("pause", "on")
    for _ in range(3):
        here.says("pick", "x")
    here.says("pause", "on")
    here.says("pause", "lifted")
    copy = there.raw.replace(before, typed)
    put(here, copy)

    told = here.store.read("causes").answers[-1]
    assert (told.question, told.value.strip(), told.edited, told.seq) == ("causes.pause", "on", False, 8)
    assert told.at == NOW + timedelta(seconds=seconds)
    merged = here.raw
    put(here, copy)
    assert here.raw == merged


def test_two_entries_begun_on_two_computers_are_two_entries(here: Computer, there: Computer) -> None:
    here.says("note.letter", "a letter written here", "e1")
    there.says("note.letter", "a letter written there", "e1")
    there.says("kept", "it", "e1.1")
    put(here, there)

    assert set(here.told()) >= {
        ("e1", "causes.note.letter", "a letter written here"),
        ("e2", "causes.note.letter", "a letter written there"),
        ("e2.1", "causes.kept", "it"),
    }
    before = here.raw
    put(here, there)
    assert here.raw == before


def test_entries_that_get_other_names_keep_their_order(here: Computer, there: Computer) -> None:
    for entry in ("e9", "e10"):
        here.says("note", f"{entry} here", entry)
        there.says("note", f"{entry} there", entry)
    put(here, there)

    told = {sitting: value for sitting, _, value in here.told()}
    assert (told["e9"], told["e10"]) == ("e9 here", "e10 here")
    assert (told["e11"], told["e12"]) == ("e9 there", "e10 there")


def test_two_days_of_check_ins_under_one_name_keep_their_order(here: Computer, tmp_path: Path) -> None:
    earlier = here.copied_to(tmp_path / "earlier", NOW + timedelta(days=1))
    later = here.copied_to(tmp_path / "later", NOW + timedelta(days=3))
    here.starts = NOW + timedelta(days=2)
    for computer, words in ((here, "day two"), (earlier, "day one"), (later, "day three")):
        computer.says("note", words, "s2")
    put(here, earlier, later)

    told = {sitting: value for sitting, question, value in here.told() if question == "causes.note"}
    assert told == {"s1": "first words", "s1.1": "day one", "s2": "day two", "s2.1": "day three"}


def test_of_two_first_days_the_earlier_one_stays_the_earlier(tmp_path: Path) -> None:
    here, there = Computer(tmp_path / "here"), Computer(tmp_path / "there", NOW - timedelta(days=2))
    here.says("note", "Saturday")
    there.says("note", "Thursday")
    put(here, there)

    told = sorted(here.told(), key=lambda each: sitting_order(each[0]))
    assert [value for _, _, value in told] == ["Thursday", "Saturday"]


def test_two_days_that_had_one_name_before_can_have_one_again(here: Computer, tmp_path: Path) -> None:
    here.says("note", "day two", "s2")
    there = here.copied_to(tmp_path / "there", NOW + timedelta(days=4))
    here.says("note", "day three", "s2.1")
    there.says("note", "day four", "s2.1")
    put(here, there)

    told = {sitting: value for sitting, _, value in here.told() if sitting != "s1"}
    assert told == {"s2": "day two", "s2.1": "day three", "s2.2": "day four"}


def test_a_clock_that_was_wrong_for_a_while_makes_no_second_time_through(here: Computer, tmp_path: Path) -> None:
    there = here.copied_to(tmp_path / "there", NOW + timedelta(days=2))
    there.says("whose", "mine", "s2")
    for days in (3, 2):
        here.starts = NOW + timedelta(days=days)
        here.says("pick", f"day {days}", "s2")
    put(here, there)

    assert {sitting for sitting, _, _ in here.told()} == {"s1", "s2"}


def test_a_line_changed_in_a_spreadsheet_is_marked_and_comes_over(here: Computer, there: Computer) -> None:
    there.file.write_bytes(there.raw.replace(b"crossed-wires", b"distance"))
    put(here, there)

    read = here.store.read("causes")
    assert [(a.value, a.edited) for a in read.answers] == [
        ("distance", True),
        ("crossed-wires", False),
        ("first words", False),
    ]


def test_a_changed_line_keeps_its_place_among_the_others_whichever_side_it_was_changed_on(
    here: Computer, there: Computer, tmp_path: Path
) -> None:
    other = here.copied_to(tmp_path / "other", NOW)
    there.says("pick", "money")
    there.says("whose", "mine")
    other.says("pick", "distance")
    put(here, there.raw.replace(b",mine,", b",shared,"))
    other.file.write_bytes(other.raw.replace(b",distance,", b",hours,"))
    put(other, there, picked=[left.key for left in put(other, there).left])

    assert [value for _, _, value in here.told()] == ["crossed-wires", "first words", "money", "shared"]
    assert [value for _, _, value in other.told()] == ["crossed-wires", "first words", "hours", "money", "mine"]


def test_a_date_that_a_spreadsheet_rewrote_makes_no_second_answer(here: Computer, there: Computer) -> None:
    merged = put(here, there.raw.replace(b"2026-11-21T21:04:06+00:00", b"11/21/2026 21:04"))

    assert (merged.came, merged.left) == (0, ())


def test_a_changed_line_without_a_number_is_offered_as_what_it_says(here: Computer, there: Computer) -> None:
    copy = there.raw.replace(b"\n2,", b"\nno. 2,").replace(b"first words", b"other words")
    (left,) = put(here, copy).left
    assert left.answer is not None
    put(here, copy, picked=[left.key])

    assert ("other words", True) in [(a.value, a.edited) for a in here.store.read("causes").answers]


@pytest.mark.parametrize("style", ["Windows line ends", "semicolons", "tabs, wide", "everything quoted"])
def test_a_copy_that_a_spreadsheet_saved_in_its_own_way_comes_over_as_lines_of_ours(
    style: str, here: Computer, there: Computer
) -> None:
    here.says("pick", "mine", "e1")
    there.says("pick", "theirs", "e1")
    there.says("pick", "money")
    put(here, STYLES[style](there.raw))

    assert here.told()[2:] == [
        ("e1", "causes.pick", "mine"), ("e2", "causes.pick", "theirs"), ("s1", "causes.pick", "money"),
    ]  # fmt: skip
    assert (here.store.read("causes").marked, here.store.read("causes").damaged) == (0, 0)
    assert {len(row) for row in table(here.raw)} == {6}
    assert b"\r" not in here.raw


def test_empty_columns_that_a_spreadsheet_added_do_not_come_along_under_another_name(
    here: Computer, there: Computer
) -> None:
    here.says("pick", "mine", "e1")
    there.says("pick", "theirs", "e1")
    put(here, STYLES["empty rows and columns"](there.raw))

    assert ("e2", "causes.pick", "theirs") in here.told()
    assert here.store.read("causes").marked == 0
    assert {len(row) for row in table(here.raw)} == {6}


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_line_break_typed_into_a_copy_comes_over_as_one_marked_line(
    encoding: str, here: Computer, there: Computer
) -> None:
    there.says("pick", "two words")
    typed = '"two\nlinés"'.encode(encoding)
    copy = there.raw.replace(b"two words", typed).replace(b"\n", b"\r\n").replace(b"two\r\n", b"two\n")
    put(here, copy)

    (brought,) = [answer for answer in here.store.read("causes").answers if "two" in answer.value]
    assert (brought.value, brought.edited) == ("two\nlinés", True)
    assert parse(here.raw, "causes").ours
    assert here.raw.count(b"\n") == 1 + len(here.told())
    assert {len(row) for row in table(here.raw)} == {6}


def test_a_line_break_typed_into_a_newer_versions_copy_loses_none_of_its_columns(here: Computer) -> None:
    line = written(("3", NOW.isoformat(), "s1", "causes.pick", "two words", "calm"))
    put(here, HEADER.replace(b",check", b",mood,check") + line.replace(b"two words", b'"two\nlines"') + b"\n")

    assert ("s1", "causes.pick", "two\nlines") in here.told()
    assert ["causes.pick", "two\\nlines", "calm"] in [row[3:6] for row in table(here.raw)]
    assert {len(row) for row in table(here.raw)} == {7}


def test_an_edited_line_of_an_entry_that_gets_another_name_stays_marked(here: Computer, there: Computer) -> None:
    here.says("pick", "mine", "e1")
    there.says("pick", "theirs", "e1")
    put(here, there.raw.replace(b"theirs", b"typed in"))

    (brought,) = [answer for answer in here.store.read("causes").answers if answer.value == "typed in"]
    assert (brought.sitting, brought.edited) == ("e2", True)
    assert parse(here.raw, "causes").ours
    assert here.store.read("causes").damaged == 0


def test_a_newer_versions_line_keeps_its_columns_and_its_letter_under_another_name(
    here: Computer, there: Computer
) -> None:
    here.says("pick", "mine", "e1")
    header = HEADER.replace(b",check", b",mood,check")
    line = written(["9", (NOW + timedelta(hours=2)).isoformat(), "e1", "causes.pick", "theirs", "calm"], "m")
    put(here, header + line + b"\n")

    assert header in here.raw
    (brought,) = [row for row in here.raw.splitlines() if b"theirs" in row]
    assert b",e2,causes.pick,theirs,calm,m" in brought
    assert [a.edited for a in here.store.read("causes").answers if a.value == "theirs"] == [False]


def test_a_linked_folder_is_nobodys_copy_either(here: Computer, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/causes.csv").write_bytes(here.raw)
    (here.store.data / "answers (1)").symlink_to(tmp_path / "elsewhere")

    assert here.store.doubles() == ()


def test_a_folder_that_cannot_be_listed_is_said_in_one_sentence(here: Computer, monkeypatch) -> None:
    def refused(_: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refused)
    with pytest.raises(StoreError) as told:
        here.store.doubles()
    assert f"The folder {here.store.answers_folder} cannot be used (Permission denied)." in str(told.value)


@pytest.mark.parametrize("name", ["causes.csv", "causes (1).csv"])
def test_a_page_or_a_copy_that_cannot_be_read_is_named(name: str, here: Computer, monkeypatch) -> None:
    def refused(path: Path) -> tuple[bytes, disk.Stamp]:
        if path.name == name:
            raise PermissionError(13, "Permission denied")
        return real(path)

    real, path = disk.slurp, here.store.answers_folder / name
    (here.store.answers_folder / "causes (1).csv").write_bytes(here.raw)
    monkeypatch.setattr(disk, "slurp", refused)
    with pytest.raises(StoreError) as told:
        here.store.propose("causes", WAYS)
    assert str(path) in str(told.value)
    assert "Permission denied" in str(told.value)


@pytest.mark.parametrize("copies", [1, 2])
def test_what_is_proposed_is_what_comes_of_it(copies: int, here: Computer, there: Computer) -> None:
    for number in range(copies):
        there.says("pick", f"money {number}")
        (here.store.answers_folder / f"causes ({number}).csv").write_bytes(there.raw)
    merged = here.store.propose("causes", WAYS)
    here.store.settle("causes", WAYS, Consent())

    assert merged.came == copies
    assert merged.content == here.raw


def test_a_copy_compared_with_a_page_that_is_not_there_leaves_nothing_out(here: Computer, tmp_path: Path) -> None:
    merged = Store(tmp_path / "nothing yet").compare("causes", [here.raw], WAYS)

    assert (merged.came, merged.left, merged.content) == (2, (), here.raw)


def test_a_half_copied_file_adds_nothing_and_a_damaged_line_asks(here: Computer, there: Computer) -> None:
    assert put(here, here.raw[:-30]).left == ()

    there.file.write_bytes(there.raw + b"3,2026,s1,causes.\xff\xfe\x00,my words,k1\n")
    merged = put(here, there)
    assert [(left.answer, "my words" in left.text) for left in merged.left] == [(None, True)]
    put(here, there, picked=[merged.left[0].key])
    assert b"my words" in here.raw
    assert here.store.read("causes").damaged == 1


def test_a_copy_is_taken_whole_where_there_are_no_answers_yet(tmp_path: Path, here: Computer) -> None:
    new = Computer(tmp_path / "new")
    merged = put(new, here)

    assert (merged.came, merged.left) == (2, ())
    assert new.raw == here.raw
    assert new.file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("separator", [",", ";"])
def test_a_newer_versions_columns_are_kept_line_by_line(here: Computer, there: Computer, separator: str) -> None:
    cells = ("3", "2026-11-21T22:04:05+00:00", "s1", "causes.pick", "money", "new")
    rows = [row.rsplit(b",", 1)[0].decode().split(",") for row in there.raw.splitlines()[1:]]
    there.file.write_bytes(
        b"seq,answered_at,sitting,question,answer,mood,check\n"
        + b"".join(written([*row[:5], "old"]) + b"\n" for row in rows)
        + written(cells)
        + b"\n"
    )
    there.file.write_bytes(there.raw.replace(b",", separator.encode()))  # as a spreadsheet may save it
    put(here, there)

    assert here.raw.startswith(b"seq,answered_at,sitting,question,answer,mood,check\n")
    assert {line.count(b",") for line in here.raw.splitlines()} == {6}
    assert b",money,new,k" in here.raw
    assert here.store.read("causes").damaged == here.store.read("causes").marked == 0


def test_what_two_newer_versions_added_stands_under_its_own_name_and_nothing_else_is_made_up(here: Computer) -> None:
    def said(seq: int, value: str, *more: str) -> bytes:
        return written((str(seq), NOW.isoformat(), "s1", "causes.pick", value, *more)) + b"\n"

    here.says("pick", "gone", "s3")
    here.erases("pick", "s3")
    torn, kisses, cut = b"torn \xff\x00 line\n", b"love, XX\n", b"and then I \n"
    elsewhere = written(("5", NOW.isoformat(), "s1", "start.pause", "on", "glad"))
    here.file.write_bytes(here.raw.replace(b"crossed-wires", b"edited") + torn)
    one = HEADER.replace(b",check", b",mood,check") + said(4, "older") + said(5, "money", "glad") + elsewhere + b"\n"
    two = HEADER.replace(b",check", b",weather,mood,check") + said(6, "mine", "rainy", "calm")
    two += written(("9", "", "", "", "", "", "")) + b"\n"
    one, two = one + kisses, two + cut
    put(here, one, two, picked=[left.key for left in here.store.compare("causes", [one, two], WAYS).left])

    raw = here.raw
    for words in (torn, kisses, cut, b"? " + elsewhere + b"\n"):
        assert words in raw
        raw = raw.replace(words, b"")
    assert {row[4] or row[0]: row[5:-1] for row in table(raw)} == {
        "answer": ["mood", "weather"],
        **{each: ["", ""] for each in ("edited", "first words", "3", "older", "9")},
        "money": ["glad", ""],
        "mine": ["calm", "rainy"],
    }
    read = here.store.read("causes")
    assert (read.damaged, [a.value for a in read.answers if a.edited]) == (4, ["edited"])


def test_a_line_that_answers_another_chapter_lifts_nothing(here: Computer, there: Computer) -> None:
    there.store.append("causes", "s1", "start.pause", "lifted", NOW)
    merged = put(here, there)

    assert merged.came == 0
    assert [left.answer for left in merged.left] == [None]
    put(here, there, picked=[merged.left[0].key])
    assert "start.pause" not in {question for _, question, _ in here.told()}


@pytest.mark.parametrize(
    ("seq", "at"),
    [
        ("-5", NOW.isoformat()),
        ("9" * 40, NOW.isoformat()),
        ("3", "0001-01-01T00:00:00+14:00"),
        ("3", "9999-12-31T23:59-14:00"),
    ],
)
def test_a_line_with_a_number_or_a_year_that_nobody_reaches_does_not_come(
    seq: str, at: str, here: Computer, there: Computer
) -> None:
    there.file.write_bytes(there.raw + written((seq, at, "s1", "causes.pick", "money")) + b"\n")
    merged = put(here, there)

    assert (merged.came, len(merged.left)) == (0, 1)
    assert here.says("pick", "x").seq == 3


def test_the_number_of_what_was_erased_is_never_given_again_after_a_merge(here: Computer, there: Computer) -> None:
    there.says("pick", "a")
    there.says("pick", "b", "s3")
    there.erases("pick", "s3")
    put(here, there)

    assert table(here.raw)[-1][:-1] == ["4", "", "", "", ""]
    assert here.says("pick", "c").seq == 5


@pytest.mark.parametrize("torn", [b"", b"nobody can read this\n"])
def test_the_number_of_the_only_answer_that_was_erased_is_not_given_again_either(torn: bytes, tmp_path: Path) -> None:
    here, there = Computer(tmp_path / "here"), Computer(tmp_path / "there")
    there.says("pick", "a")
    there.erases("pick")
    put(here, there.raw + torn)

    assert torn in here.raw
    assert here.says("pick", "b").seq == 2


def test_what_was_said_after_something_was_erased_comes_over(here: Computer, there: Computer) -> None:
    there.says("pick", "a", "s3")
    there.erases("pick", "s3")
    there.says("pick", "b")
    put(here, there)

    assert here.told()[-1] == ("s1", "causes.pick", "b")


# every step of a merge, cut short


CALLS = ("open", "write", "fsync", "replace", "ftruncate", "unlink", "close", "link", "rmdir")


def dies_at(nth: int, act: Callable[[], object]) -> bool:
    """Whether a process that does this was killed at its nth call to the system."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    count = itertools.count(1)

    def standing_in(real: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **named: object) -> object:
            if next(count) == nth:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **named)

        return call

    for name in CALLS:
        setattr(os, name, standing_in(getattr(os, name)))
    act()
    os._exit(0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows kills in other ways")
def test_a_merge_killed_at_any_step_loses_nothing_and_can_be_done_again(tmp_path: Path) -> None:
    def prepared(folder: Path) -> Computer:
        here = Computer(folder / "here")
        here.says("pick", "crossed-wires")
        here.says("note", "first words")
        there = here.copied_to(folder / "there", NOW + timedelta(hours=1))
        here.file.write_bytes(here.raw.replace(b"\n", b"\r\n"))
        here.says("pick", "distance")
        there.says("note", "later words")
        there.says("pause", "on")
        copied = here.store.data / "answers (1)"
        copied.mkdir()
        (copied / "causes.csv").write_bytes(there.raw)
        (here.store.answers_folder / "causes (1).csv").write_bytes(there.raw)
        return here

    whole = prepared(tmp_path / "whole")
    whole.store.settle("causes", WAYS, Consent())
    for nth in range(1, 300):
        here = prepared(tmp_path / str(nth))
        killed = dies_at(nth, lambda here=here: here.store.settle("causes", WAYS, Consent()))  # type: ignore[misc]
        copies = here.store.doubles()
        assert here.raw == whole.raw or (copies and ("s1", "causes.pick", "distance") in here.told())
        if copies:
            here.store.settle("causes", WAYS, Consent())
        assert here.raw == whole.raw
        assert not any(b"first words" in path.read_bytes() for path in here.store.data.rglob("*") if path.is_file())
        if not killed:
            break
    assert 20 < nth < 290


@pytest.mark.parametrize("code", [5, 28, 13])
def test_a_merge_that_fails_at_any_step_says_so_and_keeps_the_copy(code: int, tmp_path: Path) -> None:
    for nth in range(1, 100):
        here = Computer(tmp_path / str(nth) / "here")
        here.says("pick", "crossed-wires")
        there = here.copied_to(tmp_path / str(nth) / "there", NOW + timedelta(hours=1))
        there.says("pick", "money")
        copy = here.store.answers_folder / "causes (1).csv"
        copy.write_bytes(there.raw)
        count = itertools.count(1)
        with pytest.MonkeyPatch.context() as patched:
            for name in ("open", "write", "fsync", "replace"):
                patched.setattr(os, name, failing(getattr(os, name), count, nth, code))
            try:
                here.store.settle("causes", WAYS, Consent())
                done = True
            except StoreError:
                done = False
        assert copy.exists() or ("s1", "causes.pick", "money") in here.told()
        assert ("s1", "causes.pick", "crossed-wires") in here.told()
        if done:
            break
    assert 3 < nth < 99


def failing(real: Callable[..., object], count: itertools.count[int], nth: int, code: int) -> Callable[..., object]:
    def call(*args: object, **named: object) -> object:
        if next(count) == nth:
            raise OSError(code, os.strerror(code))
        return real(*args, **named)

    return call


def test_a_copy_that_changed_while_it_was_merged_stays(here: Computer, there: Computer, monkeypatch) -> None:
    there.says("pick", "money")
    copy = here.store.answers_folder / "causes (1).csv"
    copy.write_bytes(there.raw)
    real = disk.put

    def meanwhile(*args: object, **named: object) -> object:
        there.says("pick", "distance")
        copy.write_bytes(there.raw)
        return real(*args, **named)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(disk, "put", meanwhile)
        here.store.settle("causes", WAYS, Consent())
    assert [each.name for each in here.store.doubles()] == ["causes (1).csv"]
    here.store.settle("causes", WAYS, Consent())
    assert here.store.doubles() == ()
    assert [value for _, _, value in here.told()][-2:] == ["money", "distance"]


@pytest.mark.parametrize("name", ["causes.csv", "causes.edited-1.csv"])
def test_what_another_program_saves_while_copies_are_merged_is_not_written_over(
    name: str, here: Computer, there: Computer, monkeypatch
) -> None:
    here.file.write_bytes(here.raw.replace(b"\n", b"\r\n"))
    here.says("pick", "distance")
    there.says("note", "later words")
    copy, file = here.store.answers_folder / "causes (1).csv", here.store.answers_folder / name
    copy.write_bytes(there.raw)
    real = disk.put

    def meanwhile(path: Path, *args: object, **named: object) -> object:
        if path == file:
            file.write_bytes(file.read_bytes() + b"typed by another program\n")
        return real(path, *args, **named)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(disk, "put", meanwhile)
        with pytest.raises(StoreError, match="another program changed the file"):
            here.store.settle("causes", WAYS, Consent())
    assert b"typed by another program" in file.read_bytes()
    assert copy.exists()
    here.store.settle("causes", WAYS, Consent())
    assert b"typed by another program" in file.read_bytes()
    assert ("s1", "causes.note", "later words") in here.told()


# whatever two or three computers did


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["says", "says", "says", "erases"]),
        st.sampled_from(["pick", "note", "note.other", "pause"]),
        st.sampled_from(["a", "b", "on", "lifted"]),
        st.sampled_from(["s1", "s2", "e1"]),
    ),
    max_size=8,
)


def no_wait(_: object) -> None:
    """Nothing is cut short here, so nothing has to be on the disk."""


def lived(raw: bytes, acts: Sequence[tuple[str, str, str, str]], starts: datetime) -> bytes:
    """What a computer makes of a file that it was given."""
    with tempfile.TemporaryDirectory() as folder, patch.multiple(disk, sync=no_wait, sync_folder=no_wait):
        computer = Computer(Path(folder), starts)
        computer.store.answers_folder.mkdir()
        computer.file.write_bytes(raw or HEADER)
        for act, question, value, sitting in acts:
            if act == "says":
                computer.says(question, value, sitting)
            else:
                computer.store.erase("causes", sitting, f"causes.{question}")
        return computer.raw


@st.composite
def computers(draw: st.DrawFn) -> list[bytes]:
    """Files of two or three computers that began with the same one."""
    first = lived(b"", draw(ACTS), NOW)
    days = draw(st.permutations([1, 2, 3]))[: draw(st.integers(2, 3))]
    return [lived(first, draw(ACTS), NOW + timedelta(days=day)) for day in days]


def answers_in(raw: bytes) -> tuple[Answer, ...]:
    return parse(raw, "causes").read(NOW).answers


def put_into(raw: bytes, copies: Sequence[bytes], picked: Sequence[str] = ()) -> Merged:
    return merge("causes", parse(raw, "causes"), [parse(copy, "causes") for copy in copies], WAYS, picked)


def bare(answer: Answer) -> tuple[object, ...]:
    """An answer whatever its entry is called."""
    return (answer.at, answer.question, answer.value)


ANY = settings(max_examples=80, deadline=None)


@ANY
@given(computers())
def test_no_answer_is_lost_but_earlier_texts_and_what_was_shown_as_removed(files: list[bytes]) -> None:
    here, *copies = files
    merged = put_into(here, copies)
    now = answers_in(merged.content)
    shown = {bare(left.answer) for left in merged.left if left.answer}
    texts = {(a.sitting, a.question): a for a in now if WAYS.leaves_no_trail(a.question)}

    for raw in files:
        for answer in answers_in(raw):
            later = any(
                text.question == answer.question and (text.seq, text.at) > (answer.seq, answer.at)
                for text in texts.values()
            )
            told_anyway = answer in holding(answers_in(raw)) and holding(now) != ()
            assert bare(answer) in {bare(each) for each in now} | shown or later or told_anyway
    for answer in answers_in(here):
        later = texts.get((answer.sitting, answer.question), answer)
        assert answer in now or (later.seq, later.at) > (answer.seq, answer.at)
    assert put_into(here, copies, [left.key for left in merged.left]).left == ()


@ANY
@given(computers())
def test_merging_the_same_copies_again_changes_nothing(files: list[bytes]) -> None:
    here, *copies = files
    once = put_into(here, copies)

    assert put_into(once.content, copies).content == once.content
    assert put_into(here, [here]).content == here
    assert parse(once.content, "causes").ours


@ANY
@given(computers())
def test_the_order_in_which_copies_are_named_does_not_matter(files: list[bytes]) -> None:
    here, *copies = files

    assert put_into(here, copies) == put_into(here, copies[::-1])


@ANY
@given(computers())
def test_lines_that_no_copy_shares_come_to_the_same_whichever_side_they_are_merged_into(files: list[bytes]) -> None:
    """Choices alone, so that nothing is an earlier version of anything."""
    sides = [
        lived(
            b"", [("says", f"pick{side}", str(n), "s1") for n in range(raw.count(b"\n"))], NOW + timedelta(hours=side)
        )
        for side, raw in enumerate(files)
    ]
    one, *others = sides
    two, *rest = sides[::-1]

    assert {bare(a) for a in answers_in(put_into(one, others).content)} == {
        bare(a) for a in answers_in(put_into(two, rest).content)
    }


@ANY
@given(computers())
def test_a_stop_never_goes_unless_someone_who_knew_of_it_lifted_it(files: list[bytes]) -> None:
    here, *copies = files
    merged = answers_in(put_into(here, copies).content)
    sides = [answers_in(raw) for raw in files]
    for side in sides:
        for stop in holding(side):
            lifted = any(bare(stop) in map(bare, other) and not holding(other) for other in sides)
            assert lifted or holding(merged)
