"""The fact-check: every claim judged, sourced and told; every sum right; the page shows it all."""

import csv
import html
import re
from collections import Counter

import pytest

import costmodel
from content import LANGUAGES
from data import RECORDS, Claim
from data.reading import FOLDER
from telling import comparisons
from telling.claims import VERDICTS
from tests.conftest import EVERY_LANGUAGE, SCENARIOS, telling
from tests.drawn import opened, text_of
from tests.test_content import NAMES, blanks

CLAIMS = RECORDS.claims
ARTICLE = [claim for claim in CLAIMS.values() if claim.origin == "article"]
OTHERS = [claim for claim in CLAIMS.values() if claim.origin == "others"]
# Blanks that only the claim about the ratio has.
TOLD = comparisons.ratios_told()

# Where the totals in print lead: rows and columns as they are told.
RATIOS = """399 358 333
            403 361 336
            509 456 424
            515 461 429
            320 287 267"""


def words(language: str, id: str) -> dict[str, str]:
    return LANGUAGES[language].labels["claims"][id]


def drawn(language: str = "en", **query: str) -> str:
    at = opened("factcheck", language, **query)
    assert not at.exception
    return text_of(at)


def section(said: str, id: str) -> str:
    """What the page says under one claim, as a reader reads it."""
    (found,) = re.findall(rf'<article class="[^"]*" id="{id}">.*?</article>', said, re.DOTALL)
    return html.unescape(found)


# Every claim is judged, sourced and told


def test_a_claim_has_a_place_exactly_when_the_article_makes_it():
    row = dict(id="x", verdict="holds", shows="", grade="A", sources="tekid_article")
    assert Claim.model_validate({**row, "origin": "article", "place": "3"}).place == 3
    assert Claim.model_validate({**row, "origin": "others", "place": ""}).place is None
    for origin, place in (("article", ""), ("others", "3"), ("article", "0"), ("nobody", "")):
        with pytest.raises(ValueError):
            Claim.model_validate({**row, "origin": origin, "place": place})
    with pytest.raises(ValueError):
        Claim.model_validate({**row, "origin": "others", "place": "", "verdict": "true"})


def test_the_articles_claims_stand_in_its_own_order_and_others_come_after():
    assert list(CLAIMS.values()) == ARTICLE + OTHERS
    places = [claim.place for claim in ARTICLE]
    assert places == sorted(places)
    # The article has twelve paragraphs, its bold first line included.
    assert places[0] == 1 and places[-1] <= 12
    assert len(ARTICLE) >= 17 and len(OTHERS) >= 6


@pytest.mark.parametrize("claim", CLAIMS.values(), ids=list(CLAIMS))
def test_a_claim_has_words_in_every_language_and_names_where_it_was_made(claim):
    for language in EVERY_LANGUAGE:
        assert set(words(language, claim.id)) == {"says", "evidence"}
        assert all(text.strip() for text in words(language, claim.id).values())
    evidence = set(claim.sources) - {"tekid_article"}
    assert evidence, "somebody other than the article must stand behind the verdict"
    assert ("tekid_article" in claim.sources) == (claim.origin == "article")


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
def test_every_verdict_is_defined_and_used(language):
    labels = LANGUAGES[language].labels
    assert set(labels["verdicts"]) == set(labels["verdict_meanings"]) == set(VERDICTS)
    assert {claim.verdict for claim in ARTICLE} == set(VERDICTS)
    assert len(set(labels["verdicts"].values())) == len(VERDICTS)


@pytest.mark.parametrize("claim", CLAIMS.values(), ids=list(CLAIMS))
def test_what_a_claim_shows_is_a_figure_or_a_check_whose_sources_it_cites(claim):
    for id in claim.shows:
        assert id in (*costmodel.MODEL.figures, *costmodel.CHECKS.figures)
        if id in costmodel.CHECKS.figures:
            assert set(costmodel.sources_behind(id)) <= set(claim.sources), id


def test_every_check_is_shown_by_a_claim_or_told_in_a_passage():
    shown = {id for claim in CLAIMS.values() for id in claim.shows}
    told = {id for text in LANGUAGES["en"].passages.values() for id in blanks(text)}
    # What is told may rest on a check that is not.
    told |= {
        step.id for step in costmodel.CHECKS.steps_to(tuple(told & {*costmodel.CHECKS.figures}))
    }
    assert set(costmodel.CHECKS.figures) - shown - told == set()


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
def test_no_figure_of_a_claim_is_typed_by_hand(language):
    for id in CLAIMS:
        for text in words(language, id).values():
            assert not re.search(r"\d", NAMES.sub("", text)), text


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
def test_sentences_stay_as_they_are_whatever_the_reader_sets(language):
    published = telling(language)
    changed = [telling(language, changes) for changes in SCENARIOS.values()]
    for id in CLAIMS:
        for part, text in words(language, id).items():
            named = blanks(text)
            assert named <= set(published.blanks) | set(TOLD), id
            assert not named & {*costmodel.ASSUMPTIONS, *costmodel.MODEL.figures}, id
            told = published.say(f"claims.{id}.{part}", **TOLD)
            assert "{" not in told
            assert {each.say(f"claims.{id}.{part}", **TOLD) for each in changed} == {told}


