"""Which paths there are, and which one was meant by a path that is written otherwise."""

from content import FIRST, PAGES, path_of
from web import (
    addresses,
    cards,
    changes,
    citations,
    classrooms,
    embedding,
    figures,
    kit,
    metrics,
    oembed,
    packages,
    papers,
    unavailable,
    workbooks,
)

# Everything that answers beside the pages, but what only pages themselves ask for.
ROUTES = (
    *addresses.ROUTES,
    *papers.ROUTES,
    *kit.ROUTES,
    *packages.ROUTES,
    *workbooks.ROUTES,
    *citations.ROUTES,
    *changes.ROUTES,
    *figures.ROUTES,
    *embedding.ROUTES,
    *oembed.ROUTES,
    *cards.ROUTES,
    *unavailable.ROUTES,
    *classrooms.ROUTES,
    *metrics.ROUTES,
)
# What every address is counted as: by what answers there, and never by what it says.
SOCKET = "session"
_KINDS = {
    "probe": ("/ready", "/_stcore/health"),
    "session": ("/_stcore/",),
    "streamlit": ("/static/", "/media/", "/component/"),
    "file": ("/app/static/", "/favicon", "/apple-touch-icon"),
    "picture": ("/charts/",),
    "chart": ("/chart/",),
    "card": ("/card/",),
    "preview": ("/previews/",),
    "figures": ("/api/",),
    "citation": ("/cite/",),
    "kit": ("/kit/",),
    "embedding": ("/embed", "/oembed"),
    "changes": ("/changes",),
    "workbook": (workbooks.PATH,),
    "class": (classrooms.PATH,),
    "metrics": (metrics.PATH,),
    "paper": ("/llms.txt",),
    "robots": ("/robots.txt", "/sitemap.xml"),
}
_BEGINNINGS = {beginning: kind for kind, each in _KINDS.items() for beginning in each}
_ELSEWHERE = "elsewhere"
# Every kind that an answer may be of.
KINDS = (*_KINDS, "page", _ELSEWHERE)
_PAGES = {f"/{path_of(page)}": page for page in PAGES}
_PAPERS = {route.path for route in papers.ROUTES}
_KNOWN = {*_PAGES, *(route.path for route in ROUTES)}
# Names that readers have for the first page.
_ALSO_FIRST = (f"/{FIRST}", "/index.html")


def page_at(path: str) -> str | None:
    """The page at exactly this path, None if there is none."""
    return _PAGES.get(path)


def is_plain(path: str) -> bool:
    """Whether a plain address of ours, and no page, stands at exactly this path."""
    return path not in _PAGES and any(each.path_regex.match(path) for each in ROUTES)


def meant_by(path: str) -> str | None:
    """The path that is meant by one with other capitals, more slashes, or a space too many.

    None where nothing of ours is meant, or it stands there already.
    """
    parts = (part.strip() for part in path.lower().split("/"))
    tidy = "/" + "/".join(part for part in parts if part)
    if tidy in _ALSO_FIRST:
        tidy = "/"
    return tidy if tidy in _KNOWN and tidy != path else None


def kind_of(path: str) -> str:
    """What kind of address this is, one of ``KINDS``."""
    if path in _PAGES:
        return "page"
    if path in _PAPERS:
        return "paper"
    found = (kind for beginning, kind in _BEGINNINGS.items() if path.startswith(beginning))
    return next(found, _ELSEWHERE)
