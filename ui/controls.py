"""The control of one assumption: a slider in the story, a number field on the desk."""

from bisect import bisect_left
from functools import lru_cache

import streamlit as st

import costmodel
from content import LANGUAGES, Numbers
from costmodel import read_changes
from data import Assumption
from ui import markup, provenance, reader
from ui.telling import Telling

# Stops of a logarithmic slider between one and ten.
_DECADE = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8)
# A logarithmic slider that may stand at nothing begins its scale here.
_SMALLEST_COUNT = 1


def slider(tell: Telling, id: str) -> None:
    """A slider over the allowed range, with the published value and the sourced range under it."""
    row = costmodel.ASSUMPTIONS[id]
    stops = dict(_stops(id, tell.language.code))
    present = tell.value(id)
    labels = {value: label for label, value in stops.items()}
    # A value from a link or the desk may lie between two stops: it becomes one.
    labels.setdefault(present, tell.number(id, "exact,full"))
    options = sorted(value for value in labels)
    key = f"slider_{id}"
    reader.widget_value(key, present)
    st.select_slider(
        tell.name_of(id),
        options,
        format_func=labels.__getitem__,
        key=key,
        help=tell.say(f"assumptions.{id}.about"),
        on_change=_moved,
        args=(key, id),
    )
    markup.draw("strip", **strip(tell, row, options))


def _moved(key: str, id: str) -> None:
    reader.set_assumption(id, float(reader.widget_entry(key)))


def field(tell: Telling, id: str) -> None:
    """A number field that takes any value, and says why where it cannot use one."""
    key = f"field_{id}"
    reader.widget_value(key, tell.language.numbers.plain(tell.value(id)))
    row = costmodel.ASSUMPTIONS[id]
    st.text_input(
        f"{tell.name_of(id)} ({tell.language.label(f'unit_names.{row.unit}')})",
        key=key,
        help=tell.say(f"assumptions.{id}.about"),
        on_change=_entered,
        args=(key, id, tell.language.numbers),
    )
    markup.draw("strip", **strip(tell, row))


def _entered(key: str, id: str, numbers: Numbers) -> None:
    text = numbers.read(str(reader.widget_entry(key)))
    _, faults = read_changes([(id, text)])
    if faults:
        reader.refuse_entry(faults)
    else:
        reader.set_assumption(id, float(text))


def strip(tell: Telling, row: Assumption, options: list[float] | None = None) -> dict:
    """What stands under a control: published value, sourced range, grade, and a warning.

    With ``options``, the slider's stops, also where on the track (0 to 1) the
    published value and the sourced range lie.
    """

    def written(value: float, style: str = "exact,full") -> str:
        return tell.written(value, row.unit, style)

    def place(value: float) -> float:
        return round(bisect_left(options, value) / (len(options) - 1), 4)

    sourced = row.has_likely_range
    return {
        "published": tell.say("ui.published_value", value=(written(row.value, "exact"), "")),
        "range": tell.say("ui.range_sourced", **provenance.likely(tell, row))
        if sourced
        else tell.say("ui.range_none"),
        "grade": provenance.grade(tell, row.id),
        "warning": "" if row.supports(tell.value(row.id)) else tell.say("ui.outside"),
        "tick": place(row.value) if options else None,
        "band": (place(row.likely_low), place(row.likely_high)) if options and sourced else None,
    }


@lru_cache(maxsize=512)
def _stops(id: str, language: str) -> tuple[tuple[str, float], ...]:
    """A slider's stops with their labels, each label once, in rising order."""
    row = costmodel.ASSUMPTIONS[id]
    labelled: dict[str, float] = {}
    # The values that matter keep their labels where a stop beside them reads the same.
    matter = [row.value, row.likely_low, row.likely_high, row.allowed_low, row.allowed_high]
    for value in [*(v for v in matter if v is not None), *_grid(row)]:
        label = LANGUAGES[language].numbers.write(value, row.unit, "exact,full")
        labelled.setdefault(label, value)
    return tuple(sorted(labelled.items(), key=lambda each: each[1]))


def _grid(row: Assumption) -> list[float]:
    if row.scale == "linear":
        first, last = round(row.allowed_low / row.step), round(row.allowed_high / row.step)
        # Rounding keeps 0.3 from being written as 0.30000000000000004.
        grid = [round(n * row.step, 9) for n in range(first, last + 1)]
    else:
        grid, decade = [], float(max(_SMALLEST_COUNT, row.allowed_low))
        while decade <= row.allowed_high:
            grid += [round(decade * part) for part in _DECADE]
            decade *= 10
    return [value for value in grid if row.allows(value)]
