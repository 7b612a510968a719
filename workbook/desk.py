"""Opens the folder of answers, loads content, tells the time; records what a person does, stands, sums up."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from typing import Literal

from workbook import finding, person, safety, sittings
from workbook.answers import Answer, Answers, check
from workbook.drafts import Concern, concerns
from workbook.handover import Handover
from workbook.keeper import Keeper
from workbook.keeping import Keeping
from workbook.pages.view import View
from workbook.pauses import Change, Pauses
from workbook.questions import Chapter, Question, Section, Words
from workbook.rulebook import Edition, load
from workbook.standing import Reach, Standing, reach, stand
from workbook.store import Store
from workbook.summary import Material
from workbook.wording import Wording


def local_now() -> datetime:
    """Now, with the offset of the place where the computer believes itself to be."""
    return datetime.now().astimezone()


class Desk:
    """One person's answers and one language's content, for as long as a kernel or a command lives.

    Private answers live in this object and nowhere else, unless the person keeps them.
    """

    def __init__(self, data: Path, edition: Edition | None = None, clock: Callable[[], datetime] = local_now) -> None:
        self.edition = edition or load()
        self.store = Store(data)
        self.store.finish()
        self._clock = clock
        self._private: dict[str, str] = {}
        self._keeper = Keeper(self.store, self.edition.content)
        self.keeping = Keeping(self.store, self.edition)
        self._pauses = Pauses(self.edition)
        self._blocks: set[str] = set()  # safety questions whose page before was read
        self._checked: dict[str, tuple[Concern, ...]] = {}  # a draft's entry -> what the rules point at
        self._fresh: dict[str, str] = {}  # chapter -> a sitting begun by "answer afresh", until it holds an answer
        self._read: tuple[object, Answers] | None = None
        self.handover = Handover(self.store, self.edition, self.material)
        self.said_first_time: bool | None = None

    @property
    def now(self) -> datetime:
        return self._clock()

    def answers(self) -> Answers:
        """Everything on disk, every chapter; read again only when a file changed, so another window's answer shows.

        Raises StoreError.
        """
        fingerprint = self.store.fingerprint()
        if self._read is None or self._read[0] != fingerprint:
            rows = [row for chapter in self.edition.content.chapters for row in self.store.read(chapter.id).answers]
            self._read = (fingerprint, Answers(rows))
        return self._read[1]

    def wording(self) -> Wording:
        """Filled for the person that the answers name; while they are locked, for nobody."""
        return person.wording(self.edition, Answers() if self.store.locked else self.answers())

    def standing(self) -> Standing:
        return stand(self.answers(), self.edition.content, self.edition.rules, self.now)

    def reach(self) -> Reach:
        return reach(self.answers(), self.edition.content, self.edition.rules.stops, self.now.date())

    def chapter(self, chapter_id: str) -> Chapter:
        return finding.chapter(self.edition.content, chapter_id)

    def view(self, chapter: Chapter, section: Section | None = None) -> View:
        """All that a page of this chapter is made from."""
        answers, where = self.answers(), self.reach()
        return View(
            edition=self.edition,
            wording=self.wording(),
            answers=answers,
            sitting=self.sitting(chapter.id),
            now=self.now,
            private=self._private,
            kept=frozenset(q.id for q in chapter.questions() if self.is_kept(q)),
            new_entries=self._keeper.begun(section.id) if section else (),
            reach=where,
            stops=self._pauses.stops({rule.id for rule in where.stops}),
            begun=frozenset(self._blocks),
            checked=self._checked,
        )

    def material(self) -> Material:
        """All that a summary is made from."""
        return Material(
            answers=self.answers(),
            content=self.edition.content,
            rules=self.edition.rules,
            standing=self.standing(),
            wording=self.wording(),
            today=self.now.date(),
        )

    def forget_private(self, chapter_id: str) -> None:
        """A page was opened anew: private answers and ticks given on it before are gone; what they set stays set."""
        chapter = self.chapter(chapter_id)
        self._forget({question.id for question in chapter.questions() if question.private or question.stop})
        self._blocks -= {section.id for section in chapter.sections}
        self.handover.forget_ticks()

    # what a person does

    def answer(self, question_id: str, value: str, sitting: str = "", *, keep: bool = False) -> str:
        """Check one answer and keep it: on disk when this returns, or in memory alone where it is private.

        Returns the sitting it was saved in; without one it is the chapter's present one. A stop is on disk before the
        answer that sets it, and goes only after the answer that takes it back. Raises a kind of Trouble.
        """
        question = finding.question(self.edition.content, question_id)
        value = check(question, value)
        in_memory = question.private and not (keep or self.is_kept(question))
        sitting = sitting or self.sitting(question.chapter)
        was = self._private.get(question.id, "") if in_memory else self._said(question, sitting)
        change = Change(question, "" if question.private else sitting, was, value, self.answers())
        self._pauses.tells(change, self._keep)
        if in_memory:
            self._private[question.id] = value
        elif value != was:
            sitting = self._write(question, sitting, value)
        if line := self._pauses.taken_back(change):
            self._keeper.erase_line(line)
        self._pauses.lifts(replace(change, answers=self.answers()), self._keep)
        self._checked.pop(sitting, None)
        return sitting

    def keep(self, question_id: str) -> None:
        """Write a private answer down, because the person asked for it."""
        question = finding.question(self.edition.content, question_id)
        if value := self._private.get(question_id, ""):
            self._write(question, self.sitting(question.chapter), value)
            del self._private[question_id]

    def unkeep(self, question_id: str) -> None:
        """Erase a private answer, whenever it was given, from the disk; today's stays in memory."""
        question = finding.question(self.edition.content, question_id)
        today = self._said(question, self.sitting(question.chapter))
        self._keeper.erase(question, self.answers())
        if today:
            self._private[question_id] = today

    def is_kept(self, question: Question) -> bool:
        return question.private and self.answers().latest(question.id) is not None

    def erase(self, question_id: str) -> None:
        """Remove what was answered to one question from the disk; a stop that rests on it stays."""
        question = finding.question(self.edition.content, question_id)
        if question.id not in {rule.kept for rule in self.edition.rules.stops}:
            self._keeper.erase(question, self.answers())

    def afresh(self, chapter_id: str) -> None:
        """Begin a new sitting; until it holds an answer it exists in memory alone and takes nothing away."""
        self._fresh[chapter_id] = sittings.following(self.sitting(chapter_id))
        self.forget_private(chapter_id)

    def begin_entry(self, section_id: str) -> str:
        """A new, blank entry of a log; it is on disk with its first answer."""
        return self._keeper.begin_entry(section_id, self.answers())

    def takes_new(self, section_id: str) -> bool:
        """Whether an entry can be begun there, whatever an older page still shows."""
        section, where = finding.section(self.edition.content, section_id), self.reach()
        return where.takes_new(section) and not where.hides(section)

    def delete_entry(self, chapter_id: str, entry: str) -> None:
        """Remove an entry from the disk, so that nothing of what it says is left."""
        self._keeper.delete_entry(chapter_id, entry, self.answers())
        self._checked.pop(entry, None)

    def begin_block(self, section_id: str) -> None:
        """The page before the safety questions was read."""
        self._blocks.add(section_id)

    def finish_block(self, section_id: str) -> None:
        """The safety questions were gone through: only the day is kept, and whether a pause is on."""
        section = finding.section(self.edition.content, section_id)
        for question, value in safety.closing_lines(section, self._section_view(section)):
            self._keep(question, value)
        self.leave_block(section_id)

    def leave_block(self, section_id: str) -> None:
        """Left early or gone through, the answers are forgotten; left early, they are no answer to anything."""
        self._blocks.discard(section_id)
        section = finding.section(self.edition.content, section_id)
        self._forget({question.id for question in section.questions()})

    def check_draft(self, section_id: str, entry: str) -> None:
        """Hold a draft against the message rules; what they point at is shown and kept nowhere."""
        section = finding.section(self.edition.content, section_id)
        words = next(question for question in section.asked if isinstance(question, Words))
        earlier: Literal["none", "sent"] = "sent" if self.reach().is_on("one-message") else "none"
        self._checked[entry] = self.concerns(self._said(words, entry), self.now.time(), earlier)

    def concerns(self, draft: str, when: time | None, earlier: Literal["none", "sent"]) -> tuple[Concern, ...]:
        """What the message rules point at; nothing of it is kept."""
        return concerns(draft, self.edition.rules.messages, when, earlier)

    def sitting(self, chapter_id: str) -> str:
        fresh = self._fresh.get(chapter_id)
        return fresh or sittings.current(self.chapter(chapter_id), self.answers(), self.now)

    # the inside

    def _section_view(self, section: Section) -> View:
        return self.view(self.chapter(section.id.partition(".")[0]), section)

    def _said(self, question: Question, sitting: str) -> str:
        found = self.answers().in_sitting(question.id, sitting)
        return found.value if found else ""

    def _write(self, question: Question, sitting: str, value: str) -> str:
        sitting = self._keeper.write(question, sitting, value, self.now)
        if question.private and not value:
            self._keeper.erase(question, self.answers())
        return sitting

    def _keep(self, question_id: str, value: str) -> Answer:
        return self._keeper.keep(question_id, value, self.sitting(question_id.partition(".")[0]), self.now)

    def _forget(self, questions: Collection[str]) -> None:
        self._private = {question: value for question, value in self._private.items() if question not in questions}
        self._pauses.forget(questions)
