"""Which one number would change the verdict: the smallest change that makes a statement false."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from costmodel.engine.remembering import remembered
from costmodel.models import ASSUMPTIONS, MODEL, evaluate
from costmodel.questions.crossings import crossings
from data import Relation


@dataclass(frozen=True)
class Statement:
    """``figure`` is above, or below, ``threshold``, in the figure's unit.

    ``id`` is that of a ready one in ``data/statements.csv``; None of one's own.
    """

    figure: str
    relation: Relation
    threshold: float
    id: str | None = None

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
        return math.inf if self.value is None else change(self.present, self.value)

    @property
    def supported(self) -> bool:
        """Whether a source supports the value."""
        return self.value is not None and ASSUMPTIONS[self.assumption].supports(self.value)


def change(present: float, value: float) -> float:
    """A change as a share of the present value; ``inf`` or ``-inf`` from nothing.

    >>> change(2.0, 1.0)
    -0.5
    """
    if present == 0:
        return math.copysign(math.inf, value)
    return (value - present) / abs(present)


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

    def turned(values: np.ndarray) -> np.ndarray:
        return np.asarray(statement.holds(values) != now)

    found = crossings(figure, turned, ids, changes)
    all_flips = [
        Flip(id, float(here[id]), each.value, each.figure_there) for id, each in found.items()
    ]
    return tuple(sorted(all_flips, key=lambda each: abs(each.change)))
