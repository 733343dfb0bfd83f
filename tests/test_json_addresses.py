"""Figures as JSON where they are served: the documented form, its schema, and the first form."""

import json

import pytest
from jsonschema import Draft202012Validator

import costmodel
from content import LANGUAGES
from exports import BESIDE, Link, described, read
from tests.asking import ask, same_as_get

FIGURES, SCHEMA = "/api/v1/figures.json", "/api/v1/schema.json"


def test_an_answer_names_its_schema_and_is_as_that_says(site):
    answer = ask(site, f"{FIGURES}?rental_rate=3&with={','.join(BESIDE)}")
    assert answer.status == 200 and answer.headers["content-type"] == "application/json"
    told = json.loads(answer.text)
    assert told["$schema"] == f"{site}{SCHEMA}"
    schema = json.loads(ask(site, told["$schema"].removeprefix(site)).text)
    assert schema["$id"] == told["$schema"]
    Draft202012Validator(schema).validate(told)
    link, _ = read([("rental_rate", "3")], LANGUAGES)
    assert told == described(link, BESIDE, told["$schema"])


def test_what_is_asked_for_may_stand_in_any_order_once_or_more_often(site):
    one = ask(site, f"{FIGURES}?with=units,grades").text
    assert one == ask(site, f"{FIGURES}?with=grades&with=units&with=units").text
    assert one != ask(site, FIGURES).text
    assert json.loads(ask(site, FIGURES).text) == described(Link(), (), f"{site}{SCHEMA}")


def test_a_link_of_any_page_may_be_put_behind_it(site):
    told = json.loads(ask(site, f"{FIGURES}?v=1&lang=id&present=1&utm_source=x").text)
    assert told["assumptions"]["server_power_h800"]["value"] == 1.275


def test_every_part_that_cannot_be_used_is_named(site):
    answer = ask(site, f"{FIGURES}?with=units,colours&pue=x&with=")
    assert answer.status == 400 and answer.headers["cache-control"] == "no-store"
    errors = json.loads(answer.text)["errors"]
    assert [each["id"] for each in errors] == ["with", "with", "pue"]
    assert "'colours'" in errors[0]["message"] and all(
        word in errors[0]["message"] for word in BESIDE
    )


@pytest.mark.parametrize("path", [FIGURES, f"{FIGURES}?with=units", SCHEMA])
def test_it_is_fit_for_a_cache_and_for_a_page_of_somebody_elses(site, path):
    first = ask(site, path, origin="https://example.org")
    assert first.headers["cache-control"] == "public, max-age=300, stale-if-error=86400"
    assert first.headers["access-control-allow-origin"] == "*"
    assert first.headers["access-control-expose-headers"] == "ETag"
    # It is the same in every language.
    assert "accept-language" not in first.headers["vary"].lower()
    assert ask(site, path, accept_language="id").body == first.body
    again = ask(site, path, if_none_match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    same_as_get(site, path)


def test_the_first_form_is_what_it_was(site):
    answer = ask(site, "/api/figures.json?rental_rate=3")
    first = costmodel.without_dust(costmodel.report({"rental_rate": 3.0}))
    # Not a byte of it may change.
    assert answer.text == json.dumps(first, ensure_ascii=False, separators=(",", ":"))
    assert set(json.loads(answer.text)) == {"assumptions", "figures"}
