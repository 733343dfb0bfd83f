"""Headers that tell a browser what a page of this site never does; every answer has them.

A page loads nothing from another host. So whatever somebody might smuggle into one, by a
fault that nobody has found yet, can neither come from elsewhere nor send anything there.
"""

import base64
import hashlib
import os
import re
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FRAMES_SETTING = "FRAME_ANCESTORS"
# The story may be shown inside an article: ``embed=true`` is made for that.
_ANYBODY = "*"
_SOURCE = r"(?:\*|'self'|'none'|https?:|(?:https?://)?(?:\*\.)?[a-z0-9.-]+(?::(?:\d{1,5}|\*))?)"
_SOURCES = re.compile(rf"{_SOURCE}(?: +{_SOURCE})*", re.ASCII)

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_HOST = re.compile(r"[a-z0-9_.\[\]:-]+", re.ASCII)

_NEVER_ASKED_FOR = (
    *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer"),
    *("microphone", "midi", "payment", "serial", "usb"),
)
_STARTS = ("http.response.start", "websocket.http.response.start")
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    # A link carries a reader's scenario; another site learns from where, not what.
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in _NEVER_ASKED_FOR),
}


class Protection:
    """Middleware that puts these headers on every answer.

    ``document`` is the file of the document that Streamlit serves: the scripts written
    in it may run, as they stand there.

    Raises:
        ValueError: if the setting of who may frame a page is not a list of sources.
    """

    def __init__(self, app: ASGIApp, document: Path) -> None:
        self.app = app
        scripts = _SCRIPT.findall(document.read_text(encoding="utf-8"))
        self.policy = policy(map(_fingerprint, scripts), frame_ancestors())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, and complete the headers of the answer."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        host = Headers(scope=scope).get("host", "").lower()
        # Of a websocket to where the page came from, not every browser thinks as of 'self'.
        sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""

        async def completed(message: Message) -> None:
            if message["type"] in _STARTS:
                headers = MutableHeaders(scope=message)
                for name, value in ALWAYS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Content-Security-Policy", self.policy.format(sockets=sockets))
            await send(message)

        await self.app(scope, receive, completed)


def policy(scripts: object, ancestors: str) -> str:
    """What a page may load and from where, with why; ``{sockets}`` is left to be filled in."""
    rules = {
        # Whatever is not named below: nothing comes from another host.
        "default-src": "'self'",
        # Streamlit makes a script of ours into a file of the browser's own, a blob; its
        # large whole numbers are computed by a few lines of WebAssembly.
        "script-src": " ".join(["'self'", "'wasm-unsafe-eval'", "blob:", *scripts]),
        # Streamlit's styles are made while it runs, and charts and paper have theirs in the markup.
        # A style can neither run nor, with what follows, send anything elsewhere.
        "style-src": "'self' 'unsafe-inline'",
        # Beside our files: the signs of Streamlit's controls stand in its styles.
        "img-src": "'self' data:",
        # Streamlit's own styles hold a font of a few signs.
        "font-src": "'self' data:",
        # The live page is one websocket; what a slider looks up comes from here.
        "connect-src": "'self'{sockets}",
        # No plug-ins; no other address for relative links; forms of a class are sent here alone.
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        # Who may show a page inside theirs: a setting.
        "frame-ancestors": ancestors,
    }
    return "; ".join(f"{name} {sources}" for name, sources in rules.items())


def frame_ancestors() -> str:
    """The sites that may show a page inside theirs, as the setting names them; else all.

    Raises:
        ValueError: if the setting is not a list of sources.
    """
    given = os.environ.get(FRAMES_SETTING, "").strip() or _ANYBODY
    if not _SOURCES.fullmatch(given.lower()):
        raise ValueError(
            f"{FRAMES_SETTING}={given!r} in the environment does not say who may show a page "
            "inside theirs; it must look like 'self' https://example.org, or *"
        )
    return given


def _fingerprint(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
