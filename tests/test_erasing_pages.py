"""A page of answers, a part of it, or everything: shown, asked about, then gone; a pause outlives all but the last."""

from __future__ import annotations

import errno
import io
import itertools
import os
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from workbook import example
from workbook.cli import main
from workbook.desk import Desk
from workbook.errors import StoreError
from workbook.rulebook import Edition
from workbook.store import Store, disk, state
from workbook.store.guard import LOCKED
from workbook.summary import Choices

NOW = datetime(2026, 11, 21, 21, 4, 5, tzinfo=UTC)
MARK = "zebra-marker-of-mine"


class Person:
    """Someone at a desk with a state folder of their own, and at its terminal."""

    def __init__(self, data: Path, edition: Edition, capsys: pytest.CaptureFixture[str]) -> None:
        self.data, self.state, self.capsys = data, data.parent / "state", capsys
        ticks = itertools.count()
        self.desk = Desk(data, edition, lambda: NOW + timedelta(seconds=next(ticks)))
        self.desk.keeping.state = self.state

    def run(self, *words: str) -> tuple[int, str, str]:
        state = ["--state", str(self.state)] if words[0] == "erase" else []
        code = main([*words, "--data", str(self.data), *state])
        out, err = self.capsys.readouterr()
        return code, out, err

    def keeps(self, text: str = MARK) -> list[str]:
        """The files that hold this text, here and in the state folder."""
        files = [path for folder in (self.data, self.state) for path in folder.rglob("*") if path.is_file()]
        return sorted(path.name for path in files if text.encode() in path.read_bytes())


@pytest.fixture
def person(data: Path, edition: Edition, capsys: pytest.CaptureFixture[str]) -> Person:
    """Has written in two chapters, edited one elsewhere, synced, and made a summary."""
    someone = Person(data, edition, capsys)
    answers = data / "answers"
    someone.desk.answer("causes.honest.real-reason", f"{MARK} one")
    raw = (answers / "causes.csv").read_bytes()
    (answers / "causes.csv").write_bytes(raw.replace(b"\n", b"\r\n"))
    someone.desk.answer("causes.pick", "crossed-wires")
    (answers / "causes (1).csv").write_bytes(raw)
    (data / "answers (1)").mkdir()
    (data / "answers (1)/causes.csv").write_bytes(raw)
    someone.desk.answer("check-in.today.line", "another page")
    someone.desk.store.write_summary("summary-2026-11-21.html", MARK.encode())
    someone.desk.store.note_copy(data / "summaries/summary-2026-11-21.html", MARK.encode(), NOW.date())
    (someone.state / "checkpoints/notebooks").mkdir(parents=True)
    (someone.state / "checkpoints/notebooks/mine-checkpoint.ipynb").write_text(MARK)
    return someone


@pytest.fixture
def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    class Typed(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Typed("yes\n"))
    return monkeypatch


def test_what_will_go_is_shown_before_anything_does(person: Person, at_a_terminal: pytest.MonkeyPatch) -> None:
    at_a_terminal.setattr("builtins.input", lambda _: "no")
    before = {path: path.read_bytes() for path in person.data.rglob("*") if path.is_file()}
    code, out, _ = person.run("erase", "causes")

    assert code == 0
    for words in (
        "What went wrong: 2 answers",
        "“causes (1).csv”",
        "“causes.edited-1.csv”",
        "“summary-2026-11-21.html”",
        "Earlier versions of notebooks that JupyterLab keeps: 1.",
        "Nothing was changed.",
        "backups",
        "SSD",
    ):
        assert words in out
    assert {path: path.read_bytes() for path in person.data.rglob("*") if path.is_file()} == before


def test_a_page_that_is_erased_is_nowhere_and_other_pages_stay(
    person: Person, at_a_terminal: pytest.MonkeyPatch
) -> None:
    at_a_terminal.setattr("builtins.input", lambda _: "yes")
    code, out, err = person.run("erase", "causes")

    assert (code, err) == (0, "")
    assert "It is erased" in out
    assert person.keeps() == []
    assert person.keeps("crossed-wires") == ["datapackage.json"]
    assert list((person.data / "summaries").iterdir()) == []
    assert person.desk.answers().value("check-in.today.line") == "another page"
    assert person.desk.answers().chapter("causes") == ()


