"""The form can be used by keyboard, read aloud, in both themes and at any width; no key gets through to JupyterLab."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from form_harness import WORDS, Desk, Open, Room
from form_harness_pages import HELP, causes, closing, everything, opening, part_field, section, words_field

if TYPE_CHECKING:
    pass

pytestmark = pytest.mark.browser
SLANT = {"light": False, "dark": True}


def whole(room: Open, **more: Any) -> Room:
    return room(Desk(opening()), Desk(everything()), Desk(closing()), **more)


def violations(room: Room) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(room.tab).response["violations"]
    return [f"{one['id']}: {[node['html'] for node in one['nodes']]}" for one in found]


@pytest.mark.parametrize("theme", SLANT)
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_to_complain_about(room: Open, theme: str, width: int) -> None:
    here = whole(room, width=width, dark=SLANT[theme])
    here.tab.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert violations(here) == []
    here.tab.get_by_role("button", name="Help").first.click()
    here.tab.get_by_role("dialog").wait_for()
    assert violations(here) == []


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_nothing_is_cut_off_or_needs_scrolling_sideways(room: Open, width: int) -> None:
    here = whole(room, width=width)
    assert here.tab.evaluate("document.documentElement.scrollWidth") <= width


def test_everything_to_press_is_at_least_44_pixels_high(room: Open) -> None:
    here = whole(room, width=390)
    low = here.tab.evaluate(
        """() => [...document.querySelectorAll('.wb-form :is(.wb-opt, .wb-keep, .wb-box, button, a, summary, select)')]
        .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 43.5)
        .map((one) => one.outerHTML)"""
    )
    assert low == []


def test_every_question_has_a_name_that_is_read_aloud(room: Open) -> None:
    here = whole(room)
    for name in ("What had a part in it?", "How is your mood today?", "When did it end?"):
        assert here.tab.get_by_role("group", name=name).count() == 1
    for name in (
        "What shall we call the other person?",
        "How many hours did you sleep?",
        "What would you not do again?",
    ):
        assert here.tab.get_by_role("textbox", name=name).count() == 1
    assert here.tab.get_by_role("radio", name="0 as low as it gets").count() == 1
    assert here.tab.locator("[aria-current=step]").inner_text() == "What went wrong"


def test_a_chapter_can_be_answered_with_the_keyboard_alone(room: Open) -> None:
    desk = Desk(section(part_field(), words_field()))
    here = room(desk)
    here.tab.keyboard.press("Tab")  # leave quickly comes first of all
    here.tab.keyboard.press("Tab")  # the scale is one stop
    here.tab.keyboard.press("Space")
    here.tab.keyboard.press("ArrowRight")
    here.tab.keyboard.press("Tab")  # not sure is part of it: why we ask
    here.tab.keyboard.press("Enter")
    here.tab.locator("details[open]").wait_for()
    here.tab.keyboard.press("Tab")  # leave blank
    here.tab.keyboard.press("Tab")
    here.tab.keyboard.type("I waited")
    here.tab.keyboard.press("Tab")
    here.tab.wait_for_function("window.line.sent.filter((message) => message.type === 'answer').length === 3")
    assert desk.answers == {("causes.crossed-wires.part", ""): "little", ("causes.honest.unsaid", ""): "I waited"}


@pytest.mark.parametrize("where", ["input[value=some]", ".wb-ask", "h2", "textarea", ".wb-lead"])
def test_no_key_gets_through_to_jupyterlab(room: Open, where: str) -> None:
    here = room(Desk(section(part_field(), words_field())))
    here.tab.locator(where).first.click()
    for key in ("x", "d", "d", "m", "a", "b", "0", "0", "Shift+Enter", "Escape", "Control+s", "ArrowDown"):
        here.tab.keyboard.press(key)
    assert here.tab.evaluate("window.keysHeard") == []
    assert here.tab.evaluate("document.activeElement.closest('.wb-form') !== null")


def test_the_help_page_opens_over_the_form_and_gives_the_focus_back(room: Open) -> None:
    here = room(Desk(opening()), Desk(causes()))
    opener = here.tab.get_by_role("navigation").get_by_role("button", name="Help")
    opener.focus()
    here.tab.keyboard.press("Enter")
    page = here.tab.get_by_role("dialog", name="Help")
    page.wait_for()
    assert page.get_by_role("link", name="116 123").get_attribute("href") == "tel:116123"
    assert page.get_by_text("TelefonSeelsorge").count() == 0
    page.get_by_label(HELP.pick).select_option("germany")
    page.get_by_text("TelefonSeelsorge").wait_for()
    assert page.get_by_role("link", name="findahelpline.com").get_attribute("rel") == "noopener noreferrer"
    here.tab.keyboard.press("Escape")
    page.wait_for(state="hidden")
    assert opener.evaluate("one => one === document.activeElement")
    opener.click()
    page.get_by_role("button", name=WORDS["close"]).click()
    page.wait_for(state="hidden")
    assert opener.evaluate("one => one === document.activeElement")


def test_a_notice_offers_the_help_page(room: Open) -> None:
    here = room(Desk(everything()))
    here.tab.get_by_role("note").filter(has_text="hard day").get_by_role("button", name="Help").click()
    here.tab.get_by_role("dialog", name="Help").wait_for()


@pytest.mark.parametrize(
    ("address", "way"),
    [
        ("/doc/tree/notebooks/02-causes.ipynb", "/doc/tree/notebooks/03-motives.ipynb"),
        ("/lab/tree/my%20folder/02-causes.ipynb", "/lab/tree/my%20folder/03-motives.ipynb"),
        ("/user/a/notebooks/notebooks/02-causes.ipynb", "/user/a/notebooks/notebooks/03-motives.ipynb"),
        ("/lab", "/doc/tree/notebooks/03-motives.ipynb"),
    ],
)
def test_the_way_on_leads_to_the_next_notebook_wherever_this_one_is_open(room: Open, address: str, way: str) -> None:
    here = room(Desk(causes()))
    here.tab.evaluate("address => history.replaceState(null, '', address)", address)
    here.desks = (*here.desks, Desk(closing()))
    here.tab.evaluate("number => window.mount(number)", here.add(here.desks[-1]))
    here.drawn()
    assert here.tab.get_by_role("link", name="On to: Why I want this").get_attribute("href") == way


def test_words_that_look_like_html_are_shown_as_they_are(room: Open) -> None:
    nasty = "<img src=x onerror=alert(1)> {{7*7}} </textarea><script>window.bad = 1</script>"
    here = room(Desk(section(words_field(ask=nasty, value=nasty, before=nasty, why=(nasty,)), title=nasty)))
    assert here.tab.get_by_role("textbox").input_value() == nasty
    assert here.tab.locator(".wb-form img, .wb-form script").count() == 0
    assert here.tab.evaluate("window.bad") is None


@pytest.mark.parametrize("more", [{"forced_colors": "active"}, {"reduced_motion": "reduce"}])
def test_it_works_with_the_systems_own_colours_and_without_motion(room: Open, more: dict[str, Any]) -> None:
    here = whole(room, **more)
    chosen, other = (
        here.tab.locator(".wb-opt:has(:checked)").first,
        here.tab.locator(".wb-opt:not(:has(:checked))").first,
    )
    if "forced_colors" in more:
        assert chosen.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
        assert other.evaluate("one => getComputedStyle(one).outlineStyle") == "none"
    else:
        assert (
            here.tab.locator(".wb-progress > div").first.evaluate("one => getComputedStyle(one).transitionDuration")
            == "0s"
        )


def test_the_focus_can_always_be_seen(room: Open) -> None:
    here = whole(room)
    unseen = []
    for _ in range(60):
        here.tab.keyboard.press("Tab")
        seen = here.tab.evaluate(
            """() => { const at = document.activeElement;
            if (!at.closest('.wb-form, .wb-leave')) return 'left';
            const look = getComputedStyle(at.closest('.wb-opt') ?? at);
            return parseFloat(look.outlineWidth) >= 3 && look.outlineStyle === 'solid' ? '' : at.outerHTML; }"""
        )
        if seen == "left":
            break
        unseen += [seen] if seen else []
    assert unseen == []
