"""What has moved since a link was made: for programs, and in words.

``/changes?v=1&rental_rate=3`` tells it of the link with this query. Instead, a whole link may stand
under ``link``: as it is pasted into the field of that document.
"""

from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

import exports
from costmodel import Fault, quoted
from exports import Link, LinkFault, changes
from paper import changes as document_of
from web import measures
from web.files import FILES
from web.keeping import kept_in
from web.links import language_of

_LINK = "link"


def as_json(request: Request) -> Response:
    """``/changes.json?…``: the numbers and figures that moved, from what to what and why.

    Any part of the link that cannot be used is an error 400 that names it.
    """
    pairs, refused = _asked(request)
    found = changes.since(pairs)
    measures.note(found.faults)
    # Whoever checks the links of a page of their own may ask from there.
    headers = {"Access-Control-Allow-Origin": "*"}
    if refused := (*refused, *found.faults):
        return JSONResponse(exports.refusal(refused), status_code=400, headers=headers)
    language = language_of(request, found.then)
    data = changes.as_data(found, language)
    return JSONResponse(data, headers={**headers, **_headers(language, found.then)})


def document(request: Request) -> HTMLResponse:
    """``/changes?…``: the same in words, what cannot be used of the link, and every edition."""
    pairs, refused = _asked(request)
    found = changes.since(pairs)
    measures.note(found.faults)
    language = language_of(request, found.then)
    is_asked = {*request.query_params} - {exports.LANGUAGE_PARAMETER}
    html = document_of.html(
        found,
        (*refused, *found.faults),
        language,
        pasted=request.query_params.get(_LINK, "") if is_asked else None,
        styles=[FILES.address("style.css"), FILES.address("paper.css")],
        icon=FILES.address("favicon.png"),
    )
    return HTMLResponse(html, headers=_headers(language, found.then))


def _asked(request: Request) -> tuple[list[tuple[str, str]], tuple[Fault, ...]]:
    """The parts of the link that is asked about, and what of it is no link.

    They are those of a link that was pasted, and those of the address itself, whose language
    counts.
    """
    given = request.query_params.multi_items()
    pairs: list[tuple[str, str]] = []
    refused: list[Fault] = []
    for text in (text.strip() for name, text in given if name == _LINK):
        before, mark, query = text.partition("?")
        if not mark and "=" in text:
            query = text
        elif not mark and not before.startswith(("http://", "https://", "/")):
            refused.append(LinkFault("unknown", _LINK, quoted(text)))
        pairs += parse_qsl(query.partition("#")[0], keep_blank_values=True)
    return [*pairs, *(each for each in given if each[0] != _LINK)], tuple(refused)


def _headers(language: str, link: Link) -> dict[str, str]:
    return {
        **kept_in(language, link),
        "X-Robots-Tag": "noindex",
    }


ROUTES = (Route("/changes", document), Route("/changes.json", as_json))
