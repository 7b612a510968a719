"""Every notebook, filled, empty and while a stop is on: for poor sight, no sight, a phone, paper, and few colours."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from form_harness import Room
from labs import Lab
from reaching import MEASURE, NOTEBOOKS, STATES, THEMES, answered, axe, opened, themed, too_faint, unfolded, workbook
from real_sections import forms

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
full = pytest.mark.full


# ---- the forms of every notebook, without JupyterLab: quick enough for every run


@pytest.fixture(scope="module")
def persons(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return answered(tmp_path_factory.mktemp("reach") / "data", "filled")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    "notebook", ["01-steady", *(pytest.param(name, marks=full) for name in NOTEBOOKS if name != "01-steady")]
)
def test_every_text_and_edge_of_its_forms_can_be_made_out(
    browser: Browser, persons: Path, notebook: str, theme: str
) -> None:
    room = Room(browser, *forms(persons, notebook), dark=theme == "dark").drawn()
    room.tab.evaluate(MEASURE)
    unfolded(room.tab)
    found = [*too_faint(room.tab, "texts"), *too_faint(room.tab, "edges")]
    against, _ = axe(room.tab)
    room.close()
    assert found == []
    assert against == []


# ---- the whole page, in JupyterLab


DIFFERENT = {"empty": ("00-start-here", "10-summary"), "stopped": ("05-reaching-out", "06-hard-talk", "07-rebuild")}
"""Where a page without answers, or under a stop, is not the same page with less on it."""


@pytest.fixture(scope="module")
def labs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Lab]]:
    started = {state: workbook(tmp_path_factory, state) for state in STATES}
    yield started
    for lab in started.values():
        lab.stop()


@pytest.fixture(
    scope="module", params=[(state, name) for state in STATES for name in DIFFERENT.get(state, NOTEBOOKS)], ids="-".join
)
def seen(request: pytest.FixtureRequest) -> tuple[str, str]:
    """In which state, and which notebook."""
    found: tuple[str, str] = request.param
    return found


@pytest.fixture(scope="module")
def shown(browser: Browser, labs: dict[str, Lab], seen: tuple[str, str]) -> Iterator[Page]:
    """One opening of the notebook for all tests below, which answer nothing."""
    state, notebook = seen
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(60_000)
    unfolded(opened(page, labs[state], notebook))
    yield page
    context.close()


@full
@pytest.mark.parametrize("theme", THEMES)
def test_axe_holds_nothing_against_it(shown: Page, seen: tuple[str, str], theme: str) -> None:
    themed(shown, theme)
    against, unsure = axe(shown)
    print(f"AXE | {seen} | {theme} | {len(against)} | {dict(unsure)}")  # noqa: T201 (pytest -rP shows it)
    assert against == []


@full
@pytest.mark.parametrize("theme", THEMES)
def test_every_text_and_every_edge_can_be_made_out(shown: Page, seen: tuple[str, str], theme: str) -> None:
    themed(shown, theme)
    for kind in ("texts", "edges"):
        measured = shown.evaluate(f"reach.{kind}()")
        worst = min(measured, key=lambda one: one["ratio"] / one["need"])
        print(f"{kind} | {seen} | {theme} | {len(measured)} | {worst}")  # noqa: T201 (as above)
        assert too_faint(shown, kind) == []


@full
@pytest.mark.parametrize("width", [320, 640])  # a small phone; 1280 at twice the size
def test_nothing_is_cut_off_or_lies_beside_the_window(shown: Page, width: int) -> None:
    themed(shown, "light")
    shown.set_viewport_size({"width": width, "height": 800})
    found = shown.evaluate("reach.cutOffAtRest()")
    shown.set_viewport_size({"width": 1280, "height": 900})
    assert found == []


@full
@pytest.mark.parametrize("theme", THEMES)
def test_with_the_systems_own_few_colours_all_of_it_is_there(shown: Page, theme: str) -> None:
    themed(shown, theme)
    shown.emulate_media(forced_colors="active")
    found = [*too_faint(shown, "texts"), *too_faint(shown, "edges")]
    shown.emulate_media(forced_colors="none")
    assert found == []


@full
def test_nothing_moves_for_someone_who_asked_for_that(shown: Page) -> None:
    shown.emulate_media(reduced_motion="reduce")
    assert shown.evaluate("reach.moving()") == []
    shown.emulate_media(reduced_motion="no-preference")


@full
@pytest.mark.parametrize("theme", THEMES)
def test_on_paper_all_of_it_is_there_and_dark_on_white(shown: Page, theme: str) -> None:
    from pypdf import PdfReader

    themed(shown, theme)
    wanted = shown.evaluate(
        """() => [..."h1 h2 h3 legend .wb-ask .jp-RenderedHTMLCommon>p .wb-opt>span .wb-lead .wb-told>p".split(" ")]
            .flatMap((kind) => [...document.querySelectorAll(`.second-look-page ${kind}`)])
            .filter((one) => one.checkVisibility() && !one.closest("dialog, .wb-under, .wb-unseen"))
            .map((one) => one.innerText.replace(one.querySelector(".wb-unseen")?.innerText ?? "", ""))"""
    )
    printed = "".join(page.extract_text() for page in PdfReader(io.BytesIO(shown.pdf())).pages)
    shown.emulate_media(media="print")
    pale = shown.evaluate(
        """() => [...document.querySelectorAll(".second-look-page :is(p, span, legend, label, li, h2, .wb-box)")]
            .filter((one) => one.checkVisibility() && getComputedStyle(one).color !== "rgb(0, 0, 0)")
            .map((one) => one.outerHTML)"""
    )
    shown.emulate_media(media="null")  # a page told "screen" prints as one
    kept = "".join(unicodedata.normalize("NFKC", printed).split())  # the letters of a ligature, one by one
    assert [text for text in wanted if "".join(unicodedata.normalize("NFKC", text).split()) not in kept] == []
    assert pale == []


@full
def test_no_two_things_on_it_share_an_id(shown: Page) -> None:
    ids: list[str] = shown.evaluate("[...document.querySelectorAll('.wb-form [id]')].map((one) => one.id)")
    assert len(ids) == len(set(ids))


@full
def test_every_chart_has_a_list_that_tells_what_it_draws(shown: Page) -> None:
    for chart in shown.locator(".wb-picture:has(.wb-chart)").all():
        drawing = chart.locator(".wb-chart")
        assert drawing.get_attribute("role") == "img"
        assert len(drawing.get_attribute("aria-label") or "") > 40
        assert drawing.locator("[aria-hidden=true] .main-svg").count() == drawing.locator(".main-svg").count(), (
            "said once"
        )
        assert chart.locator("details .wb-lines > li").count() > 3
        title = chart.get_by_role("heading", level=2)
        assert title.inner_text().endswith(".")


# ---- what cannot be computed from styles: the browser's own radio buttons and boxes


@pytest.mark.parametrize("theme", THEMES)
def test_a_box_that_is_not_ticked_can_be_seen(browser: Browser, persons: Path, theme: str) -> None:
    room = Room(browser, *forms(persons, "04-readiness")[1:2], dark=theme == "dark").drawn()
    room.tab.evaluate(MEASURE)
    for which in (":checked", ":not(:checked)"):
        picture = room.tab.locator(f".wb-opt input{which}").first.screenshot()
        assert furthest(room.tab, picture) >= 3
    room.close()


def furthest(tab: Any, picture: bytes) -> float:
    """How far its middle row of pixels reaches from the ground in its corner."""
    import base64

    return float(
        tab.evaluate(
            """async (source) => {
                const image = Object.assign(new Image(), { src: `data:image/png;base64,${source}` });
                await image.decode();
                const { width, height } = image;
                const pen = Object.assign(document.createElement("canvas"), { width, height }).getContext("2d");
                pen.drawImage(image, 0, 0);
                const at = (x) => [...pen.getImageData(x, Math.floor(image.height / 2), 1, 1).data];
                const ground = [...pen.getImageData(0, 0, 1, 1).data];
                return Math.max(...Array.from({ length: image.width }, (_, x) => reach.apart(at(x), ground)));
            }""",
            base64.b64encode(picture).decode(),
        )
    )
