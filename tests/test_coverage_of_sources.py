"""What the articles and studies name is asked, what is harmful in them is not, and every question says its source."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CONTENT = Path(__file__).resolve().parent.parent / "workbook" / "content" / "en"
NOT_CHAPTERS = frozenset(["scales", "criteria", "stops", "help", "sources", "wording", "example"])
CHAPTERS = sorted(
    path.stem
    for path in CONTENT.glob("*.toml")
    if path.stem not in NOT_CHAPTERS and not path.stem.startswith("wording")
)

ITEMS = {"S1": 32, "S2": 49, "S3": 68, "S4": 74, "S5": 92}  # how many items the inventory has of each article

CITED = {
    # every item that a chapter draws on, and the files that may cite it
    "causes": (
        ["causes"],
        "S4.2-15 S4.17-18 S4.20-25 S5.11-21 S2.2-3 S2.7 S2.20 S3.31 S3.48 S5.89",
    ),
    "motives": (
        ["motives"],
        "S1.26-28 S2.24 S2.46 S3.1 S3.47-50 S3.58-66 S4.1 S4.27-31 S4.37-38 S4.70 S5.43-50 S5.90",
    ),
    "readiness": (
        ["readiness", "criteria"],
        """S5.51 S3.2 S3.11-12 S5.52 S5.11 S5.53-54 S3.60-66 S5.48 S5.46-47 S3.53-55 S2.6 S3.56 S2.1 S5.59 S4.35
        S4.4-9""",
    ),
}

CAUSES = {
    "communication": "communication",
    "unmet-needs": "unmet emotional needs, appreciation",
    "repeated-conflict": "the same conflict again and again",
    "infidelity": "infidelity",
    "trust-breach": "lying or another breach of trust",
    "grew-apart": "growing apart",
    "goals-clash": "goals, values or interests clash",
    "space": "space, autonomy",
    "partner-wants": "not understanding what the other wanted",
    "emotional-burden": "emotional burden, demands",
    "attraction-lost": "attraction lost",
    "disrespect": "disrespect short of abuse",
    "outside-pressure": "pressure from outside",
    "impulsive-split": "impulsive or misread split",
    "abuse": "abuse, control",
    "time-distance": "too little time, distance",
    "work": "work, career",
    "children": "children, parenting, fertility",
    "commitment": "commitment, long-term prospects",
    "love-faded": "love or interest faded, boredom",
    "money": "money, debt",
    "substances": "alcohol, drugs, gambling",
    "health": "physical or mental health",
    "habits": "personality, habits",
    "physical-closeness": "sex, physical closeness",
    "unequal-effort": "unequal effort, chores, obligations",
    "someone-else": "someone else, other options",
    "timing": "too young, timing",
    "background": "religion, culture, background",
    "not-known": "not known, not told",
}

# manipulation, pursuit after a no, isolation, pseudoscience: never the ground of a question, told as tricks to spot
TRICKS = "S2.47 S4.19 S4.36 S4.41-42 S4.45 S4.53-54 S4.63 S4.74"
NOT_SHIPPED = f"S2.10 {TRICKS}"


def read(name: str) -> dict[str, Any]:
    path = CONTENT / f"{name}.toml"
    assert path.exists(), f"{path.name} is not there"
    return tomllib.loads(path.read_text("utf-8"))


def spelled_out(items: str) -> list[str]:
    """S3.47-50 -> S3.47, S3.48, S3.49, S3.50."""
    found = []
    for each in items.split():
        source, _, numbers = each.partition(".")
        first, _, last = numbers.partition("-")
        found += [f"{source}.{number}" for number in range(int(first), int(last or first) + 1)]
    return found


def under(key: str, value: Any) -> Iterator[str]:
    """Every text in every list that stands under this key, however deep."""
    if isinstance(value, list):
        for each in value:
            yield from under(key, each)
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from each if name == key and isinstance(each, list) else under(key, each)


def asked(chapter: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every question and every item to pick, by its full id; what was retired is no longer asked."""
    for section in read(chapter).get("section", []):
        for kind in ("question", "item", "each", "follow-up"):
            for each in section.get(kind, []):
                if not each.get("retired"):
                    inside = "" if kind == "item" else f"{section['id']}."
                    yield f"{chapter}.{inside}{each['id']}", each


@pytest.mark.parametrize(
    ("files", "item"),
    [
        pytest.param(files, item, id=f"{name}-{item}")
        for name, (files, items) in CITED.items()
        for item in spelled_out(items)
    ],
)
def test_a_person_finds_everything_the_articles_asked_worth_asking(files: list[str], item: str) -> None:
    assert item in {cited for name in files for cited in under("sources", read(name))}


@pytest.mark.parametrize("code", CAUSES)
def test_a_person_finds_their_own_reason_among_the_causes(code: str) -> None:
    assert code in {covered for _, each in asked("causes") for covered in each.get("codes", [])}, CAUSES[code]


def test_no_cause_is_counted_under_a_misspelt_name() -> None:
    assert not {code for _, each in asked("causes") for code in each.get("codes", [])} - set(CAUSES)


