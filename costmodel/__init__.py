"""The cost module: assumptions in, figures out. The only place where figures are computed.

    >>> figures = evaluate({"gpu_count_a100": 0})
    >>> round(figures["capex"])
    1391400000

Quantities are functions in ``run``, ``fleet``, ``operation``, ``ownership``,
``people`` and ``company``; ``graph`` finds out how they hang together. Importing
this package checks that they do.

May import: the standard library, numpy and ``data``. It knows nothing of screens,
clocks or languages. Tested by ``tests/test_costmodel.py`` and ``tests/test_cases.py``.
"""

import math
from collections.abc import Iterable, Mapping

import numpy as np

from costmodel import company, fleet, operation, ownership, people, run  # noqa: F401 (imported to register, in the order of the story)
from costmodel import scenario as _scenario
from costmodel.graph import Model, ModelFault, quantity, registered
from costmodel.ladder import RUNGS, ratio
from costmodel.published import nearest, published_ratios, total
from costmodel.scenario import Fault, ScenarioFault
from costmodel.verdict import opex_explained, pay_matters, verdict
from data import RECORDS

ASSUMPTIONS = RECORDS.assumptions
PUBLISHED = {id: row.value for id, row in ASSUMPTIONS.items()}

MODEL = Model(
    assumptions=ASSUMPTIONS,
    constants={id: row.value for id, row in RECORDS.constants.items()},
    types=RECORDS.gpu_types,
    quantities=registered(),
)


def read_changes(pairs: Iterable[tuple[str, str]]) -> tuple[dict[str, float], tuple[Fault, ...]]:
    """What a reader changed, from ``(id, text)`` pairs, and every part that is unusable."""
    return _scenario.read(pairs, ASSUMPTIONS, MODEL.figures)


def evaluate(changes: Mapping[str, float | np.ndarray] | None = None) -> dict[str, np.ndarray]:
    """Every assumption, constant and figure, given what differs from the published values.

    A change is a number, or an array of shape ``(draws,)`` for many scenarios at
    once. Quantities by type are also there as arrays under ``…_by_type``, shape
    ``(types,)`` or ``(types, draws)``. ``inf`` and ``nan`` mean "not defined".

    Raises:
        ScenarioFault: if an id is unknown or a single number out of range.
    """
    changes = changes or {}
    _scenario.check(changes, ASSUMPTIONS, MODEL.figures)
    return MODEL.evaluate(PUBLISHED | dict(changes))


def report(changes: Mapping[str, float] | None = None) -> dict[str, dict]:
    """One scenario as plain data: what the command line, the JSON address and the pages show.

    A figure that is not defined, such as a share of an empty fleet, has the value None.

    Raises:
        ScenarioFault: if an id is unknown or a value out of range.
    """
    values = evaluate(changes)
    return {
        "assumptions": {id: float(values[id]) for id in ASSUMPTIONS},
        "figures": {
            id: {
                "value": value if math.isfinite(value := float(values[id])) else None,
                "unit": unit,
            }
            for id, unit in MODEL.units.items()
        },
    }


def unit_of(id: str) -> str:
    """The unit of an assumption, a figure or a constant.

    Raises:
        KeyError: if there is no such id.
    """
    if id in ASSUMPTIONS:
        return ASSUMPTIONS[id].unit
    return MODEL.units[id] if id in MODEL.units else RECORDS.constants[id].unit


def sources_behind(figure: str) -> tuple[str, ...]:
    """The sources a figure finally rests on, found by walking to its assumptions."""
    named = (s for id in MODEL.assumptions_behind(figure) for s in ASSUMPTIONS[id].sources)
    return tuple(dict.fromkeys(named))


def grade_behind(id: str) -> str:
    """The grade of an assumption; of a figure, the weakest grade among what it rests on."""
    if id in ASSUMPTIONS:
        return ASSUMPTIONS[id].grade
    return max(ASSUMPTIONS[each].grade for each in MODEL.assumptions_behind(id))


__all__ = [
    "ASSUMPTIONS",
    "MODEL",
    "PUBLISHED",
    "RUNGS",
    "Fault",
    "Model",
    "ModelFault",
    "ScenarioFault",
    "evaluate",
    "grade_behind",
    "nearest",
    "opex_explained",
    "pay_matters",
    "published_ratios",
    "quantity",
    "ratio",
    "read_changes",
    "report",
    "sources_behind",
    "total",
    "unit_of",
    "verdict",
]
