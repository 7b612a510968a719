"""At the end of Start here: a copy is merged once the person says so, a page is erased, a bundle is written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from labs import Lab, Watched, start

from workbook import example
from workbook.desk import Desk
from workbook.store import Store

if TYPE_CHECKING:
    from playwright.sync_api import Page

READY = ".second-look-page[data-second-look=ready]"


@pytest.fixture
def synced(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """The invented person's workbook, with a copy beside it that holds one answer more and one that was removed."""
    data = tmp_path_factory.mktemp("synced") / "data"
    example.write(data, date(2026, 11, 21))
    store = Store(data)
    last = store.read("causes").answers[-1]
    store.append("causes", "s1", "causes.honest.real-reason", "zebra removed here", last.at)
    copy = (data / "answers/causes.csv").read_bytes()
    store.erase("causes", "s1", "causes.honest.real-reason")
    other = Store(tmp_path_factory.mktemp("other"))
    other.answers_folder.mkdir()
    (other.answers_folder / "causes.csv").write_bytes(copy)
    other.append("causes", "s1", "causes.goals.children", "same-way", last.at)
    (data / "answers/causes (1).csv").write_bytes((other.answers_folder / "causes.csv").read_bytes())
    lab = start(tmp_path_factory, data=data)
    yield lab
    lab.stop()


def opened(page: Page, lab: Lab, notebook: str) -> Page:
    page.goto(lab.url(notebook))
    page.locator(READY).wait_for(timeout=90_000)
    return page


def test_a_copy_is_merged_and_a_page_is_erased_once_the_person_says_so(
    page: Page, watched: Watched, synced: Lab
) -> None:
    copy = synced.data / "answers/causes (1).csv"
    opened(page, synced, "02-causes")
    page.get_by_text("There is a second copy of this page’s answers").wait_for()

    opened(page, synced, "00-start-here")
    keys = page.locator(".wb-form", has_text="To another computer").last
    keys.get_by_text("One answer in it is not here.").wait_for()
    keys.get_by_text("zebra removed here").wait_for()
    assert copy.exists()
    keys.get_by_role("checkbox", name="zebra removed here").check()
    keys.get_by_role("button", name="Merge, and remove the copy").click()
    keys.locator(".wb-yes").click()
    keys.get_by_role("heading", name="The copies are merged").wait_for()
    assert not copy.exists()
    answers = Desk(synced.data).answers()
    assert answers.value("causes.honest.real-reason") == "zebra removed here"
    assert answers.value("causes.goals.children") == "same-way"

    keys.get_by_role("button", name="Write the bundle").click()
    keys.get_by_role("heading", name="The bundle is there").wait_for()
    keys.get_by_role("radio", name="What went wrong").check()
    keys.get_by_text("Summaries, since they may quote it").first.wait_for()
    keys.get_by_role("button", name="Erase this for good").click()
    keys.locator(".wb-yes").click()
    keys.get_by_role("heading", name="It is erased").wait_for()
    assert Desk(synced.data).answers().chapter("causes") == ()
    assert Desk(synced.data).answers().chapter("motives") != ()
    assert found("zebra removed here", synced.data, synced.state) == []
    assert list((synced.data / "summaries").iterdir()) == []

    keys.get_by_role("button", name="Erase everything for good").click()
    keys.locator(".wb-yes").click()
    keys.get_by_role("heading", name="Everything is erased").wait_for()
    assert list(synced.data.iterdir()) == []
    watched.all_was_quiet()


def found(text: str, *folders: Path) -> list[Path]:
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return [path for path in files if text.encode() in path.read_bytes()]
