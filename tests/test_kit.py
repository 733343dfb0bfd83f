"""The kit for teachers: what a key says follows from its printed sheet, in every language."""

import html as markup
import math
import re
from urllib.parse import parse_qsl

import pytest
from bs4 import BeautifulSoup
from starlette.exceptions import HTTPException
from starlette.requests import Request

import costmodel
import exports
from content import LANGUAGES, TALK
from content.lessons import LESSON, SPEECH
from costmodel import ASSUMPTIONS, STORIES, evaluate
from exports import Link
from paper import kit
from paper.kit import DOCUMENTS, QUIZ, SEEDED, SIZES, Asked
from telling import Telling
from telling.exercises import told
from tests.conftest import EVERY_LANGUAGE, SCENARIOS
from tests.paper import Told, blanks_in, number_in
from tests.test_exercises import GRADES
from web import kit as addresses

SITE = "https://example.org"


# The key, computed again by somebody who has nothing but the sheet.


class Reader:
    """Reads one exercise off a sheet in a language."""

    def __init__(self, code, exercise):
        self.language = LANGUAGES[code]
        self.tell = Telling.of(self.language)
        self.each = told(self.language, exercise)
        ids = (*ASSUMPTIONS, *costmodel.MODEL.figures, "hours_per_day")
        self.ids = {self.tell.name_of(id): id for id in ids}

    def blanks(self, path, text):
        names = re.findall(r"\{(\w+)\}", self.language.label(path))
        pattern = Told(self.language.label(path), dict.fromkeys(names))
        return blanks_in(pattern, text)

    def number(self, text, id):
        return float(number_in(self.language, text, costmodel.unit_of(id)))

    def given(self):
        """Every number in the box, by id; what is no number is left out."""
        found = {}
        for line in self.each.given:
            blanks = self.blanks("kit.given.operand", line)
            if blanks and blanks["name"] in self.ids:
                id = self.ids[blanks["name"]]
                found[id] = self.number(blanks["value"], id)
        return found

    def answer(self, id):
        """What the key says, and how far off still counts."""
        blanks = self.blanks("kit.key.accepted", self.each.answer)
        return self.number(blanks["answer"], id), self.number(blanks["step"], id)


# How each figure is computed, and how one solves it for the number that is asked for.
FORMULAS = {
    "final_run_cost": lambda of: of["run_hours"] * of["rental_rate"],
    "development_compute_cost": lambda of: of["final_run_cost"] * of["experiment_factor"],
    "r1_cost": lambda of: of["r1_hours"] * of["rental_rate"],
    "run_days": lambda of: of["run_hours"] / of["training_cluster_gpus"] / of["hours_per_day"],
    "cluster_capex": lambda of: of["training_cluster_gpus"] * of["server_price_h800"],
    "staff_cost": lambda of: of["staff_cost_per_year"] * of["years_owned"],
}


def solved_by_hand(figure, assumption, target, of):
    """By trying: where the figure comes to the target."""
    low, high = 1e-12, 1e15
    rises = FORMULAS[figure]({**of, assumption: 2.0}) > FORMULAS[figure]({**of, assumption: 1.0})
    for _ in range(200):
        middle = math.sqrt(low * high)
        below = FORMULAS[figure]({**of, assumption: middle}) < target
        low, high = (middle, high) if below == rises else (low, middle)
    return low


def within(found, answer):
    value, step = answer
    # A sum that is marked as about right may be off by its last digit.
    assert abs(found - value) <= step * (1 + 1e-9), (found, answer)


def check_compute(it):
    blanks = it.blanks("kit.ask.compute", it.each.asks)
    figure, assumption = it.ids[blanks["figure"]], it.ids[blanks["assumption"]]
    of = {**it.given(), assumption: it.number(blanks["value"], assumption)}
    within(FORMULAS[figure](of), it.answer(figure))
    assert it.each.options == () and it.each.rounding


def check_flip(it):
    blanks = it.blanks("kit.ask.flip", it.each.asks)
    assumption = it.ids[blanks["assumption"]]
    above = it.blanks("ui.statement_above", blanks["statement"])
    said = above or it.blanks("ui.statement_below", blanks["statement"])
    figure, of = it.ids[said["figure"]], it.given()
    threshold = it.number(said["threshold"], figure)
    within(solved_by_hand(figure, assumption, threshold, of), it.answer(assumption))
    here = FORMULAS[figure]({**of, assumption: it.number(blanks["present"], assumption)})
    assert here > threshold if above else here < threshold


