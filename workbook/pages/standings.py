"""Standing -> the page that says where things stand, each line with the answers it rests on; pure."""

from __future__ import annotations

from collections.abc import Iterable

from workbook.pages.view import View, help_page
from workbook.questions import Content
from workbook.rules import StopRule
from workbook.screen import Notice, Page, Told
from workbook.standing import CriterionStands, NextStep, Standing


def standing_page(standing: Standing, view: View) -> Page:
    """The state of reaching out, each criterion beside what the log shows, and one small thing that could come next."""
    say = view.wording.say
    return Page(
        id="standing",
        kind="section",
        title=say("standings.title"),
        lead=say("standings.lead"),
        parts=(
            _state(standing, view),
            *(_criterion(each, view) for each in standing.criteria),
            *(_next(step, view) for step in standing.next_steps),
        ),
        help=help_page(view),
        words=view.wording.group("form"),
    )


def _state(standing: Standing, view: View) -> Notice:
    """The same calm words whichever state it is; why a pause is on stays untold."""
    said = standing.said.words(view.wording)
    lines = [line for rule in standing.stops for line in _stop(rule, view)]
    text = dict.fromkeys(line for line in (*lines, _rests_on(standing.rests_on, view)) if line != said)
    return Notice("state", said, tuple(text), help=bool(standing.stops))


def _stop(rule: StopRule, view: View) -> Iterable[str]:
    """What it says, what it closes, and what would change that."""
    say, fill = view.wording.say, view.wording.fill
    yield from map(fill, rule.text)
    yield say("standings.closed", names=", ".join(fill(_part_name(name, view.edition.content)) for name in rule.closes))
    yield say("standings.lifts", lifts=fill(rule.lifts))


def _part_name(name: str, content: Content) -> str:
    """The title of a chapter, or of a section of one."""
    part = content.section(name) if "." in name else content.chapter(name)
    return part.title if part else name


def _criterion(stands: CriterionStands, view: View) -> Told:
    say, criterion = view.wording.say, stands.criterion
    lines = [say("standings.own", own=say(f"standings.own-{stands.own or 'blank'}"))] if criterion.question else []
    if log := stands.evidence.words(view.wording):
        lines.append(say("standings.log", log=log))
    if stands.differs:
        lines.append(say("standings.differs"))
    settled = stands.own == "met" or not criterion.question  # without a question there is a pause, or nothing to change
    if not settled or stands.evidence_says not in ("met", ""):
        lines.append(say("standings.change", change=view.wording.fill(criterion.change)))
    return Told(view.wording.fill(criterion.title), tuple(lines), (_rests_on(stands.rests_on, view),))


def _next(step: NextStep, view: View) -> Told:
    return Told(view.wording.say("standings.next-title"), (step.said.words(view.wording),))


def _rests_on(questions: Iterable[str], view: View) -> str:
    """The answers behind a line, by the names that the notebooks give them."""
    names = dict.fromkeys(view.wording.fill(_name(question, view.edition.content)) for question in questions)
    return view.wording.say("standings.rests-on", names="; ".join(names))


def _name(question_id: str, content: Content) -> str:
    """A question's short name; with an item's in front where it is asked of one."""
    question = content.question(question_id)
    if question is None:
        return question_id
    item_id = question_id.split(".")[1]
    chapter = content.chapter(question.chapter)
    items = [item for section in (chapter.sections if chapter else ()) for item in section.items]
    item = next((f"{item.name}, " for item in items if item.id == item_id), "")
    return item + (question.name or question.ask)
