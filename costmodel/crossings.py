"""Where a figure reaches an amount, when one assumption alone is moved.

Flips and beliefs both rest on this. Every assumption is searched at once: a figure is
computed at many values of each, and where it passes the amount between two of them,
scipy's root finder closes in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.optimize import elementwise

from costmodel.model import ASSUMPTIONS, MODEL, evaluate

# Values of each assumption between the ends of what is possible, in equal steps and in
# equal multiples. More would find narrower turns; quantities here have none.
_STEPS = 64
# How close to nothing the equal multiples begin, as a part of the upper end.
_NEXT_TO_NOTHING = 1e-12
# A figure that moves less than this, relative to its size, does not move.
_STILL = 1e-12


@dataclass(frozen=True)
class Crossing:
    """What one assumption alone can do to a figure.

    ``value`` is where the figure reaches the amount, the place nearest to the present
    value; None where it does not. ``lowest`` and ``highest`` are all that the figure
    comes to over the allowed range.
    """

    assumption: str
    value: float | None
    lowest: float
    highest: float

    @property
    def moves(self) -> bool:
        """Whether the figure moves at all with this assumption."""
        scale = max(abs(self.lowest), abs(self.highest))
        return self.highest - self.lowest > _STILL * scale


def crossings(
    figure: str,
    target: float,
    assumptions: Iterable[str],
    changes: Mapping[str, float] | None = None,
) -> dict[str, Crossing]:
    """For each of these assumptions, where moving it alone brings ``figure`` to ``target``.

    Raises:
        ScenarioFault: if a change is unknown or out of range.
        KeyError: if there is no such figure or assumption.
    """
    here = evaluate(changes, (figure,))
    ids = tuple(assumptions)
    present = {id: float(here[id]) for id in ASSUMPTIONS}
    found, brackets = {}, {}
    grids = {id: _grid(id, present[id]) for id in ids}
    which = np.repeat(np.arange(len(ids)), [len(grids[id]) for id in ids])
    at = np.concatenate([grids[id] for id in ids]) if ids else np.array([])
    along = _moved(figure, present, ids, at, which)
    for place, id in enumerate(ids):
        values = along[which == place]
        defined = np.isfinite(values)
        points, misses = grids[id][defined], values[defined] - target
        low, high = (
            (values[defined].min(), values[defined].max()) if defined.any() else (np.nan,) * 2
        )
        found[id] = Crossing(id, None, float(low), float(high))
        if bracket := _nearest_bracket(points, misses, present[id]):
            brackets[id] = bracket
    closed = _close_in(figure, target, present, ids, brackets)
    return {id: each if id not in closed else _with(each, closed[id]) for id, each in found.items()}


def _with(crossing: Crossing, value: float) -> Crossing:
    return Crossing(crossing.assumption, value, crossing.lowest, crossing.highest)


def _grid(id: str, present: float) -> np.ndarray:
    row = ASSUMPTIONS[id]
    low, high = row.allowed_low, row.allowed_high
    marks = [present, *row.supported_ends]
    return np.unique(
        np.clip(
            np.concatenate(
                [
                    np.linspace(low, high, _STEPS),
                    np.geomspace(max(low, high * _NEXT_TO_NOTHING), high, _STEPS),
                    marks,
                ]
            ),
            low,
            high,
        )
    )


def _moved(
    figure: str,
    present: Mapping[str, float],
    ids: tuple[str, ...],
    values: np.ndarray,
    which: np.ndarray,
) -> np.ndarray:
    """The figure in scenarios of which number ``n`` has ``ids[which[n]]`` at ``values[n]``."""
    scenario = {id: np.where(which == place, values, present[id]) for place, id in enumerate(ids)}
    result = MODEL.evaluate({**present, **scenario}, (figure,))[figure]
    return np.broadcast_to(result, np.shape(values))


def _nearest_bracket(
    points: np.ndarray, misses: np.ndarray, present: float
) -> tuple[float, float] | None:
    """Of the steps in which the figure passes the target, the one nearest to ``present``."""
    passes = np.flatnonzero(np.sign(misses[:-1]) * np.sign(misses[1:]) <= 0)
    # A step along which the figure stays at the target says nothing about a way there.
    passes = [n for n in passes if misses[n] or misses[n + 1]]
    if not passes:
        return None
    near = min(passes, key=lambda n: _apart(points[n], points[n + 1], present))
    return float(points[near]), float(points[near + 1])


def _apart(low: float, high: float, present: float) -> float:
    return max(low - present, present - high, 0.0)


def _close_in(
    figure: str,
    target: float,
    present: Mapping[str, float],
    ids: tuple[str, ...],
    brackets: Mapping[str, tuple[float, float]],
) -> dict[str, float]:
    if not brackets:
        return {}
    places = np.array([ids.index(id) for id in brackets])
    low, high = (np.array(ends) for ends in zip(*brackets.values(), strict=True))

    def miss(values: np.ndarray, which: np.ndarray) -> np.ndarray:
        return _moved(figure, present, ids, values, which.astype(int)) - target

    solved = elementwise.find_root(miss, (low, high), args=(places,))
    return {
        id: float(value)
        for id, value, success in zip(brackets, solved.x, solved.success, strict=True)
        if success
    }
