"""The three models: the ladder, one training run, and the checks of what others printed.

``MODEL`` computes every rung of the ladder from the reader's assumptions; ``TRAINING_RUN``
computes one training run from its own parameters; ``CHECKS`` does sums with printed
numbers. No id yields two different things.
"""

import math
from collections.abc import Iterable, Mapping
from functools import cache

import numpy as np

from costmodel import quantities
from costmodel.engine import scenario as _scenario
from costmodel.engine.graph import BY_TYPE, Model, Quantity, quantities_of, refuse_forgotten
from costmodel.engine.scenario import Fault, Scenario
from costmodel.quantities import (
    checks,
    company,
    final_run,
    fleet,
    operation,
    ownership,
    people,
    so_far,
    throughput,
    training_run,
)
from data import RECORDS, Sourced

ASSUMPTIONS = RECORDS.assumptions
PUBLISHED = {id: row.value for id, row in ASSUMPTIONS.items()}
_CONSTANTS = {id: row.value for id, row in RECORDS.constants.items()}
# Where the numbers that figures rest on have their rows.
_RECORDS = (ASSUMPTIONS, RECORDS.facts, RECORDS.run_parameters)
_FACTS = {id: row.value for id, row in RECORDS.facts.items()}
_LADDER = quantities_of(final_run, fleet, operation, ownership, throughput, people, company, so_far)
_CHECKS = quantities_of(checks)


def _facts_for(steps: Iterable[Quantity]) -> dict[str, float]:
    """The facts that these quantities need, one by one or by type."""
    names = {name for each in steps for name in each.inputs}
    arrays = [name for name in names if name.endswith(BY_TYPE)]
    names |= {Model.of_type(name, type_) for name in arrays for type_ in RECORDS.gpu_types}
    return {id: value for id, value in _FACTS.items() if id in names}


MODEL = Model(
    assumptions=ASSUMPTIONS,
    constants=_CONSTANTS,
    types=RECORDS.gpu_types,
    quantities=_LADDER,
    facts=_facts_for(_LADDER),
)
TRAINING_RUN = Model(
    assumptions=RECORDS.run_parameters,
    constants=_CONSTANTS,
    types=(),
    quantities=quantities_of(training_run),
)
CHECKS = Model(
    assumptions=_facts_for(_CHECKS),
    constants={},
    types=(),
    quantities=_CHECKS,
)
refuse_forgotten(quantities, (MODEL, TRAINING_RUN, CHECKS))
# What the checks come to: nobody can change it.
CHECKED = CHECKS.evaluate(_FACTS)


def read_changes(pairs: Iterable[tuple[str, str]]) -> tuple[Scenario[float], tuple[Fault, ...]]:
    """What a reader changed, from ``(id, text)`` pairs, and every part that is unusable."""
    return _scenario.read(pairs, ASSUMPTIONS, MODEL.figures)


def evaluate(
    changes: Mapping[str, float | np.ndarray] | None = None, figures: Iterable[str] = ()
) -> dict[str, np.ndarray]:
    """Every assumption, constant and figure, given what differs from the published values.

    A change is a number, or an array of shape ``(draws,)`` for many scenarios at
    once. Quantities by type are also there as arrays under ``…_by_type``, shape
    ``(types,)`` or ``(types, draws)``. ``inf`` and ``nan`` mean "not defined". With
    ``figures``, only what these need is computed.

    Raises:
        ScenarioFault: if an id is unknown or a single number out of range.
        KeyError: if one of ``figures`` does not exist.
    """
    changes = changes or {}
    _scenario.check(changes, ASSUMPTIONS, MODEL.figures)
    return MODEL.evaluate(PUBLISHED | dict(changes), figures)


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


def model_of(figure: str) -> Model:
    """The model that yields a figure.

    Raises:
        KeyError: if none does.
    """
    for each in (MODEL, CHECKS, TRAINING_RUN):
        if figure in each.units:
            return each
    raise KeyError(figure)


@cache
def unit_of(id: str) -> str:
    """The unit of an assumption, a figure, a constant, a fact or a run's parameter.

    Raises:
        KeyError: if there is no such id.
    """
    for rows in (*_RECORDS, RECORDS.constants):
        if id in rows:
            return rows[id].unit
    return model_of(id).units[id]


@cache
def sourced_behind(figure: str) -> tuple[str, ...]:
    """Every number with sources that a figure finally rests on: assumptions, and then facts."""
    model = model_of(figure)
    return model.assumptions_behind(figure) + model.facts_behind(figure)


@cache
def sources_behind(figure: str) -> tuple[str, ...]:
    """The sources a figure finally rests on, found by walking to its assumptions and facts."""
    named = (s for id in sourced_behind(figure) for s in sources_of(id))
    return tuple(dict.fromkeys(named))


def sources_of(id: str) -> tuple[str, ...]:
    """The sources of an assumption, a fact or a run's parameter."""
    return _record(id).sources


@cache
def grade_behind(id: str) -> str:
    """The grade of an assumption or a fact; of a figure, the weakest grade it rests on."""
    if any(id in rows for rows in _RECORDS):
        return _record(id).grade
    return max(_record(each).grade for each in sourced_behind(id))


def _record(id: str) -> Sourced:
    return next(rows[id] for rows in _RECORDS if id in rows)
