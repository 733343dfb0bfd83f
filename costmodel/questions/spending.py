"""What had been spent on the fleet by any day: each type bought at once, then operated evenly.

The day of the headlines is the one from which everything is dated: a type that had been in
use for two years by then was bought two years before it.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from costmodel.models import evaluate
from data import RECORDS

# The day of the headlines is the one on which NVIDIA's share fell.
HEADLINE_DAY = datetime.date.fromisoformat(RECORDS.facts["nvidia_close_after"].date)
_DAYS_PER_YEAR = float(evaluate()["hours_per_year"] / evaluate()["hours_per_day"])


@dataclass(frozen=True)
class Spent:
    """What had been spent by the end of a day, in dollars; ``purchase`` and ``operation`` so far.

    ``years`` is the same day in years from the headline, before it negative.
    """

    day: datetime.date
    years: float
    purchase: float
    operation: float

    @property
    def together(self) -> float:
        """Purchase and operation, in dollars."""
        return self.purchase + self.operation


def spent_by(value: Callable[[str], float], years: float) -> Spent:
    """What had been spent so many years after the headline, before it negative.

    ``value`` gives each assumption and figure of the scenario by its id.
    """
    purchase = operation = 0.0
    for type_ in RECORDS.gpu_types:
        in_use = value(f"years_in_use_{type_}") + years
        if in_use >= 0:
            each_year = value(f"gpu_count_{type_}") * value(f"operating_cost_{type_}")
            purchase += value(f"capex_{type_}")
            operation += each_year * min(in_use, value("years_owned"))
    day = HEADLINE_DAY + datetime.timedelta(days=round(years * _DAYS_PER_YEAR))
    return Spent(day, years, purchase, operation)


def turning_points(value: Callable[[str], float]) -> tuple[Spent, ...]:
    """Where spending jumps or bends, in order: between two of these it grows evenly.

    A purchase is there twice, as it was just before it and with it.
    """
    bought = sorted({-value(f"years_in_use_{type_}") for type_ in RECORDS.gpu_types})
    ended = {years + value("years_owned") for years in bought}
    points = []
    for years in sorted({*bought, *ended, 0.0}):
        after = spent_by(value, years)
        if years in bought:
            # Operation is the same an instant before: nothing of what comes new had run yet.
            paid = sum(
                value(f"capex_{type_}")
                for type_ in RECORDS.gpu_types
                if -value(f"years_in_use_{type_}") < years
            )
            points.append(Spent(after.day, years, paid, after.operation))
        points.append(after)
    return tuple(points)


def by_the_year(value: Callable[[str], float]) -> tuple[Spent, ...]:
    """What had been spent by each turn of the year, from the first purchase to the last bill.

    The day of the headline stands among them.
    """
    points = turning_points(value)
    first, last = points[0].day, points[-1].day
    days = {datetime.date(year, 1, 1) for year in range(first.year + 1, last.year + 2)}
    return tuple(
        spent_by(value, (day - HEADLINE_DAY).days / _DAYS_PER_YEAR)
        for day in sorted({*days, HEADLINE_DAY})
    )
