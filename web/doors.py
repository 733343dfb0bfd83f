"""Which doors are open: this application is read, and takes nothing but what a class says.

Streamlit's server also takes files, lets programs drive the application, serves
components of an older kind, logs readers in and tells how much memory it uses. Nothing
here needs any of that, and each of them is work that a stranger can ask for. So what is
open is listed, and all else is shut before a byte of a body is read.
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

# What Streamlit answers by itself stands below these, and this much of it its pages ask for.
_STREAMLITS = ("_stcore", "component", "auth", "oauth2callback")
_OPEN = ("/_stcore/health", "/_stcore/host-config")
_SOCKET = "/_stcore/stream"

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
    """Whether an address is one of Streamlit's that this application has no use for."""
    # On a page's own link Streamlit asks below the page first: /claim/_stcore/health.
    streamlits = path.lstrip("/").partition("/")[0] in _STREAMLITS or "/_stcore/" in path
    return streamlits and path not in _OPEN
