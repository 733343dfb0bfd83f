"""A link never lies: what it carries comes back, and what cannot be used is named."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import costmodel
from content import LANGUAGES
from costmodel import ASSUMPTIONS, PUBLISHED, RUNGS
from exports import Link, read, write

IDS = st.sampled_from(list(ASSUMPTIONS))


def decoded(query: str):
    return read(parse_qsl(query, keep_blank_values=True), LANGUAGES)


@st.composite
def changes(draw):
    chosen = draw(st.lists(IDS, unique=True, max_size=8))
    return {
        id: draw(st.floats(ASSUMPTIONS[id].allowed_low, ASSUMPTIONS[id].allowed_high))
        for id in chosen
    }


LINKS = st.builds(
    Link,
    changes=changes(),
    language=st.sampled_from([None, *LANGUAGES]),
    numerator=st.sampled_from(RUNGS),
    denominator=st.sampled_from(RUNGS),
    first_version=st.booleans(),
)

# What people, programs and mischief put into links.
ODD_TEXT = st.one_of(
    st.text(max_size=60),
    st.floats().map(repr),
    st.integers().map(str),
    st.sampled_from(
        ["", " ", "nan", "NaN", "inf", "-inf", "1e309", "-1e309", "1e-400", "-5", "0", "١٢٣", "1_0"]
    ),
    st.sampled_from(
        ["1,5", "2.0.0", "0x10", "None", "true", "[1]", "$2", "½", "²", "\x00", "9" * 5000]
    ),
)
ODD_NAME = st.one_of(
    IDS, st.sampled_from(["v", "lang", "numerator", "table", "tco", "embed"]), st.text(max_size=40)
)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(LINKS)
def test_whatever_a_link_carries_comes_back(link):
    kept = {id: v for id, v in link.changes.items() if v != PUBLISHED[id]}
    back, faults = decoded(write(link))
    assert faults == ()
    assert dict(back.changes) == kept
    assert (back.language, back.numerator, back.denominator, back.first_version) == (
        link.language,
        link.numerator,
        link.denominator,
        link.first_version,
    )


@settings(max_examples=3000, deadline=None, derandomize=True)
@given(good=changes(), odd=st.lists(st.tuples(ODD_NAME, ODD_TEXT), max_size=12))
def test_good_values_survive_odd_ones_and_every_scenario_computes(good, odd):
    odd = [(name, text) for name, text in odd if name not in good]
    pairs = odd + [(id, repr(value)) for id, value in good.items()]
    link, faults = read(pairs, LANGUAGES)
    for id, value in good.items():
        assert link.changes.get(id, PUBLISHED[id]) == value
    for id, value in link.changes.items():
        assert ASSUMPTIONS[id].allows(value)
    assert all(fault.message for fault in faults)
    assert costmodel.report(link.changes)["assumptions"].keys() == ASSUMPTIONS.keys()


@pytest.mark.parametrize(
    ("pairs", "reason", "named"),
    [
        ([("gpu_cuont_a100", "5")], "unknown", "gpu_count_a100"),
        ([("nonsense", "5")], "unknown", "nonsense"),
        ([("tco", "5")], "figure", "tco"),
        ([("rental_rate", "two")], "not_a_number", "two"),
        ([("rental_rate", "")], "not_a_number", "rental_rate"),
        ([("rental_rate", "1e309")], "out_of_range", "1e309"),
        ([("gpu_count_h20", "-1")], "out_of_range", "-1"),
        ([("rental_rate", "3"), ("rental_rate", "4")], "repeated", "rental_rate"),
        ([("lang", "xx")], "unknown", "xx"),
        ([("v", "99")], "unknown", "99"),
        ([("numerator", "fleet_gpus")], "unknown", "fleet_gpus"),
        ([("table", "second")], "unknown", "second"),
    ],
)
def test_a_part_that_cannot_be_used_is_named(pairs, reason, named):
    _, faults = read(pairs, LANGUAGES)
    assert [fault.reason for fault in faults] == [reason]
    assert named in faults[0].message


def test_the_last_good_value_of_a_repeated_key_counts():
    link, _ = read([("rental_rate", "3"), ("rental_rate", "4"), ("rental_rate", "x")], LANGUAGES)
    assert dict(link.changes) == {"rental_rate": 4.0}


def test_the_published_scenario_needs_no_query():
    assert write(Link()) == ""
    assert write(Link(changes={"rental_rate": 3.0})) == "v=1&rental_rate=3"


def test_what_other_sites_append_is_no_fault():
    link, faults = read([("utm_source", "x"), ("fbclid", "y"), ("rental_rate", "3")], LANGUAGES)
    assert faults == ()
    assert dict(link.changes) == {"rental_rate": 3.0}


def test_a_very_long_value_is_named_in_short():
    _, faults = read([("rental_rate", "x" * 100_000), ("y" * 100_000, "1")], LANGUAGES)
    assert len(faults) == 2
    assert all(len(fault.message) < 200 for fault in faults)
