"""Every chart is sound, tells its finding in words, and has its numbers as a table."""

import datetime
import itertools
import json
import math
import re
from collections.abc import Iterator
from functools import cache

import altair
import pytest

import charts
from charts.picture import READ_OUT, Picture, labels, round_steps
from charts.rental import _LABEL, _OVER, _UNDER, _places
from costmodel import (
    BASES,
    MODEL,
    OWN,
    PUBLISHED,
    RUNGS,
    STORIES,
    V3,
    YOURS,
    compared,
    evaluate,
    gap,
    spreads,
    swings,
)
from tests import pictured
from tests.accounts import ACCOUNTS, disagreements
from tests.conftest import EVERY_LANGUAGE, SCENARIOS, telling

EVERY_CHART = pytest.mark.parametrize("chart", pictured.ALL, ids=lambda chart: chart.__name__)
STORY_PAIRS = [*itertools.combinations([*STORIES, YOURS], 2)]
EVERY_BASIS = pytest.mark.parametrize("basis", BASES)
# A model of a reader's own with numbers for every basis.
OWN_RUN = {
    "chip_hours": 5e6,
    "chip_price": 30_000.0,
    "acquired": datetime.date(2024, 1, 1),
    "start": datetime.date(2025, 1, 1),
    "server_power": 1.3,
    "pue": 1.2,
    "electricity_price": 0.1,
    "chips": 4_000.0,
    "hour_price": 2.5,
    "staff": 20e6,
}


@cache
def check_design(design: str) -> None:
    """Altair checks the specification against Vega-Lite's schema: each design once."""
    altair.Chart.from_dict(json.loads(design))


def check(picture: Picture) -> None:
    """A picture is sound, says something, and has only numbers that can be drawn."""
    check_design(
        json.dumps(
            {**picture.design.specification, "datasets": {name: [] for name in picture.data}}
        )
    )
    # Of rows the schema asks only that they are JSON.
    assert json.loads(json.dumps(picture.to_dict(), allow_nan=False))
    for text in (picture.title, picture.alt):
        assert text and "{" not in text
    for rows in picture.data.values():
        for row in rows:
            numbers = [value for value in row.values() if isinstance(value, (int, float))]
            assert all(map(math.isfinite, numbers)), row
    for field, values, (low, high) in on_a_log_scale(picture):
        assert 0 < low < high
        assert all(low <= value <= high for value in values), field


def on_a_log_scale(picture: Picture) -> Iterator[tuple[str, list[float], list[float]]]:
    """Each field drawn on a logarithmic scale, with its values and the scale's ends."""
    for layer in picture.design.specification.get("layer", [picture.design.specification]):
        rows = picture.data[layer.get("data", picture.design.specification.get("data"))["name"]]
        encoding = layer["encoding"]
        for channel in ("x", "y"):
            scale = encoding.get(channel, {}).get("scale") or {}
            if scale.get("type") != "log":
                continue
            for end in (encoding[channel], encoding.get(f"{channel}2", {})):
                if "field" in end:
                    yield end["field"], [row[end["field"]] for row in rows], scale["domain"]
                elif "datum" in end:
                    yield "datum", [end["datum"]], scale["domain"]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=str)
@pytest.mark.parametrize("code", EVERY_LANGUAGE)
@EVERY_CHART
def test_a_chart_can_be_drawn_in_every_scenario(chart, code, scenario):
    picture = chart(telling(code, SCENARIOS[scenario]))
    check(picture)
    # One function draws the other models on each basis, and each is a chart of its own.
    name = chart.__name__
    assert picture.id == ("models_amortised" if name == "models" else name)


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
@EVERY_CHART
def test_a_chart_has_its_numbers_as_a_table(chart, code):
    table = chart(telling(code)).table
    assert len(table) >= 3
    assert len({tuple(row) for row in table}) == 1, "every row has the same headings"
    assert all(cell for row in table for cell in row.values())


def strings(part, key=None):
    if isinstance(part, dict):
        for name, value in part.items():
            yield from strings(value, name)
    elif isinstance(part, list):
        for value in part:
            yield from strings(value, key)
    elif isinstance(part, str):
        yield key, part


@EVERY_CHART
def test_a_design_names_only_fields_and_data_that_the_rows_have(chart):
    picture = chart(telling("en"))
    spec = dict(picture.design.specification)
    layers = spec.get("layer", [spec])
    for layer in layers:
        data = layer.get("data", spec.get("data"))["name"]
        assert data in picture.data
        fields = {text for key, text in strings(layer["encoding"]) if key == "field"}
        for row in picture.data[data]:
            assert fields <= row.keys()


