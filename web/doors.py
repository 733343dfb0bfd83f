"""Which doors are open: this application is read, and takes nothing but what a class says.

Streamlit's server also takes files, lets programs drive the application, serves
components of an older kind, logs readers in and tells how much memory it uses. Nothing
here needs any of that, and each of them is work that a stranger can ask for. So what is
open is listed, and all else is shut before a byte of a body is read.

Every door that the pinned Streamlit has stands in :data:`OPEN` or in :data:`SHUT`; one
that a later version brings is in neither, and a test is red until somebody has decided.
"""

from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from web import classrooms
from web.hosts import may_speak
from web.keeping import NOT_KEPT
from web.methods import READING

# Streamlit's doors that a page needs, as its server calls them, and what for.
OPEN = {
    "/_stcore/health": "a browser that lost the server asks whether it is there again; so do hosts",
    "/_stcore/host-config": "a browser asks before it connects, and without an answer never does",
    "/_stcore/stream": "the websocket: all that a reader does, and all that is drawn",
    "/media/{file_id:path}": "files of pages by their fingerprint; here the icon of the tab alone",
    "/app/static/{path:path}": "files of ours, answered by web/files.py before Streamlit is asked",
    "": "the document of every page, and the scripts and styles that it names",
}
# And those that nothing here needs.
SHUT = {
    "/_stcore/upload_file/{session_id}/{file_id}": "takes files into memory; no page asks for one",
    "/_stcore/metrics": "tells anybody what the server's memory holds",
    "/_stcore/script-health-check": "runs a page at every question; /ready says what hosts ask",
    "/_stcore/bidi-components/{path:path}": "files of packaged components; ours are sent as text",
    "/_stcore/agent/interact": "lets a program drive the pages; /api/figures.json is for programs",
    "/_stcore/agent/mcp": "the same in another tongue",
    "/_stcore/agent/openapi.json": "describes both",
    "/component/{path:path}": "components of an older kind",
    "/auth/login": "nobody logs in",
    "/auth/logout": "nor out",
    "/oauth2callback": "nor comes back from having done so elsewhere",
}
# What Streamlit answers by itself stands below these. Of it these paths are open, and nothing else,
# whatever a later version puts there.
_STREAMLITS = ("_stcore", "component", "auth", "oauth2callback")
_SOCKET = "/_stcore/stream"
_OPEN_PATHS = frozenset(path for path in OPEN if path.startswith("/_stcore/")) - {_SOCKET}

# A short body with a request that is only read is ignored, as the standard has it.
_LONGEST_BODY = 4096


class Doors:
    """Middleware that lets through what this application answers, and refuses the rest."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or say in a sentence why not."""
        if scope["type"] == "http" and (refusal := _refusal(scope)):
            await refusal(scope, receive, send)
        elif scope["type"] == "websocket" and scope["path"] != _SOCKET:
            await WebSocket(scope, receive, send).send_denial_response(_nothing())
        else:
            await self.app(scope, receive, send)


def _refusal(scope: Scope) -> Response | None:
    """Why a request is not let through; None if it is."""
    if is_shut(scope["path"]):
        return _nothing()
    headers = Headers(scope=scope)
    if scope["method"] == "POST" and classrooms.takes(scope["path"]):
        # A page of another site could send a form in a reader's name.
        if not may_speak(headers.get("origin"), headers.get("host", "").lower()):
            return _said("Pages of other sites may not send anything here.\n", 403)
    elif scope["method"] not in READING:
        allowed = {"Allow": ", ".join(READING)}
        return _said("This site can only be read, by GET or HEAD.\n", 405, allowed)
    length = headers.get("content-length", "0")
    if "transfer-encoding" in headers or not length.isdecimal() or int(length) > _LONGEST_BODY:
        return _said("Nothing here takes a body of this length.\n", 413)
    return None


def _nothing() -> Response:
    return _said("There is nothing at this address.\n", 404)


def _said(sentence: str, status: int, headers: Mapping[str, str] | None = None) -> Response:
    return PlainTextResponse(sentence, status, {**NOT_KEPT, **(headers or {})})


def is_shut(path: str) -> bool:
    """Whether an address is one of Streamlit's that nobody here asks for; a websocket is apart."""
    # On a page's own link Streamlit asks below the page first: /claim/_stcore/health.
    streamlits = path.lstrip("/").partition("/")[0] in _STREAMLITS or "/_stcore/" in path
    return streamlits and path not in _OPEN_PATHS
