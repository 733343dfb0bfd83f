"""A scenario's figures as plain data for other programs: what the JSON addresses answer.

There are two forms. :func:`report` is the first, which stays as it is. :func:`described` is the
documented one: it has a version, a schema, and on request beside each value what is known of it.
"""

from collections.abc import Collection, Sequence
from typing import Any

import costmodel
from costmodel import ASSUMPTIONS, MODEL, Fault
from data import RECORDS
from exports import dates
from exports.editions import VERSION
from exports.link import Link, write

# The version of the documented form: another only where something in it goes or changes meaning.
FORM = 1
# What may be asked for beside values, by the word that asks for it.
BESIDE = ("units", "grades", "sources", "dates", "ranges", "inputs")

# An answer is never much larger than its question, whatever the question.
_FAULTS_NAMED = 50


def report(link: Link) -> Any:
    """Every assumption and figure of a link's scenario: as ``python -m costmodel --json`` says."""
    return costmodel.without_dust(costmodel.report(link.changes))


def described(link: Link, beside: Collection[str] = (), schema: str = "") -> dict[str, Any]:
    """The same in the documented form, with what is asked for ``beside`` the values.

    ``schema`` is the address of the form's schema; see :mod:`exports.schema` for what each part
    means.

    Raises:
        ValueError: if one of ``beside`` is none of :data:`BESIDE`.
    """
    if unknown := [each for each in beside if each not in BESIDE]:
        raise ValueError(f"{unknown[0]!r} is none of {', '.join(BESIDE)}")
    values = report(link)
    told = {
        "$schema": schema,
        "form": FORM,
        "edition": int(VERSION),
        "link": write(Link(changes=link.changes), with_edition=True),
        "assumptions": {
            id: {
                "value": value,
                "begins_with": ASSUMPTIONS[id].value,
                **_known(id, beside),
                **(_ranges(id) if "ranges" in beside else {}),
            }
            for id, value in values["assumptions"].items()
        },
        "figures": {
            id: {
                "value": figure["value"],
                **_known(id, beside),
                **({"rests_on": list(costmodel.sourced_behind(id))} if "inputs" in beside else {}),
            }
            for id, figure in values["figures"].items()
        },
    }
    if "sources" in beside:
        ids = {id for each in (*ASSUMPTIONS, *MODEL.figures) for id in _sources(each)}
        told["sources"] = {
            id: row.model_dump(mode="json", exclude={"id"})
            for id, row in RECORDS.sources.items()
            if id in ids
        }
    return told


def _known(id: str, beside: Collection[str]) -> dict[str, Any]:
    """What is the same of a number in every scenario, as far as it is asked for."""
    found: dict[str, Any] = {}
    if "units" in beside:
        found["unit"] = costmodel.unit_of(id)
    if "grades" in beside:
        found["grade"] = costmodel.grade_behind(id)
    if "sources" in beside:
        found["sources"] = list(_sources(id))
    if "dates" in beside:
        found["last_change"] = dates.last_change(id).isoformat()
    return found


def _sources(id: str) -> tuple[str, ...]:
    return costmodel.sources_of(id) if id in ASSUMPTIONS else costmodel.sources_behind(id)


def _ranges(id: str) -> dict[str, Any]:
    row = ASSUMPTIONS[id]
    return {
        "allowed": [row.allowed_low, row.allowed_high],
        "likely": None if row.likely_range is None else list(row.likely_range),
    }


def refusal(faults: Sequence[Fault]) -> dict[str, Any]:
    """What was wrong with a link; after the first fifty parts, ``more`` counts the rest."""
    named = [
        {"id": fault.id, "reason": fault.reason, "message": fault.message}
        for fault in faults[:_FAULTS_NAMED]
    ]
    more = len(faults) - len(named)
    return {"errors": named, "more": more} if more else {"errors": named}
