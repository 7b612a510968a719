"""Putting a summary on paper: each tick, the preview, the file, the list of copies, and deleting one for good."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import wait
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from workbook import handover, paper, showing
from workbook.desk import Desk
from workbook.errors import ChoicesError, StoreError, Trouble
from workbook.forms.form import Event, Reply
from workbook.handling import handler
from workbook.rulebook import Edition
from workbook.screen import Button, Field, Group, Notice, Page, Preview, Ticks
from workbook.store import disk

NOW = datetime(2026, 11, 21, 21, 30, tzinfo=UTC)


class Person:
    """Somebody who ticks and presses, with the two forms of 10-summary before them."""

    def __init__(self, data: Path, edition: Edition) -> None:
        self.data = data
        self.desk = Desk(data, edition, lambda: NOW)
        self.summaries = data / "summaries"

    def gives(self, question: str, value: str) -> None:
        self.desk.answer(question, value)

    def ticks(self, section: str, *lines: str) -> Reply:
        """These of the section's lines, and no other."""
        choosing = handler(self.desk, "summary", lambda: showing.choosing(self.desk))
        return choosing(Event("answer", f"paper.lines.{section}", value=" ".join(lines)))

    def chooses(self, name: str, value: str) -> Page:
        return self._of(Event("answer", f"paper.{name}", value=value))

    def presses(self, action: str, target: str = "") -> Page:
        return self._of(Event("action", action=action, target=target))

    def _of(self, event: Event) -> Page:
        reply = handler(self.desk, "summary", lambda: showing.paper(self.desk))(event)
        assert reply.page
        return reply.page

    def on(self, section: str) -> list[str]:
        """The ticks that are set when the page is drawn anew."""
        parts = [part for part in showing.choosing(self.desk).parts if isinstance(part, Ticks)]
        return next(part.value for part in parts if part.question == f"paper.lines.{section}").split()

    def sees(self) -> Preview:
        return next(part for part in showing.paper(self.desk).parts if isinstance(part, Preview))

    def notices(self) -> dict[str, Notice]:
        return {part.id: part for part in showing.paper(self.desk).parts if isinstance(part, Notice)}

    def copies(self) -> dict[str, Button]:
        groups = [part for part in showing.paper(self.desk).parts if isinstance(part, Group)]
        return {group.title: button for group in groups for button in group.parts if isinstance(button, Button)}


@pytest.fixture
def person(data: Path, edition: Edition, monkeypatch: pytest.MonkeyPatch) -> Person:
    monkeypatch.setattr(handover, "MOMENT", 60)  # whatever else this computer does
    return Person(data, edition)


def in_order(data: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(data.rglob("*")) if path.is_file())


# ---- ticks


def test_own_words_are_ticked_under_the_title_of_their_chapter(person: Person) -> None:
    person.gives("causes.honest.real-reason", "We stopped talking.")
    person.gives("motives.memory.comes-back", "The quiet.")
    parts = [part for part in showing.choosing(person.desk).parts if isinstance(part, Ticks)]
    own = next(part for part in parts if part.question == "paper.lines.words")

    assert [(option.label, option.under) for option in own.options] == [
        ("The real reason", "What went wrong"),
        ("What would come back", "Why I want this"),
    ]


def test_a_tick_is_there_when_the_page_is_opened_again(person: Person, edition: Edition) -> None:
    situation = person.on("situation")
    person.ticks("situation", *(line for line in situation if line != "situation.ties"))

    again = Person(person.data, edition)
    assert again.on("situation") == [line for line in situation if line != "situation.ties"]


def test_what_is_remembered_is_for_ones_own_eyes(person: Person) -> None:
    person.ticks("situation")
    kept = person.summaries / "choices.json"

    assert json.loads(kept.read_text("utf-8"))["lines"]["situation.who"] is False
    assert sys.platform == "win32" or kept.stat().st_mode & 0o777 == 0o600


def test_a_tick_on_a_safety_line_is_on_this_page_and_written_nowhere(person: Person, edition: Edition) -> None:
    person.ticks("safety", "safety.talk")

    assert person.on("safety") == ["safety.talk"]
    assert "I would like to talk about safety" in person.sees().html
    assert b"safety.talk" not in in_order(person.data)
    assert Person(person.data, edition).on("safety") == []


def test_opening_the_page_again_takes_a_safety_tick_off(person: Person) -> None:
    person.ticks("safety", "safety.talk")
    person.desk.forget_private("summary")

    assert person.on("safety") == []


