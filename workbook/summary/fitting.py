"""Page one stands alone and is read in two minutes: an answer too long for it stands whole right after it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from workbook.summary.lines import Material, SummaryLine, SummarySection

MOST = 400
"""Words on page one, with everything on it that is ticked."""
WORD, LINE = 8, 8
"""Letters that count as a word where a script puts no spaces between them; words that an empty line takes up."""


def fitted(told: Material, sections: Sequence[SummarySection], header: Iterable[str]) -> tuple[SummarySection, ...]:
    """In page order; what no longer fits leaves a pointer behind, and nothing is cut."""
    pointer = told.say("at-length")
    first = [section for section in sections if section.first]
    room = MOST - size(*header) - sum(map(_fixed, first))
    moved = _moved([line for section in first for line in section.lines if _may_move(line)], room, size(pointer))
    whole = tuple(replace(line, id=f"whole.{line.id}", follows=line.id) for line in moved)
    fitting = (
        replace(section, lines=tuple(_or_pointer(line, moved, pointer) for line in section.lines)) for section in first
    )
    at_length = SummarySection(id="at-length", title=told.say("at-length-title"), lines=whole)
    return (*fitting, at_length, *(section for section in sections if not section.first))


def _moved(lines: Sequence[SummaryLine], room: int, pointer: int) -> list[SummaryLine]:
    """Those for which there is no room; each of them leaves a pointer, so that much is kept free."""
    room -= pointer * len(lines)
    moved = []
    for line in lines:
        more = size(line.detail) - pointer
        if more > room:
            moved.append(line)
        else:
            room -= more
    return moved


def _or_pointer(line: SummaryLine, moved: Sequence[SummaryLine], pointer: str) -> SummaryLine:
    return replace(line, detail=pointer, kind="fact") if line in moved else line


def fits(sections: Iterable[SummarySection], header: Iterable[str], pointer: str) -> bool:
    """Whether there is room, once every answer that may move has moved."""
    first = [section for section in sections if section.first]
    moving = sum(_may_move(line) for section in first for line in section.lines)
    return size(*header) + sum(map(_fixed, first)) + moving * size(pointer) <= MOST


def size(*texts: str) -> int:
    """How many words these take up."""
    return sum(max(len(text.split()), len(text) // WORD) + LINE * text.strip().count("\n") for text in texts)


def _fixed(section: SummarySection) -> int:
    """Everything but the answers that may move."""
    shown = [line for line in section.lines if line.on]
    if not shown:
        return 0
    texts = [text for line in shown for text in (line.text, "" if _may_move(line) else line.detail, line.beside)]
    return size(section.title, section.lead, *texts, *(item for line in shown for item in line.items))


def _may_move(line: SummaryLine) -> bool:
    return line.on and line.kind == "quote"
