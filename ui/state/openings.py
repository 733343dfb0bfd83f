"""Opening a page is the dearest thing everybody does: few pages are opened at a time.

A reader who moves a control on a page that is open already does not wait for those who
come, and of these the first has its page sooner than if all were drawn at once.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from ui.state import reader
from ui.state.turns import Turns

# While one pauses to let its figure be painted, another is drawn.
_AT_ONCE = 2
TURNS = Turns(at_once=_AT_ONCE, most_waiting=None)


@contextmanager
def in_turn(page: str) -> Iterator[None]:
    """Draw the page with this address inside: in its turn, if the reader did not have it open."""
    try:
        if reader.opens(page):
            TURNS.join()
            TURNS.wait(reader.still_wanted)
        yield
    finally:
        TURNS.leave()
