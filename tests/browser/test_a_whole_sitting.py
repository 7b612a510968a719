"""A person opens the workbook, answers in every chapter, closes it, comes back, and finds every answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from labs import Lab, StartLab, Watched, start

from workbook import example
from workbook.desk import Desk

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

MARKER = "zebra-marker-of-mine"
KEYS = ["x", "d", "d", "m", "a", "0", "0", "Shift+Enter"]

SCALES = {
    "03-motives": ("motives.honest.my-needs", "mostly"),
    "04-readiness": ("readiness.steadiness.waited", "not-met"),
    "09-check-in": ("check-in.today.mood", "4"),
    "00-start-here": ("start.ending.who", "them"),
    "02-causes": ("causes.goals.children", "same-way"),
}
"""One question a chapter that is answered by choosing."""

TEXTS = {
    "00-start-here": "start.them.name",
    "02-causes": "causes.honest.real-reason",
    "03-motives": "motives.memory.ordinary-day",
    "09-check-in": "check-in.today.line",
}


def asked(page: Page, question: str) -> Locator:
    return page.locator(f'.wb-q[data-key^="{question}"]').first


def opened(page: Page, lab: Lab, notebook: str) -> Page:
    page.goto(lab.url(notebook))
    page.locator(".second-look-page[data-second-look=ready]").wait_for(timeout=90_000)
    return page


def value(lab: Lab, question: str) -> str:
    return Desk(lab.data).answers().value(question)


@pytest.fixture(scope="module")
def sitting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """One workbook with no answers yet, for tests that each answer something of their own."""
    lab = start(tmp_path_factory)
    yield lab
    lab.stop()


@pytest.fixture(scope="module")
def example_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """The invented person's workbook, for tests that only look."""
    data = tmp_path_factory.mktemp("example") / "data"
    example.write(data, date(2026, 11, 21))
    lab = start(tmp_path_factory, data=data)
    yield lab
    lab.stop()


def test_the_first_screen_says_who_can_read_along_and_asks_whether_this_is_new(page: Page, lab: Lab) -> None:
    opened(page, lab, "00-start-here")
    for sentence in (
        "Nobody reads your answers.",
        "Nobody is watching over you here.",
        "Someone with access to this computer could read them.",
        "Have you used this before?",
    ):
        page.get_by_text(sentence).first.wait_for()
    page.get_by_role("button", name="Yes").click()
    page.get_by_text(str(lab.data)).wait_for()


@pytest.mark.parametrize("notebook", list(SCALES))
def test_an_answer_by_mouse_is_there_after_a_reload(page: Page, watched: Watched, sitting: Lab, notebook: str) -> None:
    question, key = SCALES[notebook]
    opened(page, sitting, notebook)
    asked(page, question).locator(f'input[value="{key}"]').click()
    sitting.wait_until(lambda: value(sitting, question) == key)
    page.reload()
    page.locator(f'.wb-q[data-key^="{question}"] input[value="{key}"]:checked').wait_for(timeout=90_000)
    watched.all_was_quiet()


@pytest.mark.parametrize("notebook", ["09-check-in", *(pytest.param(name, marks=pytest.mark.full) for name in SCALES)])
def test_an_answer_is_there_after_the_kernel_died(
    page: Page, watched: Watched, start_lab: StartLab, notebook: str
) -> None:
    lab = start_lab()
    question, key = SCALES[notebook]
    opened(page, lab, notebook)
    asked(page, question).locator(f'input[value="{key}"]').click()
    lab.wait_until(lambda: value(lab, question) == key)
    lab.kill_kernels()
    page.locator(".second-look-page:not([data-second-look=ready])").wait_for(timeout=60_000)
    page.locator(".second-look-page[data-second-look=ready]").wait_for(timeout=90_000)
    page.locator(f'.wb-q[data-key^="{question}"] input[value="{key}"]:checked').wait_for(timeout=60_000)
    watched.all_was_quiet()


