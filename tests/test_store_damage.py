"""A crash, a full disk, a flipped bit, two windows at once: no answer that was said to be saved is lost."""

# ruff: noqa: S311  a seed makes a test repeatable

from __future__ import annotations

import multiprocessing
import os
import random
import select
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from workbook.errors import StoreError
from workbook.store import Read, Store, disk

resource = pytest.importorskip("resource", reason="Windows kills and limits in other ways")

NOW = datetime(2026, 11, 21, 21, 4, 5, tzinfo=UTC)
HEADER = b"seq,answered_at,sitting,question,answer,check\n"
CALLS = ("open", "write", "fsync", "replace", "ftruncate", "unlink", "close", "link")
WORDS = 'the last, "quoted" note\nwith a second line'


def filled(folder: Path, rows: int = 6) -> Store:
    store = Store(folder)
    for i in range(rows):
        store.append("causes", "s1", f"causes.q{i}", f"{i}, number" if i % 2 else f"number {i}", NOW)
    store.replace("causes", "s1", "causes.letter", "dear", NOW)
    return store


def values(folder: Path) -> list[str]:
    return [a.value for a in Store(folder).read("causes").answers]


def at_call(nth: int, what: Callable[[], None], patch: pytest.MonkeyPatch, calls: tuple[str, ...] = CALLS) -> list[int]:
    """Have something happen at the nth call to the system; the count tells whether it came to that."""
    count = [0]

    def standing_in(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            count[0] += 1
            if count[0] == nth:
                what()
            return real(*args, **named)

        return call

    for name in calls:
        patch.setattr(os, name, standing_in(getattr(os, name)))
    return count


def torn(folder: Path) -> None:
    with (folder / "answers/causes.csv").open("ab") as adding:
        adding.write(b'4,2026,s1,causes.x,"torn')


def adopted(folder: Path) -> None:
    file = folder / "answers/causes.csv"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))


ACTS: dict[str, tuple[Callable[[Path], object], Callable[[Store], object], list[str]]] = {
    "the first answer ever": (lambda _: None, lambda s: s.append("causes", "s1", "causes.a", WORDS, NOW), [WORDS]),
    "one more answer": (lambda f: filled(f, 2), lambda s: s.append("causes", "s1", "causes.a", WORDS, NOW), [WORDS]),
    "after a torn line": (
        lambda f: (filled(f, 2), torn(f)),
        lambda s: s.append("causes", "s1", "causes.a", WORDS, NOW),
        [WORDS],
    ),
    "after a spreadsheet": (
        lambda f: (filled(f, 2), adopted(f)),
        lambda s: s.append("causes", "s1", "causes.a", WORDS, NOW),
        [WORDS],
    ),
    "a text typed on": (
        lambda f: filled(f, 2),
        lambda s: s.replace("causes", "s1", "causes.letter", WORDS, NOW),
        [WORDS],
    ),
}


@pytest.mark.parametrize("code", [5, 28, 13, 4])
@pytest.mark.parametrize("act", ACTS)
def test_a_save_that_fails_at_any_step_says_so_and_leaves_no_ghost(act: str, code: int, tmp_path: Path) -> None:
    before, save, added = ACTS[act]

    def fail() -> None:
        raise OSError(code, os.strerror(code))

    for nth in range(1, 200):
        folder = tmp_path / str(nth)
        before(folder)
        old = values(folder)
        store = Store(folder)
        with pytest.MonkeyPatch.context() as patch:
            # closing and unlinking do not fail in earnest, and a failing close would only leak a number
            count = at_call(nth, fail, patch, ("open", "write", "fsync", "replace", "ftruncate", "link"))
            try:
                save(store)
                said_saved = True
            except StoreError:
                said_saved = False
        now = values(folder)
        if said_saved:
            assert now[-1:] == added
            assert [v for v in now[:-1] if v != "dear"] == [v for v in old if v != "dear"]
        else:
            assert now == old
        for word in ("one", "two", "three"):
            store.append("causes", "s1", "causes.later", word, NOW)
        later = values(folder)
        assert later == [*(v for v in now if v != "dear" or later.count("dear")), "one", "two", "three"]
        assert "dear" not in later or act != "a text typed on" or not said_saved
        assert not (folder / "answers" / disk.PART).exists()
        if count[0] < nth:
            assert nth > 5
            return
    pytest.fail("it never came through")


