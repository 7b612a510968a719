"""What every form of a summary is made from: lines that are drawn alike, charts, and text that is safe to set."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from workbook.summary import SummaryLine, SummarySection
from workbook.wording import Wording

_NOT_TEXT = (*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
_REPLACED = {code: "\ufffd" for code in _NOT_TEXT if chr(code) not in "\t\n"}


@dataclass(frozen=True, slots=True)
class Block:
    """Neighbouring lines that are drawn alike: a list of facts, a row of boxes."""

    kind: str
    under: str
    lines: tuple[SummaryLine, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart for paper: the picture, and all of it in words."""

    svg: str
    said: str


@dataclass(frozen=True, slots=True)
class Around:
    """What goes with a summary on its way to paper."""

    charts: Mapping[str, Drawing]  # by the id that a section names
    wording: Wording
    language: str = "en"
    paper: str = "a4"


def blocks(section: SummarySection) -> tuple[Block, ...]:
    alike = groupby(section.lines, key=attrgetter("kind", "under"))
    return tuple(Block(kind, under, tuple(lines)) for (kind, under), lines in alike)


def plain(text: str) -> str:
    """One kind of line break; what no form of file allows in a text becomes a replacement sign."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_REPLACED)


def from_the_right(text: str) -> bool:
    """As a browser decides it for dir="auto": by the first letter that has a direction."""
    directions = (unicodedata.bidirectional(letter) for letter in text)
    return next((each for each in directions if each in ("L", "R", "AL")), "L") != "L"
