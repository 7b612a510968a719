"""Writes answers down and takes them away again: which way of saving each kind of answer needs, and a log's entries."""

from __future__ import annotations

import contextlib
from datetime import datetime

from workbook import sittings
from workbook.answers import Answer, Answers, sitting_order
from workbook.dictionary import datapackage
from workbook.errors import StoreError
from workbook.questions import Content, Question, Words
from workbook.standing import is_stopping
from workbook.store import Store


class Keeper:
    """The store, and the entries that were begun here and are still blank."""

    def __init__(self, store: Store, content: Content) -> None:
        self._store = store
        self._content = content
        self._begun: dict[str, tuple[str, ...]] = {}  # section -> entries

    def write(self, question: Question, sitting: str, value: str, now: datetime) -> str:
        """Choices are added, so that a change of mind shows; text and what is private leave no trail.

        Returns the sitting it was saved in. Raises StoreError.
        """
        where = (question.chapter, sitting, question.id)
        if (
            sitting in self._begun_in(question.chapter) and value
        ):  # another window may have begun the same one meanwhile
            self._done_beginning(question.chapter, sitting)
            sitting = self._store.begin(*where, value, now).sitting
        elif value or not isinstance(question, Words):
            leaves_no_trail = question.private or isinstance(question, Words)
            (self._store.replace if leaves_no_trail else self._store.append)(*where, value, now)
        else:
            self._store.erase(*where)
        with contextlib.suppress(StoreError):  # the dictionary only explains; an answer is saved without it
            self._store.write_dictionary(datapackage(self._content))
        return sitting

    def keep(self, question_id: str, value: str, sitting: str, now: datetime) -> Answer:
        """One line that the workbook writes itself, such as a pause."""
        return self._store.append(question_id.partition(".")[0], sitting, question_id, value, now)

    def erase(self, question: Question, answers: Answers) -> None:
        """Every line of a question, in every sitting."""
        for sitting in {row.sitting for row in answers.every(question.id)}:
            self._store.erase(question.chapter, sitting, question.id)

    def erase_line(self, line: Answer) -> None:
        """A line that says "taken back" would tell that there was something to take back."""
        self._store.erase(line.question.partition(".")[0], line.sitting, line.question)

    def begun(self, section_id: str) -> tuple[str, ...]:
        """The entries of a log that are blank still."""
        return self._begun.get(section_id, ())

    def begin_entry(self, section_id: str, answers: Answers) -> str:
        """A new, blank entry of a log; it is on disk with its first answer."""
        chapter = section_id.partition(".")[0]
        free = [sittings.next_entry(answers, chapter), *map(sittings.following, self._begun_in(chapter))]
        entry = max(free, key=sitting_order)
        self._begun[section_id] = (*self.begun(section_id), entry)
        return entry

    def delete_entry(self, chapter_id: str, entry: str, answers: Answers) -> None:
        """Remove every line of an entry and of its follow-ups, but an answer that a stop still rests on."""
        rows = [row for row in answers.chapter(chapter_id) if row.sitting.partition(".")[0] == entry]
        for sitting, question_id in {(row.sitting, row.question) for row in rows}:
            if not self._rests_on(question_id, sitting, answers):
                self._store.erase(chapter_id, sitting, question_id)
        self._done_beginning(chapter_id, entry)

    def _rests_on(self, question_id: str, sitting: str, answers: Answers) -> bool:
        """That a message was sent is kept, so that a reply to it can still be told; its words are not."""
        question, said = self._content.question(question_id), answers.in_sitting(question_id, sitting)
        return bool(question and said and not question.private and is_stopping(question, said.value))

    def _done_beginning(self, chapter_id: str, entry: str) -> None:
        for section in [name for name in self._begun if name.partition(".")[0] == chapter_id]:
            self._begun[section] = tuple(each for each in self._begun[section] if each != entry)

    def _begun_in(self, chapter_id: str) -> tuple[str, ...]:
        """Of all its logs: they share their numbers."""
        return tuple(e for name, each in self._begun.items() if name.partition(".")[0] == chapter_id for e in each)
