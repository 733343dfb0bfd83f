"""The bar's figures: drawn as soon as the page says which its own is."""

from contextvars import ContextVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from elements import bar, markup
from ui.state import reader

# Where they go in this run; None once they stand there. Each run has a thread or task of its own.
_PLACE: ContextVar[DeltaGenerator | None] = ContextVar("place", default=None)


def keep_place() -> None:
    """Keep their place, here: what was there in the run before stays until they are known."""
    _PLACE.set(st.container(key="bar_figures"))


def answers_with(*answer: str) -> None:
    """Draw them, with this as the page's figure; nothing where they stand there already."""
    place = _PLACE.get()
    if place is None:
        return
    _PLACE.set(None)
    tell = reader.telling()
    with place:
        markup.draw("bar", figures=bar.figures(tell, answer), say=tell.say)


def complete() -> None:
    """At the end of a run: draw them where the page has no figure."""
    answers_with()
