"""A scenario as a workbook: the whole cost module in cells, with formulas that are recomputed.

``formulas`` writes them from the quantities' own expressions; ``book`` is what sheets are
written with, ``formats`` how they look; ``readme``, ``assumptions``, ``figures`` and
``evidence`` are the sheets. Nothing is hidden or locked. The same scenario, language and site are
always the same bytes.
"""

from dataclasses import replace

from content import LANGUAGES
from costmodel import ASSUMPTIONS, Scenario
from data import RECORDS
from exports import link as links
from exports.workbook.assumptions import assumptions
from exports.workbook.book import Book
from exports.workbook.evidence import given, sources
from exports.workbook.figures import figures, ladder
from exports.workbook.formulas import formula, name_of
from exports.workbook.readme import SHEETS, readme
from telling import Telling

__all__ = ["file_name", "formula", "make", "name_of", "scenario_of"]

_WRITTEN = {
    "assumptions": assumptions,
    "figures": figures,
    "ladder": ladder,
    "constants": given,
    "sources": sources,
}


def scenario_of(link: links.Link) -> links.Link:
    """What of a link a workbook holds: what was changed, whatever the order, and the language."""
    ordered = ((id, link.changes[id]) for id in ASSUMPTIONS if id in link.changes)
    return links.Link(changes=Scenario(ordered), language=link.language)


def make(link: links.Link, language: str, site: str = "") -> bytes:
    """A link's scenario as an Office Open XML workbook, told in the language with this code.

    ``site`` is the public address that the scenario's link begins with; without one it stands
    there as a path.

    Raises:
        KeyError: if there is no such language.
    """
    scenario = replace(scenario_of(link), language=language)
    # The day on which the numbers were last held against their sources.
    checked = max(each.accessed for each in RECORDS.sources.values())
    book = Book(Telling.of(LANGUAGES[language], scenario.changes), checked)
    readme(book.sheet("readme"), f"{site}/?{links.write(scenario)}", checked)
    for id in SHEETS:
        _WRITTEN[id](book.sheet(id))
    return book.closed()


def file_name(link: links.Link, language: str) -> str:
    """What a file of a link's scenario is called where it is kept."""
    whose = "own" if link.changes else "published"
    return f"{LANGUAGES[language].label(f'workbook.file_names.{whose}')}.xlsx"
