"""Both languages say the same things, with the same blanks, and type no number by hand."""

import ast
import re
import shutil
import string
from collections.abc import Collection
from pathlib import Path

import pytest

import costmodel
from content import LANGUAGES, accepted, faults, preferred
from content.conditions import AT_SPOTS, SPOTS
from content.language import FOLDER, languages
from costmodel.engine import functions
from costmodel.engine.graph import BY_TYPE
from data import RECORDS
from elements import outline
from exports.editions import EDITIONS
from telling.claims import VERDICTS
from tests import made_up
from tests.conftest import EVERY_LANGUAGE, SCENARIOS, asked_for, telling
from ui.frame.contents import GROUPS, PAGES

ROOT = FOLDER.parent
ENGLISH = LANGUAGES["en"]
UNITS = {
    *(
        row.unit
        for table in vars(RECORDS).values()
        for row in table.values()
        if hasattr(row, "unit")
    ),
    *(
        unit
        for model in (costmodel.MODEL, costmodel.TRAINING_RUN, costmodel.CHECKS)
        for unit in model.units.values()
    ),
}
# A language there are no words in.
UNTOLD = made_up.CODES[0]
OTHERS = [LANGUAGES[code] for code in EVERY_LANGUAGE if code != "en"]


def flat(labels: dict, path: str = "") -> dict[str, str]:
    found = {}
    for key, value in labels.items():
        found |= flat(value, f"{path}{key}.") if isinstance(value, dict) else {path + key: value}
    return found


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_there_are_at_least_two_languages():
    assert {"en", "id"} <= set(LANGUAGES)


@pytest.mark.parametrize("other", OTHERS, ids=lambda language: language.code)
def test_every_language_has_the_same_labels_with_the_same_blanks(other):
    here, there = flat(ENGLISH.labels), flat(other.labels)
    assert here.keys() == there.keys()
    assert {k: blanks(v) for k, v in here.items()} == {k: blanks(v) for k, v in there.items()}


@pytest.mark.parametrize("other", OTHERS, ids=lambda language: language.code)
def test_every_language_has_the_same_passages_with_the_same_blanks(other):
    here, there = ENGLISH.passages, other.passages
    assert here.keys() == there.keys()
    assert {k: blanks(v) for k, v in here.items()} == {k: blanks(v) for k, v in there.items()}


MONTHS = "|".join(
    re.escape(month)
    for language in LANGUAGES.values()
    for months in language.numbers.locale.months.values()
    for month in months["wide"].values()
)
# Digits that are part of a name or of a date, not a figure. A day stands before or after its
# month, perhaps with a short word between.
NAMES = re.compile(
    rf"""V[34]|R1(-Zero)?|[AH]\d{{2,3}}s?|Fire-Flyer\ \d|/api/[a-z.]+|\$5M
    |GPT-\d|gpt-oss-120b|Llama\ (3\.1|4)|Claude\ 3\.5|Grok[-\ ]\d|Olmo\ 3|\$10M's|YYYY-MM-DD
    |\d{{1,2}}(\W+\w{{1,3}})?\W*\b({MONTHS})|({MONTHS})\W*\d{{1,2}}\b
    |\b(19|20)\d\d\b|\{{[^}}]*\}}""",
    re.VERBOSE,
)


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_no_number_is_typed_by_hand(code):
    language = LANGUAGES[code]
    texts = language.passages | flat(language.labels)
    # The story's own name has a five in it, whatever a language does with its words.
    title = language.label("ui.title")
    typed = {
        name: re.findall(r"\S*\d\S*", rest)
        for name, text in texts.items()
        if re.search(r"\d", rest := NAMES.sub("", text.replace(title, "")))
    }
    assert typed == {}


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_everything_with_an_id_has_a_name(code):
    tell = telling(code)
    for id in (*costmodel.ASSUMPTIONS, *costmodel.MODEL.figures, *RECORDS.constants):
        assert tell.name_of(id)
    for quantity in costmodel.MODEL.order:
        for id in quantity.inputs:
            assert tell.name_of(id)
    for id, row in costmodel.ASSUMPTIONS.items():
        assert tell.say(f"assumptions.{id}.about") and tell.say(f"assumptions.{id}.why")
        assert tell.say(f"families.{row.family}") and tell.say(f"unit_names.{row.unit}")
        # Who disputes a number is named in data/, how in words: both or neither.
        assert tell.has_label(f"assumptions.{id}.disputed") == bool(row.disputed_by)
        # Where a range has no room on one side of the value, beside it stands why.
        at_an_end = row.has_likely_range and row.value in (row.likely_low, row.likely_high)
        assert tell.has_label(f"assumptions.{id}.one_side") == at_an_end
    for rung in costmodel.RUNGS:
        assert tell.say(f"rungs.{rung}") and tell.say(f"rung_names.{rung}")
    for kind in ("fleet", "purchases", "published_totals"):
        for id in getattr(RECORDS, kind):
            assert tell.say(f"{'fleet_rows' if kind == 'fleet' else kind}.{id}")
    for page in PAGES:
        for part in ("nav", "question", "description"):
            assert tell.say(f"pages.{page}.{part}")
    for group in GROUPS:
        assert tell.say(f"groups.{group}")


