"""What the readers come to: one replica, or several behind a proxy, and what these use up."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import psutil

from tests import proxy, server

# Streamlit keeps the session of a reader who has left for two minutes. Here it is so many seconds,
# so that one need not wait for what is left of them.
SECONDS_KEPT = 10
_OURS, _BARE = "ours", "the bare one"
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Site:
    """Replicas of an application, and the address at which their readers find them."""

    name: str
    address: str
    replicas: tuple[psutil.Process, ...]
    proxies: tuple[psutil.Process, ...] = ()

    def processor(self) -> float:
        """The seconds of processor time all replicas have used so far."""
        return sum(map(_used, self.replicas))

    def processor_of_proxy(self) -> float:
        """The same of what stands before them."""
        return sum(map(_used, self.proxies))

    def memory(self) -> float:
        """What all replicas together keep for themselves alone, in MB."""
        return sum(each.memory_full_info().uss for each in self.replicas) / _MEGABYTE


def _used(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


@contextmanager
def running(script: str, replicas: int) -> Iterator[Site]:
    """Replicas of the application in ``script``; more than one stand behind a proxy.

    Raises:
        RuntimeError: if one of them does not start.
    """
    ours = script == "app.py"
    options = [f"--server.disconnectedSessionTTL={SECONDS_KEPT}"]
    if not ours:
        options += server.AS_IT_SHIPS
    with ExitStack() as stack:
        started = [
            stack.enter_context(server.running(script, options=options)) for _ in range(replicas)
        ]
        processes = tuple(psutil.Process(each.process) for each in started)
        addresses = [each.address for each in started]
        if replicas == 1:
            yield Site(_OURS if ours else _BARE, addresses[0], processes)
        else:
            address, proxies = stack.enter_context(behind_a_proxy(addresses))
            yield Site(_OURS if ours else _BARE, address, processes, proxies)


@contextmanager
def behind_a_proxy(
    replicas: Sequence[str],
) -> Iterator[tuple[str, tuple[psutil.Process, ...]]]:
    """The address of a proxy before these replicas, and its processes.

    It is configured as ``deploy/`` has it, but lets one address ask for what all readers ask for.
    """
    before = {each.pid for each in _proxies()}
    with proxy.running(replicas, limits=False) as front:
        yield front.address, tuple(each for each in _proxies() if each.pid not in before)


def _proxies() -> list[psutil.Process]:
    return [each for each in psutil.Process().children(recursive=True) if "nginx" in each.name()]
