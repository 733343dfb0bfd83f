"""A real Valkey or Redis server, found or fetched: ``python -m tests.store``."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from redis import Redis
from redis.exceptions import RedisError

from tests import debian
from tests.ports import free_port, wait_for

_NAMES = ("valkey-server", "redis-server")
_SECONDS_TO_START = 20


def found() -> str | None:
    """The path of an installed server; ``ROOMS_SERVER`` in the environment comes first."""
    return os.environ.get("ROOMS_SERVER") or next(filter(None, map(shutil.which, _NAMES)), None)


def fetch() -> None:
    """Install Debian's: Valkey where there is a package, else Redis.

    Raises:
        SystemExit: where that is not allowed, saying what is needed.
    """
    debian.install(*_NAMES, wanted=", ".join(_NAMES))


@contextmanager
def running(port: int | None = None) -> Iterator[tuple[str, subprocess.Popen]]:
    """A server that keeps nothing on disk: its address, and its process.

    Raises:
        RuntimeError: if there is none, or it does not start.
    """
    if not (server := found()):
        raise RuntimeError("no Valkey or Redis server: python -m tests.store installs one")
    if port is None:
        port = free_port()
    command = [
        server,
        "--port",
        str(port),
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--appendonly",
        "no",
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            wait_for(process, lambda: _answers(port), _SECONDS_TO_START)
            yield f"valkey://127.0.0.1:{port}/0", process
        finally:
            process.kill()


def _answers(port: int) -> bool:
    try:
        return bool(Redis(port=port, socket_timeout=1).ping())
    except RedisError:
        return False


if __name__ == "__main__":
    if not found():
        fetch()
    sys.stdout.write(f"server of classrooms for the tests: {found()}\n")
