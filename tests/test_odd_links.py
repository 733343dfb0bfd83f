"""Whatever stands in a link, what is good in it is kept, and it is written as it was read."""

import pytest

from tests import odd_links
from tests.odd_queries import Odd

# Of a million, as many as a suite has time for: `make odd` tries them all.
SEEDS = range(12)


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_of_a_thousand_odd_links_none_fails(seed):
    assert list(odd_links.found(seed)) == []


def test_a_seed_draws_the_same_links_each_time_and_another_others():
    drawn = [[odd_links.odd(odd_links.Random(seed)) for _ in range(9)] for seed in (1, 1, 2)]
    assert drawn[0] == drawn[1] != drawn[2]


def test_the_links_that_are_tried_are_odd_and_most_have_something_good():
    chance = odd_links.Random(1)
    drawn = [odd_links.odd(chance) for _ in range(300)]
    faulty = [each for each in drawn if odd_links.faults_of(each)]
    good = [each for each in drawn if each.good]
    assert len(faulty) > 200 and len(good) > 100
    assert {fault.reason for each in faulty for fault in odd_links.faults_of(each)} >= {
        *("unknown", "not_a_number", "out_of_range", "figure", "not_so_many", "not_a_day"),
    }


@pytest.mark.parametrize(
    ("query", "good", "wrong"),
    [
        ("rental_rate=3&nonsense=1", (("rental_rate", "3"),), ""),
        # What the trial would say of a codec that loses something.
        ("rental_rate=4", (("rental_rate", "3"),), "rental_rate=3 is not kept"),
        ("", (("figure", "capex"),), "figure=capex is not kept"),
    ],
)
def test_a_good_part_that_is_lost_is_noticed(query, good, wrong):
    assert odd_links.wrong_with(Odd(query, good)) == wrong


def test_whatever_reading_raises_is_named_with_a_link_that_does_it(monkeypatch):
    def fails(*_arguments):
        raise ZeroDivisionError("odd")

    monkeypatch.setattr(odd_links, "edition_of", fails)
    kinds = {kind for kind, _ in odd_links.found(1, 20)}
    assert kinds == {"ZeroDivisionError in fails: odd"}


def test_a_link_that_reads_otherwise_the_second_time_is_noticed(monkeypatch):
    read = odd_links.read

    def forgets(pairs, languages):
        return read([each for each in pairs if each[0] != "figure"], languages)

    monkeypatch.setattr(odd_links, "write", lambda link, with_edition=False: "v=2&figure=capex")
    monkeypatch.setattr(odd_links, "read", forgets)
    assert odd_links.wrong_with(Odd("figure=capex&ask=1", ())) == (
        "what is written does not read the same"
    )
