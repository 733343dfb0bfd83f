"""A source's number is the source's: it stays as printed when a published value of ours moves."""

import re

import pytest

from content import LANGUAGES
from costmodel import ASSUMPTIONS, MODEL, RUNGS, STORIES, evaluate, settings_of, total
from costmodel.questions.stories import as_changes
from data import RECORDS, load
from tests.conftest import EVERY_LANGUAGE
from tests.test_content import blanks, flat
from tests.test_data import Copy

MILLION = 1_000_000
# Amounts that a source printed, as its story must come to them, and how far rounding takes them.
PRINTED = {
    ("deepseek_report", "run_hours"): (2_788_000, 0),
    ("deepseek_report", "final_run_cost"): (5_576_000, 0),
    ("semianalysis_corrected", "fleet_gpus"): (60_000, 0),
    ("semianalysis_corrected", "capex"): (1_629 * MILLION, MILLION),
    ("semianalysis_corrected", "opex"): (944 * MILLION, MILLION),
    ("semianalysis_corrected", "tco"): (2_573 * MILLION, MILLION),
    ("semianalysis_first", "capex"): (1_281 * MILLION, MILLION),
    ("semianalysis_first", "opex"): (715 * MILLION, 1.5 * MILLION),
    ("semianalysis_first", "tco"): (1_996 * MILLION, MILLION),
    ("article", "final_run_cost"): (5 * MILLION, 0.01),
    ("article", "capex"): (1_600 * MILLION, 50 * MILLION),
    ("article", "opex"): (944 * MILLION, MILLION),
    ("hopper_only", "hopper_gpus"): (50_000, 0),
    ("hopper_only", "tco_per_year"): (545 * MILLION, MILLION),
    ("documented_only", "run_hours"): (2_788_000, 0),
    ("documented_only", "final_run_cost"): (5_576_000, 0),
    ("documented_only", "documented_gpus"): (2_224, 0),
    ("documented_only", "fleet_gpus"): (12_224, 0),
}


def figures_of(story: str) -> dict[str, float]:
    figures = evaluate(STORIES[story])
    return {id: float(figures[id]) for id in RUNGS}


def told(story: str) -> dict[str, float]:
    """What a story sets, by assumption."""
    return {id: row.value for id, row in settings_of(story).items()}


@pytest.mark.parametrize(("story", "figure"), PRINTED, ids="-".join)
def test_a_story_comes_to_what_its_source_printed_by_numbers_of_its_own(story, figure):
    amount, rounding = PRINTED[story, figure]
    assert abs(float(evaluate(STORIES[story])[figure]) - amount) <= rounding
    # Every number behind it is set, and none is borrowed from what we publish.
    assert set(MODEL.assumptions_behind(figure)) - set(settings_of(story)) == set()


@pytest.fixture(scope="module", params=ASSUMPTIONS)
def moved(request, tmp_path_factory):
    """The data with one published value moved: which one, and what the files then say."""
    copy, row = Copy(tmp_path_factory.mktemp("data")), ASSUMPTIONS[request.param]
    # A third of the way to the farther end of what is possible.
    ends = (row.allowed_low, row.allowed_high)
    value = row.value + (max(ends, key=lambda end: abs(end - row.value)) - row.value) / 3
    for field in ("likely_low", "likely_high", "distribution"):
        copy.spoil("assumptions", row.id, field, "")
    copy.spoil("assumptions", row.id, "value", repr(value))
    records = load(copy.folder)
    assert records.assumptions[row.id].value == value != row.value
    return row.id, records


def test_no_story_moves_in_what_was_printed_when_a_published_value_does(moved):
    _, records = moved
    published = {id: row.value for id, row in records.assumptions.items()}
    for story, changes in as_changes(records).items():
        printed = [figure for teller, figure in PRINTED if teller == story]
        before = evaluate(STORIES[story], printed)
        after = evaluate({**published, **changes}, printed)
        assert {id: after[id] for id in printed} == {id: before[id] for id in printed}, story


