"""No sentence stands where it is false: at every setting each spot has the one that is true."""

import itertools
import random
import re
import tomllib
from collections.abc import Iterator, Mapping

import pytest

from content import LANGUAGES, Language
from content.conditions import AT_SPOTS, NOTHING, SPOTS, condition, read
from content.language import FOLDER
from content.reading import blanks, flat
from costmodel import ASSUMPTIONS, MODEL, STORIES
from tests.cases import GIVEN
from tests.conftest import EVERY_LANGUAGE, SCENARIOS, telling

AT_RANDOM = 3_000
# What pages and charts give a text besides what the scenario says, in all that it can be.
LOCAL: dict[str, tuple[float, ...]] = {
    "run_times": (0.0, 0.5, 0.97, 1.0, 1.03, 14.0, float("inf"), float("nan")),
    "development_times": (0.0, 0.5, 0.97, 1.0, 1.03, 2.0, float("inf"), float("nan")),
    "ratio": (0.0, 0.5, 1.0, 461.0, float("inf"), float("nan")),
    "swings": (0.0, 1.0, 12.0),
    "in_doubt": (1.0, float("nan")),
    "in_doubt_low": (0.5, 1.5, float("nan")),
    "in_doubt_high": (0.9, 2.0, float("nan")),
    "counts_behind": (0.0, 1.0),
    "own_guess": (1.0, 95.0, 100.0, 105.0, 1e12),
    "guessed": (0.0, 100.0, float("inf"), float("nan")),
    "gpt_4_over_v3": (0.0, 0.94, 0.96, 1.04, 1.06, 13.3, float("inf"), float("nan")),
}


# What chance hardly ever comes upon.
RARE = (
    {"pretraining_hours": 1e9, "rental_rate": 2.55},
    {"pretraining_hours": 1e9, "years_owned": 1.9},
)


def at_ends() -> Iterator[tuple[str, dict[str, float]]]:
    """Each assumption alone at each end of what may be set, and of what sources support."""
    for id, row in ASSUMPTIONS.items():
        for end in {row.allowed_low, row.allowed_high, row.likely_low, row.likely_high} - {None}:
            yield f"{id}={end:g}", {id: end}


def at_random(count: int, seed: str) -> Iterator[dict[str, float]]:
    """Scenarios of a few changed numbers or of many, near what is published or far from it."""
    chance = random.Random(seed)
    ids = list(ASSUMPTIONS)
    for _ in range(count):
        changes = {}
        for id in chance.sample(ids, chance.choice((1, 2, 3, 5, 10, len(ids)))):
            row = ASSUMPTIONS[id]
            low, high = row.allowed_low, row.allowed_high
            changes[id] = chance.choice(
                (
                    low,
                    high,
                    chance.uniform(low, high),
                    # Most of what readers set is of the size of what is published.
                    min(high, max(low, row.value * chance.uniform(0.2, 5))),
                    low + (high - low) * chance.random() ** 8,
                )
            )
        yield changes


def values_of(changes: Mapping[str, float]) -> dict[str, float]:
    tell = telling("en", dict(changes))
    names = {
        name for spot in SPOTS.values() for each in spot.conditions.values() for name in each.names
    }
    return {name: tell.value(name) for name in names - LOCAL.keys()}


def not_one(values: Mapping[str, float]) -> list[tuple[str, list[str]]]:
    """Spots at which not exactly one variant stands, and those that do."""
    found = []
    for name, spot in SPOTS.items():
        local = {each for one in spot.conditions.values() for each in one.names} & LOCAL.keys()
        for given in itertools.product(*(LOCAL[each] for each in sorted(local))):
            standing = spot.standing({**values, **dict(zip(sorted(local), given, strict=True))})
            if len(standing) != 1:
                found.append((name, standing))
    return found


@pytest.mark.parametrize("name", [*SCENARIOS, *STORIES])
def test_exactly_one_variant_stands_in_every_scenario_and_story(name):
    changes = SCENARIOS.get(name) or STORIES.get(name, {})
    assert not_one(values_of(changes)) == []


