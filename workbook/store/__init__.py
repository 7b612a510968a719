"""Keeps answers: nothing that was said to be saved is lost, and what is erased is gone."""

from workbook.store.folder import Store
from workbook.store.sheet import Read
from workbook.store.shelf import write_file

__all__ = ["Read", "Store", "write_file"]
