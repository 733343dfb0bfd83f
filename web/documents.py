"""The HTML documents: Streamlit's, completed for each page, and ours where there is no page.

Streamlit serves one document for every address. What link previews, search engines
and screen readers need before any script runs is written into it here.
"""

import logging
import re
from functools import lru_cache
from urllib.parse import quote, urlencode

from anyio import CapacityLimiter, to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from content import LANGUAGES, path_of
from exports import changes, citation
from paper.cards import Previewed, description, in_words
from web import cards, links, measures, papers, unknown
from web.files import FILES
from web.keeping import FOR_A_MINUTE_ON_THE_WAY, FOR_MINUTES, varying
from web.links import embedding_of, language_of, link_of, query_of
from web.markup import fill
from web.oembed import PATH as OEMBED
from web.paths import is_plain, meant_by, page_at
from web.site import address_of
from web.starting import has_started

_LOG = logging.getLogger(__name__)

# A page that nobody has asked for yet takes a while to draw. It keeps nobody else waiting, and
# many of them at once leave the processor to those who read.
_AT_ONCE = CapacityLimiter(2)

# With these Streamlit would answer compressed, in part, or not at all; the document could
# not be completed.
_HINDERING = {
    b"accept-encoding",
    b"range",
    *(b"if-" + what for what in (b"none-match", b"modified-since", b"match", b"range")),
}
# Doors of Streamlit's through which programs come and go, and not readers.
_DOORS = ("/component/", "/media/")
_CORE = "/_stcore/"
# A second way to drive the pages, for programs. Ours is /api/figures.json.
_SHUT = "/_stcore/agent"

_SERVICE = re.compile(r'<!--(?:(?!-->).)*-->\s*<link rel="service-desc"[^>]*>\s*', re.DOTALL)
# The live page takes its font from our style: a subset, of a tenth of the bytes.
_FONT = re.compile(r'<link\s+rel="preload"\s[^>]*as="font"[^>]*>\s*')
_SCRIPTS = re.compile(r'<script type="module"[^>]*></script>\s*|<link rel="modulepreload"[^>]*>\s*')
_STREAMLITS_STYLE = re.compile(r'<link rel="stylesheet"[^>]*>\s*')
_FONTS = ("fonts/source-serif-4.woff2", "fonts/source-sans-3.woff2")
_STYLE = FILES.inlined("style.css") + FILES.inlined("paper.css")
# Where Streamlit draws.
_LIVE = '<div id="root">'
_WITHOUT_SCRIPTS = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)


class Documents:
    """Middleware that leads to the right address, completes pages, and says what is no page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a document of ours where one is due; pass everything else on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        if page_at(path) is not None:
            await self._page(scope, receive, send)
        elif meant := meant_by(path):
            query = scope["query_string"]
            address = meant + ("?" + quote(query, safe="%=&+;:@,/?!$'()*~") if query else "")
            await RedirectResponse(address, 308, {"Cache-Control": FOR_MINUTES})(
                scope, receive, send
            )
        elif path.startswith(_SHUT):
            await unknown.document(Request(scope))(scope, receive, send)
        elif is_plain(path) or path.startswith(_DOORS) or _CORE in path:
            await self.app(scope, receive, send)
        else:
            await self._elsewhere(scope, receive, send)

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        start: Message = {}
        body = b""

        async def collect(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
            else:
                body += message.get("body", b"")

        headers = [each for each in scope["headers"] if each[0] not in _HINDERING]
        await self.app({**scope, "headers": headers}, receive, collect)
        if not start:
            # Who asked has gone, and nobody was answered.
            return
        fields = MutableHeaders(raw=list(start["headers"]))
        if start["status"] == 200:
            request = Request(scope)
            text, has_paper, varied = await to_thread.run_sync(
                _completed, body.decode(), request, limiter=_AT_ONCE
            )
            body = text.encode()
            fields["content-length"] = str(len(body))
            fields.update(varied)
            # They tell of Streamlit's file, which stays the same when the page's words do not.
            for name in ("etag", "last-modified", "accept-ranges"):
                del fields[name]
            # It is the same for everybody: it is made of its address and of the language
            # preferred, no cookie is read and none is set. The sessions are the websocket's.
            if has_paper and has_started(scope["app"]) and "set-cookie" not in fields:
                fields["cache-control"] = FOR_A_MINUTE_ON_THE_WAY
        await send({**start, "headers": fields.raw})
        await send({"type": "http.response.body", "body": body})

    async def _elsewhere(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_known = True

        async def unless_unknown(message: Message) -> None:
            nonlocal is_known
            if message["type"] == "http.response.start":
                is_known = not _is_lost(message)
                if not is_known:
                    await unknown.document(Request(scope))(scope, receive, send)
            if is_known:
                await send(message)

        await self.app(scope, receive, unless_unknown)


def _is_lost(start: Message) -> bool:
    """Whether an answer that begins like this is Streamlit's document, or an empty refusal."""
    kind = Headers(raw=start["headers"]).get("content-type", "text/plain")
    return kind.startswith("text/html") or (
        start["status"] in (400, 404) and kind.startswith("text/plain")
    )


