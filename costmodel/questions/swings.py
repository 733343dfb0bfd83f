"""What matters: each assumption swung over its sourced range, one at a time."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from costmodel.engine.remembering import remembered
from costmodel.models import ASSUMPTIONS, MODEL, evaluate
from costmodel.questions.crossings import moved


@dataclass(frozen=True)
class Swing:
    """How a figure moves while one assumption goes from ``low`` to ``high``, all else as it is.

    ``at_low`` and ``at_high`` are the figure at these ends, in its own unit.
    """

    assumption: str
    low: float
    high: float
    at_low: float
    at_high: float

    @property
    def width(self) -> float:
        """How far the figure moves; ``nan`` where it is not defined at an end."""
        return abs(self.at_high - self.at_low)


@remembered
def swings(figure: str, changes: Mapping[str, float] | None = None) -> tuple[Swing, ...]:
    """A swing for each assumption behind ``figure`` that has a sourced range, widest first.

    All stand in one computation: of ``2 × n`` scenarios, each has one assumption at one end.

    Raises:
        ScenarioFault: if a change is unknown or out of range.
        KeyError: if there is no such figure.
    """
    here = evaluate(changes, (figure,))
    present = {id: float(here[id]) for id in ASSUMPTIONS}
    ranges = {
        id: ends
        for id in MODEL.assumptions_behind(figure)
        if (ends := ASSUMPTIONS[id].likely_range) is not None
    }
    values = np.array([*ranges.values()]).ravel()
    which = np.repeat(np.arange(len(ranges)), 2)
    at_ends = moved(figure, present, tuple(ranges), values, which).reshape(-1, 2)
    found = [
        Swing(id, low, high, float(at_low), float(at_high))
        for (id, (low, high)), (at_low, at_high) in zip(ranges.items(), at_ends, strict=True)
    ]
    return tuple(sorted(found, key=lambda each: -np.nan_to_num(each.width, nan=-1.0)))


def unswung(figure: str) -> tuple[str, ...]:
    """The assumptions behind ``figure`` that have no range to swing over.

    Raises:
        KeyError: if there is no such figure.
    """
    return tuple(
        id for id in MODEL.assumptions_behind(figure) if not ASSUMPTIONS[id].has_likely_range
    )
