"""Ten thousand odd queries to every address: ``python -m tests.odd_addresses``.

None makes an address fail, tells anybody how the program is made, or takes much more of the
processor than the address takes by itself.
"""

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from urllib.parse import parse_qsl, quote

from content import LANGUAGES, PAGES, path_of
from exports import PACKAGES, citation, read, write
from paper.packages import SCALES, WIDEST
from tests import server
from tests.asking import Answer, ask
from tests.odd_queries import link, odd
from tests.server import Server
from web import files, previews
from web.paths import ROUTES

# What stands at each place of a path.
PLACES: dict[str, Sequence[str]] = {
    "id": ("ladder",),
    "ending": PACKAGES,
    "page": ("claim",),
    "name": ("rental-wide",),
    "name:path": ("style.css",),
    "form": tuple(citation.FORMATS),
    "code": ("en",),
    "seed": ("7",),
    "assumption": ("rental_rate",),
}
# What some addresses read beside a link.
_NAMES = (
    *("width", "scale", "theme", "plain", "size", "with", "url", "format", "maxwidth", "maxheight"),
    *("show", "link", "code", "leader", "seen", "since", "ended", "v", "lang", "draws", "seed"),
)
# Everything that makes a link dear at once; and a picture.
_DEAR = "draws=40000&ranges=shown&together=0.5&statement=tco>1e9&question=tco=3e9&gap=capex"
_LARGE = f"width={WIDEST}&scale={max(SCALES)}"
# How much more of the processor an odd query may take than the address takes by itself, in seconds.
MORE = 0.1
# Answers of an address that does not do what is asked: elsewhere, refused, not here, too often,
# no such form, and nothing to say without the site's own address.
SAID = {204, 303, 304, 308, 400, 403, 404, 414, 429, 431, 501, 503}
_TRACES = (b"Traceback", b'File "', b'.py", line', b"site-packages")


def paths() -> list[str]:
    """Every address there is, each place of a path filled in with all that may stand there."""
    found = {f"/{path_of(page)}" for page in PAGES}
    for route in (*ROUTES, *previews.ROUTES, *files.ROUTES):
        found.update(_filled(route.path))
    return sorted(found)


def _filled(path: str) -> Iterator[str]:
    if not (place := re.search(r"{([\w:]+)}", path)):
        yield path
        return
    for given in PLACES[place[1]]:
        yield from _filled(path.replace(place[0], given, 1))


@dataclass(frozen=True)
class Asked:
    """An answer, and how much of the processor it took the server, in seconds."""

    answer: Answer
    cost: float

    @property
    def wrong(self) -> str:
        """What is wrong with the answer itself; empty where nothing is."""
        answer = self.answer
        if answer.status != 200 and answer.status not in SAID:
            return f"the answer is {answer.status}"
        packed = answer.headers["content-encoding"] == "gzip"
        body = answer.text.encode() if packed else answer.body
        if any(trace in body for trace in _TRACES):
            return "the answer tells how the program is made"
        if answer.status >= 400 and len(body) < 9:
            return f"the answer {answer.status} says nothing"
        return ""


def asked(of: Server, path: str, query: str) -> Asked:
    """Ask for an address with a query."""
    begin = _processor_time(of.process)
    answer = ask(of.address, f"{path}?{query}")
    return Asked(answer, _processor_time(of.process) - begin)


def _processor_time(process: int) -> float:
    """How much of the processor a process has had, all its threads together."""
    # The clock of another process, as Linux numbers it: clock_getcpuclockid(3).
    return time.clock_gettime((~process << 3) | 2)


def own_cost(of: Server, path: str, times: int) -> float:
    """The most that an address takes for links as they are made, none asked for before."""
    chance = Random(path)
    queries = [write(link(chance)) for _ in range(times)]
    queries.append(f"{_DEAR}&seed={chance.randrange(1_000_000)}")
    if path.startswith("/chart/"):
        queries += [f"{query}&{_LARGE}" for query in queries]
    return max(asked(of, path, query).cost for query in queries)


def queries(path: str, count: int) -> Iterator[str]:
    """Odd queries for an address, the same each time; some are as long as a line may be."""
    chance = Random(f"odd {path}")
    for _ in range(count):
        # A server reads no longer line than 64 kB, and says so itself.
        yield odd(chance, _NAMES).query[:60_000]


@dataclass
class Tried:
    """What odd queries did to an address."""

    path: str
    own: float
    kinds: Counter
    shown: dict[str, str]
    most: float = 0.0
    mean: float = 0.0
    dearest: str = ""


def tried(of: Server, path: str, count: int, own: float) -> Tried:
    """Put so many odd queries to an address, which takes so much of the processor by itself."""
    told = Tried(path, own, Counter(), {})
    total = 0.0
    for query in queries(path, count):
        it = asked(of, path, query)
        total += it.cost
        wrong = it.wrong
        if it.cost > own + MORE and _is_dear(of, path, query, own):
            wrong = wrong or "takes too much of the processor"
        if wrong:
            told.kinds[wrong] += 1
            told.shown.setdefault(wrong, query)
        if it.cost > told.most:
            told.most, told.dearest = it.cost, query
    told.mean = total / max(1, count)
    return told


def _is_dear(of: Server, path: str, query: str, own: float) -> bool:
    """Whether a query takes too much whenever it is asked, and not for what else was going on.

    An address may take more for some links than for others: so it is compared with the same link
    as it is written. A screen is another one each time, and no answer that is kept is the answer.
    """
    meant, _ = read(parse_qsl(query, keep_blank_values=True), LANGUAGES)
    for screen in range(60, 64):
        usual = asked(of, path, write(replace(meant, screen=screen + 10))).cost
        if asked(of, path, f"{query}&screen={screen}").cost < max(own, usual) + MORE:
            return False
    return True


def main() -> None:
    """Try them all, and print what is wrong, of each kind one query; the exit code is 1 then."""
    parser = argparse.ArgumentParser(prog="python -m tests.odd_addresses", description=__doc__)
    parser.add_argument("paths", nargs="*", help="all there are, where none is named")
    parser.add_argument("--each", type=int, default=10_000, help="queries to each address")
    given = parser.parse_args()
    begin, wrong, count = time.monotonic(), 0, 0
    with server.running() as running:
        for path in given.paths or paths():
            found = tried(running, path, given.each, own_cost(running, path, 5))
            count += given.each
            print(
                f"{path:<36} own {found.own * 1000:6.1f} ms, odd {found.mean * 1000:6.1f} ms, "
                f"the dearest {found.most * 1000:6.1f} ms, {found.kinds.total()} wrong",
                flush=True,
            )
            for kind, times in found.kinds.most_common():
                wrong += times
                print(f"  {times} times: {kind}\n    {quote(found.shown[kind][:300], safe='%&=')}")
        if "Traceback" in running.said():
            wrong += 1
            print(f"the server said:\n{running.said()[-3000:]}")
    seconds = time.monotonic() - begin
    print(f"{count:,} odd queries in {seconds:.0f} s: {wrong} wrong")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
