"""A PDF behind a passphrase (AES-256)."""

from __future__ import annotations

import io

from pypdf import PdfReader, PdfWriter


def locked(pdf: bytes, phrase: str) -> bytes:
    """The same pages, headings and descriptions; nothing of it can be read without the phrase."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    writer.pdf_header = "%PDF-2.0"  # the first version that knows this cipher
    writer.encrypt(phrase, algorithm="AES-256")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()
