"""By which name the site may be asked for, and from which other site a page may speak to it."""

import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from web.keeping import NOT_KEPT
from web.site import SETTING, is_this_machine, public_address

# Who runs the site asks these by the bare number or the inner name of a machine; the answers hold
# nothing of the name.
_ASKED_BY_ANY_NAME = ("/ready", "/_stcore/health", "/metrics")

_NAME = re.compile(r"(?:[a-z0-9_.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?", re.ASCII)
_USUAL_PORT = {"http": ":80", "https": ":443", "ws": ":80", "wss": ":443"}


class Hosts:
    """Middleware that refuses other sites' names, and websockets opened by other sites' pages.

    With a public address set, the site answers to that name and to this machine's own; else
    to any, since whoever starts it for an afternoon sets nothing. A page may open a websocket
    to the host it came from, and to no other.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or say in a sentence why not."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host = headers.get("host", "").lower()
        refusal = None
        if scope["path"] not in _ASKED_BY_ANY_NAME and not answers_to(host):
            refusal = PlainTextResponse(
                f"This site does not go by the name in the Host header; {SETTING} says "
                "which it goes by.\n",
                421,
                NOT_KEPT,
            )
        elif scope["type"] == "websocket":
            if not may_speak(headers.get("origin"), host):
                refusal = PlainTextResponse(
                    "Pages of other sites may not connect.\n", 403, NOT_KEPT
                )
            # Streamlit would judge the origin again, and asks a host outside for the
            # address of this machine, holding up every reader, when it is in doubt.
            scope = {
                **scope,
                "headers": [each for each in scope["headers"] if each[0] != b"origin"],
            }
        if refusal is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await refusal(scope, receive, send)
        else:
            await WebSocket(scope, receive, send).send_denial_response(refusal)


def answers_to(host: str) -> bool:
    """Whether the site goes by this ``Host``, written small."""
    public = public_address()
    if public is None or is_this_machine(host):
        return _NAME.fullmatch(host) is not None
    return _without_port(host) == _without_port(urlsplit(public).netloc)


def may_speak(origin: str | None, host: str) -> bool:
    """Whether a page of this ``Origin`` may open a websocket to this ``Host``.

    Programs that are no browser send no origin; what they could do, they could do anyway.
    """
    if origin is None:
        return True
    origin = origin.lower()
    scheme, _, name = origin.partition("://")
    if scheme not in ("http", "https"):
        return False
    # Forwarded to another port of the same machine, the two differ in the port alone.
    if is_this_machine(name) and is_this_machine(host):
        return True
    usual = _USUAL_PORT[scheme]
    if name.removesuffix(usual) == host.removesuffix(usual):
        return True
    return origin == public_address()


def _without_port(host: str) -> str:
    return re.sub(r":\d+$", "", host)