# The sums are right


def test_the_checks_agree_with_arithmetic_done_by_hand():
    expected = {
        "r1_zero_gpus": 64 * 8,
        "r1_zero_hours_worked_out": 512 * 198,
        "r1_zero_hours_misread": 648 * 198,
        "r1_cost_misprint": 100,
        "forgotten_column_multiple": 1300 / 6,
        "star_pay_over_advert": 1300 / 214,
        "nvidia_fall": 1 - 118.42 / 142.62,
        "serving_share_of_revenue": 87_072 / 562_027,
        "day_margin_theoretical": 562_027 - 87_072,
        "days_to_repay_run": 5_576_000 / 474_955,
        "nvidia_loss_over_record": 589 / 279,
        "a100_average_2022": 56_740_000 / 8760,
        "a100_installed_2022": 56_740_000 / 8760 / 0.96,
        "h800_share_of_all": 10_000 / 115_429,
        "later_stages_cost": 248_000,
        "pretraining_cost": 2_664_000 * 2,
        "later_stages_share": 1 - 2_664 / 2_788,
    }
    assert dict(costmodel.CHECKED).keys() >= expected.keys() == set(costmodel.CHECKS.figures)
    for id, value in expected.items():
        assert costmodel.CHECKED[id] == pytest.approx(value, rel=1e-9), id


@pytest.mark.parametrize(
    ("id", "written"),
    [
        ("r1_zero_gpus", "512"),
        ("r1_zero_hours_worked_out", "101,376"),
        ("r1_zero_hours_misread", "128,304"),
        ("r1_cost_misprint", "100"),
        ("forgotten_column_multiple", "217"),
        ("star_pay_over_advert", "6.07"),
        ("nvidia_fall", "17%"),
        ("a100_average_2022", "6,477"),
        ("a100_installed_2022", "6,747"),
        ("h800_share_of_all", "8.7%"),
    ],
)
def test_the_checks_are_written_as_they_are_known(id, written):
    assert telling("en").number(id) == written


def test_the_hours_tell_which_number_of_gpus_is_right():
    published = RECORDS.facts["r1_zero_hours"].value  # to the nearest thousand
    assert abs(costmodel.CHECKED["r1_zero_hours_worked_out"] - published) < 500
    assert abs(costmodel.CHECKED["r1_zero_hours_misread"] - published) > 20_000


def test_the_printed_multiple_is_the_worked_out_one_with_its_fraction_cut_off():
    worked_out = costmodel.CHECKED["forgotten_column_multiple"]
    assert int(worked_out) == RECORDS.facts["multiple_in_press"].value
    assert round(worked_out) != RECORDS.facts["multiple_in_press"].value


def test_numbers_that_stand_in_two_files_agree():
    facts, totals, fleet = RECORDS.facts, RECORDS.published_totals, RECORDS.fleet
    assert facts["run_cost_published"].value == costmodel.total(totals["claim_reported"])
    assert facts["claim_by_semianalysis"].value == costmodel.total(totals["claim_semianalysis"])
    assert facts["first_version_capital"].value == totals["first_version_prose"].value
    assert facts["operation_published"].value == totals["parts_in_article"].plus
    assert facts["h800_estimated"].value == fleet["h800_estimate"].count
    assert round(costmodel.CHECKED["a100_average_2022"]) == fleet["a100_in_use_2022"].count
    installed = fleet["a100_installed_estimate"].count
    assert round(costmodel.CHECKED["a100_installed_2022"]) == installed
    assert facts["r1_cost_published"].value == costmodel.evaluate()["r1_cost"]
    million = 1_000_000  # to which the table was rounded in print
    assert abs(facts["operation_published"].value - costmodel.evaluate()["opex"]) < million


def test_what_the_sentences_say_of_the_published_numbers_is_so():
    figures = costmodel.evaluate()
    explained = 1 - figures["unexplained_share_of_opex"]
    assert 0.62 < explained < 0.71, "about two thirds"
    assert figures["run_share_of_fleet"] < 0.005, "far less than a hundredth"
    assert costmodel.total(RECORDS.published_totals["claim_reported"]) > costmodel.total(
        RECORDS.published_totals["claim_rounded"]
    ), "the round number is a little low"
    both = RECORDS.facts["r1_total_in_press"].value
    assert both > figures["v3_and_r1_cost"], "it rounds V3 up"


