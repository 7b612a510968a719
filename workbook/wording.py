"""Fixed sentences, and names, pronouns and verbs put into any text in one pass; pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from workbook.errors import ContentError
from workbook.questions import Day, Question

FORMS = ("they", "them", "their", "theirs", "themself")
_TOKEN = re.compile(r"\{([A-Za-z][A-Za-z_-]*)\}")


@dataclass(frozen=True, slots=True)
class Person:
    """How to speak of the other person: a name or "your ex", five forms, and whether the verb is plural."""

    ex: str
    they: str
    them: str
    their: str
    theirs: str
    themself: str
    plural: bool
    verbs: Mapping[str, tuple[str, str]]  # token -> (singular, plural)

    def called(self, name: str) -> Person:
        """The same person under the name that was typed, which is put in once and never looked at again."""
        forms = {form: getattr(self, form).replace("{ex}", name or self.ex) for form in FORMS}
        return replace(self, ex=name or self.ex, **forms)

    def tokens(self) -> dict[str, str]:
        """Every token and its words, capital forms included."""
        forms = {"ex": self.ex} | {form: getattr(self, form) for form in FORMS}
        forms |= {token: pair[self.plural] for token, pair in self.verbs.items()}
        return forms | {_capital(token): _capital(words) for token, words in forms.items()}


@dataclass(frozen=True, slots=True)
class Wording:
    """Every fixed sentence of one language, and the person it is filled with."""

    sentences: Mapping[str, str]
    person: Person
    _tokens: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_tokens", self.person.tokens())

    def fill(self, text: str, **facts: object) -> str:
        """The text with tokens and facts put in, in one pass: what is put in is never looked at again."""
        known = self._tokens | {name: str(fact) for name, fact in facts.items()}
        return _TOKEN.sub(lambda match: known.get(match[1], match[0]), text)

    def say(self, key: str, **facts: object) -> str:
        """The sentence of wording.toml with that key, such as "form.saved". Raises ContentError if it is not there."""
        if key not in self.sentences:
            table, _, name = key.rpartition(".")
            raise ContentError("content-key", file="wording.toml", id=f"[{table}]", key=f"“{name}”", why="is missing")
        return self.fill(self.sentences[key], **facts)

    def day(self, day: date, today: date | None = None, *, short: bool = False) -> str:
        """ "3 November 2026", without the year where it is today's."""
        month = self.say("page.months-short" if short else "page.months").split(", ")[day.month - 1]
        key = "page.day" if today and today.year == day.year else "page.day-year"
        return self.say(key, day=day.day, month=month, year=day.year)

    def in_words(self, question: Question, value: str) -> str:
        """A stored answer as a person reads it: labels for keys, a date as one, numbers and text as they are."""
        labels = {option.key: self.fill(option.label) for option in getattr(question, "options", ())}
        chosen = [labels[key] for key in value.split() if key in labels]
        if chosen:
            return "; ".join(chosen)
        return self._as_day(value) if isinstance(question, Day) else value

    def _as_day(self, value: str) -> str:
        try:
            return self.day(date.fromisoformat(value))
        except ValueError:
            return value

    def group(self, table: str) -> dict[str, str]:
        """All sentences of one table, filled, by their short keys."""
        prefix = table + "."
        return {key[len(prefix) :]: self.fill(text) for key, text in self.sentences.items() if key.startswith(prefix)}


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
