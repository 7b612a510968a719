"""A passphrase that is made up: words without a meaning, easy to say, to write down and to type."""

from __future__ import annotations

import secrets

SYLLABLES = tuple(first + second for first in "bdflmnrstv" for second in "aeiou")
"""Plain letters that sound as they are written."""

WORDS, IN_EACH = 6, 2
"""Twelve of fifty syllables: 67 bits, so that not even a very patient computer tries them all."""


def made_up() -> str:
    """Six words such as “bamo tesi rulo”, from the system's own source of chance."""
    return " ".join("".join(secrets.choice(SYLLABLES) for _ in range(IN_EACH)) for _ in range(WORDS))
