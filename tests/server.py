"""A real server of the application, as ``streamlit run app.py`` starts it."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.ports import free_port

ROOT = Path(__file__).resolve().parent.parent
_SECONDS_TO_START = 240
# What the application is made of.
TREE = (
    "app.py",
    "textfiles",
    "data",
    "costmodel",
    "telling",
    "charts",
    "content",
    "exports",
    "classrooms",
    "web",
    "elements",
    "paper",
    "ui",
    "pages",
    "static",
    "deploy",
    ".streamlit",
    "LICENSE",
)

# Options for another application started here: this one's settings say otherwise of these.
AS_IT_SHIPS = ("--runner.postScriptGC=true",)

# Executes a script the way a host does that does not look for an application in it.
_AS_A_SCRIPT = """
import sys
from streamlit import config
from streamlit.web import bootstrap
config.set_option("server.port", int(sys.argv[1]))
config.set_option("server.address", "127.0.0.1")
bootstrap.run("app.py", False, [], {})
"""


@dataclass(frozen=True)
class Server:
    """A running server: where it answers, which process it is, and what it has said so far."""

    address: str
    process: int
    said: Callable[[], str]


def copied_to(folder: Path) -> None:
    """Copy the application into a folder, to be changed there."""
    for name in TREE:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)


def command(port: int, script: str = "app.py", options: Sequence[str] = ()) -> list[str]:
    """The command that starts a ``script`` where it stands, with Streamlit's ``options``."""
    streamlit = [sys.executable, "-m", "streamlit", "run", script]
    return [*streamlit, f"--server.port={port}", "--server.address=127.0.0.1", *options]


@contextmanager
def running(
    script: str = "app.py",
    as_a_script: bool = False,
    options: Sequence[str] = (),
    folder: Path = ROOT,
    environment: Mapping[str, str] | None = None,
    under: Sequence[str] = (),
    port: int | None = None,
    behind_a_proxy: bool = False,
) -> Iterator[Server]:
    """Start a fresh server of a ``script`` in ``folder``, with Streamlit's ``options``.

    ``environment`` is all that it has of one, else ours. ``under`` is a command that makes itself
    into the server, in other circumstances, and ``port`` one that is known to be free.
    ``behind_a_proxy`` it is started as one of several replicas. It is stopped in the end.

    Raises:
        RuntimeError: with the server's own words, if it does not come up.
    """
    port = port or free_port()
    if as_a_script:
        started = [sys.executable, "-c", _AS_A_SCRIPT, str(port)]
    elif behind_a_proxy:
        started = [sys.executable, "-m", "deploy.serve", f"--port={port}"]
    else:
        started = command(port, script, options)
    # A file and not a pipe: nobody reads along, and a full pipe would stop the server.
    with (
        tempfile.TemporaryFile("w+") as log,
        subprocess.Popen(
            [*under, *started],
            cwd=folder,
            stdout=log,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment,
        ) as process,
    ):

        def said() -> str:
            # From the beginning, without moving the place where the server writes.
            size = os.fstat(log.fileno()).st_size
            return os.pread(log.fileno(), size, 0).decode(errors="replace")

        try:
            address = f"http://127.0.0.1:{port}"
            deadline = time.monotonic() + _SECONDS_TO_START
            while not _answers(f"{address}/_stcore/health"):
                if process.poll() is not None or time.monotonic() > deadline:
                    process.kill()
                    raise RuntimeError(f"the server did not start:\n{said()}")
                time.sleep(0.1)
            yield Server(address, process.pid, said)
        finally:
            # Asked politely, it would wait for browsers that are still connected.
            process.kill()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=1) as answer:
            return answer.status == 200
    except OSError:
        return False
