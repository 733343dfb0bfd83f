"""Where in the folder stands what the site has at an address.

Every language and scenario that the folder holds has a folder in it, ``en`` or
``id/documented_only``, with the same files in each.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from urllib.parse import parse_qsl, urlsplit

import exports
from content import FIRST, LANGUAGES, PAGES, path_of
from costmodel import NOTHING_CHANGED, STORIES
from elements import classroom
from elements.outline import charts
from exports import Link
from exports.citation import FORMATS

# What is the same in all languages and scenarios stands beside their folders, as on the site.
_SHARED = "/app/static/"
_SCHEMA = f"/api/v{exports.FORM}/schema.json"
# What an address says beside a link: the size of the paper.
_SIZE = "size"
# All that a chart takes along comes in one archive.
_ARCHIVE = "zip"


@dataclass(frozen=True)
class Copy:
    """The documents in one language, with the scenario of a story, or as published."""

    language: str
    story: str = ""

    @property
    def folder(self) -> str:
        """The name of its folder."""
        return f"{self.language}/{self.story}" if self.story else self.language

    @property
    def query(self) -> str:
        """What stands behind an address of the site for the same language and scenario."""
        changes = STORIES.get(self.story, NOTHING_CHANGED)
        return exports.write(Link(changes=changes, language=self.language))


def copies() -> Iterator[Copy]:
    """Every copy that the folder holds; first of a language is the one as published."""
    for language in LANGUAGES:
        yield from (Copy(language, story) for story in _scenarios())


def _scenarios() -> tuple[str, ...]:
    # A story that changes nothing is the published scenario.
    return ("", *(story for story, changes in STORIES.items() if changes))


@cache
def files() -> dict[str, str]:
    """The files of a copy, by the addresses of what they hold, without the link's own query."""
    kit = [path for name in classroom.KIT for path in classroom.paths(name).values()]
    return {
        **{f"/{page}.html": file_of(page) for page in PAGES},
        **{f"/{page}.md": f"{page}.md" for page in PAGES},
        **{f"{path}{ending}": f"{path[1:]}{ending}" for path in kit for ending in (".html", ".md")},
        **{f"{path}.html?{_SIZE}=letter": f"{path[1:]}-letter.html" for path in kit},
        **{f"/chart/{id}.{_ARCHIVE}": f"chart/{id}.{_ARCHIVE}" for id in charts()},
        **{f"/card/{page}.png": f"card/{page}.png" for page in PAGES},
        **{f"/cite/{page}.{form}": f"cite/{page}.{form}" for page in PAGES for form in FORMATS},
        f"/api/v{exports.FORM}/figures.json": "figures.json",
        "/changes": "changes.html",
        "/changes.json": "changes.json",
        "/scenario.xlsx": "scenario.xlsx",
        "/llms.txt": "llms.txt",
    }


def file_of(page: str) -> str:
    """The name of a page's document; the first is the one that a folder opens with."""
    return "index.html" if page == FIRST else f"{page}.html"


def shared() -> tuple[str, ...]:
    """The addresses of what is the same in all languages and scenarios, but for static files."""
    return (_SCHEMA,)


@cache
def standing() -> dict[str, str]:
    """Every file of a copy by each address at which the site has what it holds."""
    return {
        **files(),
        # On paper a page is its own document.
        **{f"/{path_of(page)}": file_of(page) for page in PAGES},
        **{
            f"/chart/{id}.{ending}": f"chart/{id}.{ending}"
            for id in charts()
            for ending in exports.PACKAGES
        },
    }


def place(address: str, language: str) -> str | None:
    """The file that holds what stands at an address of the site, with what is behind its ``#``.

    The address begins with a slash; where it names no language, ``language`` counts. None where
    the folder does not hold it: another scenario, or an answer that only a server can give.

    >>> place("/capex?lang=id#tco", "en")
    'id/capex.html#tco'
    >>> place("/capex?rental_rate=3", "en") is None
    True
    """
    parts = urlsplit(address)
    if parts.path.startswith(_SHARED) or parts.path in shared():
        return parts.path[1:]
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    copy = _copy([each for each in pairs if each[0] != _SIZE], language)
    sizes = "".join(f"?{name}={given}" for name, given in pairs if name == _SIZE)
    file = standing().get(parts.path + sizes)
    if copy is None or file is None:
        return None
    return f"{copy.folder}/{file}" + (f"#{parts.fragment}" if parts.fragment else "")


def _copy(pairs: list[tuple[str, str]], language: str) -> Copy | None:
    """The copy that shows what a link asks for, None if there is none."""
    link, faults = exports.read(pairs, LANGUAGES)
    if faults or replace(link, language=None, changes=NOTHING_CHANGED) != Link():
        return None
    for story in _scenarios():
        if STORIES.get(story, NOTHING_CHANGED) == link.changes:
            return Copy(link.language or language, story)
    return None
