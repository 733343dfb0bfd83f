"""What was measured, as a table; and what gave way first, in words."""

import os

from benchmarks.load import dearest
from benchmarks.load.dearest import Held
from benchmarks.load.paper import Asked
from benchmarks.load.steps import BOUND_SECONDS, Step, percentile

# One reader's dear link may hold another's answer up by so much.
MOST_HELD_UP_MS = 100.0
# Memory may be so much more after the last wave than after the first.
MOST_GROWN = 0.05
# A core is used up from here on: the rest goes by while threads take turns.
_USED_UP = 0.85
_NONE = "–"
# Below so many MB a reader a ratio says nothing.
_TOLD_APART_MB = 0.05

HEADING = (
    f"{'':<32} {'readers':>8} {'opened, s':>15} {'answered, s':>15} {'moves':>6}"
    f" {'processor, ms':>24} {'MB a':>7} {'cores':>7} {'clients':>8} {'machine':>8}\n"
    f"{'':<32} {'':>8} {'p50':>7} {'p95':>7} {'p50':>7} {'p95':>7} {'':>6}"
    f" {'opening':>8} {'change':>8} {'proxy':>6} {'reader':>7} {'busy':>7}"
    f" {'cores':>8} {'cores':>8}"
)


def row(name: str, step: Step) -> str:
    """A line of the table under :data:`HEADING`, and what was lost."""
    times = (
        f"{percentile(taken, share):7.3f}"
        for taken in (step.opened, step.answered)
        for share in (50, 95)
    )
    memory = _NONE if step.memory is None else f"{step.memory:.2f}"
    lost = ", ".join(f"{count} × {what}" for what, count in step.failures.items())
    return (
        f"{name:<32} {step.readers:>8} {' '.join(times)} {len(step.answered):>6}"
        f" {step.an_opening:8.1f} {step.a_change:8.1f} {step.in_the_proxy:6.2f} {memory:>7}"
        f" {step.busy:7.2f} {step.clients:8.2f} {step.machine:8.2f}"
        + (f"  LOST: {lost}" if lost else "")
    )


def ratio(ours: Step, bare: Step) -> str:
    """A line of the table: how many times the bare application's ours are."""
    times = (
        f"{percentile(mine, share) / percentile(its, share):6.2f}x"
        for mine, its in ((ours.opened, bare.opened), (ours.answered, bare.answered))
        for share in (50, 95)
    )
    memory = f"{ours.memory / bare.memory:6.2f}x" if ours.memory and bare.memory else f"{_NONE:>7}"
    return (
        f"{'  ours against it':<32} {'':>8} {' '.join(times)} {'':>6}"
        f" {ours.an_opening / bare.an_opening:7.2f}x {ours.a_change / bare.a_change:7.2f}x"
        f" {'':>6} {memory}"
    )


def what_gave_way(name: str, replicas: int, step: Step) -> str:
    """In words: where it broke, and what was used up when it did."""
    cores, all_cores = step.busy, os.cpu_count() or 1
    waited = percentile(step.answered, 95)
    if cores >= _USED_UP * replicas:
        cause = (
            f"the processor: {'the replica keeps' if replicas == 1 else 'each replica keeps'} one"
            f" core busy, and Python uses no more in one process"
        )
    elif step.machine >= _USED_UP * all_cores:
        elsewhere = max(0.0, step.machine - cores - step.clients)
        cause = (
            f"this machine: of its {all_cores} cores {cores:.2f} went to the replicas,"
            f" {step.clients:.2f} to those who ask and {elsewhere:.2f} elsewhere"
        )
    else:
        cause = f"not the processor: {step.machine:.2f} of {all_cores} cores were busy"
    return (
        f"{name}, {replicas} replica(s), gave way at {step.readers} readers: one answer in twenty"
        f" took {waited:.1f} s or longer, {sum(step.failures.values())} lost. First used up:"
        f" {cause}."
    )


def past(name: str, replicas: int, skipped: list[int]) -> str:
    """That larger steps were not tried."""
    return (
        f"{name}, {replicas} replica(s): {', '.join(map(str, skipped))} readers are past the"
        f" breaking point (p95 above {BOUND_SECONDS:.0f} s, or readers lost) and were skipped;"
        f" BEYOND=1 tries them."
    )


def waves(name: str, readers: int, kept: list[float]) -> str:
    """The memory before and after each wave, and whether it grew."""
    before, first, *_, last = kept
    grown = (last - first) / first
    verdict = "no growth" if grown <= MOST_GROWN else "GROWN"
    after = ", ".join(f"{each:.0f}" for each in kept[1:])
    return (
        f"  {name}, waves of {readers}: {before:.0f} MB before, {after} MB after each;"
        f" the last against the first {grown:+.1%}: {verdict}"
    )


def held_up(page: str, held: Held) -> str:
    """By how much dear links hold light readers up, and whether that is too much."""
    more = held.more(95)
    verdict = "met" if more <= MOST_HELD_UP_MS else "MISSED"
    return (
        f"  {page:<10} {dearest.LIGHT_READERS} readers' answers, ms: alone"
        f" {1000 * percentile(held.alone, 50):.0f} and {1000 * percentile(held.alone, 95):.0f},"
        f" meanwhile {1000 * percentile(held.among, 50):.0f} and"
        f" {1000 * percentile(held.among, 95):.0f} (p50 and p95 of {len(held.alone)} and"
        f" {len(held.among)}); p95 {more:+.0f}, aim {MOST_HELD_UP_MS:.0f}: {verdict}."
        f" {len(held.opened)} dear pages, each in {percentile(held.opened, 50):.2f} s"
    )


def paper(name: str, asked: Asked) -> str:
    """What a proxy alone answers."""
    return (
        f"  {name:<22} {asked.a_second:8.0f} a second of {asked.size / 1000:.1f} kB; processor ms"
        f" each: proxy {asked.in_the_proxy:.3f}, application {asked.processor:.3f};"
        f" those who ask kept {asked.clients:.2f} cores busy"
    )