def _completed(document: str, request: Request) -> tuple[str, bool, dict[str, str]]:
    """The same as :func:`complete`, whether with its paper, and by what it varies.

    It has no paper if that fails for this link. The live page fails in the same place, and tells
    its reader so.
    """
    varied = varying(link_of(request))
    try:
        return complete(document, request), True, varied
    except Exception:
        measures.FAILURES.labels(measures.PAPER).inc()
        _LOG.exception("%s on paper", request.url.path)
        return complete(document, request, with_paper=False), False, varied


def complete(document: str, request: Request, with_paper: bool = True) -> str:
    """Streamlit's document with the language, title, description and card of the page asked for.

    What is shared is itself: a link with numbers of the reader's keeps them in its canonical
    address and in what a preview leads to. Search engines are asked to keep only the page as
    published, once in each language.
    """
    page = page_at(request.url.path)
    link, faults = links.read(request.query_params.multi_items())
    language = LANGUAGES[language_of(request, link)]
    site = address_of(request)
    embedding = urlencode(embedding_of(request))
    paper = ""
    if with_paper:
        moved = changes.asked_about(request.query_params.multi_items())
        paper = papers.paper(page, link, language.code, faults, embedding, site, moved)
    # After the paper, which notes the page's figure on its way.
    answer = papers.answer_of(page, link, language.code) if with_paper else ()
    of_link = Previewed(page, link, language.code, answer)
    named = {
        "code": language.code,
        "say": language.label,
        "question": language.label(f"pages.{page}.question"),
        "description": description(of_link),
        "in_words": in_words(of_link),
        "site": site,
        "address": f"{site}/{path_of(page)}",
        "own_query": (own := query_of(link, language.code)),
        "queries": {code: query_of(link, code) for code in LANGUAGES},
        "neutral_query": (neutral := query_of(link, None)),
        "shared": bool(neutral),
        "oembed": f"{site}{OEMBED}?{urlencode({'url': f'{site}/{path_of(page)}?{own}'})}",
        "card": cards.address(page, link, language.code),
        "fonts": [FILES.address(each) for each in _FONTS],
        "style": _STYLE,
        "translators": FILES.address("translators.js"),
        "citation": citation.of_page(page, link, language.code, site),
        "waiting": FILES.address("waiting.js"),
        "paper_script": FILES.address("paper.js"),
        "live": FILES.address("live.js"),
    }
    title = fill("title.html", **named)
    document, live = _divided(document)
    return (
        document.replace('<html lang="en">', f'<html lang="{language.code}">', 1)
        .replace("<title>Streamlit</title>", title, 1)
        .replace('href="./favicon.png"', f'href="./{FILES.address("favicon.png")}"', 1)
        .replace("</head>", fill("head.html", **named) + "</head>", 1)
        .replace(_LIVE, fill("paper_first.html", paper=paper, **named) + _LIVE, 1)
        .replace("</body>", f'<template id="live">{live}</template></body>', 1)
    )


# Streamlit's document is the same for everybody.
@lru_cache(maxsize=2)
def _divided(document: str) -> tuple[str, str]:
    """What stands in Streamlit's document for everybody, and what the live page is made of.

    That is asked for below the paper: a style above it would keep it from being seen, and scripts
    take the line from what it needs.
    """
    rest = _WITHOUT_SCRIPTS.sub("", _FONT.sub("", _SERVICE.sub("", document)), count=1)
    styles, scripts = _STREAMLITS_STYLE.findall(rest), _SCRIPTS.findall(rest)
    rest = _SCRIPTS.sub("", _STREAMLITS_STYLE.sub("", rest))
    # Styles first: a script waits for those above it.
    return rest, "".join((*styles, *scripts))
