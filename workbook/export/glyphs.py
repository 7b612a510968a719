"""Characters that no font at hand can draw: which they are, and what stands in their place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Any

_LACKING = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_CODE = re.compile(r"\\u\{([0-9a-f]+)\}")
_JOINER = "\u200d"
_UNSEEN = ("Cf", "Mn", "Me", "Mc", "Sk", "Zs")
"""Kinds of characters that are nothing by themselves: joiners, accents, skin tones, spaces."""


def lacking(problem: str) -> frozenset[str]:
    """The characters that typst's message names; empty when it is about something else."""
    said = (_CODE.sub(lambda code: chr(int(code[1], 16)), found) for found in _LACKING.findall(problem))
    return frozenset(letter for text in said for letter in text.replace('\\"', '"').replace("\\\\", "\\"))


def told(text: str, missing: frozenset[str], say: Callable[[int], str]) -> str:
    """The text with each run of missing characters told by how many they are; accents go with what they stand on."""
    return _run(missing).sub(lambda found: say(_seen(found[0])) if _seen(found[0]) else "", text)


@lru_cache(maxsize=2)
def _run(missing: frozenset[str]) -> re.Pattern[str]:
    """Missing characters in a row, with what joins them."""
    one = f"[{''.join(map(re.escape, sorted(missing)))}]"
    return re.compile(f"{one}(?:[\u200d\ufe0e\ufe0f\u20e3\\s]*{one})*")


def _seen(run: str) -> int:
    """How many signs a person would count: what is joined to the one before is part of it."""
    before = ["", *run]
    return sum(
        unicodedata.category(letter) not in _UNSEEN and not letter.isspace() and last != _JOINER
        for last, letter in zip(before, run, strict=False)
    )


def everywhere(said: Any, missing: frozenset[str], say: Callable[[int], str]) -> Any:
    """The same within every text of plain data."""
    if isinstance(said, str):
        return told(said, missing, say)
    if isinstance(said, list):
        return [everywhere(each, missing, say) for each in said]
    if isinstance(said, dict):
        return {key: everywhere(each, missing, say) for key, each in said.items()}
    return said
