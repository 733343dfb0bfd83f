"""The shipped data is whole and sourced, and a faulty row is refused by name."""

import ast
import csv
import datetime
import shutil

import pytest

from costmodel import MODEL
from data import RECORDS, DataFault, load
from data.reading import FOLDER
from data.records import FILES

ASSUMPTIONS = RECORDS.assumptions
SOURCED = {
    f"{name}.{id}": row
    for name in FILES
    for id, row in getattr(RECORDS, name).items()
    if hasattr(row, "sources")
}


def header_of(name: str) -> list[str]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


# What is shipped


def test_the_shipped_data_loads_and_no_file_is_empty():
    assert load() == RECORDS
    assert [name for name in FILES if not getattr(RECORDS, name)] == []
    assert {path.stem for path in FOLDER.glob("*.csv")} == set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_every_row_of_a_file_is_loaded_in_file_order(name):
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        ids = [cells["id"] for cells in csv.DictReader(file)]
    assert list(getattr(RECORDS, name)) == ids


def test_every_source_is_used():
    used = {source for row in SOURCED.values() for source in row.sources}
    used |= {source for row in ASSUMPTIONS.values() for source in row.disputed_by}
    assert set(RECORDS.sources) - used == set()


def test_every_assumption_is_used_by_the_model():
    used = {id for figure in MODEL.figures for id in MODEL.assumptions_behind(figure)}
    assert set(ASSUMPTIONS) - used == set()


def test_an_assumption_is_graded_d_exactly_when_it_is_our_own():
    ours = {id for id, row in ASSUMPTIONS.items() if "our_assumption" in row.sources}
    assert {id for id, row in ASSUMPTIONS.items() if row.grade == "D"} == ours


def test_likely_ranges_lie_inside_allowed_ones():
    ranges = [row for row in ASSUMPTIONS.values() if row.has_likely_range]
    assert len(ranges) > 10
    for row in ranges:
        limits = row.allowed_low, row.likely_low, row.value, row.likely_high, row.allowed_high
        assert list(limits) == sorted(limits), row.id


def test_a_value_is_supported_only_where_somebody_published_it():
    rental = ASSUMPTIONS["rental_rate"]
    assert rental.supports(2.0) and rental.supports(3.42) and not rental.supports(1.64)
    share = ASSUMPTIONS["deepseek_share"]  # no range was found
    assert share.supports(1.0) and share.allows(0.5) and not share.supports(0.5)


def test_every_source_has_an_address_unless_it_is_ourselves():
    without = {id for id, source in RECORDS.sources.items() if not source.address}
    assert without == {"our_assumption", "our_arithmetic"}


def test_no_source_was_published_after_it_was_last_checked():
    for id, source in RECORDS.sources.items():
        assert source.published <= source.accessed.isoformat(), id


def test_no_fact_is_dated_after_all_of_its_sources_were_published():
    for id, row in RECORDS.facts.items():
        sources = [RECORDS.sources[each] for each in row.sources]
        published = [source.published for source in sources if source.address]
        # As far as both are told: a year, a month or a day.
        assert not published or any(
            row.date[: len(day)] <= day[: len(row.date)] for day in published
        ), id


def test_a_run_starts_before_its_model_is_published():
    runs = [row for row in RECORDS.model_parameters.values() if row.parameter == "start"]
    assert len(runs) > 5
    for row in runs:
        assert row.value.isoformat() < RECORDS.models[row.model].published, row.id


def test_a_cost_is_its_makers_exactly_when_the_maker_published_it():
    for id, row in RECORDS.model_costs.items():
        publishers = [RECORDS.sources[each].publisher for each in row.sources]
        own = any(each.startswith(RECORDS.models[row.model].maker) for each in publishers)
        assert (row.party == "maker") == own, id


def test_how_long_a_type_had_been_in_use_fits_when_it_can_have_been_bought():
    headlines = datetime.date.fromisoformat(RECORDS.facts["nvidia_close_after"].date)
    for row in RECORDS.purchases.values():
        in_use = ASSUMPTIONS[f"years_in_use_{row.gpu_type}"]
        latest, earliest = (max(0, (headlines - day).days / 365.25) for day in (row.end, row.start))
        found = (in_use.likely_low, in_use.value, in_use.likely_high)
        # The middle between the two ends.
        assert found == pytest.approx((latest, (latest + earliest) / 2, earliest), abs=0.02), row.id


