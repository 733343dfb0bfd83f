"""A real nginx before replicas of the site, found or fetched: ``python -m tests.proxy``."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tests import debian
from tests.ports import free_port, wait_for

# Debian keeps it where not everybody's PATH leads.
_FOLDERS = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"))
_SECONDS_TO_START = 20

# Who has a cookie of Streamlit's or of a class stays with a replica as long as that lives; what
# one of them cannot answer is asked of another. All else of nginx's is as it comes.
_CONFIGURATION = """
daemon off;
pid {folder}/pid;
error_log stderr warn;
worker_processes 1;
events {{ worker_connections 512; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  map $http_upgrade $connection_upgrade {{ default upgrade; "" close; }}
  upstream replicas {{ {replicas} }}
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://replicas;
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto {scheme};
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_upgrade;
      proxy_read_timeout 60s;
    }}
  }}
}}
"""


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
def running(replicas: Sequence[str], scheme: str = "http") -> Iterator[str]:
    """The address of an nginx that shares its readers out among these addresses.

    ``scheme`` is what it says its readers speak with it.

    Raises:
        RuntimeError: if there is none, or it does not start.
    """
    if not (server := found()):
        raise RuntimeError("no nginx: python -m tests.proxy installs one")
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "nginx.conf"
        names = " ".join(f"server {urlsplit(each).netloc};" for each in replicas)
        path.write_text(
            _CONFIGURATION.format(folder=folder, port=port, replicas=names, scheme=scheme)
        )
        with subprocess.Popen([server, "-p", folder, "-c", str(path)]) as process:
            try:
                wait_for(process, lambda: _listens(port), _SECONDS_TO_START)
                yield f"http://127.0.0.1:{port}"
            finally:
                # Told to end and not killed, it takes its workers with it.
                process.terminate()
                process.wait()


def _listens(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


if __name__ == "__main__":
    if not found():
        fetch()
    sys.stdout.write(f"proxy for the tests: {found()}\n")
