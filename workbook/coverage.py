"""Content against the inventory of the five articles: what is cited where, what is left out and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbook.questions import Chapter, Section
from workbook.rulebook import Edition
from workbook.rules import Criterion, LeftOut, Ruling
from workbook.tables import Table, read_toml, unique

INVENTORY = Path(__file__).parent / "content" / "inventory.toml"
CITED_AT_LEAST, CRITERIA, RULINGS = 285, 16, 21


@dataclass(frozen=True, slots=True)
class Activity:
    """Something a person does on the way, and the items of the articles that serve it."""

    id: str
    title: str
    items: tuple[str, ...]  # this is their main activity
    also: tuple[str, ...] = ()  # they serve it too


@dataclass(frozen=True, slots=True)
class Inventory:
    """What the five articles hold, by number, and the reasons that studies name."""

    activities: tuple[Activity, ...]
    causes: tuple[str, ...]

    def items(self) -> tuple[str, ...]:
        return tuple(item for activity in self.activities for item in activity.items)


@dataclass(frozen=True, slots=True)
class Coverage:
    """One edition held against the inventory."""

    inventory: Inventory
    cited: Mapping[str, tuple[str, ...]]  # an item, a study or a ruling -> the places that cite it
    causes: Mapping[str, tuple[str, ...]]  # a cause code -> the places that cover it
    criteria: tuple[Criterion, ...]
    rulings: tuple[Ruling, ...]
    left_out: tuple[LeftOut, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Somewhere in the content that names its sources."""

    id: str
    sources: tuple[str, ...]
    codes: tuple[str, ...] = ()
    section: str = ""  # the section that it stands in


def load_inventory(path: Path = INVENTORY) -> Inventory:
    """Raises ContentError."""
    file = read_toml(path)
    tables, causes = file.tables("activity"), file.table("causes")
    unique((table, table.name()) for table in tables)
    made = Inventory(tuple(map(_activity, tables)), causes.texts("codes"))
    causes.done()
    file.done()
    return made


def _activity(table: Table) -> Activity:
    activity = Activity(table.name(), table.text("title"), table.texts("items"), table.texts("also"))
    table.done()
    return activity


def cover(edition: Edition, inventory: Inventory) -> Coverage:
    """What is cited, covered, left out and ruled on, and everything that does not add up."""
    places = tuple(_places(edition))
    rules = edition.rules
    cited = _by_name((source, place.id) for place in places for source in place.sources)
    causes = _by_name((code, place.id) for place in places if place.id.startswith("causes.") for code in place.codes)
    problems = (
        *_items(inventory, cited, rules.left_out),
        *_unknown(inventory, cited, edition),
        *_causes(inventory, causes),
        *_criteria(rules.criteria),
        *_rulings(rules.rulings, inventory, places),
    )
    return Coverage(inventory, cited, causes, rules.criteria, rules.rulings, rules.left_out, problems)


