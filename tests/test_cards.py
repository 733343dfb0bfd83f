"""The preview of a link: its picture and its sentence carry its figures, in its language."""

import io
import re

import pytest
from bs4 import BeautifulSoup
from PIL import Image
from starlette.exceptions import HTTPException
from starlette.requests import Request

from content import LANGUAGES, PAGES, path_of
from costmodel import PUBLISHED, Scenario
from exports import Link, write
from paper import cards, pages
from paper.cards import HEIGHT, WIDTH, Previewed
from telling import bar
from tests.conftest import EVERY_LANGUAGE, SCENARIOS, telling
from web.cards import answer, earlier
from web.documents import complete

EVERY_PAGE = pytest.mark.parametrize("page", PAGES)
IN_EVERY_LANGUAGE = pytest.mark.parametrize("code", EVERY_LANGUAGE)
CHANGED = {"rental_rate": 3.0, "gpu_count_h20": 20_000.0}
DOCUMENT = '<html lang="en"><head><title>Streamlit</title></head><body><div id="root"></div></body>'


def previewed(page: str, code: str, changes: dict[str, float]) -> Previewed:
    link = Link(changes=Scenario(changes))
    return Previewed(page, link, code, pages.draw(page, link, code).answer)


def asked(path: str, query: str = "", **parts: str) -> Request:
    return Request(
        {
            "type": "http",
            "method": "GET",
            "scheme": "http",
            "path": path,
            "path_params": parts,
            "query_string": query.encode(),
            "headers": [(b"host", b"localhost")],
        }
    )


@EVERY_PAGE
@IN_EVERY_LANGUAGE
def test_a_preview_says_the_pages_figure_and_the_total_of_its_scenario(page, code):
    shown = previewed(page, code, CHANGED)
    tell = telling(code, CHANGED)
    figures = {bar.number(tell, *each) for each in shown.figures}
    assert bar.number(tell, "tco") in figures and len(figures) == 2
    described, said = cards.description(shown), cards.in_words(shown)
    assert all(number in described and number in said for number in figures)
    assert LANGUAGES[code].label(f"pages.{page}.description") in described
    assert described != cards.description(previewed(page, code, {}))


def test_a_preview_says_how_many_numbers_are_not_ours():
    said = [
        cards.description(previewed("start", "en", dict(each)))
        for each in ([], [*CHANGED.items()][:1], CHANGED.items())
    ]
    assert "changed" not in said[0] and said[0].startswith("The final run")
    assert said[1].startswith("One of our numbers is changed here. ")
    assert said[2].startswith("2 of our numbers are changed here. ")


@EVERY_PAGE
@IN_EVERY_LANGUAGE
def test_a_picture_is_as_previews_want_it_and_says_in_itself_what_it_shows(page, code):
    shown = previewed(page, code, CHANGED)
    content = cards.picture(shown)
    picture = Image.open(io.BytesIO(content))
    assert picture.size == (WIDTH, HEIGHT) == (1200, 630) and len(content) < 100_000
    assert picture.text["Description"] == cards.in_words(shown)
    assert content == cards.picture(shown), "the same link, the same bytes"
    assert content != cards.picture(previewed(page, code, {}))


@pytest.mark.parametrize("scenario", SCENARIOS, ids=str)
@IN_EVERY_LANGUAGE
def test_nothing_runs_out_of_a_picture_or_into_something_else(code, scenario):
    for page in PAGES:
        plate = cards.plate(previewed(page, code, SCENARIOS[scenario]))
        *above, foot = plate.texts
        lowest = max(y for text in above for y, _ in text["lines"])
        highest = min(y for y, _ in foot["lines"]) - foot["size"]
        assert lowest + 8 <= highest, (page, "the foot stands in what is above it")
        assert max(y for y, _ in foot["lines"]) <= HEIGHT - 40
        for text in plate.texts:
            for _, line in text["lines"]:
                face = cards.HEADING if text["kind"] == "serif" else cards.SEMIBOLD
                # The semibold is the wider of both.
                assert text["x"] + face.width(line, text["size"]) <= WIDTH - 20, line


@EVERY_PAGE
def test_a_document_leads_to_the_picture_of_its_own_link(page):
    query = write(Link(changes=Scenario(CHANGED), language="id"))
    head = BeautifulSoup(complete(DOCUMENT, asked(f"/{path_of(page)}", query)), "html.parser")
    meta = {each.get("property"): each.get("content") for each in head.select("meta[property]")}
    there = re.fullmatch(r"http://localhost/card/(\w+)\.png\?(.*)", meta["og:image"])
    assert (there[1], there[2]) == (page, query)
    reply = answer(asked("/card", there[2], page=there[1]))
    assert reply.status_code == 200 and reply.headers["content-language"] == "id"
    shown = previewed(page, "id", CHANGED)
    assert reply.body == cards.picture(shown)
    assert meta["og:image:alt"] == cards.in_words(shown)
    assert meta["og:description"] == cards.description(shown)


def test_what_is_kept_is_answered_without_being_made_again():
    request = asked("/card", "lang=en&pue=1.29", page="opex")
    assert answer(request, kept_only=True) is None
    made = answer(request)
    assert answer(request, kept_only=True).body == made.body


def test_what_there_is_not_is_said():
    with pytest.raises(HTTPException) as refused:
        answer(asked("/card", page="nowhere"))
    assert refused.value.status_code == 404
    reply = answer(asked("/card", "rental_rate=99", page="claim"))
    assert reply.status_code == 400 and b"rental_rate: 99" in reply.body


@IN_EVERY_LANGUAGE
def test_links_shared_earlier_still_have_a_picture(code):
    reply = earlier(asked("/app/static/card-x.png", code=code))
    assert reply.status_code == 308 and reply.headers["location"] == f"/card/start.png?lang={code}"
    with pytest.raises(HTTPException):
        earlier(asked("/app/static/card-x.png", code="xx"))


def test_a_scenario_as_published_is_called_so():
    assert PUBLISHED["rental_rate"] != CHANGED["rental_rate"]
    plate = cards.plate(previewed("claim", "en", {}))
    said = [line for text in plate.texts for _, line in text["lines"]]
    assert telling("en").say("package.unchanged") in said
