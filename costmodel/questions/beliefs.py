"""What one would have to believe: the value of one assumption that makes a figure come true."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from costmodel.engine.remembering import remembered
from costmodel.models import ASSUMPTIONS, MODEL, evaluate
from costmodel.questions.crossings import Crossing, crossings

Standing = Literal["inside", "outside", "unranged", "impossible", "independent"]

# Best first: the order in which answers are told.
STANDINGS: tuple[Standing, ...] = ("inside", "unranged", "outside", "impossible", "independent")

# An answer this close to a number, relative to it, is that number.
_SAME = 1e-9


@dataclass(frozen=True)
class Belief:
    """What one assumption would have to be for ``figure`` to come to ``target``.

    ``standing``: ``inside`` the sourced range; ``outside`` it but possible; possible,
    but ``unranged``, since no source gives a range; ``impossible`` within physical
    bounds; or the figure is ``independent`` of the assumption. ``value`` is None for the
    last two. ``lowest`` and ``highest`` are what the figure can come to by this
    assumption alone.
    """

    figure: str
    target: float
    assumption: str
    standing: Standing
    value: float | None
    lowest: float
    highest: float


@remembered
def belief(
    figure: str, target: float, assumption: str, changes: Mapping[str, float] | None = None
) -> Belief:
    """The answer for one assumption, everything else as it is.

    Raises:
        ScenarioFault: if a change is unknown or out of range.
        KeyError: if there is no such figure or assumption.
    """
    ASSUMPTIONS[assumption]
    return _answers(figure, target, (assumption,), changes)[0]


@remembered
def beliefs(
    figure: str, target: float, changes: Mapping[str, float] | None = None
) -> tuple[Belief, ...]:
    """The answer for every assumption behind the figure, those that sources support first.

    Raises:
        ScenarioFault: if a change is unknown or out of range.
        KeyError: if there is no such figure.
    """
    found = _answers(figure, target, MODEL.assumptions_behind(figure), changes)
    return tuple(sorted(found, key=lambda each: STANDINGS.index(each.standing)))


def _answers(
    figure: str, target: float, ids: tuple[str, ...], changes: Mapping[str, float] | None
) -> list[Belief]:
    here = evaluate(changes, (figure,))
    now = float(here[figure])
    side = np.sign(now - target)
    found = crossings(figure, lambda values: np.sign(values - target) != side, ids, changes)
    return [
        _judged(figure, target, each, float(here[each.assumption]), now) for each in found.values()
    ]


def _judged(figure: str, target: float, found: Crossing, present: float, now: float) -> Belief:
    row, value = ASSUMPTIONS[found.assumption], found.value
    if now == target:
        # Nothing has to be moved for it.
        value = present
    elif value is not None and not _reached(found, target):
        # The figure jumps over the target and never comes to it.
        value = None
    standing: Standing
    if not found.moves:
        standing, value = "independent", None
    elif value is None:
        standing = "impossible"
    elif any(math.isclose(value, each, rel_tol=_SAME) for each in row.supported_ends) or (
        row.supports(value)
    ):
        standing = "inside"
    else:
        standing = "outside" if row.has_likely_range else "unranged"
    return Belief(figure, target, found.assumption, standing, value, found.lowest, found.highest)


def _reached(found: Crossing, target: float) -> bool:
    scale = max(abs(found.lowest), abs(found.highest))
    there = found.figure_there
    return there is not None and math.isclose(there, target, rel_tol=_SAME, abs_tol=_SAME * scale)
