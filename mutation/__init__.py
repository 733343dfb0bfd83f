"""Slips made on purpose, to see which of them no fast test would notice: ``make mutants``.

Needs mutmut, which copies the project to ``mutants/``, changes one thing at a time there (a
sign, a limit, a word, an argument) and runs the tests that reach the place. What it may change
and what it copies stands in ``pyproject.toml``.
"""
