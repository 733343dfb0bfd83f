"""One assumption at many values, all else as it is: what a slider leads through."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from costmodel.models import PUBLISHED, evaluate


def along(
    assumption: str,
    values: Sequence[float],
    changes: Mapping[str, float] | None = None,
    figures: Iterable[str] = (),
) -> tuple[Mapping[str, float], ...]:
    """The scenarios in which an assumption has these values: for each, what is known of it.

    That is every assumption and constant, and the figures that ``figures`` need, in base
    units. All values stand in one computation, as draws do.

    Raises:
        ScenarioFault: if a change is unknown or out of range.
        KeyError: if there is no such assumption, or no such figure.
    """
    if assumption not in PUBLISHED:
        raise KeyError(assumption)
    computed = evaluate({**(changes or {}), assumption: np.array(values)}, figures)
    return tuple(_At(computed, place) for place in range(len(values)))


class _At(Mapping[str, float]):
    """Of results that hold one number for each value, those at one of them."""

    def __init__(self, computed: Mapping[str, Any], place: int) -> None:
        self._computed, self._place = computed, place

    def __getitem__(self, id: str) -> float:
        value = self._computed[id]
        return float(value[self._place] if np.ndim(value) else value)

    def __contains__(self, id: object) -> bool:
        return id in self._computed

    def __iter__(self) -> Iterator[str]:
        return iter(self._computed)

    def __len__(self) -> int:
        return len(self._computed)
