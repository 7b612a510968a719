"""The start page as a place to come back to: where I am, what is due, one kind step, every chapter; pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from workbook.pages.view import View, help_page
from workbook.questions import Chapter, Section
from workbook.screen import Button, Page, Part, Told, Way, Ways
from workbook.series.followed import follow_up_of
from workbook.standing import NextStep, Standing

DAYS_OFF = 3
"""From so many days away on, the page says that days off are fine."""


def home(standing: Standing, view: View) -> Page:
    """For someone new a welcome and one button; after that, where things were left."""
    is_new = not view.answers.rows
    say = view.wording.say
    return Page(
        id="home",
        kind="section",
        title=say("home.welcome" if is_new else "home.title"),
        lead=say("home.welcome-lead") if is_new else _since(view),
        parts=tuple(_welcome(view) if is_new else _again(standing, view)),
        help=help_page(view),
        words=view.wording.group("form"),
    )


def _welcome(view: View) -> Iterator[Part]:
    say = view.wording.say
    yield Told("", (say("home.where-words-go"), say("home.how-long")))
    yield Button("begin", say("home.begin"), target=_first_asked(view).id, main=True)


def _first_asked(view: View) -> Section:
    """The first part of the first chapter that asks something of the person, and not about leaving."""
    first = view.edition.content.chapters[0]
    return next(each for each in first.sections if len(list(each.questions())) > 1)


def _again(standing: Standing, view: View) -> Iterator[Part]:
    say = view.wording.say
    steps = tuple(_step(step, view) for step in standing.next_steps)
    yield Ways(say("home.next"), steps)
    if due := tuple(_due(view, {step.notebook for step in steps})):
        yield Ways(say("home.due"), due)
    chapters = view.edition.content.chapters[1:]
    yield Ways(say("home.chapters"), tuple(_chapter(chapter, view) for chapter in chapters))


def _since(view: View) -> str:
    last = max(row.at for row in view.answers.rows).astimezone(view.now.tzinfo).date()
    away = (view.now.date() - last).days
    key = "home.today" if away <= 0 else "home.away" if away >= DAYS_OFF else "home.since"
    return view.wording.say(key, day=view.wording.day(last, view.now.date()))


def _step(step: NextStep, view: View) -> Way:
    """A link, but where the step is to rest."""
    chapter = view.edition.content.chapter(step.chapter)
    leads = chapter is not None and step.said.key != "standing.next-rest"
    return Way(step.said.words(view.wording), chapter.notebook if chapter and leads else "")


def _due(view: View, offered: Collection[str]) -> Iterator[Way]:
    """Today's check-in while there is none and no step offers it, promises whose day has come; never a draft."""
    for chapter in view.edition.content.chapters:
        shown = [name for section in chapter.sections for name in section.shows]
        if chapter.repeat == "each-day" and chapter.notebook not in offered and not _noted_today(chapter, view):
            yield Way(view.wording.say("home.no-check-in", title=view.wording.fill(chapter.title)), chapter.notebook)
        yield from (Way(said, chapter.notebook) for name in shown for said in _open_entries(name, view))


def _noted_today(chapter: Chapter, view: View) -> bool:
    rows = view.answers.chapter(chapter.id)
    return any(row.at.astimezone(view.now.tzinfo).date() == view.now.date() for row in rows)


def _open_entries(name: str, view: View) -> Iterator[str]:
    """One line for a log whose entries are asked about today; none while a stop closes it."""
    log = view.edition.content.section(name)
    if log is None or log.follow_ups is None or view.reach.shutting(name):
        return
    entries = view.answers.entries(name)
    opened = [follow_up_of(view.answers, log.follow_ups, entry, view.now.date()).open for entry in entries]
    first = log.follow_ups.asked[0].id
    if count := sum(bool(each) and view.answers.in_sitting(first, each) is None for each in opened):
        key = "home.one-open" if count == 1 else "home.open"
        yield view.wording.say(key, number=count, title=view.wording.fill(log.title))


def _chapter(chapter: Chapter, view: View) -> Way:
    """Its title, and what is in it: a number of answers, never how well; whether it is closed."""
    say, given = view.wording.say, [row for q in chapter.questions() for row in view.answers.by_sitting(q.id)]
    note = say("home.blank")
    if given:
        last = max(row.at for row in given).astimezone(view.now.tzinfo).date()
        key = "home.one-answer" if len(given) == 1 else "home.answers"
        note = say(key, number=len(given), day=view.wording.day(last, view.now.date()))
    if view.reach.shutting(chapter.id):
        note = say("home.closed", note=note)
    return Way(view.wording.fill(chapter.title), chapter.notebook, note, done=bool(given))
