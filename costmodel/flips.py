"""Which one number would change the verdict: the smallest change that makes a statement false."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from costmodel.crossings import crossings
from costmodel.model import ASSUMPTIONS, MODEL, evaluate
from costmodel.remembering import remembered

# How many steps of the smallest size a float can make are tried beyond the crossing, each
# twice as long as the one before: the figure's own rounding needs a few.
_STEPS = 40


@dataclass(frozen=True)
class Statement:
    """``figure`` is above, or below, ``threshold``, in the figure's unit."""

    figure: str
    relation: Literal["above", "below"]
    threshold: float

    def holds(self, value: float | np.ndarray) -> bool | np.ndarray:
        """Whether the statement is true of a value of its figure, or of each of an array."""
        return value > self.threshold if self.relation == "above" else value < self.threshold


@dataclass(frozen=True)
class Flip:
    """One assumption's way to turn a statement over.

    ``value`` is the first value, coming from ``present``, at which the statement is
    otherwise than it is now; ``figure_there`` what the figure then comes to, computed
    anew. Both are None where no possible value does it.
    """

    assumption: str
    present: float
    value: float | None
    figure_there: float | None

    @property
    def change(self) -> float:
        """The change as a share of the present value: -0.5 halves it. ``inf`` where none does."""
        if self.value is None:
            return math.inf
        if self.present == 0:
            return math.copysign(math.inf, self.value)
        return (self.value - self.present) / abs(self.present)

    @property
    def supported(self) -> bool:
        """Whether a source supports the value."""
        return self.value is not None and ASSUMPTIONS[self.assumption].supports(self.value)


@remembered
def flips(statement: Statement, changes: Mapping[str, float] | None = None) -> tuple[Flip, ...]:
    """For each assumption behind the statement's figure, the change that flips it, smallest first.

    Those that cannot flip it come last. Of a statement whose figure is not defined
    none can.

    Raises:
        ScenarioFault: if a change is unknown or out of range.
        KeyError: if there is no such figure.
    """
    changes = dict(changes or {})
    figure = statement.figure
    here = evaluate(changes, (figure,))
    ids = MODEL.assumptions_behind(figure)
    if not math.isfinite(here[figure]):
        return tuple(Flip(id, float(here[id]), None, None) for id in ids)
    now = bool(statement.holds(float(here[figure])))
    found = crossings(figure, statement.threshold, ids, changes)
    all_flips = [
        _beyond(statement, now, changes, id, float(here[id]), found[id].value) for id in ids
    ]
    return tuple(sorted(all_flips, key=lambda each: abs(each.change)))


def _beyond(
    statement: Statement,
    now: bool,
    changes: Mapping[str, float],
    id: str,
    present: float,
    crossing: float | None,
) -> Flip:
    """The first value at or beyond the crossing that a new computation finds flipped."""
    if crossing is None:
        return Flip(id, present, None, None)
    row, outwards = ASSUMPTIONS[id], 1.0 if crossing >= present else -1.0
    step = np.spacing(abs(crossing)) * outwards
    tried = crossing + step * np.concatenate([[0.0], 2.0 ** np.arange(_STEPS)])
    tried = tried[[row.allows(value) for value in tried]]
    if not len(tried):
        return Flip(id, present, None, None)
    there = np.broadcast_to(
        evaluate({**changes, id: tried}, (statement.figure,))[statement.figure], np.shape(tried)
    )
    flipped = np.flatnonzero(np.isfinite(there) & (statement.holds(there) != now))
    if not len(flipped):
        return Flip(id, present, None, None)
    first = flipped[0]
    return Flip(id, present, float(tried[first]), float(there[first]))
