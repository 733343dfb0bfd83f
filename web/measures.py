"""What is measured of the running application, for whoever runs it: numbers and kinds, no reader.

Nothing here holds an address, a link, a number of a reader's or what somebody typed. Every label is
one of few words that stand in this code, so that no stranger's request can make more of them.
"""

from collections.abc import Iterable, Iterator, Sized
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol, get_args

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
)

from costmodel import Reason
from web import events

# When each counter was begun says nothing that the process's own start does not.
disable_created_metrics()
# Of our own: what libraries measure of themselves in the common one is not ours to tell.
REGISTRY = CollectorRegistry()
# Memory, processor time, open files and start of this process, under the names all programs use.
ProcessCollector(registry=REGISTRY)

# A tenth of a second is felt, a whole one is waited for, and after ten a reader has left.
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

READY = Gauge("explainer_ready", "Whether every page was drawn once.", registry=REGISTRY)
READERS = Gauge(
    "explainer_readers", "Readers now: live pages, each with a websocket.", registry=REGISTRY
)
SESSIONS = Counter(
    "explainer_sessions", "Sessions that began: pages opened live.", registry=REGISTRY
)
CHANGES = Counter(
    "explainer_changes",
    "Entries of readers that were heard, by what became of them.",
    ["outcome"],
    registry=REGISTRY,
)
RUNS = Histogram(
    "explainer_run_seconds",
    "How long live pages took to be drawn, waiting for a turn included, by what for.",
    ["occasion"],
    buckets=_SECONDS,
    registry=REGISTRY,
)
WAITING = Gauge(
    "explainer_in_line",
    "Runs that have their turn or wait for it, by the line they stand in.",
    ["line"],
    registry=REGISTRY,
)
ANSWERS = Counter(
    "explainer_answers",
    "Plain answers by kind of address and status; status 0 was given up by who asked.",
    ["kind", "status"],
    registry=REGISTRY,
)
ANSWER_SECONDS = Histogram(
    "explainer_answer_seconds",
    "How long plain answers took, by kind of address.",
    ["kind"],
    buckets=_SECONDS,
    registry=REGISTRY,
)
SENT = Counter(
    "explainer_sent_bytes",
    "Bytes sent, compressed as they were and without headers, by kind of address.",
    ["kind"],
    registry=REGISTRY,
)
LINK_FAULTS = Counter(
    "explainer_link_faults",
    "Parts of links that could not be used, each once a request or session, by kind.",
    ["fault", "read_by"],
    registry=REGISTRY,
)
FAILURES = Counter(
    "explainer_failures",
    "What should never happen, by where: a live page, a page on paper, an address.",
    ["where"],
    registry=REGISTRY,
)
CLASSES = Counter("explainer_classes", "Classes that were opened here.", registry=REGISTRY)
GUESSES = Counter("explainer_guesses", "Guesses that were taken here.", registry=REGISTRY)
STORE_FAULTS = Counter(
    "explainer_store_faults",
    "How often the store of classes did not answer a reader.",
    registry=REGISTRY,
)

PAGE, PAPER, ADDRESS = "page", "paper", "address"
SESSION = "session"
COUNTED, REFUSED, DOUBTFUL = "counted", "refused", "doubtful"
OPENING, CHANGE, LOOK = "opening", "change", "look"

# What has not happened yet is told as nought: so its first time is seen as a rise.
for _fault in get_args(Reason):
    for _reader in (ADDRESS, SESSION):
        LINK_FAULTS.labels(_fault, _reader)
for _where in (PAGE, PAPER, ADDRESS):
    FAILURES.labels(_where)
for _outcome in (COUNTED, REFUSED, DOUBTFUL):
    CHANGES.labels(_outcome)
for _occasion in (OPENING, CHANGE, LOOK):
    RUNS.labels(_occasion)


class Cache(Protocol):
    """What is watched of things made once and kept.

    ``hits`` and ``misses`` since the start; how much of its ``room`` is ``taken``, both in the
    cache's own ``unit``.
    """

    hits: int
    misses: int
    room: int
    unit: str

    @property
    def taken(self) -> int:
        """How much is taken."""


# By the name each is told under.
CACHES: dict[str, Cache] = {}

_FOUND: ContextVar[set[tuple[str, str]] | None] = ContextVar("found", default=None)


@contextmanager
def faults_counted() -> Iterator[None]:
    """Count what :func:`note` is told inside, each fault once: some links are read twice."""
    found: set[tuple[str, str]] = set()
    token = _FOUND.set(found)
    try:
        yield
    finally:
        _FOUND.reset(token)
        for reason, _ in found:
            LINK_FAULTS.labels(reason, ADDRESS).inc()


def note(faults: Iterable) -> None:
    """What could not be used of a request's link; nothing outside of a request."""
    if (found := _FOUND.get()) is not None:
        found.update((fault.reason, fault.id) for fault in faults)


def watch_line(name: str, line: Sized) -> None:
    """Tell how long this line of runs is, whenever somebody asks."""
    WAITING.labels(name).set_function(lambda: len(line))


class Sessions:
    """Counts what goes on in sessions: a watcher, see ``ui.state.watching``."""

    def began(self, faults: Iterable[str]) -> None:
        """A session began, with these reasons why parts of its address could not be used."""
        SESSIONS.inc()
        for reason in faults:
            LINK_FAULTS.labels(reason, SESSION).inc()

    def heard(self, outcome: str) -> None:
        """An entry was heard, and counted, was refused or doubtful."""
        CHANGES.labels(outcome).inc()

    def drawn(self, occasion: str, seconds: float) -> None:
        """A page was drawn."""
        RUNS.labels(occasion).observe(seconds)

    def failed(self, page: str, error: Exception) -> None:
        """A page failed."""
        FAILURES.labels(PAGE).inc()
        events.tell("failed", events.ERROR, where=PAGE, page=page, **events.failure(error))