# Tables of labels that have one for each of these and no other.
NAMED: dict[str, Collection[str]] = {
    "assumptions": costmodel.ASSUMPTIONS,
    "rungs": costmodel.RUNGS,
    "rung_names": costmodel.RUNGS,
    "fleet_rows": RECORDS.fleet,
    "purchases": RECORDS.purchases,
    "published_totals": RECORDS.published_totals,
    "pages": PAGES,
    "groups": GROUPS,
    "constants": RECORDS.constants,
    "chart_names": outline.charts(),
    "figures": [
        *(id for id in costmodel.MODEL.figures if not costmodel.MODEL.type_of(id)),
        *costmodel.CHECKS.figures,
        *costmodel.TRAINING_RUN.figures,
    ],
    "claims": RECORDS.claims,
    "events": RECORDS.events,
    "verdicts": VERDICTS,
    "verdict_meanings": VERDICTS,
    "facts": RECORDS.facts,
    "controls": RECORDS.export_controls,
    # Of what is new nothing has to be said.
    "moves": [
        *(
            row.id
            for row in RECORDS.editions.values()
            if row.number in EDITIONS.get(str(row.version - 1), ())
        ),
        *(row.id for row in RECORDS.revisions.values() if row.kind == "moved"),
    ],
    "stories": (*costmodel.STORIES, costmodel.YOURS),
    "bases": costmodel.BASES,
    "relations": costmodel.RELATIONS,
    "standings_of_beliefs": costmodel.STANDINGS,
    "statements": costmodel.STATEMENTS,
    "questions": costmodel.QUESTIONS,
    # What is an assumption too has its name there.
    "run_parameters": costmodel.PARAMETERS.keys() - costmodel.ASSUMPTIONS.keys(),
    "subjects": {
        step.subject
        for model in (costmodel.MODEL, costmodel.TRAINING_RUN, costmodel.CHECKS)
        for step in model.order
    },
    # A formula in words names those that it cannot look into.
    "functions": {
        name for name, function in vars(functions).items() if hasattr(function, "__wrapped__")
    },
    "own_sources": {id for id, row in RECORDS.sources.items() if not row.address},
    "families": {row.family for row in costmodel.ASSUMPTIONS.values()},
    "arrays": {
        id.removesuffix(BY_TYPE)
        for step in costmodel.MODEL.order
        for id in step.inputs
        if id.endswith(BY_TYPE)
    },
    "units": UNITS,
    # How a field says what is to be typed into it.
    "unit_names": {
        row.unit for row in (*costmodel.ASSUMPTIONS.values(), *costmodel.PARAMETERS.values())
    },
    # A workbook has a cell for each figure and for each number in its sum.
    "units_in_cells": {
        costmodel.unit_of(id)
        for figure in costmodel.MODEL.figures
        for id in (figure, *costmodel.MODEL.operands_of(figure))
    },
}


def test_no_label_is_left_over():
    for table, ids in NAMED.items():
        assert set(ENGLISH.labels[table]) == set(ids), table


