"""Sums that come out: how many digits it takes until what is shown gives what is shown.

Whoever does a sum on paper has only the numbers in print. Rounded singly, these give
another last digit than the result in print: $102 + $352 + $117 + $117 million is $688
million, and the total is $689 million. So the operands are rounded first, the sum is
done with them, and only if it comes to the result as it is written is it shown that way;
else more digits are. Where no number of digits does it, the sum says that it is about
right: ``≈``.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from content.numbers import Numbers
from content.precision import EVERY_DIGIT

EQUAL = "="
ABOUT = "≈"

# As many digits as a figure in large type has, and as running text has.
USUAL_DIGITS = 4
FEW_DIGITS = 3
# A sum whose numbers all have so few digits, and are no larger, is shown to the last one.
_SHORT_DIGITS = 8
_SHORT_BELOW = 1e8
# So many can be read; more are only taken if the sum does not come out otherwise.
_READABLE_DIGITS = 9
# What comes after is left by computing in binary: 0.1 + 0.2 is 0.3 on paper.
_DIGITS_ON_PAPER = 14

# A number and its unit.
Measured = tuple[float, str]


@dataclass(frozen=True)
class Sum:
    """How a sum is shown: styles of ``Numbers.write``, and the sign before its result.

    ``digits`` is how many its operands have at most.
    """

    operands: str
    result: str
    sign: str
    digits: int


def shown(
    numbers: Numbers,
    operands: Mapping[str, Measured],
    result: Measured,
    computed: Callable[[Mapping[str, float]], float],
    digits: int = USUAL_DIGITS,
    in_full: bool = True,
) -> Sum:
    """The fewest digits with which a sum comes out.

    Args:
        numbers: how the language writes them.
        operands: by any name, each with its unit.
        result: what the sum comes to, unrounded.
        computed: does the sum with other values of the operands.
        digits: how many digits to begin with.
        in_full: whether a sum of short numbers is shown to the last digit: $5,576,000 and
            not $5.576 million.
    """
    everything = [*operands.values(), result]
    short = in_full and all(unit == "day" or _is_short(value) for value, unit in everything)
    for each in _candidates(digits, short):
        if _comes_out(numbers, operands, result, computed, each):
            return each
    return Sum(_counted(digits + 2), _usual(digits), ABOUT, digits + 2)


@dataclass(frozen=True)
class Styled:
    """A number for a blank of a text, and the style in which the sum that it is part of comes out.

    What the blank asks for is added to the style.
    """

    value: float
    style: str


def _is_short(value: float) -> bool:
    if not math.isfinite(value):
        return True
    written = Decimal(f"{value:.{EVERY_DIGIT}g}").normalize()
    return abs(value) < _SHORT_BELOW and len(written.as_tuple().digits) <= _SHORT_DIGITS


def _counted(digits: int) -> str:
    return f"{digits},dollars"


def _usual(digits: int) -> str:
    """A result with so many digits, as the page shows such a figure elsewhere."""
    known = {FEW_DIGITS: "dollars", USUAL_DIGITS: "precise,dollars"}
    return known.get(digits, _counted(digits))


def _candidates(least: int, short: bool) -> Iterator[Sum]:
    """Ways to show a sum that may come out, the most readable first."""
    if short:
        yield Sum("exact", "exact", EQUAL, _SHORT_DIGITS)
    # The result stays as it is elsewhere, while more digits of the operands can be read.
    for span in (range(least, _READABLE_DIGITS), range(_READABLE_DIGITS, EVERY_DIGIT + 1)):
        for digits in span:
            yield Sum(_counted(digits), _usual(least), EQUAL, digits)
        for digits in span:
            yield Sum(_counted(digits), _counted(digits), EQUAL, digits)


def _comes_out(
    numbers: Numbers,
    operands: Mapping[str, Measured],
    result: Measured,
    computed: Callable[[Mapping[str, float]], float],
    sum_: Sum,
) -> bool:
    value, unit = result
    values = {
        name: numbers.shown(each, its_unit, sum_.operands)[0] if math.isfinite(each) else each
        for name, (each, its_unit) in operands.items()
    }
    found = computed(values)
    if math.isfinite(found):
        found = float(f"{found:.{_DIGITS_ON_PAPER}g}")
    return numbers.write(found, unit, sum_.result) == numbers.write(value, unit, sum_.result)
