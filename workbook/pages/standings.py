"""Standing -> the page that says where things stand; pure."""

from __future__ import annotations

from workbook.pages.view import View, help_page
from workbook.screen import Notice, Page, Told
from workbook.standing import CriterionStands, Standing


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
            *(Told(say("standings.next-title"), (step.said.words(view.wording),)) for step in standing.next_steps),
        ),
        help=help_page(view),
        words=view.wording.group("form"),
    )


def _state(standing: Standing, view: View) -> Notice:
    """The same calm words whichever state it is; why a stop is on stays untold."""
    said = standing.said.words(view.wording)
    lines = [view.wording.fill(line) for rule in standing.stops for line in rule.text]
    text = tuple(line for line in lines if line != said)
    return Notice("state", said, text, help=bool(standing.stops))


def _criterion(stands: CriterionStands, view: View) -> Told:
    say, criterion = view.wording.say, stands.criterion
    lines = [say("standings.own", own=say(f"standings.own-{stands.own or 'blank'}"))] if criterion.question else []
    if log := stands.evidence.words(view.wording):
        lines.append(say("standings.log", log=log))
    if stands.differs:
        lines.append(say("standings.differs"))
    if stands.own != "met" or stands.evidence_says not in ("met", ""):
        lines.append(say("standings.change", change=view.wording.fill(criterion.change)))
    return Told(view.wording.fill(criterion.title), tuple(lines))
