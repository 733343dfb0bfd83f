"""The kit for teachers where it is served: by a real server, at every address of it."""

from urllib.parse import urlsplit

from bs4 import BeautifulSoup

from tests.asking import ask, same_as_get


def test_the_server_answers_get_and_head_at_every_address(site):
    for path in ("lesson", "talk", "worksheet-7", "key-7", "quiz", "quiz-key"):
        for ending, kind in (("html", "text/html"), ("md", "text/markdown")):
            address = f"/kit/{path}.{ending}?rental_rate=3&lang=id&size=letter"
            answer = ask(site, address)
            assert answer.status == 200 and answer.headers["content-type"].startswith(kind)
            assert answer.headers["content-language"] == "id"
            assert answer.headers["cache-control"] == "public, max-age=300, stale-if-error=86400"
            same_as_get(site, address)
    assert ask(site, "/kit/lesson.html?size=a5").status == 400
    assert ask(site, "/kit/key-1000000.html").status == 404
    assert ask(site, "/kit/worksheet-x.md").status == 404


def test_what_a_document_needs_is_served(site):
    soup = BeautifulSoup(ask(site, "/kit/worksheet-7.html").text, "html.parser")
    for each in soup.select("link[href]"):
        assert ask(site, urlsplit(each["href"].removeprefix("..")).path).status == 200
