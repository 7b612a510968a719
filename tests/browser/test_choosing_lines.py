"""In a real JupyterLab: a line is ticked, the preview follows, the file is written as it was seen, the copy deleted."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from labs import Lab, StartLab, Watched, copied_checkout

from workbook import example

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page

FRAME = ".wb-frames iframe[data-state=there]"
AT_WORDS = """frame => {
  const part = frame.contentDocument.getElementById("words");
  return part && frame.contentWindow.scrollY > 0 && Math.abs(part.getBoundingClientRect().top - 12) < 2;
}"""
SLOWLY = """

def _when_it_may(*given, render=paper.render, **more):
    import threading
    import time

    while threading.current_thread() is not threading.main_thread() and not Path({go!r}).exists():
        time.sleep(0.05)
    return render(*given, **more)


paper.render = _when_it_may
"""
"""In a copy of the workbook, a file takes until another file is there; a preview does not."""


@pytest.fixture
def summary(lab: Lab, page: Page, watched: Watched) -> Page:
    """The notebook of the summary, with the invented person's answers."""
    example.write(lab.data, datetime.now().astimezone().date())
    page.set_default_timeout(120_000)  # five charts and two long forms are drawn before the first press is heard
    page.goto(lab.url("10-summary"))
    page.locator(FRAME).wait_for()
    return page


def seen(page: Page) -> str:
    return page.locator(FRAME).last.get_attribute("srcdoc") or ""


def tick(page: Page, section: str, line: str) -> Locator:
    return page.locator(f'.wb-ticks[data-key="paper.lines.{section} "] input[value="{line}"]')


def test_a_line_is_ticked_looked_at_written_and_the_copy_deleted(lab: Lab, summary: Page, watched: Watched) -> None:
    ties = tick(summary, "situation", "situation.ties")
    assert ties.is_checked()
    assert "What ties us" in seen(summary)

    ties.uncheck()
    lab.wait_until(lambda: "What ties us" not in seen(summary))
    assert ties.evaluate("box => box === document.activeElement"), "the focus stays on the tick"
    lab.wait_until((lab.data / "summaries" / "choices.json").exists)

    summary.get_by_text("In my own words").first.click()
    reason = summary.locator('.wb-ticks input[value^="words.causes.honest.real-reason."]').first
    reason.scroll_into_view_if_needed()
    chapter = summary.get_by_role("group", name="What went wrong", exact=True)
    assert chapter.locator('input[value^="words.causes.honest.real-reason."]').count() == 1
    assert chapter.locator('input[value^="words.motives."]').count() == 0
    before = reason.bounding_box()
    reason.check()
    lab.wait_until(lambda: 'id="words"' in seen(summary))
    lab.wait_until(lambda: summary.locator(FRAME).last.evaluate(AT_WORDS))
    after = reason.bounding_box()
    assert before
    assert after
    assert abs(before["y"] - after["y"]) < 2, "nothing moves under the hand"

    frame = summary.locator(FRAME).last
    assert frame.get_attribute("sandbox") == "allow-same-origin", "so that nothing in it runs"
    preview = seen(summary)
    summary.get_by_role("button", name="Write the summary to a file").click()
    summary.locator('[data-key="notice written"]').wait_for()
    (copy,) = (lab.data / "summaries").glob("summary-*.html")  # not named by today, which may have ended meanwhile
    assert copy.read_bytes() == preview.encode()

    summary.get_by_role("button", name="Delete this copy").click()
    summary.get_by_role("group", name="Delete").get_by_role("button", name="Delete this copy").click()
    lab.wait_until(lambda: not copy.exists())
    lab.wait_until(lambda: summary.get_by_role("button", name="Delete this copy").count() == 0)
    watched.all_was_quiet()


def test_no_line_and_no_preview_is_left_in_the_notebook_when_it_is_saved(lab: Lab, summary: Page) -> None:
    kept = (lab.root / "notebooks" / "10-summary.ipynb").read_bytes()
    tick(summary, "safety", "safety.talk").check()
    lab.wait_until(lambda: "talk about safety" in seen(summary))
    summary.keyboard.press("Control+s")

    assert (lab.root / "notebooks" / "10-summary.ipynb").read_bytes() == kept
    assert b"safety.talk" not in b"".join(path.read_bytes() for path in lab.data.rglob("*") if path.is_file())
    stored = summary.evaluate("() => JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "safety.talk" not in stored


@pytest.mark.full
def test_a_file_that_takes_long_can_be_stopped_and_made_later(
    start_lab: StartLab, page: Page, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = copied_checkout(tmp_path_factory.mktemp("c"))
    with (root / "workbook" / "handover.py").open("a", encoding="utf-8") as module:
        module.write(SLOWLY.format(go=str(tmp_path / "go")))
    lab = start_lab(root=root)
    example.write(lab.data, datetime.now().astimezone().date())
    page.set_default_timeout(120_000)
    page.goto(lab.url("10-summary"))
    page.locator(FRAME).wait_for()
    write = page.get_by_role("button", name="Write the summary to a file")

    write.click()
    page.locator('[data-key="notice making"]').wait_for()
    page.get_by_role("button", name="Stop", exact=True).click()
    page.locator('[data-key="notice stopped"]').wait_for()
    assert list((lab.data / "summaries").glob("summary-*")) == []

    (tmp_path / "go").touch()
    write.click()
    page.locator('[data-key="notice written"]').wait_for()
    assert len(list((lab.data / "summaries").glob("summary-*"))) == 1
