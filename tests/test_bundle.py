"""Moving to another computer: a plain zip that says nothing of this one, brought over by the rules of a merge."""

from __future__ import annotations

import io
import random
import stat
import sys
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.cli import main
from workbook.desk import Desk
from workbook.errors import StoreError
from workbook.rulebook import Edition
from workbook.store import Store, bundle, disk

NOW = datetime(2026, 11, 21, 21, 4, 5, tzinfo=UTC)
ROW = b"seq,answered_at,sitting,question,answer,check\n"


class Computer:
    """A data folder, and the terminal beside it."""

    def __init__(self, folder: Path, edition: Edition, capsys: pytest.CaptureFixture[str]) -> None:
        self.data, self.capsys = folder, capsys
        self.desk = Desk(folder, edition, lambda: NOW)

    def run(self, *words: str) -> tuple[int, str, str]:
        code = main([*words, "--data", str(self.data)])
        out, err = self.capsys.readouterr()
        return code, out, err


@pytest.fixture
def old(tmp_path: Path, edition: Edition, capsys: pytest.CaptureFixture[str]) -> Computer:
    computer = Computer(tmp_path / "old", edition, capsys)
    computer.desk.answer("causes.honest.real-reason", "my own words")
    computer.desk.answer("start.them.name", "Sam")
    computer.desk.store.write_summary("summary-2026-11-21.html", b"<html>")
    return computer


@pytest.fixture
def new(tmp_path: Path, edition: Edition, capsys: pytest.CaptureFixture[str]) -> Computer:
    return Computer(tmp_path / "new", edition, capsys)


def test_answers_and_summaries_come_over_to_an_empty_folder_byte_for_byte(
    old: Computer, new: Computer, tmp_path: Path
) -> None:
    file = tmp_path / "notes.zip"
    assert old.run("bundle", "--to", str(file)) == (0, f"{file}\n", "")
    code, out, err = new.run("bring", str(file), "--yes")

    assert (code, err) == (0, "")
    assert "What went wrong: answers that are not here yet: 1." in out
    for name in ("answers/causes.csv", "answers/start.csv", "summaries/summary-2026-11-21.html"):
        assert (new.data / name).read_bytes() == (old.data / name).read_bytes()
        assert (new.data / name).stat().st_mode & 0o777 == 0o600
    assert (new.data / "answers").stat().st_mode & 0o777 == 0o700


def test_bringing_never_overwrites_and_can_be_done_twice(old: Computer, new: Computer, tmp_path: Path) -> None:
    old.run("bundle", "--to", str(tmp_path / "notes.zip"))
    new.desk.answer("start.them.name", "Alex")
    new.desk.store.write_summary("summary-2026-11-21.html", b"another")
    for _ in range(2):
        assert new.run("bring", str(tmp_path / "notes.zip"), "--yes")[0] == 0

    assert new.desk.answers().value("causes.honest.real-reason") == "my own words"
    names = {path.name: path.read_bytes() for path in (new.data / "summaries").iterdir()}
    assert names == {"summary-2026-11-21.html": b"another", "summary-2026-11-21-2.html": b"<html>"}


def test_a_line_that_was_removed_here_is_shown_and_comes_back_only_when_named(old: Computer, tmp_path: Path) -> None:
    old.run("bundle", "--to", str(tmp_path / "notes.zip"))
    old.desk.answer("causes.honest.real-reason", "")
    out = old.run("bring", str(tmp_path / "notes.zip"), "--yes")[1]
    assert "1. " in out
    assert "my own words" in out
    assert old.desk.answers().value("causes.honest.real-reason") == ""

    assert "There is no line 2" in old.run("bring", str(tmp_path / "notes.zip"), "--yes", "--also", "2")[2]
    old.run("bring", str(tmp_path / "notes.zip"), "--yes", "--also", "1")
    assert old.desk.answers().value("causes.honest.real-reason") == "my own words"


def test_a_stop_in_a_bundle_comes_over_and_one_here_is_not_lifted_by_a_stranger(old: Computer, tmp_path: Path) -> None:
    old.desk.answer("causes.safe.harm", "some-of-that")
    stranger = Store(tmp_path / "stranger")
    for _ in range(9):
        stranger.append("start", "s1", "start.pause", "lifted", NOW)
    (tmp_path / "b.zip").write_bytes(bundle.packed(stranger.data, ("start",)))
    old.run("bring", str(tmp_path / "b.zip"), "--yes")

    assert old.desk.reach().state == "closed"


