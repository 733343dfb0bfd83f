"""The words, one folder per language, and the way numbers are written in each.

A language is a folder: ``*.toml`` name things by id, ``*.md`` hold the passages of a
page. Adding a folder adds the language; no code changes.

May import: the standard library and Babel. Tested by ``tests/test_content.py``.
"""

from content.language import LANGUAGES, Language, preferred
from content.numbers import Numbers

__all__ = ["LANGUAGES", "Language", "Numbers", "preferred"]
