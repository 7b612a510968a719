"""A Form in a real browser without Jupyter: the widget's own module, a stand-in for the kernel's line, the real Python.

What the module sends is handed to the real `Form`; what the Form sends comes back. The line can be cut, slowed or held
up, as a kernel does it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomllib
from workbook.forms.form import Event, Form, Reply
from workbook.palette import css_variables
from workbook.screen import Button, Field, Group, Help, Line, Notice, Page, Place, Shown, Step, Told

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext
    from playwright.sync_api import Page as Tab

ROOT = Path(__file__).resolve().parent.parent.parent
WORDS: dict[str, str] = tomllib.loads((ROOT / "workbook/content/en/wording.toml").read_text("utf-8"))["form"]
ADDRESS = "http://notes.test/doc/tree/notebooks/02-causes.ipynb"

HTML = """<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Notes</title><style>CSS
body { margin: 0; } main { background: var(--wb-paper); min-height: 100vh; padding: 0 20px 60px; box-sizing: border-box; } @media (max-width: 560px) { main { padding: 0 8px 40px; } }
.wb-form { margin-bottom: 28px; }</style>
<body data-jp-theme-name="JupyterLab THEME" data-jp-theme-light="LIGHT"><main class="second-look-page"></main>
<script>
  window.line = { cut: false, slow: false, sent: [], held: [], models: [] };
  window.keysHeard = [];
  document.addEventListener("keydown", (event) => window.keysHeard.push(event.key));
  class Model {
    constructor(number) { this.number = number; this.listeners = new Set(); }
    get(name) { return name === "_slow" ? "The page is taking longer than it should." : undefined; }
    on(_, listener) { this.listeners.add(listener); }
    off(_, listener) { this.listeners.delete(listener); }
    hear(message) { for (const listener of [...this.listeners]) listener(message, []); }
    send(content) {
      window.line.sent.push(content);
      if (window.line.cut) throw new Error("Cannot send");
      if (window.line.slow) window.line.held.push([this, content]);
      else this.deliver(content);
    }
    async deliver(content) { for (const message of JSON.parse(await window.python(this.number, JSON.stringify(content)))) this.hear(message); }
  }
  window.deliverHeld = () => { const held = window.line.held.splice(0); for (const [model, content] of held) model.deliver(content); };
  window.mount = async (number) => {
    const { default: widget } = await import("/form.js");
    const host = document.body.querySelector("main").appendChild(document.createElement("div"));
    const model = (window.line.models[number] ??= new Model(number));
    host.leave = widget.render({ model, el: host });
    return true;
  };
