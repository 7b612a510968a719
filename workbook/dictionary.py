"""content -> datapackage.json: columns of every file of answers, and each question's type, levels and wording; pure."""

from __future__ import annotations

import json

from workbook.kinds import KIND_OF
from workbook.questions import Chapter, Content, Number, Question

COLUMNS = (
    ("seq", "integer", "Running number of the file; of two answers to a question the higher one counts."),
    ("answered_at", "datetime", "When it was answered, local time with its offset from UTC."),
    ("sitting", "string", "s2 is the second time through the chapter, e7 the seventh entry of a log."),
    ("question", "string", "The question's permanent id, chapter first."),
    ("answer", "string", "Keys joined by a space, a number, a date or text; empty: taken back."),
    ("check", "string", "Tells a line that the workbook wrote from one torn or changed elsewhere."),
)


def datapackage(content: Content) -> bytes:
    """A Frictionless data package of one resource a chapter, the same bytes for the same content."""
    package = {
        "profile": "tabular-data-package",
        "name": "second-look-answers",
        "resources": [_resource(chapter) for chapter in content.chapters if any(chapter.questions())],
    }
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(chapter: Chapter) -> dict[str, object]:
    fields = [{"name": name, "type": kind, "description": what} for name, kind, what in COLUMNS]
    return {
        "profile": "tabular-data-resource",
        "name": chapter.id,
        "title": chapter.title,
        "path": f"{chapter.id}.csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "missingValues": [""]},
        "questions": [_question(question) for question in chapter.questions()],
    }


def _question(question: Question) -> dict[str, object]:
    found: dict[str, object] = {"id": question.id, "kind": KIND_OF[type(question)], "ask": question.ask}
    if options := getattr(question, "options", ()):
        found["levels"] = {option.key: option.label for option in options}
    if isinstance(question, Number):
        found |= {"minimum": question.low, "maximum": question.high}
    return found
