"""What became known afterwards, in words: each event with its standing and what it changes."""

from collections.abc import Callable

from data import RECORDS, Event
from telling import provenance
from telling.scenario import Telling

# What happened first stands first.
EVENTS = sorted(RECORDS.events.values(), key=lambda event: event.date)


def event(tell: Telling, event: Event, record_of: Callable[[str], str]) -> dict:
    """An event with its date, standing, grade, words, and the numbers of ours it bears on.

    ``record_of`` gives the address of a number's record.
    """
    return {
        "id": event.id,
        "date": tell.day(event.date),
        "shape": event.standing,
        "standing": tell.say(f"standings.{event.standing}"),
        "name": tell.say(f"events.{event.id}.name"),
        "says": tell.say(f"events.{event.id}.says"),
        "changes": tell.say(f"events.{event.id}.changes"),
        "touches": [
            {"label": tell.name_of(id), "number": tell.number(id, "full"), "href": record_of(id)}
            for id in event.touches
        ],
        "grade": provenance.letter(tell, event.grade),
        "sources": [provenance.source(tell, id) for id in event.sources],
    }
