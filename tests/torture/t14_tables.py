"""T14: answers that a spreadsheet would run, in a table that is handed over."""

from __future__ import annotations

import csv
import io
import itertools
import shutil
import subprocess
from pathlib import Path

from .cases import Missing, Run, Tally, case
from .keepers import Keeper
from .strings import IN_CELLS

LIVE = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
"""A cell that begins with one of these may be run."""


@case("T14", "25 formulas in a table handed over")
def formulas(keeper: type[Keeper], run: Run) -> Tally:
    """lost: an answer that is not in it as it was; ghost: a cell that may be run, however the lines are split."""
    from workbook.export.table import unguard

    tally = Tally(tried=len(IN_CELLS))
    payload = keeper(run.place() / "data").table(IN_CELLS).decode("utf-8-sig")
    answers = [unguard(row[3]) for row in csv.reader(io.StringIO(payload, newline="")) if len(row) > 3]
    tally.lost += sum(text.replace("\r", "\n") not in answers for text in IN_CELLS)
    for separator, quoting in itertools.product(",;\t|", (csv.QUOTE_MINIMAL, csv.QUOTE_NONE)):
        rows = csv.reader(io.StringIO(payload, newline=""), delimiter=separator, quoting=quoting)
        live = [cell for row in rows for cell in row if cell.strip('"').startswith(LIVE)]
        tally.ghost += len(live)
        if live:
            tally.tell(f"split at {separator!r}: {live[0]!r}")
    return tally


@case("T14b", "the same, opened by LibreOffice", full_only=True)
def opened(keeper: type[Keeper], run: Run) -> Tally:
    """ghost: cells that it takes for formulas; lost: a file of which it shows nothing."""
    office = shutil.which("soffice")
    if not office:
        raise Missing("it needs LibreOffice (soffice)")
    tally = Tally()
    payload = keeper(run.place() / "data").table(IN_CELLS)
    for separator in (44, 59, 9)[: run.many(1, 1, 3)]:
        seen = _seen(office, run.place_beside(), payload, separator)
        tally.tried += len(IN_CELLS)
        tally.ghost += seen.count("table:formula=")
        tally.lost += len(IN_CELLS) * ("HYPERLINK" not in seen)
    return tally


def _seen(office: str, folder: Path, payload: bytes, separator: int) -> str:
    """What it makes of the file, formulas evaluated wherever it takes a cell for one."""
    (folder / "answers.csv").write_bytes(payload)
    reading = f"--infilter=CSV:{separator},34,76,1,,0,false,true,false,false,false,0,true"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        office,
        profile,
        "--headless",
        reading,
        "--convert-to",
        "fods",
        "--outdir",
        folder,
        folder / "answers.csv",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return (folder / "answers.fods").read_text("utf-8")
