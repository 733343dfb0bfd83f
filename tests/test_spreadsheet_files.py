"""Files of numbers as spreadsheets save them: they say the same, or are refused by name and reason.

What was saved with commas as UTF-8 is read, whatever else a spreadsheet has done to it. Where it
would have to be guessed what was meant, nothing is: signs between cells, letters, numbers, days.
"""

from pathlib import Path

import pytest

import costmodel
from data import RECORDS, DataFault, load
from data.reading import FOLDER
from data.records import FILES
from tests import spreadsheet

ALL = [FOLDER / f"{name}.csv" for name in FILES]
# In LibreOffice's words: the sign between cells, the quotation mark, the character set.
_UTF_8, _OLD_WINDOWS, _SEMICOLONS, _TABS = "44,34,76,1", "44,34,1,1", "59,34,76,1", "9,34,76,1"


@pytest.mark.slow
def test_what_a_spreadsheet_opened_and_saved_as_utf_8_says_the_same(tmp_path):
    spreadsheet.saved(ALL, tmp_path, opened_as=_UTF_8, saved_as=_UTF_8)
    written = {path.name: path.read_bytes() for path in tmp_path.glob("*.csv")}
    assert set(written) == {path.name for path in ALL}
    # It writes them its own way: texts in quotation marks.
    assert all(written[path.name] != path.read_bytes() for path in ALL)
    assert load(tmp_path) == RECORDS


@pytest.mark.slow
@pytest.mark.parametrize(
    ("saved_as", "between"), [(_SEMICOLONS, "semicolons"), (_TABS, "tabs")], ids=lambda it: it
)
def test_with_other_signs_between_cells_each_file_is_refused_by_name(tmp_path, saved_as, between):
    spreadsheet.saved(ALL, tmp_path, opened_as=_UTF_8, saved_as=saved_as)
    with pytest.raises(DataFault) as found:
        load(tmp_path)
    assert found.value.faults == [
        f"{name}.csv: the cells are separated by {between}; save the file with commas between them"
        for name in FILES
    ]


@pytest.mark.slow
def test_letters_that_a_spreadsheet_took_for_others_are_refused_by_row_and_field(tmp_path):
    spreadsheet.saved(ALL, tmp_path, opened_as=_OLD_WINDOWS, saved_as=_UTF_8)
    with pytest.raises(DataFault) as found:
        load(tmp_path)
    told = "is UTF-8 that was read as another character set"
    assert all(told in each for each in found.value.faults)
    assert any(
        each.startswith("assumptions.csv, row") and "(pue), unit: 'Ã—'" in each
        for each in found.value.faults
    )
    # Every cell with a letter that is not of ASCII, and no other.
    lost = {
        f"{name}.{id}.{field}"
        for name in FILES
        for id, row in getattr(RECORDS, name).items()
        for field, cell in row
        if not str(cell).isascii()
    }
    assert len(found.value.faults) == len(lost) > 10


@pytest.mark.parametrize("cell", ["×", "“a”", "–", "≈", "é", "…", "ü", "€", "ñ", "½"])
def test_a_letter_or_sign_of_ours_that_old_windows_would_read_otherwise_is_found(tmp_path, cell):
    misread = "".join(
        bytes([each]).decode("cp1252", errors="ignore") or chr(each) for each in cell.encode()
    )
    assert _faults(tmp_path, "constants", ",×,", f",{misread},") == [
        f"constants.csv, row 5 (log_of_ten), unit: {_first(misread)!r} is UTF-8 that was read as "
        "another character set; open the file as UTF-8, and save it as that"
    ]


@pytest.mark.parametrize("cell", ["Ângela", "São João", "MAÇÃ", "pâté", "“â” – naïve", "Ü£", "×"])
def test_no_word_is_taken_for_one_that_was_read_wrongly(tmp_path, cell):
    assert _faults(tmp_path, "sources", "DeepSeek-V3 Technical Report", cell) == []


@pytest.mark.parametrize("cell", ["1,25", "1.250,00", "1,250", "1,250.00", "-1,5", "1,234,567"])
def test_a_number_with_a_comma_is_refused_and_never_guessed(tmp_path, cell):
    (told,) = _faults(tmp_path, "constants", "8766", f'"{cell}"')
    assert told.startswith("constants.csv, row 2 (hours_per_year), value: ")
    assert told.endswith("decimals begin with a point, and nothing stands between thousands")


@pytest.mark.parametrize(
    "cell", ["26.12.2024", "12/26/24", "26-Dec-24", "45652", "2024-12-26 0:00"]
)
def test_a_day_as_a_spreadsheet_shows_it_is_refused(tmp_path, cell):
    (told,) = _faults(tmp_path, "events", "2025-03-01", cell)
    assert told.startswith(
        "events.csv, row 2 (serving_disclosed), date: a day is written YYYY-MM-DD"
    )


def test_no_number_has_more_digits_than_a_spreadsheet_keeps():
    for path in ALL:
        for cell in path.read_text(encoding="utf-8").replace("\n", ",").split(","):
            digits = cell.replace(".", "").lstrip("0")
            assert not digits.isdecimal() or len(digits.rstrip("0")) <= 15, (path.name, cell)


def test_a_number_that_a_spreadsheet_would_have_shortened_is_still_the_published_one():
    figures = costmodel.evaluate(costmodel.STORIES["article"])
    assert round(figures["final_run_cost"], 6) == 5_000_000


def _faults(folder: Path, name: str, old: str, new: str) -> list[str]:
    """What is said of the files where one cell of one of them is another."""
    for path in ALL:
        text = path.read_text(encoding="utf-8")
        if path.stem == name:
            assert old in text
            text = text.replace(old, new, 1)
        (folder / path.name).write_text(text, encoding="utf-8")
    try:
        load(folder)
    except DataFault as fault:
        return fault.faults
    return []


def _first(misread: str) -> str:
    """The letters that one letter has become."""
    return misread[: 3 if misread[0] in "âæ" else 2]
