"""The sheets of what nobody changes: constants and facts, and the sources of all."""

import costmodel
from data import RECORDS
from exports.workbook.book import Column, Sheet
from exports.workbook.formats import number_format
from exports.workbook.formulas import name_of
from telling import provenance
from telling.scenario import Telling


def given(sheet: Sheet) -> None:
    """Constants, and the printed facts that figures are computed from."""
    tell = sheet.book.tell
    columns = [
        Column(tell.say("workbook.columns.constant"), 44),
        Column(tell.say("workbook.columns.value"), 14, of_numbers=True),
        Column(tell.say("workbook.columns.unit"), 24),
        Column(tell.say("workbook.columns.name"), 24),
        Column(tell.say("workbook.columns.grade"), 12),
        Column(tell.say("workbook.columns.sources"), 110),
    ]
    sheet.head(tell.say("workbook.leads.constants"), columns)
    used = {name for each in costmodel.MODEL.quantities.values() for name in each.inputs}
    constants = {id: value for id, value in costmodel.MODEL.constants.items() if id in used}
    for id, value in (constants | costmodel.MODEL.facts).items():
        unit, sourced = costmodel.unit_of(id), id in RECORDS.facts
        sheet.text(0, tell.name_of(id))
        sheet.number(1, float(value), number_format(tell, unit, float(value)))
        sheet.named(name_of(id), 1)
        sheet.text(2, unit_in(tell, unit))
        sheet.text(3, name_of(id), "code")
        sheet.text(4, costmodel.grade_behind(id) if sourced else "")
        told = of(tell, costmodel.sources_of(id)) if sourced else tell.say("workbook.convention")
        sheet.text(5, told, "small")
        sheet.next()


def sources(sheet: Sheet) -> None:
    """Every source: who said it, where, when, and how we read it."""
    tell = sheet.book.tell
    columns = [
        Column(tell.say("workbook.columns.source"), 60),
        Column(tell.say("workbook.columns.publisher"), 28),
        Column(tell.say("workbook.columns.published_on"), 13),
        Column(tell.say("workbook.columns.address"), 90),
        Column(tell.say("workbook.columns.place"), 40),
        Column(tell.say("workbook.columns.read"), 32),
        Column(tell.say("workbook.columns.id"), 24),
    ]
    sheet.head(tell.say("workbook.leads.sources"), columns)
    sheet.printed_on(2)
    for id in RECORDS.sources:
        told = provenance.source(tell, id)
        sheet.text(0, told["title"])
        sheet.text(1, told["publisher"])
        sheet.text(2, told["published"])
        sheet.link(3, told["address"])
        sheet.text(4, told["locator"])
        sheet.text(5, f"{told['read_as']}, {told['accessed']}")
        sheet.text(6, id, "code")
        sheet.next()


def unit_in(tell: Telling, unit: str) -> str:
    """A unit as its column says it: a share is shown in percent here."""
    return tell.say(f"units_in_cells.{unit}")


def of(tell: Telling, ids: tuple[str, ...]) -> str:
    """Sources in one cell, one a line, each with its address where it has one."""
    lines = []
    for id in ids:
        told = provenance.source(tell, id)
        parts = (told["title"], told["publisher"], told["published"])
        lines.append(" ".join(filter(None, (", ".join(parts) + ".", told["address"]))))
    return "\n".join(lines)
