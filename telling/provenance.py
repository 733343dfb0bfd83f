"""Who says so: the formula, inputs, ranges, grades and sources of every number, ready to draw."""

import datetime
import re
from collections.abc import Iterable
from functools import lru_cache

import costmodel
from content import Language
from data import RECORDS, Assumption, ModelParameter, RunParameter, Sourced
from telling import formulas
from telling.scenario import Telling


def grade(tell: Telling, id: str) -> dict[str, str]:
    """The grade of the published number, in words, and whether the reader's own are in this one."""
    own = any(each in tell.changes for each in _changeable(id))
    return {
        **letter(tell, costmodel.grade_behind(id)),
        "own": tell.say("ui.your_numbers") if own else "",
    }


def letter(tell: Telling, grade: str) -> dict[str, str]:
    """A grade by itself, in words."""
    return _letter(tell.language, grade)


# Like sources the same in every scenario, and named as often.
@lru_cache(maxsize=64)
def _letter(language: Language, grade: str) -> dict[str, str]:
    tell = Telling.of(language)
    return {
        "letter": grade,
        "text": tell.say("ui.grade", grade=(grade, "")),
        "name": tell.say(f"grades.{grade}"),
    }


def _changeable(id: str) -> tuple[str, ...]:
    """The assumptions of the reader's that a number rests on."""
    if id in costmodel.ASSUMPTIONS:
        return (id,)
    return costmodel.MODEL.assumptions_behind(id) if id in costmodel.MODEL.units else ()


def likely(tell: Telling, row: Assumption) -> dict[str, tuple[str, str]]:
    """The ends of an assumption's sourced range, for a sentence; empty where there is none."""
    low, high = (row.likely_low, row.likely_high) if row.has_likely_range else (None, None)
    return {
        "low": ("" if low is None else tell.written(low, row.unit, "exact"), ""),
        "high": ("" if high is None else tell.written(high, row.unit, "exact,full"), ""),
    }


def published(tell: Telling, row: Assumption) -> str:
    """The value we begin with, said to be published only where somebody published it."""
    value = (tell.written(row.value, row.unit, "exact"), "")
    return tell.say("ui.own_value" if row.grade == "D" else "ui.published_value", value=value)


def sourced_range(tell: Telling, row: Assumption) -> str:
    """An assumption's range in words, and why it has no room on one side, if it has none."""
    if not row.has_likely_range:
        return tell.say("ui.range_known" if row.grade == "A" else "ui.range_none")
    text = tell.say("ui.range_sourced", **likely(tell, row))
    reason = f"assumptions.{row.id}.one_side"
    return f"{text} ({tell.say(reason)})" if tell.has_label(reason) else text


def unsupported(tell: Telling, row: Assumption) -> str:
    """What is to be said of the reader's number where no source has it; empty where one has.

    A count outside the range may still be what somebody says; then that is said.
    """
    value = tell.value(row.id)
    if row.supports(value):
        return ""
    for each in RECORDS.fleet.values():
        if row.id == f"gpu_count_{each.gpu_type}" and each.count == value:
            return tell.say(
                "ui.outside_but_said", statement=(tell.say(f"fleet_rows.{each.id}"), "")
            )
    return tell.say("ui.outside" if row.has_likely_range else "ui.outside_unranged")


def source(tell: Telling, id: str) -> dict[str, str]:
    """A source, with everything needed to find the place again."""
    return _source(tell.language, id)


# The same in every scenario, and on one page named more than a thousand times.
@lru_cache(maxsize=1024)
def _source(language: Language, id: str) -> dict[str, str]:
    tell, row = Telling.of(language), RECORDS.sources[id]
    return {
        # Others' titles stay as they are; our own are told in the reader's language.
        "title": row.title if row.address else tell.say(f"own_sources.{id}"),
        "publisher": row.publisher if row.address else tell.say("ui.title"),
        "published": row.published,
        "address": row.address,
        "locator": row.locator,
        "read_as": tell.say(f"read_as.{row.read_as}") if row.address else tell.say("ui.own_work"),
        "accessed": tell.say("ui.accessed", date=(row.accessed, "")),
    }


