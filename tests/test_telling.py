"""What is told of a scenario, before any page draws it: doubts, claims, stories and records."""

import csv
import math
from collections import Counter

import pytest

import costmodel
from costmodel import YOURS, Belief, Flip, Spread, Statement
from data import RECORDS
from data.reading import FOLDER
from telling import claims, comparisons, doubts, formulas, provenance, stories
from tests.cases import GIVEN
from tests.conftest import EVERY_LANGUAGE, SCENARIOS, telling


def rows_of(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# ---- doubts ----

RANGE_OF_RENT = {"low": ("$1.65", ""), "high": ("$3.42 per GPU-hour", "")}

# A flip of a statement in dollars, and what of it stands in a sentence: now, needed, how far,
# what the figure then comes to, and where the needed number stands.
FLIPS = [
    (
        Flip("rental_rate", 2.0, 3.0, 8_364_000.0),
        ("$2.00 per GPU-hour", "$3.00 per GPU-hour", ("up", "50%"), "$8.364 million"),
        ("inside", RANGE_OF_RENT),
    ),
    (
        Flip("rental_rate", 2.0, 1.0, 2_788_000.0),
        ("$2.00 per GPU-hour", "$1.00 per GPU-hour", ("down", "50%"), "$2.788 million"),
        ("outside", RANGE_OF_RENT),
    ),
    (
        Flip("deepseek_share", 1.0, 0.25, 643e6),
        ("100%", "25%", ("down", "75%"), "$643 million"),
        ("unranged", {"low": ("", ""), "high": ("", "")}),
    ),
    (
        Flip("gpu_count_h100", 0.0, 7.0, 1.0),
        ("0 GPUs", "7 GPUs", ("from_nothing", ""), "$1"),
        ("inside", {"low": ("0", ""), "high": ("10,000 GPUs", "")}),
    ),
]


@pytest.mark.parametrize(("flip", "told", "standing"), FLIPS, ids=lambda each: str(each)[:30])
def test_a_flip_says_from_where_to_where_how_far_and_who_supports_it(flip, told, standing):
    tell = telling("en")
    present, needed, (way, far), there = told
    where, ends = standing
    change = tell.say(f"ui.change_{way}", change=(far, ""))
    said = tell.say(f"standings_of_beliefs.{where}", **ends)
    assert {name: text for name, (text, _) in doubts.flip_in_words(tell, flip, "USD").items()} == {
        "assumption": tell.name_of(flip.assumption),
        "present": present,
        "needed": needed,
        "change": change,
        "there": there,
        "standing": said,
    }
    assert list(doubts.flip_row(tell, flip, "USD").items()) == [
        (tell.say("ui.column_assumption"), tell.name_of(flip.assumption)),
        (tell.say("ui.column_present"), present),
        (tell.say("ui.column_needed"), needed),
        (tell.say("ui.column_change"), change),
        (tell.say("ui.column_standing"), said),
    ]


def test_two_ends_of_a_small_step_are_told_apart_and_the_step_comes_out_of_them():
    step = Flip("pue", 1.25, 1.2500625, 1.0)
    present, needed, change = doubts.step_in_words(telling("en"), step, "×")
    assert (present, needed) == ("1.25 times", "1.250063 times")
    assert "0.005%" in change


def test_statements_are_told_by_their_name_or_by_figure_sign_and_amount():
    tell = telling("en")
    own = Statement("capex", "below", 2.5e9)
    said = {"figure": (tell.name_of("capex"), ""), "threshold": ("$2.5 billion", "")}
    assert doubts.statement_in_words(tell, own) == tell.say("ui.statement_below", **said)
    above = Statement("capex", "above", 2.5e9)
    told = doubts.statement_in_words(tell, above, threshold="so much")
    assert told == tell.say("ui.statement_above", **said | {"threshold": ("so much", "")})
    ready = costmodel.STATEMENTS["total_over_hundred_claims"]
    assert "100 times" in doubts.statement_in_words(tell, ready)
    question = doubts.question_in_words(tell, costmodel.QUESTIONS["purchase_as_published"])
    assert "$1.6 billion" in question and "{" not in question


def answer(standing: str, value: float | None) -> Belief:
    return Belief("final_run_cost", 1.0, "rental_rate", standing, value, 139_400.0, 41_820_000.0)


@pytest.mark.parametrize(
    ("answer", "needed", "in_table"),
    [
        (answer("outside", 4.0), "$4.00 per GPU-hour", "$4.00 per GPU-hour"),
        (answer("inside", 2.0000004), "$2.0000004 per GPU-hour", "$2.0000004 per GPU-hour"),
        (answer("impossible", None), None, "–"),
    ],
    ids=lambda each: getattr(each, "standing", ""),
)
def test_what_one_would_have_to_believe_names_both_ends_of_every_range(answer, needed, in_table):
    tell = telling("en")
    words = {name: text for name, (text, _) in doubts.answer_in_words(tell, answer).items()}
    assert words == {
        "assumption": tell.name_of("rental_rate"),
        "present": words["present"],
        "needed": needed or tell.say("ui.undefined"),
        "low": "$1.65",
        "high": "$3.42 per GPU-hour",
        "possible_low": "$0.05",
        "possible_high": "$15.00 per GPU-hour",
        "lowest": "$139,400",
        "highest": "$41.82 million",
    }
    assert words["present"].startswith("$2.00") and words["present"] != words["needed"]
    assert list(doubts.belief_row(tell, answer).items()) == [
        (tell.say("ui.column_assumption"), words["assumption"]),
        (tell.say("ui.column_present"), words["present"]),
        (tell.say("ui.column_needed"), in_table),
        (
            tell.say("ui.column_standing"),
            tell.say(f"standings_of_beliefs.{answer.standing}", **RANGE_OF_RENT),
        ),
    ]


SPREADS = [
    (Spread("capex", 523e6, 9e8, 1.4216e9, 0.9886), "words", "$500 million", "$1.4 billion"),
    (Spread("capex", 5e6, 5e6, 5e6, 0.5), "certain", "", ""),
    (Spread("capex", math.nan, math.nan, math.nan, math.nan), "undefined", "", ""),
]


@pytest.mark.parametrize(("spread", "kind", "low", "high"), SPREADS, ids=lambda each: str(each))
def test_what_draws_say_is_a_range_or_a_certain_number_or_nothing(spread, kind, low, high):
    tell = telling("en")
    more = {"low": (low, ""), "high": (high, ""), "below": ("98.9%", "")}
    assert doubts.spread_in_words(tell, spread) == tell.say(
        f"ui.spread_{kind}",
        name=(tell.say("rung_names.capex"), ""),
        here=("$1.63 billion", ""),
        **more,
    )


# ---- claims ----


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_the_tally_counts_the_articles_claims_and_leads_to_each(code):
    tell = telling(code)
    article = [row for row in rows_of("claims") if row["origin"] == "article"]
    count = Counter(row["verdict"] for row in article)
    blanks = {id: (str(number), "") for id, number in count.items()}
    told = claims.tally(tell)
    assert told["number"] == tell.say("ui.claims_tally", all=(str(len(article)), ""), **blanks)
    assert told["label"] == tell.say("ui.claims_label", **blanks)
    assert told["caption"] == tell.say("ui.claims_strip")
    assert told["marks"] == [
        {
            "id": row["id"],
            "verdict": row["verdict"],
            "name": tell.say(
                "ui.claim_mark",
                place=(tell.say("ui.claim_place", place=(row["place"], "")), ""),
                verdict=(tell.say(f"verdicts.{row['verdict']}"), ""),
                says=(tell.say(f"claims.{row['id']}.says"), ""),
            ),
        }
        for row in article
    ]
    assert claims.verdicts(tell) == [
        {
            "id": id,
            "name": tell.say(f"verdicts.{id}"),
            "count": str(count[id]),
            "meaning": tell.say(f"verdict_meanings.{id}"),
        }
        for id in ("holds", "caveat", "mixes", "wrong", "unknown")
    ]


@pytest.mark.parametrize("row", rows_of("claims"), ids=lambda row: row["id"])
def test_a_claim_has_its_verdict_place_grade_sums_and_sources(row):
    tell = telling("en", {"rental_rate": 3.0})
    told = claims.claim(tell, RECORDS.claims[row["id"]], lambda id: f"sources#{id}")
    assert (told["id"], told["shape"], told["letter"]) == (row["id"], row["verdict"], row["grade"])
    assert told["verdict"] == tell.say(f"verdicts.{row['verdict']}")
    assert told["grade"] == tell.say("ui.grade", grade=(row["grade"], ""))
    assert told["grade_name"] == tell.say(f"grades.{row['grade']}")
    place = tell.say("ui.claim_place", place=(row["place"], "")) if row["place"] else ""
    assert told["place"] == place
    assert told["says"] and told["evidence"] and "{" not in told["says"] + told["evidence"]
    shows = row["shows"].split()
    assert [each["href"] for each in told["sums"]] == [f"sources#{id}" for id in shows]
    assert [each["label"] for each in told["sums"]] == [tell.name_of(id) for id in shows]
    for id, each in zip(shows, told["sums"], strict=True):
        live = id in costmodel.MODEL.figures
        assert each["standing"] == tell.say("ui.claim_live" if live else "ui.claim_printed")
        assert each["text"] == formulas.in_numbers(tell, id)
        assert each["grade"]["letter"] == costmodel.grade_behind(id)
    # The table of totals in print stands under one claim.
    assert (told["table"] is not None) == (row["id"] == "ratio")
    titles = [RECORDS.sources[id].title for id in row["sources"].split()]
    ours = [tell.say(f"own_sources.{id}") for id in ("our_assumption", "our_arithmetic")]
    assert len(told["sources"]) == len(titles)
    for title, source in zip(titles, told["sources"], strict=True):
        assert source["title"] == title or source["title"] in ours


def test_the_ratio_in_print_is_told_with_the_articles_own_and_the_nearest():
    told = claims.claim(telling("en"), RECORDS.claims["ratio"], lambda id: "")
    assert "509" in told["evidence"] and "399" in told["evidence"]


# ---- stories ----


@pytest.mark.parametrize("id", costmodel.STORIES)
def test_a_story_says_what_it_sets_with_whose_numbers(id):
    tell = telling("en")
    told = stories.story(tell, id)
    (row,) = [row for row in rows_of("stories") if row["id"] == id]
    assert told["says"] == tell.say(f"stories.{id}.says")
    assert told["grade"]["letter"] == row["grade"]
    assert len(told["sources"]) == len(row["sources"].split())
    assert told["sources_title"] == tell.say("ui.sources")
    assert told["settings_title"] == tell.say("ui.settings")
    # Its own numbers first, then those of the story it is based on, as far as it has none.
    rows = [
        each
        for teller in (id, row["based_on"])
        for each in rows_of("settings")
        if each["story"] == teller
    ]
    own = {each["assumption"]: each for each in reversed(rows)}
    settings = {each["name"]: each["grade"]["letter"] for each in told["settings"]}
    assert settings == {tell.name_of(name): each["grade"] for name, each in own.items()}
    assert len(told["settings"]) == len(own)


def test_a_storys_numbers_are_told_to_the_last_digit_with_their_unit():
    (share,) = stories.story(telling("en"), "half_of_fleet")["settings"]
    assert share["value"] == "50%"
    values = {each["value"] for each in stories.story(telling("en"), "hopper_only")["settings"]}
    assert "0 GPUs" in values


def test_a_readers_own_scenario_is_a_story_without_sources():
    told = stories.story(telling("en", {"pue": 1.2}), YOURS)
    assert told["says"] and (told["grade"], told["sources"], told["settings"]) == (None, [], [])


# ---- records ----


def test_a_figure_has_its_formula_its_numbers_and_all_it_rests_on():
    published, own = telling("en"), telling("en", {"rental_rate": 3.0})
    told = provenance.figure(published, "final_run_cost")
    behind = (
        ("pretraining_hours", "2,664,000 GPU-hours"),
        ("context_extension_hours", "119,000 GPU-hours"),
        ("post_training_hours", "5,000 GPU-hours"),
        ("rental_rate", "$2.00 per GPU-hour"),
    )
    assert (told["id"], told["value"]) == ("final_run_cost", "$5.58 million")
    assert told["label"] == published.name_of("final_run_cost")
    names = (published.name_of("run_hours"), published.name_of("rental_rate"))
    assert told["words"] == " × ".join(names)
    assert told["numbers"] == "2,788,000 GPU-hours × $2.00 per GPU-hour = $5,576,000"
    inputs = provenance.inputs(published, "final_run_cost")
    assert [(each["id"], each["value"]) for each in inputs] == list(behind)
    assert {each["grade"]["own"] for each in inputs} == {""}
    assert [each["id"] for each in told["assumptions"]] == [id for id, _ in behind]
    assert [each["label"] for each in told["assumptions"]] == [
        published.name_of(id) for id, _ in behind
    ]
    assert [each["publisher"] for each in told["sources"]] == [
        "DeepSeek-AI",
        "Epoch AI",
        "cnBeta",
        "Neighborhood Notes quoting SemiAnalysis and Latent Space",
    ]
    told = provenance.figure(own, "final_run_cost")
    assert told["numbers"] == "2,788,000 GPU-hours × $3.00 per GPU-hour = $8,364,000"
    yours = own.say("ui.your_numbers")
    inputs = provenance.inputs(own, "final_run_cost")
    assert [each["grade"]["own"] for each in inputs] == ["", "", "", yours]
    assert told["grade"]["own"] == yours


@pytest.mark.parametrize(
    ("figure", "function", "arguments"),
    [
        ("capex", "total_over_types", ["capex_by_type"]),
        ("star_staff", "smaller_of", ["star_headcount", "headcount"]),
    ],
)
def test_functions_in_formulas_are_told_in_words(figure, function, arguments):
    tell = telling("en")
    said = tell.language.label(f"functions.{function}")
    told = formulas.in_words(tell, figure)
    before, *_ = said.split("{0}")
    assert told.startswith(before) and "{" not in told
    if figure == "star_staff":
        assert told == said.format(*map(tell.name_of, arguments))


def test_the_formula_of_one_type_names_that_type():
    tell = telling("en")
    count, price = tell.name_of("gpu_count_a100"), tell.name_of("server_price_a100")
    assert formulas.in_words(tell, "capex_a100") == f"{count} × {price}"


# A row of each file, as it stands under “Quoted numbers and dates”.
QUOTED = {
    "facts": ("400 times", "C"),
    "run_parameters": ("$0", "D"),
    "published_totals": ("$1.996 billion", "C"),
    "fleet": ("10,000 GPUs", "A"),
    "purchases": ("January 1, 2021 – December 31, 2021", "A"),
    "export_controls": ("April 9, 2025", "C"),
    "model_costs": ("$124.6 million", "B"),
    "settings": ("199 people", "A"),
}


def test_every_row_that_nobody_can_change_is_quoted_once_with_all_its_sources():
    tell = telling("en")
    quoted = provenance.quoted(tell)
    rows = [row for file in QUOTED for row in rows_of(file)]
    assert [each["grade"]["letter"] for each in quoted] == [row["grade"] for row in rows]
    assert [len(each["sources"]) for each in quoted] == [
        len(row["sources"].split()) for row in rows
    ]
    assert all(each["label"] and each["value"] for each in quoted)
    # Links lead to facts and parameters; what is an assumption too has its record there.
    anchors = [
        row["id"] if file == "facts" or row["id"] not in costmodel.ASSUMPTIONS else ""
        for file in ("facts", "run_parameters")
        for row in rows_of(file)
    ]
    assert [each["id"] for each in quoted] == anchors + [""] * (len(quoted) - len(anchors))
    starts = dict(zip(QUOTED, _starts([len(rows_of(file)) for file in QUOTED]), strict=True))
    for file, (value, letter) in QUOTED.items():
        of_file = quoted[starts[file] : starts[file] + len(rows_of(file))]
        assert any(
            value in each["value"] and each["grade"]["letter"] == letter for each in of_file
        ), file


def _starts(lengths: list[int]) -> list[int]:
    return [sum(lengths[:position]) for position in range(len(lengths))]


def test_quoted_rows_of_a_batch_a_model_and_a_story_name_it():
    tell = telling("en")
    labels = [each["label"] for each in provenance.quoted(tell)]
    assert f"A100: {tell.say('purchases.a100_purchase')}" in labels
    assert f"GPT-4: {tell.say('bases.development')}" in labels
    assert f"{tell.say('stories.hopper_only.name')}: {tell.name_of('gpu_count_a100')}" in labels
    values = [each["value"] for each in provenance.quoted(tell)]
    assert f"$124.6 million ({tell.say('dollars.2023')})" in values
    assert tell.say("ui.usual", value=(tell.say("ui.usual_none"), "")) in values


def test_a_models_parameters_have_range_grade_and_a_place_for_links():
    tell = telling("en")
    told = {each["id"]: each for each in provenance.parameters(tell)}
    assert list(told) == [row["id"] for row in rows_of("model_parameters")]

    def span(value: str, low: str, high: str) -> str:
        return f"{value} ({tell.say('ui.span', low=(low, ''), high=(high, ''))})"

    hours, bought, power = (f"gpt_4_{id}" for id in ("chip_hours", "acquired", "server_power"))
    million = "{},000,000 chip-hours"
    assert told[hours]["value"] == span(*map(million.format, (57, 54, 60)))
    assert told[bought]["value"] == span("August 12, 2020", "August 12, 2020", "May 12, 2022")
    assert told[power]["value"] == "0.8125 kW per chip"
    assert told[hours]["label"] == f"GPT-4: {tell.name_of('chip_hours')}"
    assert {each["grade"]["letter"] for each in told.values()} <= set("ABCD")


def test_a_run_is_as_good_as_its_weakest_number_and_says_whose_they_are():
    published, own = telling("en"), telling("en", {"pue": 1.2})
    yours = own.say("ui.your_numbers")
    assert provenance.grade_of_run(published, "deepseek_v3")["own"] == ""
    assert provenance.grade_of_run(own, "deepseek_v3")["own"] == yours
    # Nobody else's run is computed from the reader's numbers.
    assert provenance.grade_of_run(own, "gpt_4")["own"] == ""
    for model in ("deepseek_v3", "gpt_4"):
        letters = [row["grade"] for row in rows_of("model_parameters") if row["model"] == model]
        assert provenance.grade_of_run(own, model)["letter"] == sorted(letters)[-1]


def test_an_assumption_says_what_it_is_where_it_may_lie_why_and_who_disputes_it():
    tell = telling("en", {"rental_rate": 3.5})
    told = {**provenance.known(tell, "rental_rate"), **provenance.present(tell, "rental_rate")}
    ends = {"low": ("$1.65", ""), "high": ("$3.42 per GPU-hour", "")}
    widest = {"low": ("$0.05 per GPU-hour", ""), "high": ("$15.00 per GPU-hour", "")}
    assert told == {
        "id": "rental_rate",
        "label": tell.name_of("rental_rate"),
        "about": tell.say("assumptions.rental_rate.about"),
        "published": "$2.00 per GPU-hour",
        "yours": "$3.50 per GPU-hour",
        "changed": True,
        "whose": tell.say("ui.published"),
        "unsupported": tell.say("ui.outside"),
        "range": tell.say("ui.range_sourced", **ends),
        "allowed": tell.say("ui.allowed", **widest),
        "grade": {
            "letter": "A",
            "text": tell.say("ui.grade", grade=("A", "")),
            "name": tell.say("grades.A"),
        },
        "why": tell.say("assumptions.rental_rate.why"),
        "disputed": tell.say("assumptions.rental_rate.disputed"),
        "sources": told["sources"],
        # Who disputes it is among those who give it.
        "disputing": [],
    }
    assert "$3.42" in told["disputed"]
    assert provenance.known(tell, "deepseek_share")["range"] == tell.say("ui.range_none")
    unranged = provenance.present(tell, "deepseek_share")
    assert (unranged["changed"], unranged["unsupported"]) == (False, "")


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_a_source_can_be_found_again_and_our_own_says_that_it_is_ours(code):
    tell = telling(code)
    told = provenance.source(tell, "our_arithmetic")
    assert told["title"] == tell.say("own_sources.our_arithmetic")
    assert (told["publisher"], told["address"]) == (tell.say("ui.title"), "")
    assert told["read_as"] == tell.say("ui.own_work")
    (row,) = [row for row in rows_of("sources") if row["id"] == "tekid_article"]
    told = provenance.source(tell, "tekid_article")
    for field in ("title", "publisher", "published", "address", "locator"):
        assert told[field] == row[field]
    assert told["read_as"] == tell.say(f"read_as.{row['read_as']}")


@pytest.mark.parametrize(
    ("top", "bottom", "told"),
    [
        ("tco", "final_run_cost", "$2.573 billion ÷ $5.576 million = 461 times"),
        ("capex", "run_electricity_cost", "$1.6286 billion ÷ $293,263 = 5,553 times"),
        ("final_run_cost", "run_electricity_cost", "$5.576 million ÷ $293,263 = 19 times"),
    ],
)
def test_one_rung_over_another_comes_out(top, bottom, told):
    assert comparisons.ratio_in_numbers(telling("en", GIVEN), top, bottom) == told


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        ("final_run_cost", "2,788,000 × $2.00 = $5.58 million"),
        ("development_compute_cost", "$5.58 million × 2.2 = $12.3 million"),
        ("tco", "$1.63 billion + $944 million = $2.57 billion"),
    ],
)
def test_in_running_text_a_sum_has_few_digits_and_comes_out(figure, told):
    tell = telling("en", GIVEN)
    blanks = tell.told(figure)
    sign = " + " if figure == "tco" else " × "
    *operands, result = (f"{{{id}}}" for id in blanks)
    assert tell.language.fill(f"{sign.join(operands)} = {result}", blanks) == told


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_what_nobody_can_change_is_told_the_same_in_every_scenario(code):
    for told in (provenance.quoted, provenance.parameters):
        published = told(telling(code))
        assert published
        assert all(told(telling(code, changes)) == published for changes in SCENARIOS.values())