def test_a_person_who_tells_of_fear_or_harm_is_not_written_down_unasked() -> None:
    for name, each in asked("causes"):
        if "abuse" in each.get("codes", []):
            assert each.get("private"), name
            assert each.get("stop"), name
            stopping = {option["key"] for option in each["option"] if option.get("stops")}
            assert stopping == {option["key"] for option in each["option"]} - {"none-of-that"}, name


def test_each_thing_readiness_is_seen_through_can_be_answered() -> None:
    questions = {name for chapter in CHAPTERS for name, _ in asked(chapter)}
    criteria = read("criteria")["criterion"]
    assert len(criteria) == 16
    for each in criteria:
        if each["id"] == "no-abuse":
            assert not each.get("question"), "no abuse is read from the stops and never asked"
        else:
            assert each.get("question") in questions, each["id"]


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_person_can_see_where_each_question_comes_from(chapter: str) -> None:
    silent = [name for name, each in asked(chapter) if not each.get("sources")]
    assert not silent, f"no source: {', '.join(silent)}"


@pytest.mark.parametrize("name", sorted({*CHAPTERS, "criteria"}))
def test_a_source_that_is_named_can_be_looked_up(name: str) -> None:
    listed = {each["id"] for kind in ("source", "ruling") for each in read("sources")[kind]}
    unknown = [each for each in under("sources", read(name)) if each not in listed and not in_inventory(each)]
    assert not unknown, f"in no list of sources: {', '.join(unknown)}"


def in_inventory(item: str) -> bool:
    found = re.fullmatch(r"(S[1-5])\.(\d+)", item)
    return found is not None and 1 <= int(found[2]) <= ITEMS[found[1]]


@pytest.mark.parametrize("name", sorted({*CHAPTERS, "criteria"}))
def test_nobody_is_handed_a_trick_or_told_to_ignore_a_no(name: str) -> None:
    advice = read(name)
    for section in advice.get("section", []):
        if (name, section["id"]) == ("reaching-out", "tactics"):
            del section["lesson"]
    assert not set(under("sources", advice)) & set(spelled_out(NOT_SHIPPED))


def test_each_trick_is_told_once_with_what_it_does_and_a_source_that_disagrees() -> None:
    (tactics,) = [each for each in read("reaching-out")["section"] if each["id"] == "tactics"]
    tricks, told = set(spelled_out(TRICKS)), []
    for lesson in tactics["lesson"]:
        if named := tricks & set(lesson["sources"]):
            told += named
            assert len(lesson["text"]) == 3, f"{lesson['id']}: what it is, what it does, who disagrees"
            assert len(re.findall(r"[.?]", lesson["text"][0])) == 1, f"{lesson['id']}: what it is, in one line"
            assert not re.search(r"[\"“”]|\bI\b|\bmy\b", lesson["text"][0]), (
                f"{lesson['id']}: could be sent as it stands"
            )
            assert [each for each in lesson["sources"] if in_inventory(each) and each not in tricks], lesson["id"]
    assert sorted(told) == sorted(tricks)


def test_where_the_articles_disagree_a_person_can_read_what_we_go_by() -> None:
    rulings = {each["id"]: each for each in read("sources")["ruling"]}
    assert sorted(rulings, key=lambda name: int(name[1:])) == [f"C{number}" for number in range(1, 22)]
    for name, each in rulings.items():
        assert each["topic"], name
        assert each["ruling"], name
        assert each["items"], name
        assert all(map(in_inventory, each["items"])), name


def test_whoever_names_a_country_finds_its_help_lines_and_whoever_does_not_finds_some() -> None:
    countries = {
        option["key"] for name, each in asked("start") if name == "start.place.country" for option in each["option"]
    }
    help_page = read("help")
    assert {place["key"] for place in help_page["place"]} == countries - {"elsewhere"}
    for place in help_page["place"]:
        assert "emergency" in {line["kind"] for line in place["line"]}, place["key"]
    assert "crisis" in {line["kind"] for line in help_page["anywhere"]}  # for a place of which no sure number is known


# doubtful, or written down from memory when the numbers were gathered: nobody is sent to these until someone looks
UNSURE = """
    0808 802 0300, 0800 027 1234, 0808 80 10 800, 0808 802 1414, 01 554 3811, 1300 766 491, 1737, 7827-170-170, 016,
    143, 02 2327 2327, 0800-2000, 90101, 020-50 50 50, 800 911 2000, 55 5533 5533, 2522 0434, 0120-279-338,
    0120-279-889, 0570-0-55210, #8008, 0722 178 177, 1553, befrienders.org, nomoredirectory.org
"""


def test_nobody_is_given_a_number_that_was_not_sure() -> None:
    unsure = {re.sub(r"[\s-]", "", each) for each in UNSURE.split(",")}
    help_page = read("help")
    given = [*help_page["anywhere"], *(line for place in help_page["place"] for line in place["line"])]
    assert not [line["name"] for line in given if re.sub(r"[\s-]", "", line["number"]) in unsure]


def test_every_help_line_says_when_it_was_last_looked_up() -> None:
    help_page = read("help")
    for line in [*help_page["anywhere"], *(line for place in help_page["place"] for line in place["line"])]:
        assert line["kind"] in ("emergency", "crisis", "harm", "conduct"), line["name"]
        assert line["number"], line["name"]
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", line["checked"]), line["name"]
