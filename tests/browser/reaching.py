"""Every notebook of a workbook with answers, without any, and while a stop is on; and what can be measured of it."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from labs import ROOT, Lab, start

from workbook import example
from workbook.desk import Desk

if TYPE_CHECKING:
    from playwright.sync_api import Page

NOTEBOOKS = tuple(sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb")))
STATES = ("filled", "empty", "stopped")
THEMES = ("light", "dark")
MEASURE = (Path(__file__).parent / "reach.js").read_text("utf-8")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OURS = {"include": [[".second-look-page"], [".wb-leave"]]}


def answered(data: Path, state: str, ending: date = date(2026, 11, 21)) -> Path:
    """A data folder: the invented person's, an empty one, or the invented person's after a word of harm."""
    if state != "empty":
        example.write(data, ending)
    if state == "stopped":
        Desk(data).answer("causes.safe.harm", "some-of-that")
    return data


def workbook(folders: pytest.TempPathFactory, state: str) -> Lab:
    return start(folders, data=answered(folders.mktemp("reach") / "data", state))


def opened(page: Page, lab: Lab, notebook: str) -> Page:
    """The notebook, with all its forms and charts drawn."""
    page.goto(lab.url(notebook))
    page.locator(".second-look-page[data-second-look=ready]").wait_for(timeout=120_000)
    page.wait_for_function(
        """() => [...document.querySelectorAll(".wb-form")].every((form) => form.dataset.state === "drawn")
           && [...document.querySelectorAll(".wb-chart")].every((chart) => chart.querySelector(".main-svg"))""",
        timeout=120_000,
    )
    page.evaluate(MEASURE)
    return page


def themed(page: Page, theme: Any) -> None:
    """JupyterLab follows the system, while the page is open too."""
    page.emulate_media(color_scheme=theme)
    page.locator(f"body[data-jp-theme-light={'true' if theme == 'light' else 'false'}]").wait_for(state="attached")
    # its style sheet comes a moment later, and charts are drawn again in its colours
    page.wait_for_function(
        """dark => [...document.querySelectorAll(".wb-form, .wb-chart text")].every((one) => {
            const look = getComputedStyle(one);
            return reach.rgba(one.tagName === "text" ? look.fill : look.color)[0] > 140 === dark; })""",
        arg=theme == "dark",
    )


def unfolded(page: Page) -> None:
    page.evaluate("document.querySelectorAll('.second-look-page details').forEach((one) => { one.open = true; })")


def axe(page: Page) -> tuple[list[str], Counter[str]]:
    """What axe holds against our part of the page, and how many nodes of each rule it could not judge."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, OURS, {"runOnly": WCAG}).response
    against = [f"{one['id']}: {node['html']}" for one in found["violations"] for node in one["nodes"]]
    return against, Counter({one["id"]: len(one["nodes"]) for one in found["incomplete"]})


def too_faint(page: Page, kind: str) -> list[dict[str, Any]]:
    measured: list[dict[str, Any]] = page.evaluate(f"reach.{kind}()")
    assert measured
    return [one for one in measured if one["ratio"] < one["need"]]
