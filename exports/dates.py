"""How old a figure is: the day on which the newest of all it rests on was published.

Found from the days in ``data/editions.csv`` and ``data/revisions.csv``, by walking to everything
behind the figure; whatever stands in neither has been there since the first edition.
"""

import datetime
from collections.abc import Iterable, Iterator
from functools import cache

import costmodel
from costmodel import ModelFault
from data import RECORDS, Revision

_FIRST_DAY = min(row.date for row in RECORDS.editions.values())


def _revisions() -> dict[str, list[Revision]]:
    """What came or moved otherwise than by a number of links, by its id.

    Raises:
        ModelFault: if there is no such quantity or fact.
    """
    known = {*costmodel.MODEL.quantities, *costmodel.MODEL.facts}
    found: dict[str, list[Revision]] = {}
    for row in RECORDS.revisions.values():
        if row.subject not in known:
            raise ModelFault(
                f"data/revisions.csv, row {row.id}: no quantity and no fact is called {row.subject}"
            )
        found.setdefault(row.subject, []).append(row)
    return found


_REVISIONS = _revisions()


def revisions_behind(figure: str) -> Iterator[Revision]:
    """What came or moved of all that a figure is computed by and from, itself included.

    Raises:
        KeyError: if there is no such figure.
    """
    model = costmodel.MODEL
    steps = (step.id for step in model.steps_to((figure,)))
    for id in (*steps, *model.facts_behind(figure)):
        yield from _REVISIONS.get(id, ())


@cache
def last_change(figure: str) -> datetime.date:
    """The day on which a number or a formula that a figure rests on was last published or moved.

    Raises:
        KeyError: if there is no such figure.
    """
    behind = set(costmodel.MODEL.assumptions_behind(figure))
    return max(
        _FIRST_DAY,
        *(row.date for row in RECORDS.editions.values() if row.number in behind),
        *(row.date for row in revisions_behind(figure)),
    )


def newest(figures: Iterable[str]) -> datetime.date:
    """The newest of these figures' last changes; of none, the last change of any figure there is.

    Raises:
        KeyError: if there is no such figure.
    """
    return max(last_change(each) for each in tuple(figures) or costmodel.MODEL.figures)
