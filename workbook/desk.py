"""Opens the folder of answers, loads content, tells the time; asks, records, stands, sums up."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from workbook import finding, gallery, person, sittings
from workbook.answers import Answers, check, sitting_order
from workbook.dictionary import datapackage
from workbook.errors import StoreError
from workbook.pages import notices, openings, standings, writing
from workbook.pages.sections import section_page
from workbook.pages.view import View
from workbook.pauses import PAUSED, Pauses
from workbook.pictures import Chart
from workbook.questions import Chapter, Question, Section, Words
from workbook.rulebook import Edition, load
from workbook.rules import StopRule
from workbook.screen import Notice, Page
from workbook.standing import Standing, is_paused, stand
from workbook.store import Store, write_file
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
        self._clock = clock
        self._private: dict[str, str] = {}
        self._pauses = Pauses(self.edition.rules.stops)
        self._fresh: dict[str, str] = {}  # chapter -> a sitting begun by "answer afresh", until it holds an answer
        self._begun: dict[str, tuple[str, ...]] = {}  # chapter -> entries begun and still blank
        self._read: tuple[object, Answers] | None = None
        self._written: Path | None = None
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
        return person.wording(self.edition, self.answers())

    def standing(self) -> Standing:
        return stand(self.answers(), self.edition.content, self.edition.rules, self.now)

    # what a screen shows

    def chapter(self, chapter_id: str) -> Chapter:
        return finding.chapter(self.edition.content, chapter_id)

    def section_page(self, section_id: str) -> Page:
        section = finding.section(self.edition.content, section_id)
        return section_page(section, self._view(self.chapter(section_id.partition(".")[0]), section))

    def forget_private(self, chapter_id: str) -> None:
        """A page was opened anew: private answers given on it before are gone, and what they set stays set."""
        asked = {question.id for question in self.chapter(chapter_id).questions() if question.private}
        self._private = {question: value for question, value in self._private.items() if question not in asked}
        self._pauses.forget(asked)

    def opening(self, chapter_id: str) -> Page:
        chapter = self.chapter(chapter_id)
        return openings.opening(chapter, self._view(chapter))

    def closing(self, chapter_id: str) -> Page:
        chapter = self.chapter(chapter_id)
        return openings.closing(chapter, self._view(chapter))

    def standing_page(self) -> Page:
        return standings.standing_page(self.standing(), self._view(self.chapter("summary")))

    def writing_page(self) -> Page:
        return writing.writing_page(self._written, self._view(self.chapter("summary")))

    def charts(self, name: str) -> tuple[Chart, ...]:
        """The charts under a name of gallery.NAMES, of the answers as they are now."""
        return gallery.hung(name, self.edition, self.answers(), self.wording())

    def chart(self, name: str, chart_id: str) -> Callable[[], Chart]:
        """A way to ask for one of them again, once answers have changed."""
        return lambda: next((chart for chart in self.charts(name) if chart.id == chart_id), self.charts(name)[0])

    def summary_html(self) -> bytes:
        """The summary as it would be handed over."""
        from workbook.paper import summary_html  # noqa: PLC0415 (a page without a summary need not wait for jinja2)

        return summary_html(self.edition, self.answers(), self.standing(), self.wording(), self.now.date())

    # what a person does

    def write_summary(self, to: Path | None = None) -> Path:
        """Write the summary to a new file: where it is told to, or into the summaries folder under a neutral name.

        Raises StoreError; nothing that is there is overwritten.
        """
        from workbook.paper import file_name  # noqa: PLC0415 (as above)

        if to is None:
            self._written = self.store.write_summary(file_name(self.now.date()), self.summary_html())
            return self._written
        write_file(to, self.summary_html())
        return to

    def answer(self, question_id: str, value: str, sitting: str = "", *, keep: bool = False) -> str:
        """Check one answer and keep it: on disk when this returns, or in memory alone where it is private.

        Returns the sitting it was saved in; without one it is the chapter's present one. A stop is on disk before the
        answer that sets it, and goes only after the answer that takes it back. Raises a kind of Trouble.
        """
        question = finding.question(self.edition.content, question_id)
        value = check(question, value)
        if rule := self._pauses.told(question, value):
            self._stop(rule, question)
        if question.private and not (keep or self.is_kept(question)):
            self._private[question.id] = value
        elif value != self._said(question, sitting := sitting or self.sitting(question.chapter)):
            sitting = self._write(question, sitting, value)
        if value and not rule and (line := self._pauses.taken_back(question, self.answers())):
            # erased: a line that says "taken back" would tell that there was something to take back
            self.store.erase(line.question.partition(".")[0], line.sitting, line.question)
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
        self._erase(question)
        if today:
            self._private[question_id] = today

    def is_kept(self, question: Question) -> bool:
        return question.private and self.answers().latest(question.id) is not None

    def afresh(self, chapter_id: str) -> None:
        """Begin a new sitting; until it holds an answer it exists in memory alone and takes nothing away."""
        self._fresh[chapter_id] = sittings.following(self.sitting(chapter_id))
        self.forget_private(chapter_id)

    def begin_entry(self, chapter_id: str) -> str:
        """A new, blank entry of a log; it is on disk with its first answer."""
        begun = self._begun.get(chapter_id, ())
        free = [sittings.next_entry(self.answers(), chapter_id), *map(sittings.following, begun)]
        entry = max(free, key=sitting_order)
        self._begun[chapter_id] = (*begun, entry)
        return entry

    def delete_entry(self, chapter_id: str, entry: str) -> None:
        """Remove every line of an entry from the disk, so that nothing of it is left."""
        for question in {row.question for row in self.answers().chapter(chapter_id) if row.sitting == entry}:
            self.store.erase(chapter_id, entry, question)
        self._begun[chapter_id] = tuple(each for each in self._begun.get(chapter_id, ()) if each != entry)

    def sitting(self, chapter_id: str) -> str:
        fresh = self._fresh.get(chapter_id)
        return fresh or sittings.current(self.chapter(chapter_id), self.answers(), self.now)

    # the inside

    def _said(self, question: Question, sitting: str) -> str:
        found = self.answers().in_sitting(question.id, sitting)
        return found.value if found else ""

    def _write(self, question: Question, sitting: str, value: str) -> str:
        """Choices are added, so that a change of mind shows; text and what is private leave no trail."""
        begun = self._begun.get(question.chapter, ())
        where = (question.chapter, sitting, question.id)
        if sitting in begun and value:  # another window may have begun the same one meanwhile
            self._begun[question.chapter] = tuple(each for each in begun if each != sitting)
            sitting = self.store.begin(*where, value, self.now).sitting
        elif value or not isinstance(question, Words):
            leaves_no_trail = question.private or isinstance(question, Words)
            (self.store.replace if leaves_no_trail else self.store.append)(*where, value, self.now)
        else:
            self.store.erase(*where)
        if question.private and not value:
            self._erase(question)
        with contextlib.suppress(StoreError):  # the dictionary only explains; an answer is saved without it
            self.store.write_dictionary(datapackage(self.edition.content))
        return sitting

    def _erase(self, question: Question) -> None:
        """Every line of a question, in every sitting."""
        for sitting in {row.sitting for row in self.answers().rows if row.question == question.id}:
            self.store.erase(question.chapter, sitting, question.id)

    def _stop(self, rule: StopRule, question: Question) -> None:
        was_on, line = is_paused(self.answers()), None
        if not self._pauses.has_line(rule):
            chapter = rule.kept.partition(".")[0]
            line = self.store.append(chapter, self.sitting(chapter), rule.kept, PAUSED, self.now)
        self._pauses.wrote(rule, question, line, was_on=was_on)

    def _view(self, chapter: Chapter, section: Section | None = None) -> View:
        answers, wording = self.answers(), self.wording()
        sitting = self.sitting(chapter.id)
        told = {q.id: self._private.get(q.id) or self._said(q, sitting) for q in section.questions()} if section else {}
        return View(
            edition=self.edition,
            wording=wording,
            answers=answers,
            sitting=sitting,
            now=self.now,
            private=self._private,
            kept=frozenset(q.id for q in chapter.questions() if self.is_kept(q)),
            new_entries=self._begun.get(chapter.id, ()) if section and section.log else (),
            notices=() if section else self._on_opening(chapter, wording),
            beside=notices.beside(section, told, self._pauses.stops(answers), wording, answers) if section else {},
        )

    def _on_opening(self, chapter: Chapter, wording: Wording) -> tuple[Notice, ...]:
        """Lines changed elsewhere; on the first page, while there is no answer here, whether this is the first time."""
        read = self.store.read(chapter.id)
        found = notices.changed_elsewhere(f"{chapter.id}.csv", read.marked, read.damaged, wording)
        is_first = chapter == self.edition.content.chapters[0]
        if is_first and not self.store.chapters() and not self.said_first_time:
            found += (notices.first_time(str(self.store.data), self.said_first_time is False, wording),)
        return found
