"""The sheet of assumptions: what a reader may change, and everything known of it."""

from collections.abc import Iterator

import costmodel
from data import Assumption
from exports.workbook import evidence, formats
from exports.workbook.book import Column, Sheet
from exports.workbook.formulas import name_of
from telling import provenance
from telling.scenario import Telling

VALUE, PUBLISHED = 1, 2
_OWN = 4
_NUMBERS = ("value", "begun_with", "likely_low", "likely_high", "allowed_low", "allowed_high")
# A spreadsheet takes no longer heading of a message, and no longer message.
_LONGEST_HEADING, _LONGEST_MESSAGE = 32, 255


def _columns(tell: Telling) -> Iterator[Column]:
    for name, width in (
        ("assumption", 34),
        ("value", 14),
        ("begun_with", 14),
        ("unit", 22),
        ("own", 12),
        ("whose", 14),
        ("likely_low", 17),
        ("likely_high", 17),
        ("allowed_low", 14),
        ("allowed_high", 15),
        ("grade", 12),
        ("why", 64),
        ("disputed", 48),
        ("sources", 120),
        ("name", 26),
    ):
        yield Column(tell.say(f"workbook.columns.{name}"), width, name in _NUMBERS)


def assumptions(sheet: Sheet) -> None:
    """One row for each assumption, in the order of the data, by family."""
    tell = sheet.book.tell
    sheet.head(tell.say("workbook.leads.assumptions"), list(_columns(tell)))
    sheet.printed_on(2)
    first = sheet.row
    families: dict[str, list[Assumption]] = {}
    for row in costmodel.ASSUMPTIONS.values():
        families.setdefault(row.family, []).append(row)
    for family, rows in families.items():
        sheet.group(tell.say(f"families.{family}"))
        for row in rows:
            _assumption(sheet, row)
    # Whatever the reader changes here is marked as their own, and no more when it is put back.
    sheet.mark_own(VALUE, first, f"=$B{first + 1}<>$C{first + 1}")


def _assumption(sheet: Sheet, row: Assumption) -> None:
    tell = sheet.book.tell
    value, known = tell.value(row.id), provenance.known(tell, row.id)
    format_ = formats.number_format(tell, row.unit, value, row.value)
    sheet.text(0, known["label"], "label")
    sheet.number(VALUE, value, format_, "input")
    sheet.named(name_of(row.id), VALUE)
    sheet.number(PUBLISHED, row.value, format_)
    sheet.text(3, evidence.unit_in(tell, row.unit))
    _own(sheet, value != row.value)
    sheet.text(5, tell.say("workbook.ours" if row.grade == "D" else "workbook.published"))
    for column, end in enumerate((*(row.likely_range or ()),), start=6):
        sheet.number(column, end, formats.number_format(tell, row.unit, end))
    if not row.has_likely_range:
        sheet.text(6, known["range"], "faint")
    for column, end in enumerate((row.allowed_low, row.allowed_high), start=8):
        sheet.number(column, end, formats.number_format(tell, row.unit, end), "faint")
    sheet.text(10, row.grade)
    sheet.text(11, known["why"], "small")
    sheet.text(12, known["disputed"], "small")
    named = tuple(dict.fromkeys((*row.sources, *row.disputed_by)))
    sheet.text(13, evidence.of(tell, named), "small")
    sheet.text(14, name_of(row.id), "code")
    _warn(sheet, row, known["allowed"])
    sheet.next()


def _own(sheet: Sheet, is_own: bool) -> None:
    """A word beside the colour, for those who do not see it; both follow what is typed."""
    mark = sheet.book.tell.say("workbook.own")
    quoted = mark.replace('"', '""')
    formula = f'=IF(B{sheet.row + 1}=C{sheet.row + 1},"","{quoted}")'
    sheet.formula(_OWN, formula, mark if is_own else "", look="text")


def _warn(sheet: Sheet, row: Assumption, allowed: str) -> None:
    """Ask back where a number outside our limits is typed; who insists may keep it."""
    tell = sheet.book.tell
    sheet.page.data_validation(
        sheet.row,
        VALUE,
        sheet.row,
        VALUE,
        {
            "validate": "decimal",
            "criteria": "between",
            "minimum": row.allowed_low,
            "maximum": row.allowed_high,
            "error_type": "warning",
            "error_title": tell.say("workbook.outside")[:_LONGEST_HEADING],
            "error_message": f"{tell.name_of(row.id)}: {allowed}."[:_LONGEST_MESSAGE],
        },
    )