@EVERY_CHART
def test_by_ear_and_under_the_mouse_a_chart_says_nothing_but_its_rows(chart):
    picture = chart(telling("id"))
    assert picture.design.specification["config"]["axis"]["aria"] is False
    read_out = [each for each in picture.design.specification["layer"] if each["mark"]["aria"]]
    assert read_out, "what the picture shows can be heard row by row"
    for layer in read_out:
        assert layer["encoding"]["description"] == READ_OUT.to_dict()
        assert all(row["name"] and row["told"] for row in picture.data[layer["data"]["name"]])
    for layer in picture.design.specification["layer"]:
        assert layer["mark"]["tooltip"] is None


@EVERY_CHART
def test_no_address_of_another_host_stands_in_a_chart(chart):
    found = [
        text
        for key, text in strings(chart(telling("en")).to_dict())
        if "://" in text and key != "$schema"
    ]
    assert found == []


def test_a_readers_change_sends_rows_and_not_a_new_chart():
    before = charts.ladder(telling("en"))
    changed = {"rental_rate": PUBLISHED["rental_rate"] * 1.5}
    after = charts.ladder(telling("en", changed))
    assert after.design is before.design
    assert after.data != before.data


@pytest.mark.parametrize("highest", [0.0, 1e-6, 0.7, 1.0, 9.99, 10.0, 123456.7, 3e12])
def test_ticks_are_round_and_reach_the_top(highest):
    steps = round_steps(highest)
    assert steps[0] == 0
    assert steps[-1] >= highest * 0.999999
    assert 2 <= len(steps) <= 8


# How sure


@pytest.mark.parametrize(("draws", "seed"), [(10_000, 1), (20_000, 1), (10_000, 77)])
def test_the_strips_are_the_draws_asked_for(draws, seed):
    tell = telling("en", {"rental_rate": 3.0})
    picture = pictured.spread(tell, draws, seed)
    check(picture)
    found = spreads(RUNGS, {"rental_rate": 3.0}, draws, seed)
    order = [*reversed(RUNGS)]
    for row in picture.data["ranges"]:
        each = found[order[row["order"]]]
        assert (row["low"], row["high"]) == (each.low, each.high)
        assert row["here"] == tell.value(each.figure)
    assert len(picture.data["rows"]) == len(picture.data["ranges"]) == len(RUNGS)
    assert len(picture.data["bins"]) == sum(len(each.bins) for each in found.values())
    assert max(row["strength"] for row in picture.data["bins"]) == 1


def test_other_draws_are_another_picture_and_more_draws_nearly_the_same():
    tell = telling("en")
    first, other, more, tied = (
        pictured.spread(tell, *which).data["ranges"]
        for which in ((10_000, 1), (10_000, 2), (20_000, 1), (10_000, 1, 0.5))
    )
    assert first != tied
    assert first != other and first != more
    for one, another in zip(first, more, strict=True):
        assert another["low"] == pytest.approx(one["low"], rel=0.02)


def test_a_rung_that_may_cost_nothing_has_no_strip():
    changes = {f"gpu_count_{type_}": 0.0 for type_ in MODEL.types}
    picture = pictured.spread(telling("en", changes))
    check(picture)
    # Nothing is bought, operated or owned; the company still has its people.
    assert len(picture.data["rows"]) == len(RUNGS) - 2
    assert len(picture.table) == len(RUNGS)


# What matters


@pytest.mark.parametrize("figure", MODEL.figures)
def test_the_bars_of_every_figure_are_its_swings(figure):
    changes = {"gpu_count_h20": 1000.0}
    picture = pictured.swings(telling("en", changes), figure)
    check(picture)
    moving = [each for each in swings(figure, changes) if each.width > 0]
    assert [(row["start"], row["end"], row["at_high"]) for row in picture.data["bars"]] == [
        (*sorted((each.at_low, each.at_high)), each.at_high) for each in moving[:8]
    ]
    assert len(picture.data["rows"]) == len(picture.data["bars"])
    assert len(picture.table) == len(swings(figure, changes))
    here = [row["here"] for row in picture.data["here"]]
    assert here == ([float(evaluate(changes)[figure])] if moving else [])


@pytest.mark.parametrize("scenario", SCENARIOS, ids=str)
def test_every_figure_can_be_swung_in_every_scenario(scenario):
    tell = telling("en", SCENARIOS[scenario])
    for figure in MODEL.figures:
        picture = pictured.swings(tell, figure)
        for rows in picture.data.values():
            for row in rows:
                assert all(math.isfinite(v) for v in row.values() if isinstance(v, float)), figure


# Why two stories differ


