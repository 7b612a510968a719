"""The cause map: how big a part, and whose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workbook.charts.words import alt_words, count_words, nothing
from workbook.pictures import Bar, Bars, Chart, Fill, Group, Segment
from workbook.series import Cause
from workbook.wording import Wording

OWNER: dict[str, Fill] = {"mine": "accent", "theirs": "warm", "between-us": "hatched", "from-outside": "hatched"}
FILLS: tuple[Fill, ...] = ("accent", "warm", "hatched", "open")


def cause_map(causes: Sequence[Cause], wording: Wording) -> Chart:
    """Each picked cause: how big a part, in whose box. The parts of one bar are equal; they do not weigh blame."""
    if not causes:
        return nothing("causes", "causes-none", "causes-empty", wording)
    bars = tuple(_cause_bar(cause, wording) for cause in causes)
    used = [fill for fill in FILLS if any(segment.fill == fill for bar in bars for segment in bar.segments)]
    return Chart(
        id="causes",
        title=_cause_title(causes, wording),
        count=count_words(
            len({c.pick for c in causes}) + sum(c.answers for c in causes), [c.day for c in causes], wording
        ),
        alt=alt_words(wording.say("charts.causes-alt"), (bar.said for bar in bars)),
        picture=Bars((Group("", bars),), tuple((fill, wording.say(f"charts.box-{fill}")) for fill in used)),
    )


def _cause_bar(cause: Cause, wording: Wording) -> Bar:
    fills = [fill for fill in FILLS if fill in {OWNER.get(key, "open") for key in cause.whose}] or ["open"]
    if len(fills) > 1:
        fills = [fill for fill in fills if fill != "open"]
    length = (cause.part or 0) / max(1, cause.levels - 1)
    name, part = wording.fill(cause.name), wording.fill(cause.part_label) or wording.say("charts.unanswered")
    whose = ", ".join(wording.fill(label) for label in cause.whose_labels)
    key = "charts.cause-row" if whose else "charts.cause-row-open"
    segments = tuple(Segment(fill, length / len(fills)) for fill in fills) if length else ()
    return Bar(name, part, segments, wording.say(key, name=name, part=part, whose=whose))


def _cause_title(causes: Sequence[Cause], wording: Wording) -> str:
    top = max((cause.part for cause in causes if cause.part is not None), default=None)
    if not top:
        return wording.say("charts.causes-open" if top is None else "charts.causes-small")
    most = [cause for cause in causes if cause.part == top]
    if len(most) > 2:
        return wording.say("charts.causes-many")
    names = [wording.fill(cause.name) for cause in most]
    boxes = {_box(cause.whose) for cause in most}
    key = f"charts.causes-{'two' if len(most) > 1 else 'one'}"
    whose = boxes.pop() if len(boxes) == 1 else ""
    return wording.say(f"{key}-{whose}" if whose else key, first=names[0], second=names[-1])


def _box(whose: Iterable[str]) -> str:
    """One word for whose it was, where the answer allows one."""
    said = set(whose)
    if "between-us" in said or {"mine", "theirs"} <= said:
        return "shared"
    alone = {"mine": "mine", "theirs": "theirs", "from-outside": "outside"}
    return alone.get(next(iter(said)), "") if len(said) == 1 else ""
