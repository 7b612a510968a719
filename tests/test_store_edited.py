"""A file that was opened in a spreadsheet or an editor: every answer is still there, and every change is marked."""

# ruff: noqa: S311  a seed makes a test repeatable

from __future__ import annotations

import os
import random
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from torture.sheets import STYLES, columns, sheet, table

from workbook.answers import Answer, Answers
from workbook.errors import StoreError
from workbook.store import Store
from workbook.store.lines import Mark, Place
from workbook.store.order import highest, in_order
from workbook.store.sheet import parse

NOW = datetime(2026, 11, 21, 21, 4, 5, tzinfo=UTC)
HEADER = b"seq,answered_at,sitting,question,answer,check\n"
VALUES = ["7", "0.5", "yes", "008", "", "2026-03-04", "plain", "with, comma", 'with "quotes"', "two\nlines", "über 😀",
          "=1+1", "semi;colon", "-5", "tab\there", "back\\slash"]  # fmt: skip


def filled(tmp_path: Path, rows: int = 48) -> tuple[Store, Path]:
    store = Store(tmp_path)
    for i in range(rows):
        store.append(
            "causes", f"s{i // 20 + 1}", f"causes.q{i % 12}", VALUES[i % len(VALUES)], NOW + timedelta(hours=i)
        )
    return store, tmp_path / "answers/causes.csv"


UNREAD = {"a title row above": 1}
CHANGED = {"western encoding": 3, "American dates": 48, "no check column": 48, "no numbers": 48}
"""How many lines are not what we wrote (cp1252 has no 😀); all others are proved by their check."""


@pytest.mark.parametrize("style", STYLES)
def test_every_answer_survives_a_spreadsheet_and_the_next_save_works(style: str, tmp_path: Path) -> None:
    store, file = filled(tmp_path)
    before, as_written = store.read("causes").answers, file.read_bytes()
    original = STYLES[style](as_written)
    file.write_bytes(original)

    read = store.read("causes")
    kept = [a.value.replace("?", "😀") if style == "western encoding" else a.value for a in read.answers]
    assert kept == [a.value for a in before]
    assert [(a.sitting, a.question) for a in read.answers] == [(a.sitting, a.question) for a in before]
    assert (read.marked, read.damaged) == (CHANGED.get(style, 0), UNREAD.get(style, 0))
    if style not in CHANGED:
        assert read.answers == before

    added = store.append("causes", "s9", "causes.q1", "new", NOW)
    after = Store(tmp_path).read("causes")
    assert after.answers[-1] == added
    assert [(a.value, a.edited) for a in after.answers[:-1]] == [(a.value, a.edited) for a in read.answers]
    assert (after.marked, after.damaged) == (read.marked, read.damaged)
    own = ["comment"] if style == "a column of one's own before the check" else []
    names, *rows = [[*row[:5], *row[5 + len(own) :]] for row in table(file.read_bytes())]
    assert names == table(HEADER)[0]
    assert after.newer == tuple(own), "as if a newer version had put it there"
    if style not in {**CHANGED, **UNREAD} and not own:  # its check is over that column too
        assert [names, *([*row[:6], *filter(None, row[6:])] for row in rows[:-1])] == table(as_written)
    assert (tmp_path / "answers/causes.edited-1.csv").read_bytes() == original
    store.append("causes", "s9", "causes.q1", "newer", NOW)
    assert len(list((tmp_path / "answers").iterdir())) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("separator", [",", ";"])