@pytest.mark.parametrize("notebook", list(TEXTS))
def test_an_answer_by_keyboard_alone_is_saved_and_nothing_typed_is_a_command(
    page: Page, watched: Watched, sitting: Lab, notebook: str
) -> None:
    question = TEXTS[notebook]
    opened(page, sitting, notebook)
    forms = page.locator(".wb-form").count()
    tab_to(page, lambda: focused(page, question))
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("xdd maa00 yes")
    sitting.wait_until(lambda: value(sitting, question) == "xdd maa00 yes")
    page.keyboard.press("Tab")
    for key in KEYS:
        page.keyboard.press(key)
    assert page.locator(".wb-form").count() == forms
    watched.all_was_quiet()


def test_a_scale_is_answered_with_the_arrow_keys(page: Page, watched: Watched, sitting: Lab) -> None:
    opened(page, sitting, "09-check-in")
    tab_to(page, lambda: focused(page, "check-in.today.urge"))
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    sitting.wait_until(lambda: value(sitting, "check-in.today.urge") == "2")
    watched.all_was_quiet()


def focused(page: Page, question: str) -> bool:
    inside = f'document.activeElement.closest(".wb-q")?.dataset.key?.startsWith("{question}")'
    return bool(page.evaluate(f'{inside} && document.activeElement.matches("input, textarea")'))


def tab_to(page: Page, there: Callable[[], bool], most: int = 250) -> None:
    for _ in range(most):
        if there():
            return
        page.keyboard.press("Tab")
    pytest.fail("never came there with the Tab key")


def test_what_was_typed_is_in_the_answers_and_nowhere_else(page: Page, watched: Watched, lab: Lab) -> None:
    before = notebooks(lab)
    opened(page, lab, "02-causes")
    asked(page, "causes.honest.real-reason").locator("textarea").fill(f"{MARKER} one")
    asked(page, "causes.safe.harm").locator('input[value="prefer-not-to-say"]').click()
    page.get_by_role("button", name="New thing").click()
    page.locator('.wb-q[data-key^="causes.own-part.what"] textarea:focus').wait_for()
    page.keyboard.type(f"{MARKER} two")  # a new entry takes what is typed at once
    lab.wait_until(lambda: value(lab, "causes.own-part.what") == f"{MARKER} two")
    page.keyboard.press("ControlOrMeta+s")
    page.goto("about:blank")
    lab.stop()

    assert found(MARKER, lab.root, lab.state, lab.data) == {lab.data / "answers" / "causes.csv"}
    assert found("prefer-not-to-say", lab.state, lab.data) <= {lab.data / "answers" / "datapackage.json"}
    assert notebooks(lab) == before
    watched.all_was_quiet()


def notebooks(lab: Lab) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (lab.root / "notebooks").iterdir() if path.is_file()}


def found(text: str, *folders: Path) -> set[Path]:
    """Every file under the folders that holds this text, the environment, git and these tests aside."""
    aside = {".venv", ".git", "tests", ".mypy_cache", ".ruff_cache", ".hypothesis", "__pycache__"}
    files = (path for folder in folders for path in folder.rglob("*") if not aside & set(path.parts))
    return {path for path in files if path.is_file() and text.encode() in path.read_bytes()}


def test_text_that_is_left_blank_is_gone_from_the_disk(page: Page, sitting: Lab) -> None:
    opened(page, sitting, "09-check-in")
    line = asked(page, "check-in.today.line")
    line.locator("textarea").fill(MARKER)
    sitting.wait_until(lambda: value(sitting, "check-in.today.line") == MARKER)
    line.get_by_role("button", name="Leave blank").click()
    sitting.wait_until(lambda: not found(MARKER, sitting.data, sitting.state))
    assert line.locator("textarea").input_value() == ""


