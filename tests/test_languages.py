"""A language is a folder of words and nothing else: proven with one that nobody speaks."""

import datetime
import io
import re
import shutil
from pathlib import Path

import pytest
import streamlit
from babel import Locale
from PIL import Image
from starlette.requests import Request

from content import (
    LANGUAGES,
    PAGES,
    Language,
    WordsFault,
    accepted,
    faults,
    left_in_english,
    preferred,
)
from content.conditions import SPOTS
from content.language import FOLDER, languages
from costmodel import ASSUMPTIONS, MODEL
from exports import Link, read, write
from paper import cards
from paper.cards import Previewed
from tests import made_up
from tests.conftest import EVERY_LANGUAGE, SCENARIOS, asked_for, telling
from tests.test_content import LOCAL_NUMBERS, LOCAL_WORDS, flat
from web import rehearsal
from web.documents import complete

ENGLISH = LANGUAGES["en"]
DOCUMENT = Path(streamlit.__file__).with_name("static") / "index.html"


@pytest.fixture
def words(tmp_path) -> Path:
    """A copy of all words there are."""
    for code in EVERY_LANGUAGE:
        shutil.copytree(FOLDER / code, tmp_path / code)
    return tmp_path


@pytest.fixture(scope="module", params=made_up.KINDS.values(), ids=str)
def one_more(request, tmp_path_factory) -> Language:
    """One language more, of each kind there is, beside all there are."""
    words = tmp_path_factory.mktemp("words")
    for code in EVERY_LANGUAGE:
        shutil.copytree(FOLDER / code, words / code)
    made_up.write(request.param, words)
    found = languages(words)
    assert faults(found, words) == [] and left_in_english(found) == []
    return found[request.param]


@pytest.fixture
def another(one_more, monkeypatch) -> Language:
    """The same in the whole application."""
    language = one_more
    monkeypatch.setitem(LANGUAGES, language.code, language)
    return language


def test_its_words_are_its_own_and_its_blanks_are_english(another):
    assert another.label("ui.next_page") == "txeN" and another.name == "hsilgnE"
    assert another.label("ui.step") == "{step} fo {steps}"
    assert another.direction == Locale.parse(another.code, sep="-").text_direction


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_passage_of_every_page_is_told_in_it(another, scenario):
    tell = telling(another.code, SCENARIOS[scenario])
    more = dict.fromkeys(LOCAL_WORDS, ("?", "")) | dict.fromkeys(LOCAL_NUMBERS, (2.0, "×"))
    # Beside the pages, the kit for teachers.
    assert {name.partition(".")[0] for name in another.passages} == {*PAGES, "kit"}
    for name in asked_for(another):
        text = tell.passage(name, **more)
        assert (text or name in SPOTS) and "{" not in text
    assert all(tell.name_of(id) for id in (*ASSUMPTIONS, *MODEL.figures))


def test_its_numbers_and_days_are_written_and_read_its_own_way(another):
    numbers = another.numbers
    for value, unit in ((5_576_000, "USD"), (0.0875, "share"), (2_788_000, "GPU-hours")):
        for style in ("", "exact", "precise,full"):
            shown, _ = numbers.shown(value, unit, style)
            typed = numbers.write(value, unit, style)
            assert numbers.understand(typed, unit).value == pytest.approx(shown), typed
    day = datetime.date(2024, 12, 26)
    month = numbers.locale.months["format"]["wide"][12]
    assert month in numbers.day(day)


def test_a_reader_of_it_is_met_in_it(another):
    assert preferred(accepted(f"{another.code.upper()},en;q=0.5")) == another.code
    link, found = read([("lang", another.code), ("rental_rate", "3")], LANGUAGES)
    assert link.language == another.code and not found
    assert f"lang={another.code}" in write(Link(language=another.code))


