"""The plain addresses beside the story: figures as JSON, and what robots and hosts ask for."""

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

import exports
from content import LANGUAGES, PAGES, path_of
from web import links, starting
from web.files import FILES
from web.keeping import FOR_MINUTES, NOT_KEPT
from web.markup import fill
from web.site import SETTING, address_of

# The last two are asked for by phones that keep a page on the home screen; favicon.png is
# where Streamlit would answer with an icon of its own.
_ICONS = (
    "/favicon.ico",
    "/favicon.png",
    "/apple-touch-icon.png",
    "/apple-touch-icon-precomposed.png",
)

_KEPT = {"Cache-Control": FOR_MINUTES}


def figures(request: Request) -> Response:
    """``/api/figures.json?id=value…``: the same as ``python -m costmodel --json``.

    A whole link's query may be pasted. Any part that cannot be used is an error 400
    that names every such part; after the first fifty, ``more`` counts the rest.
    """
    link, faults = links.read(request.query_params.multi_items())
    # Whoever computes on a page of their own may ask from there.
    headers = {"Access-Control-Allow-Origin": "*"}
    if faults:
        return JSONResponse(exports.refusal(faults), status_code=400, headers=headers)
    return JSONResponse(exports.report(link), headers={**headers, **_KEPT})


def robots(request: Request) -> Response:
    """Everything may be read; the site map says what there is, where its address is known."""
    lines = ["User-agent: *", "Allow: /"]
    if site := address_of(request):
        lines.append(f"Sitemap: {site}/sitemap.xml")
    return PlainTextResponse("\n".join(lines) + "\n", headers=_KEPT)


def sitemap(request: Request) -> Response:
    """Every page in every language.

    A site map is made of whole addresses. Where the site's is not known there is none:
    503, with the name of the setting.
    """
    site = address_of(request)
    if not site:
        return PlainTextResponse(
            f"The site map needs this site's public address, which is set by {SETTING}.\n",
            status_code=503,
        )
    text = fill(
        "sitemap.xml",
        site=site,
        paths=[path_of(page) for page in PAGES],
        languages=list(LANGUAGES),
    )
    return Response(text, headers=_KEPT, media_type="application/xml")


def icon(_request: Request) -> Response:
    """The icon, where browsers and phones look for it without being told."""
    file = FILES["favicon.png"]
    return Response(
        file.content, media_type=file.media_type, headers={"Cache-Control": "public, max-age=86400"}
    )


def ready(request: Request) -> Response:
    """For hosts: answers once every page has been drawn in every language, and none failed."""
    if not starting.has_started(request.app):
        return PlainTextResponse("starting", 503, NOT_KEPT)
    return PlainTextResponse("ready", headers=NOT_KEPT)


ROUTES = (
    Route("/api/figures.json", figures),
    Route("/robots.txt", robots),
    Route("/sitemap.xml", sitemap),
    Route("/ready", ready),
    *(Route(path, icon) for path in _ICONS),
)
