"""What a proxy or a browser may keep, and how it asks whether what it kept still holds.

An answer that is made of nothing but its address, the language the browser prefers and
this version of the site says ``public``. Whoever kept it asks with its tag, and is told
in a few bytes that it still holds.

Where an address names the language, its answer is the same for everybody. Where it does not, it
differs by what the browser prefers, of which there are as many as readers: a proxy would keep one
for each, and hardly ever have the right one. So ``Vary`` names the preference only there, pages
link to each other with the language, and a proxy does well to pass on one of our languages.
"""

import hashlib

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from exports import Link

# Files that name nothing but themselves. What they say changes with the data.
# While nobody can be asked, an old answer is better than none; so it is of whatever is kept.
_IF_NOBODY_ANSWERS = "stale-if-error=86400"
FOR_MINUTES = f"public, max-age=300, {_IF_NOBODY_ANSWERS}"
# A document names scripts that the next version of the site may not have. A browser asks each
# time; a proxy may answer for a minute, and by itself no longer than that.
FOR_A_MINUTE_ON_THE_WAY = f"public, max-age=0, s-maxage=60, {_IF_NOBODY_ANSWERS}"
# What is another thing each time it is asked, and what was refused: tomorrow it may be answered.
NOT_KEPT = {"Cache-Control": "no-store"}

# Those of an answer's headers that speak of a body, which an answer 304 has not.
_OF_THE_BODY = ("content-length", "content-type")


def kept_in(language: str, link: Link) -> dict[str, str]:
    """The headers of an answer that says ``public``, in the language with this code for a link."""
    return {"Cache-Control": FOR_MINUTES, "Content-Language": language, **varying(link)}


def varying(link: Link) -> dict[str, str]:
    """What says that an answer differs by the language preferred; nothing if its link names one."""
    return {} if link.language else {"Vary": "Accept-Language"}


class Keeping:
    """Middleware that gives every answer that says ``public`` a tag, and knows it again.

    An answer with a tag of its own passes as it is, and a refusal without a rule gets one.
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
            if message["type"] == "http.response.start":
                message = _ruled(message)
                if _may_be_kept(message):
                    start = message
                    return
            if not start:
                await send(message)
            else:
                body += message.get("body", b"")
                if not message.get("more_body"):
                    await _send_tagged(start, body, Headers(scope=scope), send)

        await self.app(scope, receive, tagged)


def _ruled(start: Message) -> Message:
    """The start of an answer with a rule: a refusal without one of its own is kept by nobody."""
    if start["status"] < 400 or "cache-control" in Headers(raw=start["headers"]):
        return start
    fields = MutableHeaders(raw=list(start["headers"]))
    fields.update(NOT_KEPT)
    return {**start, "headers": fields.raw}


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