def test_documents_and_preview_cards_speak_it_and_every_page_names_it(another):
    assert list(rehearsal.errors(DOCUMENT)) == []
    query = f"lang={another.code}".encode()
    scope = {"type": "http", "method": "GET", "scheme": "http", "path": "/claim"}
    scope |= {"query_string": query, "headers": [(b"host", b"localhost")]}
    document = complete(DOCUMENT.read_text(encoding="utf-8"), Request(scope))
    assert f'<html lang="{another.code}">' in document
    assert another.label("pages.claim.question").replace("'", "&#39;") in document
    assert set(re.findall(r'hreflang="([^"]+)"', document)) == {*LANGUAGES, "x-default"}
    shown = Previewed("claim", Link(), another.code, ("final_run_cost",))
    said = Image.open(io.BytesIO(cards.picture(shown))).text
    assert said["Title"] == another.label("pages.claim.question")
    assert said["Description"] in document


def test_words_of_scale_are_in_the_number_they_count():
    code, one, many = made_up.ONE_AND_MANY
    numbers = made_up.numbers(code)
    for value, word, other in ((1e6, one, many), (2e6, many, one), (1.5e6, many, one)):
        written = numbers.write(value, "USD")
        assert word in written.split("\N{NO-BREAK SPACE}") + written.split()
        assert other not in written.split("\N{NO-BREAK SPACE}") + written.split()
        assert numbers.understand(written, "USD").value == value


@pytest.mark.parametrize("place", ["ui.next_page", "charts.pay.nobody", "pages.opex.question"])
def test_a_label_left_in_english_is_named(words, place):
    code = made_up.CODES[0]
    folder = made_up.write(code, words)
    english, name = ENGLISH.label(place), place.rpartition(".")[2]
    path = folder / "labels.toml"
    own = f'{name} = "{made_up.backwards(english)}"'
    text = path.read_text(encoding="utf-8")
    assert own in text
    at = text[: text.index(own)].count("\n") + 1
    # Neither case nor a full stop makes it another language.
    path.write_text(text.replace(own, f'{name} = "{english.upper()}."', 1), encoding="utf-8")
    assert left_in_english(languages(words)) == [
        f"content/{code}/labels.toml, line {at}: "
        f"the label {place} is left in English: “{english.upper()}.”"
    ]


def test_a_passage_left_in_english_is_named(words):
    code = made_up.CODES[0]
    folder = made_up.write(code, words)
    shutil.copy(FOLDER / "en" / "opex.md", folder)
    names = [name for name in ENGLISH.passages if name.startswith("opex.")]
    found = left_in_english(languages(words))
    assert len(found) == len(names)
    for name, line in zip(names, found, strict=True):
        assert f"the passage {name} is left in English: “" in line


def test_a_copy_of_english_is_told_all_that_is_left_and_that_its_name_is_taken(words):
    code = made_up.CODES[0]
    shutil.copytree(FOLDER / "en", words / code)
    both = languages(words)
    (fault,) = faults(both, words)
    assert f"content/{code}/labels.toml, line " in fault
    assert fault.endswith("the label ui.language_name is “English”, as in content/en")
    found = left_in_english(both)
    # All but what is no words, or words that any language may share.
    texts = [*flat(ENGLISH.labels).values(), *ENGLISH.passages.values()]
    assert len(texts) - 60 < len(found) < len(texts)


@pytest.mark.parametrize("kind", ["label", "passage"])
def test_what_cannot_be_filled_says_in_which_file_and_line(words, kind):
    made = Language(made_up.write(made_up.CODES[0], words))
    tell = made.say if kind == "label" else made.passage
    name = "ui.step" if kind == "label" else "opex.explained_partly"
    file, line = made.words.places[f"{kind} {name}"]
    assert file.startswith(f"content/{made.code}/") and line > 1
    with pytest.raises(WordsFault) as found:
        tell(name, {})
    told = str(found.value)
    assert told.startswith(f"{file}, line {line}: the {kind} {name}: nothing fills the blank {{")


def test_nothing_was_left_in_english():
    assert left_in_english(LANGUAGES) == []
