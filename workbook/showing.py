"""The desk -> what each form of a notebook shows now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from workbook import finding, gallery
from workbook.answers import Answers
from workbook.desk import Desk
from workbook.example import is_example
from workbook.handover import FORMS
from workbook.pages import closed, keeping, keys, notices, openings, standings, writing
from workbook.pages.choosing import choosing_page
from workbook.pages.home import home as home_page
from workbook.pages.sections import section_page
from workbook.pages.view import View
from workbook.pictures import Chart
from workbook.questions import Chapter
from workbook.screen import Notice, Page, Part


def section(desk: Desk, section_id: str) -> Page:
    found = finding.section(desk.edition.content, section_id)
    if desk.store.locked:
        return keys.locked_page(section_id, found.title, _unread(desk))
    view = desk.view(desk.chapter(section_id.partition(".")[0]), found)
    page = section_page(found, view)
    written = desk.handover.sheets.get(section_id)
    return replace(page, parts=(*page.parts, writing.sheet_notice(written, view))) if written else page


def opening(desk: Desk, chapter_id: str) -> Page:
    chapter = desk.chapter(chapter_id)
    if desk.store.locked:
        return keys.locked_opening(chapter, _unread(desk))
    view = desk.view(chapter)
    return openings.opening(chapter, replace(view, notices=(*_on_opening(desk, chapter), *closed.why(chapter, view))))


def closing(desk: Desk, chapter_id: str) -> Page:
    chapter = desk.chapter(chapter_id)
    return openings.closing(chapter, _unread(desk) if desk.store.locked else desk.view(chapter))


def home(desk: Desk) -> Page:
    if desk.store.locked:
        return keys.locked_page("home", desk.wording().say("home.title"), _unread(desk))
    return home_page(desk.standing(), desk.view(desk.edition.content.chapters[0]))


def standing(desk: Desk) -> Page:
    if desk.store.locked:
        return keys.locked_page("standing", desk.wording().say("standings.title"), _unread(desk))
    return standings.standing_page(desk.standing(), desk.view(desk.chapter("summary")))


def choosing(desk: Desk) -> Page:
    """Every line of the summary, with its tick."""
    if desk.store.locked:
        return keys.locked_page("choosing", desk.wording().say("choosing.title"), _unread(desk))
    return choosing_page(desk.handover.summary(), desk.view(desk.chapter("summary")))


def paper(desk: Desk) -> Page:
    """How it will look, the button that writes it, and the copies that are there."""
    if desk.store.locked:
        return keys.locked_page("writing", desk.wording().say("writing.title"), _unread(desk))
    handover = desk.handover
    handover.finish()
    summary = handover.summary()
    look = handover.look(summary)
    sending = writing.Sending(
        form=handover.form,
        forms=FORMS,
        choices=handover.choices(),
        name=handover.name(),
        still_naming=handover.still_naming(summary),
        look=writing.preview(handover.form, look, handover.looked_at, desk.wording()),
        guarded=any(line.anew and line.on for line in summary.lines()),
        lock=handover.lock,
        phrase=handover.phrase,
        written=handover.written,
        making=handover.making,
        stopped=handover.stopped,
        copies=handover.copies(),
    )
    return writing.writing_page(sending, desk.view(desk.chapter("summary")))


def keys_page(desk: Desk) -> Page:
    """What lies on this computer, and what can be done with it."""
    if desk.store.locked:
        view = _unread(desk)
        parts = (*keys.unlock_parts(view.wording), *keeping.erasing_all(desk.keeping.all_going(), view))
        return keys.keys_page(parts, view)
    view = desk.view(desk.edition.content.chapters[0])
    return keys.keys_page((*keys.lock_parts(view.wording), *keys_parts(desk)), view)


def keys_parts(desk: Desk) -> tuple[Part, ...]:
    view, kept = desk.view(desk.edition.content.chapters[0]), desk.keeping
    chosen = kept.chosen
    going = kept.going(chosen.chapter, chosen.sitting) if view.answers.chapter(chosen.chapter) else None
    return (
        *keeping.merging(kept.proposals(), kept.done, view),
        *keeping.bundling(kept.written, view),
        *keeping.erasing(view, chosen.chapter, chosen.sitting, going, kept.done),
        *keeping.erasing_all(kept.all_going(), view),
    )


def charts(desk: Desk, name: str) -> tuple[Chart, ...]:
    """The charts under a name of gallery.NAMES, of the answers as they are now."""
    if desk.store.locked:
        blank = gallery.hung(name, desk.edition, Answers(), desk.wording())
        return tuple(replace(chart, empty=desk.wording().say("keys.locked-here")) for chart in blank)
    return gallery.hung(name, desk.edition, desk.answers(), desk.wording())


def chart(desk: Desk, name: str, chart_id: str) -> Callable[[], Chart]:
    """A way to ask for one of them again, once answers have changed."""
    return lambda: next((chart for chart in charts(desk, name) if chart.id == chart_id), charts(desk, name)[0])


def _unread(desk: Desk) -> View:
    """What a page is made from while nothing can be read."""
    return View(desk.edition, desk.wording(), Answers(), sitting="s1", now=desk.now)


def _on_opening(desk: Desk, chapter: Chapter) -> tuple[Notice, ...]:
    """Lines changed elsewhere; on the first page, while there is no answer here, whether this is the first time."""
    read, wording = desk.store.read(chapter.id), desk.wording()
    marked = (notices.invented(wording),) if is_example(desk.store.data) else ()
    found = marked + notices.changed_elsewhere(f"{chapter.id}.csv", read.marked, read.damaged, wording)
    view = desk.view(chapter)
    found += keeping.copies_notice(desk.keeping.copies_of(chapter.id), view)
    is_first = chapter == desk.edition.content.chapters[0]
    if is_first:
        found += keeping.seen_by(desk.keeping.seen_by(), view)
    if is_first and not desk.store.chapters() and not desk.said_first_time:
        found += (notices.first_time(str(desk.store.data), desk.said_first_time is False, wording),)
    return found
