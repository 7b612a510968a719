"""What a person finds again after saving: everything, exactly, in order, and readable by nobody else."""

from __future__ import annotations

import contextlib
import os
import stat
import subprocess
import sys
from collections import Counter
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from torture.strings import OWN

from workbook.answers import sitting_order
from workbook.errors import StoreError
from workbook.store import Read, Store, disk, guard, lines, write_file

NOW = datetime(2026, 11, 21, 21, 4, 5, 678901, tzinfo=timezone(timedelta(hours=2)))
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes, links, pipes and locks")
HEADER = b"seq,answered_at,sitting,question,answer,check\n"

ANY_TEXT = st.text(st.characters(codec=None), max_size=40) | st.sampled_from(OWN)


def modes(folder: Path) -> dict[str, int]:
    return {p.name: stat.S_IMODE(p.stat().st_mode) for p in (folder, *folder.iterdir())}


def test_looking_into_an_empty_folder_makes_nothing_there(tmp_path: Path) -> None:
    store = Store(tmp_path / "mine")

    assert store.chapters() == ()
    assert store.read("causes") == Read((), 0, 0, ())
    assert store.fingerprint() == ()
    assert store.erase("causes", "s1", "causes.note") is False
    assert list(tmp_path.iterdir()) == []


def test_an_answer_is_found_again_by_the_next_window(tmp_path: Path) -> None:
    given_back = Store(tmp_path).append("causes", "s1", "causes.pick", "crossed-wires", NOW)

    read = Store(tmp_path).read("causes")
    assert read == Read((given_back,), 0, 0, ())
    assert (given_back.seq, given_back.at, given_back.value, given_back.edited) == (1, NOW, "crossed-wires", False)
    assert given_back.at.isoformat() == "2026-11-21T21:04:05.678901+02:00"
    assert Store(tmp_path).chapters() == ("causes",)


def test_the_file_is_plain_csv_with_the_columns_that_are_promised(tmp_path: Path) -> None:
    Store(tmp_path).append("causes", "e7.2", "causes.note", 'He said "no", twice\nand left', NOW.replace(microsecond=0))

    body = b'1,2026-11-21T21:04:05+02:00,e7.2,causes.note,"He said ""no"", twice\\nand left"'
    assert (tmp_path / "answers/causes.csv").read_bytes() == HEADER + body + b",k" + lines.crc(body) + b"\n"


def test_a_choice_changed_twice_shows_the_change_of_mind(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for value in ("small", "large", ""):
        store.append("causes", "s1", "causes.crossed-wires.part", value, NOW)

    assert [a.value for a in store.read("causes").answers] == ["small", "large", ""]
    assert [a.seq for a in store.read("causes").answers] == [1, 2, 3]


def test_a_time_without_an_offset_gets_the_one_of_this_place(tmp_path: Path) -> None:
    local = datetime(2026, 11, 21, 21, 4)  # noqa: DTZ001  that is the point
    assert Store(tmp_path).append("causes", "s1", "causes.pick", "a", local).at == local.astimezone()


@settings(max_examples=150, deadline=None)
@given(values=st.lists(ANY_TEXT, min_size=1, max_size=4))
def test_whatever_was_typed_comes_back_to_the_last_character(values: list[str], tmp_path_factory) -> None:
    folder = tmp_path_factory.mktemp("typed")
    store = Store(folder)
    for value in values:
        store.append("causes", "s1", "causes.note", value, NOW)

    read = Store(folder).read("causes")
    assert [a.value for a in read.answers] == values
    assert (read.marked, read.damaged) == (0, 0)
    assert (folder / "answers/causes.csv").read_bytes().count(b"\n") == len(values) + 1


@given(text=ANY_TEXT)
def test_a_line_stays_one_line(text: str) -> None:
    escaped = lines.escape(text)

    assert lines.unescape(escaped) == text
    assert escaped.encode().decode().splitlines() in ([escaped], [])


def test_another_windows_answer_is_noticed(tmp_path: Path) -> None:
    mine, theirs = Store(tmp_path), Store(tmp_path)
    before = mine.fingerprint()
    for save in (theirs.append, theirs.append, theirs.replace, theirs.replace):
        save("causes", "s1", "causes.note", "x", NOW)
        assert mine.fingerprint() != before
        before = mine.fingerprint()
    theirs.erase("causes", "s1", "causes.note")
    assert mine.fingerprint() != before
    assert mine.fingerprint() == theirs.fingerprint()


def test_two_windows_taking_turns_never_give_a_number_twice(tmp_path: Path) -> None:
    one, other = Store(tmp_path), Store(tmp_path)
    for turn in range(20):
        (one, other)[turn % 2].append("causes", "s1", "causes.a", str(turn), NOW)
        (one, other)[turn % 3 % 2].replace("causes", "s1", "causes.note", str(turn), NOW)

    answers = one.read("causes").answers
    assert [a.value for a in answers if a.question == "causes.a"] == [str(turn) for turn in range(20)]
    assert [a.value for a in answers if a.question == "causes.note"] == ["19"]
    assert len({a.seq for a in answers}) == 21


@POSIX
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_nobody_else_on_the_computer_can_read_it(umask: int, tmp_path: Path) -> None:
    before = os.umask(umask)
    try:
        store = Store(tmp_path / "new" / "place")
        store.append("causes", "s1", "causes.pick", "a", NOW)
        store.replace("causes", "s1", "causes.note", "b", NOW)
        store.replace("causes", "s1", "causes.note", "c", NOW)
        file = store.answers_folder / "causes.csv"
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))  # a spreadsheet was here
        store.append("causes", "s1", "causes.pick", "d", NOW)
        store.write_dictionary(b"{}")
        store.write_summary("summary.html", b"x")
        write_file(tmp_path / "out.html", b"x")
    finally:
        os.umask(before)

    files = {"causes.csv": 0o600, "causes.edited-1.csv": 0o600, "datapackage.json": 0o600}
    assert modes(store.answers_folder) == {"answers": 0o700, **files}
    assert modes(store.summaries_folder) == {"summaries": 0o700, "summary.html": 0o600}
    assert modes(tmp_path / "new" / "place")["place"] == modes(tmp_path / "new")["new"] == 0o700
    assert modes(tmp_path)["out.html"] == 0o600