def check_believe(it):
    blanks = it.blanks("kit.ask.believe", it.each.asks)
    figure, assumption = it.ids[blanks["figure"]], it.ids[blanks["assumption"]]
    target = it.number(blanks["target"], figure)
    needed = solved_by_hand(figure, assumption, target, it.given())
    within(needed, it.answer(assumption))

    def ends(path):
        found = (it.blanks(path, line) for line in it.each.given)
        return next(
            (
                [it.number(each[end], assumption) for end in ("low", "high")]
                for each in found
                if each
            ),
            None,
        )

    low, high = ends("kit.given.limits")
    range_ = ends("kit.given.range")
    none = it.tell.say("kit.given.no_range") in it.each.given
    assert none == (range_ is None)
    true = {
        "inside": bool(range_ and range_[0] <= needed <= range_[1]),
        "outside": bool(range_ and low <= needed <= high) and not range_[0] <= needed <= range_[1],
        "unranged": none and low <= needed <= high,
        "impossible": not low <= needed <= high,
    }
    marked = [it.tell.say(f"kit.choices.{each}") for each, holds in true.items() if holds]
    assert marked == [it.each.options[it.each.right]]


def check_story(it):
    blanks = it.blanks("kit.ask.story", it.each.asks)
    figure = it.ids[blanks["figure"]]
    amount = it.number(blanks["amount"], figure)
    near = []
    for place, option in enumerate(it.each.options):
        numbers = it.blanks("kit.option.story", option)["numbers"]
        first, *rest = re.split(r" ([+÷×]) ", numbers)
        # All of them are of one kind, money or counts.
        kind = "GPUs" if figure == "fleet_gpus" else None
        units = {"experiment_factor": "×"}
        operands = costmodel.MODEL.operands_of(figure)
        unit = [kind or units.get(id) or costmodel.unit_of(id) for id in operands]
        value = float(number_in(it.language, first, unit[0]))
        for sign, text, one in zip(rest[::2], rest[1::2], unit[1:], strict=True):
            other = float(number_in(it.language, text, one))
            value = {"+": value + other, "×": value * other, "÷": value / (other or math.nan)}[sign]
        if math.isclose(value, amount, rel_tol=0.01):
            near.append(place)
    assert near == [it.each.right]


def check_grade(it):
    asks = it.blanks("kit.ask.grade", it.each.asks) or it.blanks(
        "kit.ask.grade_of_fact", it.each.asks
    )
    name = asks["name"]
    grades = {GRADES[id] for id in costmodel.gradable() if it.tell.name_of(id) == name}
    right = it.blanks("kit.option.grade", it.each.options[it.each.right])["grade"]
    assert grades == {right}
    assert [each[0] for each in it.each.options] == [*"ABCD"]


def check_unlike(it):
    pairs = [it.blanks("kit.option.against", option) for option in it.each.options]
    rungs = [{pair[side].split(",")[0] for side in ("first", "second")} for pair in pairs]
    assert [place for place, each in enumerate(rungs) if len(each) == 2] == [it.each.right]
    assert len(set(it.each.options)) == len(it.each.options)


CHECKS = (
    *(check_compute, check_compute, check_story, check_flip),
    *(check_believe, check_grade, check_unlike),
)


def hold(code, seed, changes):
    each_of = costmodel.exercises(seed, changes)
    for check, each in zip(CHECKS, each_of, strict=True):
        check(Reader(code, each))


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_what_the_key_says_follows_from_the_numbers_printed_on_the_sheet(code):
    for seed in range(200):
        hold(code, seed, {})


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
@pytest.mark.parametrize("name", [*SCENARIOS, *STORIES])
def test_in_every_scenario_the_key_follows_from_the_sheet(name, code):
    for seed in range(4):
        hold(code, seed, SCENARIOS.get(name) or STORIES.get(name, {}))


def test_in_every_language_it_is_the_same_sheet():
    for seed in range(40):
        each_of = costmodel.exercises(seed)
        first, *others = (
            [(one.right, len(one.options), len(one.given)) for one in words]
            for words in (
                [told(language, each) for each in each_of] for language in LANGUAGES.values()
            )
        )
        assert all(other == first for other in others)


