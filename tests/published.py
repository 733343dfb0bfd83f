"""What the published scenario comes to, in one file that moves with it: ``published.csv``.

``python -m tests.published`` writes it anew. Its difference is what a change of a published
number does to the figures, and what ``CHANGELOG.md`` has to say. What links of today's edition
show is written down with it, see ``tests/old_links.py``.
"""

import csv
from collections.abc import Mapping
from pathlib import Path

import costmodel
from tests import old_links

FILE = Path(__file__).with_suffix(".csv")
_COLUMNS = ("id", "value", "unit")


def figures() -> dict[str, tuple[str, str]]:
    """Every figure at the published assumptions: its value to twelve digits, and its unit.

    The ladder, DeepSeek-V3's training run and the checks of printed sums.
    """
    run, _, _ = costmodel.runs_of(costmodel.V3)
    values: Mapping[str, float] = {
        **costmodel.evaluate(),
        **costmodel.run_values(run or {}),
        **costmodel.CHECKED,
    }
    models = (costmodel.MODEL, costmodel.TRAINING_RUN, costmodel.CHECKS)
    return {
        id: (f"{float(values[id]):.12g}", unit)
        for model in models
        for id, unit in model.units.items()
    }


def kept() -> dict[str, tuple[str, str]]:
    """The same as the file has it."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return {row["id"]: (row["value"], row["unit"]) for row in csv.DictReader(file)}


def moved() -> list[str]:
    """A line for each figure that is not as the file has it, for people to read."""
    now, before = figures(), kept()
    return [
        f"{id}: {' '.join(before.get(id, ('new',)))} → {' '.join(now.get(id, ('gone',)))}"
        for id in dict.fromkeys((*before, *now))
        if before.get(id) != now.get(id)
    ]


def write() -> None:
    """Write the file as the figures are now."""
    with FILE.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(_COLUMNS)
        lines.writerows((id, *each) for id, each in figures().items())


if __name__ == "__main__":
    print("\n".join(moved()) if FILE.exists() else "written for the first time")
    write()
    print(f"{old_links.grow()} figures of links of this edition written down")