def present(tell: Telling, id: str) -> dict:
    """What the reader's scenario says of an assumption: its value beside the published one."""
    yours, begun_with = tell.changed(id)
    return {
        "yours": yours,
        "published": begun_with,
        "changed": id in tell.changes,
        "unsupported": unsupported(tell, costmodel.ASSUMPTIONS[id]),
    }


def known(tell: Telling, id: str) -> dict:
    """What is the same of an assumption in every scenario: range, why, who disputes it, sources.

    The grade is that of the published number.
    """
    row = costmodel.ASSUMPTIONS[id]

    def end(value: float) -> tuple[str, str]:
        return (tell.written(value, row.unit, "exact,full"), "")

    disputed = f"assumptions.{id}.disputed"
    return {
        "id": id,
        "label": tell.name_of(id),
        "about": tell.say(f"assumptions.{id}.about"),
        "whose": tell.say("ui.own_assumption" if row.grade == "D" else "ui.published"),
        "range": sourced_range(tell, row),
        "allowed": tell.say("ui.allowed", low=end(row.allowed_low), high=end(row.allowed_high)),
        "grade": letter(tell, row.grade),
        "why": tell.say(f"assumptions.{id}.why"),
        "disputed": tell.say(disputed) if tell.has_label(disputed) else "",
        "sources": [source(tell, each) for each in row.sources],
        "disputing": [source(tell, each) for each in row.disputed_by if each not in row.sources],
    }


def figure(tell: Telling, id: str) -> dict:
    """A figure: its value, formula in words and numbers, what it rests on, and its sources."""
    return {
        **behind(tell, id),
        "value": value(tell, id),
        "grade": grade(tell, id),
        "numbers": formulas.in_numbers(tell, id),
    }


def value(tell: Telling, id: str) -> str:
    """A figure's value as its record has it."""
    return tell.number(id, "full")


def behind(tell: Telling, id: str) -> dict:
    """What is the same of a figure in every scenario: its formula, what it rests on, its sources.

    The grade is that of the published number.
    """
    return {
        "id": id,
        "label": tell.name_of(id),
        "grade": letter(tell, costmodel.grade_behind(id)),
        "words": formulas.in_words(tell, id),
        "assumptions": [
            {"id": each, "label": tell.name_of(each)} for each in costmodel.sourced_behind(id)
        ],
        "sources": [source(tell, each) for each in costmodel.sources_behind(id)],
    }


def inputs(tell: Telling, id: str) -> list[dict]:
    """What a figure rests on, each with its value and grade."""
    return [
        {
            "id": each,
            "label": tell.name_of(each),
            "value": _present(tell, each),
            "grade": grade(tell, each),
        }
        for each in costmodel.sourced_behind(id)
    ]


def _present(tell: Telling, id: str) -> str:
    """A number that a figure rests on; one that the reader changed never looks as published."""
    return tell.changed(id)[0] if id in _changeable(id) else tell.number(id, "exact,full")


def sourced(tell: Telling, label: str, value: str, record: Sourced, anchor: str = "") -> dict:
    """Any sourced row as a record: what it is, its value, its grade and sources.

    ``anchor`` is where links to it lead, if any do.
    """
    return {
        "id": anchor,
        "label": label,
        "value": value,
        "grade": letter(tell, record.grade),
        "sources": [source(tell, each) for each in record.sources],
    }


def grade_of_run(tell: Telling, model: str) -> dict[str, str]:
    """The weakest grade among a model's parameters, and those the reader's scenario gives it."""
    grades = [row.grade for row in RECORDS.model_parameters.values() if row.model == model]
    own = tell.say("ui.your_numbers") if model == costmodel.V3 and tell.changes else ""
    return {**letter(tell, max(grades)), "own": own}


def _usual(tell: Telling, row: RunParameter) -> str:
    if row.value is None:
        return tell.say("ui.usual_none")
    if isinstance(row.value, datetime.date):
        return tell.day(row.value)
    return tell.written(row.value, row.unit, "exact,full")


