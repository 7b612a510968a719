"""A Form in a real browser without Jupyter: the widget's own module, a stand-in for the kernel's line, the real Python.

What the module sends is handed to the real `Form`; what the Form sends comes back. The line can be cut, slowed or held
up, as a kernel does it.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbook.forms.form import Event, Form, Reply
from workbook.screen import Field, Group, Page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext
    from playwright.sync_api import Page as Tab

ROOT = Path(__file__).resolve().parent.parent.parent
WORDS: dict[str, str] = tomllib.loads((ROOT / "workbook/content/en/wording.toml").read_text("utf-8"))["form"]
ADDRESS = "http://notes.test/doc/tree/notebooks/02-causes.ipynb"

HTML = (Path(__file__).parent / "form_harness.html").read_text("utf-8")


@dataclass
class Desk:
    """A stand-in for the desk: keeps answers in memory and makes the page from them."""

    page: Page
    answers: dict[tuple[str, str], str] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    clock: str = "21:04"
    refuse: Exception | str = ""
    answered_as: Reply | None = None
    then: Callable[[Event, Page], Page] = field(default=lambda _event, page: page)

    def make(self) -> Page:
        parts = tuple(self._filled(part) for part in self.page.parts)
        asked = [part for part in parts if isinstance(part, Field)] + [
            inner for part in parts if isinstance(part, Group) for inner in part.parts if isinstance(inner, Field)
        ]
        answered = sum(bool(one.value) for one in asked)
        if not self.page.asked:
            return replace(self.page, parts=parts)
        progress = f"{answered} of {len(asked)} answered"
        return replace(self.page, parts=parts, answered=answered, asked=len(asked), progress=progress)

    def _filled(self, part: Any) -> Any:
        if isinstance(part, Group):
            return replace(part, parts=tuple(self._filled(inner) for inner in part.parts))
        if isinstance(part, Field):
            return replace(part, value=self.answers.get((part.question, part.sitting), part.value))
        return part

    def handle(self, event: Event) -> Reply:
        self.events.append(event)
        if isinstance(self.refuse, Exception):
            raise self.refuse
        if self.refuse:
            return Reply(error=self.refuse)
        if event.kind == "answer":
            self.answers[event.question, event.sitting] = event.value
        self.page = self.then(event, self.page)
        if self.answered_as:
            return self.answered_as
        return Reply(saved=f"Saved {self.clock}", page=self.make())


class Room:
    """A tab with forms in it."""

    def __init__(
        self, browser: Browser, *desks: Desk, width: int = 1280, height: int = 900, dark: bool = False, **context: Any
    ) -> None:
        self.context: BrowserContext = browser.new_context(viewport={"width": width, "height": height}, **context)
        self.context.set_default_timeout(10_000)
        self.desks = desks
        self.dark = dark
        self.strangers: list[str] = []
        self.problems: list[str] = []
        self.forms: list[Form] = []
        self.out: list[list[dict[str, Any]]] = []
        self.said: list[dict[str, Any]] = []
        for desk in desks:
            self.add(desk)
        self.context.route("**/*", self._serve)
        self.tab: Tab = self.open()

    def add(self, desk: Desk) -> int:
        form, out = Form(desk.make, desk.handle), []
        form.send = lambda content, buffers=None: out.append(content)  # type: ignore[method-assign]
        self.forms.append(form)
        self.out.append(out)
        return len(self.forms) - 1

    def open(self) -> Tab:
        tab = self.context.new_page()
        tab.on("pageerror", lambda error: self.problems.append(str(error)))
        tab.expose_function("python", self._python)
        tab.goto(ADDRESS)
        for number in range(len(self.desks)):
            tab.evaluate("number => window.mount(number)", number)
        return tab

    def drawn(self) -> Room:
        self.tab.wait_for_function(
            "count => document.querySelectorAll('.wb-form[data-state=drawn]').length >= count", arg=len(self.desks)
        )
        return self

    def say(self, number: int = 0) -> None:
        """Hand to the tab what a Form sent on its own (after refresh)."""
        for message in self.out[number]:
            self.tab.evaluate("([n, message]) => window.line.models[n].hear(message)", [number, message])
        self.out[number].clear()

    def shown(self, question: str) -> Any:
        return self.tab.locator(f'.wb-q[data-key^="{question} "]')

    def saved(self, text: str = "Saved 21:04") -> None:
        self.tab.locator(".wb-saved", has_text=text).first.wait_for()

    def close(self) -> None:
        self.context.close()
        for form in self.forms:
            form.close()

    def _python(self, number: int, content: str) -> str:
        out = self.out[number]
        self.forms[number]._heard(None, json.loads(content), [])
        self.said += out
        said, out[:] = json.dumps(out), []
        return said

    def _serve(self, route: Any) -> None:
        url = route.request.url
        if url.endswith("/form.js"):
            route.fulfill(body=Form._esm, content_type="text/javascript")
        elif url.endswith(".ipynb"):
            theme = {"THEME": "Dark" if self.dark else "Light", "LIGHT": "false" if self.dark else "true"}
            html = HTML.replace("/*CSS*/", Form._css)
            for name, value in theme.items():
                html = html.replace(name, value)
            route.fulfill(body=html, content_type="text/html")
        elif "/static/measures.html" in url:
            route.fulfill(body=(ROOT / "workbook/jupyter/static/measures.html").read_text("utf-8"))
        else:
            if not url.endswith("favicon.ico"):
                self.strangers.append(url)
            route.abort()


Open = Callable[..., Room]
"""What opens a tab with a form for each desk."""