def test_a_write_that_takes_only_a_part_is_gone_on_with(tmp_path: Path, monkeypatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda fd, content: real(fd, bytes(content)[:7]))
    store = filled(tmp_path)
    assert store.read("causes").damaged == 0
    assert len(store.read("causes").answers) == 7
    monkeypatch.setattr(os, "write", lambda fd, content: 0)
    with pytest.raises(StoreError):
        store.append("causes", "s1", "causes.a", "x", NOW)
    assert len(store.read("causes").answers) == 7


def test_pressing_stop_in_the_middle_of_a_save_leaves_no_ghost(tmp_path: Path, monkeypatch) -> None:
    store = filled(tmp_path)

    def stop() -> None:
        raise KeyboardInterrupt

    for call in ("write", "fsync"):
        with monkeypatch.context() as patch:
            at_call(1, stop, patch, (call,))
            with pytest.raises(KeyboardInterrupt):
                store.append("causes", "s1", "causes.a", "x", NOW)
        assert values(tmp_path)[-1] == "dear"


ERASED = {**ACTS, "erasing": (lambda f: filled(f, 2), lambda s: s.erase("causes", "s1", "causes.letter"), [])}


def in_a_child(work: Callable[[], None]) -> None:
    pid = os.fork()
    if pid == 0:
        try:
            work()
            os._exit(0)
        except BaseException:  # noqa: BLE001  a child must not run the rest of the tests
            os._exit(1)
    os.waitpid(pid, 0)


@pytest.mark.parametrize("act", ERASED)
def test_a_kill_at_any_step_leaves_the_old_answers_or_the_new_ones(act: str, tmp_path: Path) -> None:
    before, save, added = ERASED[act]

    for nth in range(1, 200):
        folder = tmp_path / str(nth)
        before(folder)
        old = values(folder)
        done = folder / "done"

        def work(nth: int = nth, folder: Path = folder, done: Path = done) -> None:
            with pytest.MonkeyPatch.context() as patch:
                at_call(nth, lambda: os.kill(os.getpid(), signal.SIGKILL), patch)
                save(Store(folder))
            done.touch()

        folder.mkdir(exist_ok=True)
        in_a_child(work)
        now = values(folder)
        new = [*(v for v in old if v != "dear" or "dear" in now), *added]
        assert now == new or (now == old and not done.exists())
        assert "dear" not in now or WORDS not in now or act != "a text typed on"
        store = Store(folder)
        for word in ("one", "two", "three"):
            store.append("causes", "s1", "causes.later", word, NOW)
        assert values(folder) == [*now, "one", "two", "three"]
        assert not (folder / "answers" / disk.PART).exists()
        if done.exists():
            return
    pytest.fail("it never came through")


def test_a_kill_at_any_moment_loses_nothing_that_was_said_to_be_saved(tmp_path: Path) -> None:
    chance = random.Random(7)
    for kill in range(40):
        folder = tmp_path / str(kill)
        filled(folder, 20)
        told, tell = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(told)
            store, i = Store(folder), 0
            try:
                while True:
                    store.append("causes", "s2", f"causes.n{i}", "x" * chance.choice([5, 500, 20_000]), NOW)
                    store.replace("causes", "s2", "causes.letter", f"version {i}", NOW)
                    os.write(tell, b".")
                    i += 1
            finally:
                os._exit(1)
        os.close(tell)
        said = len(os.read(told, 1))
        select.select([], [], [], chance.random() * 0.02)  # as long as it may live
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        said += len(os.read(told, 100_000))
        os.close(told)

        read = Store(folder).read("causes")
        numbered = [a for a in read.answers if a.question.startswith("causes.n")]
        texts = [a.value for a in read.answers if (a.question, a.sitting) == ("causes.letter", "s2")]
        assert [a.question for a in numbered] == [f"causes.n{i}" for i in range(len(numbered))]
        assert 0 <= len(numbered) - said <= 1
        assert texts in ([f"version {said - 1}"], [f"version {said}"])
        assert read.damaged <= 1
        Store(folder).replace("causes", "s2", "causes.letter", "after", NOW)
        texts = [
            a.value for a in Store(folder).read("causes").answers if (a.question, a.sitting) == ("causes.letter", "s2")
        ]
        assert texts == ["after"]


