"""Which methods an address takes: GET, and HEAD, which says of GET all but the body."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

READING = ("GET", "HEAD")


class Methods:
    """Middleware that answers HEAD by what GET would have said; ``Doors`` refuses what writes."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass reading on as GET."""
        if scope["type"] != "http" or scope["method"] == "GET":
            await self.app(scope, receive, send)
        elif scope["method"] == "HEAD":
            await self.app({**scope, "method": "GET"}, receive, _without_body(send))
        else:
            await self.app(scope, receive, send)


def _without_body(send: Send) -> Send:
    async def send_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            await send(message)
        elif not message.get("more_body"):
            await send({"type": "http.response.body", "body": b""})

    return send_headers
