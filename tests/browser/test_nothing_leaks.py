"""What a person writes is in the file of its chapter, and nowhere else on this computer.

Distinct words go into every box of every page; the page is saved by hand and by itself, its kernel is killed, the
workbook is started again, the browser is killed. Then every file is looked through that any of this can have touched.
"""

from __future__ import annotations

import http.server
import json
import os
import re
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from labs import Lab, StartLab, copied_checkout, wait_until

from workbook.desk import Desk, local_now

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Locator, Page

MARK, SECRET, CONTROL = "qzmark", "qzsecret", "qzcontrol"
WORD = re.compile(rb"(?:qzmark|qzsecret|qzcontrol)[0-9]+x|18[0-9]{2}-[0-9]{2}-[0-9]{2}")
READY = ".second-look-page[data-second-look=ready]"
NOTEBOOKS = ("00-start-here", "01-steady", "03-motives", "04-readiness", "05-reaching-out", "06-hard-talk",
             "07-rebuild", "08-letting-go", "09-check-in", "02-causes")  # fmt: skip
"""The one in which harm is told comes last: it closes three others."""

PRIVATE = """[[section.question]]
id = "secret-{kind}"
kind = "{kind}"
ask = "Something private?"
private = true
{more}

"""
"""The workbook's own private questions are all chosen from a list; these are typed, in this copy alone."""

PLAIN = b"<!doctype html><title>plain</title><form><textarea id=box></textarea></form>"


# ---- a copy of the checkout, in folders that nothing else uses ----


