"""Choosing among things, and typing one number: widgets that show and change the reader's store."""

import datetime
import math
from collections.abc import Callable, Iterable

import streamlit as st

import costmodel
from costmodel import Fault, read_number
from data import RunParameter
from ui import reader
from ui.telling import Telling

# What a choice says where the reader makes up one of their own.
_OWN = "own"


def select(
    tell: Telling,
    part: str,
    label: str,
    options: Iterable[object],
    written: Callable[[object], str],
    present: object = None,
    chosen: Callable[[object], None] | None = None,
) -> None:
    """A list of options with the present one chosen.

    ``part`` is the part of the link it shows and sets, unless ``present`` and
    ``chosen`` say otherwise; then it is only the widget's key.
    """
    key = f"choice_{part}"
    reader.widget_value(key, getattr(reader.link(), part) if present is None else present)
    store = chosen or (lambda value: reader.choose(**{part: value}))
    st.selectbox(
        tell.say(label),
        tuple(options),
        format_func=written,
        key=key,
        on_change=lambda: store(reader.widget_entry(key)),
    )


def figure(tell: Telling, key: str, present: str, chosen: Callable[[str], None]) -> None:
    """The choice of any figure there is."""
    figures = costmodel.MODEL.figures
    select(tell, key, "ui.own_figure", figures, tell.name_of, present=present, chosen=chosen)


def ready_or_own(
    tell: Telling,
    part: str,
    ready: Iterable[str],
    written: Callable[[str], str],
    chosen: Callable[[str], None],
    as_own: Callable[[str], str],
) -> bool:
    """One of those that are ready, or one of the reader's own; whether it is the reader's.

    ``part`` is the part of the link that holds a ready one's id or the text of one's
    own; ``as_own`` writes the present one as such a text, for the reader to change.
    """
    present = getattr(reader.link(), part)
    own = present not in ready
    select(
        tell,
        f"{part}_choice",
        f"ui.{part}",
        (*ready, _OWN),
        lambda id: tell.say(f"ui.own_{part}") if id == _OWN else written(id),
        present=_OWN if own else present,
        chosen=lambda id: chosen(as_own(getattr(reader.link(), part)) if id == _OWN else id),
    )
    return own


def number(
    tell: Telling, key: str, label: str, present: float, chosen: Callable[[float], None]
) -> None:
    """A field for one number, written and read as this reader's language does."""
    numbers = tell.language.numbers
    reader.widget_value(key, numbers.plain(present))

    def entered() -> None:
        typed = str(reader.widget_entry(key))
        value = read_number(numbers.read(typed))
        if value is None or not math.isfinite(value):
            reader.refuse_entry((Fault("not_a_number", label, typed[:40]),))
        else:
            chosen(value)

    st.text_input(label, key=key, on_change=entered)


def entry(tell: Telling, id: str, row: RunParameter, present: float | datetime.date | None) -> None:
    """A field for one parameter of a model of the reader's own; empty while nothing is said."""
    key, numbers = f"run_{id}", tell.language.numbers
    if present is None:
        shown = ""
    else:
        shown = present.isoformat() if row.kind == "day" else numbers.plain(present)
    reader.widget_value(key, shown)

    def entered() -> None:
        typed = str(reader.widget_entry(key)).strip()
        run = {name: each for name, each in reader.link().run.items() if name != id}
        text = typed if row.kind == "day" else numbers.read(typed)
        read, faults = costmodel.read_parameters([(id, text)]) if typed else ({}, ())
        if faults:
            reader.refuse_entry(faults)
        else:
            reader.choose(run={**run, **read})

    unit = tell.language.label(f"unit_names.{row.unit}")
    st.text_input(
        f"{tell.name_of(id)} ({unit})",
        key=key,
        placeholder=tell.say("ui.needed") if row.value is None else "",
        on_change=entered,
    )
