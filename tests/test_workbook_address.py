"""The workbook where it is served: for any link and language, by a real server."""

import io
import re
import zipfile
from urllib.parse import unquote

import openpyxl
import pytest

import exports
from content import LANGUAGES
from costmodel import ASSUMPTIONS, Scenario
from exports.workbook import file_name, make
from tests.asking import ask, same_as_get
from tests.conftest import EVERY_LANGUAGE

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_the_address_answers_with_the_links_workbook(site, code):
    address = f"/scenario.xlsx?rental_rate=3.5&figure=capex&lang={code}"
    answer = ask(site, address)
    assert (answer.status, answer.headers["content-type"]) == (200, KIND)
    assert answer.headers["content-language"] == code
    assert (
        answer.headers["cache-control"] == "public, max-age=300, stale-if-error=86400"
        and answer.headers["etag"]
    )
    told = answer.headers["content-disposition"]
    named = re.fullmatch(r"attachment; filename\*=UTF-8''(.+)", told)
    link, faults = exports.read([("rental_rate", "3.5")], LANGUAGES)
    assert not faults and unquote(named[1]) == file_name(link, code)
    assert answer.body == make(link, code, site)
    same_as_get(site, address)


def test_without_a_choice_it_is_told_in_the_language_the_browser_prefers(site):
    answer = ask(site, "/scenario.xlsx", accept_language="id-ID,en;q=0.5")
    assert answer.headers["content-language"] == "id"
    assert "accept-language" in answer.headers["vary"].lower()
    book = openpyxl.load_workbook(io.BytesIO(answer.body))
    assert book.sheetnames[0] == LANGUAGES["id"].label("workbook.sheets.readme")


def test_what_a_link_says_wrongly_is_named_and_no_file_is_made_of_the_rest(site):
    answer = ask(site, "/scenario.xlsx?rental_rate=99&pue=x&tco=1&lang=en")
    assert answer.status == 400 and answer.headers["content-type"] == "application/json"
    assert "content-disposition" not in answer.headers
    for id in ("rental_rate", "pue", "tco"):
        assert f'"id":"{id}"' in answer.text


def test_whoever_kept_it_is_told_that_it_still_holds(site):
    tag = ask(site, "/scenario.xlsx?lang=en").headers["etag"]
    again = ask(site, "/scenario.xlsx?lang=en", if_none_match=tag)
    assert (again.status, again.body) == (304, b"")
    other = ask(site, "/scenario.xlsx?lang=en&rental_rate=4", if_none_match=tag)
    assert other.status == 200


def test_the_path_is_known_and_one_written_otherwise_leads_there(site):
    answer = ask(site, "/Scenario.XLSX?rental_rate=4")
    assert answer.status in (301, 302, 307, 308)
    assert "scenario.xlsx?rental_rate=4" in answer.headers["location"]
    for method in ("POST", "PUT", "DELETE"):
        assert ask(site, "/scenario.xlsx", method).status == 405


def test_a_link_that_changes_everything_is_served_whole(site):
    every = {id: row.allowed_high for id, row in ASSUMPTIONS.items()}
    query = exports.write(exports.Link(changes=Scenario(every), language="en"))
    answer = ask(site, f"/scenario.xlsx?{query}")
    assert answer.status == 200
    with zipfile.ZipFile(io.BytesIO(answer.body)) as file:
        assert file.testzip() is None
