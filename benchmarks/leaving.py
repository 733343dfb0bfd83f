"""How long one waits for what one takes along: for numbers nobody has asked for, and again."""

import http.client
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from urllib.parse import urlsplit

# By its name, where it is had.
_ADDRESSES = {
    **{f"a chart as {each.upper()}": f"/chart/ladder.{each}" for each in ("png", "svg", "csv")},
    "a chart with all of it as ZIP": "/chart/ladder.zip",
    "a link's preview": "/card/claim.png",
    "a workbook": "/scenario.xlsx",
    "an embedded figure": "/embed/tco",
}


@dataclass(frozen=True)
class Had:
    """Milliseconds until all of it has come: made anew, and kept; and its bytes."""

    anew: float
    kept: float
    size: int


def had(site: str, repetitions: int) -> Iterator[tuple[str, Had]]:
    """Each thing that can be taken along, by its name."""
    host = urlsplit(site).netloc
    steps = count(1)
    for name, path in _ADDRESSES.items():
        anew, kept, size = [], [], 0
        connection = http.client.HTTPConnection(host)
        for _ in range(repetitions + 1):
            address = f"{path}?lang=en&rental_rate={2 + next(steps) / 100_000}"
            taken, size = _milliseconds(connection, address)
            anew.append(taken)
            kept.append(_milliseconds(connection, address)[0])
        connection.close()
        # The first of each kind finds nothing ready.
        yield name, Had(statistics.median(anew[1:]), statistics.median(kept[1:]), size)


def _milliseconds(connection: http.client.HTTPConnection, address: str) -> tuple[float, int]:
    begin = time.perf_counter()
    connection.request("GET", address)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{address}: {answer.status}")
    return (time.perf_counter() - begin) * 1000, len(body)
