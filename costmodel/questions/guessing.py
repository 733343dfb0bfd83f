"""What readers guess before they are told: which figures, on what scale, and how far off."""

import itertools
import math
import statistics
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from costmodel.engine import scenario as _scenario
from costmodel.engine.scenario import Fault, Scenario
from costmodel.models import MODEL
from data import RECORDS, DataFault, GuessAsked

GUESSED: Mapping[str, GuessAsked] = RECORDS.guesses
# What stands in a link where a reader would not say.
UNKNOWN = "unknown"
# More powers of ten than any scale has.
_MOST_POWERS = 16
# Where the scale can be taken hold of, within each power of ten.
_WITHIN_TEN = (1.0, 1.5, 2.0, 3.0, 5.0, 7.0)


def read_guesses(
    pairs: Iterable[tuple[str, str]],
) -> tuple[Scenario[float | None], tuple[Fault, ...]]:
    """Guesses from ``(figure, text)`` pairs, and everything that was wrong with them.

    None is the guess of who does not know, which :data:`UNKNOWN` says.
    """
    return _scenario.read(pairs, GUESSED, unknown=UNKNOWN)


@lru_cache
def scale(figure: str) -> tuple[float, ...]:
    """The amounts that can be chosen, from one end of a figure's scale to the other.

    Raises:
        KeyError: if the figure is not guessed.
    """
    row = GUESSED[figure]
    return tuple(each for each in _amounts(row.allowed_low) if row.allows(each))


@lru_cache
def bins(figure: str) -> tuple[tuple[float, float], ...]:
    """The five ranges that a room is asked to raise a hand for: of each its ends, lowest first.

    An amount is in the one with ``low <= amount < high``; the first begins at nothing, and the
    last has no end. A guess belongs to the nearest, in multiples, of five amounts: the three
    anchors in ``guesses.csv``, which divide the scale, and one half-way between two of them.
    What parts two ranges is half-way again, as the nearest amount of the scale.

    Raises:
        KeyError: if the figure is not guessed.

    >>> bins("documented_gpus")[1:3]
    ((300.0, 3000.0), (3000.0, 30000.0))
    """
    low, middle, high = GUESSED[figure].anchors
    asked = (low, math.sqrt(low * middle), middle, math.sqrt(middle * high), high)
    edges = (
        min(scale(figure), key=lambda amount: times_off(amount, math.sqrt(before * after)))
        for before, after in itertools.pairwise(asked)
    )
    return tuple(itertools.pairwise((0.0, *edges, math.inf)))


def bin_of(figure: str, amount: float) -> int | None:
    """Which of a figure's :func:`bins` an amount is in, from zero; None if it is not defined.

    Raises:
        KeyError: if the figure is not guessed.
    """
    places = enumerate(bins(figure))
    if amount == math.inf:
        return len(bins(figure)) - 1
    return next((place for place, (low, high) in places if low <= amount < high), None)


def _amounts(lowest: float) -> Iterator[float]:
    power = math.floor(math.log10(lowest))
    for each in range(power, power + _MOST_POWERS):
        yield from (step * 10.0**each for step in _WITHIN_TEN)


def place_on_scale(figure: str, amount: float) -> float:
    """Where on a figure's logarithmic scale an amount lies: 0 at its low end, 1 at its high end.

    What lies beyond an end is at that end.

    Raises:
        KeyError: if the figure is not guessed.
    """
    low, *_, high = scale(figure)
    if amount <= low:
        return 0.0
    return min(1.0, math.log(amount / low) / math.log(high / low))


def step_of(figure: str, amount: float) -> int:
    """Which of the amounts of a figure's :func:`scale` is nearest, counted from 0.

    Near is what a reader takes for near on a logarithmic scale: few times as much, or as little.

    Raises:
        KeyError: if the figure is not guessed.
    """
    steps = scale(figure)
    return min(range(len(steps)), key=lambda step: times_off(steps[step], amount))


def middle(guesses: Iterable[float]) -> float:
    """The guess in the middle: as many are no larger as are no smaller; of two the lower.

    ``nan`` where nobody guessed a number.
    """
    values = list(guesses)
    return statistics.median_low(values) if values else math.nan


def times_off(guess: float, amount: float) -> float:
    """How many times the larger of two amounts is the smaller: 1 where they are the same.

    ``inf`` where one of them is nothing, ``nan`` where one is not defined.

    >>> times_off(1_000_000.0, 5_000_000.0)
    5.0
    """
    if guess <= 0 or amount <= 0:
        return math.inf
    return max(guess / amount, amount / guess)


def _faults() -> Iterator[str]:
    for row in GUESSED.values():
        if row.id not in MODEL.units:
            yield f"guesses.csv ({row.id}), id: there is no figure {row.id!r}"
        if row.claimed not in RECORDS.facts and row.claimed not in RECORDS.published_totals:
            yield (
                f"guesses.csv ({row.id}), claimed: {row.claimed!r} is neither in facts.csv nor in "
                "published_totals.csv"
            )


if faults := list(_faults()):
    raise DataFault(faults)