def test_every_column_is_read_by_something():
    rooms = (
        "costmodel",
        "telling",
        "charts",
        "elements",
        "paper",
        "ui",
        "web",
        "exports",
        "content",
        "tests",
    )
    code = [path for room in rooms for path in (FOLDER.parent / room).rglob("*.py")]
    read = {
        node.attr
        for path in code
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
    }
    assert [f"{name}.{column}" for name in FILES for column in set(header_of(name)) - read] == []


def test_rows_cannot_be_changed_by_one_reader_for_all_others():
    with pytest.raises(ValueError, match="frozen"):
        ASSUMPTIONS["rental_rate"].value = 3.0


# The same number is the same wherever it stands


@pytest.mark.parametrize("type_", RECORDS.gpu_types)
def test_a_licence_is_needed_from_the_first_restriction_of_a_type(type_):
    named = [
        row.date
        for row in RECORDS.export_controls.values()
        if row.kind == "restriction" and type_ in row.gpu_types
    ]
    assert RECORDS.gpu_types[type_].licence_needed_from == min(named)


def test_a_purchase_in_the_legal_window_lies_in_the_legal_window():
    inside = [row for row in RECORDS.purchases.values() if row.dating == "legal_window"]
    assert inside
    for row in inside:
        type_ = RECORDS.gpu_types[row.gpu_type]
        assert type_.sold_to_china_from <= row.start <= row.end <= type_.licence_needed_from


# Faulty data


