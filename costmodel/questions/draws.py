"""How sure: every assumption drawn from its sourced range, through the same quantities.

What is drawn, and from which distribution, stands in ``data/assumptions.csv``; why, in
``data/README.md``. A number the reader has set is certain. So is one
for which we found no range: none is made up for it. Draws are independent of one another,
but for a GPU's price and the rest of its server, which are two parts of one total, and for
the counts of GPUs where the reader ties them together.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from statistics import NormalDist
from types import MappingProxyType

import numpy as np

from costmodel.engine.remembering import remembered
from costmodel.models import ASSUMPTIONS, MODEL, evaluate
from costmodel.quantities.ladder import ratio
from costmodel.questions.sobol import normal_scores
from data import Assumption

DRAWS = 10_000
# Any number would do; one has to be agreed, so that a link shows everyone the same picture.
SEED = 1

# The percentiles that a range runs between, those of ``likely_low`` and ``likely_high``.
LOW, MIDDLE, HIGH = 5, 50, 95

_RANGED = tuple(id for id, row in ASSUMPTIONS.items() if row.has_likely_range)
# How far the two percentiles of a normal distribution lie from its middle.
_SPREAD = NormalDist().inv_cdf(HIGH / 100)
# The counts of GPUs, which one common cause may make too high or too low all at once.
_COUNTS = tuple(id for id in _RANGED if ASSUMPTIONS[id].family == "fleet")
# The ranges of the second were found from totals, less the published value of the first.
_PARTS_OF_ONE_TOTAL = tuple(
    (f"gpu_price_{type_}", f"server_overhead_{type_}") for type_ in MODEL.types
)
_BINS = 24
_UNDEFINED = (float("nan"),) * 4
# Bins leave out the outermost draws, which would stretch them over nothing.
_NEARLY_ALL = (0.5, 99.5)


@dataclass(frozen=True)
class Spread:
    """What the draws say about one figure.

    ``low``, ``middle`` and ``high`` are its 5th, 50th and 95th percentile; ``below``
    is the share of draws in which it comes to less than in the scenario itself.
    ``bins`` are ``(from, to, share of draws)`` in equal multiples, for figures above
    zero; none for a figure that is certain. All are ``nan`` for one that is not defined.
    """

    figure: str
    low: float
    middle: float
    high: float
    below: float
    bins: tuple[tuple[float, float, float], ...] = ()

    @property
    def certain(self) -> bool:
        """Whether the figure comes to the same in nine of ten draws or more."""
        return not self.low < self.high


def drawn_ids(changes: Mapping[str, float]) -> tuple[str, ...]:
    """The assumptions that are drawn: those with a sourced range the reader has not set."""
    return tuple(id for id in _RANGED if id not in changes)


def certain_ids(changes: Mapping[str, float]) -> tuple[str, ...]:
    """The assumptions that are not drawn because they have no range."""
    return tuple(id for id in ASSUMPTIONS if id not in changes and id not in _RANGED)


def draw(
    changes: Mapping[str, float], draws: int = DRAWS, seed: int = SEED, together: float = 0.0
) -> dict[str, float | np.ndarray]:
    """A scenario for :func:`costmodel.evaluate`: every drawn assumption as ``(draws,)``.

    An assumption's draws depend on the seed and on ``together``, and not on what else is
    set. The first 10,000 of 20,000 draws are the 10,000. ``together``, a share of one, is
    the correlation of the counts of GPUs: 0 where each is wrong by itself, 1 where one
    common cause makes all of them too high or too low.

    Raises:
        ValueError: if ``draws`` is not a whole number above zero, or ``together`` no share.
    """
    if draws < 1:
        raise ValueError(f"draws: {draws} is not a whole number above zero")
    if not 0 <= together <= 1:
        raise ValueError(f"together: {together:g} does not lie between 0 and 1")
    values = _values(draws, seed, together)
    return {**{id: values[id] for id in drawn_ids(changes)}, **changes}


def _values(draws: int, seed: int, together: float) -> dict[str, np.ndarray]:
    """Each ranged assumption's draws: the same for every scenario, so kept, and read-only."""
    usual = (draws, seed, together) == (DRAWS, SEED, 0)
    return _usual() if usual else _others(draws, seed, together)


@cache
def _usual() -> dict[str, np.ndarray]:
    # Apart from the others, which however many never drive these out.
    return _drawn(DRAWS, SEED, 0.0)


@lru_cache(maxsize=4)
def _others(draws: int, seed: int, together: float) -> dict[str, np.ndarray]:
    return _drawn(draws, seed, together)


def _drawn(draws: int, seed: int, together: float) -> dict[str, np.ndarray]:
    *own, common = _scores(draws, seed)
    scores = dict(zip(_RANGED, own, strict=True))
    for id in _COUNTS:
        scores[id] = math.sqrt(together) * common + math.sqrt(1 - together) * scores[id]
    for part, rest in _PARTS_OF_ONE_TOTAL:
        counter = _countering(ASSUMPTIONS[part], ASSUMPTIONS[rest])
        scores[rest] = math.sqrt(1 - counter**2) * scores[rest] - counter * scores[part]
    # Mixed scores are still normal, so that each number keeps its own range.
    values = {id: quantiles(ASSUMPTIONS[id], each) for id, each in scores.items()}
    for each in values.values():
        each.flags.writeable = False
    return values


