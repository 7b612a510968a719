"""Keeps answers: nothing that was said to be saved is lost, and what is erased is gone."""

from workbook.store.copies import Copy
from workbook.store.folder import Store
from workbook.store.guard import LOCKED
from workbook.store.sheet import Read
from workbook.store.shelf import write_file
from workbook.store.vault import SHORTEST_PASSPHRASE

__all__ = ["LOCKED", "SHORTEST_PASSPHRASE", "Copy", "Read", "Store", "write_file"]
