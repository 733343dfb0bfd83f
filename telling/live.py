"""Texts that follow a slider while it moves: numbers and sums as they stand on a page.

Each has a key, what is shown and of which figure: ``number.tco``, ``sum.opex``. A page marks
such a text with its key, and while a slider moves the browser puts there what
:func:`at_stops` says for the stop. Both are worded by :func:`texts`: what is shown before the
server has drawn the page is what it will say.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

import costmodel
from costmodel import Scenario
from telling import bar, formulas
from telling.scenario import Telling


def number_key(figure: str) -> str:
    """The key of a figure in large type."""
    return f"number.{figure}"


def apart_key(first: str, second: str) -> str:
    """The key of two figures in large type that are to be told apart; its parts are the two."""
    return f"apart.{first}.{second}"


def sum_key(figure: str) -> str:
    """The key of the numbers in a figure's sum; its parts are those of ``formulas.parts``."""
    return f"sum.{figure}"


def bar_key(figure: str) -> str:
    """The key of a figure in the bar above every page."""
    return f"bar.{figure}"


def distance_key(figure: str) -> str:
    """The key of how far a figure in the bar is from the published one."""
    return f"distance.{figure}"


def number(tell: Telling, figure: str) -> str:
    """A figure as it stands in large type."""
    return tell.number(figure, "precise,full")


def _apart(tell: Telling, first: str, second: str) -> Sequence[str]:
    unit = costmodel.unit_of(first)
    return tell.apart(tell.value(first), tell.value(second), unit, "precise,full")


# For each kind of key what stands under it, part by part.
_KINDS: Mapping[str, Callable[..., Sequence[str]]] = {
    "number": lambda tell, figure: [number(tell, figure)],
    "apart": _apart,
    "sum": lambda tell, figure: [number for number, _ in formulas.parts(tell, figure)],
    "bar": lambda tell, figure: [bar.number(tell, figure)],
    "distance": lambda tell, figure: [bar.distance(tell, figure)],
}
# All but these are of one figure.
_OF_TWO = ("apart",)


def texts(tell: Telling, key: str) -> Sequence[str]:
    """What stands under this key in this scenario, in as many parts in every scenario.

    Raises:
        KeyError: if there is no such kind of text, or no such figure of the ladder.
    """
    kind, figures = _read(key)
    return _KINDS[kind](tell, *figures)


def at_stops(
    tell: Telling, assumption: str, values: Sequence[float], keys: Iterable[str]
) -> dict[str, dict[int, list[str]]]:
    """What each key's texts read at each of these values of one assumption, all else as it is.

    By key, and by the place of the part in :func:`texts`; parts that read the same everywhere
    are left out, and keys without any other.

    Raises:
        KeyError: if there is no such assumption, kind of text or figure.
    """
    of = {key: _read(key)[1] for key in keys}
    moving = {
        key: figures
        for key, figures in of.items()
        if any(assumption in costmodel.MODEL.assumptions_behind(each) for each in figures)
    }
    rest = {id: value for id, value in tell.changes.items() if id != assumption}
    if not moving:
        return {}
    needed = [figure for figures in moving.values() for figure in figures]
    published = costmodel.PUBLISHED[assumption]
    tellings = [
        Telling(
            tell.language,
            known,
            Scenario(rest if value == published else {**rest, assumption: value}),
        )
        for value, known in zip(
            values, costmodel.along(assumption, values, rest, needed), strict=True
        )
    ]
    found = {}
    for key in moving:
        parts = zip(*(texts(each, key) for each in tellings), strict=True)
        varying = {place: list(part) for place, part in enumerate(parts) if len(set(part)) > 1}
        if varying:
            found[key] = varying
    return found


def _read(key: str) -> tuple[str, list[str]]:
    kind, *figures = key.split(".")
    known = kind in _KINDS and len(figures) == (2 if kind in _OF_TWO else 1)
    if not known or not all(each in costmodel.MODEL.units for each in figures):
        raise KeyError(key)
    return kind, figures