def test_without_the_names_of_its_columns_the_first_answer_is_as_good_as_the_others(
    separator: str, encoding: str, tmp_path: Path
) -> None:
    store, file = filled(tmp_path, 6)
    before = store.read("causes").answers
    nameless = sheet(file.read_bytes(), separator, encoding=encoding, change=lambda rows: rows[1:])
    file.write_bytes(nameless)
    assert store.read("causes").answers == before

    broken = nameless.replace(b"causes.q0" + separator.encode() + b"7", b"causes.q0" + separator.encode() + b'"7\n8"')
    file.write_bytes(broken)
    for there in (6, 7):  # as it was left, and once it is written anew
        read = store.read("causes")
        assert [(a.value, a.edited) for a in read.answers[:2]] == [("7\n8", True), ("0.5", False)]
        assert (len(read.answers), read.damaged) == (there, 0)
        store.append("causes", "s9", "causes.a", "x", NOW)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_the_latest_answer_counts_when_a_sort_puts_it_in_the_first_line(encoding: str, tmp_path: Path) -> None:
    store = Store(tmp_path)
    for value in ("small", "medium", "tiny"):
        store.append("causes", "s1", "causes.a", value, NOW)
    file = store.answers_folder / "causes.csv"
    before, by_answer = store.read("causes"), lambda rows: sorted(rows, key=lambda row: row[4], reverse=True)
    original = sheet(file.read_bytes(), encoding=encoding, change=by_answer)
    file.write_bytes(original)

    assert store.read("causes") == before
    store.append("causes", "s1", "causes.b", "x", NOW)
    assert store.read("causes").answers[:3] == before.answers
    assert store.erase("causes", "s1", "causes.b")
    assert store.read("causes") == before
    kept = tmp_path / "answers/causes.edited-1.csv"
    assert kept.read_bytes() == original
    kept.write_bytes(original + b"4,2026-11-21T21:04:05+00:00,s1,causes.b,x,k8a2b1c9d\r\n")
    assert store.erase("causes", "s1", "causes.b")
    assert kept.read_bytes() == original


def test_an_answer_left_blank_is_blank_where_a_program_leaves_out_the_last_cells(tmp_path: Path) -> None:
    store, file = filled(tmp_path, 6)
    cut = sheet(file.read_bytes(), ";", change=columns([0, 1, 2, 3, 4])).replace(b"causes.q4;\r", b"causes.q4\r")
    file.write_bytes(cut)

    assert [a.value for a in store.read("causes").answers] == VALUES[:6]
    store.append("causes", "s1", "causes.a", "x", NOW)
    assert [a.value for a in store.read("causes").answers] == [*VALUES[:6], "x"]
    assert [row[0] for row in table(file.read_bytes())[1:]] == ["1", "2", "3", "4", "5", "6", "7"]


def test_in_a_file_without_numbers_nobody_makes_them_up(tmp_path: Path) -> None:
    store, file = filled(tmp_path, 3)
    file.write_bytes(sheet(file.read_bytes(), ";", change=columns([1, 2, 3, 4, 5])))
    store.append("causes", "s1", "causes.a", "x", NOW)

    assert [row[0] for row in table(file.read_bytes())[1:-1]] == ["", "", ""]


def test_an_answer_changed_beside_a_column_of_ones_own_is_used_and_marked(tmp_path: Path) -> None:
    store, file = filled(tmp_path, 4)
    commented = sheet(
        file.read_bytes(), ";", change=lambda rows: [[*row, "mine" if i else "why"] for i, row in enumerate(rows)]
    )
    file.write_bytes(commented.replace(b";yes;", b";no;"))

    read = store.read("causes")
    assert [(a.value, a.edited) for a in read.answers] == [("7", False), ("0.5", False), ("no", True), ("008", False)]
    assert (read.marked, read.damaged) == (1, 0)


HALF_AN_EMOJI = {
    "wide": lambda raw: (
        ("\ufeff" + raw.decode()).replace(",", "\t").replace("X", "\ud83d").encode("utf-16-le", "surrogatepass")
    ),
    "wide the other way round": lambda raw: (
        ("\ufeff" + raw.decode()).replace(",", "\t").replace("X", "\ud83d").encode("utf-16-be", "surrogatepass")
    ),
    "semicolons": lambda raw: raw.replace(b",", b";").replace(b"X", b"\xed\xa0\xbd"),
}


@pytest.mark.parametrize("how", HALF_AN_EMOJI)
def test_half_an_emoji_in_a_word_hides_no_answer(how: str, tmp_path: Path) -> None:
    store = Store(tmp_path)
    for value in ("plain", "half X one", "last"):
        store.append("causes", "s1", "causes.a", value, NOW)
    file = store.answers_folder / "causes.csv"
    original = HALF_AN_EMOJI[how](file.read_bytes())
    file.write_bytes(original)

    read = store.read("causes")
    assert [(a.value[:4], a.value[-4:], a.edited) for a in read.answers] == [
        ("plai", "lain", False),
        ("half", " one", True),
        ("last", "last", False),
    ]
    assert read.answers[1].value == ("half \ud83d one" if "wide" in how else "half í\xa0½ one")
    store.append("causes", "s1", "causes.a", "x", NOW)
    assert [a.value for a in store.read("causes").answers] == [*(a.value for a in read.answers), "x"]
    assert (tmp_path / "answers/causes.edited-1.csv").read_bytes() == original