def test_a_link_to_a_story_then_carries_what_the_source_printed(moved):
    id, records = moved
    for story, changes in as_changes(records).items():
        if id in settings_of(story):
            assert changes[id] == settings_of(story)[id].value, story
        else:
            # What nobody printed is ours to move.
            assert id not in changes, story
        rest = {other: value for other, value in changes.items() if other != id}
        assert rest == {other: v for other, v in STORIES[story].items() if other != id}


def test_a_setting_of_the_storys_own_counts_and_stands_before_those_it_is_based_on():
    first = settings_of("semianalysis_first")
    assert next(iter(first)) == "gpu_count_h100" and first["gpu_count_h100"].value == 0
    assert {**told("semianalysis_corrected"), "gpu_count_h100": 0} == told("semianalysis_first")


# The same number is the same wherever it stands


@pytest.mark.parametrize("type_", RECORDS.gpu_types)
def test_the_counts_of_the_estimate_agree_between_files(type_):
    count = told("semianalysis_corrected")[f"gpu_count_{type_}"]
    assert RECORDS.fleet[f"{type_}_estimate"].count == count
    bought = [row.count for row in RECORDS.purchases.values() if row.gpu_type == type_]
    assert sum(bought) == count


def test_what_deepseek_documents_agrees_between_files():
    report, documents = told("deepseek_report"), told("documented_only")
    assert RECORDS.fleet["h800_training"].count == report["training_cluster_gpus"]
    assert RECORDS.fleet["h800_serving"].count == documents["serving_gpus"]
    assert RECORDS.fleet["h800_serving"].count == documents["gpu_count_h800"]
    assert RECORDS.facts["claim_price"].value == report["rental_rate"] == documents["rental_rate"]
    hours = [id for id in report if id.endswith("_hours")]
    assert len(hours) == 3
    assert {id: documents[id] for id in hours} == {id: report[id] for id in hours}
    # DeepSeek's hours for R1, at the price it assumed for V3.
    facts = RECORDS.facts
    of_r1 = sum(facts[f"r1_{step}_hours"].value for step in ("zero", "data", "rl"))
    assert of_r1 * report["rental_rate"] == facts["r1_cost_published"].value


def test_the_totals_in_print_agree_with_the_numbers_in_print():
    totals, corrected = RECORDS.published_totals, figures_of("semianalysis_corrected")
    # The table was rounded to millions in print, and its first version came a little higher.
    assert abs(total(totals["corrected_ownership"]) - corrected["tco"]) < MILLION
    first = figures_of("semianalysis_first")["tco"]
    assert abs(total(totals["first_version_ownership"]) - first) < MILLION
    operation = evaluate(STORIES["semianalysis_corrected"])["opex"]
    assert abs(totals["parts_in_article"].plus - operation) < MILLION
    assert round(corrected["capex"], -8) == total(totals["capital_expenditure_alone"])
    reported = figures_of("deepseek_report")["final_run_cost"]
    assert total(totals["claim_reported"]) == reported
    assert RECORDS.model_costs["deepseek_v3_rental"].value == reported


# Nobody is made to say a number that a reader, or we, may move

SOURCES = re.compile(
    r"SemiAnalysis|Epoch AI|DeepSeek|High-Flyer|Lambert|NVIDIA|Reuters|Wccftech|Tek\.id|Amodei|Wang"
)
OF_THE_SCENARIO = re.compile(r"these numbers|scenario|angka-angka ini|skenario")
CHANGEABLE = {*ASSUMPTIONS, *MODEL.units}


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_a_sentence_that_names_a_source_gives_its_number_and_not_the_scenarios(code):
    language = LANGUAGES[code]
    texts = {**language.passages, **flat(language.labels)}
    sentences = [
        (name, sentence)
        for name, text in texts.items()
        for sentence in re.split(r"(?<=[.!?:])\s", text)
        if SOURCES.search(sentence) and not OF_THE_SCENARIO.search(sentence)
    ]
    assert sum("{" in sentence for _, sentence in sentences) > 20
    assert [each for each in sentences if blanks(each[1]) & CHANGEABLE] == []
