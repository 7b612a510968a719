"""What a cell of a notebook calls: begin, ask, picture, finish and their friends; the work is elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from workbook import paths, showing
from workbook.desk import Desk
from workbook.forms.form import Form
from workbook.forms.picture import Picture, Pictures
from workbook.handling import handler
from workbook.history import History
from workbook.screen import Page


@cache
def _desk() -> Desk:
    """One for all cells of a notebook, so that private answers live as long as its kernel and no longer."""
    return Desk(paths.data_folder())


def begin(chapter: str) -> Form:
    """The top of a notebook: title, how long it takes, the path, help."""
    desk = _desk()
    desk.forget_private(chapter)
    showing.opening(desk, chapter)  # a broken content file is told here, in the cell, and not only on the screen
    return _form(desk, chapter, lambda: showing.opening(desk, chapter))


def home() -> Form:
    """The start page as a place to come back to: where I am, what is due, every chapter."""
    desk = _desk()
    return _form(desk, "start", lambda: showing.home(desk))


def ask(section: str) -> Form:
    """One section of a chapter as a form; what is answered is saved at once."""
    desk = _desk()
    showing.section(desk, section)
    return _form(desk, section.partition(".")[0], lambda: showing.section(desk, section))


def _form(desk: Desk, chapter: str, page: Callable[[], Page]) -> Form:
    return Form(page, handler(desk, chapter, page))


def picture(name: str) -> Pictures:
    """Charts of what was said: "causes", "motives", "readiness", "check-ins" or "quiet"."""
    desk = _desk()
    charts = [showing.chart(desk, name, chart.id) for chart in showing.charts(desk, name)]
    return Pictures([Picture(chart, lambda: desk.wording().group("form")) for chart in charts])


def finish(chapter: str) -> Form:
    """The foot of a notebook: a settling line, and the way on."""
    desk = _desk()
    return _form(desk, chapter, lambda: showing.closing(desk, chapter))


def standing() -> Form:
    """Where things stand: what was said beside what the log shows; no verdict."""
    desk = _desk()
    return _form(desk, "summary", lambda: showing.standing(desk))


def choose_lines() -> Form:
    """Every line of the summary, each with a tick: what goes on the page, and what does not."""
    desk = _desk()
    return _form(desk, "summary", lambda: showing.choosing(desk))


def write_summary() -> Form:
    """How the summary will look, and a button that writes it to a file in the summaries folder."""
    desk = _desk()
    return _form(desk, "summary", lambda: showing.paper(desk))


def keys() -> Form:
    """What lies on this computer: locking it, putting copies together, moving it, erasing it."""
    desk = _desk()
    return _form(desk, "start", lambda: showing.keys_page(desk))


def history() -> History:
    """The answers as tidy pandas frames, for anyone who wants to look closer: history().checkins and others."""
    desk = _desk()
    return History(desk.answers(), desk.edition.content, desk.wording().fill)