def test_a_bundle_says_nothing_of_this_computer_and_is_the_same_each_time(old: Computer, tmp_path: Path) -> None:
    (old.data / "summaries/exports.json").write_text(f'["{tmp_path}/handed-over.pdf"]')
    one = old.desk.keeping.packed()
    (old.data / "answers/causes.csv").touch()

    assert one == old.desk.keeping.packed()
    assert str(tmp_path).encode() not in one
    with zipfile.ZipFile(io.BytesIO(one)) as held:
        infos = held.infolist()
        assert held.comment == b""
    assert {(info.date_time, info.create_system, info.extra, info.comment, info.compress_type) for info in infos} == {
        ((1980, 1, 1, 0, 0, 0), 3, b"", b"", zipfile.ZIP_DEFLATED)
    }
    assert {stat.filemode(info.external_attr >> 16) for info in infos} == {"-rw-------"}  # as it is unpacked by hand
    assert [info.filename for info in infos] == [
        "answers/causes.csv",
        "answers/start.csv",
        "summaries/summary-2026-11-21.html",
    ]


def test_a_bundle_never_goes_over_a_file_and_there_is_none_of_nothing(
    old: Computer, new: Computer, tmp_path: Path
) -> None:
    (tmp_path / "notes.zip").write_bytes(b"mine")
    code, _, err = old.run("bundle", "--to", str(tmp_path / "notes.zip"))
    assert (code, "already there" in err) == (1, True)
    assert (tmp_path / "notes.zip").read_bytes() == b"mine"
    assert "no answers to bundle" in new.run("bundle", "--to", str(tmp_path / "n.zip"))[2]


def test_nobody_to_ask_and_no_yes_brings_nothing(old: Computer, new: Computer, tmp_path: Path, monkeypatch) -> None:
    old.run("bundle", "--to", str(tmp_path / "notes.zip"))
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    code, _, err = new.run("bring", str(tmp_path / "notes.zip"))

    assert (code, "--yes" in err) == (1, True)
    assert not new.data.exists()


def test_a_bundle_written_on_the_page_lies_with_the_summaries_and_not_in_itself(old: Computer) -> None:
    first = old.desk.keeping.bundle(NOW.date())
    second = old.desk.keeping.bundle(NOW.date())

    assert [path.name for path in (first, second)] == ["notes-2026-11-21.zip", "notes-2026-11-21-2.zip"]
    assert first.read_bytes() == second.read_bytes()


# bundles from strangers


SMALL = 10**6
"""Bytes that a bundle may hold, for these tests."""


def zipped(*files: tuple[str, bytes], **how: int) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as held:
        for name, raw in files:
            info = zipfile.ZipInfo(name)
            info.external_attr = how.get("attr", 0o600) << 16
            info.compress_type = how.get("kind", zipfile.ZIP_DEFLATED)
            held.writestr(info, raw)
    return content.getvalue()


def a_line() -> bytes:
    from workbook.store.lines import HEADER, written

    return HEADER + written(("1", NOW.isoformat(), "s1", "causes.pick", "crossed-wires")) + b"\n"


def locked() -> bytes:
    raw = bytearray(zipped(("answers/causes.csv", ROW)))
    raw[6] |= 1
    raw[raw.index(b"PK\1\2") + 8] |= 1
    return bytes(raw)


def bomb_of_another_kind() -> bytes:
    """A few hundred bytes that Python makes into gigabytes before it sees that there are more than were said."""
    size = 10 * SMALL
    raw = zipped(("answers/causes.csv", bytes(size)), kind=zipfile.ZIP_BZIP2)
    return raw.replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little"))


