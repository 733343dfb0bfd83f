"""Figures in, Altair charts out: one function for each chart, each with its finding.

May import: altair, ``data`` and ``costmodel``. Words and written numbers come from
the ``Teller`` a page passes in, colours from the theme in ``.streamlit/config.toml``.
Tested by ``tests/test_charts.py`` and
``tests/test_chart_packages.py``.
"""

from charts.capital import capital
from charts.evidence import evidence
from charts.gap import gap
from charts.ladder import ladder
from charts.models import models
from charts.operating import operating
from charts.pay import pay
from charts.picture import Picture, Teller
from charts.rental import rental
from charts.since import since
from charts.spending import spending
from charts.spread import spread
from charts.swings import swings
from charts.timeline import timeline

ALL = (
    ladder,
    rental,
    evidence,
    timeline,
    capital,
    operating,
    spending,
    pay,
    spread,
    swings,
    gap,
    models,
    since,
)

__all__ = ["ALL", "Picture", "Teller", *(chart.__name__ for chart in ALL)]