def check_staircase(picture: Picture, left: float, right: float) -> None:
    check(picture)
    steps = [bar for bar in picture.data["bars"] if not bar["whole"]]
    wholes = {bar["order"]: bar for bar in picture.data["bars"] if bar["whole"]}
    assert set(wholes) == {0, len(steps) + 1}
    assert [wholes[0]["end"], wholes[len(steps) + 1]["end"]] == pytest.approx([left, right])
    # Each step begins where the one before ends, and the last ends where the other story is.
    at = left
    slack = 1e-9 * max(abs(left), abs(right), *(abs(step["end"]) for step in steps))
    for step in steps:
        assert step["start"] == pytest.approx(at, abs=slack)
        at = step["end"]
    assert at == pytest.approx(right, abs=slack)
    assert len(picture.data["rows"]) == len(picture.data["bars"])


@pytest.mark.parametrize(
    ("left", "right"), STORY_PAIRS, ids=["-".join(pair) for pair in STORY_PAIRS]
)
def test_the_steps_lead_from_every_story_to_every_other(left, right):
    changes = {"rental_rate": 3.0, "gpu_count_h800": 2048.0}
    tell = telling("en", changes)
    stories = {**STORIES, YOURS: changes}
    for figure, sides in (("tco", (left, right)), ("company_ratio", (right, left))):
        found = gap(figure, *(stories[side] for side in sides))
        picture = pictured.gap(tell, figure, *sides)
        if found.parts:
            check_staircase(picture, found.left, found.right)
            # In the table every part, with both ends.
            assert len(picture.table) == len(found.parts) + 2
        else:
            check(picture)
            assert found.left == found.right and picture.data["bars"] == []


@pytest.mark.parametrize("figure", MODEL.figures)
def test_the_gap_in_every_figure_can_be_drawn(figure):
    picture = pictured.gap(telling("id"), figure, "cloud_rental", "deepseek_report")
    check(picture)
    found = gap(figure, STORIES["cloud_rental"], STORIES["deepseek_report"])
    # The widest steps singly, the rest as one.
    steps = min(len(found.parts or ()), 10)
    assert len(picture.data["bars"]) == (steps + 2 if steps else 0)


def test_a_gap_that_leads_over_nothing_says_so():
    tell = telling("en", {f"gpu_count_{type_}": 0.0 for type_ in MODEL.types})
    picture = pictured.gap(tell, "run_share_of_fleet", YOURS, "article")
    check(picture)
    assert picture.data["bars"] == picture.data["rows"] == []
    undefined = tell.say("ui.undefined")
    assert undefined in {cell for row in picture.table for cell in row.values()}
    # Where two stories do not differ at all, that is another sentence.
    same = pictured.gap(tell, "tco", YOURS, YOURS)
    check(same)
    assert same.data["bars"] == [] and same.title != pictured.gap(tell, "tco", YOURS).title
    assert undefined not in same.title


# Other models


def models_of(picture: Picture, whose: str) -> list[float]:
    return [row["value"] for row in picture.data["numbers"] if row["whose"] == whose]


@EVERY_BASIS
@pytest.mark.parametrize("own", [None, OWN_RUN], ids=["published", "with an own model"])
@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_every_model_is_drawn_on_every_basis(code, own, basis):
    picture = pictured.models(telling(code), basis, own)
    check(picture)
    assert picture.id == f"models_{basis}"
    found = compared(basis, {}, own)
    ours = [each.value for each in found if each.whose == "ours"]
    assert models_of(picture, "ours") == ours
    assert models_of(picture, "others") == [e.value for e in found if e.whose != "ours"]
    assert len(picture.data["rows"]) == len({each.model for each in found})
    assert len(picture.table) == len(found)
    # The reader's own and DeepSeek-V3 stand out, and nobody else.
    places = {row["order"] for row in picture.data["numbers"] if row["of_interest"]}
    assert len(places) == len({V3, OWN} & {each.model for each in found})


@EVERY_BASIS
@pytest.mark.parametrize("scenario", SCENARIOS, ids=str)
def test_every_basis_can_be_drawn_in_every_scenario(scenario, basis):
    picture = pictured.models(telling("en", SCENARIOS[scenario]), basis, OWN_RUN)
    check(picture)
    found = compared(basis, SCENARIOS[scenario], OWN_RUN)
    # Nothing has no place on a scale of multiples.
    drawn = [each.value for each in found if each.value > 0]
    assert [row["value"] for row in picture.data["numbers"]] == drawn


def test_a_model_of_ones_own_moves_its_row_and_no_other_number():
    tell = telling("en")
    name = tell.say("ui.own_model")
    without, with_own = (pictured.models(tell, "amortised", own) for own in (None, OWN_RUN))
    assert name not in {row["name"] for row in without.data["rows"]}
    (told,) = (row["told"] for row in with_own.data["rows"] if row["name"] == name)
    (number,) = (each for each in compared("amortised", {}, OWN_RUN) if each.model == OWN)
    assert told == tell.written(number.value, "USD")
    # On a basis it has no numbers for it has no row.
    bare = {id: entry for id, entry in OWN_RUN.items() if id not in ("chips", "hour_price")}
    for basis in ("purchase", "rental"):
        rows = pictured.models(tell, basis, bare).data["rows"]
        assert name not in {row["name"] for row in rows}