HOSTILE: dict[str, Callable[[], bytes]] = {
    "zip slip": lambda: zipped(("../../evil.csv", b"x")),
    "zip slip inside": lambda: zipped(("answers/../../evil.csv", b"x")),
    "an absolute name": lambda: zipped(("/etc/evil.csv", b"x")),
    "another system's name": lambda: zipped(("answers\\causes.csv", ROW)),
    "a drive": lambda: zipped(("C:/answers/causes.csv", ROW)),
    "a name with a NUL": lambda: zipped(("answers/causes.csv_.exe", ROW)).replace(b"_", b"\0"),
    "no chapter": lambda: zipped(("answers/Causes.csv", ROW)),
    "a kept original": lambda: zipped(("answers/causes.edited-1.csv", ROW)),
    "another folder": lambda: zipped(("answers/more/causes.csv", ROW)),
    "a hidden summary": lambda: zipped(("summaries/.bashrc", b"x")),
    "a summary for Windows to trip over": lambda: zipped(("summaries/nul.txt", b"x")),
    "a program beside": lambda: zipped(("answers/causes.csv", ROW), ("setup.py", b"x")),
    "a list of where copies lie": lambda: zipped(("summaries/exports.json", b"[]")),
    "a link": lambda: zipped(("answers/causes.csv", b"/etc/passwd"), attr=stat.S_IFLNK | 0o777),
    "a pipe": lambda: zipped(("answers/causes.csv", b""), attr=stat.S_IFIFO | 0o600),
    "one file twice": lambda: zipped(
        ("answers/causes.csv", ROW), ("summaries/a.html", b"1"), ("summaries/a.html", b"2")
    ),
    "a bomb": lambda: zipped(("answers/causes.csv", b"\0" * (SMALL + 1))),
    "a bomb packed so that it comes out whole": bomb_of_another_kind,
    "a film": lambda: bytes(SMALL + 1),
    "many files": lambda: zipped(*((f"summaries/a{n}.html", b"") for n in range(bundle.MOST + 1))),
    "no answers in it": lambda: zipped(("answers/causes.csv", b"\x7fELF, not a table\nat all\n")),
    "noise": lambda: zipped(("answers/causes.csv", a_line() + b"\x7f noise\n" * 2000)),
    "nothing in it": zipped,
    "no zip": lambda: b"seq,answered_at\n",
    "empty": lambda: b"",
    "cut short": lambda: zipped(("answers/causes.csv", ROW * 100))[:-60],
    "locked": locked,
    "packed in another way": lambda: zipped(("answers/causes.csv", ROW), kind=zipfile.ZIP_LZMA)[:40],
}


WHY = {
    "one file twice": "it holds one file twice",
    "a bomb": "it is too large",
    "a bomb packed so that it comes out whole": "it is packed in a way that is not read here",
    "a film": "it is too large",
    "many files": "it is too large",
    "no answers in it": "causes.csv in it holds no answers",
    "noise": "too much of it cannot be read",
    "nothing in it": "there is nothing in it",
    **dict.fromkeys(("no zip", "empty", "cut short", "packed in another way"), "it is damaged, or no bundle"),
}
"""What is said of each; of the others, that they hold something else."""


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("what", HOSTILE)
def test_a_strangers_bundle_ends_in_one_sentence_and_writes_nothing(
    what: str, new: Computer, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr(bundle, "LARGEST", SMALL)
    (tmp_path / "b.zip").write_bytes(HOSTILE[what]())
    code, out, err = new.run("bring", str(tmp_path / "b.zip"), "--yes")

    assert (code, out, err.count("\n")) == (1, "", 1)
    why = WHY.get(what, "it holds something that is neither answers nor a summary")
    assert err == f"“{tmp_path / 'b.zip'}” cannot be brought over ({why}). Nothing was changed.\n"
    assert not new.data.exists()
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != "data") == ["b.zip"]


