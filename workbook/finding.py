"""A name that a person or a notebook gives -> its record, or a sentence that says what there is; pure."""

from __future__ import annotations

from workbook.answers import Answers
from workbook.errors import AnswerError, ContentError
from workbook.questions import Chapter, Content, Question, Section
from workbook.sittings import next_entry


def chapter(content: Content, chapter_id: str) -> Chapter:
    found = content.chapter(chapter_id)
    if found is None:
        known = ", ".join(each.id for each in content.chapters)
        raise ContentError("no-such-chapter", chapter=chapter_id, known=known)
    return found


def section(content: Content, section_id: str) -> Section:
    """A section by chapter.section."""
    found = content.section(section_id)
    if found is None:
        of = chapter(content, section_id.partition(".")[0])
        known = ", ".join(each.id.partition(".")[2] for each in of.sections)
        raise ContentError("no-such-section", section=section_id, chapter=of.id, known=known)
    return found


def question(content: Content, question_id: str, chapter_id: str = "") -> Question:
    """A question that may be answered, by its full id or without its chapter."""
    of = chapter(content, chapter_id or question_id.partition(".")[0])
    wanted = (question_id, f"{of.id}.{question_id}")
    found = next((each for each in of.questions() if each.id in wanted and not each.retired), None)
    if found is None:
        raise AnswerError("no-such-question", question=question_id, chapter=of.id)
    if found.kept:
        raise AnswerError("kept-by-us", question=found.id)
    return found


def holder(content: Content, asked: Question) -> Section | None:
    """The section that asks a question; None where it is written by the workbook itself."""
    of = content.chapter(asked.chapter)
    return next((each for each in (of.sections if of else ()) if asked in each.questions()), None)


def entry(content: Content, asked: Question, given: str, answers: Answers) -> str:
    """The entry that an answer belongs to: "new" begins one; empty where the question is asked once a sitting."""
    log = holder(content, asked)
    if log is None or not log.log:
        if given:
            raise AnswerError("not-a-log", question=asked.id)
        return ""
    if not given:
        raise AnswerError("needs-entry", question=asked.id)
    if given == "new":
        return next_entry(answers, asked.chapter)
    if given not in answers.entries(log.id):
        raise AnswerError("no-such-entry", entry=given)
    return given
