"""A passphrase that is made up: words without a meaning, easy to say, to write down and to type."""

from __future__ import annotations

import secrets

SYLLABLES = tuple(first + second for first in "bdfgjklmnprstvz" for second in "aeiou")
"""Letters that are on every keyboard and are heard right when somebody reads them out."""

WORDS, IN_EACH = 6, 2
"""Twelve of 75 syllables: 74 bits, so that not even a very patient computer tries them all."""


def made_up() -> str:
    """Six words such as “bamo tesi rulo”, from the system's own source of chance."""
    return " ".join("".join(secrets.choice(SYLLABLES) for _ in range(IN_EACH)) for _ in range(WORDS))
