"""A show of hands: counted in five ranges, kept in a link, and told beside claim and figure."""

import itertools
import math
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, expect

import costmodel
from content import LANGUAGES
from costmodel import (
    GUESSED,
    MOST_HANDS,
    bin_of,
    bins,
    middle_raised,
    most_raised,
    read_hands,
    scale,
)
from elements import outline
from exports import Link, read, write
from paper import markdown, pages
from telling import hands as told_hands
from tests.conftest import EVERY_LANGUAGE, telling
from tests.drawn import link_of, opened, text_of
from tests.held import say
from tests.reading import is_shown
from ui.frame.contents import file_of
from ui.state.acts import Entry, Refused, perform

NUMBERS = LANGUAGES["en"].numbers
HANDS = (3, 10, 12, 4, 1)


# ---- the ranges ----


@pytest.mark.parametrize("figure", GUESSED)
def test_five_ranges_divide_everything_around_the_anchors(figure):
    found = bins(figure)
    assert len(found) == 5
    assert (found[0][0], found[-1][1]) == (0.0, math.inf)
    assert all(before[1] == after[0] for before, after in itertools.pairwise(found))
    edges = [low for low, _ in found[1:]]
    assert set(edges) <= set(scale(figure))
    # As wide as one another, in multiples, as far as amounts of the scale allow.
    assert all(9.9 < after / before < 10.1 for before, after in itertools.pairwise(edges))
    assert [bin_of(figure, anchor) for anchor in GUESSED[figure].anchors] == [0, 2, 4]


def test_an_amount_at_an_edge_is_in_the_range_above_it_and_one_not_defined_in_none():
    edge = bins("final_run_cost")[2][0]
    assert edge == 3e6
    assert bin_of("final_run_cost", edge) == 2
    assert bin_of("final_run_cost", math.nextafter(edge, 0)) == 1
    assert bin_of("final_run_cost", 0.0) == 0
    assert bin_of("final_run_cost", math.inf) == 4
    assert bin_of("final_run_cost", math.nan) is None
    with pytest.raises(KeyError):
        bin_of("capex", 1e9)


@pytest.mark.parametrize("figure", GUESSED)
def test_no_range_gives_the_answer_away_by_standing_at_an_end(figure):
    assert bin_of(figure, costmodel.evaluate()[figure]) in (1, 2, 3)


# ---- where the hands are ----


@pytest.mark.parametrize(
    ("hands", "most", "middle"),
    [
        (HANDS, (2,), (2, 2)),
        ((0, 0, 0, 0, 1), (4,), (4, 4)),
        ((1, 0, 0, 1, 0), (0, 3), (0, 3)),
        ((2, 1, 0, 2, 0), (0, 3), (1, 1)),
        ((9, 0, 0, 0, 8), (0,), (0, 0)),
        ((1, 1, 1, 1, 1), (0, 1, 2, 3, 4), (2, 2)),
    ],
)
def test_which_range_has_most_hands_and_which_the_middle_one(hands, most, middle):
    assert (most_raised(hands), middle_raised(hands)) == (most, middle)
    # The middle of a row, counted by hand.
    row = [place for place, count in enumerate(hands) for _ in range(count)]
    while len(row) > 2:
        row = row[1:-1]
    assert (row[0], row[-1]) == middle


def test_nobodys_hands_have_no_middle():
    with pytest.raises(ValueError, match="nobody"):
        middle_raised((0, 0, 0, 0, 0))


# ---- in a link ----


def test_hands_are_kept_in_a_link_by_figure():
    link, faults = read([("hands_tco", "3-10-12-4-1"), ("hands_final_run_cost", "0-0-2-0-0")], [])
    assert (dict(link.hands), faults) == ({"final_run_cost": (0, 0, 2, 0, 0), "tco": HANDS}, ())
    assert write(link) == "hands_final_run_cost=0-0-2-0-0&hands_tco=3-10-12-4-1"


def test_a_form_on_paper_sends_each_count_by_itself_and_none_where_nothing_is_typed():
    def sent(*counts: str) -> tuple[dict, list[str]]:
        link, faults = read([("hands_tco", count) for count in counts], [])
        return dict(link.hands), [fault.reason for fault in faults]

    assert sent("3", "10", "12", "4", "1") == ({"tco": HANDS}, [])
    assert sent("", "10", "", " 4 ", "") == ({"tco": (0, 10, 0, 4, 0)}, [])
    assert sent("", "", "", "", "") == ({}, [])
    assert sent("0", "0", "0", "0", "0") == ({}, [])
    assert sent("3", "10", "12", "4") == ({}, ["not_so_many"])
    assert sent("3", "-10", "12", "4", "1") == ({}, ["not_a_count"])
    assert sent("3", "1e1", "12", "4", "1") == ({}, ["not_a_count"])


def test_so_many_hands_are_taken_and_no_more():
    for count, taken in ((MOST_HANDS, True), (MOST_HANDS + 1, False)):
        hands, faults = read_hands([("tco", f"0-{count - 1}-0-1-0")])
        assert (bool(hands), not faults) == (taken, taken)


