"""How many readers one machine serves, what they cost, and what gives way first."""

import argparse
import asyncio
import os
import resource
from contextlib import ExitStack
from dataclasses import dataclass

from benchmarks.load import dearest, paper, sites, steps, told, waves
from benchmarks.load.readers import Make, of_the_bare_application, of_the_explainer
from benchmarks.load.sites import Site
from benchmarks.load.steps import Step

QUICK = (1, 10, 50)
# Larger waves would take longer to leave, and each replica keeps no more than 128 who have left.
_LARGEST_WAVE = 50
_OURS, _BARE = "app.py", "benchmarks/bare_app.py"
_MAKE: dict[str, Make] = {_OURS: of_the_explainer, _BARE: of_the_bare_application}


@dataclass(frozen=True)
class Asked:
    """What is to be measured: how many readers, how many replicas, how long each step lasts."""

    readers: tuple[int, ...]
    replicas: tuple[int, ...]
    seconds: float
    beyond: bool


def read(arguments: list[str] | None = None) -> Asked:
    """What the command line asks for.

    Raises:
        SystemExit: naming what is wrong with it.
    """
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    many = {"type": _whole, "nargs": "+", "metavar": "N"}
    parser.add_argument("--readers", default=QUICK, help="how many at once, step by step", **many)
    parser.add_argument("--replicas", default=(1, 2), help="behind a proxy if several", **many)
    parser.add_argument("--seconds", default=15, type=_whole, help="how long they move controls")
    parser.add_argument("--beyond", action="store_true", help="also past the breaking point")
    said = parser.parse_args(arguments)
    return Asked(
        tuple(sorted({*said.readers})), tuple(said.replicas), float(said.seconds), said.beyond
    )


def _whole(text: str) -> int:
    """A whole number from 1 to 10,000, as ``argparse`` asks for one."""
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 10_000:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 to 10000")


async def _steps(asked: Asked, replicas: int) -> list[str]:
    """Print a table of this many replicas, ours and bare in turns; what is to be said below it."""
    remarks = []
    with ExitStack() as stack:
        running = {script: stack.enter_context(sites.running(script, replicas)) for script in _MAKE}
        for script, site in running.items():
            await steps.warmed(site, _MAKE[script])
        empty = {script: site.memory() for script, site in running.items()}
        print(f"\n{replicas} replica(s) of each\n{told.HEADING}", flush=True)
        gave_way: dict[str, int] = {}
        for readers in asked.readers:
            taken: dict[str, Step] = {}
            for script, site in running.items():
                if script in gave_way and not asked.beyond:
                    continue
                step = await steps.measure(
                    site, _MAKE[script], readers, asked.seconds, empty[script]
                )
                print(told.row(site.name, step), flush=True)
                taken[script] = step
                if step.gave_way and script not in gave_way:
                    gave_way[script] = readers
                    remarks.append(told.what_gave_way(site.name, replicas, step))
                    skipped = [each for each in asked.readers if each > readers]
                    if skipped and not asked.beyond:
                        remarks.append(told.past(site.name, replicas, skipped))
            if len(taken) == len(running):
                print(told.ratio(taken[_OURS], taken[_BARE]), flush=True)
        if replicas == 1:
            await _alone(running, min(_LARGEST_WAVE, max(asked.readers)), asked.seconds)
    return remarks


async def _alone(running: dict[str, Site], readers: int, seconds: float) -> None:
    """Print what is measured with one replica only."""
    print("\nMemory when readers have left")
    for script, site in running.items():
        kept = await waves.measure(site, _MAKE[script], readers)
        print(told.waves(site.name, readers, kept), flush=True)

    print("\nAnswers while one reader opens the dearest links, one after the other")
    for page in ("doubts", "compare"):
        held = await dearest.measure(running[_OURS], page, rounds=5)
        print(told.held_up(page, held), flush=True)

    print("\nPaper")
    documents = await paper.anew_kept_and_known(running[_OURS], 20)
    for what, taken in documents.items():
        print(f"  {what:<22} {1000 * steps.percentile(taken, 50):8.1f} ms", flush=True)
    for what, each in (await paper.through_a_proxy(running[_OURS], seconds / 2)).items():
        print(told.paper(f"by the proxy, {what}", each), flush=True)


def main() -> None:
    """Measure and print; the exit code says nothing about what was found."""
    asked = read()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    # Each reader has two connections, and so has the proxy for each.
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    print(
        f"Readers who move a control every {steps.SECONDS_BETWEEN:.0f} s, for"
        f" {asked.seconds:.0f} s; {os.cpu_count()} cores, shared with those who ask."
    )
    remarks = []
    for replicas in asked.replicas:
        remarks += asyncio.run(_steps(asked, replicas))
    print("\nWhat gave way first")
    for each in remarks or [f"Nothing, up to {max(asked.readers)} readers."]:
        print(f"  {each}")


if __name__ == "__main__":
    main()
