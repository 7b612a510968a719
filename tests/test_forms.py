"""A form hands pages to the browser and events to the desk, and leaves nothing of either anywhere."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from workbook.errors import StoreError
from workbook.forms import form as forms
from workbook.forms.form import PATIENCE, UNKNOWN, Event, Form, Reply
from workbook.palette import DARK, LIGHT, Palette, contrast, css_variables
from workbook.screen import Field, Page

ROOT = Path(__file__).resolve().parent.parent
MARKER = "zebra-7731"
PAGE = Page(
    id="causes.honest",
    kind="section",
    title=MARKER,
    parts=(Field("causes.honest.unsaid", "", "text", "What?", value=MARKER),),
    words={"failed": "Something went wrong on our side."},
)


class Desk:
    """Says what it is told to, and remembers what it heard."""

    def __init__(self) -> None:
        self.page = PAGE
        self.reply: Reply | Exception = Reply(saved="Saved 21:04")
        self.heard: list[Event] = []

    def make(self) -> Page:
        return self.page

    def handle(self, event: Event) -> Reply:
        self.heard.append(event)
        if isinstance(self.reply, Exception):
            raise self.reply
        return self.reply


class Listening:
    """A form whose messages are caught."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.form = Form(desk.make, desk.handle)
        self.out: list[dict[str, Any]] = []
        self.form.send = lambda content, buffers=None: self.out.append(content)  # type: ignore[method-assign]

    def hears(self, **content: object) -> list[dict[str, Any]]:
        self.out.clear()
        self.form._heard(self.form, content, [])
        return list(self.out)


@pytest.fixture
def listening() -> Iterator[Listening]:
    found = Listening(Desk())
    yield found
    found.form.close()


ANSWER = {"type": "answer", "n": 7, "question": "causes.honest.unsaid", "sitting": "", "value": MARKER}


def test_a_drawn_form_is_given_its_page(listening: Listening) -> None:
    [message] = listening.hears(type="ready")
    assert message["type"] == "page"
    assert message["page"]["title"] == MARKER
    json.dumps(message)


def test_an_answer_reaches_the_desk_and_is_acknowledged_by_its_number(listening: Listening) -> None:
    [message] = listening.hears(**ANSWER)
    assert listening.desk.heard == [Event("answer", "causes.honest.unsaid", "", MARKER)]
    assert (message["type"], message["n"], message["text"], message["page"]) == ("saved", 7, "Saved 21:04", None)


def test_an_answer_sent_twice_because_our_word_came_late_is_saved_once(listening: Listening) -> None:
    listening.hears(**ANSWER)
    [again] = listening.hears(**ANSWER)
    assert (again["type"], again["n"]) == ("saved", 7)
    assert len(listening.desk.heard) == 1


def test_an_answer_that_failed_may_be_tried_again(listening: Listening) -> None:
    listening.desk.reply = StoreError("disk-full")
    [failed] = listening.hears(**ANSWER)
    assert (failed["type"], failed["n"], failed["question"]) == ("failed", 7, "causes.honest.unsaid")
    assert "the disk is full" in failed["sentence"]
    listening.desk.reply = Reply(saved="Saved 21:05")
    [saved] = listening.hears(**ANSWER)
    assert saved["type"] == "saved"


def test_a_fault_of_ours_is_told_in_the_workbooks_words_and_shows_nothing_of_the_answer(listening: Listening) -> None:
    listening.desk.reply = KeyError(MARKER)
    [before] = listening.hears(**ANSWER)
    assert before["sentence"] == UNKNOWN
    listening.hears(type="ready")
    [message] = listening.hears(**ANSWER)
    assert message["sentence"] == "Something went wrong on our side."
    assert isinstance(listening.form.problem, KeyError)


def test_a_page_that_cannot_be_made_is_told_in_a_sentence(listening: Listening) -> None:
    def broken() -> Page:
        raise StoreError("file-unreadable", path="causes.csv", why="it is a folder")

    listening.form._page = broken
    [message] = listening.hears(type="ready")
    assert message["type"] == "trouble"
    assert "it is a folder" in message["sentence"]


def test_looking_again_brings_a_page_only_if_it_changed(listening: Listening) -> None:
    [first] = listening.hears(type="ready")
    assert listening.hears(type="look") == []
    listening.desk.page = replace(PAGE, title="Renamed")
    [second] = listening.hears(type="look")
    assert second["page"]["rev"] > first["page"]["rev"]
    assert listening.hears(type="look") == []


def test_every_page_has_a_higher_number_whatever_the_desk_gave_it(listening: Listening) -> None:
    listening.desk.page = replace(PAGE, rev=99)
    numbers = [listening.hears(type="ready")[0]["page"]["rev"] for _ in range(3)]
    assert numbers == sorted(set(numbers))


