"""Whatever number a page prints can be typed or pasted into a field, and doubts are told back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import costmodel
from content import LANGUAGES
from tests import made_up
from tests.conftest import EVERY_LANGUAGE, SCENARIOS, telling

UNITS = [unit for unit in LANGUAGES["en"].labels["units"] if unit != "day"]
STYLES = ["", "precise", "exact", "full", "precise,full", "exact,full", "2", "5,full"]
VALUES = st.one_of(
    st.floats(1e-12, 1e18),
    st.integers(0, 10**13).map(float),
    st.floats(0, 3),
    st.sampled_from([each.value for each in costmodel.ASSUMPTIONS.values()]),
)


def read(code: str, text: str, unit: str):
    return LANGUAGES[code].numbers.understand(text, unit)


@pytest.mark.slow
@pytest.mark.parametrize("code", EVERY_LANGUAGE)
@settings(max_examples=1_000, deadline=None)
@given(value=VALUES, unit=st.sampled_from(UNITS), style=st.sampled_from(STYLES), data=st.data())
def test_what_is_printed_is_read_as_what_it_shows(code, value, unit, style, data):
    numbers = LANGUAGES[code].numbers
    printed = numbers.write(value, unit, style)
    there = data.draw(st.sampled_from([unit, "USD", "GPUs", "×"]))
    reading = numbers.understand(printed, there)
    shown, _ = numbers.shown(value, unit, style)
    assert reading.value == pytest.approx(shown, rel=1e-12), (printed, there)
    # A number without a sign may be meant for another unit; in its own it is certain, unless
    # the language's own words are ambiguous or the share has lost its sign.
    if there == unit and style.endswith("full"):
        assert not reading.doubtful, printed


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
@settings(max_examples=300, deadline=None)
@given(value=VALUES, unit=st.sampled_from(UNITS), style=st.sampled_from(STYLES))
def test_keyboards_and_word_processors_may_change_spaces_and_signs(code, value, unit, style):
    numbers = LANGUAGES[code].numbers
    printed = numbers.write(-value, unit, style)
    shown, _ = numbers.shown(-value, unit, style)
    changed = printed.replace("−", "-").replace(" ", "\N{NO-BREAK SPACE}")
    for text in (
        changed,
        f" {changed} ",
        changed.replace("-", "–"),
        f"\N{LEFT-TO-RIGHT MARK}{changed}",
    ):
        assert numbers.understand(text, unit).value == pytest.approx(shown, rel=1e-12), text


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
@pytest.mark.parametrize("unit", UNITS)
def test_the_longest_text_a_number_can_have_is_still_read(code, unit):
    numbers, value = LANGUAGES[code].numbers, -1.23456789012345e-12
    text = numbers.write(value, unit, "exact,full")
    assert numbers.understand(text, unit).value == pytest.approx(value, rel=1e-12), text


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_what_a_field_shows_is_read_as_the_value_it_stands_for(code):
    for changes in SCENARIOS.values():
        tell = telling(code, changes)
        for id, row in costmodel.ASSUMPTIONS.items():
            shown = tell.number(id, "exact")
            reading = read(code, shown, row.unit)
            assert reading.value == pytest.approx(tell.value(id), rel=1e-14), (id, shown)
            assert not reading.doubtful, (id, shown)


@pytest.mark.parametrize(
    ("code", "text", "unit", "value", "doubtful"),
    [
        ("en", "$2", "USD/GPU-hour", 2, False),
        ("en", "5%", "share", 0.05, False),
        ("en", "2 788 000", "GPU-hours", 2_788_000, False),
        (
            "en",
            "2\N{NARROW NO-BREAK SPACE}788\N{NARROW NO-BREAK SPACE}000",
            "USD",
            2_788_000,
            False,
        ),
        ("en", "−5", "GPUs", -5, False),
        ("en", "$1.6 billion", "USD", 1.6e9, False),
        ("id", "$1,6 miliar", "USD", 1.6e9, False),
        # With another unit's sign: read, and told back.
        ("en", "$2", "GPUs", 2, True),
        ("en", "5%", "×", 0.05, True),
        ("en", "60,000 GPUs", "people", 60_000, True),
        # A share without its sign.
        ("en", "50", "share", 0.5, True),
        ("en", "0.5", "share", 0.5, True),
        ("id", "13,3", "per year", 0.133, True),
        ("en", "0", "share", 0, False),
        # Two conventions, and what only programmers write.
        ("en", "10,000", "GPUs", 10_000, False),
        ("id", "10,000", "GPUs", 10, True),
        ("en", "10.000", "GPUs", 10, True),
        ("en", "1_0", "GPUs", 10, True),
        ("en", "three", "GPUs", None, False),
        ("en", "", "GPUs", None, False),
    ],
)
def test_how_a_text_is_read(code, text, unit, value, doubtful):
    reading = read(code, text, unit)
    assert (reading.value, reading.doubtful) == (value, doubtful)


# Sizes that figures and assumptions have, and one of each size of word.
AMOUNTS = [
    *((5_576_000, "USD"), (-304e6, "USD"), (1_628_560_000, "USD"), (2.3e12, "USD")),
    *((2, "USD/GPU-hour"), (2_788_000, "GPU-hours"), (461.4, "×"), (0.6948, "share")),
]


@pytest.mark.parametrize("code", made_up.CODES)
def test_numbers_of_any_language_that_could_be_added_can_be_read_back(code):
    language = made_up.numbers(code)
    for value, unit in AMOUNTS:
        for style in ("", "exact"):
            shown, _ = language.shown(value, unit, style)
            typed = language.write(value, unit, style)
            assert language.understand(typed, unit).value == pytest.approx(shown), typed


WRITTEN = [
    (5_580_000, "USD", "$5.58 million"),
    (9.99e26, "USD", "$999 trillion trillion"),
    (1e27, "USD", "$1 × 10²⁷"),
    (4.2e-7, "USD", "420 billionths of $1"),
    (3.1e-8, "share", "3.1 millionths of 1%"),
]


@pytest.mark.parametrize(("value", "unit", "written"), WRITTEN)
def test_sizes_have_words_up_to_where_nobody_has_any(value, unit, written):
    numbers = made_up.numbers("en")
    assert numbers.write(value, unit) == written
    assert numbers.understand(written, unit).value == pytest.approx(value, rel=1e-12)


def test_what_newspapers_write_for_short_is_read():
    # Read from the labels, and by a language made afresh.
    assert made_up.numbers("en").understand("5.6 mn", "USD").value == 5.6e6
    assert made_up.numbers("en").understand("1.6 bn", "USD").value == 1.6e9


def test_what_is_shown_of_a_share_is_rounded_as_its_percent_are():
    assert made_up.numbers("en").shown(0.6948, "share") == pytest.approx((0.695, 0.001))