def test_nobody_at_the_terminal_and_no_yes_is_refused_in_a_sentence(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    code, _, err = person.run("erase", "causes")
    assert (code, err.count("\n")) == (1, 1)
    assert "--yes" in err
    assert person.keeps() != []

    assert person.run("erase", "causes", "--yes")[0] == 0
    assert person.keeps() == []


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "Say which page"),
        (["causes", "--all"], "Say which page"),
        (["--all", "--sitting", "s1"], "Say which page"),
        (["nothing"], "There is no chapter called"),
        (["causes", "--sitting", "s9"], "There are: s1."),
    ],
)
def test_a_wrong_command_erases_nothing(person: Person, words: list[str], says: str) -> None:
    code, _, err = person.run("erase", *words, "--yes")

    assert code == 1
    assert says in err
    assert len(person.keeps()) == 6


def test_one_time_through_a_page_goes_and_the_others_stay(person: Person) -> None:
    person.desk.afresh("causes")
    person.desk.answer("causes.honest.real-reason", "of another day")
    assert person.run("erase", "causes", "--sitting", "s1", "--yes")[0] == 0

    assert person.keeps() == []
    assert person.desk.answers().value("causes.honest.real-reason") == "of another day"
    assert person.desk.store.read("causes").damaged == 0


def test_of_a_part_that_goes_an_answer_changed_in_an_editor_goes_too(person: Person) -> None:
    file = person.data / "answers/causes.csv"
    file.write_bytes(file.read_bytes().replace(b"crossed-wires", b"slow-drift"))
    assert person.desk.answers().value("causes.pick") == "slow-drift"
    person.desk.afresh("causes")
    person.desk.answer("causes.pick", "little-time")
    person.run("erase", "causes", "--sitting", "s1", "--yes")

    assert [(row.sitting, row.value) for row in person.desk.answers().chapter("causes")] == [("s2", "little-time")]


def test_an_entry_goes_with_its_follow_ups(person: Person) -> None:
    one, two = "e1", "e2"
    for entry in (one, two):
        person.desk.answer("causes.own-part.what", f"thing of {entry}", entry)
    person.desk.store.append("causes", "e1.1", "causes.own-part.what", "zebra later", NOW)
    assert person.run("erase", "causes", "--sitting", "e1", "--yes")[0] == 0

    assert person.desk.answers().entries("causes.own-part") == ("e2",)
    assert person.keeps("zebra later") == []


def test_erasing_twice_says_that_there_is_nothing(person: Person) -> None:
    person.run("erase", "causes", "--yes")
    (person.data / "summaries/other.pdf").write_bytes(b"a later summary")

    assert "“other.pdf”" in person.run("erase", "causes", "--yes")[1]
    assert "There is nothing here to erase." in person.run("erase", "causes", "--yes")[1]


def test_what_is_erased_does_not_come_back_with_a_copy(person: Person) -> None:
    raw = (person.data / "answers/causes.csv").read_bytes()
    person.run("erase", "causes", "--yes")
    (person.data / "answers/causes (2).csv").write_bytes(raw)
    (proposal,) = person.desk.keeping.proposals()

    assert proposal.came == 0
    assert {left.answer.value for left in proposal.left if left.answer} == {f"{MARK} one", "crossed-wires"}
    person.desk.keeping.merge("causes")
    assert person.keeps() == []


def test_a_pause_outlives_the_page_that_keeps_it(person: Person) -> None:
    person.desk.answer("start.them.name", "Sam")
    person.desk.answer("causes.safe.harm", "some-of-that")
    assert person.desk.reach().state == "closed"
    out = person.run("erase", "start", "--yes")[1]

    assert "keeps reaching out closed stays" in out
    assert person.desk.reach().state == "closed"
    assert person.keeps("Sam") == []
    assert [row.question for row in person.desk.answers().chapter("start")] == ["start.pause"]