def test_when_one_form_saves_the_others_on_screen_look_again() -> None:
    one, other = Listening(Desk()), Listening(Desk())
    one.hears(type="ready")
    other.hears(type="ready")
    other.out.clear()
    one.desk.reply = Reply(saved="Saved 21:04", others=True)
    one.hears(**ANSWER)
    assert other.out == [{"type": "stale"}]
    assert all(message["type"] != "stale" for message in one.out)
    one.form.close()
    other.form.close()


def test_a_form_that_is_on_no_screen_is_left_in_peace() -> None:
    gone, closed = Listening(Desk()), Listening(Desk())
    gone.hears(type="ready")
    closed.hears(type="ready")
    closed.form.close()
    for _ in range(PATIENCE + 2):
        forms.refresh_others()
    assert gone.out.count({"type": "stale"}) == PATIENCE
    assert {"type": "stale"} not in closed.out
    assert gone.form not in forms.live
    gone.hears(type="look")
    assert gone.form in forms.live
    gone.form.close()


@pytest.mark.parametrize("content", [None, "text", {}, {"type": "nonsense"}, {"type": ["answer"]}])
def test_what_is_no_message_of_ours_is_passed_over(listening: Listening, content: object) -> None:
    listening.form._heard(listening.form, content, [])
    assert listening.out == []


def test_nothing_that_was_asked_or_answered_is_left_in_the_widget(listening: Listening) -> None:
    listening.hears(type="ready")
    listening.hears(**ANSWER)
    state, shown = listening.form.get_state(), listening.form._repr_mimebundle_()
    assert MARKER not in repr((state, shown, listening.form, str(listening.form)))
    assert repr(listening.form) == "A form of the workbook"


def test_running_a_notebook_with_other_tools_leaves_no_answer_in_it() -> None:
    nbclient, nbformat = pytest.importorskip("nbclient"), pytest.importorskip("nbformat")
    cell = (
        "from workbook.forms.form import Event, Form, Reply\nfrom workbook.screen import Field, Page\n"
        "words = '-'.join(['zebra', '7731'])\n"
        "form = Form(lambda: Page(id='a.b', kind='section', title=words), lambda event: Reply())\n"
        "form._heard(form, {'type': 'ready'}, [])\nform"
    )
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell)])
    nbclient.NotebookClient(notebook, kernel_name="python3", store_widget_state=True).execute()
    text = nbformat.writes(notebook)
    assert "A form of the workbook" in text
    assert MARKER not in text


def test_the_module_is_one_without_requests_storage_or_html_from_data() -> None:
    module = Form._esm
    assert module.count("export default") == 1
    for never in (
        "import ",
        "XMLHttpRequest",
        "innerHTML",
        "localStorage",
        "sessionStorage",
        "pushState",
        "eval(",
    ):
        assert never not in module
    asked = re.findall(r"fetch\((elsewhere\(\)|`\$\{baseOf\(\)\}api/shutdown`)", module)
    assert len(asked) == module.count("fetch(") == 2, "our own page on this machine, and this machine's own server"


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_every_text_can_be_read_on_every_ground_it_stands_on(palette: Palette) -> None:
    grounds = (palette.paper, palette.card, palette.accent_soft, palette.warm_soft)
    for ink, ground in product((palette.ink, palette.soft), grounds):
        assert contrast(ink, ground) >= 4.5
    for ink, ground in product((palette.accent, palette.warm), (palette.paper, palette.card)):
        assert contrast(ink, ground) >= 4.5
    assert contrast(palette.on_accent, palette.accent) >= 4.5
    assert contrast(palette.edge, palette.paper) >= 3
    assert contrast(palette.edge, palette.card) >= 3
    assert contrast(palette.third, palette.card) >= 3


def test_a_theme_of_the_persons_own_keeps_its_grounds_and_inks() -> None:
    css = css_variables(".wb-form")
    own, stock = css.split("body[data-jp-theme-name='JupyterLab Light']")
    assert "--wb-paper: var(--jp-layout-color0" in own
    assert f"--wb-paper: {LIGHT.paper}" in stock
    assert css.count("{") == css.count("}") == 4


def test_every_word_the_form_says_can_be_translated_and_no_other_is_kept() -> None:
    words = tomllib.loads((ROOT / "workbook/content/en/wording.toml").read_text("utf-8"))["form"]
    said = {key or other for key, other in re.findall(r'\bwords(?:\.([a-z]+)|\["([a-z-]+)"\])', Form._esm)}
    assert said | {"failed", "slow"} == set(words)
    assert words["failed"] == UNKNOWN
    assert words["slow"] == forms.SLOW


def test_the_page_is_warm_paper_before_the_first_form_is_there() -> None:
    page = ROOT / "workbook" / "jupyter" / "labextensions" / "second-look" / "static" / "page.css"
    painted = re.findall(r"-(?:paper|soft): (#[0-9a-f]{6});", page.read_text("utf-8"))

    assert painted == [LIGHT.paper, LIGHT.soft, *[DARK.paper, DARK.soft] * 2]