</script></body></html>"""


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

    def __init__(self, browser: Browser, *desks: Desk, width: int = 1280, height: int = 900, dark: bool = False, **context: Any) -> None:
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
        self.tab.wait_for_function("count => document.querySelectorAll('.wb-form[data-state=drawn]').length >= count", arg=len(self.desks))
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
            html = HTML.replace("CSS", Form._css, 1)
            for name, value in theme.items():
                html = html.replace(name, value)
            route.fulfill(body=html, content_type="text/html")
        else:
            if not url.endswith("favicon.ico"):
                self.strangers.append(url)
            route.abort()


# ---- pages such as the workbook shows ----

UNSURE = Shown("not-sure", "Not sure", apart=True)
PART = tuple(Shown(key, label) for key, label in (("none", "None"), ("little", "A little"), ("some", "Some"), ("much", "A lot"), ("heart", "The heart of it")))
WHOSE = (Shown("mine", "Mine"), Shown("theirs", "Theirs"), Shown("between", "Between us"), Shown("outside", "From outside"), UNSURE)
WHY = ("A cause that weighs much and could change is worth a talk. One that could not is worth knowing, too.", "This comes from: Why couples part, a list of thirty causes.")

HELP = Help(
    title="Help",
    text=("You do not have to be sure, and you need not give your name. Nobody here can call for you. These people can be reached.",
          "If you are in danger now, call the emergency number. If you can, go where other people are."),
    places=(
        Place("uk", "United Kingdom", (Line("emergency", "Emergency", "999", "If you cannot speak on a mobile, press 55 when you are asked to"),
                                       Line("crisis", "Samaritans", "116 123", "To talk to someone, whatever it is"),
                                       Line("harm", "Refuge", "0808 2000 247", "For women who are afraid of a partner or an ex"))),
        Place("germany", "Germany", (Line("emergency", "Emergency", "112"), Line("crisis", "TelefonSeelsorge", "0800 111 0 111"),
                                     Line("crisis", "Text line", "Text HELLO to 741741"))),
    ),
    anywhere=(Line("crisis", "Find a Helpline", "findahelpline.com", "Lines in more than 130 countries"),),
    here="uk",
    pick="Show numbers for",
)  # fmt: skip


def part_field(item: str = "crossed-wires", **more: Any) -> Field:
    return Field(**{"question": f"causes.{item}.part", "sitting": "", "kind": "scale", "ask": "How big a part did this play?",
                    "hint": "Your own sense of it counts", "options": (*PART, UNSURE), "why": WHY} | more)  # fmt: skip


def whose_field(item: str = "crossed-wires", **more: Any) -> Field:
    return Field(**{"question": f"causes.{item}.whose", "sitting": "", "kind": "choices", "ask": "Whose part was it mostly?",
                    "hint": "Most things sit between two people", "options": WHOSE} | more)  # fmt: skip


def words_field(**more: Any) -> Field:
    return Field(**{"question": "causes.honest.unsaid", "sitting": "", "kind": "text", "ask": "What did you need that you did not say?",
                    "hint": "A sentence is plenty", "why": WHY} | more)  # fmt: skip


def section(*parts: Any, **more: Any) -> Page:
    return Page(**{"id": "causes.pick", "kind": "section", "title": "Crossed wires", "lead": "Things misread, assumed or never said.",
                   "asked": 1, "parts": parts, "words": WORDS} | more)  # fmt: skip


def causes() -> Page:
    heavy = Notice("heavy", "", ("This page is heavy for most people. You can stop here and come back another day.",))
    return section(part_field(value="some"), whose_field(value="mine between"),
                   words_field(value="I wanted Sam to ask how the new job was going. I waited for it instead of telling him."), heavy,
                   saved="Saved 21:04")  # fmt: skip


def opening() -> Page:
    names = (("Start here", "00-start-here"), ("What went wrong", "02-causes"), ("Why I want this", "03-motives"), ("Where things stand", "04-readiness"),
             ("A minute for today", "09-check-in"), ("The summary", "10-summary"))  # fmt: skip
    path = tuple(Step(title, notebook, "before" if at < 1 else "now" if at == 1 else "ahead") for at, (title, notebook) in enumerate(names))
    return Page(id="begin:causes", kind="opening", title="What went wrong", phase="Understand", path=path, help=HELP, words=WORDS,
                lead="Not the version for your friends. The real one, as far as you can see it today.",
                small="About 12 minutes. Skip anything. You can come back and change your mind.")  # fmt: skip


def closing() -> Page:
    return Page(id="finish:causes", kind="closing", settle="That was a lot. Put your feet on the floor for a moment.",
                next=Step("Why I want this", "03-motives", "ahead"), words=WORDS)  # fmt: skip


def everything() -> Page:
    """One of each thing a page may hold."""
    picks = tuple(Shown(key, label, hint) for key, label, hint in (
        ("crossed-wires", "Crossed wires", "Things misread, assumed or never said"), ("apart", "Growing apart", "Two lives that touched less and less"),
        ("work", "Work took over", "Hours, worry, moving for a job"), ("trust", "Broken trust", "A lie, a secret, someone else")))  # fmt: skip
    return section(
        Told("Before you begin", ("You know more about this than anyone. There is no right answer here.", "Leave out what is too much today."), ("Why couples part, S5.17",)),
        Field("causes.pick", "", "choices", "What had a part in it?", "Pick any. You can change your mind", options=(*picks, UNSURE), value="apart"),
        Field("check-in.mood", "", "number", "How is your mood today?", options=(UNSURE,), low=0, high=10, low_label="as low as it gets", high_label="good", value="3",
              before="Last time, 3 November: 5"),
        Field("check-in.sleep", "", "number", "How many hours did you sleep?", options=(UNSURE,), low=0, high=24, value="6"),
        Field("start.when", "", "date", "When did it end?", "A rough day is fine", options=(Shown("do-not-remember", "I do not remember", apart=True),), value="2026-09-14"),
        Field("start.name", "", "text", "What shall we call the other person?", lines=1, value="Sam", marked="This line was changed outside the workbook. It is used as it stands."),
        Group("things", "Thing 1", "Only you will read this.", (
            Field("causes.things.what", "e7", "text", "What would you not do again?", value="Reading his messages."),
            Field("causes.things.often", "e7", "choice", "Did it happen more than once?", options=(Shown("once", "Once"), Shown("more", "More than once"), UNSURE)),
            Button("delete", "Delete this thing", "e7", "Delete this for good? It cannot be brought back."))),
        Button("add", "Add a thing", "causes.things", main=True),
        Field("start.afraid", "", "choice", "Are you afraid of what Sam might do?", "Any answer is all right", why=WHY, private=True, value="sometimes",
              options=(Shown("never", "No"), Shown("sometimes", "Sometimes"), Shown("often", "Often"), Shown("rather-not", "I would rather not say", apart=True), UNSURE)),
        Notice("low", "That sounds like a hard day", ("You do not have to carry it alone. There are people who pick up the phone for this.",), help=True,
               buttons=(Button("undo", "It was a slip of the hand"),)),
        title="Everything", settle="That was a lot. Put your feet on the floor for a moment.", saved="Saved 21:04", help=HELP)  # fmt: skip
