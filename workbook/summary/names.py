"""How the other person is named on paper, and where a masked name still stands in a person's own words. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from workbook.summary.lines import SummaryLine
from workbook.wording import FORMS, Person, Wording

LONGEST_NAME = 60
"""Characters; what is longer is no name, and would push everything else off page one."""


def for_paper(wording: Wording, mask: str = "my-ex") -> Wording:
    """The wording of whatever is handed over, charts as well: "my ex", initials, or the name as it was typed."""
    my_ex, name = wording.sentences["summary.my-ex"], typed_name(wording)
    if not name or mask == "my-ex" or len(name) > LONGEST_NAME:
        return _masked(wording, my_ex)
    return wording if mask == "as-typed" else _masked(wording, initials(name) or my_ex)


def typed_name(wording: Wording) -> str:
    """Empty while the other person is only "your ex"."""
    name = wording.person.ex
    return "" if name == wording.sentences["summary.your-ex"] else name


def initials(name: str) -> str:
    """ "Mary Ann" becomes "M. A."; empty where there is no letter to take."""
    firsts = (next(filter(str.isalnum, part), "") for part in unicodedata.normalize("NFC", name).split())
    return " ".join(f"{first.upper()}." for first in firsts if first)


def still_naming(lines: Iterable[SummaryLine], name: str) -> tuple[SummaryLine, ...]:
    """The ticked lines in whose words the name stands, whole or in part, whatever its case or ending."""
    patterns = [_pattern(each) for each in _parts(name)]
    quotes = (line for line in lines if line.on and line.kind == "quote")
    return tuple(line for line in quotes if any(each.search(_plain(line.detail)) for each in patterns))


def _parts(name: str) -> Iterator[str]:
    """The name, and each of several words in it that is written like a name."""
    yield name
    words = name.split()
    if len(words) > 1:
        yield from (word for word in words if word[:1].isupper() and len(word) > 1)


def _pattern(name: str) -> re.Pattern[str]:
    """Sam, sam, SAM; Sam’s, Sam's, Sams and Sam’ too; not Samuel or flotsam."""
    return re.compile(rf"(?<!\w){re.escape(_plain(name))}(?:['’ʼ]?s)?(?!\w)", re.IGNORECASE)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _masked(wording: Wording, words: str) -> Wording:
    """The same sentences about "my ex": whatever name was typed is in none of them. Pronouns stay."""
    person = wording.person
    forms: dict[str, Any] = {form: _without(getattr(person, form), person, words) for form in FORMS}
    return Wording(wording.sentences, replace(person, ex=words, **forms))


def _without(form: str, person: Person, words: str) -> str:
    """Pronouns may be the name itself ("use the name only"), alone or with an ending such as ’s."""
    ending = form.removeprefix(person.ex)
    return words + ending if form.startswith(person.ex) and not ending[:1].isalpha() else form
