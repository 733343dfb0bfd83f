"""A million odd links through the codec: ``python -m tests.odd_links``.

Whatever stands in a link, reading raises nothing, what is good is kept, and what was read is
written so that it reads the same again.
"""

import argparse
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from random import Random
from urllib.parse import parse_qsl

from content import LANGUAGES
from costmodel import Fault
from elements.faults import in_words
from exports import VERSION, VERSION_PARAMETER, changes, edition_of, read, write
from telling import Telling
from tests.odd_queries import Odd, odd

# So many links are tried with one seed.
OF_ONE_SEED = 1_000
# One link in so many is also told in words, as a page tells it.
_TOLD = 50


def faults_of(tried: Odd) -> tuple[Fault, ...]:
    """What of a link cannot be used."""
    return read(parse_qsl(tried.query, keep_blank_values=True), LANGUAGES)[1]


def wrong_with(tried: Odd) -> str:
    """What is wrong with how a link is read and written; empty where nothing is.

    Raises:
        Exception: whatever reading or writing raises.
    """
    pairs = parse_qsl(tried.query, keep_blank_values=True)
    link, faults = read(pairs, LANGUAGES)
    query = write(link)
    kept = dict(parse_qsl(query))
    for name, text in tried.good:
        # The edition is said only where something else is.
        if kept.get(name) != text and name != VERSION_PARAMETER:
            return f"{name}={text} is not kept"
    if read(parse_qsl(query), LANGUAGES) != (link, ()):
        return "what is written does not read the same"
    if not write(link, with_edition=True).startswith(f"{VERSION_PARAMETER}={VERSION}"):
        return "the edition is not said"
    edition_of(pairs)
    changes.asked_about(pairs)
    for fault in faults:
        if not fault.message.isprintable():
            return "a message cannot be printed"
        # In any encoding there is; what cannot be sent raises.
        fault.message.encode()
    return ""


def told(tried: Odd) -> None:
    """Say every fault of a link in every language, and what has moved since it was made.

    Raises:
        Exception: whatever that raises.
    """
    pairs = parse_qsl(tried.query, keep_blank_values=True)
    link, faults = read(pairs, LANGUAGES)
    changes.since(pairs)
    for language in LANGUAGES.values():
        tell = Telling.of(language, link.changes)
        for fault in faults[:10]:
            in_words(tell, fault).encode()


def found(seed: int, count: int = OF_ONE_SEED) -> Iterator[tuple[str, str]]:
    """What is wrong with the links of one seed: its kind, and a link that shows it."""
    chance = Random(seed)
    for number in range(count):
        tried = odd(chance)
        try:
            wrong = wrong_with(tried)
            if number % _TOLD == 0:
                told(tried)
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            wrong = f"{type(error).__name__} in {place.name}: {error}"
        if wrong:
            yield wrong, tried.query


def _all_found(seed: int) -> list[tuple[str, str]]:
    return list(found(seed))


def main() -> None:
    """Try them all and print what is wrong, of each kind one link; the exit code is 1 then."""
    parser = argparse.ArgumentParser(prog="python -m tests.odd_links", description=__doc__)
    parser.add_argument("--links", type=int, default=1_000_000)
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--at-once", type=int, default=2, help="processes")
    asked = parser.parse_args()
    seeds = range(asked.first_seed, asked.first_seed + -(-asked.links // OF_ONE_SEED))
    begin, kinds, shown = time.monotonic(), Counter(), {}

    def line(links: int) -> str:
        return f"{links:,} odd links in {time.monotonic() - begin:.0f} s: {kinds.total()} wrong"

    with ProcessPoolExecutor(asked.at_once) as processes:
        for done, each in enumerate(processes.map(_all_found, seeds), 1):
            for kind, query in each:
                kinds[kind[:80]] += 1
                shown.setdefault(kind[:80], query)
            if done % 50 == 0:
                print(line(done * OF_ONE_SEED), flush=True)
    for kind, times in kinds.most_common():
        print(f"{times} times: {kind}\n    {shown[kind][:300]!r}")
    print(line(len(seeds) * OF_ONE_SEED))
    sys.exit(bool(kinds))


if __name__ == "__main__":
    main()