def test_the_last_good_of_repeated_counts_is_kept():
    hands, faults = read_hands([("tco", "1-0-0-0-0"), ("tco", "0-2-0-0-0"), ("tco", "5-5")])
    assert dict(hands) == {"tco": (0, 2, 0, 0, 0)}
    assert [fault.reason for fault in faults] == ["not_so_many", "repeated"]


def test_hands_are_raised_taken_away_and_refused_by_name():
    link = perform(Link(), Entry("hands", "tco", "3-10-12-4-1"), NUMBERS)
    assert dict(link.hands) == {"tco": HANDS}
    # Numbers are put back, and what a room has guessed of them stays.
    assert perform(link, Entry("reset_all"), NUMBERS).hands == link.hands
    assert perform(link, Entry("hands", "tco", ""), NUMBERS) == Link()
    for entry, reason in (
        (Entry("hands", "tco", "3-10"), "not_so_many"),
        (Entry("hands", "tco", "600-0-0-0-0"), "too_many_hands"),
        (Entry("hands", "capex", "3-10-12-4-1"), "unknown"),
        (Entry("hands", "capex", ""), "unknown"),
    ):
        with pytest.raises(Refused) as refused:
            perform(link, entry, NUMBERS)
        assert refused.value.fault.reason == reason


# ---- in words ----


def test_hands_are_told_beside_what_is_claimed_and_computed():
    it = told_hands.told(telling("en", {"rental_rate": 4.0}), "final_run_cost", HANDS)
    assert [(row.range, row.count) for row in it.rows] == [
        ("under $300,000", "3"),
        ("$300,000 to $3 million", "10"),
        ("$3 million to $30 million", "12"),
        ("$30 million to $300 million", "4"),
        ("$300 million or more", "1"),
    ]
    assert [row.length for row in it.rows] == [25.0, 83.3, 100.0, 33.3, 8.3]
    assert [row.marks for row in it.rows] == [
        *("", "", "most hands, middle hand, in print, computed", "", "")
    ]
    assert it.sentences == (
        "Most hands, 12 of 30: $3 million to $30 million.",
        "If all stood in a row by amount, the middle hand would be at: $3 million to $30 million.",
        "The claim in the press: $5 million.",
        "This explainer computes $11.15 million with the numbers set here.",
        "Hands for the range in which that lies: 12 of 30.",
    )


def test_what_is_computed_moves_to_another_range_with_the_numbers():
    cheap = told_hands.told(telling("en", {"rental_rate": 1.0}), "final_run_cost", HANDS)
    assert ["computed" in row.marks for row in cheap.rows] == [False, True, False, False, False]
    assert ["in print" in row.marks for row in cheap.rows] == [False, False, True, False, False]
    assert cheap.sentences[-1].endswith("10 of 30.")


def test_several_ranges_with_as_many_hands_are_all_named_and_so_are_two_in_the_middle():
    said = told_hands.told(telling("en"), "documented_gpus", (2, 0, 0, 2, 0)).sentences
    assert said[0] == "Most hands, 2 of 4 for each: under 300 GPUs; 30,000 GPUs to 300,000 GPUs."
    assert said[1].endswith(
        "the two middle hands would be at: under 300 GPUs; 30,000 GPUs to 300,000 GPUs."
    )


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_without_machines_electricity_costs_nothing_which_is_in_the_first_range(code):
    none = {id: 0.0 for id in costmodel.ASSUMPTIONS if id.startswith("gpu_count_")}
    tell = telling(code, none)
    it = told_hands.told(tell, "electricity_cost", HANDS)
    computed = [tell.say("hands.marks.computed") in row.marks for row in it.rows]
    assert computed == [True, False, False, False, False]
    assert all("nan" not in sentence for sentence in it.sentences)


# ---- on a page ----


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_a_page_has_fields_for_every_figure_and_tells_what_was_typed(code):
    at = opened("classroom", code)
    soup = BeautifulSoup(text_of(at), "html.parser")
    forms = soup.select("form[data-does=hands]")
    assert [each["data-to"] for each in forms] == list(GUESSED)
    assert all(len(each.select("input[type=number]")) == 5 for each in forms)
    assert not soup.select(".hands table")
    say(at, {"act": "hands", "of": "tco", "value": "3-10-12-4-1", "at": "hands_tco"})
    assert dict(link_of(at).hands) == {"tco": HANDS}
    (table,) = BeautifulSoup(text_of(at), "html.parser").select(".hands table")
    # By ear as by eye: each row says its range, its count, and what lies there.
    rows = [[cell.get_text() for cell in row.select("th, td")] for row in table.select("tbody tr")]
    it = told_hands.told(telling(code), "tco", HANDS)
    assert rows == [[row.range, row.count, row.marks] for row in it.rows]
    assert [each["aria-hidden"] for each in table.select(".length")] == ["true"] * 5


