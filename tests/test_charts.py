"""Every chart is sound, tells its finding in words, and has its numbers as a table."""

import math

import altair
import pytest

import charts
from charts.picture import round_steps
from tests.conftest import EVERY_LANGUAGE, SCENARIOS, telling

EVERY_CHART = pytest.mark.parametrize("chart", charts.ALL, ids=lambda chart: chart.__name__)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=str)
@pytest.mark.parametrize("code", EVERY_LANGUAGE)
@EVERY_CHART
def test_a_chart_can_be_drawn_in_every_scenario(chart, code, scenario):
    picture = chart(telling(code, SCENARIOS[scenario]))
    # Altair checks the whole specification against Vega-Lite's schema.
    altair.Chart.from_dict(picture.to_dict())
    assert picture.id == chart.__name__
    for text in (picture.title, picture.alt):
        assert text and "{" not in text
    for rows in picture.data.values():
        for row in rows:
            numbers = [value for value in row.values() if isinstance(value, float)]
            assert all(map(math.isfinite, numbers)), row


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
    spec = dict(picture.design)
    layers = spec.get("layer", [spec])
    for layer in layers:
        data = layer.get("data", spec.get("data"))["name"]
        assert data in picture.data
        fields = {text for key, text in strings(layer["encoding"]) if key == "field"}
        for row in picture.data[data]:
            assert fields <= row.keys()


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
    after = charts.ladder(telling("en", {"rental_rate": 2.1}))
    assert after.design is before.design
    assert after.data != before.data


def test_the_ladder_shows_what_the_model_computes():
    tell = telling("en", {"gpu_count_h20": 1000})
    rows = charts.ladder(tell).data["rows"]
    assert [row["cost"] for row in rows][1] == tell.value("tco")
    assert rows[1]["told"] == tell.number("tco")


def test_the_parts_of_the_operating_bar_end_where_the_whole_ends():
    rows = charts.operating(telling("en")).data["rows"]
    assert rows[-1]["end"] == pytest.approx(rows[0]["end"])
    assert [row["start"] for row in rows[2:]] == pytest.approx([row["end"] for row in rows[1:-1]])


@pytest.mark.parametrize("highest", [0.0, 1e-6, 0.7, 1.0, 9.99, 10.0, 123456.7, 3e12])
def test_ticks_are_round_and_reach_the_top(highest):
    steps = round_steps(highest)
    assert steps[0] == 0
    assert steps[-1] >= highest * 0.999999
    assert 2 <= len(steps) <= 8
