"""What is deleted is gone: from the file, from kept originals, from what a kill left behind."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from torture.sheets import STYLES as SAVED_ELSEWHERE

from workbook.answers import Answer
from workbook.errors import StoreError
from workbook.store import Store, disk

NOW = datetime(2026, 11, 21, 21, 4, 5, tzinfo=UTC)
HEADER = b"seq,answered_at,sitting,question,answer,check\n"
WORDS = "zanzibar, the thing I never told"
Save = Callable[[Store, str, str, str, str, datetime], Answer]


def everywhere(folder: Path) -> bytes:
    """Every byte under the folder, wide encodings made narrow."""
    found = b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())
    return found + found.replace(b"\0", b"")


def saved(tmp_path: Path) -> Store:
    store = Store(tmp_path)
    store.append("causes", "s1", "causes.pick", "crossed-wires", NOW)
    store.replace("causes", "s1", "causes.note", "other words", NOW)
    store.replace("causes", "s1", "causes.letter", WORDS, NOW)
    store.append("causes", "s2", "causes.pick", "distance", NOW)
    return store


def test_a_text_typed_on_leaves_only_its_last_version(tmp_path: Path) -> None:
    store = saved(tmp_path)
    store.replace("causes", "s1", "causes.letter", "calmer words", NOW)
    store.replace("causes", "s2", "causes.letter", "of another day", NOW)

    values = {(a.sitting, a.question): a.value for a in store.read("causes").answers}
    assert values["s1", "causes.letter"] == "calmer words"
    assert values["s2", "causes.letter"] == "of another day"
    assert len(store.read("causes").answers) == 5
    assert b"zanzibar" not in everywhere(tmp_path)


def test_the_first_version_of_a_text_is_no_work_for_the_disk(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.append("causes", "s1", "causes.pick", "a", NOW)
    before = (store.answers_folder / "causes.csv").stat().st_ino
    store.replace("causes", "s1", "causes.letter", WORDS, NOW)

    assert (store.answers_folder / "causes.csv").stat().st_ino == before


def test_an_erased_answer_is_nowhere_in_the_folder(tmp_path: Path) -> None:
    store = saved(tmp_path)
    others = [a for a in store.read("causes").answers if a.value != WORDS]

    assert store.erase("causes", "s1", "causes.letter") is True
    assert b"zanzibar" not in everywhere(tmp_path)
    assert list(store.read("causes").answers) == others
    assert store.erase("causes", "s1", "causes.letter") is False


@pytest.mark.skipif(sys.platform == "win32", reason="Windows brings names to the disk by itself")
def test_when_the_very_last_step_of_erasing_fails_nobody_is_told_that_the_words_are_still_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, synced, fsync = saved(tmp_path), [], os.fsync

    def fails(fd: int) -> None:
        if stat.S_ISDIR(os.fstat(fd).st_mode):
            raise OSError(errno.EIO, "Input/output error")
        fsync(fd)

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", fails)
        with pytest.raises(StoreError) as told:
            store.erase("causes", "s1", "causes.letter")
    assert b"zanzibar" not in everywhere(tmp_path)
    assert "may be gone, or still be here" in str(told.value)
    assert "saved" not in str(told.value)

    def looks(fd: int) -> None:
        synced.append(os.fstat(fd).st_ino)
        fsync(fd)

    monkeypatch.setattr(os, "fsync", looks)
    assert store.erase("causes", "s1", "causes.letter") is False
    assert synced == [store.answers_folder.stat().st_ino]  # erasing again brings it down to the disk


def test_erasing_an_earlier_answer_takes_its_line_and_leaves_every_other_byte(tmp_path: Path) -> None:
    store = saved(tmp_path)
    file = store.answers_folder / "causes.csv"
    before = file.read_bytes().splitlines(keepends=True)
    store.erase("causes", "s1", "causes.letter")

    assert file.read_bytes() == b"".join(line for line in before if b"zanzibar" not in line)


def test_a_last_line_that_was_cut_short_is_left_as_it_is_when_another_answer_is_erased(tmp_path: Path) -> None:
    store = saved(tmp_path)
    file = store.answers_folder / "causes.csv"
    file.write_bytes(file.read_bytes() + b"5,2026-11-21T21:04:05+00:00,s2,causes.note,my own wo")
    store.erase("causes", "s1", "causes.letter")
    after = file.read_bytes()
    assert after.endswith(b"\n5,2026-11-21T21:04:05+00:00,s2,causes.note,my own wo\n")

    store.append("causes", "s3", "causes.pick", "distance", NOW)
    assert file.read_bytes().startswith(after)
    assert [answer.sitting for answer in store.read("causes").answers] == ["s1", "s1", "s2", "s3"]


def test_the_number_of_an_erased_answer_is_never_given_again(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.append("causes", "s1", "causes.a", "x", NOW)
    store.append("causes", "s1", "causes.b", "x", NOW)
    store.erase("causes", "s1", "causes.b")
    store.erase("causes", "s1", "causes.a")

    assert store.read("causes").answers == ()
    assert store.read("causes").damaged == 0
    assert Store(tmp_path).append("causes", "s1", "causes.a", "x", NOW).seq == 3


def test_the_number_of_the_only_answer_that_there_ever_was_is_not_given_again(tmp_path: Path) -> None:
    Store(tmp_path).append("causes", "s1", "causes.a", "x", NOW)
    Store(tmp_path).erase("causes", "s1", "causes.a")

    assert Store(tmp_path).append("causes", "s1", "causes.a", "y", NOW).seq == 2


STYLES = {
    "comma": lambda raw: raw.replace(b"\n", b"\r\n"),
    "mark": lambda raw: b"\xef\xbb\xbf" + raw,
    "wide": lambda raw: raw.decode().replace(",", "\t").encode("utf-16"),
    "semicolons": lambda raw: raw.replace(b"crossed-wires", b"gekl\xc3\xa4rt").replace(b",", b";"),
    "old Mac": lambda raw: raw.replace(b"\n", b"\r"),
    "western": lambda raw: raw.decode().replace("other", "öther").replace(",", ";").encode("cp1252"),
}


@pytest.mark.parametrize("act", ["erase", "replace"])
@pytest.mark.parametrize("style", STYLES)
def test_an_erased_answer_is_gone_from_kept_originals_and_nothing_else_in_them_changes(
    style: str, act: str, tmp_path: Path
) -> None:
    store = Store(tmp_path)
    store.append("causes", "s1", "causes.pick", "crossed-wires", NOW)
    store.append("causes", "s1", "causes.note", "other words", NOW)
    store.append("causes", "s1", "causes.letter", "zanzibar", NOW)
    file = store.answers_folder / "causes.csv"
    rows = file.read_bytes().splitlines(keepends=True)
    original = STYLES[style](b"".join(rows))
    file.write_bytes(original)
    store.append("causes", "s2", "causes.pick", "distance", NOW)
    kept = store.answers_folder / "causes.edited-1.csv"
    assert kept.read_bytes() == original

    if act == "erase":
        assert store.erase("causes", "s1", "causes.letter")
    else:
        store.replace("causes", "s1", "causes.letter", "calm", NOW)
    assert b"zanzibar" not in everywhere(tmp_path)
    assert kept.read_bytes() == STYLES[style](b"".join(row for row in rows if b"zanzibar" not in row))


def test_what_is_left_of_a_damaged_line_goes_from_a_kept_original_in_a_wide_encoding_too(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.append("causes", "s1", "causes.note", "other words", NOW)
    store.append("causes", "s1", "causes.letter", WORDS, NOW)
    file = store.answers_folder / "causes.csv"
    torn = f"what is left: {WORDS}\nand what somebody else left\n"
    file.write_bytes((file.read_text("utf-8").replace(",", "\t") + torn).encode("utf-16"))
    assert store.read("causes").damaged == 2

    store.append("causes", "s2", "causes.pick", "distance", NOW)
    assert store.erase("causes", "s1", "causes.letter")
    assert b"zanzibar" not in everywhere(tmp_path)
    assert "and what somebody else left" in (file.parent / "causes.edited-1.csv").read_text("utf-16")


def with_kept_original(folder: Path) -> tuple[Store, Path]:
    """One answer is also in a kept original, where another program left a line of its own."""
    store = saved(folder)
    file = store.answers_folder / "causes.csv"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    store.append("causes", "s3", "causes.pick", "distance", NOW)
    return store, store.answers_folder / "causes.edited-1.csv"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_who_may_read_a_kept_original_stays_as_it_is_when_an_answer_goes_from_it(tmp_path: Path) -> None:
    store, kept = with_kept_original(tmp_path)
    kept.chmod(0o640)
    assert store.erase("causes", "s1", "causes.letter")

    assert b"zanzibar" not in kept.read_bytes()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o640


def test_a_kept_original_that_another_program_saves_at_the_same_moment_is_not_written_over(
    tmp_path: Path, monkeypatch
) -> None:
    store, kept = with_kept_original(tmp_path)
    real = disk.written_part

    def meanwhile(*args: object) -> Path:
        kept.write_bytes(kept.read_bytes() + b"typed by another program\r\n")
        return real(*args)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(disk, "written_part", meanwhile)
        with pytest.raises(StoreError, match="another program changed the file"):
            store.erase("causes", "s1", "causes.letter")
    assert b"typed by another program" in kept.read_bytes()

    assert store.erase("causes", "s1", "causes.letter")
    assert b"typed by another program" in kept.read_bytes()
    assert b"zanzibar" not in everywhere(tmp_path)


def test_a_kept_original_with_nothing_left_in_it_goes(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.append("causes", "s1", "causes.letter", WORDS, NOW)
    file = store.answers_folder / "causes.csv"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    store.append("causes", "s1", "causes.a", "x", NOW)
    store.erase("causes", "s1", "causes.letter")

    assert [p.name for p in store.answers_folder.iterdir()] == ["causes.csv"]


def test_a_kept_original_is_found_even_when_the_answers_file_is_gone(tmp_path: Path) -> None:
    store = saved(tmp_path)
    (store.answers_folder / "causes.csv").rename(store.answers_folder / "causes.edited-3.csv")

    assert store.erase("causes", "s1", "causes.letter") is True
    assert b"zanzibar" not in everywhere(tmp_path)
    assert b"other words" in everywhere(tmp_path)


def test_a_copy_on_a_drive_that_is_not_plugged_in_stays_listed_when_summaries_are_erased(tmp_path: Path) -> None:
    store, stick = Store(tmp_path / "mine"), tmp_path / "stick/sent.html"
    for path in (stick, store.write_summary("here.html", b"x")):
        store.note_copy(path, b"x", NOW.date())
    assert {copy.path.name: copy.state for copy in store.copies()} == {"sent.html": "gone", "here.html": "there"}
    store.remove_summaries()

    assert store.copies_elsewhere() == (stick,)
    assert [copy.path for copy in store.copies()] == [stick]


def test_an_answer_edited_elsewhere_can_be_erased(tmp_path: Path) -> None:
    store = saved(tmp_path)
    file = store.answers_folder / "causes.csv"
    file.write_bytes(file.read_bytes().replace(b"zanzibar,", b"zanzibar!"))

    assert store.erase("causes", "s1", "causes.letter") is True
    assert b"zanzibar" not in everywhere(tmp_path)
    assert len(store.read("causes").answers) == 3


TORN = {
    "cut short": lambda line: line[:-25] + b"\n",
    "split by a flipped bit": lambda line: line.replace(b"thing", b"th\ng"),
    "its question unreadable": lambda line: line.replace(b"causes.letter", b"cau\xff\x00.letter"),
    "its check unreadable": lambda line: line[:-4] + b"\xff\xff\xff\n",
}


def test_an_answer_goes_from_a_file_whose_numbers_somebody_deleted_and_nothing_comes_in_its_place(
    tmp_path: Path,
) -> None:
    store = saved(tmp_path)
    file = tmp_path / "answers/causes.csv"
    file.write_bytes(SAVED_ELSEWHERE["no numbers"](file.read_bytes()))
    told = store.read("causes").answers
    gone = told[0]
    assert store.erase("causes", gone.sitting, gone.question)

    left = [answer for answer in told if (answer.sitting, answer.question) != (gone.sitting, gone.question)]
    assert [answer.value for answer in store.read("causes").answers] == [answer.value for answer in left]
    assert file.read_bytes().count(b"\n") == 1 + len(left)


@pytest.mark.parametrize("how", TORN)
def test_what_is_left_of_a_damaged_line_is_erased_with_the_answer(how: str, tmp_path: Path) -> None:
    store = saved(tmp_path)
    file = store.answers_folder / "causes.csv"
    rows = file.read_bytes().splitlines(keepends=True)
    at = next(i for i, row in enumerate(rows) if b"zanzibar" in row)
    rows[at] = TORN[how](rows[at])
    stranger = b"3,2026-11-21T21:04:05+00:00,s1,causes.other,some\xff other person's words,k12\n"
    file.write_bytes(b"".join(rows[: at + 1]) + stranger + b"".join(rows[at + 1 :]))
    store.replace("causes", "s1", "causes.letter", WORDS, NOW)

    assert store.erase("causes", "s1", "causes.letter") is True
    assert b"zanzibar" not in everywhere(tmp_path)
    assert b"never told" not in everywhere(tmp_path)
    assert stranger in file.read_bytes()
    assert store.read("causes").damaged == 1


def test_typing_on_does_not_touch_a_damaged_line_of_another_question(tmp_path: Path) -> None:
    store = saved(tmp_path)
    file = store.answers_folder / "causes.csv"
    damaged = b"9,2026-11-21,s1,ca\xff," + WORDS.encode() + b",k1\n"
    file.write_bytes(file.read_bytes() + damaged)
    store.replace("causes", "s1", "causes.letter", "calmer", NOW)
    assert damaged in file.read_bytes()

    store.replace("causes", "s1", "causes.letter", WORDS, NOW)
    store.erase("causes", "s1", "causes.letter")
    assert damaged not in file.read_bytes()


def test_typing_on_takes_a_damaged_line_of_the_same_text_and_what_runs_on_from_it_and_no_other(tmp_path: Path) -> None:
    store = saved(tmp_path)
    file = store.answers_folder / "causes.csv"
    before, named, running, another, after = (
        b"words that somebody typed above\n",
        b"9,2026-11-21,s1,causes.honest.real-reason,my torn\n",
        b"and torn reason\n",
        b"9,2026-11-21,s1,causes.pick\n",
        b"words that somebody typed below\n",
    )
    file.write_bytes(file.read_bytes() + before + named + running + another + after)
    store.replace("causes", "s1", "causes.honest.real-reason", "whole", NOW)

    assert before + another + after in file.read_bytes()
    assert b"torn" not in file.read_bytes()
    assert store.read("causes").damaged == 3


def test_a_damaged_line_of_a_kept_original_goes_in_whatever_letters_it_was_saved(tmp_path: Path) -> None:
    store = saved(tmp_path)
    store.append("causes", "s1", "causes.why", "sch\u00f6ner", NOW)
    file = store.answers_folder / "causes.csv"
    western = file.read_text("utf-8").replace(",", ";") + "torn words: sch\u00f6ner\nother torn words\n"
    file.write_bytes(western.encode("cp1252"))
    store.append("causes", "s2", "causes.why", "x", NOW)
    assert b"sch\xf6ner" in everywhere(tmp_path)
    store.erase("causes", "s1", "causes.why")

    assert "sch\u00f6ner".encode("cp1252") not in everywhere(tmp_path)
    assert "sch\u00f6ner".encode() not in everywhere(tmp_path)
    assert b"other torn words" in (store.answers_folder / "causes.edited-1.csv").read_bytes()


@pytest.mark.parametrize("chapter", ["causes", "motives"])  # one that has a file, and one that has none yet
@pytest.mark.parametrize("save", [Store.append, Store.replace])
def test_what_a_kill_left_half_written_goes_with_the_next_save(tmp_path: Path, save: Save, chapter: str) -> None:
    store = saved(tmp_path)
    (store.answers_folder / disk.PART).write_bytes(WORDS.encode())
    (store.answers_folder / "causes.csv").write_bytes(HEADER)
    save(store, chapter, "s1", f"{chapter}.a", "x", NOW)

    assert b"zanzibar" not in everywhere(tmp_path)


def test_what_a_kill_left_half_written_where_a_link_leads_goes_with_the_next_save_too(tmp_path: Path) -> None:
    elsewhere = tmp_path / "drive"
    elsewhere.mkdir()
    (elsewhere / "real.csv").write_bytes(HEADER)
    (elsewhere / disk.PART).write_bytes(b"secret")
    (tmp_path / "answers").mkdir()
    (tmp_path / "answers/causes.csv").symlink_to(elsewhere / "real.csv")
    Store(tmp_path).append("causes", "s1", "causes.pick", "trust", NOW)

    assert [path.name for path in elsewhere.iterdir()] == ["real.csv"]


def test_erasing_removes_what_a_kill_left_half_written_even_where_no_such_answer_is(tmp_path: Path) -> None:
    store = saved(tmp_path)
    store.erase("causes", "s1", "causes.letter")
    for erase in (
        lambda: store.erase("causes", "s1", "causes.letter"),
        lambda: store.clear("causes", lambda answer: answer.value == WORDS, whole=False),
    ):
        (store.answers_folder / disk.PART).write_bytes(WORDS.encode())
        erase()
        assert b"zanzibar" not in everywhere(tmp_path)
    assert len(store.read("causes").answers) == 3


def said_on_a_full_disk(store: Store, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The words are added; there is no room to put them in place of the earlier ones."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", full)
        store.replace("causes", "s1", "causes.letter", words, NOW)


def test_a_text_that_could_not_be_replaced_and_was_erased_in_another_window_stays_gone(
    tmp_path: Path, monkeypatch
) -> None:
    store = saved(tmp_path)
    said_on_a_full_disk(store, "calmer words", monkeypatch)
    assert Store(tmp_path).erase("causes", "s1", "causes.letter")

    added = store.append("causes", "s1", "causes.a", "x", NOW)
    assert store.read("causes").answers[-1] == added
    assert [a for a in store.read("causes").answers if a.question == "causes.letter"] == []


def test_typing_on_reads_the_file_once_for_each_save(tmp_path: Path, monkeypatch) -> None:
    store, read, slurp = saved(tmp_path), [], disk.slurp
    monkeypatch.setattr(disk, "slurp", lambda path: read.append(path.name) or slurp(path))
    for words in ("calmer", "calmer words", "calmer words still"):
        store.replace("causes", "s1", "causes.letter", words, NOW)
    assert read == ["causes.csv"] * 3  # what is replaced must be found, and nothing is read beyond that

    store.append("causes", "s1", "causes.a", "x", NOW)
    assert read == ["causes.csv"] * 3


def test_an_earlier_text_that_could_not_be_removed_goes_with_the_next_save(tmp_path: Path, monkeypatch) -> None:
    store = saved(tmp_path)
    said_on_a_full_disk(store, "calmer words", monkeypatch)
    assert store.read("causes").answers[-1].value == "calmer words"
    assert b"zanzibar" in everywhere(tmp_path)

    store.append("causes", "s1", "causes.a", "x", NOW)
    assert b"zanzibar" not in everywhere(tmp_path)
    assert b"calmer words" in everywhere(tmp_path)


def test_another_program_saving_at_the_same_moment_is_not_overwritten(tmp_path: Path, monkeypatch) -> None:
    store = saved(tmp_path)
    file = store.answers_folder / "causes.csv"
    real = disk.written_part

    def meanwhile(*args: object) -> Path:
        monkeypatch.setattr(disk, "written_part", real)
        file.write_bytes(file.read_bytes() + b"typed by another program\n")
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(disk, "written_part", meanwhile)
    with pytest.raises(Exception, match="another program changed the file"):
        store.erase("causes", "s1", "causes.letter")
    assert b"typed by another program" in file.read_bytes()
    assert store.erase("causes", "s1", "causes.letter") is True
    assert b"typed by another program" in file.read_bytes()


def test_another_program_saving_while_a_file_is_put_in_order_is_not_overwritten(tmp_path: Path, monkeypatch) -> None:
    store = saved(tmp_path)
    file = store.answers_folder / "causes.csv"
    file.write_bytes(SAVED_ELSEWHERE["semicolons"](file.read_bytes()))
    real = disk.written_part
    typed = b"5;2026-11-21T21:04:05+00:00;s9;causes.pick;money;\r\n"

    def meanwhile(folder: Path, content: bytes, mode: int = 0o600) -> Path:
        if content.startswith(HEADER) and typed not in file.read_bytes():
            file.write_bytes(file.read_bytes() + typed)
        return real(folder, content, mode)

    monkeypatch.setattr(disk, "written_part", meanwhile)
    with pytest.raises(StoreError, match="another program changed the file"):
        store.append("causes", "s3", "causes.pick", "trust", NOW)
    assert typed in file.read_bytes()
    store.append("causes", "s3", "causes.pick", "trust", NOW)
    told = [(answer.sitting, answer.value) for answer in store.read("causes").answers]
    assert ("s9", "money") in told
    assert told[-1] == ("s3", "trust")


class Weeks(RuleBasedStateMachine):
    """Someone answers, writes over, erases, sorts in a spreadsheet, closes and opens again."""

    questions = st.sampled_from(["causes.a", "causes.b", "causes.b.c"])
    sittings = st.sampled_from(["s1", "s2", "e1.2"])
    values = st.text(st.characters(codec=None), max_size=6)

    def __init__(self) -> None:
        super().__init__()
        import tempfile

        self.folder = Path(tempfile.mkdtemp(prefix="weeks-"))
        self.store = Store(self.folder)
        self.model: list[tuple[int, str, str, str]] = []
        self.top = 0

    def teardown(self) -> None:
        import shutil

        shutil.rmtree(self.folder)

    @rule(sitting=sittings, question=questions, value=values, over=st.booleans())
    def answer(self, sitting: str, question: str, value: str, over: bool) -> None:
        if over:
            self.model = [row for row in self.model if row[1:3] != (sitting, question)]
        save = self.store.replace if over else self.store.append
        got = save("causes", sitting, question, value, NOW)
        self.top += 1
        assert got.seq == self.top
        self.model.append((self.top, sitting, question, value))

    @rule(sitting=sittings, question=questions)
    def erase(self, sitting: str, question: str) -> None:
        left = [row for row in self.model if row[1:3] != (sitting, question)]
        assert self.store.erase("causes", sitting, question) is (left != self.model)
        self.model = left

    @rule()
    def open_again(self) -> None:
        self.store = Store(self.folder)

    @precondition(lambda self: self.top > 0)
    @rule(random=st.randoms(use_true_random=False), ending=st.sampled_from([b"\n", b"\r\n", b"\r"]))
    def sort_in_a_spreadsheet(self, random, ending: bytes) -> None:
        file = self.folder / "answers/causes.csv"
        head, *rows = file.read_bytes().splitlines()
        random.shuffle(rows)
        file.write_bytes(ending.join([head, *rows, b""]))

    @invariant()
    def nothing_is_lost(self) -> None:
        for store in (self.store, Store(self.folder)):
            read = store.read("causes")
            assert [(a.seq, a.sitting, a.question, a.value) for a in read.answers] == self.model
            assert (read.marked, read.damaged) == (0, 0)


Weeks.TestCase.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)
TestWeeks = Weeks.TestCase


def test_every_answer_that_is_given_back_equals_the_one_read(tmp_path: Path) -> None:
    store = Store(tmp_path)
    given: list[Answer] = [store.append("causes", "s1", f"causes.q{i}", "x\n", NOW) for i in range(3)]
    given.append(store.replace("causes", "s1", "causes.note", "\\", NOW))

    assert list(store.read("causes").answers) == given


@pytest.mark.parametrize(
    ("erased", "left", "goes"),
    [
        ("secret", b"xx secret", True),  # as short as a text may be that tells where it came from, at the very end
        ("secret", b"secret xx", True),
        ("secre", b"xx secre xx", False),
        ("secrets", b"xx ecrets xx", False),  # a short one only whole
        ("a longer secret of mine", b"xx secret of mi", True),  # twelve letters in a row
        ("a longer secret of mine", b"xx_secret of m", False),
        ("a longer secret of mine", b"xxxx cret of mine", True),  # the last twelve
        ("a longer secret of mine", b"a longer sec", True),  # the first twelve
        ("a longer secret of mine", b"xx longer secr_x", True),  # and any between
        ("a longer secret of mine", b"xx_ret of mine", False),  # eleven
        ("sch\u00f6ner", b"xx sch\xf6ner", True),  # as a Windows program saves it
        ('she said "no" to me', b'xx said ""no"" to xx', True),  # quotes that CSV doubled
    ],
)
def test_a_line_that_nobody_can_read_goes_if_it_shares_words_with_what_is_erased(
    erased: str, left: bytes, goes: bool, tmp_path: Path
) -> None:
    store = Store(tmp_path)
    store.append("causes", "s1", "causes.a", "stays", NOW)
    store.append("causes", "s1", "causes.letter", erased, NOW)
    file = store.answers_folder / "causes.csv"
    file.write_bytes(file.read_bytes() + b"\xff" + left + b"\n")
    assert store.read("causes").damaged == 1

    assert store.erase("causes", "s1", "causes.letter")
    assert (store.read("causes").damaged, left in file.read_bytes()) == ((0, False) if goes else (1, True))
    assert [a.value for a in store.read("causes").answers] == ["stays"]


def test_another_programs_save_is_told_as_what_it_is(tmp_path: Path) -> None:
    assert str(disk.ChangedError()).endswith("another program changed the file at this moment")
    assert disk.why(disk.ChangedError()) == "another program changed the file at this moment"
    assert disk.why(OSError("only words")) == "only words"
