"""Sections, answers and what else is known -> the Page records that forms draw."""