def test_exactly_one_variant_stands_with_any_number_at_its_ends():
    found = {name: not_one(values_of(changes)) for name, changes in at_ends()}
    assert {name: each for name, each in found.items() if each} == {}


def test_exactly_one_variant_stands_in_thousands_of_scenarios():
    for changes in at_random(AT_RANDOM, "one variant"):
        assert not_one(values_of(changes)) == [], changes


def test_every_variant_stands_somewhere():
    seen: set[str] = set()
    for changes in (
        *SCENARIOS.values(),
        *STORIES.values(),
        *RARE,
        *(changes for _, changes in at_ends()),
        *at_random(1_000, "every variant"),
    ):
        values = values_of(changes)
        for spot in SPOTS.values():
            local = {each for one in spot.conditions.values() for each in one.names} & LOCAL.keys()
            for given in itertools.product(*(LOCAL[each] for each in sorted(local))):
                told = {**values, **dict(zip(sorted(local), given, strict=True))}
                seen |= {f"{spot.name}_{each}" for each in spot.standing(told)}
    every = {f"{spot.name}_{each}" for spot in SPOTS.values() for each in spot.conditions}
    assert every - seen == set()


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_what_stands_can_be_said_in_every_language(code):
    for changes in (*SCENARIOS.values(), *STORIES.values(), *at_random(60, code)):
        tell = telling(code, dict(changes))
        for name, spot in SPOTS.items():
            is_passage = spot.texts[0] in tell.language.passages
            words = tell.language.passages if is_passage else flat(tell.language.labels)
            named = set().union(*(blanks(words[text]) for text in spot.texts))
            local = dict.fromkeys(named - {*tell.blanks, *SPOTS} | {*LOCAL}, (2.0, "×"))
            text = (tell.passage if is_passage else tell.say)(name, **local)
            assert "{" not in text and (text or NOTHING in spot.conditions)


def test_every_number_a_condition_compares_is_known():
    known = {*telling("en").blanks, *LOCAL}
    for spot in SPOTS.values():
        for variant, each in spot.conditions.items():
            assert each.names <= known, (spot.name, variant)


def test_a_text_that_stands_at_a_spot_cannot_be_had_otherwise():
    tell = telling("en")
    for text, spot in AT_SPOTS.items():
        for said in (tell.passage, tell.say):
            with pytest.raises(KeyError, match=f"ask for {spot.name}"):
                said(text)


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_every_variant_has_its_words(code):
    language = LANGUAGES[code]
    for spot in SPOTS.values():
        assert spot.texts, spot.name
        for text in spot.texts:
            if text not in language.passages:
                assert language.label(text)


# What a condition is


@pytest.mark.parametrize(
    ("text", "values", "holds"),
    [
        ("a > 1", {"a": 2.0}, True),
        ("a > 1", {"a": float("nan")}, False),
        ("not a > 1", {"a": float("nan")}, True),
        ("1 < a < 3 and not about(a, 2)", {"a": 2.05}, False),
        ("about(a, 2)", {"a": 2.09}, True),
        ("about(a, 2)", {"a": 2.11}, False),
        ("about(a, 100, 0.15)", {"a": 85.1}, True),
        ("about(a, 0)", {"a": 0.0}, True),
        ("defined(a)", {"a": float("inf")}, False),
        ("tops(a, 1, 2)", {"a": 3.0}, True),
        ("tops(a, 1, 3)", {"a": 3.0}, False),
        ("a / b > 1", {"a": 1.0, "b": 0.0}, False),
    ],
)
def test_a_condition_compares_what_it_names(text, values, holds):
    found = condition(text)
    assert found.names == values.keys()
    assert found.holds(values) is holds


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a >", "is no condition"),
        ("open('x')", "open is no function"),
        ("open(a)", "open is no function"),
        ("a.real > 1", "has no place"),
        ("a if b else c", "has no place"),
        ("[a]", "has no place"),
        ("a > '1'", "is not a number"),
    ],
)
def test_what_is_no_condition_is_named_with_its_spot(tmp_path, text, why):
    file = tmp_path / "conditions.toml"
    file.write_text(f'[page.spot]\nfits = "a > 1"\nodd = "{text}"\n', encoding="utf-8")
    spots, (fault,) = read(file)
    assert fault.startswith("content/conditions.toml: page.spot.odd: ") and why in fault
    assert spots["page.spot"].standing({"a": 2.0}) == ["fits"]


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    file = tmp_path / "conditions.toml"
    for content in (None, "[page", "a = 1"):
        if content is not None:
            file.write_text(content, encoding="utf-8")
        _, faults = read(file)
        assert faults and all(each.startswith("content/conditions.toml: ") for each in faults)


