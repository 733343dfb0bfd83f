"""What became known since: dated, sourced, told as far as it was shown, and it moves nothing."""

import html
import re
from itertools import pairwise

import pytest

import costmodel
from content import LANGUAGES
from data import RECORDS, Event
from tests.conftest import EVERY_LANGUAGE, SCENARIOS, telling
from tests.drawn import opened, text_of
from tests.test_content import blanks

EVENTS = RECORDS.events
# The day the multiple was in the headlines.
HEADLINE = RECORDS.facts["headline_ratio"].date


def words(language: str, id: str) -> dict[str, str]:
    return LANGUAGES[language].labels["events"][id]


def drawn(language: str = "en", **query: str) -> str:
    at = opened("since", language, **query)
    assert not at.exception
    return text_of(at)


def section(said: str, id: str) -> str:
    """What the page says under one event, as a reader reads it."""
    (found,) = re.findall(rf'<article class="[^"]*" id="{id}">.*?</article>', said, re.DOTALL)
    return html.unescape(found)


def test_an_event_stands_after_the_headline_and_in_order_of_time():
    days = [event.date for event in EVENTS.values()]
    assert str(days[0]) > HEADLINE
    assert all(first <= second for first, second in pairwise(days))


def test_what_an_event_bears_on_is_an_assumption_or_a_figure():
    for event in EVENTS.values():
        for id in event.touches:
            assert id in (*costmodel.ASSUMPTIONS, *costmodel.MODEL.figures), event.id


def test_a_standing_that_nobody_knows_is_refused():
    row = dict(id="x", date="2025-06-23", touches="", grade="C", sources="v3_report")
    assert Event.model_validate({**row, "standing": "alleged"}).touches == ()
    for wrong in ({"standing": "true"}, {"standing": "alleged", "date": "2025-06"}):
        with pytest.raises(ValueError):
            Event.model_validate({**row, **wrong})


def test_what_is_said_of_forbidden_chips_is_alleged_or_denied():
    # The chart's title says so.
    of_chips = [id for id in EVENTS if id.startswith(("h100", "blackwell"))]
    assert len(of_chips) == 5
    assert {EVENTS[id].standing for id in of_chips} == {"alleged", "denied"}
    for id, event in EVENTS.items():
        named = re.search("H100|Blackwell", words("en", id)["name"])
        assert bool(named) == (id in of_chips), event


def test_a_denial_comes_after_what_it_denies():
    for id in ("h100", "blackwell", "letter"):
        assert EVENTS[f"{id}_alleged"].date <= EVENTS[f"{id}_denied"].date


def test_only_what_is_documented_has_the_best_grade():
    for event in EVENTS.values():
        assert event.standing == "documented" or event.grade != "A", event.id


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
def test_an_event_has_its_words_and_they_stay_whatever_the_reader_sets(language):
    published = telling(language)
    changed = [telling(language, changes) for changes in SCENARIOS.values()]
    for id in EVENTS:
        assert set(words(language, id)) == {"name", "says", "changes"}
        for part, text in words(language, id).items():
            assert not blanks(text) & {*costmodel.ASSUMPTIONS, *costmodel.MODEL.figures}, id
            told = published.say(f"events.{id}.{part}")
            assert {each.say(f"events.{id}.{part}") for each in changed} == {told}


def test_what_the_sentences_say_of_printed_numbers_is_so():
    facts, fleet = RECORDS.facts, RECORDS.fleet
    assert costmodel.CHECKED["r1_zero_gpus"] < fleet["h800_training"].count, "fewer"
    assert fleet["h800_serving"].count > facts["serving_gpus_average"].value, "the larger number"
    assert facts["letter_hours"].value == facts["run_hours_published"].value, "the same phrase"
    report = costmodel.evaluate(costmodel.STORIES["deepseek_report"])
    assert facts["run_hours_published"].value == report["run_hours"]
    # As another reading it stands outside the range.
    _, most = costmodel.ASSUMPTIONS["experiment_factor"].likely_range
    assert facts["firm_wide_factor"].value > most


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
def test_the_page_shows_every_event_with_its_day_standing_words_and_sources(language):
    said, tell = drawn(language), telling(language)
    anchors = re.findall(r'<article class="event event-(\w+)" id="(\w+)">', said)
    assert anchors == [(event.standing, event.id) for event in EVENTS.values()]
    for event in EVENTS.values():
        here = section(said, event.id)
        assert tell.day(event.date) in here
        assert f"<b>{tell.say(f'standings.{event.standing}')}</b>" in here
        assert re.search(r"letter-([A-D])", here)[1] == event.grade
        for part in ("name", "says", "changes"):
            assert tell.say(f"events.{event.id}.{part}") in here
        for id in event.touches:
            assert tell.name_of(id) in here
            assert re.search(rf'href="sources(\?[^"]*)?#{id}"', here), id
        for id in event.sources:
            source = RECORDS.sources[id]
            assert source.title in here if source.address else tell.say(f"own_sources.{id}") in here


def test_the_figures_an_event_bears_on_follow_the_reader():
    before, after = drawn(), drawn(rental_rate="3")
    assert "$294,000" in section(before, "r1_cost_printed")
    # What DeepSeek printed stays beside it.
    here = section(after, "r1_cost_printed")
    assert "$294,000" in here and "$441,000" in here
    assert "$441,000" not in before
