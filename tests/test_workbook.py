"""The workbook: what stands in its cells, by which names, and that nothing is hidden or locked."""

import inspect
import io
import math
import random
import re
import shutil
import warnings
import zipfile
from urllib.parse import parse_qsl, urlsplit

import pytest

import costmodel
import exports
from content import LANGUAGES, languages
from content.language import FOLDER
from costmodel import ASSUMPTIONS, MODEL, RUNGS, Scenario
from costmodel.engine import functions
from data import RECORDS
from exports import VERSION, Link
from exports.workbook import file_name, formula, make, name_of, scenario_of
from exports.workbook.formulas import FUNCTIONS
from tests import made_up
from tests.conftest import EVERY_LANGUAGE, SCENARIOS, telling
from tests.workbook import Opened, published, typed_over

each_language = pytest.mark.parametrize("code", EVERY_LANGUAGE)
OWN = {"rental_rate": 3.25, "gpu_count_h100": 0.0, "utilisation": 0.655, "r1_hours": 1e5}
# In every spreadsheet since the nineties.
CLASSIC = {
    "SUM": lambda *parts: math.fsum(parts),
    "MIN": min,
    "MAX": max,
    "IF": None,
    "SINH": math.sinh,
    "ATANH": math.atanh,
    "EXP": math.exp,
}
NOT_DEFINED = "#DIV/0!"


def opened(code: str, changes: dict[str, float] | None = None) -> Opened:
    return Opened(make(Link(changes=Scenario(changes or {})), code))


def names_in(formula: str) -> set[str]:
    """The names of cells that a formula speaks of."""
    return {each for each in re.findall(r"[A-Za-z_]\w*", formula) if each not in CLASSIC}


def heads(sheet) -> tuple[int, dict[str, int]]:
    """The row of the heads of columns, the last before what moves, and their columns."""
    row = int(re.sub(r"\D", "", sheet.freeze_panes)) - 1
    return row, {cell.value: cell.column for cell in sheet[row]}


def column(it: Opened, code: str, id: str, name: str) -> object:
    """What stands in the row of an id, in the column that a label heads."""
    sheet, cell = it.place(id)
    _, columns = heads(it.cached[sheet])
    at = columns[LANGUAGES[code].label(f"workbook.columns.{name}")]
    return it.cached[sheet].cell(it.cached[sheet][cell].row, at).value


# ---- names and formulas ----


@each_language
def test_every_number_has_a_cell_by_its_name_and_every_formula_speaks_of_such_cells(code):
    it = published(code)
    names = set(it.formulas.defined_names)
    used = {name for q in MODEL.quantities.values() for name in q.inputs}
    constants = {id for id in MODEL.constants if id in used}
    assert {name_of(id) for id in (*ASSUMPTIONS, *constants, *MODEL.facts, *MODEL.figures)} <= names
    for name in names - {"_xlnm.Print_Titles"}:
        text = str(it.formula(name))
        assert not text.startswith("=") or (names_in(text) and names_in(text) <= names), text
    for id in MODEL.figures:
        assert str(it.formula(id)).startswith("="), f"{id} is no formula"


def test_formulas_read_as_the_cost_module_does():
    assert formula("final_run_cost") == "=run_hours*rental_rate"
    assert formula("capex_h20") == "=gpu_count_h20*server_price_h20"
    assert formula("documented_gpus") == "=MAX(training_cluster_gpus,serving_gpus)"
    assert formula("r1_cost") == "=_r1_hours*rental_rate"
    assert formula("capex") == "=SUM(capex_a100,capex_h20,capex_h800,capex_h100)"
    assert formula("tco_per_gpu_hour_a100") == "=tco_per_gpu_a100/(hours_owned*utilisation)"
    assert published("en").formula("final_run_cost") == "=run_hours*rental_rate"


def test_each_formula_done_by_itself_comes_to_its_figure():
    draw = random.Random(461)
    for _ in range(50):
        values = costmodel.evaluate(
            {id: draw.uniform(row.allowed_low, row.allowed_high) for id, row in ASSUMPTIONS.items()}
        )
        cells = {name_of(id): float(value) for id, value in values.items() if not value.shape}
        rate, periods = cells["cost_of_capital"] / 12, cells["years_owned"] * 12
        cells["level_payments"] = float(functions.level_payments(rate, periods))
        for id in MODEL.figures:
            come_to = eval(formula(id)[1:], {**CLASSIC, **cells})
            assert math.isclose(come_to, values[id], rel_tol=1e-12), id


