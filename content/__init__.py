"""The words, one folder per language, and the way numbers are written in each.

A language is a folder: ``*.toml`` name things by id, ``*.md`` hold the passages of a
page. Adding a folder adds the language; no code changes. Which pages there are to
have words is said here too, and how many minutes a lesson's parts take. Which of several
sentences is true of a scenario, ``conditions.toml`` says once for all languages;
``always.toml`` gives the reason of those that always are.

May import: ``textfiles``, the standard library and Babel. Tested by ``tests/test_content.py``,
``tests/test_languages.py`` and ``tests/test_conditions.py``.
"""

from content.completeness import faults, left_in_english
from content.contents import FIRST, GROUPS, PAGES, STORY, TALK, path_of
from content.language import (
    LANGUAGES,
    Language,
    WordsFault,
    accepted,
    languages,
    preferred,
)
from content.numbers import Numbers
from content.reading_numbers import Reading

__all__ = [
    "FIRST",
    "GROUPS",
    "LANGUAGES",
    "PAGES",
    "STORY",
    "TALK",
    "Language",
    "Numbers",
    "Reading",
    "WordsFault",
    "accepted",
    "faults",
    "languages",
    "left_in_english",
    "path_of",
    "preferred",
]
