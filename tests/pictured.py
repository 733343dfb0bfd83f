"""Any chart of a scenario, drawn as the pages draw it: of the answers to the chart's question."""

import charts
import costmodel
from charts import Picture
from costmodel import DRAWS, RUNGS, SEED, STORIES_AT_FIRST
from telling import Telling


def spread(tell: Telling, draws: int = DRAWS, seed: int = SEED, together: float = 0.0) -> Picture:
    found = {id: costmodel.spread(id, tell.changes, draws, seed, together) for id in RUNGS}
    return charts.spread(tell, found, draws)


def swings(tell: Telling, figure: str = "tco") -> Picture:
    return charts.swings(tell, figure, costmodel.swings(figure, tell.changes))


def gap(
    tell: Telling,
    figure: str = "tco",
    left: str = STORIES_AT_FIRST[0],
    right: str = STORIES_AT_FIRST[1],
) -> Picture:
    told = costmodel.stories_with(tell.changes)
    return charts.gap(tell, costmodel.gap(figure, told[left], told[right]), left, right)


def models(tell: Telling, basis: str = "amortised", own: dict | None = None) -> Picture:
    return charts.models(tell, basis, costmodel.compared(basis, tell.changes, own))


_ASKED = {chart.__name__: chart for chart in (spread, swings, gap, models)}
# Each takes a scenario in a language, and has its question's usual answer where it needs one.
BY_NAME = {chart.__name__: _ASKED.get(chart.__name__, chart) for chart in charts.ALL}
ALL = tuple(BY_NAME.values())