def test_a_whole_page_goes_with_its_damaged_lines_and_all_that_lies_beside_it(person: Person) -> None:
    answers = person.data / "answers"
    damaged = f'7,2026,s1,causes.x,"{MARK} torn'.encode()
    for name in ("causes.csv", "causes.edited-1.csv", "causes (1).csv"):
        (answers / name).write_bytes((answers / name).read_bytes() + damaged)
    assert "What went wrong: 3 answers" in person.run("erase", "causes", "--yes")[1]

    assert person.keeps() == []
    assert sorted(path.name for path in answers.iterdir()) == ["causes.csv", "check-in.csv", "datapackage.json"]
    assert not (person.data / "answers (1)/causes.csv").exists()


def test_of_a_part_that_goes_a_damaged_line_with_the_same_words_goes_and_another_stays(person: Person) -> None:
    person.desk.afresh("causes")
    person.desk.answer("causes.honest.real-reason", "of another day")
    for name in ("causes.csv", "causes (1).csv"):
        path = person.data / "answers" / name
        path.write_bytes(path.read_bytes() + f"torn {MARK} one\nsomething else that was torn\n".encode())
    person.run("erase", "causes", "--sitting", "s1", "--yes")

    assert person.keeps() == []
    assert person.keeps("something else that was torn") == ["causes (1).csv", "causes.csv"]


