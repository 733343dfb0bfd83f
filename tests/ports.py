"""What every server that tests start needs: a port nobody listens on, and patience."""

import socket
import subprocess
import time
from collections.abc import Callable


def free_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def wait_for(process: subprocess.Popen, answers: Callable[[], bool], seconds: float) -> None:
    """Wait until a server that has been started answers.

    Raises:
        RuntimeError: if it has ended, or does not answer in so many seconds.
    """
    deadline = time.monotonic() + seconds
    while not answers():
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"{process.args[0]} did not start")
        time.sleep(0.05)
