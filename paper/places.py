"""On which page each figure stands: found by drawing the pages, not listed."""

import re
from collections.abc import Mapping
from functools import cache

from content import LANGUAGES, PAGES, STORY, path_of
from costmodel import MODEL
from elements.outline import charts
from exports import Link, write
from paper import pages
from telling import bar

# Where the record of every figure stands.
_RECORDS = "sources"
_LARGE = re.compile(r'class="figure large">\s*<p class="number"><span data-live="number\.(\w+)"')
_SHOWN = re.compile(r'data-live="(?:number|apart)\.([\w.]+)"')


@cache
def _drawn() -> Mapping[str, pages.Page]:
    """Every page as published: what stands where is the same in every language."""
    return {page: pages.draw(page, Link(), next(iter(LANGUAGES))) for page in PAGES}


@cache
def figures() -> Mapping[str, str]:
    """The page of each figure of the ladder, by its id: where it is what the page is about.

    One that stands on no page in large type has its record on the page of sources.
    """
    return {id: _page_of(id) for id in MODEL.figures}


def of_page(page: str, link: Link, language: str) -> str:
    """The id of the figure that a page is about; empty where it is about none."""
    return bar.key_of(*pages.draw(page, link, language).answer)


def address(id: str, link: Link) -> str:
    """Where a figure or a chart stands, below the site, for this link.

    Raises:
        KeyError: if there is no such figure or chart.
    """
    page = charts()[id] if id in charts() else figures()[id]
    query = write(link)
    return path_of(page) + (f"?{query}" if query else "") + (f"#{id}" if page == _RECORDS else "")


def _page_of(figure: str) -> str:
    def closeness(page: str) -> tuple[bool, bool, int]:
        drawn = _drawn()[page]
        ways = (
            figure in _LARGE.findall(drawn.body),
            bar.key_of(*drawn.answer) == figure,
            any(figure in key.split(".") for key in _SHOWN.findall(drawn.body)),
        )
        return not any(ways), page not in STORY, ways.index(True) if any(ways) else len(ways)

    nearest = min(PAGES, key=closeness)
    is_nowhere, *_ = closeness(nearest)
    return _RECORDS if is_nowhere else nearest
