"""How to cite a page where it is served: at addresses, in documents, under a headline."""

import json
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page

from content import LANGUAGES, PAGES, path_of
from exports import VERSION, citation, read
from tests.asking import ask, same_as_get
from tests.conftest import EVERY_LANGUAGE
from tests.drawn import opened
from tests.reading import is_shown

QUERY = "rental_rate=3"


def cited(site: str, page: str, code: str) -> citation.Citation:
    link, _ = read([tuple(QUERY.split("="))], LANGUAGES)
    return citation.of_page(page, link, code, site)


@pytest.mark.parametrize("form", citation.FORMATS)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_cited_at_an_address_of_its_own(site, page, form):
    write, kind = citation.FORMATS[form]
    address = f"/cite/{page}.{form}?{QUERY}&lang=id"
    answer = ask(site, address)
    assert answer.status == 200 and answer.headers["content-type"].startswith(kind)
    assert answer.text == write(cited(site, page, "id"))
    assert answer.headers["cache-control"] == "public, max-age=300, stale-if-error=86400"
    assert answer.headers["content-language"] == "id"
    again = ask(site, address, if_none_match=answer.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    same_as_get(site, address)


@pytest.mark.parametrize("form", citation.FORMATS)
def test_nobody_cites_another_scenario_than_was_meant(site, form):
    answer = ask(site, f"/cite/claim.{form}?rental_rat=3&pue=x")
    assert answer.status == 400 and answer.headers["cache-control"] == "no-store"
    assert [each["id"] for each in json.loads(answer.text)["errors"]] == ["rental_rat", "pue"]


@pytest.mark.parametrize("path", ["/cite/nothing.bib", "/cite/claim.doc", "/cite/claim"])
def test_what_is_no_page_or_form_is_not_there(site, path):
    assert ask(site, path).status == 404


@pytest.mark.parametrize("ending", ["", ".html"])
@pytest.mark.parametrize("code", EVERY_LANGUAGE)
@pytest.mark.parametrize("page", PAGES)
def test_every_document_carries_what_reference_managers_look_for(site, page, code, ending):
    path = f"/{page}.html" if ending else f"/{path_of(page)}"
    soup = BeautifulSoup(ask(site, f"{path}?{QUERY}&lang={code}").text, "html.parser")
    tags = {each["name"]: each["content"] for each in soup.head.select("meta[name]")}
    it = cited(site, page, code)
    assert tags["citation_title"] == it.title and tags["citation_author"] == it.author
    assert tags["citation_publication_date"] == f"{it.changed:%Y/%m/%d}"
    assert tags["citation_online_date"] == f"{it.changed:%Y/%m/%d}"
    assert tags["citation_language"] == code and tags["citation_abstract"] == it.says
    assert tags["citation_public_url"] == it.address and f"v={VERSION}" in it.address
    # Otherwise Zotero takes what has a title for an article in a journal.
    assert tags["z:itemType"] == "webpage"


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
@pytest.mark.parametrize("page", ["start", "claim", "opex", "verdict", "doubts", "since"])
def test_under_a_headline_stands_how_to_cite_it_and_is_drawn_when_opened(site, page, code):
    at = opened(page, code, rental_rate="3")
    assert not any('class="cite"' in each.proto.body for each in at.get("html"))
    at.session_state["cite"] = True
    at.run()
    (fold,) = (each.proto.body for each in at.get("html") if 'class="cite"' in each.proto.body)
    live = BeautifulSoup(fold, "html.parser")
    paper = BeautifulSoup(ask(site, f"/{path_of(page)}?{QUERY}&lang={code}").text, "html.parser")
    it = cited(site, page, code)
    assert paper.select_one("#paper .cited").get_text() == citation.sentence(it)
    assert it.says in live.select_one(".cited").get_text()
    for soup in (live, paper.select_one("#paper")):
        ways = [urlsplit(each["href"]) for each in soup.select(".cite a[download]")]
        assert [each.path for each in ways] == [f"cite/{page}.{x}" for x in citation.FOR_PROGRAMS]
        assert {each.query for each in ways} == {it.query}


def test_the_sentence_is_copied_by_one_press_and_files_leave_the_page_where_it_is(site, page: Page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site}/claim?{QUERY}&lang=en")
    is_shown(page, "claim", seconds=20)
    page.wait_for_function("globalThis.hands?.session && hands.connected")
    fold = page.locator(".st-key-cite")
    fold.locator("summary").click()
    fold.get_by_role("button", name="Copy the sentence").click()
    page.get_by_text("The sentence is copied.").first.wait_for(state="attached")
    assert page.evaluate("navigator.clipboard.readText()") == citation.sentence(
        cited(site, "claim", "en")
    )
    before = page.url
    with page.expect_download() as fetched:
        fold.get_by_role("link", name="BibTeX").click()
    assert fetched.value.suggested_filename == "claim.bib" and page.url == before