def test_a_power_cut_at_any_byte_of_the_last_answer_loses_no_other_and_shows_no_torn_one(tmp_path: Path) -> None:
    store = filled(tmp_path)
    file = tmp_path / "answers/causes.csv"
    before, old = file.read_bytes(), values(tmp_path)
    store.append("causes", "s1", "causes.a", WORDS, NOW)
    tail = file.read_bytes()[len(before) :]
    for at in range(len(tail)):
        for image in (b"", b"\0" * (len(tail) - at), random.Random(at).randbytes(40), b",")[at % 2 :: 2]:
            file.write_bytes(before + tail[:at] + image)
            now = Store(tmp_path).read("causes")
            assert [a.value for a in now.answers if a.value != WORDS] == old
            Store(tmp_path).append("causes", "s1", "causes.later", "later", NOW)
            assert [a for a in values(tmp_path) if a != WORDS] == [*old, "later"]
            file.unlink()


def test_a_power_cut_during_the_very_first_save_leaves_a_file_that_can_be_saved_to(tmp_path: Path) -> None:
    first = filled(tmp_path / "x", 1).answers_folder / "causes.csv"
    whole = first.read_bytes()
    for at in range(len(whole)):
        folder = tmp_path / str(at)
        (folder / "answers").mkdir(parents=True)
        (folder / "answers/causes.csv").write_bytes(whole[:at])
        assert len(values(folder)) <= 2
        Store(folder).append("causes", "s1", "causes.later", "later", NOW)
        assert values(folder)[-1] == "later"
        assert whole.count(b"\n", 0, at) <= len(values(folder)) + 1


def hurt(read: Read, old: Read) -> tuple[int, int]:
    """Rows that are not as they were, and those among them that nothing tells of."""
    sure = [replace(a, check="") for a in read.answers if not a.edited]
    assert {(a.seq, a.value) for a in sure} <= {(a.seq, a.value) for a in old.answers}
    assert all(a in [replace(o, check="") for o in old.answers] for a in sure)
    lost = len(old.answers) - len(sure)
    return lost, lost - read.marked - 2 * read.damaged


