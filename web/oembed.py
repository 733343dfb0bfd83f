"""What an address of ours is put into a page with, as https://oembed.com says: ``/oembed``."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit
from xml.etree import ElementTree

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

import exports
from content import LANGUAGES, PAGES, path_of
from costmodel import Fault, quoted, read_whole
from exports import Frame, Link
from paper import embedding, places
from paper.pictures import THEMES
from web import links
from web.embedding import PATH as EMBED
from web.embedding import SCRIPT, THEME
from web.keeping import FOR_MINUTES, varying
from web.links import language_of, query_of
from web.site import SETTING, address_of

PATH = "/oembed"

_PAGES = {f"/{path_of(page)}": page for page in PAGES}
# How high a frame is in which a whole page stands: it is read there by scrolling.
_PAGE_HEIGHT = 800
# Where a page has no figure of its own the page itself is framed, as Streamlit frames it.
_INSIDE = "embed=true"
_LARGEST = 100_000
_AT_ONCE = CapacityLimiter(2)
# Whoever writes an article may ask from the page it is written on.
_TO_ALL = {"Access-Control-Allow-Origin": "*"}


@dataclass(frozen=True)
class _Asked:
    """An address of ours, read: a page, or the ``id`` of a figure or chart, and its link."""

    page: str
    id: str
    link: Link
    theme: str


async def oembed(request: Request) -> Response:
    """``/oembed?url=…&format=json&maxwidth=600&maxheight=400``: see :func:`answer`."""
    return await to_thread.run_sync(answer, request, limiter=_AT_ONCE)


def answer(request: Request) -> Response:
    """The frame for an address of ours: the figure a page is about, a figure or a chart.

    A page gives its figure and not itself: an article wants the number it cites, and a page in a
    frame would scroll within a page. Only a page that is about no figure is framed whole.

    400 names a part that is missing or cannot be used, 404 an address that is not ours, 501 a
    format there is none of, and 503 the setting without which nothing of ours has an address.
    """
    asked = dict(request.query_params.multi_items())
    written = asked.get("format", "json").lower()
    if written not in _WRITTEN:
        said = f"format: {quoted(written)!r} is not known here; it is one of {', '.join(_WRITTEN)}"
        return PlainTextResponse(f"{said}\n", 501, headers=_TO_ALL)
    faults = [*_missing(asked), *_not_pixels(asked)]
    if faults:
        return JSONResponse(exports.refusal(faults), 400, headers=_TO_ALL)
    site = address_of(request)
    if not site:
        said = f"This site's public address is needed, which is set by {SETTING}.\n"
        return PlainTextResponse(said, 503, headers=_TO_ALL)
    found = _read(asked["url"], site)
    if found is None:
        said = f"url: {quoted(asked['url'])!r} is no page, figure or chart of {site}\n"
        return PlainTextResponse(said, 404, headers=_TO_ALL)
    language = language_of(request, found.link)
    frame = _frame(found, language, site)
    width, height = (read_whole(asked.get(name, "")) for name in _PIXELS)
    told = exports.oembed(frame, LANGUAGES[language].label("ui.title"), site, width, height)
    headers = {**_TO_ALL, "Cache-Control": FOR_MINUTES, **varying(found.link)}
    return _WRITTEN[written](told, headers)


_PIXELS = ("maxwidth", "maxheight")


def _missing(asked: dict[str, str]) -> list[Fault]:
    return [] if asked.get("url") else [Fault("missing", "url", "")]


def _not_pixels(asked: dict[str, str]) -> list[Fault]:
    found = []
    for name in _PIXELS:
        given = asked.get(name, "")
        pixels = read_whole(given)
        if given and pixels is None:
            found.append(Fault("not_a_number", name, quoted(given)))
        elif pixels is not None and not 1 <= pixels <= _LARGEST:
            found.append(Fault("out_of_range", name, quoted(given), 1, _LARGEST))
    return found


def _read(url: str, site: str) -> _Asked | None:
    """An address of this site, read; None if it is another's, or nothing stands there.

    What it says that cannot be used is left out here, and named where it leads.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    # Either scheme: the site is the same, and what is answered has the one that is set.
    if parts.scheme not in ("http", "https") or parts.netloc.lower() != urlsplit(site).netloc:
        return None
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    themes = [given for name, given in pairs if name == THEME and given in THEMES]
    link, _ = links.read(each for each in pairs if each[0] != THEME)
    path, theme = unquote(parts.path).rstrip("/") or "/", themes[-1] if themes else ""
    if path in _PAGES:
        return _Asked(_PAGES[path], "", link, theme)
    folder, _, id = path.rpartition("/")
    known = folder == EMBED and id in embedding.known()
    return _Asked("", id, link, theme) if known else None


def _frame(asked: _Asked, language: str, site: str) -> Frame:
    id = asked.id or places.of_page(asked.page, asked.link, language)
    if id:
        return embedding.draw(id, asked.link, language, theme=asked.theme).frame(site)
    page = f"{site}/{path_of(asked.page)}?{query_of(asked.link, language)}"
    title = LANGUAGES[language].label(f"pages.{asked.page}.question")
    return Frame(f"{page}&{_INSIDE}", page, f"{site}{SCRIPT}", title, _PAGE_HEIGHT)


def _as_json(told: dict[str, object], headers: dict[str, str]) -> Response:
    return JSONResponse(told, headers=headers)


def _as_xml(told: dict[str, object], headers: dict[str, str]) -> Response:
    root = ElementTree.Element("oembed")
    for name, value in told.items():
        ElementTree.SubElement(root, name).text = str(value)
    text = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(text, headers=headers, media_type="text/xml")


_WRITTEN = {"json": _as_json, "xml": _as_xml}

ROUTES = (Route(PATH, oembed),)