def test_every_function_that_quantities_may_use_has_a_form_in_a_spreadsheet():
    traced = [name for name, each in vars(functions).items() if hasattr(each, "__wrapped__")]
    assert set(FUNCTIONS) == set(traced)
    for name in FUNCTIONS:
        assert inspect.isfunction(getattr(functions, name))


@each_language
def test_only_classic_functions_are_used(code):
    for sheet in published(code).formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    # What stands in quotation marks is a word of the language.
                    text = re.sub(r'"[^"]*"', "", cell.value)
                    assert set(re.findall(r"([A-Za-z_.\d]+)\(", text)) <= set(CLASSIC), text


def test_no_name_is_one_that_a_spreadsheet_takes_for_the_address_of_a_cell():
    for taken in ("a1", "h20", "xfd1", "r", "c", "rc", "r1c1", "r1_cost", "c3_po", "R2"):
        assert name_of(taken) == f"_{taken}"
    for free in ("pue", "capex_a100", "tco", "rental_rate", "cost_of_capital"):
        assert name_of(free) == free
    with warnings.catch_warnings():
        # XlsxWriter leaves out a name it takes for an address, and warns.
        warnings.simplefilter("error")
        make(Link(), "en")


# ---- values ----


@pytest.mark.parametrize("name", SCENARIOS)
@each_language
def test_the_file_shows_the_figures_of_its_scenario_before_anything_is_computed(code, name):
    it, values = opened(code, SCENARIOS[name]), costmodel.evaluate(SCENARIOS[name])
    for id in ASSUMPTIONS:
        assert math.isclose(it.value(id), values[id], rel_tol=1e-15)
    for id in MODEL.figures:
        if math.isfinite(values[id]):
            assert math.isclose(it.value(id), values[id], rel_tol=1e-14), id
        else:
            assert it.value(id) == NOT_DEFINED, id
    for place, id in enumerate(RUNGS):
        sheet = it.cached[it.tell(code, "sheets.ladder")]
        assert math.isclose(sheet.cell(4 + place, 2).value, values[id], rel_tol=1e-14)


def test_a_share_of_no_fleet_is_not_defined_and_the_readme_says_what_that_looks_like():
    nothing = {id: 0.0 for id in ASSUMPTIONS if id.startswith("gpu_count_")}
    for code in EVERY_LANGUAGE:
        it = opened(code, nothing)
        assert it.value("run_share_of_fleet") == NOT_DEFINED
        first = it.cached.worksheets[0]
        assert any(NOT_DEFINED in str(cell.value) for row in first.iter_rows() for cell in row)


@each_language
def test_interest_of_nothing_at_all_costs_nothing(code):
    it = opened(code, {"cost_of_capital": 0.0})
    assert it.value("level_payments") == 1 and it.value("financing_cost") == 0


# ---- the sheets ----


@each_language
def test_an_assumption_stands_with_everything_known_of_it(code):
    it, tell = opened(code, OWN), telling(code, OWN)
    for id, row in ASSUMPTIONS.items():

        def told(name: str, id: str = id) -> object:
            return column(it, code, id, name)

        assert told("value") == OWN.get(id, row.value)
        assert told("begun_with") == row.value
        assert told("unit")
        assert (told("allowed_low"), told("allowed_high")) == (row.allowed_low, row.allowed_high)
        if row.likely_range:
            assert (told("likely_low"), told("likely_high")) == row.likely_range
        whose = "ours" if row.grade == "D" else "published"
        assert told("whose") == it.tell(code, whose)
        assert told("grade") == row.grade
        assert told("why") == tell.say(f"assumptions.{id}.why")
        assert told("name") == name_of(id)
        for source in (*row.sources, *row.disputed_by):
            assert RECORDS.sources[source].address in told("sources")


@each_language
def test_the_readers_own_numbers_are_marked_by_colour_and_word_and_no_others(code):
    it = opened(code, OWN)
    mark = LANGUAGES[code].label("workbook.own")
    for id in ASSUMPTIONS:
        assert (column(it, code, id, "own") or "") == (mark if id in OWN else "")
    sheet, _ = it.place("rental_rate")
    ((cells, (rule,)),) = [
        (each.sqref, each.rules) for each in it.formulas[sheet].conditional_formatting
    ]
    first = str(cells).partition(":")[0]
    assert rule.formula == [f"${first}<>${first.replace('B', 'C')}"] and rule.dxf.fill
    for id in ASSUMPTIONS:
        assert it.place(id)[1] in cells
    _, columns = heads(it.formulas[sheet])
    own = columns[LANGUAGES[code].label("workbook.columns.own")]
    row = it.formulas[sheet][it.place("rental_rate")[1]].row
    # It follows what is typed.
    assert it.formulas[sheet].cell(row, own).value == f'=IF(B{row}=C{row},"","{mark}")'


