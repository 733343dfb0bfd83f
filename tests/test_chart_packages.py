"""A chart that is taken away says what its page says, in any format, and where that comes from."""

import csv
import io
import json
import math
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from xml.etree import ElementTree

import pandas
import pytest
from fontTools.ttLib import TTFont
from PIL import Image
from starlette.requests import Request
from starlette.responses import Response

import costmodel
from charts import Picture
from content import LANGUAGES, PAGES
from costmodel import Scenario
from data import RECORDS
from elements.outline import charts
from exports import Link, tables
from paper import packages, pages
from paper.lettering import FACES, FOLDER, HEADING, REGULAR
from paper.packages import NARROWEST, WIDEST, Taken
from paper.plates import png
from telling import provenance
from tests import pictured
from tests.conftest import EVERY_LANGUAGE, SCENARIOS, telling
from web.packages import answer

EVERY_CHART = pytest.mark.parametrize("id", charts())
IN_EVERY_LANGUAGE = pytest.mark.parametrize("code", EVERY_LANGUAGE)
SITE = "https://five.example.org"
CHANGED = {"rental_rate": 3.0, "gpu_count_h20": 20_000.0}
SVG = "{http://www.w3.org/2000/svg}"


def asked(path: str, query: str = "") -> Response:
    """What the address of a chart answers, without a server."""
    id, _, ending = path.rpartition(".")
    return answer(
        Request(
            {
                "type": "http",
                "method": "GET",
                "path": f"/chart/{path}",
                "path_params": {"id": id, "ending": ending},
                "query_string": query.encode(),
                "headers": [],
            }
        )
    )


@cache
def taken(id: str, code: str, **look: object) -> Taken:
    link, page = Link(changes=Scenario(CHANGED)), charts()[id]
    picture = pages.draw(page, link, code).charts[id]
    return Taken(picture, page, link, code, SITE, **look)


