"""A crash, a full disk, a damaged file: what is said, and what the next save does. What is lost: see torture/."""

from __future__ import annotations

import errno
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from torture.t02_calls import at_call

from workbook.errors import StoreError
from workbook.store import Store

NOW = datetime(2026, 11, 21, 21, 4, 5, tzinfo=UTC)
HEADER = b"seq,answered_at,sitting,question,answer,check\n"


def filled(folder: Path, rows: int = 6) -> Store:
    store = Store(folder)
    for i in range(rows):
        store.append("causes", "s1", f"causes.q{i}", f"{i}, number" if i % 2 else f"number {i}", NOW)
    store.replace("causes", "s1", "causes.letter", "dear", NOW)
    return store


def values(folder: Path) -> list[str]:
    return [a.value for a in Store(folder).read("causes").answers]


def test_a_write_that_takes_only_a_part_is_gone_on_with(tmp_path: Path, monkeypatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda fd, content: real(fd, bytes(content)[:7]))
    store = filled(tmp_path)
    assert store.read("causes").damaged == 0
    assert len(store.read("causes").answers) == 7
    monkeypatch.setattr(os, "write", lambda fd, content: 0)
    with pytest.raises(StoreError, match=r"\(the disk takes no more\)"):
        store.append("causes", "s1", "causes.a", "x", NOW)
    assert len(store.read("causes").answers) == 7


def test_pressing_stop_in_the_middle_of_a_save_leaves_no_ghost(tmp_path: Path, monkeypatch) -> None:
    store = filled(tmp_path)

    def stop() -> None:
        raise KeyboardInterrupt

    for call in ("write", "fsync"):
        with monkeypatch.context() as patch:
            at_call(1, stop, (call,), patch)
            with pytest.raises(KeyboardInterrupt):
                store.append("causes", "s1", "causes.a", "x", NOW)
        assert values(tmp_path)[-1] == "dear"


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


def test_an_answer_that_ran_into_the_names_of_the_columns_is_counted_and_kept(tmp_path: Path) -> None:
    store = filled(tmp_path)
    file = tmp_path / "answers/causes.csv"
    glued = file.read_bytes().replace(b"check\n1,", b"check*1,")
    file.write_bytes(glued)

    assert (len(store.read("causes").answers), store.read("causes").damaged) == (6, 1)
    store.append("causes", "s1", "causes.a", "x", NOW)
    assert (len(store.read("causes").answers), store.read("causes").damaged) == (7, 1)
    assert glued.partition(b"\n")[0] in file.read_bytes()


FULL = [errno.ENOSPC, errno.EFBIG, errno.EDQUOT]


@pytest.mark.parametrize("code", [*FULL, errno.EACCES])
def test_why_a_save_failed_is_said_in_one_sentence(code: int, tmp_path: Path) -> None:
    store = filled(tmp_path)

    def fail() -> None:
        raise OSError(code, os.strerror(code))

    with pytest.MonkeyPatch.context() as patch:
        at_call(1, fail, ("write",), patch)
        with pytest.raises(StoreError, match="the disk is full" if code in FULL else "Permission denied"):
            store.append("causes", "s1", "causes.a", "x", NOW)
    assert values(tmp_path)[-1] == "dear"


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
