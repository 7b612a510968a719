"""What a cell of a notebook calls: begin, ask, picture, finish and their friends; the work is elsewhere."""

from __future__ import annotations

from functools import cache

from workbook import paths
from workbook.desk import Desk
from workbook.forms.form import Form
from workbook.forms.picture import Picture, Pictures
from workbook.handling import handler
from workbook.history import History


@cache
def _desk() -> Desk:
    """One for all cells of a notebook, so that private answers live as long as its kernel and no longer."""
    return Desk(paths.data_folder())


def begin(chapter: str) -> Form:
    """The top of a notebook: title, how long it takes, the path, help."""
    desk = _desk()
    desk.forget_private(chapter)
    desk.opening(chapter)  # a broken content file is told here, in the cell, and not only on the screen
    return Form(lambda: desk.opening(chapter), handler(desk, chapter, lambda: desk.opening(chapter)))


def ask(section: str) -> Form:
    """One section of a chapter as a form; what is answered is saved at once."""
    desk = _desk()
    desk.section_page(section)
    return Form(
        lambda: desk.section_page(section), handler(desk, section.partition(".")[0], lambda: desk.section_page(section))
    )


def picture(name: str) -> Pictures:
    """Charts of what was said: "causes", "motives", "readiness" or "check-ins"."""
    desk = _desk()
    charts = desk.charts(name)
    return Pictures([Picture(desk.chart(name, chart.id), lambda: desk.wording().group("form")) for chart in charts])


def finish(chapter: str) -> Form:
    """The foot of a notebook: a settling line, and the way on."""
    desk = _desk()
    return Form(lambda: desk.closing(chapter), handler(desk, chapter, lambda: desk.closing(chapter)))


def standing() -> Form:
    """Where things stand: what was said beside what the log shows; no verdict."""
    desk = _desk()
    return Form(desk.standing_page, handler(desk, "summary", desk.standing_page))


def write_summary() -> Form:
    """A button that writes the summary to a file in the summaries folder."""
    desk = _desk()
    return Form(desk.writing_page, handler(desk, "summary", desk.writing_page))


def history() -> History:
    """The answers as tidy pandas frames, for anyone who wants to look closer: history().checkins and others."""
    desk = _desk()
    return History(desk.answers(), desk.edition.content, desk.wording().fill)
