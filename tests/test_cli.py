"""From a terminal: an answer is kept exactly, shown as it was given, and refused in one sentence."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up import edition

from workbook.cli import main
from workbook.store import Store

ROOT = Path(__file__).resolve().parent.parent


class Terminal:
    """Runs the verbs on one data folder."""

    def __init__(self, data: Path, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self.data, self.capsys, self.patch = data, capsys, patch

    def run(self, *words: str, sends: bytes = b"") -> tuple[int, str, str]:
        self.patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(sends), encoding="ascii"))
        code = main([*words, *([] if words[0] in ("example", "check") else ["--data", str(self.data)])])
        out, err = self.capsys.readouterr()
        return code, out, err

    def answers(self, *more: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.run("answers", "--json", *more)[1])
        return found


@pytest.fixture
def terminal(data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(data, capsys, monkeypatch)


@pytest.mark.parametrize(
    ("question", "sends", "kept"),
    [
        ("today.mood", b"4\n", "4"),
        ("check-in.today.mood", b"4", "4"),
        ("today.contact", b"they-wrote only-needed\r\n", "only-needed they-wrote"),
        ("today.line", b" to the last character \n", " to the last character \n"),
        ("today.line", "“Sam”, =1+1\r\nэто 🦆".encode(), "“Sam”, =1+1\r\nэто 🦆"),
    ],
)
def test_an_answer_is_kept_as_it_was_sent(terminal: Terminal, question: str, sends: bytes, kept: str) -> None:
    code, out, err = terminal.run("record", "check-in", question, sends=sends)

    assert (code, out, err) == (0, "", "")
    (row,) = terminal.answers()
    assert row["answer"] == kept
    assert list(row) == ["chapter", "seq", "answered_at", "sitting", "question", "answer", "check"]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(min_size=1))
def test_any_text_comes_back_exactly(terminal: Terminal, text: str) -> None:
    try:
        sent = text.encode()
    except UnicodeEncodeError:
        return
    assert terminal.run("record", "check-in", "today.line", sends=sent)[0] == 0

    assert terminal.answers()[-1]["answer"] == text


@pytest.mark.parametrize(
    ("words", "sends", "says"),
    [
        (("check-in", "today.mood"), b"11", "from 0 to 10"),
        (("check-in", "today.mood"), b"4\n\n\nx", "from 0 to 10"),
        (("check-in", "nothing"), b"4", "no question"),
        (("nowhere", "nothing"), b"4", "There are: "),
        (("start", "pause"), b"lifted", "cannot be answered"),
        (("start", "block-done"), b"2026-11-21", "cannot be answered"),
        (("causes", "safe.harm"), b"none-of-that", "--keep"),
        (("check-in", "today.line"), b"\xff\xfe", "UTF-8"),
        (("causes", "own-part.what"), b"x", "--entry"),
        (("causes", "own-part.what", "--entry", "e7"), b"x", "e7"),
        (("check-in", "today.mood", "--entry", "new"), b"4", "takes no entry"),
        (("check-in", "../../etc/passwd"), b"4", "no question"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_sentence_and_nothing_is_written(
    terminal: Terminal, words: tuple[str, ...], sends: bytes, says: str
) -> None:
    code, out, err = terminal.run("record", *words, sends=sends)

    assert (code, out) == (1, "")
    assert says in err
    assert err.count("\n") == 1
    assert list(terminal.data.rglob("*.csv")) == []


def test_a_private_answer_is_written_down_only_with_keep(terminal: Terminal) -> None:
    terminal.run("record", "causes", "safe.harm", "--keep", sends=b"some-of-that")

    assert {(row["question"], row["answer"]) for row in terminal.answers()} == {
        ("causes.safe.harm", "some-of-that"),
        ("start.pause", "on"),
    }


def test_a_closed_part_takes_no_answer_from_a_terminal_and_can_still_be_left_blank(
    terminal: Terminal, data: Path
) -> None:
    assert terminal.run("record", "hard-talk", "apology.the-act", sends=b"what I did")[0] == 0
    assert terminal.run("record", "start", "safety.afraid", "--keep", sends=b"some-of-that")[0] == 0

    code, _, told = terminal.run("record", "hard-talk", "apology.the-act", sends=b"more")
    assert (code, "closed for now" in told) == (1, True)
    assert [row.value for row in Store(data).read("hard-talk").answers] == ["what I did"]

    assert terminal.run("record", "hard-talk", "apology.the-act")[0] == 0
    assert not [row for row in Store(data).read("hard-talk").answers if row.value]


def test_a_closed_part_takes_no_new_entry_from_a_terminal_either(terminal: Terminal, data: Path) -> None:
    code, said, told = terminal.run("record", "reaching-out", "draft.words", "--entry", "new", sends=b"Hello")

    assert (code, said) == (1, "")
    assert "closed for now" in told
    assert not (data / "answers" / "reaching-out.csv").exists()


def test_entries_are_told_apart(terminal: Terminal) -> None:
    first = terminal.run("record", "causes", "own-part.what", "--entry", "new", sends=b"one")[1].strip()
    second = terminal.run("record", "causes", "own-part.what", "--entry", "new", sends=b"two")[1].strip()
    terminal.run("record", "causes", "own-part.next-time", "--entry", first, sends=b"another way")

    assert [(row["sitting"], row["answer"]) for row in terminal.answers()] == [
        (first, "one"), (second, "two"), (first, "another way")
    ]  # fmt: skip


def test_the_latest_is_listed_and_all_on_request(terminal: Terminal) -> None:
    for mood in (b"4", b"6"):
        terminal.run("record", "check-in", "today.mood", sends=mood)

    assert [row["answer"] for row in terminal.answers()] == ["6"]
    assert [row["answer"] for row in terminal.answers("--all")] == ["4", "6"]
    assert "check-in.today.mood" in terminal.run("answers")[1]


def test_text_taken_back_is_gone_from_the_folder(terminal: Terminal) -> None:
    terminal.run("record", "check-in", "today.line", sends=b"marker-of-mine")
    terminal.run("record", "check-in", "today.line", sends=b"")

    assert not any(b"marker-of-mine" in path.read_bytes() for path in terminal.data.rglob("*") if path.is_file())


def test_the_summary_is_written_once_and_never_over_something(terminal: Terminal, tmp_path: Path) -> None:
    to = tmp_path / "summary.html"
    first = terminal.run("summary", "--to", str(to))
    again = terminal.run("summary", "--to", str(to))

    assert first[0] == 0
    assert to.read_bytes().startswith(b"<!doctype html>")
    assert again[0] == 1
    assert "already there" in again[2]


def test_an_answers_file_that_cannot_be_opened_is_told_in_one_sentence(terminal: Terminal) -> None:
    (terminal.data / "answers" / "causes.csv").mkdir(parents=True)
    code, _, err = terminal.run("answers")

    assert code == 1
    assert "causes.csv" in err
    assert err.count("\n") == 1


def test_the_invented_person_fits_every_question(tmp_path: Path, terminal: Terminal) -> None:
    folder = tmp_path / "example"
    assert terminal.run("example", str(folder), "--ending", "2026-11-21")[0] == 0
    terminal.data = folder
    rows = terminal.answers()

    assert max(row["answered_at"] for row in rows)[:10] == "2026-11-21"
    assert min(row["answered_at"] for row in rows)[:10] < "2026-08-25"
    spoken_to_nobody = {"hard-talk", "rebuild"}
    assert {row["chapter"] for row in rows} == {each.id for each in edition().content.chapters} - spoken_to_nobody
    assert terminal.run("example", str(folder), "--ending", "2026-11-21")[0] == 1


def test_the_invented_person_is_the_same_on_the_same_day(tmp_path: Path, terminal: Terminal) -> None:
    for name in ("one", "two"):
        terminal.run("example", str(tmp_path / name), "--ending", date(2026, 11, 21).isoformat())

    files = [
        {path.name: path.read_bytes() for path in (tmp_path / name / "answers").iterdir()} for name in ("one", "two")
    ]
    assert files[0] == files[1]


def test_the_content_is_found_whole(terminal: Terminal) -> None:
    assert "nothing wrong" in terminal.run("check")[1]


@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C for a group of programs is a POSIX thing")
def test_a_throw_away_copy_opens_and_leaves_nothing_behind(tmp_path: Path) -> None:
    environment = {**os.environ, "TMPDIR": str(tmp_path), "BROWSER": "true", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "workbook.cli", "example"]
    with subprocess.Popen(
        command, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as opened:
        assert opened.stderr is not None
        assert next((line for line in opened.stderr if "127.0.0.1" in line), "")
        os.killpg(opened.pid, signal.SIGINT)
        opened.wait(30)

    assert list(tmp_path.glob("notes-*")) == []


@pytest.mark.parametrize("data", ["~nobody-of-that-name/x", "loop"])
def test_a_folder_that_cannot_be_is_named_in_one_sentence(
    data: str, terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    monkeypatch.chdir(tmp_path)
    code = main(["answers", "--data", data])
    out, err = terminal.capsys.readouterr()

    assert (code, out, err.count("\n")) == (1, "", 1)


def test_no_answers_at_all_is_said(terminal: Terminal) -> None:
    code, out, err = terminal.run("answers")

    assert (code, out) == (0, "")
    assert "no answers" in err


def test_a_whole_disk_of_text_is_refused(terminal: Terminal) -> None:
    code, _, err = terminal.run("record", "check-in", "today.line", sends=b"x" * 900_000)

    assert code == 1
    assert "longer than" in err


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "yesterday"])
def test_the_invented_person_needs_a_day_that_can_be(terminal: Terminal, tmp_path: Path, day: str) -> None:
    with pytest.raises(SystemExit):
        terminal.run("example", str(tmp_path / "x"), "--ending", day)


def test_the_invented_person_moves_only_into_an_empty_folder(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")

    assert terminal.run("example", str(tmp_path))[0] == 1


def test_entries_begun_at_the_same_moment_are_all_kept(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "workbook.cli", "record", "causes", "own-part.what", "--entry", "new"]
    started = [
        subprocess.Popen(
            [*command, "--data", str(tmp_path)], env=environment, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
        )
        for _ in range(5)
    ]
    for number, each in enumerate(started):  # all have their words before any is waited for
        assert each.stdin is not None
        each.stdin.write(f"text {number}".encode())
        each.stdin.close()
    assert [each.wait(60) for each in started] == [0] * 5
    rows = Store(tmp_path).read("causes").answers

    assert sorted(row.value for row in rows) == [f"text {number}" for number in range(5)]
    assert len({row.sitting for row in rows}) == 5