def parameters(tell: Telling) -> list[dict]:
    """Every parameter of every compared model, with its range and sources."""

    def written(row: ModelParameter) -> str:
        unit = RECORDS.run_parameters[row.parameter].unit

        def one(entry: float | datetime.date) -> str:
            if isinstance(entry, datetime.date):
                return tell.day(entry)
            return tell.written(entry, unit, "exact,full")

        if row.low is None or row.high is None:
            return one(row.value)
        span = tell.say("ui.span", low=(one(row.low), ""), high=(one(row.high), ""))
        return f"{one(row.value)} ({span})"

    return [
        sourced(
            tell,
            f"{RECORDS.models[row.model].name}: {tell.name_of(row.parameter)}",
            written(row),
            row,
            anchor=row.id,
        )
        for row in RECORDS.model_parameters.values()
    ]


def quoted(tell: Telling) -> list[dict]:
    """Every number, count and date that is quoted and nobody can change, with its sources."""

    def row(label: str, value: str, record: Sourced, anchor: str = "") -> dict:
        return sourced(tell, label, value, record, anchor)

    return [
        *(
            row(
                tell.say(f"facts.{each.id}"),
                tell.written(each.value, each.unit, "full"),
                each,
                anchor=each.id,
            )
            for each in RECORDS.facts.values()
        ),
        *(
            row(
                tell.name_of(each.id),
                tell.say("ui.usual", value=(_usual(tell, each), "")),
                each,
                # A parameter that is also an assumption has its record there.
                anchor="" if each.id in costmodel.ASSUMPTIONS else each.id,
            )
            for each in RECORDS.run_parameters.values()
        ),
        *(
            row(
                tell.say(f"published_totals.{each.id}"),
                tell.written(costmodel.total(each), each.unit, "precise"),
                each,
            )
            for each in RECORDS.published_totals.values()
        ),
        *(
            row(tell.say(f"fleet_rows.{each.id}"), tell.written(each.count, "GPUs", "full"), each)
            for each in RECORDS.fleet.values()
        ),
        *(
            row(
                f"{RECORDS.gpu_types[each.gpu_type].name}: {tell.say(f'purchases.{each.id}')}",
                f"{tell.day(each.start)} – {tell.day(each.end)}",
                each,
            )
            for each in RECORDS.purchases.values()
        ),
        *(
            row(tell.say(f"controls.{each.id}"), tell.day(each.date), each)
            for each in RECORDS.export_controls.values()
        ),
        *(
            row(
                f"{RECORDS.models[each.model].name}: {tell.say(f'bases.{each.basis}')}",
                f"{tell.written(each.value, 'USD', 'precise')} "
                f"({tell.say(f'dollars.{each.dollars}')})",
                each,
            )
            for each in RECORDS.model_costs.values()
        ),
        *(
            row(
                f"{tell.say(f'stories.{each.story}.name')}: {tell.name_of(each.assumption)}",
                tell.written(each.value, costmodel.unit_of(each.assumption), "exact,full"),
                each,
            )
            for each in RECORDS.settings.values()
        ),
    ]


def evidence(tell: Telling, figures: Iterable[str], quoted: Iterable[Sourced]) -> list[dict]:
    """Who stands behind figures and quoted rows: by grade, the best first.

    Of a number with several sources the first is named: whoever said it. The others stand in
    its record.
    """
    behind = [each for figure in figures for each in _numbers_behind(figure)]
    by_grade: dict[str, dict[str, None]] = {}
    for row in sorted((*behind, *quoted), key=lambda row: row.grade):
        source = RECORDS.sources[row.sources[0]]
        names = by_grade.setdefault(row.grade, {})
        if source.address:
            names[_publisher(source.publisher)] = None
    return [{**letter(tell, grade), "publishers": [*names]} for grade, names in by_grade.items()]


def _numbers_behind(figure: str) -> list[Sourced]:
    numbers = {**costmodel.ASSUMPTIONS, **RECORDS.facts}
    ids = (figure,) if figure in numbers else costmodel.sourced_behind(figure)
    return [numbers[each] for each in ids]


def _publisher(name: str) -> str:
    """A publisher without what explains who that is, and where it was read."""
    return re.split(r", | / | \(", name)[0]


def read_on() -> datetime.date:
    """The latest day on which a source was read: of that day is everything that rests on them."""
    return max(row.accessed for row in RECORDS.sources.values())
