"""The stops of a slider: the values it can be set to, and how each is written."""

from dataclasses import dataclass
from functools import lru_cache

import costmodel
from content import LANGUAGES
from data import Assumption

# Stops of a logarithmic slider between one and ten.
_DECADE = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8)
# A logarithmic slider that may stand at nothing begins its scale here.
_SMALLEST_COUNT = 1


@dataclass(frozen=True)
class Stop:
    """One value a slider can be set to, in the assumption's unit; in words, and as typed."""

    value: float
    label: str
    typed: str


@lru_cache(maxsize=512)
def stops(assumption: str, language: str) -> tuple[Stop, ...]:
    """A slider's stops in the language with this code, rising; no two are worded alike.

    Raises:
        KeyError: if there is no such assumption or language.
    """
    row, numbers = costmodel.ASSUMPTIONS[assumption], LANGUAGES[language].numbers
    labelled: dict[str, float] = {}
    # The values that matter keep their labels where a stop beside them reads the same.
    matter = [row.value, row.likely_low, row.likely_high, row.allowed_low, row.allowed_high]
    for value in [*(v for v in matter if v is not None), *_grid(row)]:
        labelled.setdefault(numbers.write(value, row.unit, "exact,full"), float(value))
    rising = sorted(labelled.items(), key=lambda each: each[1])
    return tuple(
        Stop(value, label, numbers.write(value, row.unit, "exact")) for label, value in rising
    )


def _grid(row: Assumption) -> list[float]:
    if row.step is not None:
        first, last = round(row.allowed_low / row.step), round(row.allowed_high / row.step)
        # Rounding keeps 0.3 from being written as 0.30000000000000004.
        grid = [round(n * row.step, 9) for n in range(first, last + 1)]
    else:
        grid, decade = [], float(max(_SMALLEST_COUNT, row.allowed_low))
        while decade <= row.allowed_high:
            grid += [round(decade * part) for part in _DECADE]
            decade *= 10
    return [value for value in grid if row.allows(value)]