def test_telling_of_harm_shows_the_pause_and_help_and_a_slip_is_undone(page: Page, lab: Lab) -> None:
    opened(page, lab, "02-causes")
    harm = asked(page, "causes.safe.harm")
    harm.locator('input[value="some-of-that"]').click()
    notice = page.get_by_text("Something you told this workbook means reaching out is closed for now.")
    notice.wait_for()
    page.locator(".wb-notice").get_by_role("button", name="Help").click()
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("Escape")
    harm.locator('input[value="none-of-that"]').click()
    notice.wait_for(state="detached")
    assert value(lab, "start.pause") == ""


def test_a_save_that_fails_is_told_beside_the_question_and_what_was_typed_stays(page: Page, lab: Lab) -> None:
    opened(page, lab, "09-check-in")
    in_the_way = lab.data / "answers" / "check-in.csv"
    in_the_way.mkdir(parents=True)
    line = asked(page, "check-in.today.line")
    line.locator("textarea").fill("still here")
    line.locator(".wb-trouble").wait_for()
    assert "check-in.csv" in line.locator(".wb-trouble").inner_text()
    assert line.locator("textarea").input_value() == "still here"
    in_the_way.rmdir()
    line.get_by_role("button", name="Try again").click()
    lab.wait_until(lambda: value(lab, "check-in.today.line") == "still here")


def test_an_answer_given_in_another_window_shows_when_this_one_is_looked_at(page: Page, sitting: Lab) -> None:
    opened(page, sitting, "04-readiness")
    Desk(sitting.data).answer("readiness.steadiness.waited", "met")
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.locator('.wb-q[data-key^="readiness.steadiness.waited"] input[value="met"]:checked').wait_for()


def test_a_name_given_in_one_form_is_used_by_the_others(page: Page, sitting: Lab) -> None:
    opened(page, sitting, "00-start-here")
    asked(page, "start.them.name").locator("input").fill("Quill")
    sitting.wait_until(lambda: value(sitting, "start.them.name") == "Quill")
    opened(page, sitting, "10-summary")
    assert "{" not in page.locator(".second-look-page").inner_text()


def test_every_chart_of_the_invented_person_is_drawn_with_a_sentence(
    page: Page, watched: Watched, example_lab: Lab
) -> None:
    opened(page, example_lab, "10-summary")
    page.locator(".wb-chart .main-svg").nth(5).wait_for(timeout=60_000)
    charts = page.locator(".wb-chart[role=img]")
    assert charts.count() == 6
    for number in range(charts.count()):
        assert len(charts.nth(number).get_attribute("aria-label") or "") > 40
        assert charts.nth(number).locator("path, .point, text").count() > 3
    watched.all_was_quiet()


def test_an_empty_folder_says_what_would_fill_each_chart(page: Page, watched: Watched, lab: Lab) -> None:
    opened(page, lab, "10-summary")
    assert page.locator(".wb-chart").count() == 0
    assert page.locator(".wb-picture .wb-told").count() >= 4
    watched.all_was_quiet()


def test_the_button_writes_a_summary_and_says_where_it_lies(page: Page, start_lab: StartLab, tmp_path: Path) -> None:
    example.write(tmp_path, date(2026, 11, 21))
    lab = start_lab(data=tmp_path)
    opened(page, lab, "10-summary")
    page.get_by_role("button", name="Write the summary to a file").click()
    page.get_by_text("Nothing was sent anywhere").first.wait_for()
    (written,) = (tmp_path / "summaries").glob("*.html")
    assert written.name in page.locator(".second-look-page").inner_text()
    page.goto(written.as_uri())
    assert page.locator("svg").count() == 2  # the graph of page one, for a page and for a phone


def test_help_is_two_presses_away_from_anywhere(page: Page, example_lab: Lab) -> None:
    opened(page, example_lab, "03-motives")
    for number in range(page.get_by_role("button", name="Help", exact=True).count()):
        page.get_by_role("button", name="Help", exact=True).nth(number).click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_text("116 123").first.wait_for()
        page.keyboard.press("Escape")
        dialog.wait_for(state="hidden")