# What is said in so many words, and what is put together: f"ui.fault_{reason}".
ROOMS_THAT_SPEAK = (
    *("data", "costmodel", "telling", "charts", "content", "exports"),
    *("elements", "paper", "web", "ui", "offline", "pages", "pictures"),
)
CODE = [
    ast.parse(path.read_text(encoding="utf-8"))
    for room in ROOMS_THAT_SPEAK
    for path in (ROOT / room).rglob("*.py")
]
SAID = {
    node.value
    for tree in CODE
    for node in ast.walk(tree)
    if isinstance(node, ast.Constant) and isinstance(node.value, str)
}
PUT_TOGETHER = [
    re.compile(
        "".join(
            re.escape(part.value) if isinstance(part, ast.Constant) else r"(\w*)"
            for part in node.values
        )
    )
    for tree in CODE
    for node in ast.walk(tree)
    if isinstance(node, ast.JoinedStr)
    # One that does not say which table it is of would fit any label.
    and isinstance(node.values[0], ast.Constant)
    and re.match(r"\w+\.", str(node.values[0].value))
]
TEMPLATES = " ".join(path.read_text(encoding="utf-8") for path in ROOT.glob("*/**/*.html"))
# Tables of labels for things that have ids: they are held to these above.
BY_ID = re.compile(
    r"(judging|abbreviations|fractions|streamlit|pages|claims|events|assumptions|figures\w*)\."
)


def is_said(path: str) -> bool:
    """Whether code or a template says this label, whole or with an ending that it says too.

    A text that stands at a spot is said with it, by code or within another text.
    """
    if path in AT_SPOTS:
        path = AT_SPOTS[path].name
        texts = (*ENGLISH.passages.values(), *flat(ENGLISH.labels).values())
        if any(path in blanks(text) for text in texts):
            return True
    if path in SAID or f'"{path}"' in TEMPLATES:
        return True
    found = (pattern.fullmatch(path) for pattern in PUT_TOGETHER)
    return any(set(match.groups()) <= SAID for match in found if match)


def test_every_label_is_said_somewhere():
    of_ids = {f"{table}.{id}" for table, ids in NAMED.items() for id in ids}
    of_ids |= {f"stories.{id}.{part}" for id in NAMED["stories"] for part in ("name", "says")}
    texts = [path for path in flat(ENGLISH.labels) if path not in of_ids and not BY_ID.match(path)]
    assert len(texts) > 200
    assert [path for path in texts if not is_said(path)] == []


def test_a_page_has_no_label_that_nothing_says():
    parts = {part for page in ENGLISH.labels["pages"].values() for part in page}
    assert [part for part in parts if not is_said(f"pages.capex.{part}")] == []


# Blanks that a page fills in itself, beside facts and figures.
LOCAL_WORDS = (
    *("top_question", "bottom_question", "statement", "figure", "value", "target"),
    *("assumption", "present", "needed", "change", "there", "standing", "low", "high"),
    *("story", "possible_low", "possible_high", "lowest", "highest", "low_apart", "high_apart"),
    "last_version",
)
LOCAL_NUMBERS = (
    *("ratio", "nearest", "article_ratio", "semianalysis_ratio"),
    *("at_least", "times", "below", "count", "swings", "tied"),
    *("rate_low", "rate_high", "at_low", "at_high"),
    *("llama_at_price", "llama_hours", "cluster", "worked", "v3_development", "v3_staff"),
    *("run_times", "development_times", "gpt_4_hours"),
    *("llama_4_maverick_hours", "gpt_oss_120b_hours"),
    *("gpt_4_used_up", "v3_used_up", "gpt_4_over_v3"),
    *("in_doubt", "in_doubt_low", "in_doubt_high", "counts_behind"),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=str)
@pytest.mark.parametrize("code", EVERY_LANGUAGE)
def test_every_passage_can_be_filled_in_every_scenario(code, scenario):
    tell = telling(code, SCENARIOS[scenario])
    more = dict.fromkeys(LOCAL_WORDS, ("?", "")) | dict.fromkeys(LOCAL_NUMBERS, (2.0, "×"))
    for name in asked_for(tell.language):
        text = tell.passage(name, **more)
        assert text or name in SPOTS
        assert "{" not in text and "nan" not in text.split() and "inf" not in text.split()


def test_every_blank_of_a_passage_is_a_fact_or_a_figure():
    tell = telling("en")
    local = {*LOCAL_WORDS, *LOCAL_NUMBERS, *SPOTS}
    for name, text in ENGLISH.passages.items():
        assert blanks(text) - local <= set(tell.blanks), name


