"""The totals in print, divided by one another: where "400 times" can come from."""

from collections.abc import Mapping
from dataclasses import dataclass

from costmodel.quantities.ladder import ratio
from data import PublishedTotal


@dataclass(frozen=True)
class PublishedRatio:
    """One published total over another, both by id, and what comes out."""

    numerator: str
    denominator: str
    value: float


def total(row: PublishedTotal) -> float:
    """A published total in USD; where only its parts were printed, their sum."""
    return row.value + row.plus


def published_ratios(totals: Mapping[str, PublishedTotal]) -> tuple[PublishedRatio, ...]:
    """Every published numerator over every published denominator, in file order."""
    return tuple(
        PublishedRatio(top.id, bottom.id, ratio(total(top), total(bottom)))
        for top in totals.values()
        if top.role == "numerator"
        for bottom in totals.values()
        if bottom.role == "denominator"
    )


def nearest(ratios: tuple[PublishedRatio, ...], target: float) -> PublishedRatio:
    """The ratio that comes closest to ``target``."""
    return min(ratios, key=lambda each: abs(each.value - target))
