"""The cost module: assumptions in, figures out. The only place where figures are computed.

    >>> figures = evaluate({"gpu_count_a100": 0})
    >>> round(figures["capex"])
    1391400000

Quantities are functions in ``run``, ``fleet``, ``operation``, ``ownership``, ``people``
and ``company``, and of their own in ``training_run`` and ``checks``; ``graph`` finds
out how they hang together and ``model`` puts them together. On them stand the
questions a doubter asks: ``draws`` (how sure), ``swings`` (what matters), ``flips``
(what would change the verdict), ``beliefs`` (what one would have to believe), ``gaps``
(why two stories differ), ``comparison`` (other models). Importing this package checks
that everything fits.

May import: the standard library, numpy, scipy and ``data``. It knows nothing of screens,
clocks or languages. Tested by ``tests/test_costmodel.py``, ``tests/test_doubts.py``,
``tests/test_compare.py`` and ``tests/test_cases.py``.
"""

from costmodel.graph import Model, ModelFault, quantity
from costmodel.ladder import RUNGS, ratio
from costmodel.model import (
    ASSUMPTIONS,
    CHECKED,
    CHECKS,
    MODEL,
    PUBLISHED,
    RUN,
    evaluate,
    grade_behind,
    model_of,
    read_changes,
    report,
    sources_behind,
    sources_of,
    unit_of,
)
from costmodel.published import nearest, published_ratios, total
from costmodel.scenario import Fault, ScenarioFault
from costmodel.verdict import opex_explained, pay_matters, verdict

__all__ = [
    "ASSUMPTIONS",
    "CHECKED",
    "CHECKS",
    "MODEL",
    "PUBLISHED",
    "RUN",
    "RUNGS",
    "Fault",
    "Model",
    "ModelFault",
    "ScenarioFault",
    "evaluate",
    "grade_behind",
    "model_of",
    "nearest",
    "opex_explained",
    "pay_matters",
    "published_ratios",
    "quantity",
    "ratio",
    "read_changes",
    "report",
    "sources_behind",
    "sources_of",
    "total",
    "unit_of",
    "verdict",
]
