"""The plain addresses beside the story: figures as JSON, and what robots and hosts ask for."""

from xml.sax.saxutils import escape

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

import costmodel
import exports
from content import LANGUAGES
from ui.contents import PAGES, path_of


def site(request: Request) -> str:
    """The address of the site as this reader sees it, behind a proxy too, without a slash."""
    scheme = request.headers.get("x-forwarded-proto", request.url.scheme).split(",")[0].strip()
    host = request.headers.get("x-forwarded-host", request.url.netloc).split(",")[0].strip()
    return f"{scheme}://{host}"


def figures(request: Request) -> Response:
    """``/api/figures.json?id=value…``: the same as ``python -m costmodel --json``.

    A whole link's query may be pasted. Any part that cannot be used is an error 400
    that names every such part.
    """
    link, faults = exports.read(request.query_params.multi_items(), LANGUAGES)
    # Whoever computes on a page of their own may ask from there.
    headers = {"Access-Control-Allow-Origin": "*"}
    if faults:
        errors = [
            {"id": fault.id, "reason": fault.reason, "message": fault.message} for fault in faults
        ]
        return JSONResponse({"errors": errors}, status_code=400, headers=headers)
    return JSONResponse(costmodel.report(link.changes), headers=headers)


def robots(request: Request) -> Response:
    """Everything may be read; the site map says what there is."""
    return PlainTextResponse(f"User-agent: *\nAllow: /\nSitemap: {site(request)}/sitemap.xml\n")


def sitemap(request: Request) -> Response:
    """Every page in every language."""
    entries = []
    for page in PAGES:
        address = f"{site(request)}/{path_of(page)}"
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang="{code}" '
            f'href="{escape(f"{address}?lang={code}")}"/>'
            for code in LANGUAGES
        )
        entries += [
            f"<url><loc>{escape(f'{address}?lang={code}')}</loc>{others}</url>"
            for code in LANGUAGES
        ]
    return Response(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n' + "\n".join(entries) + "\n</urlset>\n",
        media_type="application/xml",
    )


def ready(_request: Request) -> Response:
    """For hosts: answers once data are checked, charts made and the model computes."""
    costmodel.report()
    return PlainTextResponse("ready")


ROUTES = (
    Route("/api/figures.json", figures),
    Route("/robots.txt", robots),
    Route("/sitemap.xml", sitemap),
    Route("/ready", ready),
)
