"""How many digits of a number are shown: what a style asks for, and where a unit rounds by itself.

Numbers here are above zero, and shares are in percent: signs and signs of currency are
put on later.
"""

import decimal
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

SHARES = ("share", "per year")
# Amounts that nobody reads to the last dollar: rounded to the style's digits at any size.
_AMOUNTS = ("USD", "USD/year", "USD/day")

# The least and the most decimals of units with a habit of their own.
_DECIMALS = {
    "USD/GPU-hour": (2, 2),
    "USD/chip-hour": (2, 2),
    "USD/share": (2, 2),
    "USD/kWh": (3, 3),
    "kW/GPU": (1, 4),
    "kW/chip": (1, 4),
}

# From here on amounts are told in words of scale: "$5.58 million".
_AMOUNTS_IN_WORDS_FROM = Decimal("1e6")
# Counts stay in digits longer: 2,788,000 hours is itself a famous number.
_COUNTS_IN_WORDS_FROM = Decimal("1e7")
# Beyond these nobody can count the zeros, so words stand there in every style.
_ALWAYS_IN_WORDS_FROM = Decimal("1e15")
_IN_WORDS_BELOW = Decimal("1e-4")
# Below this a number that is not whole shows three digits, and no fewer.
_FEW = 100
# Decimals that a style asks for are left off from here on.
_DECIMALS_BELOW = 1000
_USUAL_DIGITS = 3

# What a float keeps of any decimal number somebody typed; what comes after is its dust.
EVERY_DIGIT = 15
# Every float is told from every other by so many.
ENOUGH_TO_DIFFER = 17

# No float has more digits before and after its point together.
CONTEXT = decimal.Context(prec=800, rounding=decimal.ROUND_HALF_UP)


@dataclass(frozen=True)
class Style:
    """What a text asks of a number.

    ``digits``: how many digits say something, None for all that the unit shows.
    ``counted``: whether these were asked for by number, so that prices and shares show
    them too. ``decimals``: how many more a number below a thousand may have. ``whole``:
    whether amounts in digits are rounded to whole dollars at most, so that every digit
    counts. ``full``: whether the unit follows in words.
    """

    digits: int | None = _USUAL_DIGITS
    counted: bool = False
    exact: bool = False
    decimals: int = 0
    whole: bool = False
    full: bool = False

    @property
    def in_words(self) -> bool:
        """Whether large numbers are told in words of scale."""
        return self.digits is not None and not self.exact


@cache
def style_of(text: str) -> Style:
    """The style that a text such as ``precise,full`` asks for, see ``Numbers.write``.

    Raises:
        ValueError: if a part of it is no style.
    """
    asked: dict[str, Any] = {}
    for part in filter(None, text.split(",")):
        if part == "full":
            asked["full"] = True
        elif part == "dollars":
            asked["whole"] = True
        elif part == "precise":
            asked["digits"] = _USUAL_DIGITS + 1
        elif part == "whole":
            asked["digits"] = None
        elif part == "exact":
            asked |= {"digits": EVERY_DIGIT, "exact": True}
        elif re.fullmatch(r"[1-9]\d?", part, re.ASCII):
            asked |= {"digits": int(part), "counted": True}
        elif re.fullmatch(r"\.\d", part, re.ASCII):
            asked |= {"digits": None, "decimals": int(part[1:])}
        else:
            raise ValueError(f"{part!r} is no style of numbers")
    return Style(**asked)


@dataclass(frozen=True)
class Rounded:
    """A number as it is shown: ``last`` is the power of ten of its last digit."""

    number: Decimal
    last: int
    in_words: bool


def rounded(number: Decimal, unit: str, style: Style) -> Rounded:
    """``number``, above zero, as this unit shows it in this style."""
    digits = style.digits or EVERY_DIGIT
    by_digits = number.adjusted() - digits + 1
    candidate = _at(number, by_digits)
    first = _AMOUNTS_IN_WORDS_FROM if unit in _AMOUNTS else _COUNTS_IN_WORDS_FROM
    if not style.in_words:
        first = _ALWAYS_IN_WORDS_FROM
    # What rounds up to the threshold is told as the threshold is.
    if candidate >= first or candidate < _IN_WORDS_BELOW:
        return Rounded(candidate, by_digits, in_words=True)
    last = _last(number, by_digits, unit, style)
    return Rounded(_at(number, last), last, in_words=False)


def _last(number: Decimal, by_digits: int, unit: str, style: Style) -> int:
    usual = _usual(number, unit)
    if style.exact:
        return min(0, by_digits)
    if style.digits is None:
        return min(usual, -style.decimals) if number < _DECIMALS_BELOW else usual
    if unit in _AMOUNTS and not style.whole:
        return by_digits
    return min(usual, by_digits) if style.counted else usual


def _usual(number: Decimal, unit: str) -> int:
    """Where this unit is rounded when nothing more is asked."""
    order = number.adjusted()
    if unit in _DECIMALS:
        # At least two digits say something: $0.0012, not $0.00.
        return min(-_DECIMALS[unit][1], order - 1)
    if unit in SHARES:
        # Small shares keep two digits: 0.13%, not 0.1%.
        return -1 if number >= Decimal("0.995") else order - 1
    if number < _FEW and (unit == "×" or number % 1):
        return order - _USUAL_DIGITS + 1
    return 0


def least_decimals(unit: str) -> int:
    """How many decimals this unit shows even if they are zeros."""
    return _DECIMALS.get(unit, (0, 0))[0]


def _at(number: Decimal, last: int) -> Decimal:
    return number.quantize(Decimal((0, (1,), last)), context=CONTEXT)
