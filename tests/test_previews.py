"""While a slider moves, figures show what the page will say: at every stop."""

import gzip
import json
import random
import re
from html import unescape
from urllib.parse import urlencode

import pytest
from starlette.exceptions import HTTPException
from starlette.requests import Request

import costmodel
from content import LANGUAGES, PAGES
from costmodel import ASSUMPTIONS, MODEL, STORIES, Scenario
from exports import Link
from paper import pages
from telling import Telling, formulas, live
from telling.stops import stops
from tests.conftest import EVERY_LANGUAGE, SCENARIOS
from web import previews

# What a page may send for all of its sliders together, as it leaves compressed.
MOST_BYTES = 30_000
_CALL = re.compile(r"blocks\.control\(([^)]*)\)")
_LIVE = re.compile(r'<\w+[^>]*? data-live="([^"]+)"(?: data-part="(\d+)")?>([^<]*)<')


def random_scenario(seed: int) -> dict[str, float]:
    """Every assumption anywhere in its allowed range."""
    drawn = random.Random(seed)
    return {id: drawn.uniform(row.allowed_low, row.allowed_high) for id, row in ASSUMPTIONS.items()}


def live_texts(page: str, language: str, changes: dict[str, float]) -> dict[tuple[str, int], str]:
    """Every text of a page that is marked as following sliders, as the page is drawn."""
    link = Link(changes=Scenario(changes))
    drawn = pages.draw(page, link, language)
    # With the bar above it, and without its charts.
    html = pages.around(page, link, language, drawn, dict.fromkeys(drawn.charts, ""))
    found: dict[tuple[str, int], str] = {}
    for key, part, text in _LIVE.findall(html):
        place, text = (key, int(part or 0)), unescape(text)
        assert found.setdefault(place, text) == text, f"{place} reads two ways on {page}"
    return found


def sliders_of(page: str) -> list[str]:
    """The assumptions that have a slider on a page, as its file says."""
    source = (pages._FOLDER / f"{page}.py").read_text(encoding="utf-8")
    return re.findall(r'"(\w+)"', " ".join(_CALL.findall(source)))


WITH_SLIDERS = [page for page in PAGES if sliders_of(page)]
ALL_SLIDERS = [(page, id) for page in WITH_SLIDERS for id in sliders_of(page)]


def test_the_pages_with_sliders_are_known():
    assert len(WITH_SLIDERS) == 6 and len(ALL_SLIDERS) >= 18


