"""A show of hands: counted in five ranges, kept in a link, and told beside claim and figure."""

import itertools
import math

import pytest

import costmodel
from content import LANGUAGES
from costmodel import (
    GUESSED,
    MOST_HANDS,
    bin_of,
    bins,
    middle_raised,
    most_raised,
    read_hands,
    scale,
)
from exports import Link, read, write
from ui.state.acts import Entry, Refused, perform

NUMBERS = LANGUAGES["en"].numbers
HANDS = (3, 10, 12, 4, 1)


# ---- the ranges ----


@pytest.mark.parametrize("figure", GUESSED)
def test_five_ranges_divide_everything_around_the_anchors(figure):
    found = bins(figure)
    assert len(found) == 5
    assert (found[0][0], found[-1][1]) == (0.0, math.inf)
    assert all(before[1] == after[0] for before, after in itertools.pairwise(found))
    edges = [low for low, _ in found[1:]]
    assert set(edges) <= set(scale(figure))
    # As wide as one another, in multiples, as far as amounts of the scale allow.
    assert all(9.9 < after / before < 10.1 for before, after in itertools.pairwise(edges))
    assert [bin_of(figure, anchor) for anchor in GUESSED[figure].anchors] == [0, 2, 4]


def test_an_amount_at_an_edge_is_in_the_range_above_it_and_one_not_defined_in_none():
    edge = bins("final_run_cost")[2][0]
    assert edge == 3e6
    assert bin_of("final_run_cost", edge) == 2
    assert bin_of("final_run_cost", math.nextafter(edge, 0)) == 1
    assert bin_of("final_run_cost", 0.0) == 0
    assert bin_of("final_run_cost", math.inf) == 4
    assert bin_of("final_run_cost", math.nan) is None
    with pytest.raises(KeyError):
        bin_of("capex", 1e9)


@pytest.mark.parametrize("figure", GUESSED)
def test_no_range_gives_the_answer_away_by_standing_at_an_end(figure):
    assert bin_of(figure, costmodel.evaluate()[figure]) in (1, 2, 3)


# ---- where the hands are ----


@pytest.mark.parametrize(
    ("hands", "most", "middle"),
    [
        (HANDS, (2,), (2, 2)),
        ((0, 0, 0, 0, 1), (4,), (4, 4)),
        ((1, 0, 0, 1, 0), (0, 3), (0, 3)),
        ((2, 1, 0, 2, 0), (0, 3), (1, 1)),
        ((9, 0, 0, 0, 8), (0,), (0, 0)),
        ((1, 1, 1, 1, 1), (0, 1, 2, 3, 4), (2, 2)),
    ],
)
def test_which_range_has_most_hands_and_which_the_middle_one(hands, most, middle):
    assert (most_raised(hands), middle_raised(hands)) == (most, middle)
    # The middle of a row, counted by hand.
    row = [place for place, count in enumerate(hands) for _ in range(count)]
    while len(row) > 2:
        row = row[1:-1]
    assert (row[0], row[-1]) == middle


def test_nobodys_hands_have_no_middle():
    with pytest.raises(ValueError, match="nobody"):
        middle_raised((0, 0, 0, 0, 0))


# ---- in a link ----


def test_hands_are_kept_in_a_link_by_figure():
    link, faults = read([("hands_tco", "3-10-12-4-1"), ("hands_final_run_cost", "0-0-2-0-0")], [])
    assert (dict(link.hands), faults) == ({"final_run_cost": (0, 0, 2, 0, 0), "tco": HANDS}, ())
    assert write(link) == "hands_final_run_cost=0-0-2-0-0&hands_tco=3-10-12-4-1"


def test_a_form_on_paper_sends_each_count_by_itself_and_none_where_nothing_is_typed():
    def sent(*counts: str) -> tuple[dict, list[str]]:
        link, faults = read([("hands_tco", count) for count in counts], [])
        return dict(link.hands), [fault.reason for fault in faults]

    assert sent("3", "10", "12", "4", "1") == ({"tco": HANDS}, [])
    assert sent("", "10", "", " 4 ", "") == ({"tco": (0, 10, 0, 4, 0)}, [])
    assert sent("", "", "", "", "") == ({}, [])
    assert sent("0", "0", "0", "0", "0") == ({}, [])
    assert sent("3", "10", "12", "4") == ({}, ["not_so_many"])
    assert sent("3", "-10", "12", "4", "1") == ({}, ["not_a_count"])
    assert sent("3", "1e1", "12", "4", "1") == ({}, ["not_a_count"])


def test_so_many_hands_are_taken_and_no_more():
    for count, taken in ((MOST_HANDS, True), (MOST_HANDS + 1, False)):
        hands, faults = read_hands([("tco", f"0-{count - 1}-0-1-0")])
        assert (bool(hands), not faults) == (taken, taken)


def test_the_last_good_of_repeated_counts_is_kept():
    hands, faults = read_hands([("tco", "1-0-0-0-0"), ("tco", "0-2-0-0-0"), ("tco", "5-5")])
    assert dict(hands) == {"tco": (0, 2, 0, 0, 0)}
    assert [fault.reason for fault in faults] == ["not_so_many", "repeated"]


def test_hands_are_raised_taken_away_and_refused_by_name():
    link = perform(Link(), Entry("hands", "tco", "3-10-12-4-1"), NUMBERS)
    assert dict(link.hands) == {"tco": HANDS}
    # Numbers are put back, and what a room has guessed of them stays.
    assert perform(link, Entry("reset_all"), NUMBERS).hands == link.hands
    assert perform(link, Entry("hands", "tco", ""), NUMBERS) == Link()
    for entry, reason in (
        (Entry("hands", "tco", "3-10"), "not_so_many"),
        (Entry("hands", "tco", "600-0-0-0-0"), "too_many_hands"),
        (Entry("hands", "capex", "3-10-12-4-1"), "unknown"),
        (Entry("hands", "capex", ""), "unknown"),
    ):
        with pytest.raises(Refused) as refused:
            perform(link, entry, NUMBERS)
        assert refused.value.fault.reason == reason