@each_language
def test_figures_that_the_readers_numbers_have_moved_are_marked(code):
    it, values, published_ = opened(code, OWN), costmodel.evaluate(OWN), costmodel.evaluate()
    sheet, _ = it.place("tco")
    ((cells, (rule,)),) = [
        (each.sqref, each.rules) for each in it.formulas[sheet].conditional_formatting
    ]
    row = int(str(cells).partition(":")[0][1:])
    assert rule.formula == [f"ABS($B{row}-$C{row})>1E-9*ABS($C{row})"] and rule.dxf.fill
    for id in MODEL.figures:
        assert it.place(id)[1] in cells
        here, there = it.value(id), column(it, code, id, "at_first")
        moved = abs(here - there) > 1e-9 * abs(there)
        assert moved == (not math.isclose(values[id], published_[id], rel_tol=1e-9)), id


@each_language
def test_what_is_typed_outside_our_limits_is_asked_back_and_may_stay(code):
    it = published(code)
    sheet, _ = it.place("rental_rate")
    asked = {str(each.sqref): each for each in it.formulas[sheet].data_validations.dataValidation}
    for id, row in ASSUMPTIONS.items():
        each = asked.pop(it.place(id)[1])
        assert (each.type, each.operator or "between") == ("decimal", "between")
        limits = float(each.formula1), float(each.formula2)
        assert limits == (row.allowed_low, row.allowed_high)
        assert each.errorStyle == "warning" and each.showErrorMessage
        assert telling(code).written(row.allowed_high, row.unit, "exact,full") in each.error
    assert asked == {}


@each_language
def test_every_number_is_written_with_all_its_digits_where_it_is_given(code):
    it = opened(code, OWN)
    for id in (*ASSUMPTIONS, *MODEL.facts):
        sheet, cell = it.place(id)
        found = it.cached[sheet][cell]
        decimals = len(found.number_format.partition(".")[2].strip("%"))
        shown = found.value * (100 if "%" in found.number_format else 1)
        assert math.isclose(round(shown, decimals), shown, rel_tol=1e-12), id


@each_language
def test_constants_and_facts_stand_there_with_their_sources(code):
    it = published(code)
    for id, row in RECORDS.facts.items():
        if id in MODEL.facts:
            assert it.value(id) == row.value
            for source in row.sources:
                assert RECORDS.sources[source].address in column(it, code, id, "sources")
    assert it.value("hours_per_year") == RECORDS.constants["hours_per_year"].value


