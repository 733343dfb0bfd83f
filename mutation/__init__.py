"""Slips made on purpose, to see which of them no fast test would notice: ``make mutants``.

Needs mutmut, which copies the project to ``mutants/``, changes one thing at a time there (a
sign, a limit, a word, an argument) and runs the tests that reach the place. What it may change
and what it copies stands in ``pyproject.toml``.

Not every slip that is named is one a test should notice. Some change nothing (an answer that is
found more slowly, a warning that is silenced); and what happens only while modules are imported
has happened before a slip is made.
"""