def test_every_fact_is_told():
    told = set()
    for text in (*ENGLISH.passages.values(), *flat(ENGLISH.labels).values()):
        told |= blanks(text)
    # A sum that is written out under a claim tells every number in it.
    sums = {id for claim in RECORDS.claims.values() for id in claim.shows}
    for id in sums & set(costmodel.CHECKS.figures):
        told |= set(costmodel.CHECKS.assumptions_behind(id))
    # A figure's record on the page of sources tells every fact that it rests on.
    told |= set(costmodel.MODEL.facts)
    # Told by a chart or a table instead of a passage.
    in_code = {"headline_ratio", "market_rate_listing"}
    assert set(ENGLISH.labels["facts"]) == set(RECORDS.facts)
    assert set(RECORDS.facts) - told - in_code == set()


@pytest.mark.parametrize(
    ("value", "unit", "style", "english", "indonesian"),
    [
        (5_576_000, "USD", "", "$5.58 million", "US$5,58 juta"),
        (5_576_000, "USD", "exact", "$5,576,000", "US$5.576.000"),
        (1_628_560_000, "USD", "precise", "$1.629 billion", "US$1,629 miliar"),
        (1_600_000_000, "USD", "", "$1.6 billion", "US$1,6 miliar"),
        (999_999_999, "USD", "", "$1 billion", "US$1 miliar"),
        (-304_000_000, "USD", "", "−$304 million", "−US$304 juta"),
        (293_263, "USD", "", "$293,000", "US$293.000"),
        (2, "USD/GPU-hour", "", "$2.00", "US$2,00"),
        (0.088, "USD/kWh", "", "$0.088", "US$0,088"),
        (0.001325, "share", "", "0.13%", "0,13%"),
        (0.6948, "share", "", "69.5%", "69,5%"),
        (1.0, "share", "", "100%", "100%"),
        (461.4, "×", "", "461", "461"),
        (56.72, "days", "", "56.7", "56,7"),
        (2_788_000, "GPU-hours", "", "2,788,000", "2.788.000"),
        # Nothing has no sign.
        (-0.0, "USD", "", "$0", "US$0"),
        (-0.0, "GPUs", "exact,full", "0 GPUs", "0 GPU"),
        (-0.0, "share", "", "0%", "0%"),
        (float("nan"), "share", "", "not defined", None),
        (float("inf"), "USD", "", "not defined", None),
    ],
)
def test_numbers_are_written_the_readers_way(value, unit, style, english, indonesian):
    assert LANGUAGES["en"].numbers.write(value, unit, style) == english
    expected = indonesian or LANGUAGES["id"].label("ui.undefined")
    assert LANGUAGES["id"].numbers.write(value, unit, style) == expected


@pytest.mark.parametrize(
    ("code", "typed", "read"),
    [
        ("en", "2,664,000", "2664000"),
        ("en", "3.05", "3.05"),
        ("id", "2.664.000", "2664000"),
        ("id", "3,05", "3.05"),
        ("en", "three", ""),
    ],
)
def test_a_number_is_read_the_way_it_is_written(code, typed, read):
    assert LANGUAGES[code].numbers.understand(typed, "USD/GPU-hour").text == read


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        (["id-ID", "en"], "id"),
        (["in"], "id"),
        (["in-ID"], "id"),
        (["en-GB"], "en"),
        ([UNTOLD, "id"], "id"),
        ([f"{UNTOLD}-XX"], "en"),
        ([], "en"),
        (["", "*"], "en"),
        (["x" * 500], "en"),
    ],
)
def test_the_browser_chooses_the_language(accepted, language):
    assert preferred(accepted) == language


@pytest.mark.parametrize(
    ("header", "tags"),
    [
        ("id-ID,en;q=0.5", ["id-ID", "en"]),
        ("en;q=0.1,id;q=0.9", ["id", "en"]),
        ("en-US,en;q=0.9,id;q=0.9,fr;q=.95", ["en-US", "fr", "en", "id"]),
        (" ID ; Q = 0.5 ,\tzh-Hant-TW", ["zh-Hant-TW", "ID"]),
        ("in_ID", ["in_ID"]),
        # Not wanted.
        ("id;q=0,en;q=0.000", []),
        # No number from nothing to one is meant.
        ("id;q=nan,fr;q=inf,de;q=-1,nl;q=1e3,en;q=0.1", ["en"]),
        ("id;q=,fr;q,de;level=1,en", ["en"]),
        ("id;q=1.5,en", ["id", "en"]),
        # Once, as it was said first.
        ("id;q=0.1,en;q=0.5,id", ["en", "id"]),
        ("*,*;q=0.1", []),
        ("", []),
        (",,;,;q=1,-,id-,1d", []),
        ("i\x00d,\x1f\x00,ïd,١", []),
        ("id-" + "x" * 60 + ",en", ["en"]),
        ("i" * 60_000, []),
    ],
)
def test_the_browsers_languages_are_read_best_first(header, tags):
    assert accepted(header) == tags


