"""Which paths there are, and which one was meant by a path that is written otherwise."""

from content import FIRST, PAGES, path_of
from web import addresses, cards, classrooms, embedding, kit, oembed, packages, papers

_PAGES = {f"/{path_of(page)}": page for page in PAGES}
_KNOWN = {*_PAGES, *(route.path for route in (*addresses.ROUTES, *papers.ROUTES, *kit.ROUTES))}
# Sheets, classes and charts are told apart by a part of their path.
_TOLD_APART = (*kit.ROUTES, *classrooms.ROUTES, *packages.ROUTES, *cards.ROUTES)
_TOLD_APART = (*kit.ROUTES, *classrooms.ROUTES, *packages.ROUTES)
from web import addresses, changes, citations, classrooms, figures, kit, papers, workbooks

_PLAIN = (
    *addresses.ROUTES,
    *changes.ROUTES,
    *figures.ROUTES,
    *papers.ROUTES,
    *kit.ROUTES,
    *workbooks.ROUTES,
)
_TOLD_APART = (*kit.ROUTES, *classrooms.ROUTES, *citations.ROUTES)
_KNOWN = {*_PAGES, *(route.path for route in _PLAIN)}
# Names that readers have for the first page.
_ALSO_FIRST = (f"/{FIRST}", "/index.html")


def page_at(path: str) -> str | None:
    """The page at exactly this path, None if there is none."""
    return _PAGES.get(path)


def is_plain(path: str) -> bool:
    """Whether a plain address of ours, and no page, stands at exactly this path."""
    # Sheets, classes and what is embedded are told apart by a part of their path.
    several = (*kit.ROUTES, *classrooms.ROUTES, *embedding.ROUTES, *oembed.ROUTES)
    told_apart = any(each.path_regex.match(path) for each in several)
    # Sheets, classes and citations are told apart by a part of their path.
    told_apart = any(each.path_regex.match(path) for each in _TOLD_APART)
    return told_apart or (path in _KNOWN and path not in _PAGES)


def meant_by(path: str) -> str | None:
    """The path that is meant by one with other capitals, more slashes, or a space too many.

    None where nothing of ours is meant, or it stands there already.
    """
    parts = (part.strip() for part in path.lower().split("/"))
    tidy = "/" + "/".join(part for part in parts if part)
    if tidy in _ALSO_FIRST:
        tidy = "/"
    return tidy if tidy in _KNOWN and tidy != path else None
