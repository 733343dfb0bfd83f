"""How long the server takes for a page on paper, made anew and kept, and how large it is."""

import gc
import gzip
import statistics
import time
from dataclasses import dataclass

from content import PAGES
from exports import Link
from web import papers

_LANGUAGE = "en"
# A number that no reader has changed to: nothing of it is remembered.
_ASSUMPTION = "rental_rate"


@dataclass(frozen=True)
class Made:
    """A page on paper: milliseconds to make it anew and to find it again, bytes as sent and plain.

    Its charts are not counted: they are fetched by themselves.
    """

    anew: float
    kept: float
    sent: int
    plain: int


def made(repetitions: int) -> dict[str, Made]:
    """Every page, each time for a scenario nobody has asked for, as a server that is warm."""
    for page in PAGES:
        papers.paper(page, Link(), _LANGUAGE)
    # As the server does it: the collector would visit every object of every package each time.
    gc.collect()
    gc.freeze()
    try:
        return {page: _made(page, number, repetitions) for number, page in enumerate(PAGES)}
    finally:
        gc.unfreeze()


def _made(page: str, number: int, repetitions: int) -> Made:
    anew, kept, html = [], [], ""
    for repetition in range(repetitions):
        value = 2 + (1 + number * repetitions + repetition) / 100_000
        link = Link(changes={_ASSUMPTION: value})
        begin = time.process_time()
        html = papers.paper(page, link, _LANGUAGE)
        anew.append(time.process_time() - begin)
        begin = time.process_time()
        papers.paper(page, link, _LANGUAGE)
        kept.append(time.process_time() - begin)
    text = html.encode()
    return Made(
        1000 * statistics.median(anew),
        1000 * statistics.median(kept),
        len(gzip.compress(text)),
        len(text),
    )