def test_of_many_languages_the_first_are_read():
    tags = [f"{first}{second}" for first in "abcdef" for second in "abcdef"]
    assert accepted(",".join(tags)) == tags[:20]
    assert accepted(",".join(["*"] * 20 + ["id"])) == []


# Words with faults, read from a folder of their own


@pytest.fixture
def words(tmp_path) -> Path:
    """A copy of all words, to be broken."""
    for code in EVERY_LANGUAGE:
        shutil.copytree(FOLDER / code, tmp_path / code)
    return tmp_path


BROKEN_WORDS = {
    "a file is missing": ("id/claim.md", None, "content/id/claim.md: the file is missing"),
    "a file is empty": ("id/claim.md", (r"(?s).*", ""), "content/id/claim.md: the file is empty"),
    "a passage is missing": ("id/claim.md", ("## not_r1", "## gone"), "no passage claim.not_r1"),
    "a passage has no name": ("id/claim.md", ("## not_r1", "## Not R1"), "is no name of a passage"),
    "a passage stands there twice": ("id/claim.md", (r"\A", "## not_r_1\nx\n"), "a second time"),
    "a passage is empty": ("id/claim.md", (r"\Z", "\n\n## more\n"), "more is empty"),
    "words before the first name": ("id/claim.md", (r"\A", "Words\n"), "have no name"),
    "a blank is missing": ("id/opex.md", (r"\{cost_of_capital:full\}", ""), "has no such blank"),
    "a blank is no name": ("id/opex.md", (r"\{financing_cost\}", "{1+1}"), "is not a blank"),
    "a style that does not exist": ("id/opex.md", (r":full\}", ":fat}"), "there is no style 'fat'"),
    "a brace alone": ("id/opex.md", (r"\{financing_cost\}", "{"), "opex.explained_partly"),
    "a label is missing": ("id/labels.toml", (r'\nhow = "', r'\nhowever = "'), "no label ui.how"),
    "a label is no text": ("id/labels.toml", (r'\nhow = ".*?"', "\nhow = 3"), "a text is needed"),
    "a label stands there twice": (
        "id/streamlit.toml",
        (r"\A", '[ui]\nhow = "x"\n'),
        "ui.how stands",
    ),
    "a table is a label elsewhere": (
        "id/streamlit.toml",
        (r"\A", 'ui = "x"\n'),
        "is a table in one",
    ),
    "the text of a label runs over lines": (
        "id/streamlit.toml",
        (r"\A", 'x = """\nhow = "y"\n"""\nz = 3\n'),
        "content/id/streamlit.toml, line 4: the label z is 3",
    ),
    "TOML that ends too soon": (
        "id/streamlit.toml",
        (r"(?s).*", 'a = "x"\n\nb = '),
        "content/id/streamlit.toml, line 3: ",
    ),
    "broken TOML": ("id/labels.toml", (r"\[units\]", "[units"), "content/id/labels.toml, line "),
}


def test_words_as_they_are_have_no_fault(words):
    assert faults(languages(words), words) == []


@pytest.mark.parametrize(("file", "change", "named"), BROKEN_WORDS.values(), ids=BROKEN_WORDS)
def test_a_fault_of_words_is_named(words, file, change, named):
    path = words / file
    if change is None:
        path.unlink()
    else:
        text = path.read_text(encoding="utf-8")
        broken = re.sub(*change, text, count=1)
        assert broken != text
        path.write_text(broken, encoding="utf-8")
    found = faults(languages(words), words)
    assert any(named in fault for fault in found), found


def test_a_folder_that_is_no_language_and_one_that_is_missing_are_named(words):
    region = made_up.WITH_REGION.replace("-", "_")
    shutil.copytree(words / "en", words / region)
    shutil.move(words / "en", words / "klingonese")
    found = faults(languages(words), words)
    assert found[:3] == [
        *(f"content/{name}: not the code of a language" for name in sorted([region, "klingonese"])),
        "content/en: missing; it is for readers of all other languages",
    ]
