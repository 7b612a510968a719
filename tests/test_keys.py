"""Locking and unlocking on the page and at a terminal, and what every page says while it is locked."""

from __future__ import annotations

import io
import json
import os
import re
import select
import shutil
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from workbook import example, passphrases, showing
from workbook.cli import main
from workbook.desk import Desk
from workbook.errors import StoreError
from workbook.forms.form import Event, Form
from workbook.handling import handler
from workbook.rulebook import Edition
from workbook.screen import Notice, Page, Secret
from workbook.store import SHORTEST_PASSPHRASE, Store, vault

WORDS = "bako rimu tesa lodi"
MARKER = "zanzibar"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Real locking takes seconds, on purpose; how the file is made is looked at in test_vault."""
    monkeypatch.setattr(vault, "sealed", lambda raw, passphrase: passphrase.encode() + b"\n" + raw)
    monkeypatch.setattr(vault, "opened", opened)


def opened(raw: bytes, passphrase: str) -> bytes:
    said, _, content = raw.partition(b"\n")
    if said != passphrase.encode():
        raise StoreError("passphrase-wrong")
    return content


@pytest.fixture(scope="module")
def person(tmp_path_factory: pytest.TempPathFactory, edition: Edition) -> Path:
    """The invented person, who gave a name that nobody else has."""
    folder = tmp_path_factory.mktemp("person") / "data"
    example.write(folder, date(2026, 11, 21))
    Desk(folder, edition).answer("start.them.name", MARKER)
    return folder


@pytest.fixture
def desk(person: Path, data: Path, edition: Edition) -> Desk:
    shutil.copytree(person, data, dirs_exist_ok=True)
    return Desk(data, edition)


def secret(page: Page) -> Secret:
    (found,) = [part for part in page.parts if isinstance(part, Secret)]
    return found


def texts(page: Page) -> str:
    return json.dumps(page.as_json(), ensure_ascii=False)


def every_page(desk: Desk) -> dict[str, Callable[[], Page]]:
    """Every form of every notebook."""
    pages: dict[str, Callable[[], Page]] = {}
    for chapter in desk.edition.content.chapters:
        pages[f"begin {chapter.id}"] = lambda chapter=chapter: showing.opening(desk, chapter.id)
        pages[f"finish {chapter.id}"] = lambda chapter=chapter: showing.closing(desk, chapter.id)
        for section in chapter.sections:
            pages[section.id] = lambda section=section: showing.section(desk, section.id)
    pages |= {"standing": lambda: showing.standing(desk), "paper": lambda: showing.paper(desk)}
    return pages | {"home": lambda: showing.home(desk), "keys": lambda: showing.keys_page(desk)}


def test_the_page_says_what_locking_does_and_that_a_lost_passphrase_is_lost(desk: Desk) -> None:
    page = showing.keys_page(desk)
    asked = secret(page)

    assert page.title == "Your words on this computer"
    assert any(isinstance(part, Notice) and "gone for good" in part.text[0] for part in page.parts)
    assert (asked.action, asked.least, bool(asked.again), bool(asked.make)) == ("lock", SHORTEST_PASSPHRASE, True, True)


def test_locked_from_the_page_and_unlocked_again_everything_is_back(desk: Desk) -> None:
    before = {name: make() for name, make in every_page(desk).items()}
    handle = handler(desk, "start", lambda: showing.keys_page(desk))
    reply = handle(Event("action", action="lock", secret=WORDS))

    assert desk.store.locked
    assert reply.others
    assert reply.page is not None
    assert secret(reply.page).action == "unlock"
    with pytest.raises(StoreError, match="does not open it"):
        handle(Event("action", action="unlock", secret=WORDS + "x"))
    handle(Event("action", action="unlock", secret=WORDS))
    assert {name: make() for name, make in every_page(desk).items()} == before


def test_while_it_is_locked_no_page_shows_an_answer_and_each_says_why(desk: Desk) -> None:
    shown = {name: texts(make()) for name, make in every_page(desk).items()}
    assert sum(MARKER in text for text in shown.values()) > 5
    desk.store.lock(WORDS)

    for window in (desk, Desk(desk.store.data, desk.edition)):
        for name, make in every_page(window).items():
            page = make()
            assert MARKER not in texts(page), name
            assert '"field"' not in texts(page), name
            assert name.startswith("finish") or "locked" in texts(page), name
            assert page.help is not None, name


def test_every_notebook_asks_for_the_passphrase_first(desk: Desk) -> None:
    desk.store.lock(WORDS)
    for chapter in desk.edition.content.chapters:
        opening = showing.opening(desk, chapter.id)
        (notice,) = [part for part in opening.parts if isinstance(part, Notice)]
        assert notice.title == "Your words are locked"
        assert secret(opening).action == "unlock"
        assert opening.path[0].notebook == "00-start-here"


def test_a_chart_says_that_it_is_locked_and_not_that_nothing_was_answered(desk: Desk) -> None:
    assert showing.charts(desk, "check-ins")[0].picture is not None
    desk.store.lock(WORDS)
    for name in ("check-ins", "quiet", "causes", "motives", "readiness"):
        for chart in showing.charts(desk, name):
            assert chart.picture is None
            assert chart.empty.startswith("This is locked for now.")


def test_an_answer_given_on_an_open_page_is_refused_in_a_sentence(desk: Desk) -> None:
    form = Form(
        lambda: showing.section(desk, "check-in.today"),
        handler(desk, "check-in", lambda: showing.section(desk, "check-in.today")),
    )
    out: list[dict[str, Any]] = []
    form.send = lambda content, buffers=None: out.append(content)  # type: ignore[method-assign]
    form._heard(form, {"type": "ready"}, [])
    Store(desk.store.data).lock(WORDS)
    form._heard(form, {"type": "answer", "n": 1, "question": "check-in.today.line", "value": "typed meanwhile"}, [])
    form._heard(form, {"type": "look"}, [])

    assert [message["type"] for message in out] == ["page", "failed", "page"]
    assert out[1]["sentence"].startswith("Your words are locked.")
    assert "locked" in json.dumps(out[2])
    form.close()


def test_a_form_remembers_no_passphrase(desk: Desk) -> None:
    handle = handler(desk, "start", lambda: showing.keys_page(desk))
    form = Form(lambda: showing.keys_page(desk), handle)
    out: list[dict[str, Any]] = []
    form.send = lambda content, buffers=None: out.append(content)  # type: ignore[method-assign]
    form._heard(form, {"type": "ready"}, [])
    for n, action in enumerate(("lock", "unlock", "nonsense")):
        form._heard(form, {"type": "action", "n": n, "action": action, "secret": WORDS}, [])

    assert [message["type"] for message in out] == ["page", "saved", "saved", "failed"]
    assert isinstance(form.problem, KeyError)
    assert form.problem.__traceback__ is None
    held = {name: value for name, value in vars(form).items() if name != "_trait_values"}
    for kept in (out, held, form.get_state(), form._done, form._shown, repr(form), form._repr_mimebundle_()):
        assert WORDS not in repr(kept)
    assert WORDS not in repr(Event("action", action="lock", secret=WORDS))
    assert not any(WORDS.encode() in path.read_bytes() for path in desk.store.data.rglob("*") if path.is_file())
    form.close()


def test_a_start_after_a_kill_cleans_up(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    real = vault._clear
    with monkeypatch.context() as patch:  # killed as it was locked, with every plain file still there
        patch.setattr(vault, "_clear", lambda data: None if vault.is_locked(data) else real(data))
        desk.store.lock(WORDS)
    assert list((desk.store.data / "answers").glob("*.csv"))
    again = Desk(desk.store.data, desk.edition)

    assert list((desk.store.data / "answers").iterdir()) == []
    assert again.store.locked


def test_a_passphrase_that_is_made_up_is_long_enough_and_never_the_same() -> None:
    made = {passphrases.made_up() for _ in range(200)}
    possible = len(set(passphrases.SYLLABLES)) ** (passphrases.WORDS * passphrases.IN_EACH)

    assert len(made) == 200
    assert possible > 2**70
    assert all(re.fullmatch(r"([b-z][aeiou]){2}( ([b-z][aeiou]){2}){5}", words) for words in made)
    assert {words[at : at + 2] for words in made for at in (0, 2, 27)} <= set(passphrases.SYLLABLES)


# ---- at a terminal


class Terminal:
    """Runs the verbs on one data folder, with standard input that is no terminal."""

    def __init__(self, data: Path, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self.data, self.capsys, self.patch = data, capsys, patch

    def run(self, *words: str, sends: bytes = b"") -> tuple[int, str, str]:
        self.patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(sends), encoding="ascii"))
        code = main([*words, "--data", str(self.data)])
        out, err = self.capsys.readouterr()
        return code, out, err


@pytest.fixture
def terminal(desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(desk.store.data, capsys, monkeypatch)


def test_a_program_locks_and_unlocks_with_the_first_line_it_sends(terminal: Terminal) -> None:
    before = {path.name: path.read_bytes() for path in (terminal.data / "answers").iterdir()}
    code, out, err = terminal.run("lock", sends=WORDS.encode() + b"\r\nmore\n")

    assert (code, err) == (0, "")
    assert "gone for good" in out
    assert WORDS not in out
    assert out.rstrip().endswith(f"Locked. All of it is in the file {terminal.data / 'notes.age'}.")
    code, out, err = terminal.run("unlock", sends=WORDS.encode())
    assert (code, err) == (0, "")
    assert out.rstrip().endswith("Unlocked. All of it is back.")
    assert {path.name: path.read_bytes() for path in (terminal.data / "answers").iterdir()} == before


def test_a_passphrase_that_is_made_up_is_printed_once_before_anything_is_locked(terminal: Terminal) -> None:
    code, out, _ = terminal.run("lock", "--generate")
    (words,) = re.findall(r"^[a-z]{4}(?: [a-z]{4}){5}$", out, re.MULTILINE)

    assert code == 0
    assert out.index(words) < out.index("Locked.")
    assert terminal.run("unlock", sends=words.encode())[0] == 0


@pytest.mark.parametrize(
    ("words", "sends", "says"),
    [
        (("lock",), b"", "no passphrase"),
        (("lock",), b"\n", "no passphrase"),
        (("lock",), b"too short\n", "12 letters"),
        (("lock",), b"\xff\xfe\xfd" * 9, "no passphrase"),
        (("unlock",), WORDS.encode(), "Nothing is locked"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_sentence(
    terminal: Terminal, words: tuple[str, ...], sends: bytes, says: str
) -> None:
    code, _, err = terminal.run(*words, sends=sends)

    assert code == 1
    assert says in err
    assert err.count("\n") == 1
    assert not Store(terminal.data).locked


def test_a_wrong_passphrase_is_told_and_it_stays_locked(terminal: Terminal) -> None:
    terminal.run("lock", sends=WORDS.encode())
    code, _, err = terminal.run("unlock", sends=b"another one")

    assert (code, err.count("\n")) == (1, 1)
    assert "does not open it" in err
    assert Store(terminal.data).locked


@pytest.mark.parametrize(
    "words",
    [
        ("answers",),
        ("answers", "--json", "--all"),
        ("standing",),
        ("record", "check-in", "today.mood"),
        ("summary", "--to", "x.html"),
        ("lock", "--generate"),
    ],
)
def test_every_other_verb_says_that_it_is_locked(terminal: Terminal, words: tuple[str, ...]) -> None:
    terminal.run("lock", sends=WORDS.encode())
    code, out, err = terminal.run(*words, sends=b"4")

    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "Your words are locked." in err


def typed_at_a_terminal(*answers: str, run: Callable[[], str]) -> str:
    """What a person sees who types these, one after each question."""
    import pty  # there is none on Windows

    pid, terminal = pty.fork()
    if pid == 0:
        try:
            os.write(1, f"<{run()}>".encode())
        finally:
            os._exit(0)
    said, waiting = "", list(answers)
    while select.select([terminal], [], [], 30)[0]:
        try:
            new = os.read(terminal, 1000).decode()
        except OSError:
            break
        said += new
        if new.rstrip("\r\n").endswith(": ") and waiting:
            os.write(terminal, waiting.pop(0).encode() + b"\n")
    os.waitpid(pid, 0)
    os.close(terminal)
    return said


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other terminals")
def test_a_person_types_it_twice_and_never_sees_it() -> None:
    def ask() -> str:
        from workbook import asking

        sys.stdin = os.fdopen(0)
        try:
            return str(len(asking.passphrase("A passphrase", "The same once more")))
        except StoreError as told:
            return told.sentence

    twice = typed_at_a_terminal(WORDS, WORDS, run=ask)
    assert f"<{len(WORDS)}>" in twice
    assert WORDS not in twice
    assert "The two are not the same." in typed_at_a_terminal(WORDS, WORDS + "x", run=ask)