def test_once_a_file_is_written_a_safety_line_is_asked_anew(person: Person) -> None:
    person.ticks("safety", "safety.talk")
    person.presses("write-summary")

    assert "talk about safety" in (person.summaries / "summary-2026-11-21.html").read_text("utf-8")
    assert person.on("safety") == []
    assert "talk about safety" not in person.sees().html


def test_a_tick_in_another_window_shows_in_this_one(person: Person, edition: Edition) -> None:
    other = Person(person.data, edition)
    other.ticks("situation", "situation.who")

    assert person.on("situation") == ["situation.who"]


def test_a_tick_for_one_section_leaves_the_others_as_they_are(person: Person) -> None:
    person.ticks("situation", "situation.who")
    before = person.on("readiness")
    person.ticks("causes")

    assert person.on("situation") == ["situation.who"]
    assert person.on("readiness") == before


def test_choices_that_cannot_be_read_are_told_in_a_sentence_and_left_alone(person: Person) -> None:
    person.summaries.mkdir()
    (person.summaries / "choices.json").write_text("{not json", "utf-8")

    with pytest.raises(ChoicesError):
        person.on("situation")
    with pytest.raises(ChoicesError):
        person.ticks("situation")
    assert (person.summaries / "choices.json").read_text("utf-8") == "{not json"


# ---- the preview and the file


def test_the_preview_is_the_file_byte_for_byte(person: Person) -> None:
    person.gives("summary.session.want", "To be <b>heard</b>\nby someone")
    person.ticks("situation", "situation.who")
    seen = person.sees().html
    person.presses("write-summary")

    assert (person.summaries / "summary-2026-11-21.html").read_bytes() == seen.encode()


def test_the_preview_follows_each_tick(person: Person) -> None:
    person.gives("summary.session.want", "MARKER")
    assert "MARKER" in person.sees().html

    person.ticks("session")
    assert "MARKER" not in person.sees().html
    person.ticks("session", "session.want")
    assert "MARKER" in person.sees().html


def test_the_preview_goes_to_the_part_that_was_ticked_last(person: Person) -> None:
    person.ticks("causes", "causes.mine")

    assert person.sees().at == "causes"
    assert 'id="causes"' in person.sees().html


@pytest.mark.parametrize(("form", "ending"), [("html", "html"), ("pdf", "pdf"), ("text", "txt"), ("docx", "docx")])
def test_a_file_has_a_neutral_name_with_the_day(person: Person, form: str, ending: str) -> None:
    person.chooses("form", form)
    person.presses("write-summary")
    person.presses("write-summary")

    names = {path.name for path in person.summaries.iterdir() if path.suffix != ".json" and path.name[0] != "."}
    assert names == {f"summary-2026-11-21.{ending}", f"summary-2026-11-21-2.{ending}"}


# ---- a file that takes more than a moment


