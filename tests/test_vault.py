"""Locked, what was said is in one file; unlocked, it is back to the last byte; a kill costs nothing."""

from __future__ import annotations

import base64
import contextlib
import errno
import gzip
import hashlib
import hmac
import io
import os
import random
import re
import select
import shutil
import signal
import stat
import subprocess
import sys
import tarfile
import threading
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from workbook.errors import StoreError
from workbook.store import Store, disk, guard, packing, vault

resource = pytest.importorskip("resource", reason="Windows kills and limits in other ways")

NOW = datetime(2026, 11, 21, 21, 4, 5, tzinfo=UTC)
WORDS = "bako rimu tesa lodi"
MARKER = "zanzibar, the thing I never told"
CALLS = ("open", "write", "fsync", "replace", "unlink", "close", "stat", "mkdir", "rmdir", "chmod", "fchmod", "utime")
FAILING = tuple(name for name in CALLS if name != "close")  # closing does not fail in earnest
HIDDEN = bytes(byte ^ 0x5A for byte in range(256))
Found = dict[str, tuple[int, bytes | None]]


def filled(data: Path) -> Store:
    """Answers, a kept original, summaries, a file of the person's own, folders in folders, one of them empty."""
    store = Store(data)
    store.append("causes", "s1", "causes.pick", "crossed-wires", NOW)
    store.replace("causes", "s1", "causes.letter", MARKER, NOW)
    store.append("motives", "s1", "motives.pick", "comfort", NOW)
    store.write_dictionary(b"{}")
    store.write_summary("summary-2026-11-21.html", b"<p>" + MARKER.encode())
    answers, summaries = store.answers_folder, store.summaries_folder
    (answers / "causes.edited-1.csv").write_bytes(b"seq;answer\r\n1;\xfffoo")
    (answers / "causes.edited-1.csv").chmod(0o640)
    os.utime(answers / "causes.edited-1.csv", (1_600_000_000, 1_600_000_000))
    (summaries / "für später 🦆.pdf").write_bytes(bytes(range(256)) * 300)
    (summaries / "nothing.txt").write_bytes(b"")
    (summaries / "old" / "older").mkdir(parents=True)
    (summaries / "old" / "note.txt").write_text(MARKER)
    (summaries / "old" / "older").chmod(0o750)
    return store


def found(data: Path) -> Found:
    """Every file and folder below the two folders: its mode and bytes."""
    return {
        str(path.relative_to(data)): (
            stat.S_IMODE(path.stat().st_mode),
            path.read_bytes() if path.is_file() else None,
        )
        for path in sorted(data.rglob("*"))
        if path.parent != data
    }


def on_top(data: Path) -> set[str]:
    return {path.name for path in data.iterdir()}


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stands in for age and a slow drive where it is the order of steps that is looked at; no kill needs either."""
    monkeypatch.setattr(vault, "sealed", quickly_sealed)
    monkeypatch.setattr(vault, "opened", quickly_opened)
    monkeypatch.setattr(os, "fsync", lambda fd: None)


def quickly_sealed(raw: bytes, passphrase: str) -> bytes:
    whole = passphrase.encode() + b"\n" + raw
    return zlib.crc32(whole).to_bytes(4, "big") + whole.translate(HIDDEN)


def quickly_opened(raw: bytes, passphrase: str) -> bytes:
    whole = raw[4:].translate(HIDDEN)
    if zlib.crc32(whole).to_bytes(4, "big") != raw[:4]:
        raise StoreError("locked-damaged")
    said, _, content = whole.partition(b"\n")
    if said != passphrase.encode():
        raise StoreError("passphrase-wrong")
    return content


def easily_sealed(raw: bytes, passphrase: str) -> bytes:
    """A real age file that asks for next to no work, as the age specification has it; 64 KiB at most."""

    def derived(key: bytes, salt: bytes, what: bytes) -> bytes:
        return hmac.digest(hmac.digest(salt, key, "sha256"), what + b"\1", "sha256")

    def sealed(key: bytes, number: bytes, content: bytes) -> bytes:
        return ChaCha20Poly1305(key).encrypt(number, content, None)

    def letters(content: bytes) -> bytes:
        return base64.b64encode(content).rstrip(b"=")

    key, salt = bytes(range(16)), bytes(range(16, 32))
    wrapping = hashlib.scrypt(passphrase.encode(), salt=b"age-encryption.org/v1/scrypt" + salt, n=2, r=8, p=1, dklen=32)
    head = b"age-encryption.org/v1\n-> scrypt %b 1\n%b\n---" % (
        letters(salt),
        letters(sealed(wrapping, bytes(12), key)),
    )
    mark = letters(hmac.digest(derived(key, bytes(32), b"header"), head, "sha256"))
    return head + b" " + mark + b"\n" + salt + sealed(derived(key, salt, b"payload"), bytes(11) + b"\1", raw)


@pytest.fixture(scope="session")
def locked_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One data folder that was really locked, to be copied: locking takes seconds, on purpose."""
    data = tmp_path_factory.mktemp("locked") / "data"
    filled(data).lock(WORDS)
    return data


@pytest.fixture
def locked(locked_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(locked_once, tmp_path / "data"))


