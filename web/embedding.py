"""A figure or a chart for a page of somebody else's, at ``/embed/<id>``, and the script for it."""

import re
from dataclasses import dataclass
from typing import Any

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from content import LANGUAGES
from costmodel import Fault, quoted
from exports import Link, LinkFault, embed_code, embed_picture
from paper import embedding
from paper.pictures import THEMES
from web import links
from web.files import FILES
from web.keeping import FOR_MINUTES, NOT_KEPT, kept_in, varying
from web.links import language_of, query_of
from web.papers import Shelf
from web.site import SETTING, address_of

PATH = "/embed"
SCRIPT = "/embed.js"
# Beside a link's own parts: the ground of a host whose own is fixed.
THEME = "theme"

# A chart that nobody has asked for yet takes a while; many at once leave the processor to others.
_AT_ONCE = CapacityLimiter(2)
# Lines of nothing but a comment, and what stands before the others.
_COMMENTS = re.compile(rb"^\s*//.*\n|^\s+", re.MULTILINE)
_MADE: Shelf[str] = Shelf(12_000_000, name="embedding")
_FILES: dict[str, Any] = {
    "styles": (FILES.address("embedded.css"),),
    "script": FILES.address("embedded.js"),
    "icon": FILES.address("favicon.png"),
}
# A frame may be closed off so far that it is nobody's, not even ours; it reads what all may read.
_TO_ALL = {"Access-Control-Allow-Origin": "*"}


async def document(request: Request) -> Response:
    """``/embed/tco?rental_rate=3&theme=dark``: see :func:`embedded`."""
    id = request.path_params["id"]
    return await to_thread.run_sync(embedded, id, request, limiter=_AT_ONCE)


async def code(request: Request) -> Response:
    """``/embed/tco/code?rental_rate=3``: see :func:`pasted`."""
    id = request.path_params["id"]
    return await to_thread.run_sync(pasted, id, request, limiter=_AT_ONCE)


@dataclass(frozen=True)
class _Asked:
    link: Link
    found: tuple[Fault, ...]
    language: str
    theme: str


def embedded(id: str, request: Request) -> Response:
    """A figure or a chart as a document of its own, for the link of a request.

    An id that is none is an answer 404 that names it and what was perhaps meant; a theme that is
    none 400. What cannot be used of the link is named in the document, and the rest counts.
    """
    asked = _asked(id, request)
    if isinstance(asked, Response):
        return asked

    def make() -> str:
        drawn = embedding.draw(id, asked.link, asked.language, asked.found, asked.theme)
        return embedding.document(drawn, **_FILES)

    # What somebody's address says wrongly is said to nobody a second time.
    key = (id, asked.theme, query_of(asked.link, asked.language))
    html = make() if asked.found else _MADE.get(key, make)
    return HTMLResponse(html, headers={**_headers(asked), "X-Robots-Tag": "noindex"})


def pasted(id: str, request: Request) -> Response:
    """The code that puts it into a page, as text; and the code for a page that takes no frames.

    Where this site's own address is not known there is none: 503, with the name of the setting.
    """
    asked = _asked(id, request)
    if isinstance(asked, Response):
        return asked
    site = address_of(request)
    if not site:
        said = f"The code needs this site's public address, which is set by {SETTING}.\n"
        return PlainTextResponse(said, 503, headers=_TO_ALL)
    frame = embedding.draw(id, asked.link, asked.language, theme=asked.theme).frame(site)
    instead = LANGUAGES[asked.language].label("embedding.instead")
    text = f"{embed_code(frame)}\n\n<!-- {instead} -->\n{embed_picture(frame)}\n"
    return PlainTextResponse(text, headers=_headers(asked))


def _asked(id: str, request: Request) -> _Asked | Response:
    """What a request asks for, or the answer to one that cannot be met."""
    pairs = request.query_params.multi_items()
    themes = [given for name, given in pairs if name == THEME]
    if wrong := [given for given in themes if given not in ("", *THEMES)]:
        refused = LinkFault("unknown", THEME, quoted(wrong[0]))
        said = f"{refused.message}; it is one of {', '.join(THEMES)}\n"
        return PlainTextResponse(said, 400, headers=_TO_ALL)
    theme = themes[-1] if themes else ""
    link, found = links.read(each for each in pairs if each[0] != THEME)
    language = language_of(request, link)
    if id not in embedding.known():
        up = "../" * (request.scope["path"].count("/") - 1)
        html = embedding.refusal(id, language, theme, up, **_FILES)
        return HTMLResponse(html, 404, {**NOT_KEPT, **varying(link)})
    return _Asked(link, found, language, theme)


def _headers(asked: _Asked) -> dict[str, str]:
    return {**kept_in(asked.language, asked.link), **_TO_ALL}


def script(_request: Request) -> Response:
    """``/embed.js``: what a host may add, so that frames become as high as what is in them.

    At one address for good: it stands in articles that nobody will ever change.
    """
    file = FILES["embed.js"]
    # What it says to who works on it, no article needs to carry.
    content = _COMMENTS.sub(b"", file.content)
    return Response(content, media_type=file.media_type, headers={"Cache-Control": FOR_MINUTES})


ROUTES = (
    Route(SCRIPT, script),
    Route(f"{PATH}/{{id}}", document),
    Route(f"{PATH}/{{id}}/code", code),
)