@POSIX
def test_a_folder_and_a_file_that_are_links_stay_links(tmp_path: Path) -> None:
    elsewhere = tmp_path / "drive"
    (elsewhere / "answers").mkdir(parents=True)
    (tmp_path / "data").mkdir()
    (tmp_path / "data/answers").symlink_to(elsewhere / "answers")
    (elsewhere / "real.csv").write_bytes(HEADER.replace(b"\n", b"\r\n"))
    (elsewhere / "real.csv").chmod(0o640)
    (elsewhere / "answers/causes.csv").symlink_to(elsewhere / "real.csv")
    (elsewhere / ".second-look.part").write_bytes(b"left by a kill")

    store = Store(tmp_path / "data")
    for value in ("one", "two"):
        store.replace("causes", "s1", "causes.note", value, NOW)

    assert (tmp_path / "data/answers").is_symlink()
    assert (elsewhere / "answers/causes.csv").is_symlink()
    assert b"two" in (elsewhere / "real.csv").read_bytes()
    assert stat.S_IMODE((elsewhere / "real.csv").stat().st_mode) == 0o640
    assert not (elsewhere / ".second-look.part").exists()
    assert [a.value for a in store.read("causes").answers] == ["two"]


def in_place_of_the_file(path: Path, what: str) -> None:
    path.parent.mkdir(parents=True)
    if what == "folder":
        path.mkdir()
    elif what == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/nowhere/at/all.csv")


@POSIX
@pytest.mark.parametrize("what", ["folder", "pipe", "dangling link"])
def test_something_else_in_place_of_the_file_is_said_in_one_sentence(what: str, tmp_path: Path) -> None:
    in_place_of_the_file(tmp_path / "answers/causes.csv", what)
    store = Store(tmp_path)

    assert store.chapters() == ("causes",)
    store.fingerprint()
    why = "it is a link that leads nowhere" if what == "dangling link" else ""
    with pytest.raises(StoreError, match=rf"causes\.csv cannot be read .*{why}"):
        store.read("causes")
    with pytest.raises(StoreError, match=f"could not be saved .*{why}"):
        store.append("causes", "s1", "causes.pick", "a", NOW)
    assert [p.name for p in (tmp_path / "answers").iterdir()] == ["causes.csv"]


