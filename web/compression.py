"""Answers leave the server compressed: what never changes is compressed once and kept.

Streamlit leaves its scripts uncompressed, because they would be compressed anew for
every reader. Kept, they cost each reader nothing but a third of the time to arrive.
"""

import gzip
import posixpath
from collections import OrderedDict

import anyio
from anyio.to_thread import run_sync
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web import measures

# Streamlit's scripts and styles: files with a hash of their content in their name.
_KEPT_BELOW = "/static/"
_TEXT = ("text/", "application/javascript", "application/json", "image/svg+xml")
_SMALLEST = 500
# All of Streamlit's scripts come to 7 MB, compressed.
_ROOM = 16 * 1024 * 1024


class Compressed:
    """Middleware that compresses what a reader's browser takes compressed.

    Compressing is left to nobody further in: what stands there sees requests that accept
    no coding, and may read and complete every answer.
    """

    def __init__(self, app: ASGIApp, room: int = _ROOM) -> None:
        self.app = app
        self.kept = Shelf(room)
        measures.CACHES["streamlit"] = self.kept
        self._each_time = GZipMiddleware(self._plainly, minimum_size=_SMALLEST, compresslevel=6)
        # One at a time, beside the event loop: a first reader leaves a core to the others.
        self._at_work = anyio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer compressed where that is wanted and worth it, else as it is."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        send = _tidily(send)
        wanted = accepts_gzip(",".join(headers.getlist("accept-encoding")))
        coding = [(b"accept-encoding", b"gzip")] if wanted else []
        scope = {**scope, "headers": _without(scope, b"accept-encoding") + coding}
        if wanted and scope["path"].startswith(_KEPT_BELOW) and "range" not in headers:
            await self._from_shelf(scope, receive, send)
        else:
            await self._each_time(scope, receive, send)

    async def _plainly(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app({**scope, "headers": _without(scope, b"accept-encoding")}, receive, send)

    async def _from_shelf(self, scope: Scope, receive: Receive, send: Send) -> None:
        start, _ = await self._answer({**scope, "method": "HEAD"}, receive)
        headers = MutableHeaders(raw=list(start["headers"]))
        etag = headers.get("etag", "")
        text = headers.get("content-type", "").startswith(_TEXT)
        if not etag or not (start["status"] == 304 or (start["status"] == 200 and text)):
            await self._each_time(scope, receive, send)
            return
        # Weak: the same content, whether it left compressed or not.
        headers["etag"] = etag if etag.startswith("W/") else f"W/{etag}"
        headers.add_vary_header("Accept-Encoding")
        body = b""
        if start["status"] == 304 and "cache-control" not in headers:
            # Streamlit leaves out there how long what somebody has may be kept further.
            whole, _ = await self._answer({**scope, "method": "HEAD", "headers": []}, receive)
            headers["cache-control"] = Headers(raw=whole["headers"]).get(
                "cache-control", "no-cache"
            )
        if start["status"] == 200:
            body = await self._compressed(etag, scope, receive)
            headers["content-encoding"] = "gzip"
            headers["content-length"] = str(len(body))
            del headers["accept-ranges"]
        await send({**start, "headers": headers.raw})
        await send({"type": "http.response.body", "body": body})

    async def _compressed(self, etag: str, scope: Scope, receive: Receive) -> bytes:
        # Other spellings of a path, /static/./x, must not take room of their own. The tag
        # alone is not enough: it is made of size and time, and two files may share both.
        key = (posixpath.normpath(scope["path"]), etag)
        if (body := self.kept.get(key)) is not None:
            return body
        async with self._at_work:
            # Perhaps somebody else asked for it first.
            if (body := self.kept.get(key)) is None:
                # Whole, whatever the reader already has of it.
                _, plain = await self._answer({**scope, "method": "GET", "headers": []}, receive)
                body = await run_sync(lambda: gzip.compress(plain, compresslevel=9, mtime=0))
                self.kept.put(key, body)
            return body

    async def _answer(self, scope: Scope, receive: Receive) -> tuple[Message, bytes]:
        """The start of an answer from further in, and its body."""
        messages: list[Message] = []

        async def collect(message: Message) -> None:
            messages.append(message)

        await self._plainly(scope, receive, collect)
        return messages[0], b"".join(message.get("body", b"") for message in messages[1:])


def _tidily(send: Send) -> Send:
    """Say once of each header that an answer varies by it, however many have said so."""

    async def tidied(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=list(message["headers"]))
            named = (each.strip() for each in ",".join(headers.getlist("vary")).split(","))
            if names := {each.lower(): each for each in named if each}:
                headers["vary"] = ", ".join(names.values())
                message = {**message, "headers": headers.raw}
        await send(message)

    return tidied


class Shelf:
    """Bytes by key, so many and no more: what has not been asked for longest goes first."""

    def __init__(self, room: int) -> None:
        self.room, self.unit = room, "bytes"
        self.hits = self.misses = 0
        self._kept: OrderedDict[object, bytes] = OrderedDict()

    @property
    def taken(self) -> int:
        """How many bytes are there."""
        return sum(map(len, self._kept.values()))

    def get(self, key: object) -> bytes | None:
        """What was put there under ``key``, None if it is not there or no longer."""
        if key in self._kept:
            self._kept.move_to_end(key)
            self.hits += 1
        return self._kept.get(key)

    def put(self, key: object, content: bytes) -> None:
        """Keep ``content``, unless it alone would take all the room."""
        self.misses += 1
        if len(content) <= self.room:
            self._kept[key] = content
        while self.taken > self.room:
            self._kept.popitem(last=False)


def accepts_gzip(header: str) -> bool:
    """Whether an ``Accept-Encoding`` header takes gzip: named, or meant by ``*``, and not at 0."""
    weights = {}
    for part in header.lower().split(","):
        coding, *parameters = (each.strip() for each in part.split(";"))
        weights[coding] = not any(_is_zero(parameter) for parameter in parameters)
    return weights.get("gzip", weights.get("x-gzip", weights.get("*", False)))


def _is_zero(parameter: str) -> bool:
    """``q=0``, however many noughts it is written with."""
    name, _, weight = parameter.partition("=")
    return name.strip() == "q" and weight.strip().strip("0") in ("", ".")


def _without(scope: Scope, name: bytes) -> list[tuple[bytes, bytes]]:
    return [each for each in scope["headers"] if each[0] != name]