@pytest.mark.parametrize("tens", range(10))
def test_a_flipped_bit_is_never_silently_wrong_and_hurts_two_rows_at_most(tens: int, tmp_path: Path) -> None:
    filled(tmp_path, 12)
    file = tmp_path / "answers/causes.csv"
    whole, old = bytearray(file.read_bytes()), Store(tmp_path).read("causes")
    chance = random.Random(tens)
    for _ in range(100):
        at = chance.randrange(len(whole) * 8)
        flipped = bytearray(whole)
        flipped[at // 8] ^= 1 << at % 8
        file.write_bytes(flipped)
        rows, silent = hurt(Store(tmp_path).read("causes"), old)
        assert rows <= 2
        assert silent <= 0


@pytest.mark.parametrize("seed", range(20))
def test_random_bytes_in_the_middle_are_never_silently_wrong(seed: int, tmp_path: Path) -> None:
    store = filled(tmp_path, 12)
    file = tmp_path / "answers/causes.csv"
    whole, old = file.read_bytes(), store.read("causes")
    chance = random.Random(seed)
    at, length = chance.randrange(len(whole)), chance.randrange(1, 65)
    file.write_bytes(whole[:at] + chance.randbytes(length) + whole[at + length :])

    _, silent = hurt(store.read("causes"), old)
    assert silent <= 0
    added = store.append("causes", "s1", "causes.a", "x", NOW)
    assert added == store.read("causes").answers[-1]


def test_a_damaged_header_hides_no_answer_and_is_mended_by_the_next_save(tmp_path: Path) -> None:
    store = filled(tmp_path)
    file = tmp_path / "answers/causes.csv"
    old = store.read("causes")
    file.write_bytes(b"sfq" + file.read_bytes()[3:])

    assert store.read("causes") == old
    store.append("causes", "s1", "causes.a", "x", NOW)
    assert file.read_bytes().startswith(HEADER)
    assert store.read("causes").damaged == 0
    assert (tmp_path / "answers/causes.edited-1.csv").exists()


def test_a_damaged_line_is_counted_and_never_deleted(tmp_path: Path) -> None:
    store = filled(tmp_path)
    file = tmp_path / "answers/causes.csv"
    with file.open("ab") as adding:
        adding.write(b'8,2026-11-21T21:04:05+00:00,s1,causes.x,"torn, and')
    store.append("causes", "s1", "causes.a", "x", NOW)
    store.replace("causes", "s1", "causes.letter", "dearest", NOW)

    assert store.read("causes").damaged == 1
    assert b'causes.x,"torn, and\n' in file.read_bytes()
    assert values(tmp_path)[-2:] == ["x", "dearest"]


@contextmanager
def room_for(size: int) -> Iterator[None]:
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, old[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)


def test_a_full_disk_is_said_in_one_sentence_and_loses_nothing(tmp_path: Path) -> None:
    store = filled(tmp_path, 30)
    file = tmp_path / "answers/causes.csv"
    before = file.read_bytes()
    with room_for(len(before) + 40):
        for _ in range(20):
            with pytest.raises(StoreError, match="the disk is full"):
                store.append("causes", "s1", "causes.a", "z" * 3000, NOW)
            assert file.read_bytes() == before
    for i in range(5):
        store.append("causes", "s1", "causes.a", str(i), NOW)
    assert values(tmp_path)[-5:] == list("01234")
    assert len(values(tmp_path)) == 36


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can try what another user may do")
def test_a_folder_that_may_not_be_written_to_is_said_in_one_sentence(tmp_path: Path) -> None:
    filled(tmp_path)
    file = tmp_path / "answers/causes.csv"
    before = file.read_bytes()
    for place, mode in ((file, 0o444), (file.parent, 0o555), (tmp_path, 0o755), (tmp_path.parent, 0o755)):
        place.chmod(mode)
    told, tell = os.pipe()

    def work() -> None:
        os.setuid(65534)
        for save in (Store(tmp_path).append, Store(tmp_path).replace):
            try:
                save("causes", "s1", "causes.a", "x", NOW)
            except StoreError as error:
                os.write(tell, str(error).encode())
        os.write(tell, str(len(values(tmp_path))).encode())

    for above in tmp_path.parents:
        if not above.stat().st_mode & 0o001:
            above.chmod(above.stat().st_mode | 0o011)
    in_a_child(work)
    sentence = "This could not be saved (Permission denied). What you wrote is still here; try again in a moment."
    assert os.read(told, 4096).decode() == sentence * 2 + "7"
    assert file.read_bytes() == before


def writer(folder: Path, who: int, go: Any, said: Any) -> None:
    store = Store(folder)
    go.wait()
    for i in range(30):
        value = f"{who}-{i} " + "y" * (100_000 if i % 5 == 0 else 30)
        (store.append if i % 3 else store.replace)("causes", f"s{who}", f"causes.n{i}", value, NOW)
        with said.get_lock():
            said.value += 1


def test_windows_writing_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    fork = multiprocessing.get_context("fork")
    go, said = fork.Event(), fork.Value("i", 0)
    windows = [fork.Process(target=writer, args=(tmp_path, who, go, said)) for who in range(2)]
    for window in windows:
        window.start()
    go.set()
    for window in windows:
        window.join()

    read = Store(tmp_path).read("causes")
    assert said.value == len(read.answers) == 60
    assert [a.seq for a in read.answers] == list(range(1, 61))
    assert all(a.value.split()[0] == f"{a.sitting[1:]}-{a.question[8:]}" for a in read.answers)
    assert {len(a.value.split()[1]) for a in read.answers} == {30, 100_000}