def test_locked_and_unlocked_everything_is_back_to_the_last_byte(locked: Path, tmp_path: Path) -> None:
    before = found(filled(tmp_path / "same").data)
    assert on_top(locked) == {"answers", "summaries", vault.LOCKED}
    assert found(locked) == {}
    assert stat.S_IMODE((locked / vault.LOCKED).stat().st_mode) == 0o600

    Store(locked).unlock(WORDS)
    assert found(locked) == before
    assert on_top(locked) == {"answers", "summaries"}
    assert (locked / "answers/causes.edited-1.csv").stat().st_mtime == 1_600_000_000
    assert [a.value for a in Store(locked).read("causes").answers][-1] == MARKER


def test_nothing_of_what_was_said_can_be_read_while_it_is_locked(locked: Path) -> None:
    raw = b"".join(path.read_bytes() for path in locked.rglob("*") if path.is_file())

    assert raw.startswith(b"age-encryption.org/v1\n-> scrypt ")
    for word in (MARKER, "crossed-wires", "causes", "summary", WORDS):
        assert word.encode() not in raw


def test_the_same_files_can_be_locked_again_and_their_names_are_no_hindrance(quick: None, tmp_path: Path) -> None:
    store = filled(tmp_path)
    before = found(tmp_path)
    seen = set()
    for number in range(3):
        store.lock(f"{WORDS} {number}")
        seen.add(store.fingerprint())
        store.unlock(f"{WORDS} {number}")
    assert found(tmp_path) == before
    assert len(seen) == 3  # an open page notices each of them


def test_files_and_folders_keep_the_day_on_which_they_were_saved(quick: None, tmp_path: Path) -> None:
    store = filled(tmp_path)
    long_ago = {"answers/causes.csv": 1_500_000_000, "summaries/old/note.txt": 1_400_000_000}
    for name, when in long_ago.items():
        os.utime(tmp_path / name, (when, when))
    os.utime(tmp_path / "summaries/old", (1_300_000_000, 1_300_000_000))
    with tarfile.open(fileobj=io.BytesIO(packing.packed(packing.gathered(tmp_path)))) as held:
        assert {name: held.getmember(name).mtime for name in long_ago} == long_ago
        assert held.getmember("summaries/old").mtime == 1_300_000_000
    store.lock(WORDS)
    store.unlock(WORDS)

    assert {name: (tmp_path / name).stat().st_mtime for name in long_ago} == long_ago


