"""`python -m tests.torture --size quick|full --seed N --case T3`: the table, and 1 if a number is above its goal."""

from __future__ import annotations

import argparse
import sys

from .cases import CONTROL, FULL, QUICK, Case, Goal, Missing, Run, Tally, all_cases, chosen_seed, table, working_folder
from .keepers import Keeper, Naive, Store


def main() -> int:
    cases = all_cases()
    asked = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    asked.add_argument("--size", choices=[QUICK, FULL], default=QUICK)
    asked.add_argument("--seed", type=int, default=chosen_seed())
    asked.add_argument("--case", choices=[each.name for each in cases], action="append")
    asked.add_argument("--ours", action="store_true", help="leave out the naive store, the control")
    how = asked.parse_args()
    lines: list[tuple[str, str, Tally, Goal]] = []
    wrong = 0
    for each in cases:
        if (how.case and each.name not in how.case) or (each.full_only and how.size != FULL):
            continue
        for keeper, size in ((Store, how.size), *(() if how.ours else ((Naive, CONTROL),))):
            wrong += not _tried(each, keeper, size, how.seed, lines)
    sys.stdout.write(table(lines, how.seed, how.size) + "\n")
    return min(wrong, 1)


def _tried(each: Case, keeper: type[Keeper], size: str, seed: int, lines: list[tuple[str, str, Tally, Goal]]) -> bool:
    """True if it came out as it should: the store within the goal, the control above it."""
    with working_folder(size) as folder:
        try:
            tally = each.run(keeper, Run(folder, size, seed, each.name))
        except Missing as missing:
            sys.stdout.write(f"{each.name} {each.title}: not tried, {missing}\n")
            return True
    lines.append((f"{each.name} {each.title}", keeper.name, tally, each.goal))
    sys.stderr.write(f"{each.name} {keeper.name}: {tally.tried} in {tally.seconds:.0f} s\n")
    missed = each.goal.missed(tally)
    if keeper is Naive:
        if each.naive_loses and not missed:
            sys.stdout.write(f"{each.name}: the naive store passes, so this case finds nothing\n")
        return bool(missed) or not each.naive_loses
    for sentence in tally.told:
        sys.stdout.write(f"{each.name}: {sentence}\n")
    return not missed


if __name__ == "__main__":
    sys.exit(main())
