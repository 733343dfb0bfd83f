"""Whose story: named scenarios, and the statements and questions that headlines are made of.

What a story is stands in ``data/stories.csv`` and ``data/settings.csv``. Ids there that
no model knows, and values that are impossible, stop the import by name.
"""

from collections.abc import Iterator, Mapping

from costmodel.flips import Statement
from costmodel.model import ASSUMPTIONS, CHECKS, MODEL, PUBLISHED
from data import RECORDS, DataFault

# A story as changes to the published scenario.
STORIES: Mapping[str, Mapping[str, float]] = {
    story: {
        row.assumption: row.value
        for row in RECORDS.settings.values()
        if row.story == story and row.value != PUBLISHED.get(row.assumption)
    }
    for story in RECORDS.stories
}

STATEMENTS: Mapping[str, Statement] = {
    row.id: Statement(row.figure, row.relation, row.threshold)
    for row in RECORDS.statements.values()
}


def told_by(changes: Mapping[str, float]) -> str | None:
    """The story whose scenario these changes are, None if they are nobody's."""
    return next((id for id, told in STORIES.items() if told == dict(changes)), None)


def _faults() -> Iterator[str]:
    for row in RECORDS.settings.values():
        limits = ASSUMPTIONS.get(row.assumption)
        if limits and not limits.allows(row.value):
            yield f"settings.csv ({row.id}), value: {row.value:g} is not possible"
    for name in ("statements", "questions"):
        for row in getattr(RECORDS, name).values():
            if row.figure not in MODEL.units:
                yield f"{name}.csv ({row.id}), figure: there is no figure {row.figure!r}"
    for row in RECORDS.claims.values():
        for figure in row.shows:
            if figure not in MODEL.units and figure not in CHECKS.units:
                yield f"claims.csv ({row.id}), shows: there is no figure {figure!r}"


if faults := list(_faults()):
    raise DataFault(faults)
