"""What the answers show about a criterion: one small function each, by the names that criteria.toml uses.

Pure. A skipped answer never counts as a no, a zero or a yes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from workbook import series
from workbook.questions import NOT_SURE, Rating
from workbook.standing.look import Evidence, Look, Said, Says, facts_of
from workbook.standing.over_time import steadier_days, urge_to_beg, urge_to_berate, waited

__all__ = ["EVIDENCE", "Evidence", "Look", "Said", "Says", "facts_of"]

VALIDATION = frozenset(["to-be-right", "chosen-again"])
"""To hear that one was right, or is wanted: what is hoped for beside understanding, or instead of it."""


def _real_reason(look: Look) -> Evidence:
    """Whether a reason is written down; what it says stays with the person."""
    written = bool(look.answers.value("causes.honest.real-reason").strip())
    chapter = look.content.chapter("causes")
    weighed = [cause for cause in (series.causes(look.answers, chapter) if chapter else ()) if cause.part]
    rests_on = ("causes.honest.real-reason", *(f"causes.{cause.id}.part" for cause in weighed))
    if not written and not weighed:
        return Evidence(rests_on=rests_on)
    key = "standing.reason-written" if written else "standing.reason-not-written"
    return Evidence(Said(key, facts_of(n=len(weighed))), "met" if written else "unclear", rests_on)


def _next_time(look: Look) -> Evidence:
    """How many things of one's own have another way written beside them."""
    written = [row for row in look.answers.by_sitting("causes.own-part.next-time") if row.value.strip()]
    entries = look.answers.entries("causes.own-part")
    rests_on = ("causes.own-part.what", "causes.own-part.next-time")
    if not entries:
        return Evidence(rests_on=rests_on)
    said = Said("standing.next-time", facts_of(n=len(written), entries=len(entries)))
    return Evidence(said, "met" if written else "unclear", rests_on)


def _motive_balance(look: Look) -> Evidence:
    """The strongest reasons of each kind in the latest sitting; one not rated leaves it open."""
    chapter = look.content.chapter("motives")
    found = series.motives(look.answers, chapter) if chapter else ()
    groups = {name: _now(found, f"motives.{name}") for name in ("steadier", "heavier", "practical")}
    rests_on = tuple(f"motives.{motive.id}.strength" for group in groups.values() for motive, _ in group)
    if not groups["steadier"] and not groups["heavier"]:
        return Evidence(rests_on=rests_on or ("motives.steadier", "motives.heavier"))
    facts = facts_of(**{name: _strongest(group) for name, group in groups.items()})
    return Evidence(Said("standing.strongest", facts), _balance(groups), rests_on)


Rated = tuple[series.Motive, series.Point]


def _now(found: Iterable[series.Motive], group: str) -> list[Rated]:
    """The reasons of one kind that were picked in its latest sitting, strongest first, those without a rating last."""
    rated = [(motive, motive.now) for motive in found if motive.group == group]
    picked = [(motive, point) for motive, point in rated if point]
    return sorted(picked, key=lambda each: -1 if each[1].rank is None else each[1].rank, reverse=True)


def _strongest(group: list[Rated]) -> str:
    """Every name that shares the top, or a dash."""
    top = group[0][1].rank if group else None
    names = [motive.name for motive, point in group if point.rank == top and top is not None]
    return f"{', '.join(names)} ({group[0][1].label.lower()})" if names else "–"


def _balance(groups: Mapping[str, list[Rated]]) -> Says:
    ranks = [[point.rank for _, point in groups[name]] for name in ("steadier", "heavier")]
    steadier, heavier = ([rank for rank in group if rank is not None] for group in ranks)
    if not steadier or not heavier or None in (*ranks[0], *ranks[1]):
        return "unclear"
    return "met" if max(steadier) >= max(heavier) else "not-met"


def _nothing_changed(look: Look) -> Evidence:
    question = "motives.honest.nothing-changed"
    says: dict[str, Says] = {"happy": "met", "partly-happy": "unclear", NOT_SURE: "unclear", "not-happy": "not-met"}
    return _in_labels(look, "standing.nothing-changed", (question,), says.get(look.answers.value(question), ""))


def _needs(look: Look) -> Evidence:
    """Both sides, mostly, is met; either side hardly ever is not."""
    questions = ("motives.honest.my-needs", "motives.honest.their-needs")
    ranks = [_rank(look, question) for question in questions]
    says: Says = "not-met" if 0 in ranks else "met" if ranks == [2, 2] else "unclear"
    return _in_labels(look, "standing.needs", questions, says)


def _goals(look: Look) -> Evidence:
    """One far apart is enough to say so; all of them, near, is met; one left out leaves it open."""
    section = look.content.section("causes.goals")
    asked = [question for question in (section.asked if section else ()) if isinstance(question, Rating)]
    ranks = {question.name: _rank(look, question.id) for question in asked}
    rests_on = tuple(question.id for question in asked)
    if not any(look.answers.value(question) for question in rests_on):
        return Evidence(rests_on=rests_on)
    near = [rank is not None and rank >= 2 for rank in ranks.values()]
    says: Says = "not-met" if 0 in ranks.values() else "met" if all(near) else "unclear"
    apart = [name for name, rank in ranks.items() if rank is not None and rank < 2]
    facts = facts_of(near=sum(near), asked=len(asked), apart=", ".join(apart) or "–")
    return Evidence(Said("standing.goals", facts), says, rests_on)


def _seeking(look: Look) -> Evidence:
    """To understand and not to be told one was right is met, the other way round not; both, or neither, is open."""
    question = "motives.honest.seeking"
    said = set(look.answers.value(question).split())
    hears, told_right = "understanding" in said, bool(said & VALIDATION)
    says: Says = "unclear"
    if hears != told_right and NOT_SURE not in said:
        says = "met" if hears else "not-met"
    return _in_labels(look, "standing.seeking", (question,), says if said else "")


def _in_labels(look: Look, key: str, questions: tuple[str, ...], says: Says) -> Evidence:
    """The chosen labels as they are; nothing at all when none of the questions was answered."""
    labels = [_label(look, question) for question in questions]
    if not any(labels):
        return Evidence(rests_on=questions)
    names = ("answer", "other")
    return Evidence(
        Said(key, facts_of(**{n: label or "–" for n, label in zip(names, labels, strict=False)})), says, questions
    )


def _label(look: Look, question_id: str) -> str:
    options = getattr(look.content.question(question_id), "options", ())
    chosen = look.answers.value(question_id).split()
    return "; ".join(option.label for option in options if option.key in chosen)


def _rank(look: Look, question_id: str) -> int | None:
    question = look.content.question(question_id)
    return question.scale.rank(look.answers.value(question_id)) if isinstance(question, Rating) else None


EVIDENCE: Mapping[str, Callable[[Look], Evidence]] = {
    "waited": waited,
    "urge-to-beg": urge_to_beg,
    "urge-to-berate": urge_to_berate,
    "steadier-days": steadier_days,
    "real-reason": _real_reason,
    "next-time": _next_time,
    "seeking-understanding": _seeking,
    "motive-balance": _motive_balance,
    "nothing-changed": _nothing_changed,
    "needs": _needs,
    "goals": _goals,
}
"""By the names that criteria.toml uses."""