def test_what_the_sentences_say_of_semianalysis_and_deepseek_is_so():
    table = costmodel.evaluate(costmodel.STORIES["semianalysis_corrected"])
    report = costmodel.evaluate(costmodel.STORIES["deepseek_report"])
    assert table["fleet_gpus"] == 60_000, "some sixty thousand"
    assert table["hopper_gpus"] == RECORDS.facts["rumoured_h100"].value, "about as many"
    at_its_cost = report["run_hours"] * table["tco_per_gpu_hour_h800"]
    assert at_its_cost < report["final_run_cost"], "it comes out below what DeepSeek claimed"


# The page shows it


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
def test_the_page_shows_every_claim_with_its_verdict_place_sums_and_sources(language):
    said, tell = drawn(language), telling(language)
    anchors = re.findall(r'<article class="claim claim-(\w+)" id="(\w+)">', said)
    assert anchors == [(claim.verdict, claim.id) for claim in CLAIMS.values()]
    for claim in CLAIMS.values():
        here = section(said, claim.id)
        assert tell.say(f"verdicts.{claim.verdict}") in here
        assert tell.say(f"claims.{claim.id}.says", **TOLD) in here
        assert tell.say(f"claims.{claim.id}.evidence", **TOLD) in here
        assert (f" {claim.place} " in here) == (claim.place is not None)
        # The claim's own grade comes first; those of its sums follow.
        assert re.search(r"letter-([A-D])", here)[1] == claim.grade
        assert here.count('class="sum"') == len(claim.shows)
        for id in claim.shows:
            assert tell.name_of(id) in here
            assert re.search(rf'href="sources\?[^"]*#{id}"', here), id
        for id in claim.sources:
            source = RECORDS.sources[id]
            assert source.title in here if source.address else tell.say(f"own_sources.{id}") in here


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
def test_the_page_opens_with_the_tally_of_the_articles_claims(language):
    with (FOLDER / "claims.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["origin"] == "article"]
    count = Counter(row["verdict"] for row in rows)
    said = html.unescape(drawn(language))
    (large,) = re.findall(r'<div class="figure large">(.*?)</div>', said, re.DOTALL)
    assert re.findall(r"\d+", large) == [str(count["holds"]), str(len(rows)), str(count["caveat"])]
    assert said.index("figure large") < said.index('class="claim ')
    for verdict, name in LANGUAGES[language].labels["verdicts"].items():
        assert f"<b>{name}: {count[verdict]}.</b>" in said
    marks = re.findall(r'<a href="#(\w+)"[^>]*><span class="mark mark-(\w+)"', said)
    assert marks == [(row["id"], row["verdict"]) for row in rows]


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
def test_the_whole_table_of_ratios_stands_under_the_claim_about_the_ratio(language):
    said = drawn(language)
    cells = re.findall(r"<td[^>]*>([^<]+)</td>", section(said, "ratio"))
    assert cells == RATIOS.split()
    assert '<td class="nearest">399</td>' in section(said, "ratio")
    assert said.count('class="ratios"') == 1


def test_a_changed_number_moves_the_live_sums_and_nothing_else():
    before, after = drawn(), drawn(rental_rate="3")
    own = LANGUAGES["en"].label("ui.your_numbers")
    live = "2,788,000 GPU-hours × $3.00 per GPU-hour = $8,364,000"
    assert live not in before and own not in before
    assert live in section(after, "five_million") and own in section(after, "five_million")
    leads = r'href="sources\?[^"]*\brental_rate=3\b[^"]*#final_run_cost"'
    assert re.search(leads, section(after, "five_million"))
    # Printed numbers, verdicts and the table of printed totals do not follow the reader.
    for id in ("gpus_648", "market_fall", "pretraining_only"):
        # Only the links carry the reader's numbers on.
        there, then = (
            re.sub(r'href="sources\?[^"]*"', "", section(said, id)) for said in (before, after)
        )
        assert there == then
    for pattern in (r'class="claim claim-(\w+)"', r"<td[^>]*>([^<]+)</td>"):
        assert re.findall(pattern, after) == re.findall(pattern, before)


def test_a_live_sum_says_that_it_is_live_and_a_check_says_that_it_is_not():
    said, tell = drawn(), telling("en")
    for claim in CLAIMS.values():
        here = section(said, claim.id)
        live = sum(id in costmodel.MODEL.figures for id in claim.shows)
        assert here.count(tell.say("ui.claim_live")) == live
        assert here.count(tell.say("ui.claim_printed")) == len(claim.shows) - live


def test_both_pages_with_the_table_of_ratios_draw_the_same_table():
    pattern = r'<table class="ratios">.*?</table>'
    (here,) = re.findall(pattern, drawn(), re.DOTALL)
    (there,) = re.findall(pattern, text_of(opened("verdict")), re.DOTALL)
    assert re.sub(r"\s+", " ", here) == re.sub(r"\s+", " ", there)