@pytest.fixture
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copied_checkout(tmp_path_factory.mktemp("c"))
    causes = root / "workbook/content/en/causes.toml"
    before, lesson, after = causes.read_text("utf-8").partition('[[section.lesson]]\nid      = "done-to-you"')
    kinds = (("text", ""), ("date", "unsure = false"), ("number", "low = 0\nhigh = 999999"))
    asked = "".join(PRIVATE.format(kind=kind, more=more) for kind, more in kinds)
    causes.write_text(before + asked + lesson + after, "utf-8")
    return root


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Home and temporary folder of the workbook and of the browser alike."""
    folder = tmp_path_factory.mktemp("h")
    (folder / "tmp").mkdir()
    for name, place in (("HOME", folder), ("TMPDIR", folder / "tmp")):
        monkeypatch.setenv(name, str(place))
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


def careless(checkout: Path) -> None:
    """What a person could switch on in JupyterLab: it saves by itself, every two seconds, and widgets with it.

    Our own page script leaves it nothing to save; that is taken away too.
    """
    overrides = checkout / "workbook/jupyter/labconfig/default_setting_overrides.json"
    settings = json.loads(overrides.read_text("utf-8"))
    settings["@jupyter-widgets/jupyterlab-manager:plugin"] = {"saveState": True}
    settings["@jupyterlab/docmanager-extension:plugin"] |= {"autosave": True, "autosaveInterval": 2}
    overrides.write_text(json.dumps(settings), "utf-8")
    script = checkout / "workbook/jupyter/labextensions/second-look/static/remoteEntry.js"
    ours = script.read_text("utf-8")
    clean = "if (panel.context.model.dirty) panel.context.model.dirty = false;"
    assert clean in ours
    script.write_text(ours.replace(clean, ""), "utf-8")
    shown = {"LabApp": {"expose_app_in_browser": True}}  # so that a test can give JupyterLab's own commands
    (checkout / "workbook/jupyter/jupyter_lab_config.json").write_text(json.dumps(shown), "utf-8")


# ---- what is typed ----


@dataclass
class Typed:
    """Every word that went in, where it belongs, and what must be found nowhere."""

    kept: dict[tuple[str, str], str] = field(default_factory=dict)  # (question, sitting) -> the word
    private: dict[str, str] = field(default_factory=dict)
    count: int = 100

    def fill(self, page: Page, name: str) -> None:
        question, _, sitting = name.partition(" ")
        box = page.locator(f'.wb-q[data-key="{name}"] .wb-box')
        self.count += 1
        value = self.word(box, private=(private := "secret-" in question))
        box.fill(value)
        if private:
            self.private[question] = value
        else:
            self.kept[question, sitting] = value

    def fill_all(self, page: Page, within: str) -> None:
        """Every box there that was not filled yet."""
        names = page.locator(f"{within} .wb-q:has(.wb-box)").evaluate_all("all => all.map(one => one.dataset.key)")
        for name in names:
            if tuple(name.split(" ")) not in self.kept:
                self.fill(page, name)

    def word(self, box: Locator, *, private: bool) -> str:
        kind = box.get_attribute("class") or ""
        if "wb-date" in kind:
            return (date(1801, 1, 1) + timedelta(days=41 * self.count)).isoformat()
        return str(self.count % 20 + 4) if "wb-number" in kind else f"{SECRET if private else MARK}{self.count}x"

    def words(self, chapter: str) -> set[str]:
        return {each for (question, _), each in self.kept.items() if question.startswith(f"{chapter}.")}


def answered(page: Page, lab: Lab, notebook: str, typed: Typed) -> None:
    """Every box of a page, those of new entries of every log too, and every draft checked."""
    opened(page, lab, notebook)
    if notebook.startswith("00"):
        page.locator('.wb-q[data-key^="start.them.pronouns"] input[value=own-words]').check()
        page.locator('.wb-q[data-key^="start.them.subject"] .wb-box').wait_for()
    typed.fill_all(page, ".second-look-page")
    logs = page.locator('.wb-card:has([data-name^="press add-entry"])').evaluate_all(
        "all => all.map(one => one.dataset.key)"
    )
    for log in logs:
        card = f'.wb-card[data-key="{log}"]'
        page.locator(f"{card} .wb-group").first.wait_for(state="detached")
        page.locator(f'{card} [data-name^="press add-entry"][data-do=press]').click()
        page.locator(f"{card} .wb-group").first.wait_for()
        typed.fill_all(page, card)
    page.evaluate("document.activeElement.blur()")  # the last words typed are saved as the box is left
    lab.wait_until(lambda: said(lab).items() >= typed.kept.items())
    for check in page.locator('[data-name^="press check-draft"][data-do=press]').all():
        check.click()
    page.keyboard.press("ControlOrMeta+s")


def opened(page: Page, lab: Lab, notebook: str) -> None:
    page.goto(lab.url(notebook))
    page.locator(READY).wait_for(timeout=120_000)


def said(lab: Lab) -> dict[tuple[str, str], str]:
    return {(row.question, row.sitting): row.value for row in Desk(lab.data).answers().rows}


# ---- where it is looked for ----


def found(*folders: Path) -> dict[Path, set[str]]:
    """Every file under the folders that holds a word of ours, in one or two bytes a letter, and which."""
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    held = ((path, held_in(path)) for path in files)
    return {path: words for path, words in held if words}


def held_in(path: Path) -> set[str]:
    try:
        raw = path.read_bytes()
    except OSError:  # a browser that runs puts files away at any moment
        return set()
    narrow = (raw, raw.replace(b"\0", b""))
    return {word.decode() for text in narrow for word in WORD.findall(text)}


@contextmanager
def plain_page() -> Iterator[str]:
    """A page that asks the browser for nothing, as most are."""

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(PLAIN)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def until_the_browser_has_written(browser: BrowserContext, profile: Path, control: str) -> None:
    """What is typed later on a plain page lies in the profile by now; so would all that came before it."""
    page = browser.new_page()
    with plain_page() as address:
        page.goto(address)
        page.locator("#box").press_sequentially(control)
        wait_until(lambda: page.evaluate("1") and any(control in words for words in found(profile).values()), 60)
    page.close()


def end_hard(profile: Path) -> None:
    """As a crash or a pulled plug ends a browser."""
    mine = f"--user-data-dir={profile}".encode()
    for place in Path("/proc").iterdir():
        if place.name.isdigit() and mine in read(place / "cmdline"):
            os.kill(int(place.name), signal.SIGKILL)


def read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


@pytest.mark.full
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="ends the browser by what Linux lists under /proc")
def test_what_is_written_is_in_its_own_file_and_nowhere_else(
    checkout: Path,
    home: Path,
    start_lab: StartLab,
    browser_of_its_own: Callable[..., BrowserContext],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    state, data, profile = (tmp_path_factory.mktemp(name) for name in "sdp")
    everywhere = (checkout, state, data, home, profile)
    notebooks = {path: path.read_bytes() for path in (checkout / "notebooks").glob("*.ipynb")}
    typed, store, now = Typed(), Desk(data).store, local_now()
    store.append("start", "s1", "start.block-done", f"{now:%Y-%m-%d}", now)  # so that 05 is open
    lab = start_lab(root=checkout, state=state, data=data)
    browser = browser_of_its_own(profile, env={**os.environ})
    page = browser.new_page()
    page.set_default_timeout(60_000)

    def nowhere_else() -> None:
        chapters = {question.partition(".")[0] for question, _ in typed.kept}
        right = {data / "answers" / f"{chapter}.csv": typed.words(chapter) for chapter in chapters}
        expected = {path: {w for w in words if WORD.fullmatch(w.encode())} for path, words in right.items()}
        ours = {*typed.kept.values(), *typed.private.values()}  # JupyterLab's own files hold a date or two
        seen = {
            path: {word for word in words if word in ours or word.startswith((MARK, SECRET))}
            for path, words in found(*everywhere).items()
        }
        assert {path: words for path, words in seen.items() if words} == expected
        assert {path: path.read_bytes() for path in notebooks} == notebooks

    for notebook in NOTEBOOKS:
        answered(page, lab, notebook, typed)
    page.locator('.wb-q[data-key^="causes.safe.harm"] input[value=prefer-not-to-say]').check()
    assert len(typed.private) == 3
    assert len(typed.kept) > 80
    until_the_browser_has_written(browser, profile, f"{CONTROL}1x")
    nowhere_else()

    lab.kill_kernels()
    page.locator(".second-look-page:not([data-second-look=ready])").wait_for()
    page.locator(READY).wait_for(timeout=120_000)
    secret = page.locator('.wb-q[data-key^="causes.safe.secret-text"] .wb-box')
    assert secret.input_value() == ""
    lab.stop()
    nowhere_else()

    careless(checkout)
    lab = start_lab(root=checkout, state=state, data=data)
    opened(page, lab, "02-causes")
    secret.fill(f"{SECRET}999x")
    with page.expect_request(lambda sent: sent.method == "PUT" and "/api/contents/notebooks" in sent.url):
        page.evaluate("jupyterapp.commands.execute('docmanager:save')")
    with page.expect_request(lambda sent: sent.method == "PUT" and "/api/contents/notebooks" in sent.url):
        page.evaluate("() => { jupyterapp.shell.currentWidget.context.model.dirty = true; }")
    until_the_browser_has_written(browser, profile, f"{CONTROL}2x")
    nowhere_else()
    assert "causes.safe" not in (data / "answers" / "causes.csv").read_text("utf-8")

    end_hard(profile)
    lab.stop()
    nowhere_else()
    assert any(f"{CONTROL}2x" in words for words in found(profile).values())  # it was there to be found


def test_a_browser_keeps_what_is_typed_on_a_page_that_does_not_ask_it_not_to(
    browser_of_its_own: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    """The search above can find what it looks for, and the rule that our boxes follow is the one that counts."""
    browser = browser_of_its_own(tmp_path)
    until_the_browser_has_written(browser, tmp_path, f"{CONTROL}3x")
    assert {path.parent.name for path in found(tmp_path)} <= {"Sessions"}