@POSIX
@pytest.mark.parametrize("what", ["file", "dangling link"])
def test_something_else_in_place_of_the_folder_is_said_in_one_sentence(what: str, tmp_path: Path) -> None:
    if what == "file":
        (tmp_path / "answers").write_bytes(b"mine")
    else:
        (tmp_path / "answers").symlink_to("/nowhere/at/all")
    store = Store(tmp_path)

    with pytest.raises(StoreError, match=rf"{tmp_path / 'answers'}.* cannot be"):
        store.read("causes")
    with pytest.raises(StoreError, match=r"folder .* cannot be used"):
        store.append("causes", "s1", "causes.pick", "a", NOW)


def test_another_window_that_makes_the_folder_at_the_same_moment_is_no_hindrance(tmp_path: Path, monkeypatch) -> None:
    real = os.mkdir

    def meanwhile(*args: object, **named: object) -> None:
        real(*args, **named)  # type: ignore[arg-type]
        raise FileExistsError(17, "File exists")

    monkeypatch.setattr(os, "mkdir", meanwhile)
    Store(tmp_path / "mine").append("causes", "s1", "causes.pick", "a", NOW)
    assert [a.value for a in Store(tmp_path / "mine").read("causes").answers] == ["a"]


@pytest.mark.parametrize("name", ["", "../causes", "a/b", "Causes", "c", "causes.edited-1", "causes\n", "..", "a\0b"])
def test_no_chapter_name_leads_out_of_the_folder(name: str, tmp_path: Path) -> None:
    for act in (Store(tmp_path).read, lambda chapter: Store(tmp_path).append(chapter, "s1", "q", "x", NOW)):
        with pytest.raises(StoreError) as told:
            act(name)
        shown = name.replace("\n", " ").replace("\0", " ")
        assert str(told.value) == f"“{shown}” cannot be the name of a chapter."
    assert list(tmp_path.iterdir()) == []


