"""T9 and T10: the file was opened and saved in a spreadsheet; simulated in each style, and by LibreOffice itself."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

from .cases import CONTROL, Goal, Missing, Run, Tally, case
from .keepers import NOW, Keeper, Row, Seen
from .sheets import STYLES
from .strings import OWN, naughty

VALUES = ["7", "0.5", "yes", "008", "", "2026-03-04", "plain", "with, comma", 'with "quotes"', "two\nlines", "über 😀",
          "=1+1", "semi;colon", "-5", "tab\there", "back\\slash"]  # fmt: skip
ROWS = 48
WITHOUT_EMOJI = "western encoding"
"""An encoding that cannot hold one: those three rows must come out marked, since they are changed."""


@case("T9", "spreadsheet styles", Goal(lost=3))
def spreadsheet_styles(keeper: type[Keeper], run: Run) -> Tally:
    """Each row of each style: exact, or marked as changed; then one more save."""
    tally = Tally()
    for style, edit in STYLES.items():
        mine = keeper(run.place())
        for i in range(ROWS):
            mine.save(f"causes.q{i}", VALUES[i % len(VALUES)], f"s{i // 20 + 1}", NOW + timedelta(hours=i))
        wanted = mine.look().rows
        original = edit(mine.file.read_bytes())
        mine.file.write_bytes(original)
        _compared(tally, mine.look(), wanted, style)
        _one_more(tally, mine, wanted, style)
        tally.lost += _original_gone(mine, original) if keeper.name == "ours" else 0
    return tally


def _compared(tally: Tally, seen: Seen, wanted: list[Row], what: str) -> None:
    """lost: rows that are not exactly there; ghost: changed ones that do not say so."""
    tally.tried += len(wanted)
    missing = [row for row in wanted if row not in seen.rows]
    silent = [row for row, marked in zip(seen.rows, seen.marked, strict=True) if row not in wanted and not marked]
    tally.lost += len(missing)
    tally.ghost += len(silent)
    if missing and what != WITHOUT_EMOJI:
        tally.tell(f"{what}: {len(missing)} rows not exact, such as {missing[0]}")
    if silent:
        tally.tell(f"{what}: {len(silent)} rows changed without a mark, such as {silent[0]}")


def _one_more(tally: Tally, keeper: Keeper, wanted: list[Row], what: str) -> None:
    before = set(keeper.look().rows)
    try:
        keeper.save("causes.new", "new", "s9")
    except keeper.refusals:
        tally.later += 1
        return
    rows = keeper.look().rows
    tally.later += rows[-1:] != [("s9", "causes.new", "new")]
    tally.lost += len(before.intersection(wanted) - set(rows))


def _original_gone(keeper: Keeper, original: bytes) -> int:
    """The file as the person saved it must be kept beside, whole."""
    kept = keeper.file.parent.glob(f"{keeper.file.stem}.edited-*.csv")
    return int(not any(path.read_bytes() == original for path in kept))


MODES = {
    "as it opens by itself": "44,34,76,1,,0,false,false,false",
    "numbers and dates detected": "44,34,76,1,,0,false,true,false",
    "quoted cells as text": "44,34,76,1,,0,true,false,false",
    "every column as text": "44,34,76,1,1/2/2/2/3/2/4/2/5/2/6/2,0,false,false,false",
}
"""Token by token: separator, quote, UTF-8, first line, columns, language, quoted as text, detect, formulas."""


@case("T10", "LibreOffice itself: opened and saved", Goal(lost=0), full_only=True)
def libreoffice(keeper: type[Keeper], run: Run) -> Tally:
    """lost: rows missing; ghost: rows changed without a mark."""
    office = shutil.which("soffice")
    if not office:
        raise Missing("it needs LibreOffice (soffice)")
    tally = Tally()
    texts = list(dict.fromkeys([*OWN, *naughty()]))[:608]
    if run.size == CONTROL:  # the easy way cannot even write half a character
        texts = [text for text in texts if not re.search("[\ud800-\udfff]", text)]
    for mode, options in list(MODES.items())[: run.many(1, 1, 4)]:
        mine = keeper(run.place())
        mine.fill([(f"s{i}", f"causes.q{i % 40}", text) for i, text in enumerate(texts, 1)])
        wanted = mine.look().rows
        mine.file.write_bytes(saved_by(office, mine.file, options, run.place_beside()))
        _all_told(tally, mine.look(), wanted, texts, mode)
        _one_more(tally, mine, wanted, mode)
    return tally


def saved_by(office: str, file: Path, options: str, out: Path) -> bytes:
    """The file as LibreOffice saves it, opened with these options; in a profile of its own."""
    profile = f"-env:UserInstallation={(out / 'profile').as_uri()}"
    as_csv = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"
    opened = [office, profile, "--headless", f"--infilter=CSV:{options}"]
    command = [*opened, "--convert-to", as_csv, "--outdir", str(out), str(file)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    if not (out / file.name).exists():
        raise AssertionError(f"LibreOffice wrote nothing: {done.stdout} {done.stderr}")
    return (out / file.name).read_bytes()


def _all_told(tally: Tally, seen: Seen, wanted: list[Row], texts: list[str], mode: str) -> None:
    """Every row is there by its sitting; whatever is not exact is marked."""
    tally.tried += len(texts)
    by_sitting = {row[0]: (row, marked) for row, marked in zip(seen.rows, seen.marked, strict=True)}
    missing = [row for row in wanted if row[0] not in by_sitting]
    silent = [row for row in wanted if row[0] in by_sitting and by_sitting[row[0]][0] != row]
    silent = [row for row in silent if not by_sitting[row[0]][1]]
    changed = sum(row in seen.rows for row in wanted)
    tally.lost += len(missing)
    tally.ghost += len(silent)
    if missing or silent:
        tally.tell(f"{mode}: {len(missing)} missing {missing[:2]}, {len(silent)} silent {silent[:2]}, {changed} exact")