@each_language
def test_every_source_stands_on_its_sheet_with_a_link_to_its_address(code):
    it = published(code)
    sheet = it.cached[it.tell(code, "sheets.sources")]
    linked = {cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    said = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    for id, row in RECORDS.sources.items():
        assert id in said
        assert not row.address or (row.address in linked and row.title in said), id


@each_language
def test_the_ladder_is_a_native_chart_of_the_cells_beside_it(code):
    it = published(code)
    name = it.tell(code, "sheets.ladder")
    sheet = it.formulas[name]
    rows = {sheet.cell(4 + place, 2).value for place in range(len(RUNGS))}
    assert rows == {f"={id}" for id in RUNGS}
    with zipfile.ZipFile(io.BytesIO(it.content)) as file:
        chart = file.read("xl/charts/chart1.xml").decode()
        drawing = file.read("xl/drawings/drawing1.xml").decode()
    last = 3 + len(RUNGS)
    quoted = f"'{name}'" if " " in name else name
    assert f"{quoted}!$B$4:$B${last}" in chart and f"{quoted}!$A$4:$A${last}" in chart
    assert '<c:logBase val="10"/>' in chart
    assert LANGUAGES[code].label("workbook.ladder.alt") in drawing


@each_language
def test_nothing_is_hidden_and_nothing_locked(code):
    it = published(code)
    assert it.formulas.security is None or not it.formulas.security.lockStructure
    for sheet in it.formulas:
        assert sheet.sheet_state == "visible" and not sheet.protection.sheet
        assert not any(each.hidden for each in sheet.row_dimensions.values())
        assert not any(each.hidden for each in sheet.column_dimensions.values())
    assert not any(each.hidden for each in it.formulas.defined_names.values())


@each_language
def test_the_heads_of_columns_stay_in_view_on_every_sheet_but_the_first(code):
    first, *tables = published(code).formulas.worksheets
    assert first.freeze_panes is None
    for sheet in tables:
        row, columns = heads(sheet)
        assert row == 3 and len(columns) >= 3 and all(columns)
        assert sheet.print_title_rows == f"${row}:${row}"


# ---- the readme ----


@each_language
def test_the_readme_says_which_scenario_this_is_and_what_was_changed(code):
    site = "https://example.org"
    it = Opened(make(Link(changes=Scenario(OWN)), code, site))
    sheet = it.cached.worksheets[0]
    said = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    (address,) = [each for each in said if each.startswith(f"{site}/?")]
    link, faults = exports.read(parse_qsl(urlsplit(address).query), LANGUAGES)
    assert (dict(link.changes), link.language, faults) == (OWN, code, ())
    assert address in {cell.hyperlink.target for row in sheet for cell in row if cell.hyperlink}
    assert VERSION in said
    tell = telling(code, OWN)
    assert tell.day(max(each.accessed for each in RECORDS.sources.values())) in said
    for id in OWN:
        at = said.index(tell.name_of(id))
        assert all(number in said[at + 1] for number in tell.changed(id))
    assert tell.name_of("pue") not in said


@each_language
def test_without_a_site_the_link_is_a_path_and_the_published_scenario_has_no_changes(code):
    sheet = published(code).cached.worksheets[0]
    said = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert f"/?lang={code}" in said
    assert LANGUAGES[code].label("workbook.readme.nothing_changed") in said


def test_a_link_longer_than_a_spreadsheet_follows_stands_there_as_text():
    site = "https://example.org"
    every = {id: row.allowed_low for id, row in ASSUMPTIONS.items() if row.allowed_low != row.value}
    long_site = site + "/x" * 1000
    sheet = Opened(make(Link(changes=Scenario(every)), "en", long_site)).cached.worksheets[0]
    (cell,) = [c for row in sheet.iter_rows() for c in row if str(c.value).startswith(long_site)]
    assert len(cell.value) > 2079 and cell.hyperlink is None


# ---- the file ----


@each_language
def test_the_same_scenario_is_the_same_bytes_and_no_clock_is_asked(code):
    turned = Scenario(dict(reversed(OWN.items())))
    here, there = Link(changes=Scenario(OWN)), Link(changes=turned, figure="capex", ask=True)
    assert make(here, code) == make(there, code)
    assert scenario_of(here) == scenario_of(there)
    checked = max(each.accessed for each in RECORDS.sources.values())
    properties = published(code).formulas.properties
    assert properties.created.date() == properties.modified.date() == checked
    with zipfile.ZipFile(io.BytesIO(published(code).content)) as file:
        assert {each.date_time[0] for each in file.infolist()} == {1980}


@each_language
def test_a_files_name_says_what_it_is_and_whether_there_are_numbers_of_the_readers(code):
    names = {file_name(Link(changes=Scenario(each)), code) for each in ({}, OWN)}
    assert len(names) == 2
    assert all(re.fullmatch(r"[a-z0-9-]+\.xlsx", name) for name in names)


def test_typing_over_a_cell_leaves_no_result_that_was_there():
    """What the other tests of the workbook rest on: they begin with wrong results."""
    it = Opened(typed_over(published("en"), {"rental_rate": 9.5}))
    assert it.value("rental_rate") == 9.5
    assert {it.value(id) for id in MODEL.figures} == {-7}


@pytest.mark.parametrize("code", made_up.KINDS.values())
def test_a_language_more_needs_no_code_whichever_way_its_lines_run(code, tmp_path, monkeypatch):
    for each in EVERY_LANGUAGE:
        shutil.copytree(FOLDER / each, tmp_path / each)
    made_up.write(code, tmp_path)
    language = languages(tmp_path)[code]
    monkeypatch.setitem(LANGUAGES, code, language)
    it = opened(code, OWN)
    assert math.isclose(it.value("tco"), costmodel.evaluate(OWN)["tco"], rel_tol=1e-14)
    for sheet in it.formulas:
        runs_from_the_right = bool(sheet.sheet_view.rightToLeft)
        assert runs_from_the_right == (language.direction == "rtl")
        assert sheet["A1"].alignment.horizontal == ("right" if runs_from_the_right else "left")
    # Amounts in words of scale where the language has such words, and else in digits.
    ladder = it.formulas[it.tell(code, "sheets.ladder")].cell(4, 2).number_format
    sizes = "".join(language.numbers.write(size, "USD").split("1")[1] for size in (1e6, 1e9))
    has_words = not any(each.isdigit() for each in sizes)
    assert (";" in ladder) == has_words
