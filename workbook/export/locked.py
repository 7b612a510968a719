"""A PDF behind a passphrase (AES-256), and a passphrase that is good enough for it."""

from __future__ import annotations

import io
import math
import secrets

from pypdf import PdfReader, PdfWriter

SOUNDS, VOWELS = "bdfgjklmnprstvz", "aeiou"
"""Letters that are on every keyboard and are heard right when somebody reads them out."""
GROUPS, LONG = 4, 3
BITS = GROUPS * LONG * math.log2(len(SOUNDS) * len(VOWELS))


def passphrase() -> str:
    """Four made-up words, new each time, such as "bakoti-lunemo-…"; about 75 bits."""
    return "-".join("".join(_syllable() for _ in range(LONG)) for _ in range(GROUPS))


def _syllable() -> str:
    return secrets.choice(SOUNDS) + secrets.choice(VOWELS)


def locked(pdf: bytes, phrase: str) -> bytes:
    """The same pages, headings and descriptions; nothing of it can be read without the phrase."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    writer.pdf_header = "%PDF-2.0"  # the first version that knows this cipher
    writer.encrypt(phrase, algorithm="AES-256")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()
