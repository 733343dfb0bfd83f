"""A real nginx before replicas of the site, found or fetched: ``python -m tests.proxy``."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from websockets.sync.client import connect

from tests import debian
from tests.ports import free_port, wait_for

# Debian keeps it where not everybody's PATH leads.
_FOLDERS = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"))
_SECONDS_TO_START = 20
_SECONDS_TO_NOTE = 5

_DEPLOYED = Path(__file__).resolve().parent.parent / "deploy" / "nginx"

# What stands round it on a machine, and here in a folder.
_MAIN = """
daemon off;
pid {folder}/pid;
error_log {folder}/error.log warn;
worker_processes 1;
worker_rlimit_nofile 8192;
events {{ worker_connections 4096; }}
http {{
  default_type application/octet-stream;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  include explainer.conf;
}}
"""
_LIMIT = re.compile(r"^ *limit_(?:req|conn) .*\n", re.MULTILINE)
_REPLICA = re.compile(r"    server 127\.0\.0\.1:\d+ (.*);\n(?:    server .*;\n)*")


@dataclass(frozen=True)
class Proxy:
    """A running nginx: where it answers, and what it has noted of its answers and of failures."""

    address: str
    folder: Path

    def noted(self) -> list[list[str]]:
        """What stands in its log of answers, word by word; the last word is who answered."""
        text = (self.folder / "answers.log").read_text(encoding="utf-8")
        return [line.split(" ") for line in text.splitlines()]

    def serving(self, cookies: Sequence[Mapping[str, str]]) -> str:
        """The address of the replica that serves a browser's line: who another such line leads to.

        ``cookies`` are all that the browser has.
        """
        [cookie] = [each["value"] for each in cookies if each["name"] == "replica"]
        [address] = self.lines(1, cookie)
        return address

    def lines(self, number: int, cookie: str | None) -> list[str]:
        """By which replicas so many lines are answered, each closed before the next is opened.

        Raises:
            TimeoutError: if the proxy did not note one of them.
        """
        before = len(self._noted_lines())
        headers = {"Cookie": f"replica={cookie}"} if cookie else {}
        for _ in range(number):
            line = self.address.replace("http", "ws") + "/_stcore/stream"
            with connect(line, subprotocols=["streamlit"], additional_headers=headers):
                pass
        deadline = time.monotonic() + _SECONDS_TO_NOTE
        while len(noted := self._noted_lines()) < before + number:
            if time.monotonic() > deadline:
                raise TimeoutError("the proxy did not note the lines")
            time.sleep(0.05)
        return noted[before:]

    def _noted_lines(self) -> list[str]:
        return [f"http://{each[-1]}" for each in self.noted() if each[2] == "/_stcore/stream"]


def found() -> str | None:
    """The path of an installed nginx."""
    return shutil.which("nginx", path=_FOLDERS)


def fetch() -> None:
    """Install Debian's.

    Raises:
        SystemExit: where that is not allowed, saying what is needed.
    """
    debian.install("nginx-light", wanted="nginx")


@contextmanager
def running(replicas: Sequence[str], scheme: str = "http", limits: bool = True) -> Iterator[Proxy]:
    """An nginx with the configuration of ``deploy/`` before replicas at these addresses.

    ``scheme`` is what it says its readers speak with it. Without ``limits`` one address may ask for
    as much as a thousand readers do.

    Raises:
        RuntimeError: if there is none, or it does not start.
    """
    if not (server := found()):
        raise RuntimeError("no nginx: python -m tests.proxy installs one")
    port = free_port()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # Its workers are nobody, and keep copies here.
        folder.chmod(0o755)
        (folder / "copies").mkdir(mode=0o777)
        configure(folder, port, replicas, scheme, limits)
        command = [server, "-p", name, "-c", str(folder / "nginx.conf")]
        with subprocess.Popen(command) as process:
            try:
                wait_for(process, lambda: _listens(port), _SECONDS_TO_START)
                yield Proxy(f"http://127.0.0.1:{port}", folder)
            finally:
                # Told to end and not killed, it takes its workers with it.
                process.terminate()
                process.wait()


def configure(folder: Path, port: int, replicas: Sequence[str], scheme: str, limits: bool) -> None:
    """Write what nginx reads: the files of ``deploy/``, at home in this folder."""
    (folder / "explainer").mkdir()
    (folder / "nginx.conf").write_text(_MAIN.format(folder=folder))
    site = (_DEPLOYED / "explainer.conf").read_text()
    site = site.replace("Proto $scheme;", f"Proto {scheme};")
    if not limits:
        site = _LIMIT.sub("", site)
    (folder / "explainer.conf").write_text(site)
    where = (_DEPLOYED / "explainer" / "replicas.conf").read_text()
    servers = "".join(f"    server {urlsplit(each).netloc} \\1;\n" for each in replicas)
    where = _REPLICA.sub(servers, where).replace("/var/cache/nginx/explainer", f"{folder}/copies")
    (folder / "explainer" / "replicas.conf").write_text(where)
    listen = f"listen 127.0.0.1:{port};\naccess_log {folder}/answers.log without_readers;\n"
    (folder / "explainer" / "listen.conf").write_text(listen)


def _listens(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


if __name__ == "__main__":
    if not found():
        fetch()
    sys.stdout.write(f"proxy for the tests: {found()}\n")
