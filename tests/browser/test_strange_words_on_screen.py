"""What a stranger wrote into a content file, or somebody into an answer, is shown as words and never as a page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from labs import Lab, StartLab, Watched, copied_checkout

from workbook.desk import Desk

if TYPE_CHECKING:
    from playwright.sync_api import Page

LIVE = "<img src=x onerror='window.ran = 1'><script>window.ran = 1</script>"
TURNED = "\u202e\x1b[31m"
MADE = "() => [window.ran ?? 0, document.querySelectorAll('img[src=x]').length]"


def test_a_broken_content_file_is_told_in_words_in_the_page(page: Page, start_lab: StartLab, tmp_path: Path) -> None:
    root = copied_checkout(tmp_path)
    causes = root / "workbook/content/en/causes.toml"
    nasty = f"kind = {json.dumps(LIVE + TURNED)}"
    causes.write_text(causes.read_text("utf-8").replace('kind    = "text"', nasty, 1), "utf-8")
    page.goto(start_lab(root=root).url("02-causes"))
    told = page.get_by_text("en/causes.toml: “real-reason”: “kind” is “<img src=x").first
    told.wait_for(timeout=90_000)
    assert "the kinds are: scale" in told.inner_text()
    assert not set(told.inner_text()) & set(TURNED[:2])
    assert page.evaluate(MADE) == [0, 0]


def test_an_answer_that_looks_like_a_page_is_shown_as_words(page: Page, watched: Watched, lab: Lab) -> None:
    desk = Desk(lab.data)
    desk.answer("start.them.name", LIVE)
    desk.answer("check-in.today.line", LIVE)
    for notebook in ("00-start-here", "09-check-in", "10-summary"):
        page.goto(lab.url(notebook))
        page.locator(".second-look-page[data-second-look=ready]").wait_for(timeout=90_000)
        assert page.evaluate(MADE) == [0, 0]
        assert page.evaluate("value => document.body.innerText.includes(value) || "
                             "[...document.querySelectorAll('input, textarea')].some(box => box.value === value) || "
                             "location.pathname.includes('10-')", LIVE)  # fmt: skip
    watched.all_was_quiet()
