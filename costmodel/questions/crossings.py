"""Where a figure turns, when one assumption alone is moved away from what it is.

Flips and beliefs both rest on this. Every assumption is searched at once: the figure is
computed at many values of each, and between the last value at which it has not turned
and the first at which it has, again, until no number lies between the two.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from costmodel.models import ASSUMPTIONS, MODEL, evaluate

# Values of each assumption between the ends of what is possible, in equal steps and in
# equal multiples. More would find narrower turns; quantities here have none.
_STEPS = 64
# How close to nothing the equal multiples begin, as a part of the upper end.
_NEXT_TO_NOTHING = 1e-12
# Into how many parts each round divides what is left, and after how many it is enough:
# a float has 52 binary digits, and each round finds six of them.
_PARTS = 64
_ROUNDS = 12
# A figure that moves less than this, relative to its size, does not move.
_STILL = 1e-12

# Whether the figure has turned, for each of an array of its values.
Turned = Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Crossing:
    """What one assumption alone can do to a figure.

    ``value`` is the first value, coming from the present one, at which the figure has
    turned, and ``figure_there`` what the figure then comes to; None where it never
    does. ``lowest`` and ``highest`` are all that the figure comes to over the allowed
    range, ``nan`` where it is nowhere defined.
    """

    assumption: str
    value: float | None
    figure_there: float | None
    lowest: float
    highest: float

    @property
    def moves(self) -> bool:
        """Whether the figure moves at all with this assumption."""
        scale = max(abs(self.lowest), abs(self.highest))
        return self.highest - self.lowest > _STILL * scale


def crossings(
    figure: str,
    turned: Turned,
    assumptions: Iterable[str],
    changes: Mapping[str, float] | None = None,
) -> dict[str, Crossing]:
    """For each of these assumptions, where moving it alone first turns ``figure``.

    Of a turn upwards and one downwards the smaller change counts. ``turned`` must be
    false of the figure as it is; where the figure is not defined it has not turned.

    Raises:
        ScenarioFault: if a change is unknown or out of range.
        KeyError: if there is no such figure or assumption.
    """
    here = evaluate(changes, (figure,))
    ids = tuple(assumptions)
    present = {id: float(here[id]) for id in ASSUMPTIONS}
    grids = {id: _grid(id, present[id]) for id in ids}
    which = np.repeat(np.arange(len(ids)), [len(grid) for grid in grids.values()])
    at = np.concatenate(list(grids.values())) if ids else np.array([])
    along = moved(figure, present, ids, at, which)
    ends, steps = {}, []
    for place, id in enumerate(ids):
        values = along[which == place]
        defined = values[np.isfinite(values)]
        ends[id] = (defined.min(), defined.max()) if len(defined) else (np.nan, np.nan)
        steps += [
            (place, before, after)
            for before, after in _turns(grids[id], _has(turned, values), present[id])
        ]
    closed: dict[str, tuple[float, float]] = {}
    for place, value, there in _close_in(figure, turned, present, ids, steps):
        id = ids[place]
        if id not in closed or _apart(value, present[id]) < _apart(closed[id][0], present[id]):
            closed[id] = value, there
    return {id: Crossing(id, *closed.get(id, (None, None)), *map(float, ends[id])) for id in ids}


def _grid(id: str, present: float) -> np.ndarray:
    row = ASSUMPTIONS[id]
    return np.unique(np.append(_values_of(id), np.clip(present, row.allowed_low, row.allowed_high)))


# The same in every scenario.
@cache
def _values_of(id: str) -> np.ndarray:
    """Where a figure is computed along one assumption, besides where that is now."""
    row = ASSUMPTIONS[id]
    low, high = row.allowed_low, row.allowed_high
    parts = (
        np.linspace(low, high, _STEPS),
        np.geomspace(max(low, high * _NEXT_TO_NOTHING), high, _STEPS),
        row.supported_ends,
    )
    return np.clip(np.concatenate(parts), low, high)


def moved(
    figure: str,
    present: Mapping[str, float],
    ids: tuple[str, ...],
    values: np.ndarray,
    which: np.ndarray,
) -> np.ndarray:
    """The figure in scenarios of which number ``n`` has ``ids[which[n]]`` at ``values[n]``.

    Every other assumption is as in ``present``. Shapes: ``values``, ``which`` and the
    result are ``(scenarios,)``.
    """
    changed = {
        ids[place]: np.where(which == place, values, present[ids[place]])
        for place in np.unique(which)
    }
    result = MODEL.evaluate({**present, **changed}, (figure,))[figure]
    return np.broadcast_to(result, np.shape(values))


def _has(turned: Turned, values: np.ndarray) -> np.ndarray:
    has: np.ndarray = np.isfinite(values) & turned(values)
    return has


def _turns(grid: np.ndarray, has: np.ndarray, present: float) -> list[tuple[float, float]]:
    """Below and above ``present``, the step ``(not yet turned, turned)`` nearest to it."""
    here = int(np.searchsorted(grid, present))
    found = []
    below, above = np.flatnonzero(has[:here]), np.flatnonzero(has[here + 1 :])
    if len(below):
        found.append((float(grid[below[-1] + 1]), float(grid[below[-1]])))
    if len(above):
        first = here + 1 + above[0]
        found.append((float(grid[first - 1]), float(grid[first])))
    return found


def _apart(value: float, present: float) -> float:
    return abs(value - present)


def _close_in(
    figure: str,
    turned: Turned,
    present: Mapping[str, float],
    ids: tuple[str, ...],
    steps: list[tuple[int, float, float]],
) -> list[tuple[int, float, float]]:
    """For each step, the first value in it at which the figure has turned, and the figure there."""
    if not steps:
        return []
    places = np.array([place for place, *_ in steps])
    before, after = (np.array(ends) for ends in list(zip(*steps, strict=True))[1:])
    which = np.repeat(places, _PARTS)
    shares = np.arange(1, _PARTS + 1) / _PARTS
    rows = np.arange(len(steps))
    for _ in range(_ROUNDS):
        points = before[:, np.newaxis] + (after - before)[:, np.newaxis] * shares
        # The last point is the end itself, whatever rounding makes of the sum.
        points[:, -1] = after
        values = moved(figure, present, ids, points.ravel(), which).reshape(points.shape)
        first = _has(turned, values).argmax(axis=1)
        after = points[rows, first]
        before = np.where(first > 0, points[rows, first - 1], before)
        if np.all(np.nextafter(before, after) == after):
            break
    there = moved(figure, present, ids, after, places)
    return list(zip(places.tolist(), after.tolist(), there.tolist(), strict=True))
