"""The measures of :mod:`web.measures` in Prometheus's form, at ``/metrics``, for who runs the site.

By itself they are told to programs on this machine that ask directly, and to nobody else:
``METRICS=10.0.0.0/8,192.168.1.7`` in the environment names further networks, ``METRICS=off`` not
even this machine. Who asks through a proxy is never told, whatever network the proxy is in: by a
header of its own every proxy says that somebody else is behind it. So where a proxy in front is
set up carelessly, strangers still find nothing here.
"""

import os
import sys
from collections.abc import Callable, Iterator
from functools import _lru_cache_wrapper, lru_cache
from ipaddress import ip_address, ip_network

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

import exports
from classrooms import StoreFault
from web import classrooms, measures, unknown
from web.keeping import NOT_KEPT
from web.starting import has_started

PATH = "/metrics"
SETTING = "METRICS"
EDITION = str(exports.VERSION)
_OFF = "off"
_ROOMS = ("costmodel", "content", "telling", "charts", "exports", "elements", "paper")
# What proxies add, one or the other, to what they pass on.
_OF_PROXIES = ("x-forwarded-for", "forwarded", "x-real-ip", "via", "x-forwarded-proto")
_THIS_MACHINE = ("127.0.0.0/8", "::1/128")


def networks() -> list:
    """The networks from which the measures may be asked for.

    Raises:
        ValueError: if the setting names what is no network.
    """
    given = os.environ.get(SETTING, "").strip()
    if given.lower() == _OFF:
        return []
    named = [each.strip() for each in given.split(",") if each.strip()]
    try:
        return [ip_network(each) for each in (*_THIS_MACHINE, *named)]
    except ValueError as fault:
        raise ValueError(
            f"{SETTING}={given!r} in the environment does not say who may ask for {PATH}; it must "
            f"look like 10.0.0.0/8,192.168.1.7, or {_OFF}"
        ) from fault


def may_ask(request: Request) -> bool:
    """Whether who asks does so directly, from a network that may."""
    if request.client is None or any(each in request.headers for each in _OF_PROXIES):
        return False
    try:
        asker = ip_address(request.client.host)
    except ValueError:
        return False
    # A server that listens for both kinds of address writes the older as one of the newer.
    asker = getattr(asker, "ipv4_mapped", None) or asker
    return any(asker in each for each in networks())


def metrics(request: Request) -> Response:
    """All measures, as text; for who may not ask there is nothing here, as at any other address."""
    if not may_ask(request):
        return unknown.document(request)
    write, kind = choose_encoder(request.headers.get("accept", ""))
    measures.READY.set(has_started(request.app))
    told = write(measures.REGISTRY)
    return Response(told, headers={**NOT_KEPT, "Content-Type": kind})


class _Asked(Collector):
    """What is not counted as it happens but looked up when somebody asks."""

    def describe(self) -> list:
        """Nothing: who registers this need not look everything up."""
        return []

    def collect(self) -> Iterator:
        """Caches, classes that are open, and what it is that runs."""
        yield InfoMetricFamily("explainer", "What runs here.", {"edition": EDITION})
        yield from _caches()
        yield from _classes()


def _caches() -> Iterator:
    named = ["cache"]
    hits = CounterMetricFamily("explainer_cache_hits", "Found in a cache.", labels=named)
    misses = CounterMetricFamily(
        "explainer_cache_misses", "Not found in a cache, and so made.", labels=named
    )
    sized = [*named, "unit"]
    taken = GaugeMetricFamily("explainer_cache_taken", "How full a cache is.", labels=sized)
    room = GaugeMetricFamily("explainer_cache_room", "How full it may become.", labels=sized)
    for name, cache in sorted(measures.CACHES.items()):
        hits.add_metric([name], cache.hits)
        misses.add_metric([name], cache.misses)
        taken.add_metric([name, cache.unit], cache.taken)
        room.add_metric([name, cache.unit], cache.room)
    for name, remembering in _remembering(len(sys.modules)):
        info = remembering()
        hits.add_metric([name], info.hits)
        misses.add_metric([name], info.misses)
        taken.add_metric([name, "answers"], info.currsize)
        room.add_metric([name, "answers"], info.maxsize)
    yield from (hits, misses, taken, room)


# As long as no module is imported besides.
@lru_cache(maxsize=1)
def _remembering(_modules: int) -> list[tuple[str, Callable]]:
    """The functions of the rooms further in that remember so many answers, and what tells of it.

    These rooms know nothing of measures: Python's own bookkeeping is read.
    """
    return sorted(
        (f"{name}.{each.__name__}", each.cache_info)
        for name, module in tuple(sys.modules.items())
        if name.partition(".")[0] in _ROOMS
        for each in vars(module).values()
        if (type(each) is _lru_cache_wrapper or "cache_info" in getattr(each, "__dict__", ()))
        and each.__module__ == name
        and each.cache_info().maxsize is not None
    )


def _classes() -> Iterator:
    try:
        open_now = classrooms.open_now()
    except StoreFault:
        open_now = None
    up = GaugeMetricFamily("explainer_store_up", "Whether the store of classes answers.")
    up.add_metric([], open_now is not None)
    yield up
    if open_now is not None:
        classes = GaugeMetricFamily(
            "explainer_classes_open", "Classes that are open in the store, whoever opened them."
        )
        classes.add_metric([], open_now)
        yield classes


measures.REGISTRY.register(_Asked())

ROUTES = (Route(PATH, metrics),)