class Copy:
    """A copy of the data folder that a test may spoil."""

    def __init__(self, folder):
        self.folder = folder
        for name in FILES:
            shutil.copy(FOLDER / f"{name}.csv", folder)

    def table(self, name: str) -> list[list[str]]:
        with (self.folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))

    def write(self, name: str, table: list[list[str]]) -> None:
        with (self.folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(table)

    def spoil(self, name: str, id: str, field: str, cell: str) -> str:
        """Change one cell; the place at which the fault must be reported."""
        table = self.table(name)
        (row,) = (number for number, cells in enumerate(table) if cells[0] == id)
        table[row][table[0].index(field)] = cell
        self.write(name, table)
        return f"{name}.csv, row {row + 1} ({cell if field == 'id' else id})"

    def faults(self) -> list[str]:
        with pytest.raises(DataFault) as refused:
            load(self.folder)
        assert all(fault in str(refused.value) for fault in refused.value.faults)
        return refused.value.faults


@pytest.fixture
def copy(tmp_path):
    return Copy(tmp_path)


def test_an_unspoilt_copy_loads(copy):
    assert load(copy.folder) == RECORDS


@pytest.mark.parametrize(
    ("name", "id", "field", "cell", "reason"),
    [
        ("assumptions", "pue", "sources", "v3_reprot", "sources: 'v3_reprot' is not in sources"),
        ("assumptions", "pue", "sources", "", "sources: Value should have at least 1 item"),
        ("assumptions", "pue", "disputed_by", "nobody", "disputed_by: 'nobody' is not in sources"),
        ("assumptions", "pue", "grade", "", "grade: Input should be 'A', 'B', 'C' or 'D'"),
        ("assumptions", "pue", "grade", "E", "grade: Input should be 'A', 'B', 'C' or 'D' (given"),
        ("assumptions", "pue", "family", "weather", "family: Input should be 'run', "),
        ("assumptions", "pue", "unit", "", "unit: String should have at least 1 character"),
        ("assumptions", "pue", "value", "9", "row: value 9 lies outside its allowed range 1 to 3"),
        ("assumptions", "pue", "value", "0.5", "row: value 0.5 lies outside its allowed range"),
        ("assumptions", "pue", "value", "2", "row: value 2 lies outside its likely range 1.1 to"),
        ("assumptions", "pue", "value", "", "value: Input should be a valid number"),
        ("assumptions", "pue", "value", "much", "value: Input should be a valid number"),
        ("assumptions", "pue", "value", "1,25", "value: Input should be a valid number"),
        ("assumptions", "pue", "value", "nan", "value: Input should be a finite number"),
        ("assumptions", "pue", "value", "1e999", "value: Input should be a finite number"),
        ("assumptions", "pue", "allowed_low", "3", "row: allowed_low must be below allowed_high"),
        ("assumptions", "pue", "likely_low", "", "row: likely_low and likely_high must both"),
        ("assumptions", "pue", "likely_high", "", "row: likely_low and likely_high must both"),
        ("assumptions", "pue", "likely_low", "nan", "likely_low: Input should be a finite number"),
        ("assumptions", "pue", "likely_low", "0.9", "row: the likely range lies outside"),
        ("assumptions", "pue", "step", "", "row: a linear scale needs a step"),
        ("assumptions", "pue", "step", "0", "row: step must be above zero"),
        ("assumptions", "pue", "scale", "log", "row: a linear scale needs a step, and a log"),
        ("assumptions", "pue", "id", "PUE", "id: String should match pattern"),
        ("assumptions", "headcount", "id", "pue", "id: stands here a second time"),
        ("constants", "hours_per_day", "value", "inf", "value: Input should be a finite number"),
        ("export_controls", "licence_h20", "gpu_types", "h20 h21", "gpu_types: 'h21' is not in"),
        ("export_controls", "licence_h20", "date", "9.4.2025", "date: "),
        ("facts", "v3_tokens", "date", "December 2024", "date: "),
        ("fleet", "h20_estimate", "gpu_type", "b200", "gpu_type: 'b200' is not in gpu_types.csv"),
        ("fleet", "h20_estimate", "count", "-1", "count: Input should be greater than or equal"),
        ("fleet", "h20_estimate", "standing", "certain", "standing: Input should be 'documented'"),
        ("published_totals", "claim_rounded", "value", "0", "value: Input should be greater than"),
        ("purchases", "h20_purchase", "dating", "guess", "dating: Input should be 'year_known'"),
        ("purchases", "h20_purchase", "start", "2025-02-01", "row: start must not be after end"),
        ("purchases", "h20_purchase", "start", "2025-02-30", "start: "),
        ("gpu_types", "h100", "sold_to_china_from", "?", "sold_to_china_from: "),
        ("sources", "v3_report", "accessed", "24.11.2026", "accessed: "),
        ("sources", "v3_report", "published", "2024/12", "published: "),
        ("sources", "v3_report", "address", "arxiv.org", "address: String should match pattern"),
        ("sources", "v3_report", "read_as", "rumour", "read_as: Input should be 'original', "),
        ("sources", "v3_report", "title", "", "title: String should have at least 1 character"),
    ],
)
def test_a_faulty_cell_is_refused_with_file_row_id_field_and_reason(
    name, id, field, cell, reason, copy
):
    place = copy.spoil(name, id, field, cell)
    assert any(fault.startswith(f"{place}, {reason}") for fault in copy.faults())


@pytest.mark.parametrize(
    ("name", "id", "cells", "reason"),
    [
        ("assumptions", "pue", {"allowed_low": "nan"}, "allowed_low: Input should be a finite"),
        ("assumptions", "pue", {"scale": "cubic"}, "scale: Input should be 'linear' or 'log'"),
        ("assumptions", "pue", {"step": "-0.01"}, "row: step must be above zero"),
        ("assumptions", "pue", {"distribution": "uniform"}, "distribution: Input should be"),
        ("assumptions", "pue", {"distribution": ""}, "row: a likely range needs a distribution"),
        (
            "assumptions",
            "pue",
            {"likely_low": "", "likely_high": ""},
            "row: a likely range needs a distribution, and nothing else has one",
        ),
        (
            "assumptions",
            "pue",
            {"likely_high": "3.1"},
            "row: the likely range lies outside the all",
        ),
        (
            "assumptions",
            "gpu_count_h20",
            {"distribution": "lognormal", "likely_low": "0"},
            "row: a lognormal distribution needs a likely_low above zero",
        ),
        (
            "assumptions",
            "gpu_count_h20",
            {"step": "5"},
            "row: a linear scale needs a step, and a l",
        ),
        ("model_parameters", "gpt_4_chip_price", {"low": ""}, "row: low and high must both be giv"),
        ("model_parameters", "gpt_4_chip_price", {"high": ""}, "row: low and high must both be gi"),
        ("model_parameters", "gpt_4_chip_price", {"value": "20000"}, "row: value lies outside low"),
        ("model_parameters", "gpt_4_chip_price", {"value": "40000"}, "row: value lies outside low"),
        (
            "model_parameters",
            "gpt_4_chip_price",
            {"value": "inf"},
            "value: must be a finite number",
        ),
        ("model_parameters", "deepseek_v3_start", {"value": "2024-2-1"}, "value: "),
        (
            "model_costs",
            "gpt_4_rental",
            {"low": "1", "high": "2"},
            "row: value lies outside low to",
        ),
        ("model_costs", "gpt_4_rental", {"low": "1"}, "row: low and high must both be given or"),
        ("run_parameters", "chip_hours", {"kind": "day"}, "row: allowed_low is not a day"),
        ("run_parameters", "chip_hours", {"value": "2024-01-01"}, "row: value is not a number"),
        ("run_parameters", "chip_hours", {"allowed_high": "1"}, "row: allowed_low must be below"),
        ("run_parameters", "chip_hours", {"value": "0.5"}, "row: value lies outside its allowed"),
        ("run_parameters", "pue", {"allowed_high": "nan"}, "allowed_high: must be a finite number"),
        ("claims", "semianalysis_400", {"place": ""}, "row: a claim of the article has a place"),
        ("claims", "semianalysis_400", {"origin": "others"}, "row: a claim of the article has a p"),
        ("claims", "semianalysis_400", {"place": "0"}, "place: Input should be greater than or"),
    ],
)
def test_a_row_that_contradicts_itself_is_refused_with_the_reason(name, id, cells, reason, copy):
    for field, cell in cells.items():
        place = copy.spoil(name, id, field, cell)
    assert any(fault.startswith(f"{place}, {reason}") for fault in copy.faults())


# Which cells may be blank, and which hold words that nobody can check: as the codebook says.
MAY_BE_BLANK = {
    "assumptions": {"likely_low", "likely_high", "step", "distribution", "disputed_by"},
    "claims": {"place", "shows"},
    "editions": {"value"},
    "events": {"touches"},
    "gpu_types": {"sold_to_china_from"},
    "model_costs": {"low", "high"},
    "model_parameters": {"low", "high"},
    "run_parameters": {"value"},
    "sources": {"address"},
    "stories": {"based_on"},
}
ANY_WORDS = {"title", "publisher", "locator", "unit", "name", "maker"}
# A number of an edition may have disappeared since.
NAMED_FREELY = {"id", "number"}
# Whether there is such a figure, only the cost module knows: it stops the start by itself.
KNOWN_ELSEWHERE = {"claimed", "figure", "shows", "subject", "touches"}


@pytest.mark.parametrize("name", FILES)
def test_a_cell_that_says_nothing_or_nonsense_is_refused_wherever_it_stands(name, copy):
    for field in header_of(name):
        whole = copy.table(name)
        column = whole[0].index(field)
        # A row that has something there, so that the row does not contradict itself instead.
        row = next(row for row in whole[1:] if row[column] or field == "id")
        spoilt = [] if field in MAY_BE_BLANK.get(name, ()) else [""]
        if field not in ANY_WORDS:
            spoilt += ["?!", *(["x1"] if field not in (*NAMED_FREELY, *KNOWN_ELSEWHERE) else [])]
        for cell in spoilt:
            place = copy.spoil(name, row[0], field, cell).replace("()", "(no id)")
            assert any(f.startswith(f"{place}, {field}: ") for f in copy.faults()), (field, cell)
            copy.write(name, whole)


def test_a_duplicate_is_reported_once_where_it_stands_a_second_time(copy):
    table = copy.table("constants")
    copy.write("constants", [*table, table[1]])
    again = f"constants.csv, row {len(table) + 1} ({table[1][0]}), id: stands here a second time"
    assert copy.faults() == [again]


def test_cells_beyond_the_header_are_refused(copy):
    table = copy.table("constants")
    table[2] += ["one", "more"]
    copy.write("constants", table)
    (fault,) = copy.faults()
    assert fault.startswith(f"constants.csv, row 3 ({table[2][0]}), surplus_cells: ")
    assert "'one,more'" in fault


@pytest.mark.parametrize("name", FILES)
def test_a_missing_column_is_named(name, copy):
    for field in header_of(name):
        whole = copy.table(name)
        column = whole[0].index(field)
        copy.write(name, [cells[:column] + cells[column + 1 :] for cells in whole])
        assert f"{name}.csv: the header lacks {field}" in copy.faults()
        copy.write(name, whole)


@pytest.mark.parametrize("name", FILES)
def test_a_column_too_many_is_named(name, copy):
    copy.write(name, [[*cells, "colour" if cells[0] == "id" else ""] for cells in copy.table(name)])
    assert copy.faults() == [f"{name}.csv: the header has a column nobody knows: 'colour'"]


@pytest.mark.parametrize("name", FILES)
def test_an_empty_file_is_refused_by_name(name, copy):
    (copy.folder / f"{name}.csv").write_text("", encoding="utf-8")
    assert f"{name}.csv: the file is empty" in copy.faults()


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_refused_by_name(name, copy):
    (copy.folder / f"{name}.csv").unlink()
    assert f"{name}.csv: the file is missing" in copy.faults()


def test_a_file_that_is_not_utf_8_is_refused_by_name(copy):
    table = (copy.folder / "assumptions.csv").read_bytes()
    (copy.folder / "assumptions.csv").write_bytes(table.replace("×".encode(), b"\xd7"))
    line = table[: table.index("×".encode())].count(b"\n") + 1
    (fault,) = copy.faults()
    assert fault.startswith(f"assumptions.csv: line {line} is not UTF-8 (byte 0xD7)")


def test_faults_in_several_files_are_all_reported_at_once(copy):
    (copy.folder / "constants.csv").unlink()
    places = [
        copy.spoil("assumptions", "pue", "value", "9"),
        copy.spoil("assumptions", "headcount", "grade", "E"),
        copy.spoil("fleet", "h20_estimate", "gpu_type", "b200"),
        copy.spoil("purchases", "h20_purchase", "count", "many"),
        copy.spoil("facts", "v3_tokens", "sources", "hearsay"),
    ]
    faults = copy.faults()
    assert len(faults) == len(places) + 1
    for place in ("constants.csv", *places):
        assert any(fault.startswith(place) for fault in faults), place


def test_two_faults_in_one_row_are_both_reported(copy):
    place = copy.spoil("fleet", "h20_estimate", "count", "many")
    copy.spoil("fleet", "h20_estimate", "grade", "E")
    fields = {fault.removeprefix(place).split(":")[0] for fault in copy.faults()}
    assert fields == {", count", ", grade"}


def test_spaces_around_a_cell_do_no_harm(copy):
    copy.spoil("fleet", "h20_estimate", "gpu_type", " h20 ")
    assert load(copy.folder) == RECORDS


# What the loader should not let through, and what it should not add


@pytest.mark.parametrize("published", ["2024-13", "2024-02-30", "0000"])
def test_a_rough_date_is_a_date(published, copy):
    place = copy.spoil("sources", "our_arithmetic", "published", published)
    assert any(fault.startswith(f"{place}, published: ") for fault in copy.faults())


@pytest.mark.parametrize("accessed", ["1732406400", "2026-11-24T00:00:00"])
def test_a_day_is_written_as_a_day(accessed, copy):
    place = copy.spoil("sources", "our_arithmetic", "accessed", accessed)
    assert any(fault.startswith(f"{place}, accessed: ") for fault in copy.faults())


def test_a_faulty_source_is_one_fault_and_not_one_for_each_row_that_cites_it(copy):
    place = copy.spoil("sources", "v3_report", "read_as", "rumour")
    (fault,) = copy.faults()
    assert fault.startswith(f"{place}, read_as: ")


def test_a_row_that_breaks_off_is_refused(copy):
    table = copy.table("assumptions")
    table[1].pop()  # disputed_by, which may be blank but must be there
    copy.write("assumptions", table)
    (fault,) = copy.faults()
    assert fault.startswith(f"assumptions.csv, row 2 ({table[1][0]})")


# The codebook


def test_the_codebook_explains_every_file_and_every_column():
    codebook = (FOLDER / "README.md").read_text(encoding="utf-8")
    named = {f"{name}.csv" for name in FILES} | {c for name in FILES for c in header_of(name)}
    assert {name for name in named if f"`{name}`" not in codebook} == set()
