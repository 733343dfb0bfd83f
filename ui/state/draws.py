"""Which draws a page is shown with: those the reader asks for, in their turn, or the usual ones.

The usual draws are there at once and are the same for everybody. Any others are made for one
reader, and a link can ask for a million different ones: these readers' pages take turns, and
everybody else's go on as if nobody had asked.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

import costmodel
from elements import markup, medium
from ui.state import openings, reader
from ui.state.turns import Turns

USUAL = medium.USUAL_DRAWS
# A turn takes about a fifth of a second, so nobody waits for much longer than four.
_MOST_WAITING = 20
TURNS = Turns(at_once=1, most_waiting=_MOST_WAITING)


def which() -> tuple[int, int, float]:
    """How many draws this page is shown with, from which seed, and how the counts are tied.

    The same for all of a run: what the functions of ``costmodel`` that draw take last.

    Waits for the reader's turn where that is needed, and keeps it, see :func:`in_turn`.
    Where too many wait already the page is shown with the usual draws, and says so.
    """
    link = reader.link()
    asked = (link.draws, link.seed, link.together)
    if asked == USUAL or reader.has_usual_draws():
        return USUAL
    if not TURNS.join():
        reader.take_usual_draws()
        tell = reader.telling()
        usual = (costmodel.DRAWS, "people")
        markup.draw("note", text=tell.say("ui.draws_later", draws=usual))
        return USUAL
    # This line is long: whoever waits in it keeps nobody from opening a page.
    openings.TURNS.leave()
    if not TURNS.has_come():
        # Only here: an element more would move all those below it.
        with st.spinner(reader.telling().say("ui.drawing")):
            TURNS.wait(reader.still_wanted)
    return asked


@contextmanager
def in_turn() -> Iterator[None]:
    """Draw a page inside; its turn, if it took one, is over with it."""
    try:
        yield
    finally:
        TURNS.leave()
