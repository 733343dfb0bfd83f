"""What a proxy or a browser may keep, and that it is told when it no longer holds."""

import asyncio
import re

import pytest
from starlette.responses import PlainTextResponse, Response

from content import PAGES, path_of
from tests.asking import ask, said, same_as_get
from web import documents, papers
from web.keeping import Keeping

DOCUMENTS = [f"/{path_of(page)}" for page in PAGES]
PLAIN = [
    *(f"/{page}.{kind}" for page in ("capex", "start") for kind in ("html", "md")),
    "/charts/capex/capital-wide.svg",
    "/llms.txt",
    "/api/figures.json",
    "/robots.txt",
    "/sitemap.xml",
]


def rules_of(headers) -> set[str]:
    return {each.strip() for each in headers["cache-control"].split(",")}


def varies(headers) -> set[str]:
    return {each.strip().lower() for each in headers.get("vary", "").split(",")}


@pytest.mark.parametrize("path", [*DOCUMENTS, *PLAIN])
@pytest.mark.parametrize("coding", ["", "gzip"])
def test_what_is_made_of_its_address_alone_is_known_again(site, path, coding):
    address = f"{path}?lang=id&rental_rate=3"
    whole = ask(site, address, accept_encoding=coding)
    assert whole.status == 200 and "public" in rules_of(whole.headers)
    assert "set-cookie" not in whole.headers
    tag = whole.headers["etag"]
    for known in (tag, tag.removeprefix("W/"), f'"another", {tag}'):
        again = ask(site, address, accept_encoding=coding, if_none_match=known)
        assert (again.status, again.body) == (304, b"")
        assert again.headers["etag"] == tag
        assert again.headers["cache-control"] == whole.headers["cache-control"]
        assert varies(again.headers) == varies(whole.headers)
        assert "accept-encoding" in varies(again.headers)
    assert ask(site, address, if_none_match='"another"').status == 200


@pytest.mark.parametrize("path", ["/capex", "/capex.html", "/api/figures.json"])
def test_another_scenario_is_another_answer(site, path):
    of_three, of_four = (ask(site, f"{path}?lang=en&rental_rate={rate}") for rate in (3, 4))
    assert of_three.headers["etag"] != of_four.headers["etag"]
    known = of_three.headers["etag"]
    assert ask(site, f"{path}?lang=en&rental_rate=4", if_none_match=known).status == 200


@pytest.mark.parametrize("path", ["/claim", "/claim.md"])
def test_without_a_choice_each_language_is_another_answer(site, path):
    english, indonesian = (ask(site, path, accept_language=code) for code in ("en", "id"))
    assert english.headers["etag"] != indonesian.headers["etag"]
    for answer in (english, indonesian):
        assert "accept-language" in answer.headers["vary"].lower()


@pytest.mark.parametrize("path", ["/capex", "/capex.html", "/api/figures.json", "/robots.txt"])
def test_head_says_of_a_tag_what_get_says(site, path):
    same_as_get(site, path)
    tag = ask(site, path, "HEAD").headers["etag"]
    head, whole = (ask(site, path, method, if_none_match=tag) for method in ("HEAD", "GET"))
    assert head.status == 304
    assert said(head) == said(whole)


@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_browser_asks_for_a_document_each_time_and_a_proxy_after_a_minute(site, path):
    assert rules_of(ask(site, path).headers) == {
        "public",
        "max-age=0",
        "s-maxage=60",
        # Better an old one than none.
        "stale-if-error=86400",
    }


def test_a_cookie_changes_nothing_in_what_is_shared(site):
    one, other = ask(site, "/capex?lang=en"), ask(site, "/capex?lang=en", cookie="_x=1; lang=id")
    assert one.headers["etag"] == other.headers["etag"]


@pytest.mark.parametrize("path", ["/api/figures.json?rental_rate=x", "/nothing"])
def test_what_is_no_answer_is_not_kept(site, path):
    answer = ask(site, path)
    assert answer.status != 200
    assert "public" not in answer.headers.get("cache-control", "")
    assert "etag" not in answer.headers


@pytest.mark.parametrize("missing", ["paper", "start"])
def test_a_document_without_its_paper_or_before_the_start_is_kept_by_nobody(monkeypatch, missing):
    def fails(*_):
        raise ValueError("no paper today")

    if missing == "paper":
        monkeypatch.setattr(papers, "paper", fails)
    else:
        monkeypatch.setattr(documents, "has_started", lambda _: False)
    streamlits = Response(
        '<html lang="en"><head></head><div id="root">',
        headers={"Cache-Control": "no-cache", "ETag": '"streamlit"'},
        media_type="text/html",
    )
    headers = answered(Keeping(documents.Documents(streamlits)), "/claim")["headers"]
    assert headers["cache-control"] == "no-cache"
    assert "etag" not in headers


def answered(app, path: str, **asked: str) -> dict:
    """Status, headers and body of an application's answer to GET."""
    got: dict = {"body": b""}

    async def send(message):
        if message["type"] == "http.response.start":
            got["status"] = message["status"]
            got["headers"] = {key.decode(): text.decode() for key, text in message["headers"]}
        else:
            got["body"] += message["body"]

    headers = {"host": "localhost"} | {key.replace("_", "-"): text for key, text in asked.items()}
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "scheme": "http",
        "query_string": b"",
        "headers": [(key.encode(), text.encode()) for key, text in headers.items()],
        "app": None,
    }
    asyncio.run(app(scope, None, send))
    return got


def test_an_answer_in_parts_has_one_tag():
    def whole(text):
        return Keeping(PlainTextResponse(text, headers={"Cache-Control": "public, max-age=5"}))

    async def in_parts(_scope, _receive, send):
        headers = [(b"cache-control", b"public, max-age=5")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"a", "more_body": True})
        await send({"type": "http.response.body", "body": b"b"})

    first, second = answered(Keeping(in_parts), "/x"), answered(whole("ab"), "/x")
    assert first["body"] == second["body"] == b"ab"
    assert first["headers"]["etag"] == second["headers"]["etag"]
    assert first["headers"]["etag"] != answered(whole("abc"), "/x")["headers"]["etag"]
    assert re.fullmatch(r'W/"\w+"', first["headers"]["etag"])


def test_what_does_not_say_that_it_is_public_passes_as_it_is():
    for rules in ("private", "no-cache", "max-age=9"):
        plain = PlainTextResponse("x", headers={"Cache-Control": rules})
        assert "etag" not in answered(Keeping(plain), "/x")["headers"]
    own = PlainTextResponse("x", headers={"Cache-Control": "public", "ETag": '"own"'})
    assert answered(Keeping(own), "/x", if_none_match='"own"')["headers"]["etag"] == '"own"'
