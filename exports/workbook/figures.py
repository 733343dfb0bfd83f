"""The sheet of figures, each a formula that is recomputed, and the ladder of costs as a chart."""

from itertools import groupby

import costmodel
from costmodel import MODEL, RUNGS
from exports.workbook import evidence, formats, formulas
from exports.workbook.book import Column, Sheet
from telling import Telling
from telling.formulas import in_words

VALUE, PUBLISHED = 1, 2
# Two ways to compute the same may differ in the last digits.
_THE_SAME = "1E-9"


def figures(sheet: Sheet) -> None:
    """One row for each figure, in the order of the model, by subject; and the cells in between."""
    tell = sheet.book.tell
    columns = [
        Column(tell.say(f"workbook.columns.{name}"), width, name in ("value", "at_first"))
        for name, width in (
            ("figure", 46),
            ("value", 18),
            ("at_first", 18),
            ("unit", 24),
            ("grade", 12),
            ("formula", 62),
            ("words", 70),
            ("name", 38),
        )
    ]
    sheet.head(tell.say("workbook.leads.figures"), columns)
    first, published = sheet.row, Telling.of(tell.language)
    for subject, ids in groupby(MODEL.figures, lambda id: MODEL.quantity_of(id).subject):
        sheet.group(tell.say(f"subjects.{subject}"))
        for id in ids:
            _figure(sheet, id, published.value(id))
    _steps(sheet)
    here, there = f"$B{first + 1}", f"$C{first + 1}"
    sheet.mark_own(VALUE, first, f"=ABS({here}-{there})>{_THE_SAME}*ABS({there})")


def _figure(sheet: Sheet, id: str, published: float) -> None:
    tell, unit = sheet.book.tell, costmodel.unit_of(id)
    format_, formula = formats.number_format(tell, unit), formulas.formula(id)
    sheet.text(0, tell.name_of(id), "label")
    sheet.formula(VALUE, formula, tell.value(id), format_)
    sheet.named(formulas.name_of(id), VALUE)
    sheet.number(PUBLISHED, published, format_, "faint")
    sheet.text(3, evidence.unit_in(tell, unit))
    sheet.text(4, costmodel.grade_behind(id))
    sheet.text(5, formula, "code")
    sheet.text(6, in_words(tell, id), "small")
    sheet.text(7, formulas.name_of(id), "code")
    sheet.next()


def _steps(sheet: Sheet) -> None:
    tell = sheet.book.tell
    sheet.group(tell.say("workbook.steps.title"))
    published = formulas.steps(Telling.of(tell.language).values)
    for step, begun_with in zip(formulas.steps(tell.values), published, strict=True):
        sheet.text(0, tell.say(f"workbook.steps.{step.kind}"), "label")
        format_ = "#,##0.00" if step.kind == "periods" else "0.000000"
        sheet.formula(VALUE, step.formula, step.value, format_)
        sheet.named(step.name, VALUE)
        sheet.number(PUBLISHED, begun_with.value, format_, "faint")
        sheet.text(5, step.formula, "code")
        sheet.text(7, step.name, "code")
        sheet.next()


def ladder(sheet: Sheet) -> None:
    """Every rung with its question and its cost, and a chart that follows the figures."""
    tell = sheet.book.tell
    columns = [
        Column(tell.say("workbook.columns.rung"), 30),
        Column(tell.say("workbook.columns.cost"), 24, of_numbers=True),
        Column(tell.say("workbook.columns.question"), 84),
    ]
    sheet.head(tell.say("workbook.leads.ladder"), columns)
    first = sheet.row
    for id in RUNGS:
        sheet.text(0, tell.say(f"rung_names.{id}"), "label")
        sheet.formula(VALUE, f"={formulas.name_of(id)}", tell.value(id), formats.in_words(tell))
        # Where a question has the reader's number in it, the workbook's has none: it may change.
        own = f"workbook.rungs.{id}"
        sheet.text(2, tell.say(own if tell.has_label(own) else f"rungs.{id}"))
        sheet.next()
    _chart(sheet, first, sheet.row - 1)


def _chart(sheet: Sheet, first: int, last: int) -> None:
    tell, ink = sheet.book.tell, {"color": formats.CHART["ink"], "name": formats.FONT}
    chart = sheet.book.file.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": tell.say("workbook.columns.cost"),
            "categories": [sheet.name, first, 0, last, 0],
            "values": [sheet.name, first, VALUE, last, VALUE],
            "fill": {"color": formats.CHART["bar"]},
            "gap": 60,
            "data_labels": {
                "value": True,
                "num_format": formats.in_words(tell),
                "position": "outside_end",
                "font": {**ink, "size": 10},
            },
        }
    )
    title = tell.say("workbook.ladder.title")
    chart.set_title({"name": title, "name_font": {**ink, "size": 13}})
    chart.set_x_axis(
        {
            "name": tell.say("workbook.ladder.axis"),
            "name_font": {**ink, "size": 10, "bold": False},
            "num_font": {**ink, "size": 9},
            "num_format": formats.in_words(tell, decimals=0),
            "log_base": 10,
            "min": 1,
            "major_gridlines": {"visible": True, "line": {"color": formats.CHART["line"]}},
        }
    )
    # The narrowest question at the foot, as on a ladder.
    chart.set_y_axis({"num_font": {**ink, "size": 10}, "line": {"color": formats.CHART["line"]}})
    chart.set_legend({"none": True})
    chart.set_size({"width": 1000, "height": 480})
    told = {"description": tell.say("workbook.ladder.alt"), "object_position": 2}
    sheet.page.insert_chart(last + 2, 0, chart, told)