# Where an answer is shown.


@pytest.mark.parametrize("name", ["published", "no machines", "renting is dear", "cloud_rental"])
def test_the_link_of_an_answer_opens_where_the_cost_module_gives_it(name):
    changes = SCENARIOS.get(name) or STORIES.get(name, {})
    for seed in range(25):
        for each in costmodel.exercises(seed, changes):
            _, link, _ = kit.where(Link(changes=costmodel.Scenario(changes)), each)
            opened, found = exports.read(parse_qsl(exports.write(link)), LANGUAGES)
            assert found == () and opened == link
            gives_the_answer(opened, each)


def gives_the_answer(link, each):
    figures = evaluate(link.changes)
    match each:
        case costmodel.Compute():
            assert figures[link.figure] == each.answer and link.figure == each.figure
        case costmodel.Overturn():
            assert link.statement == each.statement
            assert not link.statement.holds(float(figures[each.statement.figure]))
        case costmodel.Believe():
            target = link.question
            answer = costmodel.belief(target.figure, target.amount, link.believed, link.changes)
            assert answer.standing == each.answer
        case costmodel.WhichStory():
            assert math.isclose(float(figures[each.figure]), each.amount)
            assert link.left == each.answer != link.right
        case costmodel.Unlike():
            assert {link.numerator, link.denominator} == {one.rung for one in each.answer}
            first, _ = each.answer
            assert float(figures[first.rung]) == first.amount
        case costmodel.WhichGrade():
            assert each.id in ASSUMPTIONS or each.id in costmodel.gradable()


# The documents.

LINK = Link(changes=costmodel.Scenario({"rental_rate": 3.0}))


def asked(name, code, **more):
    return Asked(name, more.pop("link", LINK), code, **{"seed": 7, "site": SITE, **more})


def document(name, code, **more):
    return kit.html(asked(name, code, **more), styles=["kit.css"], icon="favicon.png")


def structure(html):
    soup = BeautifulSoup(html, "html.parser")
    return [(each.name, each.get("class")) for each in soup.select("h1, h2, .options, .line, img")]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_language_has_the_same_document(name):
    english = structure(document(name, "en"))
    assert len(english) >= 5
    for code in EVERY_LANGUAGE:
        assert structure(document(name, code)) == english


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_is_left_blank(name, code):
    for text in (document(name, code), kit.text(asked(name, code))):
        said = re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)
        assert not re.search(r"[{}]|\bNone\b|\bnan\b|\binf\b|\?\?", said)
    soup = BeautifulSoup(document(name, code), "html.parser")
    assert [each for each in soup.select("p, li, h1, h2, a") if not each.get_text(strip=True)] == []


def words(text):
    return re.findall(r"\w+", re.sub(r"https?://\S+|\.\.+", " ", text))


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_markdown_says_what_the_html_says(name, code):
    soup = BeautifulSoup(document(name, code), "html.parser")
    text = kit.text(asked(name, code))
    assert words(text) == words(soup.body.get_text(" "))
    links = {each["href"] for each in soup.select("a")}
    assert all(link in text for link in links)
    assert text.count("☐") + text.count("☒") == len(soup.select(".options li"))


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_a_sheet_prints_what_its_exercises_say_and_its_key_what_is_right(code):
    sheet, key = (markup.unescape(document(name, code)) for name in SEEDED)
    assert "☒" not in sheet
    for each in costmodel.exercises(7, LINK.changes):
        words = told(LANGUAGES[code], each)
        for text in (words.asks, *words.given, words.rounding, *words.options):
            assert text in sheet
        for text in (words.asks, words.answer, words.steps, *words.options):
            assert text in key
        if words.right is not None:
            assert f"☒ {words.options[words.right]}" in key
        assert words.steps not in sheet
    assert key.count("☒") == 4


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_a_document_names_the_scenario_and_every_number_that_was_changed(code):
    tell = Telling.of(LANGUAGES[code], LINK.changes)
    for name in ("lesson", "talk", *SEEDED):
        html = markup.unescape(document(name, code))
        assert tell.name_of("rental_rate") in html and tell.changed("rental_rate")[0] in html
        assert f"{SITE}/?v={exports.VERSION}&rental_rate=3&lang={code}" in html
        published = markup.unescape(document(name, code, link=Link()))
        assert tell.say("bar.none_changed") in published


