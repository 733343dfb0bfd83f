"""What was published when a link was made: a link carries only what differs from it.

So a link of an older edition means today's published values with what has moved put back.
The editions stand in ``data/editions.csv``; each version has rows for what moved with it.
"""

from collections.abc import Mapping

from costmodel import ASSUMPTIONS, PARAMETERS
from data import RECORDS

# Before the parameters of a model the reader has put in: run_chip_hours and so on.
RUN_PREFIX = "run_"


def _editions() -> Mapping[str, Mapping[str, float]]:
    """By version, oldest first: every number links had then, by its name there, as published."""
    rows = RECORDS.editions.values()
    editions: dict[str, Mapping[str, float]] = {}
    numbers: dict[str, float] = {}
    for version in sorted({row.version for row in rows}):
        for row in rows:
            if row.version == version and row.value is not None:
                numbers[row.number] = row.value
            elif row.version == version:
                numbers.pop(row.number, None)
        editions[str(version)] = dict(numbers)
    return editions


EDITIONS = _editions()
# The version of links made today.
VERSION = [*EDITIONS][-1]


def published_now() -> dict[str, float]:
    """What links can leave out today, by its name there: published and usual values."""
    usual = {id: row.value for id, row in PARAMETERS.items()}
    return {id: row.value for id, row in ASSUMPTIONS.items()} | {
        RUN_PREFIX + id: value for id, value in usual.items() if isinstance(value, float)
    }


def moved_since(version: str) -> dict[str, float]:
    """What was published otherwise when links had this version, with its value then.

    What has disappeared since is among it. Of today's version nothing has moved.

    Raises:
        KeyError: if there was no such version.
    """
    now = EDITIONS[VERSION]
    return {name: value for name, value in EDITIONS[version].items() if now.get(name) != value}
