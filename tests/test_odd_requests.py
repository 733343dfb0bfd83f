"""Whatever stands in a query, no address fails: it answers, or names what it cannot use."""

import re
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from content import PAGES
from costmodel import ASSUMPTIONS
from tests.asking import ask
from web import classrooms
from web.paths import ROUTES

# Something that stands at each place of a path.
PLACES = {
    "id": "ladder",
    "ending": "csv",
    "page": "claim",
    "name": "rental-wide",
    "form": "bib",
    "code": "en",
}
OF_A_CLASS = {route.path for route in classrooms.ROUTES}
PATHS = sorted(
    {
        re.sub(r"{(\w+)(:\w+)?}", lambda place: PLACES.get(place[1], "7"), route.path)
        for route in ROUTES
        if route.path not in OF_A_CLASS
    }
)
NAMES = some.sampled_from(
    [
        *list(ASSUMPTIONS)[:6],
        *(
            "lang",
            "v",
            "seed",
            "draws",
            "figure",
            "statement",
            "question",
            "left",
            "gap",
            "run_chips",
        ),
        *("guess_tco", "hands_tco", "present", "screen", "ask", "link", "utm_source", "embed"),
        *("width", "scale", "theme", "plain", "size", "with", "url", "format", "maxwidth", "show"),
        *("rental rate", "Rental-Rate[]", "capex", "", "&amp;rental_rate", "\u202e", "a" * 300),
    ]
)
VALUES = some.one_of(
    some.sampled_from(
        ["", "0", "-1", "1e999", "nan", "3", "3,5", "1" * 500, "id", "xx", "\0", "%", "a?b=c", "½"]
    ),
    some.text(max_size=12),
)
QUERIES = some.lists(some.tuples(NAMES, VALUES), max_size=6)
# Elsewhere, refused, not here, no such form, and nothing to say without the site's own address.
SAID = {308, 400, 404, 501, 503}


def test_there_are_many_addresses_and_every_kind_is_among_them():
    assert len(PATHS) > 2 * len(PAGES)
    assert {"/chart/ladder.csv", "/scenario.xlsx", "/oembed", "/cite/claim.bib"} <= {*PATHS}


@pytest.mark.parametrize("path", PATHS)
@given(pairs=QUERIES)
@settings(derandomize=True, database=None, deadline=None, max_examples=20)
def test_an_odd_query_is_answered_or_refused_in_words(site, path, pairs):
    query = "&".join(f"{quote(name)}={quote(value, errors='replace')}" for name, value in pairs)
    answer = ask(site, f"{path}?{query}")
    assert answer.status in {200, *SAID}, (answer.status, path, query)
    assert answer.status in (200, 308) or len(answer.body) > 10, (path, query)


@pytest.mark.parametrize("path", PATHS)
def test_one_that_says_what_no_number_is_never_makes_an_address_fail(site, path):
    answer = ask(site, f"{path}?rental_rate=nonsense&lang=id&url=x")
    assert answer.status in {200, *SAID}
    if answer.status == 400:
        assert "rental_rate" in answer.text or "url" in answer.text or "link" in answer.text
