"""T12: flipped bits, random bytes, lines that changed places or stand there twice."""

from __future__ import annotations

import random
from collections.abc import Callable

from .acts import some
from .cases import Run, Tally, case
from .keepers import Keeper, Row, Seen

ROWS = 11
MOST_HURT = 2


def _flipped(whole: bytes, at: int) -> bytes:
    changed = bytearray(whole)
    changed[at // 8] ^= 1 << at % 8
    return bytes(changed)


def _overwritten(whole: bytes, chance: random.Random) -> bytes:
    at, length = chance.randrange(len(whole)), chance.randrange(1, 65)
    return whole[:at] + chance.randbytes(length) + whole[at + length :]


def _swapped(whole: bytes, chance: random.Random) -> bytes:
    lines = whole.splitlines(keepends=True)
    a, b = chance.sample(range(1, len(lines)), 2)
    lines[a], lines[b] = lines[b], lines[a]
    return b"".join(lines)


def _doubled(whole: bytes, chance: random.Random) -> bytes:
    lines = whole.splitlines(keepends=True)
    lines.insert(chance.randrange(1, len(lines)), lines[chance.randrange(1, len(lines))])
    return b"".join(lines)


@case("T12", "one flipped bit")
def flipped_bits(keeper: type[Keeper], run: Run) -> Tally:
    """Each bit of the file once, in any order, before any comes a second time."""
    left: list[int] = []

    def flipped(whole: bytes, chance: random.Random) -> bytes:
        if not left:
            left.extend(chance.sample(range(len(whole) * 8), len(whole) * 8))
        return _flipped(whole, left.pop())

    return _harmed(keeper, run, run.many(100, 1000, 10_000), flipped, MOST_HURT)


@case("T12b", "up to 64 random bytes")
def random_bytes(keeper: type[Keeper], run: Run) -> Tally:
    return _harmed(keeper, run, run.many(100, 200, 2000), _overwritten, 5)


@case("T12c", "lines swapped or doubled")
def moved_lines(keeper: type[Keeper], run: Run) -> Tally:
    """Lines that are whole but in another place: everything is still known."""
    tally = _harmed(keeper, run, run.many(50, 100, 1000), _swapped, 0)
    other = _harmed(keeper, run, run.many(50, 100, 1000), _doubled, 0)
    for name in ("tried", "lost", "ghost", "later"):
        setattr(tally, name, getattr(tally, name) + getattr(other, name))
    tally.told += other.told
    return tally


def _harmed(
    keeper: type[Keeper], run: Run, times: int, harm: Callable[[bytes, random.Random], bytes], most: int
) -> Tally:
    """lost: files in which more rows are hurt than may be; ghost: rows that are wrong without a mark."""
    tally = Tally()
    mine = keeper(run.place())
    some(mine, ROWS)
    whole, old = mine.file.read_bytes(), mine.look().rows
    for number in range(times):
        if run.enough(tally):
            break
        mine.file.write_bytes(harm(whole, run.chance))
        tally.tried += 1
        _hurt(tally, mine.look(), old, most, f"{harm.__name__.strip('_')} {number}")
        if number % 10 == 0:
            _goes_on(tally, mine, f"{harm.__name__.strip('_')} {number}")
    return tally


def _hurt(tally: Tally, seen: Seen, old: list[Row], most: int, what: str) -> None:
    sure = [row for row, marked in zip(seen.rows, seen.marked, strict=True) if not marked]
    wrong = [row for row in sure if row not in old]
    in_order = [row for row in old if row in sure] == sure
    gone = len(old) - len([row for row in old if row in sure])
    untold = gone and not (seen.damaged or any(seen.marked))
    tally.lost += gone > most
    tally.ghost += bool(wrong) or not in_order or bool(untold)
    if gone > most or wrong or not in_order or untold:
        tally.tell(f"{what}: {gone} rows hurt, wrong {wrong[:2]}, in order {in_order}, untold {bool(untold)}")


def _goes_on(tally: Tally, keeper: Keeper, what: str) -> None:
    before = set(keeper.look().rows)
    try:
        type(keeper)(keeper.folder).save("causes.next", "next")
    except keeper.refusals:
        tally.later += 1
        return
    rows = keeper.look().rows
    if rows[-1:] != [("s1", "causes.next", "next")] or not before <= set(rows):
        tally.later += 1
        tally.tell(f"{what}: the next save shows {rows[-2:]}")
