"""Old links, and the figures they showed when they were made: ``old_links.csv``.

What an edition showed is written down while it is today's, by ``make published``, and never written
anew: by then formulas may have changed, and nobody can compute it any more.
"""

import csv
import datetime
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl

import costmodel
from content import LANGUAGES
from exports import VERSION, VERSION_PARAMETER, read

FILE = Path(__file__).with_suffix(".csv")
COLUMNS = ("edition", "date", "link", "figure", "value")


def kept() -> list[dict[str, str]]:
    """Every row of the file: of each link each of the figures it showed, blank if not defined."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def links() -> dict[str, dict[str, str]]:
    """Of each link in the file its figures, by id."""
    found: dict[str, dict[str, str]] = {}
    for row in kept():
        found.setdefault(row["link"], {})[row["figure"]] = row["value"]
    return found


def written(value: float | None) -> str:
    """A figure as the file has it: twelve digits."""
    return "" if value is None else f"{value:.12g}"


def missing() -> Iterator[tuple[str, ...]]:
    """The rows that today's edition lacks: the links of the edition before, as they are today.

    Figures that are new in an edition join it while it is today's.
    """
    today, there = datetime.date.today().isoformat(), links()
    editions = {row["edition"]: None for row in kept()}
    before = [each for each in editions if each != VERSION][-1]
    asked = {
        link.replace(f"{VERSION_PARAMETER}={before}", f"{VERSION_PARAMETER}={VERSION}", 1)
        for link in there
        if link.startswith(f"{VERSION_PARAMETER}={before}")
    }
    for link in sorted(asked | {each for each in there if _edition_of(each) == VERSION}):
        scenario, _ = read(parse_qsl(link), LANGUAGES)
        for id, figure in costmodel.report(scenario.changes)["figures"].items():
            if id not in there.get(link, ()):
                yield VERSION, today, link, id, written(figure["value"])


def _edition_of(link: str) -> str:
    return dict(parse_qsl(link))[VERSION_PARAMETER]


def grow() -> int:
    """Write the rows that are missing behind those that are there; how many these were."""
    rows = list(missing())
    with FILE.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    return len(rows)