def _by_name(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, place in pairs:
        found[name] = (*found.get(name, ()), place)
    return found


def _places(edition: Edition) -> Iterator[_Place]:
    """Everything that names sources and is still shown: what was retired is cited by nobody."""
    for chapter in edition.content.chapters:
        for section in chapter.sections:
            yield from _section(chapter, section)
    for criterion in edition.rules.criteria:
        yield _Place(f"criteria.{criterion.id}", criterion.sources)
    for rule in edition.rules.messages:
        yield _Place(f"messages.{rule.id}", rule.sources)


def _section(chapter: Chapter, section: Section) -> Iterator[_Place]:
    for lesson in section.lessons:
        yield _Place(f"{section.id}.{lesson.id}", lesson.sources, (), section.id)
    for item in section.items:
        yield _Place(f"{chapter.id}.{item.id}", item.sources, item.codes, section.id)
    for question in section.questions():
        if not question.retired:
            yield _Place(question.id, question.sources, question.codes, section.id)


# ---- what does not add up


def _items(inventory: Inventory, cited: Mapping[str, object], left_out: tuple[LeftOut, ...]) -> Iterator[str]:
    items, without = inventory.items(), [item for each in left_out for item in each.items]
    yield from (f"{item} is neither cited nor left out" for item in items if item not in cited and item not in without)
    yield from (f"{item} is both cited and left out" for item in items if item in cited and item in without)
    yield from (f"{item} is left out, and is not in the inventory" for item in without if item not in items)
    yield from (f"{item} is left out twice" for item in sorted(_twice(without)))
    yield from (f"{', '.join(each.items)}: left out without a reason" for each in left_out if not each.reason)
    yield from (
        f"{item} is in the inventory twice" for item in sorted({each for each in items if items.count(each) > 1})
    )
    if (count := sum(item in cited for item in items)) < min(CITED_AT_LEAST, len(items)):
        yield f"{count} items are cited; {CITED_AT_LEAST} or more is what we hold to"


def _twice(names: Sequence[str]) -> set[str]:
    return {each for each in names if names.count(each) > 1}


def _unknown(inventory: Inventory, cited: Mapping[str, tuple[str, ...]], edition: Edition) -> Iterator[str]:
    rules = edition.rules
    known = {*inventory.items(), *(each.id for each in rules.sources), *(each.id for each in rules.rulings)}
    for name in sorted(set(cited) - known):
        yield f"{name} is cited by {', '.join(cited[name])}, and is in no list of sources"


def _causes(inventory: Inventory, causes: Mapping[str, object]) -> Iterator[str]:
    yield from (f"no cause covers {code}" for code in inventory.causes if code not in causes)
    yield from (f"{code} is covered, and is no cause code" for code in sorted(set(causes) - set(inventory.causes)))


def _criteria(criteria: tuple[Criterion, ...]) -> Iterator[str]:
    if len(criteria) != CRITERIA:
        yield f"there are {len(criteria)} criteria, not {CRITERIA}"


def _rulings(rulings: tuple[Ruling, ...], inventory: Inventory, places: tuple[_Place, ...]) -> Iterator[str]:
    if [ruling.id for ruling in rulings] != [f"C{number}" for number in range(1, RULINGS + 1)]:
        yield f"the rulings are not C1 to C{RULINGS}, in that order"
    known = set(inventory.items())
    for ruling in rulings:
        strange = [item for item in ruling.items if item not in known]
        yield from (f"{ruling.id} rules on {item}, which is not in the inventory" for item in strange)
        if not ruling.shows:
            yield f"{ruling.id} shows nowhere"
        yield from (problem for shown in ruling.shows for problem in _shows(ruling, shown, places))


def _shows(ruling: Ruling, shown: str, places: tuple[_Place, ...]) -> Iterator[str]:
    there = [place for place in places if shown in (place.id, place.section)]
    if not there:
        yield f"{ruling.id} shows in {shown}, which is not there"
    elif not {ruling.id, *ruling.items} & {source for place in there for source in place.sources}:
        yield f"{ruling.id} shows in {shown}, which cites neither it nor its items"


# ---- as lines


def lines(found: Coverage) -> Iterator[str]:
    """What `check --coverage` prints; the last line says whether all is well."""
    items = found.inventory.items()
    yield f"Items of the articles: {sum(item in found.cited for item in items)} of {len(items)} cited"
    yield from (f"  {_share(activity, found)}" for activity in found.inventory.activities)
    yield f"Left out: {sum(len(each.items) for each in found.left_out)}"
    yield from (f"  {', '.join(each.items)}: {each.reason}" for each in found.left_out)
    covered = sum(code in found.causes for code in found.inventory.causes)
    yield f"Cause codes: {covered} of {len(found.inventory.causes)} covered"
    yield from (f"  {code}: {', '.join(found.causes.get(code, ('nowhere',)))}" for code in found.inventory.causes)
    yield f"Criteria: {len(found.criteria)} of {CRITERIA}"
    for each in found.criteria:
        read = f"read from answers as {each.evidence}" if each.evidence else "own view only"
        yield f"  {each.id}: {f'{each.question}, {read}' if each.question else 'read from the stops, never asked'}"
    yield f"Where the articles disagree: {len(found.rulings)} of {RULINGS} ruled on"
    for ruling in found.rulings:
        yield f"  {ruling.id} {ruling.topic}: {ruling.ruling}"
        yield f"      shows in {', '.join(ruling.shows) or 'no place'}"
    yield from (f"Wrong: {problem}." for problem in found.problems)
    yield f"{len(found.problems)} things to mend." if found.problems else "Nothing is missing."


def _share(activity: Activity, found: Coverage) -> str:
    main, every = activity.items, (*activity.items, *activity.also)
    share = f"{activity.title}: {sum(item in found.cited for item in main)} of {len(main)}"
    if activity.also:
        share += f", counting what serves it too {sum(item in found.cited for item in every)} of {len(every)}"
    return share
