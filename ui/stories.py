"""Whose story: named scenarios, choosing one, and why two of them differ."""

import charts
import costmodel
from costmodel import STORIES, YOURS
from data import RECORDS
from ui import blocks, choices, controls, markup, provenance, reader
from ui.telling import Telling

# What the choice says where the reader's numbers are nobody's story.
_NOBODYS = YOURS


def choice_of_story() -> None:
    """Set every control as one of the stories has it; what it says and who tells it stand below."""
    tell = reader.telling()
    told = costmodel.told_by(tell.changes)
    options = (*STORIES,) if told else (_NOBODYS, *STORIES)
    controls.choice(
        "choice_story",
        "story",
        "",
        tell.say("ui.story"),
        [(id, tell.say(f"stories.{id}.name")) for id in options],
        told or _NOBODYS,
    )
    id = told or _NOBODYS
    markup.draw("story", **_story(tell, id))


def _story(tell: Telling, id: str) -> dict:
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
            for each in RECORDS.settings.values()
            if each.story == id
        ],
    }


def two_side_by_side() -> None:
    """Two stories in two columns of figures, and the gap between them part by part."""
    tell, link = reader.telling(), reader.link()
    for side in ("left", "right"):
        choices.select(
            tell,
            side,
            f"ui.story_{side}",
            (*STORIES, YOURS),
            lambda id: tell.say(f"stories.{id}.name"),
        )
    choices.select(tell, "gap", "ui.gap_figure", costmodel.MODEL.figures, tell.name_of)
    stories = costmodel.stories_with(tell.changes)
    left, right = (costmodel.evaluate(stories[side]) for side in (link.left, link.right))
    names = {side: tell.say(f"stories.{getattr(link, side)}.name") for side in ("left", "right")}
    if link.left == link.right:
        # Two columns of one name are one column.
        names["right"] += " "
    shown = dict.fromkeys((*costmodel.RUNGS, "tco_ratio", link.gap))
    blocks.chart(charts.gap, link.gap, link.left, link.right)
    markup.draw(
        "table",
        caption=tell.say("ui.stories_caption"),
        rows=[
            {
                tell.say("ui.column_figure"): tell.name_of(id),
                **dict(zip(names.values(), both, strict=True)),
            }
            for id in shown
            for both in [tell.apart(left[id], right[id], costmodel.unit_of(id), "full")]
        ],
    )