def test_a_drive_that_takes_no_times_gives_everything_back_all_the_same(
    quick: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = filled(tmp_path)
    before = found(tmp_path)
    store.lock(WORDS)
    monkeypatch.setattr(os, "utime", lambda *_: refuse(errno.EPERM))
    store.unlock(WORDS)

    assert found(tmp_path) == before


def test_while_it_is_unlocked_nobody_else_can_look_into_a_folder_that_comes_back(
    quick: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, modes, replace = filled(tmp_path), set(), os.replace
    before = found(tmp_path)
    store.lock(WORDS)

    def looks(*names: Path) -> None:
        modes.update(stat.S_IMODE(path.stat().st_mode) for path in store.summaries_folder.rglob("*") if path.is_dir())
        replace(*names)

    monkeypatch.setattr(os, "replace", looks)
    store.unlock(WORDS)
    assert modes == {0o700}
    assert found(tmp_path) == before


@pytest.mark.usefixtures("quick")
def test_while_it_is_locked_every_save_and_read_is_refused_in_one_sentence(tmp_path: Path) -> None:
    store = filled(tmp_path)
    before = store.fingerprint()
    store.lock(WORDS)
    acts: list[Callable[[Store], object]] = [
        lambda s: s.read("causes"),
        lambda s: s.chapters(),
        lambda s: s.append("causes", "s1", "causes.pick", "a", NOW),
        lambda s: s.replace("causes", "s1", "causes.letter", "a", NOW),
        lambda s: s.begin("causes", "e1", "causes.pick", "a", NOW),
        lambda s: s.erase("causes", "s1", "causes.letter"),
        lambda s: s.write_summary("x.html", b"x"),
        lambda s: s.write_dictionary(b"x"),
        lambda s: s.lock(WORDS),
    ]
    for act in acts:
        for window in (store, Store(tmp_path)):
            with pytest.raises(StoreError, match="Your words are locked"):
                act(window)
    assert store.locked
    assert found(tmp_path) == {}
    store.answers_folder.rmdir()  # a tidy person's: an empty folder
    with pytest.raises(StoreError, match="Your words are locked"):
        store.erase("causes", "s1", "causes.letter")
    assert store.fingerprint() != before
    assert store.fingerprint() != Store(tmp_path / "empty").fingerprint()

    store.unlock(WORDS)
    store.append("causes", "s1", "causes.pick", "after", NOW)
    assert [a.value for a in Store(tmp_path).read("causes").answers][-1] == "after"


@pytest.mark.usefixtures("quick")
def test_an_answer_given_while_it_is_being_locked_is_locked_too_or_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, kept = filled(tmp_path), []

    def type_on() -> None:
        other = Store(tmp_path)
        for number in range(10_000):
            try:
                other.append("causes", "s2", f"causes.n{number}", str(number), NOW)
            except StoreError as refused:
                kept.append(refused.key)
                return
            kept.append(number)

    typing = threading.Thread(target=type_on)
    typing.start()
    while len(kept) < 5:
        threading.Event().wait(0.001)
    store.lock(WORDS)
    typing.join()
    store.unlock(WORDS)

    assert kept[-1] == "locked"
    values = [a.value for a in Store(tmp_path).read("causes").answers if a.sitting == "s2"]
    assert values == [str(number) for number in range(len(kept) - 1)]


def test_a_file_that_another_program_locked_opens_with_its_passphrase_and_no_other(tmp_path: Path) -> None:
    Store(tmp_path / "there").append("causes", "s1", "causes.pick", "crossed-wires", NOW)
    Store(tmp_path / "there").write_summary("summary.html", MARKER.encode())
    store = Store(tmp_path / "here")
    store.data.mkdir()
    file = easily_sealed(packing.packed(packing.gathered(tmp_path / "there")), WORDS)
    (store.data / vault.LOCKED).write_bytes(file)
    with pytest.raises(StoreError, match="That passphrase does not open it"):
        store.unlock(WORDS + " ")
    (store.data / vault.LOCKED).write_bytes(file[:-1])
    with pytest.raises(StoreError, match="is damaged"):
        store.unlock(WORDS)
    assert found(store.data) == {}

    (store.data / vault.LOCKED).write_bytes(file)
    store.unlock(WORDS)
    assert found(store.data) == found(tmp_path / "there")


def test_a_wrong_passphrase_opens_nothing_and_changes_nothing(locked: Path) -> None:
    before = (locked / vault.LOCKED).read_bytes()
    with pytest.raises(StoreError, match="passphrase does not open it") as told:
        Store(locked).unlock(WORDS + " ")
    assert "\n" not in told.value.sentence
    assert found(locked) == {}
    assert (locked / vault.LOCKED).read_bytes() == before


def test_letters_typed_on_another_keyboard_are_the_same_letters(quick: None, tmp_path: Path) -> None:
    store = filled(tmp_path)
    store.lock("caf\u00e9 caf\u00e9 caf\u00e9")
    store.unlock("cafe\u0301 cafe\u0301 cafe\u0301")
    assert not store.locked


@pytest.mark.parametrize(
    "passphrase", ["", "   ", "short", "eleven char", "two\nlines of words", "a\0b c d e f g h", "\ud800" * 20]
)
def test_a_passphrase_that_cannot_hold_is_refused_before_anything_happens(passphrase: str, tmp_path: Path) -> None:
    store = filled(tmp_path)
    before = found(tmp_path)
    with pytest.raises(StoreError, match="passphrase"):
        store.lock(passphrase)
    assert found(tmp_path) == before
    assert not store.locked


@pytest.mark.usefixtures("quick")
def test_a_passphrase_of_twelve_letters_is_long_enough(tmp_path: Path) -> None:
    filled(tmp_path).lock("twelve chars")

    assert Store(tmp_path).locked


def test_an_empty_folder_has_nothing_to_lock_and_nothing_to_unlock(tmp_path: Path) -> None:
    for data in (tmp_path / "none", tmp_path):
        with pytest.raises(StoreError, match="nothing to lock"):
            Store(data).lock(WORDS)
        with pytest.raises(StoreError, match="Nothing is locked"):
            Store(data).unlock(WORDS)
    (tmp_path / "answers").mkdir()
    with pytest.raises(StoreError, match="nothing to lock"):
        Store(tmp_path).lock(WORDS)
    assert not Store(tmp_path).locked


def damages(raw: bytes) -> dict[str, bytes]:
    head = raw.index(b"\n---")
    flipped = bytearray(raw)
    flipped[-40] ^= 1
    return {
        "empty": b"",
        "another file": b"seq,answered_at\n" * 30,
        "cut in the first line": raw[:40],
        "cut before the answers": raw[: head + 10],
        "one byte short": raw[:-1],
        "half": raw[: len(raw) // 2],
        "one bit": bytes(flipped),
        "one byte more": raw + b"x",
        "for another key": re.sub(rb"-> scrypt \S+ \d+", b"-> X25519 " + b"A" * 43, raw),
        "asks for the work of a thousand years": re.sub(rb"(-> scrypt \S+) \d+", rb"\1 63", raw),
        "asks for no number": re.sub(rb"(-> scrypt \S+) \d+", rb"\1 -1", raw),
    }


@pytest.mark.parametrize("how", damages(b"age-encryption.org/v1\n-> scrypt x 1\n---" + b"x" * 90))
def test_a_damaged_file_is_named_in_one_sentence_and_nothing_is_written(how: str, locked: Path) -> None:
    file = locked / vault.LOCKED
    file.write_bytes(damages(file.read_bytes())[how])
    before = file.read_bytes()
    with pytest.raises(StoreError, match=r"notes\.age is damaged") as told:
        Store(locked).unlock(WORDS)

    assert "\n" not in told.value.sentence
    assert (found(locked), file.read_bytes()) == ({}, before)
    assert on_top(locked) == {"answers", "summaries", vault.LOCKED}


def tar(*members: tuple[str, bytes | str | None], **more: Any) -> bytes:
    """An archive: bytes are a file, None is a folder, a text is what a link leads to."""
    into = io.BytesIO()
    with tarfile.open(fileobj=into, mode="w") as made:
        for name, content in members:
            member = tarfile.TarInfo(name)
            member.type = {bytes: tarfile.REGTYPE, str: tarfile.SYMTYPE}.get(type(content), tarfile.DIRTYPE)
            member.linkname = content if isinstance(content, str) else ""
            member.size = len(content) if isinstance(content, bytes) else 0
            member.pax_headers = more.get("pax", {})
            member.type = more.get("type", member.type)
            made.addfile(member, io.BytesIO(content) if isinstance(content, bytes) else None)
    return into.getvalue()


HOSTILE = {
    "up and out": tar(("answers/../../x", b"x")),
    "from the root": tar(("/etc/x", b"x")),
    "beside the folders": tar(("x", b"x")),
    "over the locked file": tar(("notes.age", b"x")),
    "another folder": tar(("data/x", b"x")),
    "the folder itself": tar(("answers", b"x")),
    "a link": tar(("answers/x", "/etc/passwd")),
    "through a link": tar(("answers/x", "/etc"), ("answers/x/y", b"x")),
    "a hard link": tar(("answers/x", "/etc/passwd"), type=tarfile.LNKTYPE),
    "a pipe": tar(("answers/x", None), type=tarfile.FIFOTYPE),
    "a device": tar(("answers/x", None), type=tarfile.CHRTYPE),
    "a file as a folder": tar(("answers/x", b"x"), ("answers/x/y", b"x")),
    "in a folder that is not there": tar(("answers/x/y", b"x")),
    "twice": tar(("answers/x", b"x"), ("answers/x", b"y")),
    "a dot": tar(("answers/.", b"x")),
    "no name": tar(("answers//", None), ("answers//x", b"x")),
    "two dots": tar(("answers/..", None)),
    "a file without a name": tar(("answers/", b"x")),
    "a name with a NUL": tar(("answers/x", b"x"), pax={"path": "answers/x\0y"}),
    "less than nothing": tar(("answers/x", b"x"), pax={"size": "-1"}),
    "nothing but a hole": tar(
        ("answers/x", b""), pax={"GNU.sparse.size": "9999999999999", "GNU.sparse.numblocks": "0"}
    ),
    "a hole": tar(("answers/x", b"x" * 512), pax={"GNU.sparse.map": "0,1", "GNU.sparse.size": "9999999999999"}),
    "our own mark": tar((f"answers/{disk.PART}", b"x")),
    "too many": tar(*((f"answers/{number}", b"") for number in range(packing.MOST + 1))),
    "cut short": tar(("answers/x", b"x" * 10_000))[:5000],
    "no archive": b"seq,answered_at\n" * 100,
    "a compressed archive": gzip.compress(tar(("answers/x", bytes(10_000_000)))),
    "a compressed bomb": zlib.compress(bytes(10_000_000)),
}


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("how", HOSTILE)
def test_a_file_made_to_do_harm_writes_nothing(how: str, tmp_path: Path) -> None:
    data = tmp_path / "a" / "b" / "data"
    data.mkdir(parents=True)
    (data / vault.LOCKED).write_bytes(quickly_sealed(HOSTILE[how], WORDS))
    with pytest.raises(StoreError, match=r"notes\.age"):
        Store(data).unlock(WORDS)

    assert found(data) == {}
    assert on_top(data) == {"answers", "summaries", vault.LOCKED}
    assert on_top(tmp_path) == {"a"}


@pytest.mark.parametrize("name", ["at 10:30.txt", "..\\mine.txt", "C:mine.txt"])
def test_a_name_that_is_another_place_on_windows_is_refused_there_and_a_name_like_any_other_here(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [piece.name for piece in packing.unpacked(tar((f"summaries/{name}", b"x")))] == [f"summaries/{name}"]

    monkeypatch.setattr(sys, "platform", "win32")
    assert [piece.name for piece in packing.unpacked(tar(("summaries/mine.txt", b"x")))] == ["summaries/mine.txt"]
    with pytest.raises(StoreError, match="was not made by this workbook"):
        packing.unpacked(tar((f"summaries/{name}", b"x")))


@pytest.mark.usefixtures("quick")
def test_many_changed_archives_end_in_a_sentence_or_in_the_folders(tmp_path: Path) -> None:
    filled(tmp_path / "x")
    raw, chance = packing.packed(packing.gathered(tmp_path / "x")), random.Random(4)  # noqa: S311
    for _ in range(1500):
        changed = bytearray(raw)
        for _ in range(chance.choice([1, 3, 30])):
            changed[chance.randrange(min(len(changed), 12_000))] = chance.randrange(256)
        pieces: tuple[packing.Piece, ...] = ()
        with contextlib.suppress(StoreError):  # anything else fails this test
            pieces = packing.unpacked(bytes(changed))
        for piece in pieces:
            assert piece.name.split("/")[0] in packing.FOLDERS
            assert ".." not in piece.name.split("/")
            assert piece.mode <= 0o777


@pytest.mark.usefixtures("quick")
def test_more_than_fits_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = filled(tmp_path)
    with (store.summaries_folder / "film.mp4").open("wb") as film:
        film.truncate(packing.LARGEST + 1)
    with pytest.raises(StoreError, match="more in these folders"):
        store.lock(WORDS)
    assert not store.locked
    (store.summaries_folder / "film.mp4").unlink()

    monkeypatch.setattr(packing, "LARGEST", sum(len(raw or b"") for _, raw in found(tmp_path).values()) + 1)
    with pytest.raises(StoreError, match="more in these folders"):  # as a tar it is a little more
        store.lock(WORDS)
    monkeypatch.setattr(packing, "LARGEST", packing.LARGEST - 2)
    with pytest.raises(StoreError, match="more in these folders"):  # each file would fit
        packing.gathered(tmp_path)
    monkeypatch.undo()
    assert not store.locked

    with (tmp_path / vault.LOCKED).open("wb") as huge:
        huge.truncate(2 * packing.LARGEST)
    with pytest.raises(StoreError, match="damaged"):
        store.unlock(WORDS)


@pytest.mark.usefixtures("quick")
def test_just_as_much_as_may_be_locked_is_locked_and_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = filled(tmp_path / "data")
    whole, pieces = found(store.data), packing.gathered(store.data)
    size = len(packing.packed(pieces))
    only = Store(tmp_path / "only one").write_summary("film.mp4", b"x" * 1000).parent.parent
    (only / "answers").mkdir()
    with monkeypatch.context() as small:
        small.setattr(packing, "LARGEST", 1000)
        assert len(packing.gathered(only)) == 1
    with monkeypatch.context() as small:
        small.setattr(packing, "LARGEST", sum(len(piece.content or b"") for piece in pieces))
        assert packing.gathered(store.data) == pieces

    def may_be(largest: int, most: int) -> None:
        monkeypatch.setattr(packing, "LARGEST", largest)
        monkeypatch.setattr(packing, "MOST", most)

    for largest, most in ((size - 1, len(pieces)), (size, len(pieces) - 1)):
        may_be(largest, most)
        with pytest.raises(StoreError, match="more in these folders"):
            store.lock(WORDS)
    may_be(size, len(pieces))
    store.lock(WORDS)
    may_be(size, len(pieces) - 1)
    with pytest.raises(StoreError, match="was not made by this workbook"):
        store.unlock(WORDS)
    may_be(size, len(pieces))
    sent = (store.data / vault.LOCKED).stat().st_size
    monkeypatch.setattr(vault, "LARGEST", sent - sent // 1001 - 1)  # age adds a little
    with pytest.raises(StoreError, match="damaged"):
        store.unlock(WORDS)
    monkeypatch.setattr(vault, "LARGEST", sent - sent // 1001)
    store.unlock(WORDS)
    assert found(store.data) == whole


def test_a_passphrase_file_of_a_very_hard_kind_is_not_even_tried() -> None:
    hard = b"age-encryption.org/v1\n-> scrypt " + b"A" * 22 + b" 23\n" + b"A" * 43 + b"\n--- " + b"A" * 43 + b"\n"
    with pytest.raises(StoreError, match="damaged"):
        vault.opened(hard, WORDS)


# ---- links, and what lies in the way


@pytest.mark.usefixtures("quick")
def test_a_folder_that_is_a_link_stays_one_and_what_an_answers_link_leads_to_goes_too(tmp_path: Path) -> None:
    elsewhere, data = tmp_path / "drive", tmp_path / "data"
    (elsewhere / "answers").mkdir(parents=True)
    data.mkdir()
    (data / "answers").symlink_to(elsewhere / "answers")
    (elsewhere / "real.csv").write_bytes(b"")
    (elsewhere / "answers/causes.csv").symlink_to(elsewhere / "real.csv")
    store = filled(data)
    (elsewhere / "book.pdf").write_bytes(b"a book of my own")
    (store.summaries_folder / "book.pdf").symlink_to(elsewhere / "book.pdf")
    before = {name: content for name, (_, content) in found(data).items()}

    store.lock(WORDS)
    assert sorted(path.name for path in elsewhere.rglob("*")) == ["answers", "book.pdf"]
    assert (data / "answers").is_symlink()
    store.unlock(WORDS)
    assert {name: content for name, (_, content) in found(data).items()} == before
    assert (data / "answers").is_symlink()
    assert (elsewhere / "book.pdf").read_bytes() == b"a book of my own"


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("what", ["pipe", "dangling link", "link to a folder"])
def test_what_is_no_file_is_named_and_nothing_is_locked(what: str, tmp_path: Path) -> None:
    store = filled(tmp_path / "data")
    odd = store.answers_folder / "odd"
    if what == "pipe":
        os.mkfifo(odd)
    else:
        odd.symlink_to("/nowhere/at/all" if what == "dangling link" else tmp_path)
    before = [path.name for path in sorted(store.answers_folder.iterdir())]
    with pytest.raises(StoreError, match="odd is not a plain file"):
        store.lock(WORDS)
    assert [path.name for path in sorted(store.answers_folder.iterdir())] == before
    assert on_top(tmp_path / "data") == {"answers", "summaries"}


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("what", ["file", "folder", "link"])
def test_what_lies_in_the_way_of_unlocking_is_named_and_left_alone(what: str, tmp_path: Path) -> None:
    store = filled(tmp_path)
    before = found(tmp_path)
    store.lock(WORDS)
    way = store.answers_folder / "causes.csv"
    if what == "file":
        way.write_bytes(b"brought from another computer")
    elif what == "folder":
        way.mkdir()
    else:
        way.symlink_to(tmp_path / "there")
    there = os.lstat(way)
    with pytest.raises(StoreError, match=r"causes\.csv is in the way"):
        store.unlock(WORDS)
    assert os.lstat(way) == there
    assert [path.name for path in store.answers_folder.iterdir()] == ["causes.csv"]
    assert store.locked

    way.rmdir() if what == "folder" else way.unlink()
    store.unlock(WORDS)
    assert found(tmp_path) == before


@pytest.mark.usefixtures("quick")
def test_what_somebody_put_back_from_a_backup_is_not_in_the_way(tmp_path: Path) -> None:
    store = filled(tmp_path / "data")
    before = found(store.data)
    shutil.copytree(store.data, tmp_path / "backup")
    store.lock(WORDS)
    shutil.copytree(tmp_path / "backup", store.data, dirs_exist_ok=True)
    store.unlock(WORDS)

    assert found(store.data) == before
    assert on_top(store.data) == {"answers", "summaries"}


@pytest.mark.usefixtures("quick")
def test_a_file_that_a_spreadsheet_saves_at_that_moment_stops_the_locking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = filled(tmp_path)

    def meanwhile(raw: bytes, passphrase: str) -> bytes:
        (store.answers_folder / "causes.csv").write_bytes(b"saved by a spreadsheet")
        return quickly_sealed(raw, passphrase)

    monkeypatch.setattr(vault, "sealed", meanwhile)
    with pytest.raises(StoreError, match="another program changed"):
        store.lock(WORDS)
    assert not store.locked
    assert (store.answers_folder / "causes.csv").read_bytes() == b"saved by a spreadsheet"
    assert on_top(tmp_path) == {"answers", "summaries"}


@pytest.mark.usefixtures("quick")
def test_what_was_written_wrongly_is_noticed_before_anything_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = filled(tmp_path)
    before = found(tmp_path)
    monkeypatch.setattr(vault, "sealed", lambda raw, passphrase: quickly_sealed(raw[:-1] + b"x", passphrase))
    with pytest.raises(StoreError, match=r"\(what was written does not read back\)\. Nothing was lost, and"):
        store.lock(WORDS)
    assert found(tmp_path) == before
    assert on_top(tmp_path) == {"answers", "summaries"}


@pytest.mark.usefixtures("quick")
def test_what_came_back_wrongly_is_noticed_and_it_is_locked_as_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, written = filled(tmp_path), disk.written_part
    before = found(tmp_path)
    store.lock(WORDS)

    def wrongly(folder: Path, content: bytes, mode: int = 0o600) -> Path:
        return written(folder, content.replace(b"zanzibar", b"zanzibaR"), mode)

    with monkeypatch.context() as failing:
        failing.setattr(disk, "written_part", wrongly)
        with pytest.raises(StoreError) as told:
            store.unlock(WORDS)
    why = "what was written does not read back"
    assert str(told.value) == f"Unlocking did not work ({why}). Nothing was lost; it is locked as before."
    assert found(tmp_path) == {}

    store.unlock(WORDS)
    assert found(tmp_path) == before


# ---- a kill, a full disk


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


def refuse(code: int) -> None:
    raise OSError(code, os.strerror(code))


def killed_at(nth: int, work: Callable[[], object], calls: tuple[str, ...] = CALLS) -> bool:
    """Do it in another process, killed at its nth call to the system; False if it came through before."""
    pid = os.fork()
    if pid == 0:
        try:
            with pytest.MonkeyPatch.context() as patch:
                at_call(nth, lambda: os.kill(os.getpid(), signal.SIGKILL), patch, calls)
                work()
            os._exit(0)
        except BaseException:  # noqa: BLE001  a child must not run the rest of the tests
            os._exit(1)
    status = os.waitpid(pid, 0)[1]
    assert status == 0 or os.WIFSIGNALED(status)
    return os.WIFSIGNALED(status)


def in_the_locked_file(data: Path) -> Found:
    pieces = packing.unpacked(quickly_opened((data / vault.LOCKED).read_bytes(), WORDS))
    return {piece.name: (piece.mode, piece.content) for piece in pieces}


ACTS: dict[str, Callable[[Store], object]] = {
    "locking": lambda store: store.lock(WORDS),
    "unlocking": lambda store: store.unlock(WORDS),
}
AFTER: list[Callable[[Store], object]] = [
    lambda store: store.finish(),
    lambda store: store.unlock(WORDS),
    lambda store: store.lock(WORDS),
]
EACH_FULLY = [0, pytest.param(1, marks=pytest.mark.full), pytest.param(2, marks=pytest.mark.full)]
"""In turn from step to step; the full run has each of them at each step."""


def begun(act: str, folder: Path) -> tuple[Path, Found]:
    """A folder to be copied, as it is before the act; and what is to be found in it when it is open."""
    store = filled(folder / "whole")
    whole = found(store.data)
    if act == "unlocking":
        store.lock(WORDS)
    return store.data, whole


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("turn", EACH_FULLY)
@pytest.mark.parametrize("act", ACTS)
def test_a_kill_at_any_step_leaves_the_plain_files_or_the_locked_one_whole(act: str, turn: int, tmp_path: Path) -> None:
    before, whole = begun(act, tmp_path)
    states = set()
    for nth in range(1, 2000):
        data = Path(shutil.copytree(before, tmp_path / str(nth)))
        store = Store(data)
        killed = killed_at(nth, lambda store=store: ACTS[act](store))
        now = {name: what for name, what in found(data).items() if disk.PART not in name}
        states.add((store.locked, now == whole))
        assert (in_the_locked_file(data) if store.locked else now) == whole
        with contextlib.suppress(StoreError):  # it is locked already, or open
            AFTER[(nth + turn) % 3](Store(data))
        assert on_top(data) == {"answers", "summaries"} | ({vault.LOCKED} if store.locked else set())
        assert found(data) == ({} if store.locked else whole)
        if store.locked:
            store.unlock(WORDS)
            assert found(data) == whole
        shutil.rmtree(data)
        if not killed:
            assert nth > 60
            assert {(True, False), (False, True), (True, True)} <= states
            return
    pytest.fail("it never came through")


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("turn", EACH_FULLY)
@pytest.mark.parametrize("act", ACTS)
def test_a_step_that_fails_is_told_in_one_sentence_and_costs_nothing(act: str, turn: int, tmp_path: Path) -> None:
    before, whole = begun(act, tmp_path)

    for nth in range(1, 2000):
        code = (errno.ENOSPC, errno.EIO, errno.EACCES)[(nth + turn) % 3]
        data = Path(shutil.copytree(before, tmp_path / str(nth)))
        store = Store(data)
        with pytest.MonkeyPatch.context() as patch:
            count = at_call(nth, lambda code=code: refuse(code), patch, FAILING)
            with contextlib.suppress(StoreError):  # an OSError would fail this test
                ACTS[act](store)
        if store.locked:
            assert in_the_locked_file(data) == whole
            Store(data).unlock(WORDS)
        Store(data).finish()
        assert found(data) == whole
        assert on_top(data) == {"answers", "summaries"}
        shutil.rmtree(data)
        if count[0] < nth:
            assert nth > 60
            return
    pytest.fail("it never came through")


@pytest.mark.usefixtures("quick")
def test_a_kill_while_the_files_come_back_leaves_none_of_them(tmp_path: Path) -> None:
    store = filled(tmp_path)
    whole = found(tmp_path)
    store.lock(WORDS)
    assert killed_at(5, lambda: store.unlock(WORDS), ("replace",))
    assert "answers/causes.csv" in found(tmp_path)
    store.finish()
    assert found(tmp_path) == {}

    store.unlock(WORDS)
    assert found(tmp_path) == whole


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("act", ACTS)
def test_a_disk_that_fails_once_more_as_it_is_taken_back_is_told_of_the_first_time(
    act: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (data, whole), replace = begun(act, tmp_path), os.replace

    def broken(part: Path, path: Path) -> None:
        if path.name == vault.NOTE:
            return replace(part, path)
        failing.setattr(os, "unlink", lambda *_, **__: refuse(errno.EACCES))
        return refuse(errno.EIO)

    with monkeypatch.context() as failing:
        failing.setattr(os, "replace", broken)
        with pytest.raises(StoreError, match=rf"{act.capitalize()} did not work \(Input/output error\)"):
            ACTS[act](Store(data))

    assert Store(data).locked == (act == "unlocking")
    Store(data).finish()
    ACTS[act](Store(data))
    assert found(data) == ({} if act == "locking" else whole)


@pytest.mark.usefixtures("quick")
def test_a_plain_file_that_cannot_be_removed_is_told_until_it_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, unlink = filled(tmp_path), os.unlink
    whole = found(tmp_path)

    def held(path: Path, **how: Any) -> None:
        if Path(path).name == "causes.csv":
            refuse(errno.EACCES)
        unlink(path, **how)

    with monkeypatch.context() as failing:
        failing.setattr(os, "unlink", held)
        for act in (store.lock, store.unlock):
            with pytest.raises(StoreError, match=r"It is locked, but a plain file .* \(Permission denied\)"):
                act(WORDS)
        store.finish()  # as the workbook does when it is opened; what cannot be done waits
    assert store.locked
    assert "answers/causes.csv" in found(tmp_path)

    store.finish()
    assert found(tmp_path) == {}
    store.unlock(WORDS)
    assert found(tmp_path) == whole


@pytest.mark.usefixtures("quick")
def test_a_full_disk_is_said_and_locked_or_open_it_stays_as_it_was(tmp_path: Path) -> None:
    whole = found(filled(tmp_path).data)
    room = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, room[1]))
        with pytest.raises(StoreError, match="disk is full"):
            Store(tmp_path).lock(WORDS)
        assert found(tmp_path) == whole
        assert on_top(tmp_path) == {"answers", "summaries"}
        resource.setrlimit(resource.RLIMIT_FSIZE, room)
        Store(tmp_path).lock(WORDS)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, room[1]))
        with pytest.raises(StoreError, match="disk is full"):
            Store(tmp_path).unlock(WORDS)
        assert found(tmp_path) == {}
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, room)
        signal.signal(signal.SIGXFSZ, before)
    Store(tmp_path).unlock(WORDS)
    assert found(tmp_path) == whole


@pytest.mark.usefixtures("quick")
def test_a_leftover_that_was_changed_since_is_never_removed(tmp_path: Path) -> None:
    data = tmp_path / "data"
    store = filled(data)
    real = vault._clear
    with pytest.MonkeyPatch.context() as patch:  # killed as it was locked, with every plain file still there
        patch.setattr(vault, "_clear", lambda at: None if vault.is_locked(at) else real(at))
        store.lock(WORDS)
    assert vault.NOTE in on_top(data)
    (data / "answers/causes.csv").write_bytes(b"written by me since")
    store.finish()

    assert list(found(data)) == ["answers/causes.csv"]
    assert (data / "answers/causes.csv").read_bytes() == b"written by me since"
    assert on_top(data) == {"answers", "summaries", vault.LOCKED}


@pytest.mark.usefixtures("quick")
def test_a_folder_stays_for_what_was_put_into_it_since_and_a_copy_that_went_already_is_not_missed(
    tmp_path: Path,
) -> None:
    store = filled(tmp_path)
    whole = found(tmp_path)
    real = vault._clear
    with pytest.MonkeyPatch.context() as patch:  # killed as it was locked, with every plain file still there
        patch.setattr(vault, "_clear", lambda at: None if vault.is_locked(at) else real(at))
        store.lock(WORDS)
    (store.answers_folder / "causes.csv").unlink()
    (store.summaries_folder / "old/older" / disk.PART).write_bytes(b"half a file")
    mine = store.summaries_folder / "old/mine.txt"
    mine.write_bytes(b"put there by me since")
    store.finish()
    assert list(found(tmp_path)) == ["summaries/old", "summaries/old/mine.txt"]

    store.unlock(WORDS)
    assert mine.read_bytes() == b"put there by me since"
    mine.unlink()
    assert found(tmp_path) == whole


@pytest.mark.usefixtures("quick")
def test_a_note_from_a_stranger_removes_nothing_elsewhere(tmp_path: Path) -> None:
    data = tmp_path / "data"
    filled(data).lock(WORDS)
    mine = tmp_path / "mine.txt"
    mine.write_bytes(b"mine")
    info = mine.stat()
    mark = [info.st_dev, info.st_ino, info.st_size, info.st_mtime_ns]
    lines = [["answers/../../mine.txt", *mark], ["../mine.txt", *mark], 5, {}, ["x"], [1, 2], [], None, "answers"]
    (data / vault.NOTE).write_text("".join(f"{line}\n" for line in map(vault.json.dumps, lines)) + '["answers/x')
    Store(data).finish()

    assert mine.read_bytes() == b"mine"
    assert on_top(data) == {"answers", "summaries", vault.LOCKED}


# ---- other programs


def typed_for_age(locked: Path, passphrase: str) -> tuple[int, bytes]:
    """What Debian's age makes of the file; it asks its passphrase at a terminal and nowhere else."""
    age = shutil.which("age")
    if not age:
        if os.environ.get("CI") == "true":
            pytest.fail("age is not installed; the full run needs it", pytrace=False)
        pytest.skip("age is not installed, so nobody but us was asked to open the file")
    out = locked / "notes.tar"
    import pty  # there is none on Windows

    pid, terminal = pty.fork()
    if pid == 0:
        os.execv(  # noqa: S606  pty has no other way
            age, [age, "-d", "-o", str(out), str(locked / vault.LOCKED)]
        )
    said, sent = b"", False
    while select.select([terminal], [], [], 60)[0]:
        try:
            said += os.read(terminal, 1000)
        except OSError:  # it is done
            break
        if b"assphrase" in said and not sent:
            os.write(terminal, passphrase.encode() + b"\n")
            sent = True
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    os.close(terminal)
    return code, out.read_bytes() if out.exists() else b""


@pytest.mark.full
def test_age_itself_opens_the_file_and_tar_unpacks_it(locked: Path, tmp_path: Path) -> None:
    code, raw = typed_for_age(locked, WORDS)
    assert code == 0
    (tmp_path / "notes.tar").write_bytes(raw)
    subprocess.run(["tar", "-xpf", tmp_path / "notes.tar", "-C", tmp_path], check=True)
    whole = found(filled(tmp_path / "same").data)

    assert {name: what for name, what in found(tmp_path).items() if name.startswith(packing.FOLDERS)} == whole


@pytest.mark.full
def test_age_itself_refuses_another_passphrase(locked: Path) -> None:
    code, raw = typed_for_age(locked, WORDS + "x")
    assert code != 0
    assert raw == b""


def test_locking_waits_for_no_module_until_it_is_asked_for() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import sys, workbook.notebook; print('pyrage' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parent.parent,
    )
    assert told.stdout == "False\n"


def test_the_name_of_the_locked_file_tells_nothing() -> None:
    assert guard.LOCKED == "notes.age"
