"""Every answer is counted on its way out, and one that should not have happened is told."""

import time

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web import events, measures
from web.keeping import NOT_KEPT
from web.paths import KINDS, SOCKET, kind_of

# From here on somebody has waited.
_SLOW_SECONDS = 1.0
_GIVEN_UP = 0

for _kind in KINDS:
    measures.ANSWER_SECONDS.labels(_kind)


class Measured:
    """Middleware that counts answers, their time and bytes, and readers, by kind of address.

    It stands outside of all others, and counts what they refuse too.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, and note what becomes of it."""
        if scope["type"] == "http":
            with measures.faults_counted():
                await self._answered(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._connected(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _answered(self, scope: Scope, receive: Receive, send: Send) -> None:
        kind, begun, status = kind_of(scope["path"]), time.perf_counter(), _GIVEN_UP
        sent = measures.SENT.labels(kind)

        async def counted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            elif message["type"] == "http.response.body" and scope["method"] != "HEAD":
                sent.inc(len(message.get("body", b"")))
            await send(message)

        try:
            await self.app(scope, receive, counted)
        finally:
            seconds = time.perf_counter() - begun
            measures.ANSWERS.labels(kind, str(status)).inc()
            measures.ANSWER_SECONDS.labels(kind).observe(seconds)
            if status >= 400:
                events.tell_seldom("refused", {"kind": kind, "status": status})
            if seconds > _SLOW_SECONDS:
                events.tell_seldom("slow answer", {"kind": kind}, seconds=round(seconds, 3))

    async def _connected(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_open = False

        async def counted(message: Message) -> None:
            nonlocal is_open
            match message["type"]:
                case "websocket.accept":
                    is_open = True
                    measures.READERS.inc()
                case "websocket.send":
                    data = message.get("bytes") or (message.get("text") or "").encode()
                    measures.SENT.labels(SOCKET).inc(len(data))
                case "websocket.http.response.start":
                    status = message["status"]
                    measures.ANSWERS.labels(SOCKET, str(status)).inc()
                    events.tell_seldom("refused", {"kind": SOCKET, "status": status})
            await send(message)

        try:
            await self.app(scope, receive, counted)
        finally:
            if is_open:
                measures.READERS.dec()


class Failing:
    """Middleware that answers 500 in a sentence where anything further in fails.

    Outside of the others Starlette would answer, without their headers, and the server would
    log the error with its message.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; tell of a failure, and answer if nobody has begun to."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        has_begun = False

        async def noted(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self.app(scope, receive, noted)
        except Exception as error:
            measures.FAILURES.labels(measures.ADDRESS).inc()
            told = events.failure(error)
            events.tell("failed", events.ERROR, where=kind_of(scope["path"]), **told)
            if has_begun:
                # The rest never comes; whoever waits for it is cut off.
                raise
            sentence = "Something went wrong here, and was noted. Nothing of yours is lost.\n"
            refusal = PlainTextResponse(sentence, 500, NOT_KEPT)
            await refusal(scope, receive, send)
