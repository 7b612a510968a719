"""Answers, where things stand, what the rules point at in a draft: as lines and plain objects for a terminal; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbook.answers import Answer
from workbook.drafts import Concern
from workbook.screen import Page
from workbook.standing import CriterionStands, Reach, Standing
from workbook.wording import Wording


def page_lines(page: Page) -> Iterator[str]:
    """A page of things told, as text: a title, and its paragraphs below it."""
    yield page.title
    for part in page.parts:
        yield ""
        yield from (text for text in (getattr(part, "title", ""), *getattr(part, "text", ())) if text)


def standing_object(standing: Standing, wording: Wording) -> dict[str, object]:
    """Everything that the standing says, with the answers that each line rests on."""
    return {
        "state": standing.state,
        "said": standing.said.words(wording),
        "stops": [rule.id for rule in standing.stops],
        "closed": sorted({part for rule in standing.stops for part in rule.closes}),
        "criteria": [_criterion_object(each, wording) for each in standing.criteria],
        "next": [
            {"said": step.said.words(wording), "section": step.section, "rests_on": list(step.rests_on)}
            for step in standing.next_steps
        ],
        "rests_on": list(standing.rests_on),
    }


def _criterion_object(stands: CriterionStands, wording: Wording) -> dict[str, object]:
    return {
        "id": stands.criterion.id,
        "title": wording.fill(stands.criterion.title),
        "own": stands.own,
        "answers_show": stands.evidence_says,
        "evidence": stands.evidence.words(wording),
        "differs": stands.differs,
        "what_would_change_it": wording.fill(stands.criterion.change),
        "rests_on": list(stands.rests_on),
    }


def concern_lines(found: Iterable[Concern], where: Reach, wording: Wording) -> Iterator[str]:
    """Each stop's sentence first; then rule, words and reason."""
    for rule in where.stops:
        yield wording.fill(rule.title) + "."
        yield from map(wording.fill, rule.text[:1])
    for each in found:
        words = f" “{'”, “'.join(each.words)}”" if each.words else ""
        yield f"{wording.fill(each.rule.title)}:{words} {wording.fill(each.rule.reason)}"


def concern_objects(found: Iterable[Concern], where: Reach, wording: Wording) -> dict[str, object]:
    """The same as plain objects; spans count characters of the draft."""
    return {
        "stops": [
            {"id": rule.id, "said": " ".join((wording.fill(rule.title) + ".", *map(wording.fill, rule.text[:1])))}
            for rule in where.stops
        ],
        "concerns": [
            {
                "rule": each.rule.id,
                "words": list(each.words),
                "spans": [list(span) for span in each.spans],
                "reason": wording.fill(each.rule.reason),
                "sources": list(each.rule.sources),
            }
            for each in found
        ],
    }


def answer_object(chapter: str, row: Answer) -> dict[str, object]:
    """One line of a file, for programs."""
    return {
        "chapter": chapter,
        "seq": row.seq,
        "answered_at": row.at.isoformat(),
        "sitting": row.sitting,
        "question": row.question,
        "answer": row.value,
        "check": row.check,
    }
