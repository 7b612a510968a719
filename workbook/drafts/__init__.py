"""A draft held against the message rules: what to look at again, and where; pure, and nothing is rewritten.

Rules are data (content/<language>/messages.toml). `reading` turns a draft into words, `phrases` finds rules' phrases
among them, `checking` says which rules have something to say, `loading` reads the rules.
"""

from __future__ import annotations

from workbook.drafts.checking import Concern, Earlier, concerns
from workbook.drafts.loading import load_message_rules

__all__ = ["Concern", "Earlier", "concerns", "load_message_rules"]
