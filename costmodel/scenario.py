"""What a reader changed: read, checked, and refused by name where it cannot be used."""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from data import Assumption

# Plain decimal notation in ASCII digits. float() alone would also accept "1_0",
# "nan", "infinity" and digits of other scripts.
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)

# Longer values are cut in messages: a link may hold anything.
_QUOTED = 40


@dataclass(frozen=True)
class Fault:
    """One part of a scenario that cannot be used, and why.

    ``reason`` is a word that every language has a sentence for; ``message`` is
    the English one, for the command line and the JSON address.
    """

    reason: Literal["unknown", "figure", "not_a_number", "out_of_range", "repeated"]
    id: str
    given: str
    low: float | None = None
    high: float | None = None
    meant: str | None = None

    @property
    def message(self) -> str:
        """The fault in English, naming the part."""
        match self.reason:
            case "unknown":
                hint = f"; did you mean {self.meant}?" if self.meant else ""
                return f"{self.id}: no assumption has this id{hint}"
            case "figure":
                return f"{self.id}: this figure is computed and cannot be set"
            case "not_a_number":
                return f"{self.id}: {self.given!r} is not a number"
            case "out_of_range":
                return (
                    f"{self.id}: {self.given} is outside the allowed range "
                    f"{self.low:.12g} to {self.high:.12g}"
                )
            case "repeated":
                return f"{self.id}: given more than once; the last good value is {self.given}"
        raise AssertionError(self.reason)


class ScenarioFault(ValueError):
    """A scenario that is refused; ``faults`` holds every reason."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(fault.message for fault in self.faults))


def read(
    pairs: Iterable[tuple[str, str]],
    assumptions: Mapping[str, Assumption],
    figures: Iterable[str] = (),
) -> tuple[dict[str, float], tuple[Fault, ...]]:
    """Changes from ``(id, text)`` pairs, and everything that was wrong with them.

    Good parts survive bad ones. Of an id given more than once the last good value
    counts, and the repetition is named. A value equal to the published one is no
    change and is left out.
    """
    changes: dict[str, float] = {}
    faults: list[Fault] = []
    repeated: set[str] = set()
    figures = set(figures)
    for id, text in pairs:
        shown = text if len(text) <= _QUOTED else text[:_QUOTED] + "…"
        if id not in assumptions:
            named = id if len(id) <= _QUOTED else id[:_QUOTED] + "…"
            if id in figures:
                faults.append(Fault("figure", named, shown))
            else:
                near = difflib.get_close_matches(named, assumptions, n=1)
                faults.append(Fault("unknown", named, shown, meant=near[0] if near else None))
            continue
        if not _NUMBER.fullmatch(text.strip()):
            faults.append(Fault("not_a_number", id, shown))
            continue
        # Adding zero makes a zero of -0, which would show its sign.
        value, limits = float(text) + 0.0, assumptions[id]
        if not limits.allows(value):
            faults.append(Fault("out_of_range", id, shown, limits.allowed_low, limits.allowed_high))
            continue
        if id in changes:
            repeated.add(id)
        changes[id] = value
    faults += [Fault("repeated", id, f"{changes[id]:.12g}") for id in changes if id in repeated]
    kept = {id: value for id, value in changes.items() if value != assumptions[id].value}
    return kept, tuple(faults)


def check(
    changes: Mapping[str, object], assumptions: Mapping[str, Assumption], figures: Iterable[str]
) -> None:
    """Refuse changes that :func:`read` would not keep; of arrays only the id is looked at.

    Raises:
        ScenarioFault: naming every unknown id and every value out of range.
    """
    pairs = (
        (id, repr(assumptions[id].value if np.ndim(value) else float(value)))
        if id in assumptions
        else (id, "")
        for id, value in changes.items()
    )
    _, faults = read(pairs, assumptions, figures)
    if faults:
        raise ScenarioFault(faults)
