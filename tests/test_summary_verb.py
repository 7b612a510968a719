"""`summary` in a terminal: every form, every choice, one file, and one sentence when it cannot be."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from handed_over import FORMS, words_of
from pypdf import PdfReader
from test_cli import Terminal, terminal

from workbook import paper

__all__ = ["terminal"]  # a fixture, asked for by its name
ENDINGS = list(paper.FORMS.items())


def told(terminal: Terminal, chapter: str, question: str, value: str, *more: str) -> None:
    assert terminal.run("record", chapter, question, *more, sends=value.encode())[0] == 0


@pytest.fixture
def full(terminal: Terminal) -> Terminal:
    """Somebody with a few answers, one text, and a pause."""
    told(terminal, "start", "ending.who", "them")
    told(terminal, "start", "them.name", "Zebulon")
    told(terminal, "causes", "honest.real-reason", "We stopped talking")
    told(terminal, "check-in", "today.mood", "4")
    return terminal


@pytest.mark.parametrize(("form", "ending"), ENDINGS)
def test_the_ending_of_the_name_says_the_form(full: Terminal, tmp_path: Path, form: str, ending: str) -> None:
    to = tmp_path / f"mine.{ending}"
    code, out, err = full.run("summary", "--to", str(to))

    assert (code, out, err) == (0, f"{to}\n", "")
    assert "4" in words_of(form, to.read_bytes())
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("mine")] == [to.name]


@pytest.mark.parametrize("form", FORMS)
def test_a_form_can_be_asked_for_whatever_the_name(full: Terminal, tmp_path: Path, form: str) -> None:
    to = tmp_path / "mine"

    assert full.run("summary", "--to", str(to), "--format", form)[0] == 0
    assert words_of(form, to.read_bytes())


def test_a_name_that_says_no_form_is_asked_about_and_nothing_is_written(full: Terminal, tmp_path: Path) -> None:
    code, out, err = full.run("summary", "--to", str(tmp_path / "mine"))

    assert (code, out) == (1, "")
    assert "does not say what kind of file" in err
    assert not (tmp_path / "mine").exists()


def test_a_password_is_made_and_told_once_with_how_to_hand_it_over(full: Terminal, tmp_path: Path) -> None:
    to = tmp_path / "mine.pdf"
    _, out, _ = full.run("summary", "--to", str(to), "--password")
    path, said, how = out.splitlines()
    reader = PdfReader(io.BytesIO(to.read_bytes()))

    assert path == str(to)
    assert "another way than the file" in how
    assert reader.is_encrypted
    assert reader.decrypt(said.removeprefix("The passphrase is: "))


def test_only_a_pdf_is_locked(full: Terminal, tmp_path: Path) -> None:
    code, _, err = full.run("summary", "--to", str(tmp_path / "mine.txt"), "--password")

    assert code == 1
    assert "Only a PDF" in err
    assert not (tmp_path / "mine.txt").exists()


def test_paper_is_a4_or_letter(full: Terminal, tmp_path: Path) -> None:
    sizes = []
    for size in ("a4", "letter"):
        full.run("summary", "--to", str(tmp_path / f"{size}.pdf"), "--paper", size)
        sizes.append(round(float(PdfReader(tmp_path / f"{size}.pdf").pages[0].mediabox.height)))

    assert sizes == [842, 792]


def test_choices_say_which_lines_are_in_it_and_how_the_other_person_is_named(full: Terminal, tmp_path: Path) -> None:
    lines = {"words.causes.honest.real-reason.s1": True, "situation.who": False}
    (tmp_path / "choices.json").write_text(json.dumps({"lines": lines, "mask": "as-typed", "paper": "letter"}), "utf-8")
    made = []
    for name, more in (("plain.txt", []), ("chosen.txt", ["--choices", str(tmp_path / "choices.json")])):
        full.run("summary", "--to", str(tmp_path / name), *more)
        made.append((tmp_path / name).read_text("utf-8"))

    assert ["We stopped talking" in text for text in made] == [False, True]
    assert ["Who ended it" in text for text in made] == [True, False]


def test_a_line_that_is_asked_anew_is_in_it_only_when_it_is_ticked_this_time(full: Terminal, tmp_path: Path) -> None:
    (tmp_path / "choices.json").write_text('{"lines": {"safety.talk": true}}', "utf-8")
    chosen = ["--choices", str(tmp_path / "choices.json")]
    full.run("summary", "--to", str(tmp_path / "a.txt"), *chosen)
    full.run("summary", "--to", str(tmp_path / "b.txt"), *chosen, "--tick", "safety.talk")

    assert "I would like to talk about safety" not in (tmp_path / "a.txt").read_text("utf-8")
    assert "I would like to talk about safety" in (tmp_path / "b.txt").read_text("utf-8")


@pytest.mark.parametrize("content", ["not json", '{"lines": 1}', '{"mask": "name"}', "\udcff"])
def test_choices_that_cannot_be_read_are_named_in_one_sentence(full: Terminal, tmp_path: Path, content: str) -> None:
    (tmp_path / "choices.json").write_bytes(content.encode("utf-8", "surrogateescape"))
    code, out, err = full.run("summary", "--to", str(tmp_path / "a.txt"), "--choices", str(tmp_path / "choices.json"))

    assert (code, out) == (1, "")
    assert "choices.json" in err
    assert err.count("\n") == 1
    assert not (tmp_path / "a.txt").exists()


def test_choices_that_are_not_there_are_named_too(full: Terminal, tmp_path: Path) -> None:
    assert "none.json" in full.run("summary", "--to", str(tmp_path / "a.txt"), "--choices", "none.json")[2]


def test_times_are_in_a_table_only_when_they_are_asked_for(full: Terminal, tmp_path: Path) -> None:
    full.run("summary", "--to", str(tmp_path / "days.csv"))
    full.run("summary", "--to", str(tmp_path / "times.csv"), "--times")

    assert [
        "T" in (tmp_path / name).read_text("utf-8-sig").splitlines()[1][:14] for name in ("days.csv", "times.csv")
    ] == [
        False,
        True,
    ]