def test_each_figure_is_a_screen_of_its_own():
    ideas = outline.ideas(file_of("classroom"))
    assert [idea for idea in ideas if idea.startswith("hands_")] == [
        f"hands_{id}" for id in GUESSED
    ]


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_as_text_hands_are_told_too(code):
    text = markdown.text("classroom", Link(hands={"tco": HANDS}), code, (), "https://example.org/x")
    for sentence in told_hands.told(telling(code), "tco", HANDS).sentences:
        assert sentence in text.replace("\\", "")


def test_what_is_wrong_with_hands_is_said_by_the_figures_name():
    link, faults = read([("hands_tco", "300-300-0-0-0")], LANGUAGES)
    body = pages.draw("classroom", link, "en", faults).body
    told = BeautifulSoup(body, "html.parser").select_one(".faults").get_text()
    assert telling("en").name_of("tco") in told and str(MOST_HANDS) in told


# ---- the kit ----


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_the_kit_is_linked_for_this_scenario_and_nobodys_hands_are_handed_out(code):
    link, _ = read([("rental_rate", "3"), ("hands_tco", "3-10-12-4-1"), ("ask", "1")], LANGUAGES)
    soup = BeautifulSoup(pages.draw("classroom", link, code).body, "html.parser")
    hrefs = [urlsplit(each["href"]) for each in soup.select(".kit a, .ways-out a")]
    numbered = [f"./kit/{name}-{seed}" for name in ("worksheet", "key") for seed in (1, 2, 3, 4)]
    documents = ["./kit/lesson", "./kit/talk", "./kit/quiz", "./kit/quiz-key", *numbered]
    assert {each.path for each in hrefs} == {
        *("./", "./rooms"),
        *(f"{name}.{form}" for name in documents for form in ("html", "md")),
    }
    for each in hrefs:
        parts = parse_qs(each.query)
        assert (parts["rental_rate"], parts["lang"]) == (["3"], [code])
        assert "hands_tco" not in parts and all(len(texts) == 1 for texts in parts.values())
    letter = [each.path for each in hrefs if "size=letter" in each.query]
    assert sorted(letter) == sorted(f"{name}.html" for name in documents)
    talk, ask = (parse_qs(each.query) for each in hrefs if each.path == "./")
    assert talk["present"] == ["talk"] and ask["ask"] == ["1"]
    # Many links are called A: by ear each says of what.
    names = [each["aria-label"] for each in soup.select(".kit a")]
    assert len(set(names)) == len(names) == 3 * len(documents)


# ---- in a browser ----


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_hands_are_typed_shown_and_taken_away(browser: Browser, site: str, code: str):
    label = LANGUAGES[code].label
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{site}/classroom?lang={code}&rental_rate=3")
    is_shown(page, "classroom", code, seconds=20)
    fields = page.locator("#root form#hands_tco input[type=number]")
    for place, count in enumerate(("400", "", "200", "", "")):
        fields.nth(place).fill(count)
    fields.nth(2).press("Enter")
    wrong = fields.nth(4).evaluate("(field) => field.validationMessage")
    assert wrong == label("hands.too_many").format(most=MOST_HANDS)
    assert "hands" not in page.url
    fields.nth(0).fill("4")
    fields.nth(2).fill("12")
    page.locator("#root form#hands_tco button").click()
    shown = page.locator("#root .hands table")
    expect(shown).to_have_count(1)
    page.wait_for_url(re.compile("rental_rate=3&hands_tco=4-0-12-0-0&"))
    assert [each["id"] for each in Axe().run(page, ".hands").response["violations"]] == []
    page.locator("#root .hands summary").click()
    expect(fields.nth(2)).to_have_value("12")
    page.get_by_role("button", name=label("hands.none")).click()
    expect(shown).to_have_count(0)
    page.wait_for_url(re.compile(rf"rental_rate=3&lang={code}$"))
    context.close()


def test_without_scripts_hands_are_typed_and_taken_away_too(browser: Browser, site: str):
    label = LANGUAGES["id"].label
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/classroom?lang=id&rental_rate=3&embed=true&hands_final_run_cost=0-0-1-0-0")
    fields = page.locator("form#hands_tco input[type=number]")
    fields.nth(1).fill("7")
    page.locator("form#hands_tco button").click()
    expect(page.locator(".faults")).to_have_count(0)
    expect(page.locator(".hands table")).to_have_count(2)
    assert "embed=true" in page.url and "rental_rate=3" in page.url
    counts = page.locator(".hands:has(#hands_tco) .count")
    assert counts.all_inner_texts() == ["0", "7", "0", "0", "0"]
    page.locator(".hands:has(#hands_tco) summary").click()
    page.get_by_role("button", name=label("hands.none")).nth(0).click()
    expect(page.locator(".hands table")).to_have_count(1)
    assert "hands_tco" not in page.url and "hands_final_run_cost" in page.url
    context.close()
