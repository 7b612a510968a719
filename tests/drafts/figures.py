"""How well the message rules do on the labelled drafts: precision and recall per rule, on both halves.

    python tests/drafts/figures.py            both halves, as a table
    python tests/drafts/figures.py tuned -v   one half, with every draft that was not as expected

The sealed half is for its figures only: nobody tunes a rule by looking at its misses (docs/draft-checker.md).
"""

from __future__ import annotations

import hashlib
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))

from workbook.drafts import concerns, load_message_rules  # noqa: E402
from workbook.rules import MessageRule  # noqa: E402

RULES = HERE.parent.parent / "workbook" / "content" / "en" / "messages.toml"
HALVES = ("tuned", "held_out")


@dataclass(frozen=True)
class Draft:
    """A labelled draft: the rules it must draw, and those it may draw besides because people would differ."""

    group: str
    text: str
    rules: frozenset[str]
    may: frozenset[str]
    at: time | None
    after: Any

    def drawn(self, rules: Sequence[MessageRule]) -> frozenset[str]:
        return frozenset(concern.rule.id for concern in concerns(self.text, rules, self.at, self.after))

    def amiss(self, rules: Sequence[MessageRule]) -> tuple[frozenset[str], frozenset[str]]:
        """What is missing, and what is there without cause."""
        drawn = self.drawn(rules)
        return self.rules - drawn, drawn - self.rules - self.may


@dataclass(frozen=True)
class Figure:
    """One rule on one half."""

    hits: int
    found: int
    false: int

    @property
    def recall(self) -> float:
        return self.found / self.hits if self.hits else 1.0

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.false) if self.found + self.false else 1.0


def drafts(half: str) -> list[Draft]:
    return [draft for path in sorted((HERE / half).glob("*.toml")) for draft in _read(path)]


def _read(path: Path) -> Iterator[Draft]:
    for raw in tomllib.loads(path.read_text("utf-8"))["draft"]:
        at = time.fromisoformat(raw["at"]) if "at" in raw else None
        rules, may = frozenset(raw["rules"]), frozenset(raw.get("may", []))
        yield Draft(path.stem, raw["text"], rules, may, at, raw.get("after", "none"))


def seal(half: str) -> str:
    """One checksum over the names and bytes of a half's files."""
    whole = hashlib.sha256()
    for path in sorted((HERE / half).glob("*.toml")):
        whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


def figures(half: str, rules: Sequence[MessageRule]) -> dict[str, Figure]:
    read = [(draft, *draft.amiss(rules)) for draft in drafts(half)]
    return {rule.id: _figure(rule.id, read) for rule in rules}


def _figure(rule: str, read: list[tuple[Draft, frozenset[str], frozenset[str]]]) -> Figure:
    hits = sum(rule in draft.rules for draft, _, _ in read)
    missed = sum(rule in missing for _, missing, _ in read)
    return Figure(hits, hits - missed, sum(rule in false for _, _, false in read))


def overall(of: dict[str, Figure]) -> Figure:
    each = list(of.values())
    return Figure(sum(one.hits for one in each), sum(one.found for one in each), sum(one.false for one in each))


def left_alone(half: str, rules: Sequence[MessageRule], groups: Sequence[str] = ()) -> tuple[int, int]:
    """How many fine drafts (of these groups, or all) draw no concern, and how many there are."""
    fine = [draft for draft in drafts(half) if not draft.rules and (not groups or draft.group in groups)]
    return sum(not draft.drawn(rules) for draft in fine), len(fine)


def table(half: str, rules: Sequence[MessageRule]) -> str:
    of = figures(half, rules)
    rows = [*of.items(), ("all of them", overall(of))]
    lines = [f"{half}: {len(drafts(half))} drafts", "rule             hits  found  false  recall  precision"]
    lines += [
        f"{name:<16} {one.hits:>4} {one.found:>6} {one.false:>6} {one.recall:>7.2f} {one.precision:>10.2f}"
        for name, one in rows
    ]
    alone, daily = left_alone(half, rules), left_alone(half, rules, ("everyday", "co-parent"))
    return "\n".join(
        [*lines, f"fine drafts left alone: {alone[0]} of {alone[1]}; everyday and co-parent: {daily[0]} of {daily[1]}"]
    )


def misses(half: str, rules: Sequence[MessageRule]) -> Iterator[str]:
    for draft in drafts(half):
        missing, false = draft.amiss(rules)
        if missing or false:
            said = [(each.rule.id, each.words) for each in concerns(draft.text, rules, draft.at, draft.after)]
            yield f"{draft.group}: missing {sorted(missing)} false {sorted(false)}\n    {draft.text[:160]}\n    {said}"


if __name__ == "__main__":
    known = load_message_rules(RULES)
    chosen = [half for half in HALVES if half in sys.argv] or HALVES
    for which in chosen:
        print(table(which, known), end="\n\n")
        if "-v" in sys.argv and which == "tuned":
            print("\n".join(misses(which, known)))
