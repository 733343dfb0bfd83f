"""Whose story: named scenarios, and the statements and questions that headlines are made of.

What a story is stands in ``data/stories.csv`` and ``data/settings.csv``. Ids there that
no model knows, and values that are impossible, stop the import by name.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from costmodel.engine.reading import read_number, write_number
from costmodel.engine.remembering import remembered
from costmodel.engine.scenario import Scenario
from costmodel.models import ASSUMPTIONS, CHECKS, MODEL, evaluate
from costmodel.questions.flips import Statement
from data import RECORDS, DataFault, Records, Relation, Setting


def settings_of(story: str, records: Records = RECORDS) -> Mapping[str, Setting]:
    """What a story sets, by assumption: its own rows first, then those it is based on.

    Raises:
        MissingRow: if there is no such story.
    """
    settings: dict[str, Setting] = {}
    for teller in (story, records.stories[story].based_on):
        for row in records.settings.values():
            if row.story == teller:
                settings.setdefault(row.assumption, row)
    return settings


def as_changes(records: Records = RECORDS) -> Mapping[str, Scenario[float]]:
    """Every story as changes to the published scenario; a setting that is as published is none."""
    return {
        story: Scenario(
            (id, row.value)
            for id, row in settings_of(story, records).items()
            if id in records.assumptions and row.value != records.assumptions[id].value
        )
        for story in records.stories
    }


# How far two numbers may lie apart that are one number, written with more digits or fewer.
_SAME = 1e-13

STORIES: Mapping[str, Scenario[float]] = as_changes()

# The two that are compared until a reader chooses others.
STORIES_AT_FIRST = ("semianalysis_corrected", "documented_only")
# The reader's own scenario, where a story could stand.
YOURS = "yours"


@dataclass(frozen=True)
class Target:
    """A figure, and the amount it would have to come to, in its unit.

    ``id`` is that of a ready question in ``data/questions.csv``; None of one's own.
    """

    figure: str
    amount: float
    id: str | None = None


# Each relation with its sign in the text of a statement.
RELATIONS: Mapping[Relation, str] = {"above": ">", "below": "<"}

STATEMENTS: Mapping[str, Statement] = {
    row.id: Statement(row.figure, row.relation, row.threshold, row.id)
    for row in RECORDS.statements.values()
}

QUESTIONS: Mapping[str, Target] = {
    row.id: Target(row.figure, row.target, row.id) for row in RECORDS.questions.values()
}


def read_statement(text: str) -> Statement | None:
    """A statement by its id, or as ``figure>number`` or ``figure<number``; None if neither."""
    if text in STATEMENTS:
        return STATEMENTS[text]
    for relation, sign in RELATIONS.items():
        if found := _figure_and_number(text, sign):
            return Statement(found[0], relation, found[1])
    return None


def read_target(text: str) -> Target | None:
    """A question's target by its id, or as ``figure=number``; None if it is neither."""
    if text in QUESTIONS:
        return QUESTIONS[text]
    found = _figure_and_number(text, "=")
    return Target(*found) if found else None


def write_statement(statement: Statement) -> str:
    """The text that :func:`read_statement` reads back: the id of a ready one."""
    if statement.id is not None:
        return statement.id
    sign = RELATIONS[statement.relation]
    return f"{statement.figure}{sign}{write_number(statement.threshold)}"


def write_target(target: Target) -> str:
    """The text that :func:`read_target` reads back: the id of a ready one."""
    if target.id is not None:
        return target.id
    return f"{target.figure}={write_number(target.amount)}"


def _figure_and_number(text: str, sign: str) -> tuple[str, float] | None:
    figure, found, number = text.partition(sign)
    value = read_number(number) if found and figure in MODEL.units else None
    return None if value is None or not math.isfinite(value) else (figure, value)


def stories_with(changes: Mapping[str, float]) -> Mapping[str, Mapping[str, float]]:
    """Every story by its id, and the reader's own scenario under :data:`YOURS`."""
    return {**STORIES, YOURS: changes}


@cache
def figures_of(story: str) -> Mapping[str, Any]:
    """What every figure comes to by a story's numbers, and these: the same for every reader.

    Raises:
        KeyError: if there is no such story.
    """
    return MappingProxyType(evaluate(STORIES[story]))


def told_by(changes: Mapping[str, float]) -> str | None:
    """The story whose scenario these changes are, None if they are nobody's.

    A number is a story's own also in a link that writes more of its digits than the story does.
    """
    return next((id for id, told in STORIES.items() if _same(told, changes)), None)


def _same(told: Mapping[str, float], changes: Mapping[str, float]) -> bool:
    return told.keys() == changes.keys() and all(
        math.isclose(value, changes[id], rel_tol=_SAME) for id, value in told.items()
    )


def _faults() -> Iterator[str]:
    for story in RECORDS.stories.values():
        if story.based_on and RECORDS.stories[story.based_on].based_on:
            yield f"stories.csv ({story.id}), based_on: {story.based_on!r} is itself based on one"
    set_once: set[tuple[str, str]] = set()
    for row in RECORDS.settings.values():
        if (row.story, row.assumption) in set_once:
            yield f"settings.csv ({row.id}), assumption: {row.story} sets it a second time"
        set_once.add((row.story, row.assumption))
        limits = ASSUMPTIONS[row.assumption]
        if not limits.allows(row.value):
            yield f"settings.csv ({row.id}), value: {row.value:g} is not possible"
    for name in ("statements", "questions"):
        for row in getattr(RECORDS, name).values():
            if row.figure not in MODEL.units:
                yield f"{name}.csv ({row.id}), figure: there is no figure {row.figure!r}"
    for claim in RECORDS.claims.values():
        for figure in claim.shows:
            if figure not in MODEL.units and figure not in CHECKS.units:
                yield f"claims.csv ({claim.id}), shows: there is no figure {figure!r}"


if faults := list(_faults()):
    raise DataFault(faults)


@remembered
def turned_over_by(statement: Statement, changes: Mapping[str, float] | None = None) -> str | None:
    """A story by whose numbers a statement is otherwise than in the scenario, None if by none.

    Where no single number turns it over, several together may: only stories that differ
    from the scenario in more than one number count. Of these it is the one that leaves the
    sourced ranges with the fewest, and the first of several in the file.

    Raises:
        ScenarioFault: if a change is unknown or out of range.
        KeyError: if there is no such figure.
    """
    figure = statement.figure
    here = evaluate(changes or {}, (figure,))
    if not math.isfinite(here[figure]):
        return None

    def turns_over(story: str) -> bool:
        there = figures_of(story)
        moved = sum(there[id] != here[id] for id in MODEL.assumptions_behind(figure))
        return (
            moved > 1
            and math.isfinite(there[figure])
            and statement.holds(float(there[figure])) != statement.holds(float(here[figure]))
        )

    return min(
        filter(turns_over, STORIES),
        key=lambda id: _outside_ranges(STORIES[id]),
        default=None,
    )


def _outside_ranges(numbers: Mapping[str, float]) -> int:
    rows = ((ASSUMPTIONS[id], value) for id, value in numbers.items())
    return sum(row.has_likely_range and not row.supports(value) for row, value in rows)
