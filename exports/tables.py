"""A table of plain numbers as text that a spreadsheet opens, and as text for programs."""

import csv
import datetime
import io
import math
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from costmodel import without_dust

Cell = float | str | datetime.date | None

# By the decimal mark of a language, what its spreadsheets take for the end of a cell.
_SEPARATORS = {".": ",", ",": ";"}
# What a spreadsheet would take for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def for_spreadsheets(
    headings: Sequence[str], rows: Iterable[Sequence[Cell]], decimal_mark: str
) -> str:
    """CSV that opens as a table on a machine that writes numbers with this decimal mark.

    With a comma as the mark cells end in semicolons. The byte order mark in front says that it
    is UTF-8. Numbers are plain, without signs that group them; days are YYYY-MM-DD.
    """

    def written(cell: Cell) -> str:
        if isinstance(cell, float | int):
            return _number(_rounded(cell)).replace(".", decimal_mark)
        text = _text(cell)
        return f"'{text}" if text.startswith(_FORMULA) else text

    separator = _SEPARATORS.get(decimal_mark, ";")
    return "\ufeff" + _csv(headings, rows, separator, written)


def for_programs(ids: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """CSV with ids as headings, commas, points, no byte order mark, and every digit of a number.

    The same in every language, but for the words in its cells.
    """

    def written(cell: Cell) -> str:
        return _number(cell) if isinstance(cell, float | int) else _text(cell)

    return _csv(ids, rows, ",", written)


def as_data(ids: Sequence[str], rows: Iterable[Sequence[Cell]]) -> list[dict[str, object]]:
    """Each row by its columns' ids, ready for JSON: days as text, None for no number."""
    return [{id: _plain(cell) for id, cell in zip(ids, row, strict=True)} for row in rows]


def _plain(cell: Cell) -> object:
    if isinstance(cell, float | int):
        return _rounded(cell) if math.isfinite(cell) else None
    return cell.isoformat() if isinstance(cell, datetime.date) else cell


def _csv(
    headings: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    separator: str,
    written: Callable[[Cell], str],
) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([written(cell) for cell in row] for row in rows)
    return text.getvalue()


def _rounded(value: float) -> float:
    rounded = without_dust(value)
    assert isinstance(rounded, float | int)
    return rounded


def _number(value: float) -> str:
    """All its digits and no power of ten; nothing where there is no number."""
    return format(Decimal(repr(value)), "f").removesuffix(".0") if math.isfinite(value) else ""


def _text(cell: str | datetime.date | None) -> str:
    return cell.isoformat() if isinstance(cell, datetime.date) else cell or ""
