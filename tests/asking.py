"""One request as it stands: no redirect is followed, no path tidied, no body decoded."""

import gzip
import http.client
from dataclasses import dataclass
from email.message import Message
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Answer:
    """What came back, headers as they were sent."""

    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        """The body as text, uncompressed."""
        packed = self.headers["content-encoding"] == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode()


def ask(site: str, path: str, method: str = "GET", **headers: str) -> Answer:
    """Send one request for ``path``; ``if_none_match="x"`` is the header ``if-none-match: x``."""
    parts = urlsplit(site)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.netloc, timeout=20)
    try:
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        skipped = {"skip_host": "host" in named, "skip_accept_encoding": True}
        connection.putrequest(method, path, **skipped)
        for name, text in named.items():
            connection.putheader(name, text)
        connection.endheaders()
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read())
    finally:
        connection.close()


def same_as_get(site: str, path: str, **headers: str) -> None:
    """Hold that HEAD says of this path what GET says, and sends no body."""
    whole, head = ask(site, path, **headers), ask(site, path, "HEAD", **headers)
    assert head.body == b""
    assert head.status == whole.status
    assert said(head) == said(whole)
    assert whole.headers["content-length"] == str(len(whole.body))


def said(answer: Answer) -> list[tuple[str, str]]:
    """The headers of an answer, without the time of day."""
    return sorted((name, text) for name, text in answer.headers.items() if name.lower() != "date")
