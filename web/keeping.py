"""What a proxy or a browser may keep, and how it asks whether what it kept still holds.

An answer that is made of nothing but its address, the language the browser prefers and
this version of the site says ``public``. Whoever kept it asks with its tag, and is told
in a few bytes that it still holds.
"""

import hashlib

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Files that name nothing but themselves. What they say changes with the data.
FOR_MINUTES = "public, max-age=300"
# A document names scripts that the next version of the site may not have. A browser asks each
# time; a proxy may answer for a minute, and by itself no longer than that.
FOR_A_MINUTE_ON_THE_WAY = "public, max-age=0, s-maxage=60"

# Those of an answer's headers that speak of a body, which an answer 304 has not.
_OF_THE_BODY = ("content-length", "content-type")


def kept_in(language: str) -> dict[str, str]:
    """The headers of an answer that says ``public``, in the language with this code."""
    return {
        "Cache-Control": FOR_MINUTES,
        "Vary": "Accept-Language",
        "Content-Language": language,
    }


class Keeping:
    """Middleware that gives every answer that says ``public`` a tag, and knows it again.

    An answer with a tag of its own passes as it is.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the answer on, or say that what the asker has is the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        start: Message = {}
        body = b""

        async def tagged(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start" and _may_be_kept(message):
                start = message
            elif not start:
                await send(message)
            else:
                body += message.get("body", b"")
                if not message.get("more_body"):
                    await _send_tagged(start, body, Headers(scope=scope), send)

        await self.app(scope, receive, tagged)


def _may_be_kept(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    rules = {each.strip() for each in headers.get("cache-control", "").split(",")}
    return start["status"] == 200 and "public" in rules and "etag" not in headers


async def _send_tagged(start: Message, body: bytes, asked: Headers, send: Send) -> None:
    fields = MutableHeaders(raw=list(start["headers"]))
    tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    # Weak: the same content, whether it leaves compressed or not.
    fields["etag"] = f"W/{tag}"
    # Also in an answer 304, which has no body to compress: whoever keeps the body takes its
    # headers from there, and must not hand it compressed to one who cannot read that.
    fields.add_vary_header("Accept-Encoding")
    if tag in tags_in(",".join(asked.getlist("if-none-match"))):
        for name in _OF_THE_BODY:
            del fields[name]
        start, body = {**start, "status": 304}, b""
    await send({**start, "headers": fields.raw})
    await send({"type": "http.response.body", "body": body})


def tags_in(header: str) -> set[str]:
    """The tags that an ``If-None-Match`` names, weak or not, each in its quotation marks."""
    return {each.strip().removeprefix("W/") for each in header.split(",")}
