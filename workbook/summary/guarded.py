"""Which lines are off until ticked, and asked anew each time: what rests on a stop, a private question, one's own
conduct or low mood. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from workbook.questions import Content

OWN_CONDUCT = ("causes.hard-to-say.", "causes.own-part.", "hard-talk.apology.")
LOW_MOOD = ("start.worst.",)


def is_guarded(question_id: str, content: Content) -> bool:
    """Stops that the workbook keeps itself are among them, and so is the day on which the block was gone through."""
    if question_id.startswith((*OWN_CONDUCT, *LOW_MOOD)):
        return True
    question = content.question(question_id)
    return question is not None and bool(question.private or question.stop or question.kept)


def rests_on_guarded(questions: Iterable[str], content: Content) -> bool:
    return any(is_guarded(question, content) for question in questions)
