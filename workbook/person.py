"""Who is spoken of: the name and pronouns given in 00 -> the Wording that every page is filled with; pure."""

from __future__ import annotations

from workbook.answers import Answers
from workbook.rulebook import Edition
from workbook.wording import Person, Wording

OWN_FORMS = {
    "they": "start.them.subject",
    "them": "start.them.object",
    "their": "start.them.possessive",
    "theirs": "start.them.possessive-alone",
    "themself": "start.them.reflexive",
}


def wording(edition: Edition, answers: Answers) -> Wording:
    """Every fixed sentence, filled for the person that the answers name; "your ex" and they until then."""
    return Wording(edition.sentences, person(edition, answers))


def person(edition: Edition, answers: Answers) -> Person:
    chosen = answers.value("start.them.pronouns")
    unset = edition.persons["unset"]
    found = _own_words(answers, unset) if chosen == "own-words" else edition.persons.get(chosen, unset)
    return found.called(answers.value("start.them.name").strip())


def _own_words(answers: Answers, unset: Person) -> Person:
    """Typed forms; one left blank stays they, them, their."""
    typed = {form: answers.value(question).strip() or getattr(unset, form) for form, question in OWN_FORMS.items()}
    return Person(ex=unset.ex, **typed, plural=answers.value("start.them.verb") != "singular", verbs=unset.verbs)
