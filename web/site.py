"""The public address of the site: a setting, and never what a request claims.

``SITE_ADDRESS=https://example.org`` in the environment names it. Whoever sends a
request also chooses its ``Host`` and ``X-Forwarded-…``: believed, a stranger's host
name would reach canonical links, preview cards and the site map, and with them every
cache that holds those.
"""

import logging
import os
import re

from starlette.requests import Request

SETTING = "SITE_ADDRESS"

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_PORT = r"(?::\d{1,5})?"
_PUBLIC = re.compile(
    rf"https?://(?:{_LABEL}(?:\.{_LABEL})*|\[[0-9a-f:.]{{2,45}}\]){_PORT}", re.ASCII
)
# Nobody but whoever sits at this machine reaches a server by these names.
_THIS_MACHINE = re.compile(rf"(?:localhost|127\.0\.0\.1|\[::1\]){_PORT}", re.ASCII)


def public_address() -> str | None:
    """The configured address, ``https://example.org``, without a slash; None if none is set.

    Raises:
        ValueError: if the setting is not the address of a site: scheme and host, perhaps a
            port, and nothing behind them.
    """
    given = os.environ.get(SETTING, "").strip()
    if not given:
        return None
    address = given.lower().removesuffix("/")
    if not _PUBLIC.fullmatch(address):
        raise ValueError(
            f"{SETTING}={given!r} in the environment is not the address of a site; "
            f"it must look like https://example.org"
        )
    return address


def is_this_machine(host: str) -> bool:
    """Whether a ``Host``, written small, is the machine's own name for itself."""
    return _THIS_MACHINE.fullmatch(host) is not None


def address_of(request: Request) -> str:
    """The address that everything on the site begins with, without a slash.

    The public address where it is set. Without it a developer's own machine is known by
    its name; for any other host the answer is empty, so that what is put together with it
    becomes a path, ``/claim``, and what needs a whole address must be left out.
    """
    configured = public_address()
    if configured is not None:
        return configured
    host = request.headers.get("host", "").lower()
    # The scheme is not asked for: behind a proxy on the same machine the server believes
    # X-Forwarded-Proto.
    return f"http://{host}" if is_this_machine(host) else ""


def announce() -> None:
    """At the start, refuse a setting that is no address, and warn where there is none.

    Raises:
        ValueError: see :func:`public_address`.
    """
    if public_address() is None:
        logging.getLogger(__name__).warning(
            "%s is not set: no cards, no site map, and canonical links without a host.", SETTING
        )
