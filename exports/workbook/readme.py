"""The first sheet: what this workbook is, whose numbers are in it, and how it is used."""

import datetime
from collections.abc import Iterator
from typing import get_args

import costmodel
from data.records import Grade
from exports.editions import VERSION
from exports.workbook.book import NOT_DEFINED, Sheet
from exports.workbook.formulas import name_of
from telling import Telling

SHEETS = ("assumptions", "figures", "ladder", "constants", "sources")
_NOTES = (
    "change",
    "marked",
    "limits",
    "evidence",
    "names",
    "shares",
    "undefined",
    "payments",
    "left_out",
)
_WIDTHS = (34, 110)


def readme(sheet: Sheet, address: str, checked: datetime.date) -> None:
    """The scenario with its link, what was changed, what the sheets are, what is to be known.

    ``checked`` is the day on which a source was last looked at.
    """
    tell = sheet.book.tell
    sheet.columns(_WIDTHS)
    sheet.title(tell.say("workbook.title"), tell.say("workbook.lead"))
    sheet.next()
    _line(sheet, tell.say("workbook.readme.about"), tell.say("workbook.about"))
    sheet.text(0, tell.say("workbook.readme.link"), "label")
    sheet.link(1, address)
    sheet.next()
    _line(sheet, tell.say("workbook.readme.checked"), tell.day(checked))
    _line(sheet, tell.say("workbook.readme.edition"), VERSION)
    sheet.next()
    _changed(sheet)
    _sheets(sheet)
    _section(sheet, "notes")
    blanks = {name: (text, "") for name, text in _examples(tell)}
    for note in _NOTES:
        text = tell.say(f"workbook.notes.{note}.text", **blanks)
        _line(sheet, tell.say(f"workbook.notes.{note}.title"), text)


def _examples(tell: Telling) -> Iterator[tuple[str, str]]:
    """What the notes name: the grades, an id that is no name, a share, a division by zero."""
    for grade in get_args(Grade):
        yield grade, tell.say(f"grades.{grade}")
    renamed = next(id for id in costmodel.ASSUMPTIONS if name_of(id) != id)
    yield from (("id", renamed), ("name", name_of(renamed)))
    share = costmodel.PUBLISHED["load_factor"]
    yield "percent", tell.written(share, "share", "exact")
    yield "part", tell.written(share, "×", "exact")
    yield "typed", costmodel.write_number(share)
    yield "undefined", NOT_DEFINED


def _section(sheet: Sheet, name: str) -> None:
    sheet.text(0, sheet.book.tell.say(f"workbook.readme.{name}"), "section")
    sheet.next()


def _line(sheet: Sheet, label: str, text: str) -> None:
    sheet.text(0, label, "label")
    sheet.text(1, text)
    sheet.next()


def _changed(sheet: Sheet) -> None:
    """Whose numbers these are; each that the reader changed, beside the one it stands for."""
    tell = sheet.book.tell
    _section(sheet, "changed")
    if not tell.changes:
        _line(sheet, "", tell.say("workbook.readme.nothing_changed"))
    for id in costmodel.ASSUMPTIONS:
        if id in tell.changes:
            yours, published = tell.changed(id)
            said = tell.say("workbook.readme.change", yours=(yours, ""), published=(published, ""))
            _line(sheet, tell.name_of(id), said)
    sheet.next()


def _sheets(sheet: Sheet) -> None:
    tell = sheet.book.tell
    _section(sheet, "sheets")
    for id in SHEETS:
        sheet.link_to(0, tell.say(f"workbook.sheets.{id}"))
        sheet.text(1, tell.say(f"workbook.leads.{id}"))
        sheet.next()
    sheet.next()