# What the conditions of the verdict come to, with numbers


def standing(spot: str, **values: float) -> str:
    (one,) = SPOTS[spot].standing(values)
    return one


@pytest.mark.parametrize(
    ("changes", "claim", "fleet", "owning"),
    [
        ({}, "about", "more", "cheaper"),
        ({"rental_rate": 4}, "more", "more", "cheaper"),
        ({"rental_rate": 1}, "less", "more", "dearer"),
        # 3.9 million is not "close to five".
        ({"rental_rate": 1.4}, "less", "more", "about"),
        ({f"gpu_count_{t}": 0 for t in MODEL.types}, "about", "none", "cheaper"),
        ({"pretraining_hours": 5e8}, "more", "more", "cheaper"),
        ({"pretraining_hours": 1e9, "rental_rate": 2.55}, "more", "about", "cheaper"),
        ({"pretraining_hours": 1e9, "rental_rate": 15}, "more", "less", "cheaper"),
    ],
)
def test_the_verdict_follows_the_figures(changes, claim, fleet, owning):
    values = values_of({**GIVEN, **changes})
    found = [standing(f"start.{each}", **values) for each in ("claim", "fleet", "owning")]
    assert found == [claim, fleet, owning]


@pytest.mark.parametrize(
    ("cost", "said"), [(84.9, "less"), (85.1, "about"), (114.9, "about"), (115.1, "more")]
)
def test_within_fifteen_per_cent_of_the_claim_is_about_the_claim(cost, said):
    assert standing("start.claim", final_run_cost=cost, claim_rounded=100.0) == said


@pytest.mark.parametrize(
    ("cost", "said"), [(94.9, "cheaper"), (95.1, "about"), (104.9, "about"), (105.1, "dearer")]
)
def test_within_five_per_cent_owning_is_about_as_dear_as_renting(cost, said):
    values = {"final_run_at_ownership_cost": cost, "final_run_cost": 100.0}
    assert standing("start.owning", **values) == said


@pytest.mark.parametrize(
    ("times", "said"),
    [
        (0.949, "less"),
        (0.951, "about"),
        (1.049, "about"),
        (1.051, "more"),
        (461.0, "more"),
    ],
)
def test_within_five_per_cent_owning_the_fleet_is_about_as_dear_as_the_run(times, said):
    values = {**values_of({}), "fleet_gpus": 1.0, "tco_ratio": times}
    values |= {"run_share_of_fleet": 0.01}
    assert standing("start.fleet", **values) == said


@pytest.mark.parametrize(
    ("share", "said"),
    [(0.0, "part"), (0.989, "part"), (0.991, "all"), (1.009, "all"), (1.011, "beyond")],
)
def test_there_is_a_rest_of_the_fleets_hours_only_while_the_run_leaves_one(share, said):
    assert standing("start.hours", run_share_of_fleet=share) == said


