"""Whether the application has started, and in which words it says that it could not."""

from starlette.applications import Starlette
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Starting:
    """Middleware that follows the start of the application it stands round.

    A start that fails by an error with ``faults`` is told in the error's own words:
    Starlette would give the server a traceback, at whose end they are lost.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; remember a start that succeeds, retell one that does not."""
        if scope["type"] != "lifespan":
            await self.app(scope, receive, send)
            return
        failed: Message | None = None

        async def follow(message: Message) -> None:
            nonlocal failed
            if message["type"] == "lifespan.startup.failed":
                failed = message
                return
            if message["type"] == "lifespan.startup.complete":
                scope["app"].state.has_started = True
            await send(message)

        try:
            await self.app(scope, receive, follow)
        except BaseException as error:
            if failed:
                told = str(error) if hasattr(error, "faults") else failed.get("message", "")
                await send({**failed, "message": told})
            raise


def has_started(app: Starlette) -> bool:
    """Whether the start is over and nothing was wrong."""
    return getattr(app.state, "has_started", False)