def test_every_code_is_the_picture_of_the_address_beside_it():
    for name in DOCUMENTS:
        for each in BeautifulSoup(document(name, "en"), "html.parser").select(".opens"):
            assert each.img["src"] == exports.qr_code(each.a["href"])
            assert each.a.get_text() == each.a["href"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_where_the_site_is_not_known_there_is_no_code_and_a_path_to_open(name):
    soup = BeautifulSoup(document(name, "en", site=""), "html.parser")
    assert soup.select("img") == []
    for each in soup.select(".opens a"):
        assert each["href"] == f"..{each.get_text()}" and each.get_text().startswith("/")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_page_is_of_the_size_that_was_asked_for_and_carries_what_tells_prints_apart(name):
    for size, named in SIZES.items():
        style = BeautifulSoup(document(name, "en", size=size), "html.parser").style.get_text()
        assert f"size: {named};" in style
        foot = re.sub(r"\\([0-9a-f]{6})", lambda one: chr(int(one[1], 16)), style)
        assert f"edition {exports.VERSION}" in foot
        assert ("Sheet 7" in foot) == (name in SEEDED)


def test_the_lesson_takes_forty_five_minutes_and_the_talk_ten():
    assert sum(LESSON.values()) == 45
    assert [*SPEECH] == [f"{page}_{idea}" for page, idea in TALK]
    assert sum(SPEECH.values()) == 10
    text = kit.text(asked("lesson", "en"))
    assert [int(each) for each in re.findall(r"^## .*\((\d+) min\)$", text, re.MULTILINE)] == [
        45,
        *LESSON.values(),
    ]


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_the_exit_ticket_has_one_right_answer_to_each_question_and_they_are_not_in_one_place(code):
    key = kit.text(asked("quiz_key", code))
    questions = re.split(r"^## ", key, flags=re.MULTILINE)[1:]
    assert len(questions) == len(QUIZ) + 1
    places = []
    for id, question in zip(QUIZ, questions, strict=False):
        options = re.findall(r"^- (.) (.*)$", question, re.MULTILINE)
        assert len({text for _, text in options}) == 4
        right = [place for place, (box, _) in enumerate(options) if box == "☒"]
        assert len(right) == 1
        assert options[right[0]][1] == LANGUAGES[code].label(f"kit.quiz.{id}.right")
        places += right
    assert len(set(places)) > 1


# The addresses.


def request(query="", **path):
    scope = {"type": "http", "method": "GET", "scheme": "http", "path": "/kit/x.html"}
    headers = [(b"host", b"localhost")]
    return Request(
        {**scope, "query_string": query.encode(), "headers": headers, "path_params": path}
    )


def test_a_size_that_is_not_known_is_named():
    for answer in (addresses.document, addresses.text):
        refused = answer("lesson", request("size=a5&rental_rate=3"))
        assert refused.status_code == 400
        assert "size" in refused.body.decode() and "a5" in refused.body.decode()


@pytest.mark.parametrize("seed", ["-1", "1000000", "07", "x", "1.0", "٣", ""])
def test_a_seed_that_is_none_is_not_found(seed):
    for name in SEEDED:
        with pytest.raises(HTTPException) as refused:
            addresses.document(name, request(seed=seed))
        assert refused.value.status_code == 404


@pytest.mark.parametrize("seed", ["0", "999999"])
def test_the_first_and_the_last_seed_are_found(seed):
    for name in SEEDED:
        assert addresses.text(name, request(seed=seed)).status_code == 200


def test_what_cannot_be_used_of_a_link_is_named_in_the_document_and_the_size_is_none_of_it():
    html = addresses.document(
        "lesson", request("rental_rate=99&bogus_number=1&size=letter&lang=en")
    )
    said = markup.unescape(html.body.decode())
    assert html.status_code == 200 and "size: letter;" in said
    assert "“Rental price”: 99 is outside our limits" in said and "“bogus_number”" in said
    assert "“size”" not in said


def test_where_nothing_is_wrong_nothing_is_said_to_be():
    html = addresses.document("lesson", request("rental_rate=3&size=a4&lang=en")).body.decode()
    assert LANGUAGES["en"].label("ui.faults_title") not in html
