"""Everything that can happen to a person's answers, done to them on purpose, and what was lost by it.

`python3 -m pytest tests/torture` runs the quick size and `python -m tests.torture --size full` everything. A new case
is a new file beside these, t20_merge.py say, with a function under @case(...); nothing else needs to know of it.
"""