# A run so long before its chips are bought that they count as worth more than anything there is.
ENORMOUS = {
    **OWN_RUN,
    "acquired": datetime.date(2100, 12, 31),
    "start": datetime.date(2000, 1, 1),
    "price_decline": 1.0,
}
# And one so long after that they count as worth nothing.
TINY = {**ENORMOUS, "acquired": ENORMOUS["start"], "start": ENORMOUS["acquired"]}


@pytest.mark.parametrize("basis", ["amortised", "development"])
def test_an_own_model_can_be_drawn_however_dear(basis):
    check(pictured.models(telling("en"), basis, ENORMOUS))


@EVERY_BASIS
def test_an_own_model_can_be_drawn_however_cheap(basis):
    check(pictured.models(telling("en"), basis, TINY))


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize(
    "dots", [[], [4], [4, 8], [0, 0, 0], [100, 105], [100, 105, 230], [9, 200]]
)
def test_labels_of_prices_close_together_stand_apart(dots, side):
    places = _places([float(dot) for dot in dots], side)
    assert len(places) == len(dots)
    assert all(high - low >= _LABEL for low, high in itertools.pairwise(places))
    # Not on the axis, and not far from their dots unless others are in the way.
    assert all(place >= -_UNDER for place in places)
    assert all(
        abs(place - dot) <= _OVER + _LABEL * 2 for place, dot in zip(places, dots, strict=True)
    )


# How numbers stand in pictures

# A minus from the keyboard, a power of ten as programs write it, a word for no number, and
# more digits in a row than anybody counts.
NOT_FOR_READERS = re.compile(
    r"(?<!\w)-\s?[\d$U]|\d[eE][+-]?\d|\b(?:nan|NaN|inf|Infinity|None)\b|\d{1,3}(?:[.,]\d{3}){5}"
)


def texts_of(picture: Picture) -> Iterator[str]:
    """Everything a picture says to the eye or the ear, its table and its axes included."""
    yield from (picture.title, picture.alt, picture.note)
    for row in picture.table:
        yield from (*row, *row.values())
    for rows in picture.data.values():
        yield from (str(row[part]) for row in rows for part in ("name", "told") if part in row)
    yield from (
        text for key, text in strings(picture.design.specification) if key in ("labelExpr", "title")
    )


@pytest.mark.slow
@pytest.mark.parametrize("scenario", SCENARIOS, ids=str)
@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_no_chart_writes_a_number_the_way_programs_do(code, scenario):
    tell = telling(code, SCENARIOS[scenario])
    pictures = [chart(tell) for chart in pictured.ALL]
    pictures += [pictured.swings(tell, figure) for figure in MODEL.figures]
    pictures += [pictured.gap(tell, figure, YOURS, "article") for figure in MODEL.figures]
    pictures += [pictured.models(tell, basis, own) for basis in BASES for own in (ENORMOUS, TINY)]
    found = [
        (picture.id, text)
        for picture in pictures
        for text in texts_of(picture)
        if NOT_FOR_READERS.search(text)
    ]
    assert found == []


def test_an_axis_says_amounts_beyond_counting_in_words_and_with_one_sign_for_minus():
    tell = telling("en")
    values = [-5e6, 2.5e17, 2e-7]
    written = [label for _, label in labels(values, tell, "USD")]
    assert written == ["−$5 million", "$250,000 trillion", "200 billionths of $1"]
    assert not any(map(NOT_FOR_READERS.search, written))


# Every row, every cell and every number in a text, worked out a second time


def test_every_chart_has_an_account():
    assert {chart.__name__ for chart in charts.ALL} == ACCOUNTS.keys()


@pytest.mark.parametrize("scenario", SCENARIOS, ids=str)
@pytest.mark.parametrize("code", EVERY_LANGUAGE)
@pytest.mark.parametrize("chart", ACCOUNTS)
def test_every_row_cell_and_text_of_a_chart_is_what_the_figures_say(chart, code, scenario):
    tell = telling(code, SCENARIOS[scenario])
    assert list(disagreements(tell, chart)) == []


ASKED = [
    *(("swings", figure) for figure in ("tco_ratio", "run_share_of_fleet", "fleet_gpus")),
    ("gap", "company_ratio", "article", YOURS),
    ("gap", "tco", "cloud_rental", "deepseek_report"),
    *(("models", basis, own) for basis in BASES for own in (None, OWN_RUN)),
]


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: "-".join(map(str, asked[:2])))
def test_so_it_is_of_whatever_a_chart_is_asked_for(asked, code):
    for changes in ({}, {"rental_rate": 3.0, "gpu_count_h20": 1000.0}):
        assert list(disagreements(telling(code, changes), *asked)) == []