# Kept, so that a reader who ties the counts together more or less need not wait for them.
@lru_cache(maxsize=1)
def _scores(draws: int, seed: int) -> np.ndarray:
    """Standard normal numbers, a row for each ranged assumption; the last ties the counts."""
    return normal_scores(len(_RANGED) + 1, draws, seed)


def _countering(part: Assumption, rest: Assumption) -> float:
    """How strongly the rest falls where the part rises: a correlation, without its minus sign.

    So strongly that their sum is spread as widely as the totals from which the range of
    ``rest`` was found: of ``p² + r² - 2cpr = r²``, ``c``. No more than fully where the part
    alone is spread wider than twice the totals.
    """
    of_part, of_rest = (high - low for low, high in (_range_of(part), _range_of(rest)))
    return min(1.0, of_part / (2 * of_rest))


def _range_of(row: Assumption) -> tuple[float, float]:
    return row.likely_range or (row.value, row.value)


def quantiles(row: Assumption, scores: np.ndarray) -> np.ndarray:
    """The assumption's values at these standard normal scores.

    Its distribution goes through ``likely_low`` at the 5th percentile and through
    ``likely_high`` at the 95th; without them every score gives its value. What would fall
    outside the allowed range counts as the end of it.
    """
    low, high = _range_of(row)
    if row.distribution == "lognormal":
        low, high = np.log(low), np.log(high)
    values = (low + high) / 2 + (high - low) / (2 * _SPREAD) * scores
    if row.distribution == "lognormal":
        values = np.exp(values)
    return np.clip(values, row.allowed_low, row.allowed_high)


@remembered
def spreads(
    figures: tuple[str, ...],
    changes: Mapping[str, float] | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
    together: float = 0.0,
) -> Mapping[str, Spread]:
    """What the draws say about each of these figures, for a scenario.

    Raises:
        ScenarioFault: if a change is unknown or out of range.
        KeyError: if one of ``figures`` does not exist.
    """
    here, among = _computed(figures, changes or {}, draws, seed, together)
    found = {id: _spread(id, float(here[id]), among[id]) for id in figures}
    return MappingProxyType(found)


def spread(
    figure: str,
    changes: Mapping[str, float] | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
    together: float = 0.0,
) -> Spread:
    """What the draws say about one figure, for a scenario.

    A change the figure does not rest on leaves its draws as they are and is not looked
    at, so that the answer is remembered.

    Raises:
        ScenarioFault: if a change the figure rests on is out of range.
        KeyError: if there is no such figure.
    """
    behind = MODEL.assumptions_behind(figure)
    matter = {id: value for id, value in (changes or {}).items() if id in behind}
    return spreads((figure,), matter, draws, seed, together)[figure]


@remembered
def ratio_spread(
    top: str,
    bottom: str,
    changes: Mapping[str, float] | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
    together: float = 0.0,
) -> Spread:
    """What the draws say about one figure over another; both are of the same draw.

    Raises:
        ScenarioFault: if a change is unknown or out of range.
        KeyError: if a figure does not exist.
    """
    here, among = _computed((top, bottom), changes or {}, draws, seed, together)
    with np.errstate(divide="ignore", invalid="ignore"):
        quotients = among[top] / among[bottom]
    return _spread(f"{top}/{bottom}", ratio(float(here[top]), float(here[bottom])), quotients)


@remembered
def exceeded(
    figure: str,
    changes: Mapping[str, float] | None = None,
    share: float = 0.9,
    draws: int = DRAWS,
    seed: int = SEED,
    together: float = 0.0,
) -> float:
    """The amount a figure comes to at least in this share of draws.

    Raises:
        ScenarioFault: if a change is unknown or out of range.
        KeyError: if there is no such figure.
    """
    _, among = _computed((figure,), changes or {}, draws, seed, together)
    defined = among[figure][np.isfinite(among[figure])]
    return float(np.percentile(defined, 100 * (1 - share))) if len(defined) else float("nan")


def _computed(
    figures: tuple[str, ...],
    changes: Mapping[str, float],
    draws: int,
    seed: int,
    together: float,
) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """All values of the scenario, and of each figure an array over the draws."""
    here = evaluate(changes, figures)
    among = evaluate(draw(changes, draws, seed, together), figures)
    return here, {id: np.atleast_1d(among[id]) for id in figures}


def _spread(figure: str, here: float, among: np.ndarray) -> Spread:
    ordered = np.sort(among[np.isfinite(among)])
    if not len(ordered) or not np.isfinite(here):
        return Spread(figure, *_UNDEFINED)
    low, middle, high = map(float, np.percentile(ordered, (LOW, MIDDLE, HIGH)))
    below = float(np.searchsorted(ordered, here)) / len(ordered)
    return Spread(figure, low, middle, high, below, _bins(ordered))


def _bins(ordered: np.ndarray) -> tuple[tuple[float, float, float], ...]:
    """The share of draws in each of a number of equal multiples; ``ordered`` is rising."""
    positive = ordered[np.searchsorted(ordered, 0.0, side="right") :]
    if not len(positive):
        return ()
    lowest, highest = np.percentile(positive, _NEARLY_ALL)
    edges = np.geomspace(lowest, highest, _BINS + 1)
    if not np.all(np.diff(edges) > 0):
        return ()
    counts = np.diff(np.searchsorted(positive, edges))
    return tuple(
        zip(edges[:-1].tolist(), edges[1:].tolist(), (counts / len(ordered)).tolist(), strict=True)
    )
