"""What became known after the headlines, one event after the other."""

from elements import blocks, markup, medium
from telling import events


def one_by_one() -> None:
    """Every event in order of time: standing, what it says, what it changes, who says so."""
    tell = medium.telling()
    markup.draw(
        "events",
        say=tell.say,
        events=[events.event(tell, each, blocks.record_of) for each in events.EVENTS],
    )
