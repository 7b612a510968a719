"""Asks for a passphrase: typed at a terminal without being shown, or the first line of what a program sends."""

from __future__ import annotations

import getpass
import sys

from workbook.errors import StoreError

LONGEST = 4096
"""Bytes."""


def passphrase(ask: str, again: str = "") -> str:
    """One line without its ending. Raises StoreError where two that were typed differ, or it is no text."""
    if not sys.stdin or not sys.stdin.isatty():
        return _sent()
    try:
        typed = getpass.getpass(f"{ask}: ")
        if again and getpass.getpass(f"{again}: ") != typed:
            raise StoreError("passphrases-differ")
    except EOFError:
        return ""
    return typed


def _sent() -> str:
    line = sys.stdin.buffer.readline(LONGEST) if sys.stdin else b""
    try:
        return line.decode("utf-8").removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError:
        raise StoreError("passphrase-unusable") from None
