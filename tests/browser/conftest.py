"""A real JupyterLab, started by the real launcher in folders of its own, and a fresh browser page that is watched.

def test_something(lab, page, watched):
    page.goto(lab.url("02-causes"))
    page.get_by_role("radio", name="Not sure").first.check()
    lab.wait_until(lambda: (lab.data / "answers" / "causes.csv").exists())
    watched.all_was_quiet()
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from form_harness import Desk, Open, Room
from labs import Lab, StartLab, Watched, scratch_checkout, start

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever lies in this folder needs a browser."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")


@pytest.fixture
def start_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartLab]:
    """Start as many as a test needs: start_lab(root=..., state=..., data=..., env={...}, options=[...])."""
    started: list[Lab] = []

    def start_one(**wish: Any) -> Lab:
        started.append(start(tmp_path_factory, **wish))
        return started[-1]

    yield start_one
    for lab in started:
        lab.stop()


@pytest.fixture
def lab(start_lab: StartLab) -> Lab:
    """This checkout's workbook with no answers yet, for this test alone."""
    return start_lab()


@pytest.fixture(scope="session")
def shared_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """This checkout's workbook, one for all tests that answer nothing."""
    lab = start(tmp_path_factory)
    yield lab
    lab.stop()


@pytest.fixture(scope="session")
def scratch_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A checkout of scratch notebooks, one for all tests of how JupyterLab behaves."""
    lab = start(tmp_path_factory, root=scratch_checkout(tmp_path_factory.mktemp("scratch")))
    yield lab
    lab.stop()


@pytest.fixture
def rooms() -> Iterator[list[Room]]:
    """Every tab that a test opened; at the end no script may have failed in one."""
    opened: list[Room] = []
    yield opened
    problems = [one.problems for one in opened]
    for one in opened:
        one.close()
    assert not any(problems)


@pytest.fixture
def roaming_room(browser: Browser, rooms: list[Room]) -> Open:
    """Opens a tab with a form for each desk, which may lead elsewhere."""

    def open_room(*desks: Desk, **more: Any) -> Room:
        rooms.append(Room(browser, *desks, **more))
        return rooms[-1].drawn()

    return open_room


@pytest.fixture
def room(roaming_room: Open, rooms: list[Room]) -> Iterator[Open]:
    """The same; at the end no other host may have been asked."""
    yield roaming_room
    assert not any(one.strangers for one in rooms)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page in a fresh profile, 1280 by 900."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()


@pytest.fixture
def watched(page: Page) -> Watched:
    """The same page, watched from the start."""
    seen = Watched(page)
    page.on("request", lambda request: seen.requests.append(request.url))
    page.on("websocket", lambda socket: seen.requests.append(socket.url))
    page.on("dialog", lambda dialog: (seen.dialogs.append(dialog.message), dialog.accept()))
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.on("console", lambda said: seen.errors.append(said.text) if said.type == "error" else None)
    return seen