@pytest.mark.parametrize(
    ("times", "said"),
    [
        (13.3, "less"),
        (1.051, "less"),
        (1.049, "about"),
        (0.951, "about"),
        (0.949, "more"),
        (float("nan"), "nothing"),
    ],
)
def test_gpt_4_is_dearer_only_where_it_is(times, said):
    assert standing("start.beside_gpt_4", gpt_4_over_v3=times) == said


@pytest.mark.parametrize(
    ("here", "behind", "changes", "said"),
    [
        (2.1, 1.0, {}, "counts"),
        (2.1, 0.0, {}, "above"),
        (2.1, 1.0, {"gpu_count_h20": 29_999}, "above"),
        (0.9, 1.0, {}, "below"),
        (2.0, 1.0, {}, "nothing"),
        (float("nan"), 1.0, {}, "nothing"),
    ],
)
def test_a_figure_beyond_its_own_range_is_put_down_to_the_counts_only_as_published(
    here, behind, changes, said
):
    values = {**values_of({**GIVEN, **changes}), "in_doubt": here, "counts_behind": behind}
    values |= {"in_doubt_low": 1.0, "in_doubt_high": 2.0}
    assert standing("doubts.beyond", **values) == said


def test_whether_electricity_and_financing_explain_the_cost_to_operate_is_said_rightly():
    for spot in ("opex.explained", "charts.operating.title"):
        for unexplained, said in ((1.0, "partly"), (0.0, "partly"), (-1.0, "more_than_all")):
            values = {**values_of({}), "opex": 5.0, "unexplained_opex": unexplained}
            assert standing(spot, **values) == said
        nothing = values_of({f"operating_cost_{t}": 0 for t in MODEL.types})
        assert standing(spot, **nothing) == "none"


def test_how_much_pay_matters_is_said_rightly():
    assert standing("salaries.part", **values_of({})) == "little"  # 7 % of the bill
    assert standing("salaries.part", **values_of({"headcount": 500})) == "some"
    assert standing("salaries.part", **values_of({"deepseek_share": 0})) == "most"
    shares = {0.0: "little", 0.099: "little", 0.1: "some", 0.499: "some", 0.5: "most", 1: "most"}
    for share, said in shares.items():
        assert standing("salaries.part", staff_share_of_company_cost=share) == said


# Words of judgement

ALWAYS = tomllib.loads((FOLDER / "always.toml").read_text(encoding="utf-8"))
# Tables of names and of rows' own words, of which a reason may speak all at once.
TABLES = {name.partition(".")[0] for name in ALWAYS if name.endswith(".*")}


def reason(name: str) -> str | None:
    """Why a text is true at every setting; None if nobody says so."""
    table = f"{name.partition('.')[0]}.*"
    return ALWAYS.get(name) or ALWAYS.get(table)


def judging(language: Language) -> dict[str, str]:
    """Every text of a language with a word that compares, ranks or judges."""
    words = "|".join(language.label("judging.words").split())
    judges = re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    texts = {**language.passages, **flat(language.labels)}
    return {
        name: text
        for name, text in texts.items()
        if judges.search(re.sub(r"\{[^}]*\}", "", text)) and name != "judging.words"
    }


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_every_text_that_judges_has_a_condition_or_a_reason_why_it_is_always_true(code):
    found = judging(LANGUAGES[code])
    assert len(found) > 150
    assert [name for name in found if name not in AT_SPOTS and not reason(name)] == []


def test_no_reason_speaks_of_nothing():
    found = {name for language in LANGUAGES.values() for name in judging(language)}
    tables = {f"{name.partition('.')[0]}.*" for name in found}
    assert [name for name in ALWAYS if name not in found | tables] == []
    assert [name for name in ALWAYS if name in AT_SPOTS] == []
    assert all(len(why) >= 10 for why in ALWAYS.values())


def test_reasons_for_many_texts_are_given_for_names_only():
    """A passage, a chart's text or a sentence of a page is looked at by itself."""
    pages = {name.partition(".")[0] for name in LANGUAGES["en"].passages}
    assert TABLES & {*pages, "charts", "ui"} == set()
