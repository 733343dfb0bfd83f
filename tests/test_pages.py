"""Every page, in every language, through the frame: drawn, live, and kind to mistakes."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import costmodel
from content import LANGUAGES
from tests.conftest import EVERY_LANGUAGE, SCENARIOS, telling
from ui.contents import FIRST, PAGES, STORY, file_of

FRAME = Path(__file__).resolve().parent.parent / "ui" / "frame.py"
APP = FRAME.parent.parent / "app.py"


def opened(page: str, language: str = "en", script: Path = FRAME, **query: str) -> AppTest:
    """A page as a reader gets it from a link."""
    at = AppTest.from_file(str(script), default_timeout=30)
    at.query_params["lang"] = language
    for name, value in query.items():
        at.query_params[name] = value
    at.run()
    if page != FIRST:
        at.switch_page(str(file_of(page))).run()
    return at


def text_of(at: AppTest) -> str:
    """Everything a page says, markup included."""
    html = [element.proto.body for element in at.get("html")]
    return "\n".join([*html, *(element.value for element in at.markdown)])


def control(at: AppTest, id: str):
    return next(each for each in at.select_slider if each.key == f"slider_{id}")


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_drawn_in_every_language(page, language):
    at = opened(page, language)
    assert not at.exception
    assert LANGUAGES[language].label(f"pages.{page}.question").replace("'", "&#39;") in text_of(at)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=str)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_holds_at_every_setting(page, scenario):
    changes = {id: repr(value) for id, value in SCENARIOS[scenario].items()}
    at = opened(page, "en", **changes)
    assert not at.exception
    assert not re.search(r"\b(nan|inf)\b", text_of(at))


@pytest.mark.parametrize("page", [page for page in STORY if page not in ("start", "verdict")])
def test_a_story_page_has_a_figure_a_sum_a_control_a_chart_and_the_way_on(page):
    at = opened(page)
    said = text_of(at)
    assert 'class="figure large"' in said
    assert " = " in said and 'class="sum"' in said
    assert at.select_slider
    assert at.get("vega_lite_chart") or at.get("arrow_vega_lite_chart")
    links = [element.proto.label for element in at.get("page_link")]
    before, after = STORY[STORY.index(page) - 1], STORY[STORY.index(page) + 1]
    for neighbour in (before, after):
        nav = LANGUAGES["en"].label(f"pages.{neighbour}.nav")
        assert any(nav in label and ("←" in label or "→" in label) for label in links)


def test_a_moved_control_moves_the_figure():
    at = opened("claim")
    slider = control(at, "rental_rate")
    slider.set_value(3.0).run()
    assert "$8.364 million" in text_of(at)
    assert "2,788,000 GPU-hours × $3.00 per GPU-hour = $8,364,000" in text_of(at)


def test_a_link_sets_the_controls():
    at = opened("claim", rental_rate="2.5")
    assert control(at, "rental_rate").value == 2.5


def test_a_value_between_two_stops_is_kept():
    at = opened("claim", rental_rate="2.7183")
    assert control(at, "rental_rate").value == 2.7183
    assert f"{2_788_000 * 2.7183:,.0f}" in text_of(at)


def test_a_change_follows_the_reader_to_other_pages_and_into_another_language():
    at = opened("claim")
    control(at, "rental_rate").set_value(3.0).run()
    at.switch_page(str(file_of("verdict"))).run()
    ratio = telling("en", {"rental_rate": 3.0}).number("tco_ratio", "full")
    assert ratio in text_of(at)
    at.segmented_control(key="language").set_value("id").run()
    assert telling("id", {"rental_rate": 3.0}).number("tco_ratio", "full") in text_of(at)


def test_changed_numbers_are_named_with_their_published_value_and_reset_singly():
    at = opened("capex", gpu_count_h20="1000", rental_rate="3")
    labels = {button.key: button.label for button in at.button}
    assert "1,000" in labels["reset_gpu_count_h20"] and "30,000" in labels["reset_gpu_count_h20"]
    at.button(key="reset_gpu_count_h20").click().run()
    assert "reset_gpu_count_h20" not in {button.key for button in at.button}
    assert "reset_rental_rate" in {button.key for button in at.button}


def test_everything_is_reset_at_once_and_that_can_be_undone():
    at = opened("capex", gpu_count_h20="1000", rental_rate="3")
    at.button(key="reset_all").click().run()
    assert "$1.629 billion" in text_of(at)
    at.button(key="undo").click().run()
    assert {"reset_gpu_count_h20", "reset_rental_rate"} <= {button.key for button in at.button}


def test_undo_takes_back_one_change_after_another():
    at = opened("claim")
    for value in (2.5, 3.0):
        control(at, "rental_rate").set_value(value).run()
    at.button(key="undo").click().run()
    assert control(at, "rental_rate").value == 2.5
    at.button(key="undo").click().run()
    assert control(at, "rental_rate").value == 2.0


def test_a_setting_no_source_supports_gets_a_word():
    word = LANGUAGES["en"].label("ui.outside")
    assert word not in text_of(opened("claim"))
    assert word in text_of(opened("claim", rental_rate="9"))


def test_what_a_link_cannot_say_is_named_and_the_rest_is_kept():
    at = opened("claim", rental_rate="3", pue="9", bogus="1", tco="4", gpu_count_h20="many")
    said = text_of(at)
    for named in ("bogus", "Power usage effectiveness", "tco", "many"):
        assert named in said
    assert "$8.364 million" in said


def test_a_link_of_another_version_says_so_and_keeps_its_numbers():
    said = text_of(opened("claim", v="99", rental_rate="3"))
    assert "another version" in said and "$8.364 million" in said


def test_a_name_in_a_link_cannot_bring_markup_onto_the_page():
    at = opened("claim", **{"<script>x</script>": "1"})
    assert "<script>x" not in text_of(at)
    assert "&lt;script&gt;" in text_of(at)


def test_a_figure_with_the_readers_own_numbers_says_so():
    own = LANGUAGES["en"].label("ui.your_numbers")
    assert own not in text_of(opened("claim"))
    assert own in text_of(opened("claim", rental_rate="3"))


def test_the_ratio_is_the_readers_choice():
    at = opened("verdict")
    assert "461 times" in text_of(at)
    at.selectbox(key="numerator").set_value("capex").run()
    at.selectbox(key="denominator").set_value("cluster_capex").run()
    figures = costmodel.evaluate()
    expected = telling("en").written(figures["capex"] / figures["cluster_capex"], "×", "full")
    assert expected in text_of(at)


def test_the_forgotten_column_is_shown_by_leaving_it_out():
    at = opened("capex")
    assert "$1.281 billion" not in text_of(at)
    at.toggle(key="first_version").set_value(True).run()
    assert "$1.281 billion" in text_of(at) and "$1.629 billion" in text_of(at)


def test_where_400_comes_from_is_computed():
    said = text_of(opened("verdict"))
    for ratio in (399, 358, 333, 403, 361, 336, 509, 456, 424, 515, 461, 429, 320, 287, 267):
        assert f">{ratio}</td>" in said
    assert '<td class="nearest">399</td>' in said


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
def test_every_assumption_and_every_figure_has_an_anchor_among_the_sources(language):
    said = text_of(opened("sources", language))
    for id in (*costmodel.ASSUMPTIONS, *costmodel.MODEL.figures):
        assert said.count(f'id="{id}"') == 1, id


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "461 times as much"),
        ({"rental_rate": "15", "gpu_count_h20": "0"}, "more than the $5 million"),
        ({"rental_rate": "0.5"}, "less than the $5 million"),
        ({"rental_rate": "1"}, "more than renting"),
        (
            {f"gpu_count_{type_}": "0" for type_ in costmodel.MODEL.types},
            "nothing to own",
        ),
    ],
)
def test_the_verdict_sentence_is_right_for_these_assumptions(changes, sentence):
    assert sentence in text_of(opened("start", **changes))


def test_a_host_that_runs_the_application_as_a_script_shows_the_same_story():
    assert text_of(opened("start", script=APP)) == text_of(opened("start", script=FRAME))
