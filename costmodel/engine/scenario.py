"""What a reader changed: kept, read, checked, and refused by name where it cannot be used."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar, overload

import numpy as np

from costmodel.engine.reading import LONGEST_NUMBER, Spellings, quoted, read_day, read_number
from data import Assumption, GuessAsked, RunParameter

Reason = Literal[
    "unknown",
    "figure",
    "not_a_number",
    "not_a_day",
    "too_long",
    "too_many",
    "out_of_range",
    "repeated",
    "missing",
    "not_so_many",
    "not_a_count",
    "too_many_hands",
]


_Entry = TypeVar("_Entry", bound=float | datetime.date | tuple[int, ...] | None)


class Scenario(Mapping[str, _Entry]):
    """What differs from the published values, by id: nothing, for the published scenario.

    It never changes and can be looked up, so that answers are kept under it. Equal to
    any mapping with the same entries, in whatever order; it keeps the order it was given.
    """

    __slots__ = ("_entries", "_hash")

    @classmethod
    def of(cls, entries: Mapping[str, _Entry]) -> "Scenario[_Entry]":
        """These entries as a scenario; one that is a scenario already, itself."""
        return entries if isinstance(entries, Scenario) else cls(entries)

    def __init__(self, entries: Mapping[str, _Entry] | Iterable[tuple[str, _Entry]] = ()) -> None:
        self._entries = dict(entries)
        self._hash = hash(frozenset(self._entries.items()))

    def __getitem__(self, id: str) -> _Entry:
        return self._entries[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __hash__(self) -> int:
        return self._hash

    def __repr__(self) -> str:
        return f"Scenario({self._entries!r})"


NOTHING_CHANGED: Scenario[Any] = Scenario()


@dataclass(frozen=True)
class Fault:
    """One part of a scenario that cannot be used, and why.

    ``reason`` is a word that every language has a sentence for; ``message`` is
    the English one, for the command line and the JSON address.
    """

    reason: Reason
    id: str
    given: str
    low: float | datetime.date | None = None
    high: float | datetime.date | None = None
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
            case "not_a_day":
                return f"{self.id}: {self.given!r} is not a day, written YYYY-MM-DD"
            case "too_long":
                return f"{self.id}: {self.given!r} is longer than any number that could be meant"
            case "too_many":
                return f"only the first {self.given} parts are read"
            case "out_of_range":
                limits = (self.low, self.high)
                ends = " to ".join(write_entry(end) for end in limits if end is not None)
                return f"{self.id}: {self.given} is outside the allowed range {ends}"
            case "missing":
                return f"{self.id}: missing; it has no usual value"
            case "not_so_many":
                return f"{self.id}: {self.given!r} is not {self.low} counts with hyphens between"
            case "not_a_count":
                return f"{self.id}: {self.given!r} is no count, a whole number of zero or more"
            case "too_many_hands":
                return f"{self.id}: {self.given} are more than {self.high} together"
            case "repeated":
                return f"{self.id}: given more than once; the last good value is {self.given}"
        raise AssertionError(self.reason)


class ScenarioFault(ValueError):
    """A scenario that is refused; ``faults`` holds every reason."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(fault.message for fault in self.faults))


@overload
def read(
    pairs: Iterable[tuple[str, str]],
    rows: Mapping[str, Assumption],
    figures: Iterable[str] = (),
) -> tuple[Scenario[float], tuple[Fault, ...]]: ...


@overload
def read(
    pairs: Iterable[tuple[str, str]],
    rows: Mapping[str, GuessAsked],
    figures: Iterable[str] = (),
    unknown: str | None = None,
) -> tuple[Scenario[float | None], tuple[Fault, ...]]: ...


@overload
def read(
    pairs: Iterable[tuple[str, str]],
    rows: Mapping[str, RunParameter],
    figures: Iterable[str] = (),
) -> tuple[Scenario[float | datetime.date], tuple[Fault, ...]]: ...


def read(
    pairs: Iterable[tuple[str, str]],
    rows: Mapping[str, Any],
    figures: Iterable[str] = (),
    unknown: str | None = None,
) -> tuple[Scenario[Any], tuple[Fault, ...]]:
    """A scenario from ``(id, text)`` pairs, and everything that was wrong with them.

    ``rows`` say what each id may be. Good parts survive bad ones. Of an id given more
    than once the last good value counts, and the repetition is named. A value equal to
    the one in ``rows`` is no change and is left out. The text ``unknown``, where there is
    one, is a good value too: the entry None, of who says not to know.
    """
    entries: dict[str, Any] = {}
    faults: list[Fault] = []
    repeated: set[str] = set()
    figures = set(figures)
    spellings = Spellings(rows)
    for id, text in pairs:
        shown = quoted(text)
        if id not in rows:
            if id in figures:
                faults.append(Fault("figure", quoted(id), shown))
            else:
                faults.append(Fault("unknown", quoted(id), shown, meant=spellings.of(id)))
            continue
        limits = rows[id]
        is_a_day = getattr(limits, "kind", "number") == "day"
        value: float | datetime.date | None
        value = read_day(text) if is_a_day else read_number(text)
        if text == unknown:
            value = None
        elif value is None:
            too_long = not is_a_day and len(text) > LONGEST_NUMBER
            unread: Reason = "not_a_day" if is_a_day else "too_long" if too_long else "not_a_number"
            faults.append(Fault(unread, id, shown))
            continue
        elif not limits.allows(value):
            faults.append(Fault("out_of_range", id, shown, limits.allowed_low, limits.allowed_high))
            continue
        if id in entries:
            repeated.add(id)
        entries[id] = value
    faults += [
        Fault("repeated", id, str(unknown) if value is None else write_entry(value))
        for id, value in entries.items()
        if id in repeated
    ]
    kept = (
        (id, value) for id, value in entries.items() if value is None or value != rows[id].value
    )
    return Scenario(kept), tuple(faults)


def write_entry(entry: float | datetime.date) -> str:
    """A number with up to twelve digits, or a day, as one would type it."""
    return entry.isoformat() if isinstance(entry, datetime.date) else f"{entry:.12g}"


def check(
    changes: Mapping[str, Any], assumptions: Mapping[str, Assumption], figures: Iterable[str]
) -> None:
    """Refuse changes that :func:`read` would not keep; of arrays only the id is looked at.

    Raises:
        ScenarioFault: naming every unknown id and every value out of range.
    """
    refused = {
        id: value
        for id, value in changes.items()
        if id not in assumptions or not (np.ndim(value) or assumptions[id].allows(value))
    }
    # Most scenarios have nothing to be refused: only of what has is the reason looked for.
    if refused:
        pairs = (
            (id, repr(float(value)) if id in assumptions else "") for id, value in refused.items()
        )
        _, faults = read(pairs, assumptions, figures)
        raise ScenarioFault(faults)
