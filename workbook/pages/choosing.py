"""The page where it is chosen, line by line, what goes into the summary; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workbook.pages.view import View, help_page
from workbook.screen import Page, Shown, Ticks, Told
from workbook.summary import Summary, SummaryLine, SummarySection

LONGEST = 140
"""Letters of a line that are shown beside its tick; the preview has all of it."""


def choosing_page(summary: Summary, view: View) -> Page:
    """Page one open, what could follow it folded; every line says what it would say on paper."""
    say = view.wording.say
    whole = {line.follows: line for line in summary.lines() if line.follows}
    ticks = [
        _ticks(section, whole, view)
        for section in summary.sections
        if section.lines and not any(line.follows for line in section.lines)
    ]
    return Page(
        id="choosing",
        kind="section",
        title=say("choosing.title"),
        lead=say("choosing.lead"),
        parts=(
            Told("", (say("choosing.anew"),)),
            *(each for each in ticks if not each.folded),
            Told(say("choosing.after"), (say("choosing.after-text"),)),
            *(each for each in ticks if each.folded),
        ),
        help=help_page(view),
        words=view.wording.group("form"),
    )


def _ticks(section: SummarySection, whole: Mapping[str, SummaryLine], view: View) -> Ticks:
    on = [line.id for line in section.lines if line.on]
    return Ticks(
        question=f"paper.lines.{section.id}",
        title=section.title,
        lead="",
        count=view.wording.say("choosing.count", on=len(on), all=len(section.lines)),
        options=tuple(_shown(whole.get(line.id, line), line, view) for line in section.lines),
        value=" ".join(on),
        folded=not section.first,
    )


def _shown(told: SummaryLine, line: SummaryLine, view: View) -> Shown:
    says = " · ".join(filter(None, _said(told)))
    anew = view.wording.say("choosing.asked-anew") if line.anew else ""
    return Shown(line.id, line.text, " ".join(filter(None, (_short(says), anew))), apart=line.anew, under=line.under)


def _said(line: SummaryLine) -> Iterator[str]:
    quote = f"“{_short(line.detail)}”" if line.kind == "quote" else line.detail
    yield from (quote, "; ".join(line.items), line.beside)


def _short(text: str) -> str:
    """Its beginning, on one line."""
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST else plain[:LONGEST].rstrip() + "…"