@pytest.fixture
def slowly(person: Person, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """A file takes until this is set; a preview does not."""
    go, render = threading.Event(), paper.render

    def when_it_may(*given: Any, **more: Any) -> bytes:
        if threading.current_thread() is not threading.main_thread():
            assert go.wait(60)
        return render(*given, **more)

    monkeypatch.setattr(handover, "MOMENT", 0)
    monkeypatch.setattr(paper, "render", when_it_may)
    yield go
    go.set()


def is_made(person: Person) -> None:
    """The thread is through, and either nobody looked yet or it was quick enough to be written at once."""
    if making := person.desk.handover._making:
        wait([making.content], 60)


def files(person: Person) -> list[str]:
    return sorted(path.name for path in person.summaries.glob("summary-*")) if person.summaries.exists() else []


def test_a_file_that_takes_long_is_told_of_and_the_page_asks_again_until_it_is_there(
    person: Person, slowly: threading.Event
) -> None:
    page = person.presses("write-summary")

    assert page.again
    assert person.notices()["making"].buttons[0].label == "Stop"
    assert files(person) == []

    slowly.set()
    is_made(person)
    page = showing.paper(person.desk)
    assert not page.again
    assert list(person.notices()) == ["written"]
    assert files(person) == ["summary-2026-11-21.html"]


def test_a_file_that_is_stopped_is_never_written_and_another_can_be(person: Person, slowly: threading.Event) -> None:
    person.presses("write-summary")
    making = person.desk.handover._making
    page = person.presses("stop-summary")
    assert not page.again
    assert list(person.notices()) == ["stopped"]

    slowly.set()
    assert making
    wait([making.content], 60)
    showing.paper(person.desk)
    assert files(person) == []

    person.presses("write-summary")
    is_made(person)
    showing.paper(person.desk)
    assert list(person.notices()) == ["written"]
    assert len(files(person)) == 1


def test_pressing_again_makes_no_second_file_while_the_first_is_made(person: Person, slowly: threading.Event) -> None:
    person.presses("write-summary")
    person.presses("write-summary")
    slowly.set()
    is_made(person)
    showing.paper(person.desk)

    assert len(files(person)) == 1


def test_what_is_written_is_what_was_ticked_when_the_button_was_pressed(
    person: Person, slowly: threading.Event
) -> None:
    person.gives("summary.session.want", "MARKER")
    person.presses("write-summary")
    person.ticks("session")
    slowly.set()
    is_made(person)
    showing.paper(person.desk)

    assert b"MARKER" in (person.summaries / "summary-2026-11-21.html").read_bytes()
    assert "MARKER" not in person.sees().html


def test_a_file_that_cannot_be_made_says_so_once_and_leaves_the_way_free(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*given: Any, **more: Any) -> bytes:
        raise Trouble("no-pdf", why="x")

    with monkeypatch.context() as broken:
        broken.setattr(paper, "render", fails)
        with pytest.raises(Trouble, match="could not be made"):
            person.presses("write-summary")
    person.presses("write-summary")

    assert len(files(person)) == 1


def test_erasing_all_throws_away_what_is_being_made(person: Person, slowly: threading.Event) -> None:
    person.presses("write-summary")
    person.desk.handover.forget()
    slowly.set()
    showing.paper(person.desk)

    assert files(person) == []


def test_a_pdf_is_looked_at_page_by_page(person: Person) -> None:
    person.chooses("form", "pdf")
    seen = person.sees()

    assert all(page.key.startswith("data:image/png;base64,") for page in seen.pictures)
    assert seen.pictures[0].label == f"Page 1 of {len(seen.pictures)}, as it will be"
    assert seen.html == ""


def test_a_word_document_is_read_as_the_text_that_will_be_in_it(person: Person) -> None:
    person.gives("summary.session.want", "MARKER")
    person.chooses("form", "docx")
    seen = person.sees()

    assert "MARKER" in seen.text
    assert seen.note


def test_a_locked_file_opens_with_the_password_that_is_shown_once_and_kept_nowhere(person: Person) -> None:
    pypdf = pytest.importorskip("pypdf")
    person.chooses("form", "pdf")
    person.chooses("lock", "locked")
    person.presses("write-summary")
    told = person.notices()["written"].text[1]
    phrase = told.partition(": ")[2]

    file = pypdf.PdfReader(person.summaries / "summary-2026-11-21.pdf")
    assert file.is_encrypted
    assert file.decrypt(phrase)
    assert phrase.encode() not in in_order(person.data)


def test_which_paper_is_asked_only_of_what_has_pages(person: Person) -> None:
    def asked() -> list[str]:
        return [part.question for part in showing.paper(person.desk).parts if isinstance(part, Field)]

    assert "paper.paper" not in asked()
    person.chooses("form", "pdf")
    assert {"paper.paper", "paper.lock"} <= set(asked())


def test_before_it_is_written_it_says_once_who_could_see_it(person: Person) -> None:
    told = " ".join(text for part in showing.paper(person.desk).parts for text in getattr(part, "text", ()))

    for word in ("this computer", "record", "court", "therapist"):
        assert word in told
    assert told.count("A court can ask") == 1


# ---- the name


def test_a_masked_name_in_ones_own_words_is_pointed_at(person: Person) -> None:
    person.gives("start.them.name", "Sam")
    person.gives("summary.session.want", "to stop writing to sam")

    assert "What I want from this session" in person.notices()["still-named"].text
    person.chooses("mask", "as-typed")
    assert "still-named" not in person.notices()
    person.chooses("mask", "initials")
    assert "still-named" in person.notices()
    person.ticks("session")
    assert "still-named" not in person.notices()


# ---- copies


def test_every_copy_is_in_the_list_and_can_be_deleted_for_good(person: Person) -> None:
    person.gives("summary.session.want", "MARKER")
    person.presses("write-summary")
    person.presses("write-summary")
    assert set(person.copies()) == {"summary-2026-11-21.html", "summary-2026-11-21-2.html"}

    button = person.copies()["summary-2026-11-21.html"]
    assert button.asks
    person.presses(button.action, button.target)
    assert set(person.copies()) == {"summary-2026-11-21-2.html"}
    assert not (person.summaries / "summary-2026-11-21.html").exists()
    person.presses("delete-copy", "summary-2026-11-21-2.html")
    left = b"".join(path.read_bytes() for path in person.summaries.iterdir() if path.is_file())
    assert b"MARKER" not in left
    assert b"summary-2026" not in left


def test_a_copy_written_elsewhere_is_listed_and_deleted_too(person: Person, tmp_path: Path) -> None:
    there = tmp_path / "stick" / "mine.html"
    there.parent.mkdir()
    person.desk.handover.write_to(there, b"<p>mine</p>")

    assert "mine.html" in person.copies()
    person.presses("delete-copy", str(there))
    assert not there.exists()
    assert person.copies() == {}


def test_a_copy_that_was_changed_says_so_before_it_is_deleted(person: Person) -> None:
    person.presses("write-summary")
    (person.summaries / "summary-2026-11-21.html").write_text("mine now", "utf-8")

    assert "changed" in person.copies()["summary-2026-11-21.html"].asks


def test_a_copy_that_was_moved_away_can_be_taken_off_the_list(person: Person) -> None:
    person.presses("write-summary")
    (person.summaries / "summary-2026-11-21.html").rename(person.data / "elsewhere.html")
    button = person.copies()["summary-2026-11-21.html"]

    assert button.asks == ""
    person.presses("delete-copy", button.target)
    assert person.copies() == {}
    assert (person.data / "elsewhere.html").exists()


def test_a_file_that_lay_there_before_there_was_a_list_is_in_it(person: Person) -> None:
    person.summaries.mkdir()
    (person.summaries / "summary-2026-10-01.html").write_text("old", "utf-8")

    assert "summary-2026-10-01.html" in person.copies()
    person.presses("delete-copy", "summary-2026-10-01.html")
    assert not (person.summaries / "summary-2026-10-01.html").exists()


@pytest.mark.parametrize("target", ["../answers/summary.csv", "choices.json", "exports.json", "nothing.html", ""])
def test_nothing_but_a_copy_of_the_list_can_be_deleted(person: Person, target: str) -> None:
    person.gives("summary.session.want", "MARKER")
    person.ticks("situation")
    person.presses("write-summary")
    before = in_order(person.data)

    with pytest.raises(StoreError):
        person.presses("delete-copy", target)
    assert in_order(person.data) == before


def test_a_copy_that_cannot_be_removed_stays_in_the_list(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(path: Path) -> None:
        raise PermissionError(13, "another program has it open", path)

    person.presses("write-summary")
    monkeypatch.setattr(disk, "remove", held)

    with pytest.raises(StoreError, match="another program has it open"):
        person.presses("delete-copy", "summary-2026-11-21.html")
    assert "summary-2026-11-21.html" in person.copies()


def test_a_list_that_something_else_wrote_into_is_told_in_a_sentence(person: Person) -> None:
    person.presses("write-summary")
    (person.summaries / "exports.json").write_text('{"exports": [{"day": "x"}]}', "utf-8")

    with pytest.raises(StoreError, match="Move it aside"):
        person.copies()


@pytest.mark.parametrize("what", ["the list", "the folder"])
def test_a_list_or_a_folder_that_cannot_be_opened_is_told_in_one_sentence(
    what: str, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    person.summaries.mkdir()
    if what == "the list":
        (person.summaries / "exports.json").mkdir()
    else:
        monkeypatch.setattr(Path, "iterdir", refused)
    with pytest.raises(StoreError) as told:
        person.desk.handover.copies()
    sentence = {
        "the list": "/exports.json cannot be read (something that is not a file is in its place). Move it aside;",
        "the folder": " cannot be used (Permission denied). Check that it is there",
    }[what]
    assert f"{person.summaries}{sentence}" in str(told.value)


def test_a_copy_in_whose_place_is_something_else_was_changed_and_one_on_a_drive_that_is_out_is_gone(
    person: Person, tmp_path: Path
) -> None:
    drive = tmp_path / "drive"
    drive.mkdir()
    for name in ("one.txt", "two.txt"):
        person.desk.handover.write_to(drive / name, b"a copy")
    (drive / "one.txt").unlink()
    (drive / "one.txt").mkdir()
    assert {copy.path.name: copy.state for copy in person.desk.handover.copies()} == {
        "one.txt": "changed", "two.txt": "there",
    }  # fmt: skip
    (drive / "one.txt").rmdir()
    (drive / "two.txt").unlink()
    drive.rmdir()
    drive.write_bytes(b"a file where the drive was")

    assert {copy.state for copy in person.desk.handover.copies()} == {"gone"}


def test_a_sheet_for_ones_own_use_is_a_copy_too(person: Person) -> None:
    person.presses("write-sheet", "hard-talk.sheet")

    assert "sheet-2026-11-21.html" in person.copies()
