"""What there is over time, as frozen records. What was skipped, or answered "not sure", is None and never a zero."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workbook.questions import NOT_SURE

LOWEST, HIGHEST = 0, 10
"""The ends of mood, urge and sleep; a number beyond them came from an edited file and is left out."""

NO_CONTACT, ONLY_NEEDED, LOOKED_UP = "no-contact", "only-needed", "looked-them-up"
IN_TOUCH = frozenset(["they-wrote", "i-wrote", "we-met"])
"""Contact is what passed between two people. Looking someone up is not in it: nothing reached them, so a sentence like
"the last contact was 12 days ago" stays true, and a person who looked has no reason to leave it out of the log. It has
its own days instead. Contact that was needed is never in it."""

TO_PLEAD, TO_TELL_OFF, TO_LOOK, ANOTHER_KIND = "to-plead", "to-tell-off", "to-look", "another-kind"
KINDS = (TO_PLEAD, TO_TELL_OFF, TO_LOOK, ANOTHER_KIND)
NO_URGE, A_SLIP = "no-urge", "a-slip"


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


@dataclass(frozen=True, slots=True)
class Urge:
    """One urge, noted when it came or told of in a check-in."""

    day: date
    kind: str  # one of KINDS; empty: not said
    strength: int | None
    sitting: str  # e3: its entry in the log · s12: the check-in that told of it
    helped: str = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip, noted in the log or told of in a check-in."""

    day: date
    what: str  # the key that was chosen; empty: not said
    in_touch: bool  # whether anything passed between the two; left open, it counts as if it did
    sitting: str
    taught: str = ""


@dataclass(frozen=True, slots=True)
class Quiet:
    """Days without contact. A slip ends the run that is going on, and takes nothing from what was there before."""

    days: tuple[date, ...]  # logged, and without contact beyond what was needed
    contact: tuple[date, ...]
    slips: tuple[date, ...]
    longest: int
    current: int
    latest_contact: date | None  # wherever it was noted
    since: int | None  # days from then to today

    @property
    def total(self) -> int:
        return len(self.days)


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise and what became of it, as it was last told."""

    entry: str
    who: str
    what: str
    by_when: date | None
    kept: str  # the key of the latest follow-up that was answered; empty: none yet
    kept_on: date | None
    note: str
    is_open: bool

    def is_due(self, today: date) -> bool:
        """Whether it is time to ask: open, and its day has come or was never named."""
        return self.is_open and (self.by_when is None or self.by_when <= today)
