"""What readers guess: on which scale, how a guess is read, and how far off it is, in words."""

import itertools
import math

import pytest

import costmodel
import exports
from content import LANGUAGES
from costmodel import GUESSED, read_guesses, scale, times_off
from elements import faults
from telling import guesses
from tests.conftest import EVERY_LANGUAGE, telling

SAY = LANGUAGES["en"].label


@pytest.mark.parametrize("figure", GUESSED)
def test_a_scale_divides_its_range_in_multiples_and_has_room_for_every_answer(figure):
    row, amounts = GUESSED[figure], scale(figure)
    assert (amounts[0], amounts[-1]) == (row.allowed_low, row.allowed_high)
    assert all(1.2 < after / before < 1.7 for before, after in itertools.pairwise(amounts))
    assert set(row.anchors) < set(amounts)
    claimed, _ = telling("en").blanks[row.claimed]
    for answer in (costmodel.evaluate()[figure], claimed):
        assert amounts[0] * 10 < answer < amounts[-1] / 10
    # An anchor that is near the answer would give it away.
    assert min(times_off(each, costmodel.evaluate()[figure]) for each in row.anchors) > 1.5


@pytest.mark.parametrize(
    ("guess", "amount", "times"),
    [(5.0, 5.0, 1.0), (1.0, 4.0, 4.0), (4.0, 1.0, 4.0), (1.0, 0.0, math.inf)],
)
def test_how_many_times_a_guess_is_off(guess, amount, times):
    assert times_off(guess, amount) == times


def test_how_far_off_a_guess_is_stands_in_words():
    tell = telling("en", {"rental_rate": 4.0})  # the final run is 11.152 million then
    said = guesses.guessed(tell, "final_run_cost", 1e6)
    assert said.you == "You said $1 million."
    assert said.claim == "The claim in the press: $5 million."
    assert "$11.15 million" in said.model
    assert said.off == "What is computed here is 11.2 times as much."
    above = guesses.guessed(tell, "final_run_cost", 1e9)
    assert above.off == "That is 89.7 times what is computed here."
    assert "tenth" in guesses.guessed(tell, "final_run_cost", 11e6).off
    nobody = guesses.guessed(tell, "final_run_cost", None)
    assert (nobody.you, nobody.off) == (SAY("guess.you_unknown"), "")


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_where_nothing_is_computed_nobody_is_told_to_be_off(code):
    none = {id: 0.0 for id in costmodel.ASSUMPTIONS if id.startswith("gpu_count_")}
    assert guesses.guessed(telling(code, none), "tco", 1e9).off == ""


def test_a_guess_is_read_or_named():
    read, found = read_guesses([("tco", "2e9"), ("documented_gpus", "unknown"), ("capex", "1e9")])
    assert dict(read) == {"tco": 2e9, "documented_gpus": None}
    assert [(fault.reason, fault.id) for fault in found] == [("unknown", "capex")]


@pytest.mark.parametrize(
    ("texts", "counts"), [(("2e9", "unknown"), None), (("unknown", "2e9"), 2e9)]
)
def test_of_repeated_guesses_the_last_counts_whether_it_is_a_number_or_not(texts, counts):
    read, found = read_guesses([("tco", text) for text in (*texts, "a lot")])
    assert dict(read) == {"tco": counts}
    assert [fault.reason for fault in found] == ["not_a_number", "repeated"]


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_a_link_that_guesses_twice_is_told_in_words_which_guess_counts(code):
    tell = telling(code)
    for texts, counts in (("3e9", "unknown"), "repeated_unknown"), (("unknown", "3e9"), "repeated"):
        _, (fault,) = exports.read([("guess_tco", text) for text in texts], LANGUAGES)
        words = LANGUAGES[code].label(f"ui.fault_{counts}")
        assert faults.in_words(tell, fault) == words.format(
            id=tell.name_of("tco"), given=fault.given
        )
