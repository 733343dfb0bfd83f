"""A real nginx that keeps what answers say may be kept, and nothing else: the least there can be.

What it keeps and gives is what the answers' own headers allow, so it stands for any proxy.
"""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tests import proxy
from tests.ports import free_port, wait_for

_SECONDS_TO_START = 20
_CONFIGURATION = """
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
worker_processes 1;
events {{ worker_connections 512; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  proxy_cache_path {folder}/kept keys_zone=answers:4m inactive=1d;
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://{site};
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_cache answers;
      proxy_cache_key $http_host$request_uri;
      proxy_cache_use_stale error timeout;
      add_header X-Cache-Status $upstream_cache_status always;
      {fresh_for}
    }}
  }}
}}
"""
# It asks again after so many seconds, whatever an answer says.
_FRESH_FOR = "proxy_ignore_headers Cache-Control Expires; proxy_cache_valid 200 {seconds}s;"


@contextmanager
def running(site: str, fresh_for: int | None = None) -> Iterator[str]:
    """The address of one before this site.

    To it what it keeps is fresh ``fresh_for`` so many seconds, or for as long as it is told.

    Raises:
        RuntimeError: if there is no nginx, or it does not start.
    """
    if not (server := proxy.found()):
        raise RuntimeError("no nginx: python -m tests.proxy installs one")
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        # Started by root, its workers are nobody, and keep what they keep in here.
        Path(folder).chmod(0o755)
        path = Path(folder) / "nginx.conf"
        seconds = "" if fresh_for is None else _FRESH_FOR.format(seconds=fresh_for)
        names = {"folder": folder, "port": port, "site": urlsplit(site).netloc}
        path.write_text(_CONFIGURATION.format(**names, fresh_for=seconds))
        with subprocess.Popen([server, "-p", folder, "-c", str(path)]) as process:
            try:
                wait_for(process, lambda: proxy._listens(port), _SECONDS_TO_START)
                yield f"http://127.0.0.1:{port}"
            finally:
                # Told to end and not killed, it takes its workers with it.
                process.terminate()
                process.wait()