def test_only_chapters_are_listed(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.append("motives", "s1", "motives.a", "x", NOW)
    store.append("causes", "s1", "causes.a", "x", NOW)
    store.append("me", "s1", "me.a", "x", NOW)
    for other in ("causes.edited-1.csv", "causes (1).csv", "causes.sync-conflict-20261121-1.csv", "datapackage.json"):
        (store.answers_folder / other).write_bytes(b"x")

    assert store.chapters() == ("causes", "me", "motives")
    assert [name for name, _ in store.fingerprint()] == ["causes.csv", "me.csv", "motives.csv"]


def test_a_window_that_hangs_while_saving_is_not_waited_for_for_ever(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(guard, "PATIENCE", 0.05)
    store = Store(tmp_path)
    store.append("causes", "s1", "causes.a", "x", NOW)

    with guard.alone(store.answers_folder):
        with pytest.raises(StoreError, match="Another window is saving"):
            store.append("causes", "s1", "causes.a", "y", NOW)
        assert [a.value for a in store.read("causes").answers] == ["x"]
    store.append("causes", "s1", "causes.a", "z", NOW)
    assert [a.value for a in store.read("causes").answers] == ["x", "z"]


@POSIX
def test_where_a_folder_cannot_be_locked_a_file_in_it_is(tmp_path: Path, monkeypatch) -> None:
    real = guard.fcntl.flock

    def no_folders(fd: int, how: int) -> None:
        if stat.S_ISDIR(os.fstat(fd).st_mode):
            raise OSError(9, "Bad file descriptor")
        real(fd, how)

    monkeypatch.setattr(guard.fcntl, "flock", no_folders)
    monkeypatch.setattr(guard, "PATIENCE", 0.05)
    store = Store(tmp_path)
    store.append("causes", "s1", "causes.a", "x", NOW)

    with guard.alone(store.answers_folder), pytest.raises(StoreError, match="Another window"):
        store.append("causes", "s1", "causes.a", "y", NOW)
    assert [a.value for a in store.read("causes").answers] == ["x"]


def test_a_second_summary_of_the_same_day_goes_beside_the_first(tmp_path: Path) -> None:
    store = Store(tmp_path)
    paths = [store.write_summary("summary-2026-11-21.html", content) for content in (b"1", b"2", b"3")]

    assert [p.name for p in paths] == [f"summary-2026-11-21{n}.html" for n in ("", "-2", "-3")]
    assert [p.read_bytes() for p in paths] == [b"1", b"2", b"3"]
    assert sorted(p.name for p in store.summaries_folder.iterdir()) == sorted(p.name for p in paths)


def test_the_latest_copy_stands_first_and_what_the_system_hides_is_none(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for day, name in ((20, "b.html"), (22, "c.html"), (20, "a"), (21, "d.html")):
        store.note_copy(store.write_summary(name, b"x"), b"x", date(2026, 11, day))
    (store.summaries_folder / ".DS_Store").write_bytes(b"x")

    assert [copy.file for copy in store.copies()] == ["c.html", "d.html", "b.html", "a"]


def test_one_letter_is_name_enough_for_a_file_that_somebody_put_there(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.write_summary("a", b"x")

    assert [copy.file for copy in store.copies()] == ["a"]


def test_a_list_of_copies_that_something_else_wrote_into_is_named_with_what_is_wrong(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.note_copy(store.write_summary("a.html", b"x"), b"x", date(2026, 11, 20))
    (store.summaries_folder / "exports.json").write_text('{"exports": [{"day": "x"}]}', "utf-8")

    with pytest.raises(StoreError) as told:
        store.copies()
    assert f"{store.summaries_folder / 'exports.json'} cannot be read" in str(told.value)
    assert "(it was changed outside the workbook)" in str(told.value)


@POSIX
def test_a_copy_whose_name_is_no_text_is_listed_and_deleted_too(tmp_path: Path) -> None:
    store, stick = Store(tmp_path / "mine"), tmp_path / os.fsdecode(b"caf\xe9.html")
    try:
        stick.write_bytes(b"x")
    except OSError:
        pytest.skip("this drive takes no such names")
    store.note_copy(stick, b"x", date(2026, 11, 20))

    assert [(copy.path, copy.state) for copy in store.copies()] == [(stick, "there")]
    store.delete_copy(str(stick))
    assert not stick.exists()
    assert store.copies() == ()


def test_choices_that_something_else_wrote_into_are_read_as_far_as_they_can_be(tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert store.choices() == ""
    store.keep_choices('{"names": "über"}')
    assert store.choices() == '{"names": "über"}'
    (store.summaries_folder / "choices.json").write_bytes(b'{"names": "\xfcber"}')

    assert store.choices() == '{"names": "\ufffdber"}'


def test_choices_that_cannot_be_opened_are_named_with_what_stands_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "summaries/choices.json").mkdir(parents=True)
    with pytest.raises(StoreError) as told:
        Store(tmp_path).choices()

    assert "choices.json cannot be used (something that is not a file is in its place)" in str(told.value)


def test_the_dictionary_is_written_only_when_it_changed(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.write_dictionary(b"{}")
    first = (store.answers_folder / "datapackage.json").stat()
    store.write_dictionary(b"{}")
    assert (store.answers_folder / "datapackage.json").stat().st_ino == first.st_ino
    store.write_dictionary(b"{1}")
    assert (store.answers_folder / "datapackage.json").read_bytes() == b"{1}"


def test_an_export_never_goes_over_a_file_that_is_there(tmp_path: Path) -> None:
    write_file(tmp_path / "a.html", b"first")
    with pytest.raises(StoreError, match="already there"):
        write_file(tmp_path / "a.html", b"second")
    assert (tmp_path / "a.html").read_bytes() == b"first"
    write_file(tmp_path / "a.html", b"second", replace=True)
    assert (tmp_path / "a.html").read_bytes() == b"second"
    assert [p.name for p in tmp_path.iterdir()] == ["a.html"]


@pytest.mark.parametrize("replace", [True, False])
def test_two_summaries_written_into_one_folder_at_once_are_both_there(
    replace: bool, tmp_path: Path, monkeypatch
) -> None:
    real, name = disk.write_new, iter(["b.html", "c.html"])

    def meanwhile(*args: object) -> None:
        real(*args)  # type: ignore[arg-type]
        if other := next(name, ""):
            write_file(tmp_path / other, other.encode(), replace=replace)

    monkeypatch.setattr(disk, "write_new", meanwhile)
    write_file(tmp_path / "a.html", b"a.html", replace=replace)
    assert {p.name: p.read_bytes().decode() for p in tmp_path.iterdir()} == {
        n: n for n in ("a.html", "b.html", "c.html")
    }


@pytest.mark.parametrize("replace", [True, False])
def test_a_summary_put_among_the_answers_does_not_touch_a_save_under_way(replace: bool, tmp_path: Path) -> None:
    part = tmp_path / disk.PART
    part.write_bytes(b"an answers file on its way")
    write_file(tmp_path / "a.html", b"x", replace=replace)

    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"a.html": b"x", disk.PART: part.read_bytes()}


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_a_summary_that_fails_half_way_leaves_nothing_behind(call: str, tmp_path: Path, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    write_file(tmp_path / "a.html", b"first")
    monkeypatch.setattr(os, call, full)
    with pytest.raises(StoreError, match="No space left"):
        write_file(tmp_path / "a.html", b"second", replace=True)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"a.html": b"first"}


@pytest.mark.parametrize("name", ["no/such/folder.html", "a\0b", "x" * 300])
def test_an_export_that_cannot_be_written_says_so(name: str, tmp_path: Path) -> None:
    for replace in (False, True):
        with pytest.raises(StoreError, match="cannot be written"):
            write_file(tmp_path / name, b"x", replace=replace)
    assert list(tmp_path.iterdir()) == []


@POSIX
def test_an_export_works_on_a_drive_without_hard_links(tmp_path: Path, monkeypatch) -> None:
    def none(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", none)
    write_file(tmp_path / "a.html", b"x")
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"a.html": b"x"}


def test_a_new_entry_gets_the_id_that_was_wanted_or_the_next_one_that_nobody_has(tmp_path: Path) -> None:
    store = Store(tmp_path)
    given = [store.begin("steady", "e1", "steady.urge.what", "first", NOW)]
    given.append(store.begin("steady", "e1", "steady.urge.what", "another window's", NOW))
    store.append("steady", "e7.12", "steady.urge.then", "a follow-up", NOW)
    store.append("steady", "s40", "steady.plan", "no entry at all", NOW)
    given.append(Store(tmp_path).begin("steady", "e2", "steady.urge.what", "taken", NOW))
    given.append(Store(tmp_path).begin("steady", "e20", "steady.urge.what", "free", NOW))

    assert [(a.seq, a.sitting) for a in given] == [(1, "e1"), (2, "e2"), (5, "e8"), (6, "e20")]
    assert given == [a for a in store.read("steady").answers if a.question == "steady.urge.what"]
    assert [a.value for a in given] == ["first", "another window's", "taken", "free"]
    assert {a.at for a in given} == {NOW}


def test_windows_that_begin_an_entry_in_the_same_moment_each_get_one_of_their_own(tmp_path: Path) -> None:
    program = f"""
import sys
from datetime import UTC, datetime
from pathlib import Path
from workbook.store import Store
store = Store(Path({str(tmp_path)!r}))
sys.stdin.read()
for _ in range(25):
    print(store.begin("steady", "e1", "steady.urge.what", sys.argv[1], datetime.now(UTC)).sitting)
"""
    begin = [sys.executable, "-c", program]
    with contextlib.ExitStack() as stack:
        opened = [subprocess.Popen([*begin, name], stdin=-1, stdout=-1, text=True) for name in ("one", "two", "three")]
        windows = [stack.enter_context(window) for window in opened]
        for window in windows:
            assert window.stdin
            window.stdin.close()  # what each of them waits for
        given = [line for window in windows if window.stdout for line in window.stdout.read().split()]
    assert [window.returncode for window in windows] == [0, 0, 0]
    assert sorted(given, key=sitting_order) == [f"e{n}" for n in range(1, 76)]
    told = Store(tmp_path).read("steady").answers
    assert [a.sitting for a in told] == [f"e{n}" for n in range(1, 76)]
    assert Counter(a.value for a in told) == {"one": 25, "two": 25, "three": 25}


def test_beginning_an_entry_finishes_what_an_earlier_save_owed(tmp_path: Path, monkeypatch) -> None:
    store = Store(tmp_path)
    store.replace("steady", "s1", "steady.note", "zanzibar", NOW)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", full)
        store.replace("steady", "s1", "steady.note", "calmer", NOW)
    store.begin("steady", "e1", "steady.urge.what", "x", NOW)
    assert [a.value for a in store.read("steady").answers] == ["calmer", "x"]


def test_an_entry_that_cannot_be_begun_says_so(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(guard, "PATIENCE", 0.05)
    store = Store(tmp_path)
    store.begin("steady", "e1", "steady.urge.what", "x", NOW)
    with guard.alone(store.answers_folder), pytest.raises(StoreError, match="Another window is saving"):
        store.begin("steady", "e2", "steady.urge.what", "y", NOW)
    with pytest.raises(StoreError, match="could not be saved"):
        store.begin("steady", "nonsense", "steady.urge.what", "y", NOW)


def test_a_folder_that_cannot_be_listed_is_named(tmp_path: Path) -> None:
    (tmp_path / "answers").write_bytes(b"mine")
    for look in (Store(tmp_path).chapters, Store(tmp_path).fingerprint):
        with pytest.raises(StoreError) as told:
            look()
        assert str(told.value).startswith(f"The folder {tmp_path / 'answers'} cannot be used (Not a directory). ")


@POSIX
def test_a_file_that_comes_back_after_its_drive_was_away_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "answers").mkdir()
    (tmp_path / "answers/causes.csv").symlink_to(tmp_path / "drive.csv")
    store = Store(tmp_path)
    away = store.fingerprint()
    (tmp_path / "drive.csv").write_bytes(HEADER)

    assert away == (("causes.csv", (0, 0, 0, 0, 0)),)
    assert [name for name, _ in store.fingerprint()] == ["causes.csv"]
    assert store.fingerprint() != away
    assert store.read("causes") == Read()


NAMES = {
    "summary-2026-11-21.html": "summary-2026-11-21.html",
    "my notes_v2.PDF": "my notes_v2.PDF",
    "a.b.html": "a.b.html",
    "a/b.html": "b.html",
    "what? now.html": "what- now.html",
    "no ending": "no ending",
    "x.way-too-odd": "x",
    "x.123456789": "x",
    "x.12345678": "x.12345678",
    "": "summary",
    "..": "summary",
    " . ": "summary",
    "---.html": "summary.html",
    " -lead.html": "lead.html",
    "trail- .html": "trail.html",
    "e\u0301.html": "é.html",
    "con.html": "_con.html",
    "COM1": "_COM1",
    "lpt9.x.html": "_lpt9.x.html",
    "console.html": "console.html",
    "X": "X",
    "Xmas X.html": "Xmas X.html",
    "x" * 101 + ".html": "x" * 100 + ".html",
    "é" * 51 + ".html": "é" * 50 + ".html",
    "x" + "é" * 50 + ".html": "x" + "é" * 49 + ".html",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_summary_has_the_name_that_was_asked_for_as_far_as_any_system_takes_it(name: str, tmp_path: Path) -> None:
    assert Store(tmp_path).write_summary(name, b"x").name == NAMES[name]


def test_a_second_summary_with_no_ending_is_numbered_too(tmp_path: Path) -> None:
    assert [Store(tmp_path).write_summary("a", b"x").name for _ in range(3)] == ["a", "a-2", "a-3"]


def test_what_stands_in_the_way_of_an_export_is_named(tmp_path: Path) -> None:
    write_file(tmp_path / "a.html", b"x")
    for path, why in ((tmp_path / "a.html", "already there"), (tmp_path / "no" / "a.html", "No such file")):
        with pytest.raises(StoreError, match=why) as told:
            write_file(path, b"y")
        assert str(path) in str(told.value)
    with pytest.raises(StoreError, match="null byte"):
        write_file(tmp_path / "a\0b", b"x", replace=True)


@POSIX
def test_an_export_written_over_a_link_leaves_the_link(tmp_path: Path) -> None:
    (tmp_path / "real.html").write_bytes(b"old")
    (tmp_path / "link.html").symlink_to(tmp_path / "real.html")
    with pytest.raises(StoreError, match="already there"):
        write_file(tmp_path / "link.html", b"new")
    write_file(tmp_path / "link.html", b"new", replace=True)

    assert (tmp_path / "link.html").is_symlink()
    assert (tmp_path / "real.html").read_bytes() == b"new"


@POSIX
def test_an_export_does_not_go_over_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "a.html").symlink_to(tmp_path / "nowhere.html")
    with pytest.raises(StoreError, match="already there"):
        write_file(tmp_path / "a.html", b"x")
    assert not (tmp_path / "nowhere.html").exists()


def test_an_export_does_not_go_over_a_file_that_comes_at_this_very_moment(tmp_path: Path, monkeypatch) -> None:
    real = disk.write_new

    def meanwhile(*args: object) -> None:
        real(*args)  # type: ignore[arg-type]
        (tmp_path / "a.html").write_bytes(b"another program's")

    monkeypatch.setattr(disk, "write_new", meanwhile)
    with pytest.raises(StoreError, match="already there"):
        write_file(tmp_path / "a.html", b"mine")
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"a.html": b"another program's"}