TO_THE_LAST_CHARACTER = {
    "Windows line ends": lambda raw: raw.replace(b"\n", b"\r\n"),
    "saved in Excel on Windows": lambda raw: raw.replace(b"\n", b"\r\n").replace(b",0.5,", b",caf\xe9,"),
    "semicolons and a mark": lambda raw: b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n").replace(b",", b";"),
}


@pytest.mark.parametrize("style", TO_THE_LAST_CHARACTER)
def test_words_that_cannot_be_used_are_copied_to_the_last_character(style: str, tmp_path: Path) -> None:
    store, file = filled(tmp_path, 3)
    words = [b"XOXO is all that was left, XOX", b"  and this line ends in spaces  ", b"\tand this in a tab\t"]
    file.write_bytes(TO_THE_LAST_CHARACTER[style](b"\n".join([words[0], file.read_bytes().rstrip(), *words[1:], b""])))
    assert store.read("causes").damaged == 3
    store.append("causes", "s1", "causes.a", "x", NOW)

    if "semicolons" in style:
        words = [line.replace(b",", b";").replace(b"\t", b"\\t") for line in words]
    assert [line for line in file.read_bytes().split(b"\n") if line in words] == words
    assert b"\r" not in file.read_bytes()
    assert (len(store.read("causes").answers), store.read("causes").damaged) == (4, 3)


def test_a_date_typed_without_an_offset_is_still_a_date(tmp_path: Path) -> None:
    store, file = filled(tmp_path, 3)
    file.write_bytes(file.read_bytes().replace(b"2026-11-21T22:04:05+00:00", b"2026-11-20 08:15"))

    second = store.read("causes").answers[1]
    assert (second.edited, second.at) == (True, datetime(2026, 11, 20, 8, 15, tzinfo=UTC))


def test_a_date_that_a_spreadsheet_rewrote_is_never_guessed(tmp_path: Path) -> None:
    store, file = filled(tmp_path, 3)
    file.write_bytes(file.read_bytes().replace(b"2026-11-21T22:04:05+00:00", b"03/04/2026 10:04"))

    first, second, third = store.read("causes").answers
    assert second.edited
    assert second.at == first.at < third.at


@pytest.mark.parametrize("hours", [14, -12])
def test_a_date_that_nothing_else_tells_is_the_day_the_file_was_saved_wherever_one_lives(
    hours: int, tmp_path: Path, monkeypatch
) -> None:
    store, file = filled(tmp_path, 1)
    for unreadable in (b"03/04/2026 10:04", b"0001-01-01T00:00:00+00:00", b"9999-12-31T23:59:59+00:00"):
        raw = file.read_bytes()
        file.write_bytes(raw.replace(raw.split(b"\n")[1].split(b",")[1], unreadable))
        for saved in (NOW.timestamp(), -5_000_000_000, 0):
            os.utime(file, (saved, saved))
            answer = store.read("causes").answers[0]
            here = answer.at.astimezone(timezone(timedelta(hours=hours)))
            assert answer.edited
            assert here == (NOW.replace(microsecond=0) if saved > 0 else datetime(1970, 1, 3, tzinfo=UTC))
            assert answer.at.utcoffset() == answer.at.astimezone().utcoffset()


WINDOWS_FILES = {
    "Windows line ends": lambda raw: raw.replace(b"\n", b"\r\n"),
    "our own line ends": lambda raw: raw,
}


@pytest.mark.parametrize("style", WINDOWS_FILES)
def test_a_text_changed_in_excel_on_windows_is_used_and_saved_in_utf_8(style: str, tmp_path: Path) -> None:
    store, file = filled(tmp_path, 2)
    original = WINDOWS_FILES[style](file.read_bytes().replace(b",0.5,", b",caf\xe9 \x80 \x81,"))
    file.write_bytes(original)

    read = store.read("causes")
    assert [(a.seq, a.value, a.edited) for a in read.answers] == [(1, "7", False), (2, "café € \ufffd", True)]
    assert (read.marked, read.damaged) == (1, 0)
    assert store.append("causes", "s1", "causes.a", "x", NOW).seq == 3
    assert Store(tmp_path).read("causes").answers[:2] == read.answers
    assert "café €" in file.read_text("utf-8")
    assert (tmp_path / "answers/causes.edited-1.csv").read_bytes() == original
    store.append("causes", "s1", "causes.a", "y", NOW)
    assert len(list((tmp_path / "answers").iterdir())) == 2