@pytest.mark.parametrize(("page", "id"), ALL_SLIDERS)
@pytest.mark.parametrize("language", EVERY_LANGUAGE)
def test_what_is_shown_while_moving_is_what_the_page_says_at_each_stop(
    page: str, id: str, language: str
):
    others = random_scenario(7)
    for changes in ({}, {**others, id: ASSUMPTIONS[id].value}):
        values = [each.value for each in stops(id, language)]
        here = live_texts(page, language, changes)
        tell = Telling.of(LANGUAGES[language], changes)
        told = live.at_stops(tell, id, values, {key for key, _ in here})
        # The page itself is drawn for the ends, for what is published, and a few between.
        tried = {0, len(values) - 1, *range(1, len(values), max(1, len(values) // 4))}
        for stop in tried:
            there = live_texts(page, language, {**changes, id: values[stop]})
            for (key, part), text in there.items():
                shown = told.get(key, {}).get(part)
                assert (shown[stop] if shown else here[key, part]) == text, (key, values[stop])


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
@pytest.mark.parametrize("name", SCENARIOS)
def test_every_text_of_every_figure_is_the_same_all_at_once_as_one_by_one(language: str, name: str):
    drawn = random.Random(name)
    keys = [live.number_key(id) for id in MODEL.figures] + [
        live.sum_key(id) for id in drawn.sample(MODEL.figures, 12)
    ]
    for id in drawn.sample(sorted(ASSUMPTIONS), 4):
        listed = [each.value for each in stops(id, language)]
        values = sorted({listed[0], listed[-1], *drawn.sample(listed, min(5, len(listed)))})
        told = live.at_stops(Telling.of(LANGUAGES[language], SCENARIOS[name]), id, values, keys)
        for place, value in enumerate(values):
            one = Telling.of(LANGUAGES[language], {**SCENARIOS[name], id: value})
            for key in keys:
                for part, text in enumerate(live.texts(one, key)):
                    shown = told.get(key, {}).get(part)
                    if shown:
                        assert shown[place] == text, (key, id, value)


@pytest.mark.parametrize(("page", "id"), ALL_SLIDERS)
def test_every_slider_moves_a_figure_on_its_own_page(page: str, id: str):
    keys = {key for key, _ in live_texts(page, "en", {})}
    values = [each.value for each in stops(id, "en")]
    moved = live.at_stops(Telling.of(LANGUAGES["en"], {}), id, values, keys)
    assert any(key.startswith(("number.", "apart.")) for key in moved)


def test_the_bar_of_every_page_follows_what_moves_the_total():
    for page in WITH_SLIDERS:
        keys = {key for key, _ in live_texts(page, "en", {})}
        moved = live.at_stops(Telling.of(LANGUAGES["en"], {}), "gpu_count_h20", [0.0, 9e3], keys)
        assert {"bar.tco", "distance.tco"} <= set(moved), page


def test_a_sum_has_the_same_parts_in_every_scenario():
    published = Telling.of(LANGUAGES["id"], {})
    for figure in MODEL.figures:
        between = [each for _, each in formulas.parts(published, figure)]
        for changes in (*SCENARIOS.values(), *STORIES.values()):
            here = formulas.parts(Telling.of(LANGUAGES["id"], changes), figure)
            assert [each for _, each in here] == between, figure


def test_a_scenario_at_many_values_is_the_same_as_at_each():
    values = [0.05, 0.5, 15.0]
    found = costmodel.along("rental_rate", values, {"gpu_count_h20": 5.0}, ["tco_ratio"])
    for value, known in zip(values, found, strict=True):
        alone = costmodel.evaluate({"rental_rate": value, "gpu_count_h20": 5.0})
        assert "tco_ratio" in known and known["rental_rate"] == value
        for id in known:
            if not id.endswith("_by_type"):
                assert known[id] == pytest.approx(float(alone[id]), nan_ok=True, rel=1e-15), id
    with pytest.raises(KeyError):
        costmodel.along("rental_rat", values)
    assert len(found[0]) == len(list(found[0]))


def asked(id: str, query: str) -> tuple[int, bytes]:
    """What the address of a slider's texts answers: the status, and the body or the reason."""
    scope = {
        "type": "http",
        "path": f"/previews/{id}.json",
        "path_params": {"assumption": id},
        "query_string": query.encode(),
        "headers": [],
    }
    try:
        answer = previews.preview(Request(scope))
    except HTTPException as refusal:
        return refusal.status_code, refusal.detail.encode()
    return answer.status_code, bytes(answer.body)


def test_an_address_tells_every_stop_and_where_the_reader_stands():
    query = "rental_rate=2.337&lang=en&show=number.final_run_cost"
    status, body = asked("rental_rate", query)
    told = json.loads(body)
    assert status == 200 and told["values"] == sorted(told["values"])
    texts = told["texts"]["number.final_run_cost"]["0"]
    assert texts[told["values"].index(2.337)] == "$6.516 million"
    assert texts[told["values"].index(2.0)] == "$5.576 million"
    assert len(texts) == len(told["values"])


def test_wherever_a_reader_stands_on_a_stop_the_answer_is_the_same():
    one, other, between = (
        asked("rental_rate", f"rental_rate={at}&lang=en&show=sum.final_run_cost")
        for at in ("3", "4", "4.001")
    )
    assert one == other != between


@pytest.mark.parametrize(
    ("id", "query", "status", "named"),
    [
        ("rental_rat", "show=number.tco", 404, ""),
        ("rental_rate", "show=number.tcx", 400, "number.tcx"),
        ("rental_rate", "show=nothing.tco", 400, "nothing.tco"),
        ("rental_rate", "show=number", 400, "number"),
        ("rental_rate", "show=apart.tco", 400, "apart.tco"),
        ("rental_rate", "&".join(f"show=x{n}" for n in range(101)), 400, "100"),
    ],
)
def test_what_cannot_be_answered_is_named(id: str, query: str, status: int, named: str):
    answered, body = asked(id, query)
    assert answered == status
    assert named in body.decode()


@pytest.mark.parametrize("page", WITH_SLIDERS)
@pytest.mark.parametrize("language", EVERY_LANGUAGE)
def test_all_tables_of_a_page_are_small(page: str, language: str):
    keys = sorted({key for key, _ in live_texts(page, language, {})})
    sent = 0
    for id in sliders_of(page):
        query = urlencode([("lang", language), *(("show", key) for key in keys)])
        status, body = asked(id, query)
        assert status == 200 and json.loads(body)["texts"]
        sent += len(gzip.compress(body, compresslevel=6))
    assert sent <= MOST_BYTES
