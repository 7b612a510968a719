"""Answers -> what was picked and how it was rated: causes, motives and their drift, own views; pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from workbook.answers import Answer, Answers, sitting_order
from workbook.questions import Chapter, Choice, Choices, Item, Question, Rating
from workbook.series.records import Cause, Drift, Motive, Point, View


def causes(answers: Answers, chapter: Chapter) -> tuple[Cause, ...]:
    """The picked ones, biggest part first, then in the order of the content; those without a part come last."""
    found = [_cause(answers, pick, item) for pick, item in _items(chapter) if item.id in _keys(answers.value(pick.id))]
    return tuple(sorted(found, key=lambda cause: -1 if cause.part is None else cause.part, reverse=True))


def motives(answers: Answers, chapter: Chapter) -> tuple[Motive, ...]:
    """Every reason picked at least once, in the order of the content."""
    found = (_motive(answers, chapter, pick, item) for pick, item in _items(chapter))
    return tuple(motive for motive in found if motive.points)


def drift(found: Iterable[Motive]) -> tuple[Drift, ...]:
    """First against latest sitting, for groups that were answered at least twice."""
    again = (motive for motive in found if len(motive.asked) > 1)
    return tuple(Drift(motive, motive.at(motive.asked[0][0]), motive.now) for motive in again)


def readiness(answers: Answers, chapter: Chapter, only: Collection[str] = ()) -> tuple[View, ...]:
    """Own views in the order of the content; only names the questions, otherwise all that are asked with choices."""
    asked = [question for question in chapter.questions() if isinstance(question, Rating | Choice)]
    return tuple(
        _view(answers, question)
        for question in asked
        if not (question.private or question.retired or question.kept) and (question.id in only or not only)
    )


def _keys(value: str) -> tuple[str, ...]:
    return tuple(value.split())


def _items(chapter: Chapter) -> Iterator[tuple[Choices, Item]]:
    for section in chapter.sections:
        if section.pick:
            yield from ((section.pick, item) for item in section.items)


def _each(item: Item, name: str) -> Question | None:
    return next((q for q in item.each if q.id.rpartition(".")[2] == name and not q.private), None)


def _said(question: Question | None, answer: Answer | None) -> tuple[int | None, tuple[str, ...], tuple[str, ...]]:
    """Rank, keys and labels of one answer; what the question no longer knows is left out."""
    if question is None or answer is None:
        return None, (), ()
    labels = {option.key: option.label for option in getattr(question, "options", ())}
    keys = tuple(key for key in labels if key in _keys(answer.value))
    rank = question.scale.rank(answer.value) if isinstance(question, Rating) else None
    return rank, keys, tuple(labels[key] for key in keys)


def _cause(answers: Answers, pick: Choices, item: Item) -> Cause:
    part, whose, change = (_each(item, name) for name in ("part", "whose", "could-change"))
    given = [answers.latest(question.id) if question else None for question in (part, whose, change)]
    rank, _, label = _said(part, given[0])
    _, owners, owner_labels = _said(whose, given[1])
    could, _, could_label = _said(change, given[2])
    picked = answers.latest(pick.id)
    days = [answer.at.date() for answer in (picked, *given) if answer]
    levels = len(part.scale.levels) if isinstance(part, Rating) else 0
    return Cause(
        item.id, pick.id, item.name, rank, "".join(label), levels, owners, owner_labels,
        could, "".join(could_label), sum(answer is not None for answer in given), max(days),
    )  # fmt: skip


def _motive(answers: Answers, chapter: Chapter, pick: Choices, item: Item) -> Motive:
    strength = _each(item, "strength")
    picked = {row.sitting: row for row in answers.by_sitting(pick.id)}
    rated = {row.sitting: row for row in answers.by_sitting(strength.id)} if strength else {}
    group = next(section for section in chapter.sections if section.pick is pick)
    ours = [each.id for other in group.items for each in other.each]
    asked = {row.sitting: row for question in ours for row in answers.by_sitting(question)} | picked
    points = []
    for sitting in sorted(asked, key=sitting_order):
        if item.id in _keys(picked[sitting].value) if sitting in picked else sitting in rated:
            row = rated.get(sitting)
            rank, _, label = _said(strength, row)
            points.append(Point(sitting, (row or picked[sitting]).at.date(), rank, "".join(label)))
    levels = tuple(level.label for level in strength.scale.levels) if isinstance(strength, Rating) else ()
    when = tuple((sitting, asked[sitting].at.date()) for sitting in sorted(asked, key=sitting_order))
    return Motive(item.id, group.id, group.title, item.name, levels, when, tuple(points))


def _view(answers: Answers, question: Rating | Choice) -> View:
    options = question.options
    if isinstance(question, Rating):
        options = (*reversed(question.scale.levels), question.scale.unsure)
    known = {option.key for option in options}
    rows = [row for row in answers.by_sitting(question.id) if row.value in known]
    return View(
        question.id,
        question.name or question.ask,
        tuple((option.key, option.label) for option in options),
        tuple((row.sitting, row.at.date(), row.value) for row in rows),
    )