def test_a_text_only_saved_in_excel_on_windows_stays_ones_own_words(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.append("causes", "s1", "causes.a", "plain", NOW)
    store.append("causes", "s1", "causes.note", "café", NOW)
    before, file = store.read("causes"), tmp_path / "answers/causes.csv"
    file.write_bytes(file.read_text("utf-8").replace("\n", "\r\n").encode("cp1252"))

    assert store.read("causes") == before
    assert store.erase("causes", "s1", "causes.note")
    assert not [path for path in file.parent.iterdir() if b"caf" in path.read_bytes()]


def test_a_line_break_typed_in_excel_on_windows_makes_one_edited_answer(tmp_path: Path) -> None:
    store, file = filled(tmp_path, 8)
    raw = file.read_bytes().replace(b'"with, comma"', b'"caf\xe9 noir,\n' + 'été 😀"'.encode()).replace(b"\n", b"\r\n")
    file.write_bytes(raw.replace(b"noir,\r\n", b"noir,\n"))

    assert [a.value for a in store.read("causes").answers if a.edited] == ["café noir,\nété 😀"]
    store.append("causes", "s1", "causes.a", "x", NOW)
    assert [a.value for a in store.read("causes").answers if a.edited] == ["café noir,\nété 😀"]


def test_a_damaged_line_that_is_no_text_at_all_is_counted_and_kept_as_it_is(tmp_path: Path) -> None:
    store, file = filled(tmp_path, 3)
    raw = file.read_bytes().replace(b",0.5,", b",\xe9\x00\x07,")
    file.write_bytes(raw)

    assert store.read("causes").damaged == 1
    store.append("causes", "s1", "causes.a", "x", NOW)
    assert file.read_bytes().startswith(raw)


def test_an_edited_answer_keeps_the_moment_at_which_it_was_given(tmp_path: Path) -> None:
    store, elsewhere = Store(tmp_path), datetime(2026, 11, 21, 23, 30, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    store.append("causes", "s1", "causes.pick", "yes", elsewhere)
    file = store.answers_folder / "causes.csv"
    file.write_bytes(file.read_bytes().replace(b",yes,", b",no,"))

    (answer,) = store.read("causes").answers
    assert (answer.edited, answer.at.isoformat()) == (True, elsewhere.isoformat())
    assert answer.check == table(file.read_bytes())[1][-1]


def test_a_file_that_is_saved_in_the_same_way_again_is_kept_once(tmp_path: Path) -> None:
    store, file = filled(tmp_path, 3)
    original = file.read_bytes().replace(b"\n", b"\r\n")
    for _ in range(2):
        file.write_bytes(original)
        store.append("causes", "s9", "causes.other", "x", NOW)
    assert [path.name for path in kept_originals(store)] == ["causes.edited-1.csv"]
    file.write_bytes(original.replace(b"yes", b"no"))
    store.append("causes", "s9", "causes.other", "x", NOW)

    assert [path.name for path in kept_originals(store)] == ["causes.edited-1.csv", "causes.edited-2.csv"]
    assert kept_originals(store)[0].read_bytes() == original


def test_every_original_is_kept_the_eleventh_too(tmp_path: Path) -> None:
    store, file = filled(tmp_path, rows=3)
    seen = []
    for number in range(11):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
        seen.append(file.read_bytes())
        store.append("causes", "s9", "causes.q1", str(number), NOW)

    kept = {path.name: path.read_bytes() for path in kept_originals(store)}
    assert kept == {f"causes.edited-{number}.csv": raw for number, raw in enumerate(seen, 1)}


def test_a_file_of_ones_own_that_is_named_almost_like_a_kept_original_is_left_alone(tmp_path: Path) -> None:
    store, file = filled(tmp_path, rows=3)
    mine = store.answers_folder / "causes.edited-by me.csv"
    mine.write_bytes(file.read_bytes())
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    store.append("causes", "s9", "causes.q1", "new", NOW)
    before = mine.read_bytes()

    assert store.erase("causes", "s1", "causes.q1")
    assert mine.read_bytes() == before
    assert [path.name for path in kept_originals(store)] == ["causes.edited-1.csv", mine.name]


def kept_originals(store: Store) -> list[Path]:
    return sorted(store.answers_folder.glob("causes.edited-*.csv"))


def test_an_edited_answer_is_used_and_stays_marked_for_good(tmp_path: Path) -> None:
    store, file = filled(tmp_path, 5)
    file.write_bytes(file.read_bytes().replace(b",yes,", b",no,"))

    for _ in range(3):
        read = store.read("causes")
        assert [(a.value, a.edited) for a in read.answers][2] == ("no", True)
        assert read.marked == 1
        file.write_bytes(sheet(file.read_bytes(), ";"))  # saved by a spreadsheet, written anew by us
        store.append("causes", "s9", "causes.other", "x", NOW)
        store.replace("causes", "s9", "causes.note", "x", NOW)
        store.replace("causes", "s9", "causes.note", "y", NOW)


def test_a_line_break_typed_into_a_cell_makes_one_edited_answer(tmp_path: Path) -> None:
    store, file = filled(tmp_path, 8)
    file.write_bytes(file.read_bytes().replace(b'"with, comma"', b'"with,\n\n comma"'))

    read = store.read("causes")
    assert [(a.value, a.edited) for a in read.answers][7] == ("with,\n\n comma", True)
    assert (len(read.answers), read.marked, read.damaged) == (8, 1, 0)
    assert store.append("causes", "s1", "causes.a", "x", NOW).seq == 9
    assert store.erase("causes", "s1", "causes.q7")
    assert b"comma" not in file.read_bytes()


def test_a_row_moved_by_one_cell_is_counted_and_kept_but_not_believed(tmp_path: Path) -> None:
    store, file = filled(tmp_path, 6)
    rows = file.read_bytes().splitlines(keepends=True)
    rows[2] = rows[2].replace(b"2,", b"2,,", 1)
    rows[4] = rows[4].replace(b"s1,", b"", 1)
    file.write_bytes(b"".join(rows))

    read = store.read("causes")
    assert (len(read.answers), read.marked, read.damaged) == (4, 0, 2)
    store.append("causes", "s1", "causes.a", "x", NOW)
    assert all(row in file.read_bytes() for row in rows)


def test_a_line_typed_by_hand_without_a_check_is_not_taken_for_a_whole_one(tmp_path: Path) -> None:
    store, file = filled(tmp_path, 2)
    with file.open("ab") as adding:
        adding.write(b"3,2026-11-21T21:04:05+00:00,s1,causes.note,cut sho,\n")

    assert (len(store.read("causes").answers), store.read("causes").damaged) == (2, 1)


def test_two_copies_put_one_after_the_other_count_every_answer_once(tmp_path: Path) -> None:
    store, file = filled(tmp_path, 9)
    before = store.read("causes")
    file.write_bytes(file.read_bytes() + file.read_bytes())

    assert store.read("causes") == before
    assert store.append("causes", "s1", "causes.a", "x", NOW).seq == 10
    assert store.read("causes").answers[:-1] == before.answers


# order


def line(seq: int, question: str, *, edited: bool = False, sitting: str = "s1") -> Answer:
    return Answer(seq, NOW, sitting, question, f"{seq}{'!' if edited else ''}", edited)


def lined_up(*found: Answer | Place | Mark) -> str:
    return " ".join(found[i].value for i in in_order(found) if isinstance(found[i], Answer))  # type: ignore[union-attr]


A, B, C, X = "causes.a", "causes.b", "causes.c", True


def test_an_edited_line_stands_where_it_is_whatever_number_it_bears() -> None:
    assert lined_up(line(1, A), line(999, A, edited=X), line(3, A)) == "1 999! 3"
    assert lined_up(line(5, A, edited=X), line(6, A), line(7, A)) == "5! 6 7"
    assert lined_up(line(5, B, edited=X), line(6, A), line(7, A), line(8, A)) == "5! 6 7 8"
    assert lined_up(line(5, A), line(6, A), line(1, A, edited=X)) == "5 6 1!"
    assert lined_up(line(0, A, edited=X), line(9, A, edited=X), line(3, B, edited=X)) == "0! 9! 3!"


def test_an_edited_line_keeps_its_place_in_a_file_sorted_newest_first() -> None:
    assert lined_up(line(9, A), line(8, A), line(7, A, edited=X), line(6, A), line(5, A)) == "5 6 7! 8 9"
    assert lined_up(line(9, A, edited=X), line(8, A), line(7, A)) == "7 8 9!"
    assert lined_up(line(9, A), line(8, A), line(7, A, edited=X)) == "7! 8 9"


def test_numbers_that_stand_there_twice_do_not_tell_which_way_a_file_was_sorted() -> None:
    assert lined_up(line(1, A), line(1, B), line(1, C), line(2, A, edited=X), line(3, B)) == "1 1 1 2! 3"
    assert lined_up(line(9, A), line(9, B), line(8, C, edited=X), line(7, A)) == "7 8! 9 9"


def test_a_line_that_was_moved_up_does_not_make_a_file_sorted_newest_first() -> None:
    assert lined_up(line(5, A), line(6, A), line(1, B, edited=X), line(4, A)) == "4 5 6 1!"


def test_of_two_answers_with_one_number_the_later_one_stands_second_wherever_a_sort_put_it() -> None:
    early, late = (Answer(3, NOW + timedelta(hours=hours), "s1", A, f"{hours}") for hours in (1, 2))
    assert lined_up(late, early) == lined_up(early, late) == "1 2"


def test_a_damaged_line_stands_after_the_line_above_it_whatever_was_erased_further_up() -> None:
    assert in_order([Place(8), line(1, A), Mark.DAMAGED, line(2, A)]) == [1, 2, 3, 0]


def test_an_edited_line_keeps_its_place_among_its_own_question_in_a_file_sorted_by_question() -> None:
    sorted_by_question = (line(1, A), line(40, A), line(2, B, edited=X), line(5, B), line(9, B, edited=X), line(12, B))
    assert [v for v in lined_up(*sorted_by_question).split() if v not in ("1", "40")] == ["2!", "5", "9!", "12"]
    assert lined_up(line(3, A), line(7, A, sitting="s2"), line(4, A, edited=X), line(9, A)) == "3 7 4! 9"
    assert lined_up(line(9, A), line(2, B), line(5, A, edited=X), line(10, C)) == "2 9 5! 10"
    assert lined_up(line(5, A), line(7, B, edited=X), line(2, C), line(9, B)) == "2 5 7! 9"
    front = (line(0, C, edited=X), line(40, A), line(2, B, edited=X), line(5, B), line(60, A))
    assert lined_up(*front) == "0! 2! 5 40 60"


def test_lines_as_we_wrote_them_stand_by_number_wherever_a_sort_put_them() -> None:
    shuffled = [line(n, A) for n in range(30)]
    random.Random(4).shuffle(shuffled)
    assert lined_up(*shuffled) == " ".join(map(str, range(30)))


def test_a_forged_number_does_not_drive_the_numbers_up() -> None:
    assert highest([line(3, A), line(4, B, edited=X)]) == 4
    assert highest([line(3, A), line(999_999, B, edited=X), Mark.DAMAGED]) == 3
    assert highest([line(3, A), Place(8)]) == 8
    assert highest([]) == 0


def test_the_next_answer_comes_after_an_edited_one_with_a_huge_number(tmp_path: Path) -> None:
    store, file = filled(tmp_path, 3)
    file.write_bytes(file.read_bytes().replace(b"3,2026", b"987654,2026").replace(b",yes,", b",no,"))
    store.append("causes", "s1", "causes.q2", "mine", NOW)

    assert Answers(store.read("causes").answers).value("causes.q2") == "mine"
    assert store.read("causes").answers[-1].seq == 3


@pytest.mark.parametrize("seed", range(12))
def test_an_edit_and_a_sort_by_question_leave_the_same_answer_latest(seed: int, tmp_path: Path) -> None:
    store, file = filled(tmp_path)
    rows = table(file.read_bytes())
    chance = random.Random(seed)
    for row in chance.sample(rows[1:], 6):
        row[4] += "!"
    edited = sheet(file.read_bytes(), end="\n", change=lambda _: rows)
    file.write_bytes(edited)
    before = Answers(store.read("causes").answers)
    body = sorted(rows[1:], key=lambda row: row[3])
    if seed % 3 == 1:
        body = rows[:0:-1]
    file.write_bytes(sheet(edited, end="\n", change=lambda _: [rows[0], *body]))

    for _ in range(2):  # as the spreadsheet left it, and once we have written it anew
        after = Answers(store.read("causes").answers)
        assert store.read("causes").marked == 6
        assert all(after.value(f"causes.q{i}") == before.value(f"causes.q{i}") for i in range(12))
        store.append("causes", "s1", "causes.other", "x", NOW)
    assert file.read_bytes().startswith(HEADER)


# a newer version


def newer(tmp_path: Path) -> tuple[Store, Path]:
    from workbook.store.lines import written

    head = b"seq,answered_at,sitting,question,answer,mood,device-name,check\n"
    rows = [(str(i), NOW.isoformat(), "s1", f"causes.future-{i}", "007", "calm, then", "x") for i in range(1, 4)]
    (tmp_path / "answers").mkdir()
    file = tmp_path / "answers/causes.csv"
    file.write_bytes(head + b"".join(written(row) + b"\n" for row in rows))
    return Store(tmp_path), file


def test_a_newer_versions_columns_are_kept_and_named(tmp_path: Path) -> None:
    store, file = newer(tmp_path)
    before = file.read_bytes()

    assert store.read("causes").newer == ("mood", "device-name")
    assert [a.value for a in store.read("causes").answers] == ["007"] * 3
    assert store.append("causes", "s1", "causes.a", "x", NOW).seq == 4
    assert file.read_bytes().startswith(before)
    assert file.read_bytes()[len(before) :].startswith(b"4,2026-11-21T21:04:05+00:00,s1,causes.a,x,,,k")
    assert (store.read("causes").marked, store.read("causes").damaged) == (0, 0)
    assert len(list((tmp_path / "answers").iterdir())) == 1


@pytest.mark.parametrize(
    "style", ["Windows line ends", "everything quoted", "a mark in front", "semicolons", "tabs, wide", "a pipe between"]
)
def test_a_newer_versions_columns_outlive_a_spreadsheet(style: str, tmp_path: Path) -> None:
    store, file = newer(tmp_path)
    before = store.read("causes")
    file.write_bytes(STYLES[style](file.read_bytes()))
    assert store.read("causes") == before

    eight = [bytes(f"00{n}", "utf-16-le" if "wide" in style else "utf-8") for n in (7, 8)]
    file.write_bytes(file.read_bytes().replace(*eight, 1))
    for there in (3, 4):  # as it was left, and once it is written anew
        read = store.read("causes")
        assert [(a.value, a.edited) for a in read.answers[:2]] == [("008", True), ("007", False)]
        assert (read.newer, len(read.answers), read.damaged) == (("mood", "device-name"), there, 0)
        store.append("causes", "s1", "causes.a", "y", NOW)
    assert [row[5:7] for row in table(file.read_bytes())[1:4]] == [["calm, then", "x"]] * 3


def test_a_newer_versions_words_saved_in_another_shape_stay_ones_own(tmp_path: Path) -> None:
    store, file = newer(tmp_path)
    before = store.read("causes").answers
    file.write_bytes(sheet(file.read_bytes(), ";", encoding="utf-8-sig"))

    assert store.read("causes").answers == before
    assert (store.read("causes").marked, store.read("causes").damaged) == (0, 0)


def test_a_newer_versions_columns_outlive_a_text_changed_in_excel_on_windows(tmp_path: Path) -> None:
    store, file = newer(tmp_path)
    file.write_bytes(file.read_bytes().replace(b"007", b"caf\xe9", 1))

    assert store.read("causes").newer == ("mood", "device-name")
    assert store.append("causes", "s1", "causes.a", "y", NOW).seq == 4
    assert store.read("causes").newer == ("mood", "device-name")
    assert file.read_bytes().count(b"calm, then") == 3
    assert [(a.value, a.edited) for a in store.read("causes").answers] == [
        ("café", True),
        ("007", False),
        ("007", False),
        ("y", False),
    ]


def test_a_newer_versions_columns_outlive_a_text_typed_on_an_erased_one_and_a_sort(tmp_path: Path) -> None:
    store, file = newer(tmp_path)
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(lines[0] + b"".join(reversed(lines[1:])).replace(b"\n", b"\r\n"))
    store.replace("causes", "s1", "causes.note", "x", NOW)
    store.replace("causes", "s1", "causes.note", "y", NOW)
    store.erase("causes", "s1", "causes.note")

    assert file.read_bytes().startswith(b"".join(lines))
    assert store.read("causes").newer == ("mood", "device-name")
    assert store.append("causes", "s1", "causes.a", "x", NOW).seq == 6
    assert (len(store.read("causes").answers), store.read("causes").marked, store.read("causes").damaged) == (4, 0, 0)


def test_a_number_that_stays_known_is_a_line_with_all_columns(tmp_path: Path) -> None:
    store, file = newer(tmp_path)
    store.append("causes", "s1", "causes.a", "x", NOW)
    store.erase("causes", "s1", "causes.a")

    assert file.read_bytes().splitlines()[-1].startswith(b"4,,,,,,,k")
    assert store.append("causes", "s1", "causes.a", "y", NOW).seq == 5
    assert (store.read("causes").marked, store.read("causes").damaged) == (0, 0)
    assert kept_originals(store) == []


def test_a_check_with_a_newer_versions_letter_is_as_good(tmp_path: Path) -> None:
    store, file = filled(tmp_path, 2)
    file.write_bytes(file.read_bytes().replace(b",k", b",m"))
    assert (len(store.read("causes").answers), store.read("causes").marked) == (2, 0)


# strangers' files


@pytest.mark.parametrize("seed", range(60))
def test_no_bytes_whatever_stop_the_file_from_being_read_or_saved_to(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    store, file = filled(tmp_path, 8)
    seeds = [
        HEADER,
        file.read_bytes(),
        b",k00000000",
        b'"',
        b",",
        b"\n",
        b"\r",
        b"\0",
        b"\xff\xfe",
        b";",
        b"sep=",
        b"e",
        b"\xd8",
    ]
    seeds += [b"1,,,,,", b"-5,x,,", b"9" * 5000, b"s1,causes.a,", chance.randbytes(40), b"\\ud800", b'""']
    raw = b"".join(chance.choices(seeds, k=chance.randrange(1, 14)))
    file.write_bytes(raw)

    store.read("causes")
    added = store.append("causes", "s1", "causes.a", "x", NOW)
    assert added in store.read("causes").answers
    store.replace("causes", "s1", "causes.a", "y", NOW)
    assert store.erase("causes", "s1", "causes.a")
    assert not [a for a in store.read("causes").answers if (a.sitting, a.question) == ("s1", "causes.a")]


@pytest.mark.parametrize("sitting", ["", "s", "s" + "9" * 5000, "s1234567890", "s1.", "s1.1234567890", "S1", "s１"])
def test_a_sitting_nobody_can_have_had_is_counted_and_never_stops_the_workbook(sitting: str, tmp_path: Path) -> None:
    from workbook.store.lines import written

    store, file = filled(tmp_path, 1)
    for letter in "kem":
        raw = written(("2", NOW.isoformat(), sitting, "causes.a", "x"), letter)
        file.write_bytes(file.read_bytes() + raw + b"\n")

    read = store.read("causes")
    assert (len(read.answers), read.marked, read.damaged) == (1, 0, 3)
    assert Answers(read.answers).by_sitting("causes.a") == ()
    with pytest.raises(StoreError, match="could not be saved"):
        store.append("causes", sitting, "causes.a", "x", NOW)
    assert store.append("causes", "s999999999", "causes.a", "x", NOW) in store.read("causes").answers


def test_a_line_with_a_right_check_and_nonsense_in_it_does_no_harm() -> None:
    from workbook.store.lines import written

    nonsense = [
        (),
        ("1",),
        ("x",) * 5,
        ("1", "now", "s1", "causes.a", "x"),
        ("1" * 5000, NOW.isoformat(), "s", "q", "x"),
    ]
    nonsense += [("x", "", "", "", ""), ("1", "", "", "", "")]
    raw = HEADER + b"".join(written(cells, letter) + b"\n" for cells in nonsense for letter in "kem")

    read = parse(raw, "causes").read(NOW)
    assert read.damaged >= 12
    assert all(a.edited for a in read.answers)
