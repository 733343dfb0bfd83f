"""A language nobody speaks: English with every word written backwards, in its own folder.

Everything a translator would leave alone is left alone: ids, blanks, where links lead, marks,
names with a digit. So whatever it takes to add a language can be tried with it.
"""

import re
import shutil
from pathlib import Path

from babel import Locale
from babel.localedata import locale_identifiers
from babel.numbers import get_decimal_symbol

from content import LANGUAGES, Numbers
from content.language import FOLDER

ENGLISH = LANGUAGES["en"]
# Blanks, where links lead, code and tags; then a word of letters alone.
_KEPT_OR_WORD = re.compile(
    r"(\{[^{}]*\}|\]\([^()]*\)|`[^`]*`|<[^<>]*>|\b\w*\d\w*\b)|[^\W\d_]+", re.ASCII
)
_LABEL = re.compile(r'^(\s*(?:[\w-]+|"[^"]*")\s*=\s*")(.*)("\s*)$')


# All languages that could be added, as browsers call them; with a region, and without.
_FREE = [code.replace("_", "-") for code in sorted(locale_identifiers()) if code not in LANGUAGES]
CODES = [code for code in _FREE if "-" not in code]
WITH_REGION = next(code for code in _FREE if "-" in code)
# One for each way to write decimals and lines, and one with a region.
KINDS = {
    (get_decimal_symbol(locale), locale.text_direction): code
    for code in reversed(CODES)
    for locale in [Locale.parse(code)]
} | {"region": WITH_REGION}


def _one_and_many() -> tuple[str, str, str]:
    """A language in which a million is another word than two, and both words."""
    for code in CODES:
        words = Locale.parse(code).compact_decimal_formats.get("long", {})
        if {"one", "other"} <= set(words):
            one, many = (words[each]["1000000"].pattern[1:].split() for each in ("one", "other"))
            if one != many and len(one) == len(many) == 1:
                return code, one[0], many[0]
    raise LookupError("no such language")


ONE_AND_MANY = _one_and_many()


def backwards(text: str) -> str:
    """A text with its words written backwards, its blanks and marks as they are."""
    return _KEPT_OR_WORD.sub(lambda found: found[1] or found[0][::-1], text)


def write(code: str, into: Path) -> Path:
    """Make the folder of the language below ``into``; where it is."""
    folder = shutil.copytree(FOLDER / "en", into / code)
    for path in folder.iterdir():
        lines = path.read_text(encoding="utf-8").split("\n")
        path.write_text("\n".join(map(_line, lines, [path.suffix] * len(lines))), encoding="utf-8")
    return folder


def _line(line: str, suffix: str) -> str:
    if suffix == ".toml":
        label = _LABEL.match(line)
        return label[1] + backwards(label[2]) + label[3] if label else line
    return line if line.startswith("##") else backwards(line)


def numbers(code: str) -> Numbers:
    """How any language writes numbers, with English words around them."""
    tables = (ENGLISH.labels[table] for table in ("abbreviations", "fractions"))
    return Numbers(code, ENGLISH.labels["units"], "?", *tables)
