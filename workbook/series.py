"""Answers -> plain records over time: check-ins and gaps, causes, motives and their drift, own views; pure.

One value per question and sitting. What was skipped, or answered "not sure", is None and never a zero.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from workbook.answers import Answer, Answers, sitting_order
from workbook.questions import NOT_SURE, Chapter, Choice, Choices, Item, Question, Rating

LOWEST, HIGHEST = 0, 10
"""The ends of mood, urge and sleep; a number beyond them came from an edited file and is left out."""

NO_CONTACT, ONLY_NEEDED, LOOKED_UP = "no-contact", "only-needed", "looked-them-up"
IN_TOUCH = frozenset(["they-wrote", "i-wrote", "we-met"])
"""Contact is what passed between two people. Looking someone up is not in it: nothing reached them, so a sentence like
"the last contact was 12 days ago" stays true, and a person who looked has no reason to leave it out of the log. It has
its own days instead. Contact that was needed is never in it."""


@dataclass(frozen=True, slots=True)
class CheckIn:
    """What was said of one day."""

    day: date
    mood: int | None = None
    urge: int | None = None
    sleep: int | None = None
    contact: tuple[str, ...] = ()
    cried: bool | None = None
    line: str = ""

    @property
    def in_touch(self) -> bool | None:
        """Whether anything passed between the two that was not only needed; None when that was left open."""
        if IN_TOUCH.intersection(self.contact):
            return True
        return False if self.contact and NOT_SURE not in self.contact else None


@dataclass(frozen=True, slots=True)
class Cause:
    """One picked cause as it stands now."""

    id: str
    pick: str  # the question that it was picked in
    name: str
    part: int | None  # rank of how big a part it played, from 0
    part_label: str
    levels: int  # how many ranks there are
    whose: tuple[str, ...]
    whose_labels: tuple[str, ...]
    change: int | None
    change_label: str
    answers: int  # given about it, the pick aside
    day: date  # of the newest of them


@dataclass(frozen=True, slots=True)
class Point:
    """One value in one sitting; a rank of None is "not sure" (then labelled) or not answered."""

    sitting: str
    day: date
    rank: int | None
    label: str


@dataclass(frozen=True, slots=True)
class Motive:
    """One reason that was picked at least once; a sitting in which it was not picked has no point."""

    id: str
    group: str  # the section's id
    group_title: str
    name: str
    levels: tuple[str, ...]  # labels, lowest first
    asked: tuple[tuple[str, date], ...]  # the sittings in which its group was answered
    points: tuple[Point, ...]

    def at(self, sitting: str) -> Point | None:
        return next((point for point in self.points if point.sitting == sitting), None)

    @property
    def now(self) -> Point | None:
        """Its point in the latest sitting; None when it was not picked there."""
        return self.at(self.asked[-1][0])


@dataclass(frozen=True, slots=True)
class Drift:
    """One reason in the first and in the latest sitting of its group; None where it was not picked."""

    motive: Motive
    first: Point | None
    last: Point | None

    @property
    def steps(self) -> int | None:
        """How many levels it moved; None unless both ends were rated."""
        if self.first is None or self.last is None or self.first.rank is None or self.last.rank is None:
            return None
        return self.last.rank - self.first.rank


@dataclass(frozen=True, slots=True)
class View:
    """The person's own view of one question, sitting by sitting; not sure is a key like any other."""

    question: str
    name: str
    options: tuple[tuple[str, str], ...]  # key and label, highest level first, not sure last
    points: tuple[tuple[str, date, str], ...]  # sitting, day, key

    @property
    def key(self) -> str:
        """The latest view; empty when it was never answered."""
        return self.points[-1][2] if self.points else ""


def check_ins(answers: Answers) -> tuple[CheckIn, ...]:
    """One a day, earliest first. Of two sittings on a day, the later answer to each question counts.

    A sitting belongs to the day on which it began, where the person was then: one that runs past midnight is one day.
    """
    days: dict[date, dict[str, str]] = {}
    began: dict[str, date] = {}
    for row in answers.chapter("check-in"):
        day = began.setdefault(row.sitting, row.at.date())
        if row.value and answers.in_sitting(row.question, row.sitting) is row:
            days.setdefault(day, {})[row.question.rpartition(".")[2]] = row.value
    return tuple(_check_in(day, said) for day, said in sorted(days.items()))


def gaps(found: Iterable[CheckIn]) -> tuple[date, ...]:
    """The days without a check-in between the first and the last."""
    days = {each.day for each in found}
    return tuple(day for day in _every_day(days) if day not in days)


def contact_days(found: Iterable[CheckIn]) -> tuple[date, ...]:
    """The days on which they were in touch, beyond what was needed."""
    return tuple(each.day for each in found if each.in_touch)


def looked_up_days(found: Iterable[CheckIn]) -> tuple[date, ...]:
    """The days on which the person looked them up."""
    return tuple(each.day for each in found if LOOKED_UP in each.contact)


def days_since_contact(found: Iterable[CheckIn], today: date) -> int | None:
    """Since the last contact in the log; None when it holds none. A day that was not logged may hide a later one, so
    this is for showing; what is held against a criterion is current_run."""
    days = contact_days(found)
    return max(0, (today - max(days)).days) if days else None


def longest_run(found: Iterable[CheckIn]) -> int:
    """The most days in a row that were logged and without contact, what was needed aside.

    A day that was left out ends a run, as contact would: skipping a day never makes a run longer.
    """
    return max((len(run) for run in _runs(found)), default=0)


def current_run(found: Iterable[CheckIn], today: date) -> int:
    """The run that reaches today, or yesterday while today is not logged yet."""
    checked = tuple(found)
    last = today if any(each.day == today for each in checked) else today - timedelta(days=1)
    return next((len([day for day in run if day <= last]) for run in _runs(checked) if last in run), 0)


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


def _check_in(day: date, said: dict[str, str]) -> CheckIn:
    cried = {"cried": True, "did-not-cry": False}.get(said.get("crying", ""))
    numbers = {name: _number(said.get(name, "")) for name in ("mood", "urge", "sleep")}
    return CheckIn(day, **numbers, contact=_keys(said.get("contact", "")), cried=cried, line=said.get("line", ""))


def _number(value: str) -> int | None:
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 4 else None
    return number if number is not None and LOWEST <= number <= HIGHEST else None


def _keys(value: str) -> tuple[str, ...]:
    return tuple(value.split())


def _every_day(days: Collection[date]) -> Iterator[date]:
    if days:
        first = min(days)
        yield from (first + timedelta(days=number) for number in range((max(days) - first).days + 1))


def _runs(found: Iterable[CheckIn]) -> list[list[date]]:
    quiet = sorted(each.day for each in found if each.in_touch is False)
    runs: list[list[date]] = []
    for day in quiet:
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


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
