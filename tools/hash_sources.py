"""Seven-word runs of the texts in a folder -> their hashes: python tools/hash_sources.py FOLDER

The articles themselves are not ours to keep. Twelve hexadecimal digits of each run are enough to see that none of it
is in our words, and too little to read it from.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from re import findall

FILE = Path(__file__).resolve().parent.parent / "tests" / "sources" / "seven-word-runs.txt"
RUN, DIGITS = 7, 12


def runs(text: str) -> Iterator[str]:
    """Every run of seven words, in small letters and without signs."""
    words = findall(r"[a-z0-9]+(?:'[a-z]+)?", text.lower().replace("’", "'"))
    yield from (" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def digest(run: str) -> str:
    return sha256(run.encode()).hexdigest()[:DIGITS]


def renew(texts: Iterable[str]) -> int:
    found = sorted({digest(run) for text in texts for run in runs(text)})
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text("".join(f"{each}\n" for each in found), "ascii", newline="\n")
    return len(found)


if __name__ == "__main__":
    print(f"{renew(path.read_text('utf-8') for path in sorted(Path(sys.argv[1]).glob('*.txt')))} hashes.")
