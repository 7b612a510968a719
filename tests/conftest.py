"""What every test has: a data folder of its own, and a browser where one is asked for."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from clocks import Clock

from workbook.rulebook import Edition, load

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).resolve().parent.parent
QUIET = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


@pytest.fixture(scope="session", autouse=True)
def _never_the_real_answers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test, and nothing a test starts, reads or writes what a person wrote in this checkout."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBOOK_DATA", str(tmp_path_factory.mktemp("data")))
        yield


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder for one test; WORKBOOK_DATA names it."""
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setenv("WORKBOOK_DATA", str(folder))
    return folder


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def edition() -> Edition:
    """Everything that English content holds, read once."""
    return load("en")


@pytest.fixture(scope="session")
def playing() -> Iterator[Any]:
    """Playwright, for whoever starts a browser; without it browser tests are skipped with a sentence."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as play:
        yield play


@pytest.fixture(scope="session")
def browser(playing: Any) -> Iterator[Browser]:
    """One Chromium for all browser tests; without one they are skipped with a sentence, or fail in CI."""
    found = _started(playing.chromium.launch)
    yield found
    found.close()


@pytest.fixture
def browser_of_its_own(playing: Any) -> Iterator[Callable[..., BrowserContext]]:
    """A Chromium that keeps all that a person's own would keep, in this folder."""
    started: list[BrowserContext] = []

    def start(folder: Path, **wish: Any) -> BrowserContext:
        started.append(_started(playing.chromium.launch_persistent_context, user_data_dir=folder, **wish))
        return started[-1]

    yield start
    error = pytest.importorskip("playwright.sync_api").Error
    for context in started:
        with contextlib.suppress(error):  # a test may have ended it as a crash would
            context.close()


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """Where the browser of `own_page` keeps what it keeps."""
    return tmp_path / "profile"


@pytest.fixture
def own_page(browser_of_its_own: Callable[..., BrowserContext], profile: Path) -> Page:
    """A page of a browser that keeps its profile on disk, as a person's does."""
    context = browser_of_its_own(profile, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(30_000)
    return context.pages[0]


def _started(launch: Callable[..., Any], **wish: Any) -> Any:
    from playwright.sync_api import Error

    root = hasattr(os, "geteuid") and os.geteuid() == 0
    tried = []
    for how in _candidates():
        try:
            return launch(args=[*QUIET, *(["--no-sandbox"] if root else [])], **how, **wish)
        except Error as trouble:
            tried.append(f"{how or 'playwright'}: {str(trouble).splitlines()[0][:90]}")
    sentence = (
        "No browser for the browser tests: install Chrome, Chromium or Edge, or run "
        f"`{sys.executable} -m playwright install chromium`, or name one in WORKBOOK_BROWSER. Tried: {'; '.join(tried)}"
    )
    if os.environ.get("CI") == "true" or os.environ.get("WORKBOOK_REQUIRE_BROWSER") == "1":
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)


def _candidates() -> Iterator[dict[str, str]]:
    if named := os.environ.get("WORKBOOK_BROWSER"):
        yield {"executable_path": named}
        return
    for name in ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge"):
        if path := shutil.which(name):
            yield {"executable_path": path}
    yield from ({"channel": "chrome"}, {"channel": "msedge"})  # the usual places on Windows and macOS
    yield {}  # what `playwright install chromium` put there
