"""A story in words: what it says, who tells it, and what it sets."""

import costmodel
from data import RECORDS
from telling import provenance
from telling.scenario import Telling


def story(tell: Telling, id: str) -> dict:
    """A story in words, its settings with their sources, ready to draw."""
    row = RECORDS.stories.get(id)
    return {
        "says": tell.say(f"stories.{id}.says"),
        "grade": provenance.letter(tell, row.grade) if row else None,
        "sources": [provenance.source(tell, each) for each in row.sources] if row else [],
        "sources_title": tell.say("ui.sources"),
        "settings_title": tell.say("ui.settings"),
        "settings": [
            {
                "name": tell.name_of(each.assumption),
                "value": tell.written(each.value, costmodel.unit_of(each.assumption), "exact,full"),
                "grade": provenance.letter(tell, each.grade),
            }
            for each in (costmodel.settings_of(id).values() if row else ())
        ],
    }
