"""Whatever stands in a query, no address fails: it answers, or names what it cannot use.

Nor does an odd query take much more of the processor than the address takes by itself. Of ten
thousand to each address these are the first: `make odd` asks them all.
"""

from collections.abc import Iterator
from random import Random
from urllib.parse import quote

import pytest

from content import PAGES
from tests import odd_addresses, server
from tests.asking import ask
from tests.odd_addresses import SAID, asked, tried
from tests.server import Server
from web.paths import ROUTES

PATHS = odd_addresses.paths()
# Beside those of a link: how one asks to be told what is odd.
_ODD = "rental_rate=nonsense&lang=id&url=x"


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    with server.running() as running:
        yield running
        assert "Traceback" not in running.said()


def test_there_are_many_addresses_and_every_kind_is_among_them():
    assert len(PATHS) > 4 * len(PAGES)
    assert {"/", "/claim", "/chart/ladder.csv", "/scenario.xlsx", "/oembed"} <= {*PATHS}
    assert {"/cite/claim.bib", "/previews/rental_rate.json", "/rooms/en/board"} <= {*PATHS}
    for route in ROUTES:
        assert any(route.path_regex.match(path) for path in PATHS), route.path


@pytest.mark.parametrize("path", PATHS)
def test_an_odd_query_is_answered_or_refused_in_words_and_soon(running, path):
    told = tried(running, path, 6, odd_addresses.own_cost(running, path, 1))
    assert not told.kinds, told.shown


@pytest.mark.parametrize("path", PATHS)
def test_one_that_says_what_no_number_is_never_makes_an_address_fail(running, path):
    answer = ask(running.address, f"{path}?{_ODD}")
    assert answer.status in {200, *SAID}
    if answer.status == 400:
        assert "rental_rate" in answer.text or "url" in answer.text or "link" in answer.text


# What would be dear if it were read to its end, or as often as it stands there.
DEAR = {
    "a thousand unknown names": "&".join(f"gpu_cuont_{n}=1" for n in range(1_000)),
    "as many as a line holds": "&".join(f"{n}=" for n in range(10_000)),
    "one name a thousand times": "&".join(f"rental_rate={n}" for n in range(3_000)),
    "nothing but separators": "&" * 60_000,
    "one long name": "a" * 60_000,
    "one long name of our words": "gpu_count_" * 6_000,
    "one long number": "rental_rate=" + "9" * 60_000,
    "a number that almost is one": "rental_rate=" + "1" * 390 + "x",
    "ampersands for HTML": "amp;" * 15_000 + "rental_rate=3",
    "question marks": "rental_rate=3?" + "pue=1.2?" * 6_000,
    "escapes cut short": "%" * 60_000,
    "a picture without end": "width=999999999&scale=999999999&size=999999999",
    "so many draws": "draws=999999999&seed=999999999999999999",
    "a link in a link": "url=" + quote("https://x/?" + "url=" * 5_000),
    "blanks of a passage": "lang={tco}&figure={{7*7}}" * 500,
}


@pytest.mark.parametrize(
    "path", ["/", "/api/figures.json", "/chart/ladder.png", "/embed/tco", "/changes", "/oembed"]
)
def test_no_length_and_no_number_of_parts_makes_a_query_dear(running, path):
    most = odd_addresses.own_cost(running, path, 2) + odd_addresses.MORE
    for what, query in DEAR.items():
        costs = [asked(running, path, query) for _ in range(2)]
        assert [each.wrong for each in costs] == ["", ""], what
        assert min(each.cost for each in costs) < most, what


# Queries that made an address fail, when they were found.
FOUND = {
    "/doubts.html": "question=hour_by_memory_a100%3D7.4e-08",
}


@pytest.mark.parametrize("path", FOUND)
def test_what_once_made_an_address_fail_does_so_no_more(running, path):
    assert asked(running, path, FOUND[path]).answer.status == 200


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.path)
def test_whatever_stands_in_a_place_of_a_path_it_is_there_or_it_is_not(running, route):
    chance = Random(route.path)
    odd = ["..", "%2e%2e", "%00", "%ff", "-1", "9" * 500, "{tco}", "%F0%9F%99%82", "a%2Fb", "%"]
    for _ in range(6 if "{" in route.path else 0):
        path = route.path
        while "{" in path:
            begin, _, rest = path.partition("{")
            path = begin + chance.choice(odd) + rest.partition("}")[2]
        assert asked(running, path, "").wrong == "", path
