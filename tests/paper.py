"""Numbers read back from a page, by somebody who has nothing but the page."""

import math
import re
import string
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from babel.numbers import get_decimal_symbol

from content import Language


def number_in(language: Language, text: str, unit: str) -> Fraction:
    """The number that a text on a page is."""
    read = language.numbers.understand(text, unit)
    assert read.value is not None, (text, unit)
    return Fraction(repr(read.value))


def last_digit(language: Language, text: str, value: Fraction) -> Fraction:
    """What the last digit of a number in print stands for; ``value`` is the number."""
    digits = re.search(r"\d[\d.,]*", text)[0]
    here = language.numbers.understand(digits, "people").value
    mark = get_decimal_symbol(language.numbers.locale)
    decimals = len(digits.partition(mark)[2])
    if not here:
        return Fraction(1, 10**decimals)
    return abs(value) / Fraction(repr(here)) / 10**decimals


@dataclass(frozen=True)
class Amount:
    """A number that must stand in print: rounded to its last digit, or ``within`` so much."""

    value: float
    unit: str
    within: float = 0.0


@dataclass(frozen=True)
class Told:
    """A text that must stand in print: a pattern, and what must stand in each of its blanks."""

    pattern: str
    blanks: Mapping[str, object]


def stands_for(language: Language, text: str, meant: object) -> bool:
    """Whether a text in print is what was meant: an ``Amount``, a ``Told``, or just a text."""
    if isinstance(meant, Told):
        found = blanks_in(meant, text)
        return found is not None and all(
            stands_for(language, each, meant.blanks[name]) for name, each in found.items()
        )
    if not isinstance(meant, Amount):
        return text == meant
    if not math.isfinite(meant.value):
        return text == language.label("ui.undefined")
    if text == language.label("ui.undefined"):
        return False
    if language.numbers.understand(text, meant.unit).doubtful:
        # Another unit's sign, or none where there should be one.
        return False
    shown, value = number_in(language, text, meant.unit), Fraction(repr(float(meant.value)))
    step = last_digit(language, text, shown)
    if meant.unit.startswith("USD"):
        # "$293,000" has three digits that say something; how many of the noughts do is not said.
        while shown and shown % (10 * step) == 0 and abs(shown) >= 1000 * step:
            step *= 10
    half = max(step / 2, Fraction(meant.within))
    # The rounding of computers is not on the paper.
    return abs(shown - value) <= half * (1 + Fraction(1, 10**6)) + abs(value) / 10**12


def blanks_in(told: Told, text: str) -> dict[str, str] | None:
    """What stands in each blank of a pattern where it says ``text``; None where it cannot."""
    parts, names = "", set()
    for words, name, _, _ in string.Formatter().parse(told.pattern):
        parts += re.escape(words)
        if name in names:
            parts += f"(?P={name})"
        elif name:
            meant = told.blanks[name]
            parts += f"(?P<{name}>{re.escape(meant) if isinstance(meant, str) else '.+?'})"
            names.add(name)
    found = re.fullmatch(parts, text, re.DOTALL)
    return found and found.groupdict()