def test_a_page_that_cannot_be_read_is_named_and_no_bundle_is_made(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.append("causes", "s1", "causes.pick", "crossed-wires", NOW)
    (store.answers_folder / "motives.csv").mkdir()
    with pytest.raises(StoreError, match=r"motives\.csv cannot be read"):
        store.packed()


def test_a_summary_that_cannot_be_read_is_named_and_no_bundle_is_made(tmp_path: Path, monkeypatch) -> None:
    store, slurp = Store(tmp_path), disk.slurp
    summary = store.write_summary("summary.html", b"<html>")

    def refused(path: Path) -> tuple[bytes, disk.Stamp]:
        if path == summary:
            raise PermissionError(13, "Permission denied")
        return slurp(path)

    monkeypatch.setattr(disk, "slurp", refused)
    with pytest.raises(StoreError, match=r"summary\.html cannot be read \(Permission denied\)"):
        store.packed()


def test_somebody_who_has_nothing_but_summaries_or_nothing_but_answers_can_take_them_along(tmp_path: Path) -> None:
    wrote, made, new = (Store(tmp_path / name) for name in ("wrote", "made", "new"))
    wrote.append("causes", "s1", "causes.pick", "crossed-wires", NOW)
    made.write_summary("summary.html", b"<html>")
    for number, store in enumerate((wrote, made)):
        (tmp_path / f"{number}.zip").write_bytes(store.packed())
    assert [*new.unpacked(tmp_path / "0.zip").answers] == ["causes"]
    for _ in range(2):
        new.bring_summaries(new.unpacked(tmp_path / "1.zip").summaries)

    assert [(path.name, path.read_bytes()) for path in new.summaries()] == [("summary.html", b"<html>")]


def test_answers_that_were_all_edited_in_a_spreadsheet_come_over_too(tmp_path: Path) -> None:
    edited = a_line().replace(b"crossed-wires", b"distance")
    (tmp_path / "b.zip").write_bytes(zipped(("answers/causes.csv", edited)))

    assert bundle.unpacked(tmp_path / "b.zip").answers == {"causes": edited}


def test_a_bundle_that_another_program_packed_anew_is_read_all_the_same(tmp_path: Path, monkeypatch) -> None:
    folders = (("answers/", b""), ("summaries/", b""))
    raw = zipped(*folders, ("answers/causes.csv", a_line()), kind=zipfile.ZIP_STORED)
    (tmp_path / "b.zip").write_bytes(raw)
    monkeypatch.setattr(bundle, "LARGEST", len(raw))  # just as large as one may be
    monkeypatch.setattr(bundle, "MOST", 1)  # and as many files

    assert bundle.unpacked(tmp_path / "b.zip") == bundle.Bundle({"causes": a_line()}, {})


def test_a_bomb_that_lies_about_its_size_is_stopped_while_it_is_unpacked(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(bundle, "LARGEST", 1000)
    raw = zipped(("answers/causes.csv", b"\0" * 5000))
    lying = raw.replace((5000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    (tmp_path / "b.zip").write_bytes(lying)

    with pytest.raises(StoreError, match="cannot be brought over"):
        bundle.unpacked(tmp_path / "b.zip")


def test_a_bundle_may_be_just_as_large_as_is_allowed_and_hold_just_as_many_lines_that_cannot_be_read(
    tmp_path: Path, monkeypatch
) -> None:
    raw = a_line() + b"noise\n" * bundle.UNREAD
    monkeypatch.setattr(bundle, "LARGEST", len(raw))
    (tmp_path / "b.zip").write_bytes(zipped(("answers/", b""), ("answers/causes.csv", raw)))
    assert bundle.unpacked(tmp_path / "b.zip").answers == {"causes": raw}

    monkeypatch.setattr(bundle, "LARGEST", len(raw) - 1)
    with pytest.raises(StoreError, match=r"it is too large\)"):
        bundle.unpacked(tmp_path / "b.zip")


def test_lines_that_cannot_be_read_are_counted_through_all_pages_of_a_bundle(tmp_path: Path) -> None:
    half = a_line() + b"noise\n" * (bundle.UNREAD // 2 + 1)
    (tmp_path / "b.zip").write_bytes(zipped(("answers/causes.csv", half), ("answers/motives.csv", half)))

    with pytest.raises(StoreError, match="too much of it"):
        bundle.unpacked(tmp_path / "b.zip")


def test_a_line_that_cannot_be_read_does_not_keep_the_answers_beside_it_out(new: Computer, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(zipped(("answers/causes.csv", a_line() + b"half a line of mine\n")))

    assert new.run("bring", str(tmp_path / "b.zip"), "--yes")[0] == 0
    assert new.desk.store.read("causes").damaged == 1
    assert new.desk.answers().value("causes.pick") == "crossed-wires"


def test_a_summary_that_is_there_already_is_not_doubled_and_another_of_its_name_is_kept_beside(
    old: Computer, new: Computer, tmp_path: Path
) -> None:
    old.run("bundle", "--to", str(tmp_path / "notes.zip"))
    for _ in range(2):
        new.run("bring", str(tmp_path / "notes.zip"), "--yes")
    assert [path.name for path in new.desk.store.summaries()] == ["summary-2026-11-21.html"]
    new.desk.store.summaries()[0].write_bytes(b"another one")
    new.run("bring", str(tmp_path / "notes.zip"), "--yes")

    assert {path.name: path.read_bytes() for path in new.desk.store.summaries()} == {
        "summary-2026-11-21.html": b"another one",
        "summary-2026-11-21-2.html": b"<html>",
    }


@pytest.mark.parametrize("what", ["missing", "a folder"])
def test_what_is_no_file_is_said_in_one_sentence(what: str, new: Computer, tmp_path: Path) -> None:
    if what == "a folder":
        (tmp_path / "b.zip").mkdir()
    code, _, err = new.run("bring", str(tmp_path / "b.zip"), "--yes")

    assert (code, err.count("\n")) == (1, 1)
    assert str(tmp_path / "b.zip") in err


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 20))
def test_any_damaged_bundle_is_read_or_refused(seed: int, hits: int) -> None:
    import tempfile

    dice = random.Random(seed)  # noqa: S311  a seed makes a test repeatable
    raw = bytearray(zipped(("answers/causes.csv", ROW * 20), ("summaries/a.html", b"x" * 300)))
    for _ in range(hits):
        raw[dice.randrange(len(raw))] = dice.randrange(256)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "b.zip")
        path.write_bytes(raw)
        try:
            held = bundle.unpacked(path)
        except StoreError:
            return
    assert set(held.answers) | set(held.summaries)
