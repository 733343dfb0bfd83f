"""Why two stories differ: the gap between them, assumption by assumption.

Each assumption's part is its Shapley value: what changing it does to the figure, on
average over every order in which the assumptions could be changed one after another.
It is the one division in which parts add up to the gap, an assumption that changes
nothing gets nothing, and no order is preferred.

Source of the formula: Shapley, "A Value for n-Person Games", 1953.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np

from costmodel.engine.remembering import remembered
from costmodel.models import ASSUMPTIONS, MODEL, evaluate

# Up to so many differing assumptions every order is counted: 2^14 scenarios. Beyond, a
# sample of orders is; its parts add up all the same, because each order's do.
EXACT_UP_TO = 14
SAMPLED_ORDERS = 2_000
SEED = 1


@dataclass(frozen=True)
class Gap:
    """A figure in two scenarios, and what each differing assumption contributes.

    ``parts`` add up to ``right - left``, the largest first; only assumptions the figure
    rests on and that differ are there. None where the figure is not defined on the way.
    """

    figure: str
    left: float
    right: float
    parts: Mapping[str, float] | None
    method: Literal["exact", "sampled"]


@remembered
def gap(
    figure: str,
    left: Mapping[str, float],
    right: Mapping[str, float],
    exact_up_to: int = EXACT_UP_TO,
    orders: int = SAMPLED_ORDERS,
    seed: int = SEED,
) -> Gap:
    """Explain why ``figure`` differs between two scenarios, given as changes.

    Raises:
        ScenarioFault: if a change is unknown or out of range.
        KeyError: if there is no such figure.
    """
    ends = [evaluate(changes, (figure,)) for changes in (left, right)]
    a, b = ({id: float(end[id]) for id in ASSUMPTIONS} for end in ends)
    ids = tuple(id for id in MODEL.assumptions_behind(figure) if a[id] != b[id])
    exact = len(ids) <= exact_up_to
    at_left, at_right = (float(end[figure]) for end in ends)
    parts = _exactly(figure, a, b, ids) if exact else _by_sampling(figure, a, b, ids, orders, seed)
    told = None
    if math.isfinite(at_left) and math.isfinite(at_right) and np.all(np.isfinite(parts)):
        ordered = sorted(zip(ids, map(float, parts), strict=True), key=lambda each: -abs(each[1]))
        told = MappingProxyType(_without_rounding(dict(ordered), at_right - at_left))
    return Gap(figure, at_left, at_right, told, "exact" if exact else "sampled")


def _mixed(
    figure: str,
    a: Mapping[str, float],
    b: Mapping[str, float],
    ids: tuple[str, ...],
    taken: np.ndarray,
) -> np.ndarray:
    """The figure where row ``n`` of ``taken`` says which of ``ids`` are as in ``b``."""
    scenario = {id: np.where(taken[:, place], b[id], a[id]) for place, id in enumerate(ids)}
    result = MODEL.evaluate({**a, **scenario}, (figure,))[figure]
    return np.broadcast_to(result, len(taken))


def _exactly(
    figure: str, a: Mapping[str, float], b: Mapping[str, float], ids: tuple[str, ...]
) -> np.ndarray:
    count = len(ids)
    subsets = np.arange(2**count)
    taken = (subsets[:, np.newaxis] >> np.arange(count)) & 1 == 1
    values, sizes = _mixed(figure, a, b, ids, taken), taken.sum(axis=1)
    # How often a subset of each size is what has been changed before: |S|!(n-|S|-1)!/n!.
    weights = np.array([1 / (count * math.comb(count - 1, size)) for size in range(count)])
    parts = np.empty(count)
    for place in range(count):
        without = subsets[~taken[:, place]]
        steps = values[without | (1 << place)] - values[without]
        parts[place] = np.sum(weights[sizes[without]] * steps)
    return parts


def _by_sampling(
    figure: str,
    a: Mapping[str, float],
    b: Mapping[str, float],
    ids: tuple[str, ...],
    orders: int,
    seed: int,
) -> np.ndarray:
    count, random = len(ids), np.random.default_rng(seed)
    # Each order is also walked backwards: what comes early in one comes late in the other.
    walks = np.array([random.permutation(count) for _ in range((orders + 1) // 2)])
    walks = np.concatenate([walks, walks[:, ::-1]])
    # After step s of a walk, everything whose turn came up to then is changed.
    turns = np.argsort(walks, axis=1)
    taken = turns[:, np.newaxis, :] < np.arange(count + 1)[np.newaxis, :, np.newaxis]
    values = _mixed(figure, a, b, ids, taken.reshape(-1, count)).reshape(len(walks), count + 1)
    parts = np.zeros(count)
    np.add.at(parts, walks, np.diff(values, axis=1))
    return parts / len(walks)


def _without_rounding(parts: dict[str, float], whole: float) -> dict[str, float]:
    """The same parts with the last bits of their sum put right in the largest."""
    largest = next(iter(parts), None)
    if largest is not None:
        parts[largest] += whole - math.fsum(parts.values())
    return parts
