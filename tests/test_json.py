"""The documented form of a scenario's figures: as its schema says, with what was asked for."""

import itertools
import json
from urllib.parse import parse_qsl

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

import costmodel
from content import LANGUAGES
from costmodel import ASSUMPTIONS, MODEL, Scenario
from data import RECORDS
from exports import BESIDE, FORM, VERSION, Link, dates, described, read, refusal, report
from exports.schema import schema
from tests.conftest import SCENARIOS

ADDRESS = "https://example.org/api/v1/schema.json"
SCHEMA = schema(ADDRESS)
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
# What each word brings, to assumptions and to figures.
BROUGHT = {
    "units": ({"unit"}, {"unit"}),
    "grades": ({"grade"}, {"grade"}),
    "sources": ({"sources"}, {"sources"}),
    "dates": ({"last_change"}, {"last_change"}),
    "ranges": ({"allowed", "likely"}, set()),
    "inputs": (set(), {"rests_on"}),
}


def of(scenario: str, beside: tuple[str, ...] = ()) -> dict:
    return described(Link(changes=Scenario(SCENARIOS[scenario])), beside, ADDRESS)


def test_the_schema_is_one():
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$id"] == ADDRESS and json.loads(json.dumps(SCHEMA)) == SCHEMA


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_answer_is_as_the_schema_says(scenario):
    for many in range(len(BESIDE) + 1):
        for beside in itertools.combinations(BESIDE, many):
            VALIDATOR.validate(json.loads(json.dumps(of(scenario, beside), allow_nan=False)))


def test_nothing_is_answered_that_the_schema_does_not_explain():
    whole = of("published", BESIDE)
    assert set(whole) <= set(SCHEMA["properties"])
    for table in ("assumptions", "figures", "sources"):
        known = SCHEMA["properties"][table]["additionalProperties"]["properties"]
        assert {key for each in whole[table].values() for key in each} == set(known), table
    # Each word that asks for something, and each part that needs its meaning said, has it.
    parts = [*SCHEMA["properties"].values(), *SCHEMA["$defs"].values()]
    assert all(each["description"] for each in parts)
    assert all(word in SCHEMA["description"] for word in BESIDE)


def test_the_schema_notices_what_is_wrong():
    spoilt = of("published", ("grades",))
    for spoil in (
        lambda told: told["figures"]["tco"].update(value="much"),
        lambda told: told["figures"]["tco"].update(grade="E"),
        lambda told: told["assumptions"]["pue"].pop("begins_with"),
        lambda told: told.update(form=FORM + 1),
        lambda told: told.pop("edition"),
    ):
        told = json.loads(json.dumps(spoilt))
        spoil(told)
        with pytest.raises(ValidationError):
            VALIDATOR.validate(told)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_values_are_those_of_the_first_form(scenario):
    told, first = of(scenario), report(Link(changes=Scenario(SCENARIOS[scenario])))
    assert {id: each["value"] for id, each in told["assumptions"].items()} == first["assumptions"]
    assert {id: each["value"] for id, each in told["figures"].items()} == {
        id: each["value"] for id, each in first["figures"].items()
    }
    assert first == costmodel.without_dust(costmodel.report(SCENARIOS[scenario]))


@pytest.mark.parametrize("word", BESIDE)
def test_each_word_brings_its_own_and_nothing_else(word):
    plain, told = of("published"), of("published", (word,))
    for table, brought in zip(("assumptions", "figures"), BROUGHT[word], strict=True):
        for id, each in told[table].items():
            assert set(each) - set(plain[table][id]) == brought, id
    assert ("sources" in told) == (word == "sources")


def test_what_stands_beside_is_what_the_data_say():
    told = of("renting is dear", BESIDE)
    for id, row in ASSUMPTIONS.items():
        each = told["assumptions"][id]
        assert (each["begins_with"], each["unit"], each["grade"]) == (
            row.value,
            row.unit,
            row.grade,
        )
        assert each["sources"] == list(row.sources)
        assert each["allowed"] == [row.allowed_low, row.allowed_high]
        assert each["likely"] == (list(row.likely_range) if row.likely_range else None)
    for id in MODEL.figures:
        each = told["figures"][id]
        assert (each["unit"], each["grade"]) == (MODEL.units[id], costmodel.grade_behind(id))
        assert each["rests_on"] == list(costmodel.sourced_behind(id))
        assert each["last_change"] == dates.last_change(id).isoformat()
        named = {source for one in each["rests_on"] for source in costmodel.sources_of(one)}
        assert set(each["sources"]) == named
    for id, source in told["sources"].items():
        row = RECORDS.sources[id]
        assert (source["title"], source["address"]) == (row.title, row.address)
        assert source["accessed"] == row.accessed.isoformat()
    every = [*told["assumptions"].values(), *told["figures"].values()]
    assert {source for each in every for source in each["sources"]} == set(told["sources"])


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_its_link_leads_back_to_the_scenario(scenario):
    told = of(scenario)
    link, faults = read(parse_qsl(told["link"]), LANGUAGES)
    assert not faults and told["edition"] == int(VERSION)
    assert {id: float(each) for id, each in link.changes.items()} == {
        id: each["value"]
        for id, each in told["assumptions"].items()
        if each["value"] != each["begins_with"]
    }


def test_a_refusal_is_as_the_schema_says():
    refused = Draft202012Validator({**SCHEMA, **SCHEMA["$defs"]["refusal"]})
    many = [(f"bogus_number_{number}", "1") for number in range(60)]
    odd = [("pue", "x"), ("tco", "1"), ("rental_rate", "99"), ("v", "0"), ("run_start", "x")]
    for pairs in (odd, many, [*odd, *many]):
        _, faults = read(pairs, LANGUAGES)
        VALIDATOR.evolve(schema=SCHEMA["$defs"]["refusal"]).validate(refusal(faults))
        refused.validate(refusal(faults))


def test_what_nobody_can_ask_for_is_refused_by_name():
    with pytest.raises(ValueError, match="'colours'"):
        described(Link(), ["units", "colours"])
