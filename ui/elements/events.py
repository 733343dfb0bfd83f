"""What became known after the headlines, one event after the other."""

from telling import events
from ui.elements import blocks, markup
from ui.state import reader


def one_by_one() -> None:
    """Every event in order of time: standing, what it says, what it changes, who says so."""
    tell = reader.telling()
    markup.draw(
        "events",
        say=tell.say,
        events=[events.event(tell, each, blocks.record_of) for each in events.EVENTS],
    )