def texts(svg: bytes) -> list[str]:
    return [each.text or "" for each in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_every_chart_of_every_page_can_be_taken_away():
    on_pages = [id for page in PAGES for id in pages.draw(page, Link(), "en").charts]
    assert set(charts()) == set(on_pages) and len(on_pages) >= 16


@EVERY_CHART
@IN_EVERY_LANGUAGE
def test_a_picture_stands_alone(id, code):
    it = taken(id, code)
    root = ElementTree.fromstring(packages.svg(it))
    assert root.find(f"{SVG}title").text == it.picture.title
    assert root.find(f"{SVG}desc").text == it.picture.alt
    said = " ".join(texts(packages.svg(it)))
    tell, shown = it.tell, re.sub(r"\s", "", said)
    for each in (
        it.picture.title,
        it.picture.note,
        it.picture.legend,
        tell.say(f"pages.{it.page}.question"),
        tell.say("package.changed"),
        *tell.changed("rental_rate"),
        f"{SITE}/",
        it.query,
        tell.day(provenance.read_on()),
        tell.say("package.licence"),
    ):
        assert re.sub(r"\s", "", each) in shown, each
    for grade in provenance.evidence(tell, it.picture.figures, it.picture.quoted):
        assert f"{grade['letter']} ({grade['name']})" in said


def test_a_picture_of_other_draws_than_the_link_asks_for_says_so():
    said = telling("en").say("paper.usual_draws", draws=(costmodel.DRAWS, "people"))
    for id, link, is_said in (
        ("spread", Link(seed=7), True),
        ("spread", Link(), False),
        ("ladder", Link(seed=7), False),
    ):
        picture = pages.draw(charts()[id], link, "en").charts[id]
        it = Taken(picture, charts()[id], link, "en", SITE)
        assert (said in packages.notes(it)) == is_said
        assert (said in " ".join(texts(packages.svg(it)))) == is_said
        assert (said in json.loads(packages.data(it))["notes"]) == is_said


@pytest.mark.parametrize("width", [NARROWEST, 560, WIDEST])
@pytest.mark.parametrize("id", ["rental", "timeline", "since"])
def test_no_line_runs_out_of_a_picture(id, width):
    it = taken(id, "id", width=width)
    margin = it.plate.margin
    for line in ElementTree.fromstring(packages.svg(it)).findall(f"{SVG}g"):
        for text in line.findall(f"{SVG}text"):
            face = next(
                each
                for each in FACES.values()
                if each.family in line.get("font-family", "")
                and str(each.weight) == line.get("font-weight")
            )
            ends = float(text.get("x")) + face.width(text.text, float(line.get("font-size")))
            assert ends <= width - margin + 0.01, text.text


def test_lines_break_at_words_and_long_addresses_where_their_parts_end():
    assert REGULAR.lines("one two three", 20, REGULAR.width("one two", 20)) == ["one two", "three"]
    address = "https://five.example.org/claim?rental_rate=3&gpu_count_h20=20000"
    lines = REGULAR.lines(f"at {address}", 20, 250)
    assert "".join(lines).replace("at", "", 1).strip() == address and len(lines) > 2
    assert all(REGULAR.width(line, 20) <= 250 for line in lines)
    assert (
        REGULAR.lines("cost $2 billion", 20, REGULAR.width("cost $2 billio", 20))[1] == "$2 billion"
    )
    assert "".join(REGULAR.lines("x" * 80, 20, 100)) == "x" * 80
    assert HEADING.balanced("one two three four", 20, 120) <= 120


@IN_EVERY_LANGUAGE
def test_the_fonts_have_every_sign_that_pictures_need(code):
    fonts = {name: set(TTFont(FOLDER / f"{name}.ttf").getBestCmap()) for name in FACES}
    for chart in pictured.ALL:
        picture = chart(telling(code))
        words = [
            picture.title,
            picture.note,
            *(str(each) for rows in picture.data.values() for row in rows for each in row.values()),
        ]
        for name, signs in fonts.items():
            missing = {sign for sign in "".join(words) if ord(sign) not in signs}
            assert not missing, (picture.id, name, missing)
    for signs in fonts.values():
        assert {ord(sign) for sign in "×÷−–…%“”→·"} <= signs


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_png_is_as_large_as_asked_for_and_in_its_theme(theme):
    sizes = {}
    for width, scale in ((480, 1), (480, 2), (800, 1)):
        it = taken("capital", "en", width=width, scale=scale, theme=theme)
        picture = Image.open(io.BytesIO(packages.png_of(it)))
        sizes[width, scale] = picture.size
        assert picture.size[0] == width * scale
        light = sum(picture.convert("RGB").getpixel((2, 2)))
        assert (light > 600) == (theme == "light")
    assert sizes[480, 2] == tuple(2 * each for each in sizes[480, 1])


@IN_EVERY_LANGUAGE
def test_a_png_says_in_itself_what_it_shows(code):
    it = taken("ladder", code)
    said = Image.open(io.BytesIO(packages.png_of(it))).text
    assert said["Title"] == it.picture.title and said["Description"] == it.picture.alt
    assert said["Source"] == it.address and "MIT" in said["Copyright"]


def test_letters_are_drawn_in_our_fonts():
    """The same words in a font that is not there look otherwise."""
    it = taken("pay", "en")
    svg = it.plate.svg(with_fonts=False)
    assert png(svg) != png(svg.replace("Five Million", "No Such"))


@EVERY_CHART
def test_the_numbers_are_those_of_the_table(id):
    """Each number of the CSV stands in the table of the page, as far as that has digits."""
    for scenario in ("published", "people only", "renting is dear"):
        link, page = Link(changes=Scenario(SCENARIOS[scenario])), charts()[id]
        picture: Picture = pages.draw(page, link, "en").charts[id]
        assert len(picture.numbers.rows) == len(picture.table)
        for row, told in zip(picture.numbers.rows, picture.table, strict=True):
            amounts = [*amounts_in(" ".join(told.values()))]
            for column, cell in zip(picture.numbers.columns, row, strict=True):
                if column.unit and math.isfinite(cell):
                    near = [each for each, within in amounts if abs(each - abs(cell)) <= within]
                    assert near, (column.id, cell, told)


SCALES = {"": 1.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "%": 0.01}


def amounts_in(text: str) -> Iterator[tuple[float, float]]:
    """Each amount in an English text, and how far off it may be as it is written."""
    for digits, scale in re.findall(r"(\d[\d,]*(?:\.\d+)?) ?(thousand|[mbtr]+illion|%)?", text):
        decimals = len(digits.partition(".")[2])
        zeros = 0 if decimals else len(digits) - len(digits.rstrip("0,"))
        unit = SCALES[scale] * 10.0 ** (zeros - decimals)
        value = float(digits.replace(",", "")) * SCALES[scale]
        yield value, 0.5001 * unit + 1e-9 * value


@pytest.mark.parametrize(("code", "separator", "mark"), [("en", ",", "."), ("id", ";", ",")])
@EVERY_CHART
def test_csv_opens_as_numbers_on_a_machine_of_its_language(id, code, separator, mark):
    it = taken(id, code)
    content = packages.csv(it)
    assert content.startswith(b"\xef\xbb\xbf")
    table = pandas.read_csv(io.BytesIO(content), sep=separator, decimal=mark)
    numbers = it.picture.numbers
    assert table.shape == (len(numbers.rows), len(numbers.columns))
    for place, column in enumerate(numbers.columns):
        heading, expected = table.columns[place], [row[place] for row in numbers.rows]
        assert heading.startswith(column.heading)
        if column.unit:
            assert LANGUAGES[code].label(f"unit_names.{column.unit}") in heading
            assert table.iloc[:, place].tolist() == pytest.approx(expected, rel=1e-9, nan_ok=True)
        else:
            assert table.iloc[:, place].astype(str).tolist() == [
                each.isoformat() if hasattr(each, "isoformat") else str(each) for each in expected
            ] or all(isinstance(each, float) for each in expected)


@EVERY_CHART
def test_the_plain_form_has_ids_and_every_digit(id):
    it = taken(id, "id")
    content = packages.plain_csv(it)
    assert not content.startswith(b"\xef\xbb\xbf")
    header, *rows = csv.reader(io.StringIO(content.decode()))
    assert header == [column.id for column in it.picture.numbers.columns]
    for row, numbers in zip(rows, it.picture.numbers.rows, strict=True):
        for text, cell in zip(row, numbers, strict=True):
            if isinstance(cell, float) and math.isfinite(cell):
                assert float(text) == cell and "e" not in text


def test_no_cell_is_taken_for_a_formula_and_none_of_infinity_for_a_number():
    rows = [("=1+1", -2.5, math.inf, None), ("-x", 1e21, 0.1 + 0.2, "a;b")]
    text = tables.for_spreadsheets(["a", "b", "c", "d"], rows, ",")
    assert text == ("\ufeffa;b;c;d\r\n'=1+1;-2,5;;\r\n'-x;1000000000000000000000;0,3;\"a;b\"\r\n")
    assert tables.as_data(["a", "b", "c", "d"], rows)[0] == {
        "a": "=1+1",
        "b": -2.5,
        "c": None,
        "d": None,
    }


@EVERY_CHART
def test_the_json_says_of_each_figure_where_it_comes_from(id):
    it = taken(id, "en")
    said = json.loads(packages.data(it))
    here, published = costmodel.report(it.link.changes), costmodel.report({})
    assert [each["id"] for each in said["figures"]] == [*it.picture.figures]
    for each in said["figures"]:
        if each["id"] in here["figures"]:
            assert each["value"] == pytest.approx(here["figures"][each["id"]]["value"])
            assert each["published"] == pytest.approx(published["figures"][each["id"]]["value"])
            assert each["unit"] == here["figures"][each["id"]]["unit"]
            assert each["formula"] and each["sum"] and each["rests_on"]
        else:
            assert each["value"] == here["assumptions"][each["id"]]
        assert each["grade"] in "ABCD" and set(each["sources"]) <= set(said["sources"])
    assert said["figures"] or said["quoted"], "nothing is drawn that nobody answers for"
    for each in said["quoted"]:
        assert each["grade"] and set(each["sources"]) <= set(said["sources"])
    for source, known in said["sources"].items():
        assert known["title"] and (known["address"] == RECORDS.sources[source].address)
    assert {each["id"]: each["value"] for each in said["changed"]} == CHANGED
    assert len(said["rows"]) == len(it.picture.table)
    assert said["link"] == it.address and said["licence"] == "MIT"


@IN_EVERY_LANGUAGE
def test_the_archive_holds_all_of_it_and_says_what_is_what(code):
    it = taken("capital", code)
    archive = zipfile.ZipFile(io.BytesIO(packages.zipped(it)))
    files = {each: archive.read(each) for each in archive.namelist()}
    assert files["capital.png"] == packages.png_of(it)
    assert files["capital.svg"] == packages.svg(it)
    assert files["capital.csv"] == packages.csv(it)
    assert files["capital-plain.csv"] == packages.plain_csv(it)
    assert files["capital.json"] == packages.data(it)
    readme = files.pop("readme.md").decode()
    assert all(each in readme for each in files), "each file is told about"
    for each in (it.address, it.picture.title, *it.tell.changed("rental_rate"), "MIT License"):
        assert each in readme


def test_the_same_link_gives_the_same_bytes():
    for make in (packages.svg, packages.png_of, packages.csv, packages.data, packages.zipped):
        assert make(taken("operating", "id")) == make(taken("operating", "id"))
    first = asked("pay.svg", "rental_rate=3&years_owned=5&lang=id")
    again = asked("pay.svg", "lang=id&utm_source=mail&rental_rate=3.00&years_owned=5.0")
    assert first.body == again.body


@pytest.mark.parametrize(
    ("path", "query", "status", "named"),
    [
        ("nothing.png", "", 404, {"chart": "ladder"}),
        ("ladder.gif", "", 404, {"ending": "png, svg, csv, json, zip"}),
        ("ladder.png", "width=479", 400, {"width": "480 to 1200"}),
        ("ladder.png", "width=1e3", 400, {"width": "480 to 1200"}),
        ("ladder.svg", "theme=blue&scale=4", 400, {"theme": "light, dark", "scale": "1, 2, 3"}),
        ("ladder.csv", "plain=yes", 400, {"plain": "1"}),
        (
            "ladder.zip",
            "rental_rate=99&rentalrate=1&lang=xx",
            400,
            {"rental_rate": "allowed range", "rentalrate": "rental_rate", "lang": "xx"},
        ),
    ],
)
def test_what_cannot_be_used_is_named_with_what_could_be(path, query, status, named):
    refused = asked(path, query)
    assert refused.status_code == status
    errors = {each["id"]: each["message"] for each in json.loads(refused.body)["errors"]}
    assert errors.keys() == named.keys()
    for part, hint in named.items():
        assert hint in errors[part]


def test_what_other_sites_append_is_nobodys_fault():
    assert asked("pay.csv", "utm_source=mail&fbclid=1&lang=en").status_code == 200
