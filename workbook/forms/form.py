"""One widget that draws one Page and sends back what the person did.

Nothing that was asked or answered stands in the widget's state, text form or mime bundle: pages and answers travel in
custom messages alone, so that no notebook, log or saved widget state can hold them. What comes in:

    {"type": "ready"}                                      drawn, and waiting for its page
    {"type": "look"}                                       the tab is looked at again: has the page changed?
    {"type": "answer", "n": 7, "question": …, "sitting": …, "value": …}
    {"type": "action", "n": 8, "action": …, "target": …, "question": …, "sitting": …, "secret": …}

and what goes out:

    {"type": "page", "page": …, "effect": ""}              a page to draw
    {"type": "saved", "n": 7, "text": "Saved 21:04", …}    number 7 is on disk, or done
    {"type": "failed", "n": 7, "sentence": "…", …}         number 7 is not
    {"type": "trouble", "sentence": "…"}                   no page can be made
    {"type": "stale"}                                      something changed elsewhere: ask for the page, if on screen
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from weakref import WeakSet

import anywidget
import traitlets

from workbook.errors import Trouble
from workbook.palette import css_variables
from workbook.screen import Page

HERE = Path(__file__).parent
MODULE = ("elements.js", "messages.js", "fields.js", "parts.js", "previews.js", "leave.js", "shut.js", "form.js")
"""Joined in this order they are one ES module: the last one exports, the others only declare."""

SLOW = (
    "The page is taking longer than it should. Your answers are safe on this computer. "
    "Wait a moment, or reload this page in the browser."
)
UNKNOWN = "Something went wrong on our side, and this was not saved. What you wrote is still here."
PATIENCE = 3  # nudges without a word from the browser, after which a form is taken to be off the screen
REMEMBERED = 64  # replies kept, so that a message sent twice is acted on once


@dataclass(frozen=True, slots=True)
class Event:
    """What the person did."""

    kind: str  # answer · action
    question: str = ""  # an answer, or an action on one question: its full id
    sitting: str = ""  # the entry of a log, as the Field had it
    value: str = ""  # the answer: keys joined by a space, a number, a date or text; empty: left blank
    action: str = ""
    target: str = ""
    secret: str = field(default="", repr=False)  # a passphrase: handed on, and kept nowhere


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of it."""

    saved: str = ""  # "Saved 21:04"
    page: Page | None = None  # the next page; None: as it was
    error: str = ""  # a sentence, where it could not be done
    effect: str = ""  # help · focus:<question or id> · open:<notebook>
    others: bool = False  # other forms of this notebook may have changed too


class Form(anywidget.AnyWidget):
    """A Page on the screen."""

    _esm = "\n".join((HERE / name).read_text("utf-8") for name in MODULE)
    _css = css_variables(".wb-form, .wb-picture, .wb-leave, .second-look-page") + (HERE / "form.css").read_text("utf-8")
    _slow = traitlets.Unicode(SLOW).tag(sync=True)

    def __init__(self, page: Callable[[], Page], handle: Callable[[Event], Reply], slow: str = SLOW) -> None:
        super().__init__(_slow=slow)
        self._page = page
        self._handle = handle
        self._shown: Page | None = None
        self._rev = 0
        self._nudges = 0
        self._done: OrderedDict[int, dict[str, object]] = OrderedDict()
        self.problem: Exception | None = None  # the last one that had no sentence, for whoever looks into it
        self.on_msg(self._heard)

    def __repr__(self) -> str:
        return "A form of the workbook"

    def refresh(self) -> None:
        """Something changed elsewhere; a form on screen will ask for its page, one that is gone costs nothing."""
        if self.comm is None or self._nudges >= PATIENCE:
            live.discard(self)
            return
        self._nudges += 1
        self.send({"type": "stale"})

    def _heard(self, _widget: object, content: object, _buffers: object) -> None:
        if not isinstance(content, Mapping):
            return
        self._nudges = 0
        live.add(self)
        match content.get("type"):
            case "ready":
                self._show(always=True)
            case "look":
                self._show(always=False)
            case "answer" | "action" as kind:
                self._act(_number(content), _event(kind, content))

    def _show(self, *, always: bool) -> None:
        try:
            page = self._page()
        except Exception as problem:  # noqa: BLE001  nothing may reach the screen but a sentence
            self.send({"type": "trouble", "sentence": self._sentence(problem)})
            return
        if always or self._differs(page):
            self.send({"type": "page", "page": self._numbered(page)})

    def _act(self, n: int, event: Event) -> None:
        if n in self._done:  # sent again because our word of it came late
            self.send(self._done[n])
            return
        try:
            reply = self._handle(event)
        except Exception as problem:  # noqa: BLE001  never a traceback on screen, never silence
            reply = Reply(error=self._sentence(_bare(problem) if event.secret else problem))
        message: dict[str, object] = {"n": n, "question": event.question, "effect": reply.effect}
        message["page"] = self._numbered(reply.page) if reply.page else None
        if reply.error:
            self.send({**message, "type": "failed", "sentence": reply.error})
            return
        self._remember(n, {"type": "saved", "n": n, "text": reply.saved, "page": None, "effect": ""})
        self.send({**message, "type": "saved", "text": reply.saved})
        if reply.others:
            refresh_others(self)

    def _numbered(self, page: Page) -> dict[str, object]:
        """The page as JSON; each has a higher number than the one before."""
        self._rev += 1
        self._shown = replace(page, rev=0)
        return replace(page, rev=self._rev).as_json()

    def _differs(self, page: Page) -> bool:
        return self._shown != replace(page, rev=0)

    def _remember(self, n: int, message: dict[str, object]) -> None:
        self._done[n] = message
        while len(self._done) > REMEMBERED:
            self._done.popitem(last=False)

    def _sentence(self, problem: Exception) -> str:
        if isinstance(problem, Trouble):
            return problem.sentence
        self.problem = problem
        return self._shown.words.get("failed", UNKNOWN) if self._shown else UNKNOWN


live: WeakSet[Form] = WeakSet()
"""The forms that a browser has drawn; a form that was closed or is drawn no longer falls out by itself."""


def refresh_others(besides: Form | None = None) -> None:
    """Every other form on screen looks whether its page has changed."""
    for form in list(live):
        if form is not besides:
            form.refresh()


def _bare(problem: Exception) -> Exception:
    """Without the frames that it came through: one of them holds a passphrase."""
    problem.__context__ = problem.__cause__ = None
    return problem.with_traceback(None)


def _number(content: Mapping[Any, Any]) -> int:
    n = content.get("n")
    return n if isinstance(n, int) else 0


def _event(kind: str, content: Mapping[Any, Any]) -> Event:
    texts = {
        name: str(content.get(name) or "") for name in ("question", "sitting", "value", "action", "target", "secret")
    }
    return Event(kind=kind, **texts)
