"""How old a figure is: the day on which the newest of all it rests on was published.

Found from the days in ``data/editions.csv`` and ``data/revisions.csv``, by walking to everything
behind the figure; whatever stands in neither has been there since the first edition.
"""

import datetime
from collections.abc import Iterable
from functools import cache

import costmodel
from costmodel import ModelFault
from data import RECORDS

_FIRST_DAY = min(row.date for row in RECORDS.editions.values())


def _refuse_unknown() -> None:
    """Refuse a row of ``data/revisions.csv`` that is about nothing there is.

    Raises:
        ModelFault: naming the row.
    """
    known = {*costmodel.MODEL.quantities, *costmodel.MODEL.facts}
    for row in RECORDS.revisions.values():
        if row.subject not in known:
            raise ModelFault(
                f"data/revisions.csv, row {row.id}: no quantity and no fact is called {row.subject}"
            )


_refuse_unknown()


@cache
def behind(figure: str) -> frozenset[str]:
    """The quantities a figure is computed by, its own among them, and all it is computed from.

    Behind an assumption is nothing but itself.

    Raises:
        KeyError: if there is no such figure or assumption.
    """
    if figure in costmodel.ASSUMPTIONS:
        return frozenset((figure,))
    model = costmodel.MODEL
    steps = (step.id for step in model.steps_to((figure,)))
    return frozenset((*steps, *costmodel.sourced_behind(figure)))


@cache
def last_change(figure: str) -> datetime.date:
    """The day on which a number or a formula that a figure rests on was last published or moved.

    Of an assumption, the day on which it was.

    Raises:
        KeyError: if there is no such figure or assumption.
    """
    found = behind(figure)
    return max(
        _FIRST_DAY,
        *(row.date for row in RECORDS.editions.values() if row.number in found),
        *(row.date for row in RECORDS.revisions.values() if row.subject in found),
    )


def newest(figures: Iterable[str]) -> datetime.date:
    """The newest of these figures' last changes; of none, the last change of any figure there is.

    Raises:
        KeyError: if there is no such figure.
    """
    return max(last_change(each) for each in tuple(figures) or costmodel.MODEL.figures)