def test_a_page_that_another_program_saves_while_it_is_erased_is_not_written_over(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, file = disk.written_part, person.data / "answers/causes.csv"

    def meanwhile(folder: Path, content: bytes, mode: int = 0o600) -> Path:
        file.write_bytes(file.read_bytes() + b"typed in an editor just now\n")
        return real(folder, content, mode)

    monkeypatch.setattr(disk, "written_part", meanwhile)
    code, _, err = person.run("erase", "causes", "--yes")

    assert (code, "another program changed the file" in err) == (1, True)
    assert b"typed in an editor just now" in file.read_bytes()


def test_a_message_that_was_sent_stays_so_that_a_reply_can_be_told(person: Person) -> None:
    section = next(s for s in person.desk.chapter("reaching-out").sections if s.checks)
    words = section.asked[0].id
    outcome = next(question for question in section.asked if question.stop == "one-message")
    sent = next(option.key for option in outcome.options if option.stops)  # type: ignore[attr-defined]
    person.desk.answer(words, f"{MARK} draft", "e1")
    person.desk.answer(outcome.id, sent, "e1")
    assert person.desk.reach().is_on("one-message")
    person.run("erase", "reaching-out", "--yes")

    assert person.desk.reach().is_on("one-message")
    assert person.desk.answers().entries(section.id) == ("e1",)
    assert MARK not in (person.data / "answers/reaching-out.csv").read_text()


def test_a_pause_that_was_lifted_goes_with_the_page(person: Person) -> None:
    for value in ("on", "lifted"):
        person.desk.store.append("start", "s1", "start.pause", value, NOW)
    person.run("erase", "start", "--yes")

    assert person.desk.answers().chapter("start") == ()


def test_everything_goes_and_reaching_out_is_not_yet(person: Person) -> None:
    person.desk.answer("causes.safe.harm", "some-of-that")
    person.desk.store.append("start", "s1", "start.block-done", NOW.date().isoformat(), NOW)
    (person.data / "mine.txt").write_bytes(b"not of the workbook")
    code, out, _ = person.run("erase", "--all", "--yes")

    assert code == 0
    for words in ("What went wrong: 2 answers", "not open yet", "All that JupyterLab keeps", "Everything is erased"):
        assert words in out
    assert sorted(path.name for path in person.data.iterdir()) == ["mine.txt"]
    assert not person.state.exists()
    assert person.desk.answers().rows == ()
    assert person.desk.reach().state == "not-yet"


def test_whoever_writes_after_the_invented_person_is_not_taken_for_nobody(person: Person, tmp_path: Path) -> None:
    example.write(tmp_path / "example", NOW.date())
    desk = Desk(tmp_path / "example", person.desk.edition)
    desk.keeping.state = person.state
    desk.keeping.erase_all(running=False)

    assert list((tmp_path / "example").iterdir()) == []


def test_what_is_locked_goes_with_everything_unopened(person: Person) -> None:
    (person.data / LOCKED).write_bytes(b"locked words")
    code, out, _ = person.run("erase", "--all", "--yes")

    assert code == 0
    assert "The locked file: notes.age." in out
    assert list(person.data.iterdir()) == []


def test_a_folder_that_is_a_link_stays_one_and_is_empty(person: Person, tmp_path: Path) -> None:
    drive = tmp_path / "drive"
    (person.data / "answers").rename(drive)
    (person.data / "answers").symlink_to(drive)
    person.run("erase", "--all", "--yes")

    assert (person.data / "answers").is_symlink()
    assert list(drive.iterdir()) == []


def test_while_the_workbook_is_open_everything_is_not_erased_from_outside(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    from workbook import serving

    monkeypatch.setattr(serving, "running", lambda _: serving.Server("http://127.0.0.1:8888/", "t"))
    code, _, err = person.run("erase", "--all", "--yes")

    assert code == 1
    assert "The workbook is open" in err
    assert len(person.keeps()) == 6


def test_where_jupyterlab_kept_nothing_erasing_everything_is_done_all_the_same(person: Person, tmp_path: Path) -> None:
    person.state = tmp_path / "no state yet"

    assert person.run("erase", "--all", "--yes")[0] == 0
    assert list(person.data.iterdir()) == []


def test_while_jupyterlab_is_open_what_it_stands_on_is_left_to_it(person: Person) -> None:
    (person.state / "runtime").mkdir()
    (person.state / "runtime/kernel.json").write_text("{}")
    (person.state / "started.json").write_text("{}")
    person.desk.keeping.erase_all(running=True)

    assert sorted(path.name for path in person.state.rglob("*")) == ["kernel.json", "runtime", "started.json"]
    assert list(person.data.iterdir()) == []


def test_the_list_of_copies_no_longer_names_those_that_are_gone_and_says_which_lie_elsewhere(
    person: Person, tmp_path: Path
) -> None:
    away = tmp_path / "for my therapist.txt"
    person.desk.handover.write_to(away, b"a copy elsewhere")
    out = person.run("erase", "causes", "--yes")[1]

    assert f"These were written to other folders, and are not reached from here: “{away}”." in out
    assert [copy.path for copy in person.desk.store.copies()] == [away]
    assert "summary-2026-11-21" not in (person.data / "summaries/exports.json").read_text()
    assert away.read_bytes() == b"a copy elsewhere"
    assert str(away) in person.run("erase", "--all", "--yes")[1]
    assert not (person.data / "summaries").exists()


def test_a_list_of_copies_that_cannot_be_read_goes_as_well(person: Person) -> None:
    (person.data / "summaries/exports.json").write_text(f'["{MARK}.html"]')
    assert person.run("erase", "causes", "--yes")[0] == 0

    assert person.keeps() == []
    assert person.desk.store.copies() == ()


def test_what_was_ticked_for_a_summary_is_forgotten_with_the_page_it_was_of(person: Person) -> None:
    person.desk.handover.tick("situation", [])
    person.desk.handover.name_as("initials")
    assert any(person.desk.handover.choices().lines)
    out = person.run("erase", "causes", "--yes")[1]

    assert "What you ticked for a summary." in out
    assert person.desk.handover.choices() == Choices(mask="initials")
    assert "There is nothing here to erase." in person.run("erase", "causes", "--yes")[1]


def test_ticks_that_cannot_be_read_go_with_a_page_too(person: Person) -> None:
    (person.data / "summaries/choices.json").write_text(f'{{"lines": "{MARK}"')
    assert person.run("erase", "causes", "--yes")[0] == 0

    assert person.keeps() == []
    assert person.desk.handover.choices() == Choices()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows brings names to the disk by itself")
@pytest.mark.parametrize("what", [["causes"], ["--all"]])
def test_an_erasing_that_the_disk_cuts_short_says_that_it_may_be_done_already(
    what: list[str], person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Path) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as failing:
        failing.setattr(disk, "sync_folder", broken)
        code, _, err = person.run("erase", *what, "--yes")
    assert code == 1
    assert err.startswith("Erasing did not finish (Input/output error). What was to go may be gone, or still be here.")

    assert person.run("erase", *what, "--yes")[0] == 0
    assert person.keeps() == []


def torn_and_copied(data: Path) -> Store:
    """Two sittings of a page; a kept original, a copy that a sync service made, and one in a copied folder."""
    store = Store(data)
    store.append("causes", "s1", "causes.honest.real-reason", MARK, NOW)
    file = store.answers_folder / "causes.csv"
    only, edited = file.read_bytes(), file.read_bytes().replace(b"marker-of", b"marker of")
    file.write_bytes(only.replace(b"\n", b"\r\n"))
    store.append("causes", "s2", "causes.pick", "crossed-wires", NOW)
    file.write_bytes(file.read_bytes() + b"torn words of mine\n")
    (data / "answers (1)").mkdir()
    (data / "answers (1)/causes.csv").write_bytes(only)
    (data / "answers/causes (1).csv").write_bytes(edited + b"torn words of mine\n")
    (data / "answers/causes (1).csv").chmod(0o640)
    file.chmod(0o640)
    return store


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps elsewhere who may read a file")
def test_of_one_time_through_a_page_every_version_goes_and_nothing_else_wherever_it_lies(tmp_path: Path) -> None:
    store = torn_and_copied(tmp_path)
    (tmp_path / "mine.csv").write_bytes((tmp_path / "answers (1)/causes.csv").read_bytes())
    (store.answers_folder / "causes (2).csv").symlink_to(tmp_path / "mine.csv")
    store.clear("causes", lambda row: row.sitting == "s1", whole=False)

    left = {str(path.relative_to(tmp_path)): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert {name for name, raw in left.items() if b"zebra" in raw} == {"mine.csv", "answers/causes (2).csv"}
    assert sorted(left) == ["answers/causes (1).csv", "answers/causes (2).csv", "answers/causes.csv", "mine.csv"]
    assert [row.value for row in store.read("causes").answers] == ["crossed-wires"]
    for name in ("answers/causes.csv", "answers/causes (1).csv"):
        assert b"torn words of mine\n" in left[name]
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o640


def test_a_whole_page_goes_with_its_torn_lines_and_the_pause_in_it_stays(tmp_path: Path) -> None:
    store = torn_and_copied(tmp_path)
    store.clear("causes", lambda row: row.question != "causes.pick", whole=True)

    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["causes.csv"]
    assert [row.value for row in store.read("causes").answers] == ["crossed-wires"]
    assert b"torn" not in (store.answers_folder / "causes.csv").read_bytes()


def test_of_a_page_that_only_copies_are_left_of_nothing_is_left_and_nothing_made(tmp_path: Path) -> None:
    store = torn_and_copied(tmp_path)
    (store.answers_folder / "causes.csv").unlink()
    store.clear("causes", lambda _: True, whole=True)

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_copy_that_another_program_saves_while_it_is_erased_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, written = torn_and_copied(tmp_path), disk.written_part
    copy = store.answers_folder / "causes (1).csv"

    def meanwhile(folder: Path, content: bytes, mode: int = 0o600) -> Path:
        copy.write_bytes(copy.read_bytes() + b"typed in an editor just now\n")
        return written(folder, content, mode)

    with monkeypatch.context() as typing:
        typing.setattr(disk, "written_part", meanwhile)
        with pytest.raises(StoreError, match="another program changed the file"):
            store.clear("causes", lambda row: row.sitting == "s1", whole=False)
    assert b"typed in an editor just now" in copy.read_bytes()

    store.clear("causes", lambda row: row.sitting == "s1", whole=False)
    assert b"typed in an editor just now" in copy.read_bytes()
    assert MARK.encode() not in copy.read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows brings names to the disk by itself")
def test_erasing_a_page_again_brings_down_to_the_disk_what_a_failure_left_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, synced, fsync = torn_and_copied(tmp_path), set(), os.fsync
    store.clear("causes", lambda _: True, whole=True)

    def looks(fd: int) -> None:
        synced.add(os.fstat(fd).st_ino)
        fsync(fd)

    monkeypatch.setattr(os, "fsync", looks)
    store.clear("causes", lambda _: True, whole=True)
    assert synced == {path.stat().st_ino for path in (store.answers_folder, tmp_path / "answers (1)")}


def test_a_folder_that_another_window_writes_into_as_everything_is_erased_is_left_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, rmdir = torn_and_copied(tmp_path), os.rmdir

    def meanwhile(path: Path, **how: int) -> None:
        if Path(path) == store.answers_folder:
            (store.answers_folder / "new.csv").write_bytes(b"of another window")
        rmdir(path, **how)

    monkeypatch.setattr(os, "rmdir", meanwhile)
    store.remove_everything()
    assert [path.name for path in tmp_path.rglob("*")] == ["answers", "new.csv"]


@pytest.mark.parametrize("running", [True, False])
def test_whatever_jupyterlab_left_goes_even_if_it_takes_some_of_it_away_itself(
    running: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, gone, is_dir = tmp_path / "state", tmp_path / "state/tidied.tmp", Path.is_dir
    (kept / "lab/workspaces").mkdir(parents=True)
    for name in ("history.sqlite", "tidied.tmp", "lab/workspaces/mine.json"):
        (kept / name).write_text(MARK)

    def meanwhile(path: Path) -> bool:
        if path == gone:
            gone.unlink()
        return is_dir(path)

    monkeypatch.setattr(Path, "is_dir", meanwhile)
    state.clear(kept, running=running)
    assert [*tmp_path.rglob("*")] == ([kept] if running else [])


def test_earlier_versions_of_notebooks_go_even_if_jupyterlab_takes_one_away_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "checkpoints/notebooks").mkdir(parents=True)
    mine, gone = (tmp_path / "checkpoints/notebooks" / name for name in ("mine.ipynb", "gone.ipynb"))
    for path in (mine, gone):
        path.write_text(MARK)
    is_file = Path.is_file

    def meanwhile(path: Path) -> bool:
        there = is_file(path)
        if path == gone:
            gone.unlink()
        return there

    with monkeypatch.context() as busy:
        busy.setattr(Path, "is_file", meanwhile)
        state.clear_checkpoints(tmp_path)
    assert not mine.exists()


def test_a_folder_that_jupyterlab_writes_into_stays_while_it_runs_and_is_told_when_it_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lab").mkdir()
    monkeypatch.setattr(os, "rmdir", in_use)
    state.clear(tmp_path, running=True)

    with pytest.raises(StoreError, match=r"Erasing did not finish \(Directory not empty\)"):
        state.clear(tmp_path, running=False)


def in_use(*_: object, **__: object) -> None:
    raise OSError(errno.ENOTEMPTY, os.strerror(errno.ENOTEMPTY))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows kills in other ways")
def test_erasing_that_is_killed_at_any_step_keeps_the_pause_and_can_be_done_again(tmp_path: Path) -> None:
    def prepared(folder: Path) -> Store:
        store = Store(folder)
        store.append("start", "s1", "start.pause", "on", NOW)
        store.replace("start", "s1", "start.them.name", MARK, NOW)
        file = store.answers_folder / "start.csv"
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
        store.append("start", "s1", "start.ending.who", "me", NOW)
        (store.answers_folder / "start (1).csv").write_bytes(file.read_bytes())
        return store

    def clear(store: Store) -> None:
        store.clear("start", lambda row: row.question != "start.pause", whole=True)

    for nth in range(1, 200):
        store = prepared(tmp_path / str(nth))
        killed = killed_at(nth, store, clear)
        left = {row.question: row.value for row in Store(store.data).read("start").answers}
        assert left["start.pause"] == "on"
        assert left in ({"start.pause": "on"}, {**left, "start.them.name": MARK, "start.ending.who": "me"})
        clear(Store(store.data))
        assert [path.name for path in store.answers_folder.iterdir()] == ["start.csv"]
        assert MARK.encode() not in (store.answers_folder / "start.csv").read_bytes()
        if not killed:
            break
    assert 8 < nth < 199


def killed_at(nth: int, store: Store, act) -> bool:
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    count = itertools.count(1)

    def standing_in(real):
        def call(*args, **named):
            if next(count) == nth:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **named)

        return call

    for name in ("open", "write", "fsync", "replace", "unlink", "close"):
        setattr(os, name, standing_in(getattr(os, name)))
    act(store)
    os._exit(0)


def test_a_disk_that_fails_while_erasing_says_so_in_a_sentence(person: Person, monkeypatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(disk, "put", broken)
    with pytest.raises(StoreError, match="Input/output error"):
        person.desk.keeping.erase("causes")
