"""Where numbers come from as plain data: what goes with a chart that is taken away."""

from collections.abc import Iterable, Mapping
from typing import Any

import costmodel
from content import Language
from costmodel import without_dust
from data import RECORDS, Sourced
from telling import Telling, formulas, provenance

_EVERY_NUMBER = {**costmodel.ASSUMPTIONS, **RECORDS.facts}


def of_figures(
    language: Language, changes: Mapping[str, float], ids: Iterable[str]
) -> list[dict[str, Any]]:
    """Of each figure or assumption everything needed to check it.

    Its value in this scenario and as published, in base units; the grade of what it rests on;
    its formula in words and its sum; the numbers it rests on; its sources.
    """
    here, published = Telling.of(language, changes), Telling.of(language)
    return [_of_figure(here, published, id) for id in ids]


def _of_figure(here: Telling, published: Telling, id: str) -> dict[str, Any]:
    is_given = id in _EVERY_NUMBER
    grade = costmodel.grade_behind(id)
    return {
        "id": id,
        "label": here.name_of(id),
        "unit": costmodel.unit_of(id),
        "value": without_dust(here.value(id)),
        "published": without_dust(published.value(id)),
        "grade": grade,
        "grade_means": here.say(f"grades.{grade}"),
        "formula": "" if is_given else formulas.in_words(here, id),
        "sum": "" if is_given else formulas.in_numbers(here, id),
        "rests_on": [] if is_given else list(costmodel.sourced_behind(id)),
        "sources": list(costmodel.sources_of(id) if is_given else costmodel.sources_behind(id)),
    }


def of_quoted(rows: Iterable[Sourced]) -> list[dict[str, Any]]:
    """Rows of the data as they stand there, with grade and sources."""
    return [row.model_dump(mode="json") for row in rows]


def of_sources(tell: Telling, ids: Iterable[str]) -> dict[str, dict[str, str]]:
    """By id, each source with everything needed to find the place again, once."""
    return {id: provenance.source(tell, id) for id in sorted(set(ids))}


def of_changes(tell: Telling) -> list[dict[str, Any]]:
    """Each number of the scenario that is not the published one, with the published one."""
    return [
        {
            "id": id,
            "label": tell.name_of(id),
            "unit": costmodel.unit_of(id),
            "value": without_dust(value),
            "published": without_dust(costmodel.PUBLISHED[id]),
        }
        for id, value in tell.changes.items()
    ]
