"""Whose story: named scenarios, choosing one, and why two of them differ."""

import charts
import costmodel
from costmodel import STORIES, YOURS
from elements import blocks, choices, controls, markup, medium
from telling import stories

# What the choice says where the reader's numbers are nobody's story.
_NOBODYS = YOURS


def choice_of_story() -> None:
    """Set every control as one of the stories has it; what it says and who tells it stand below."""
    tell = medium.telling()
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
    markup.draw("story", **stories.story(tell, id))


def two_side_by_side() -> None:
    """Two stories in two columns of figures, and the gap between them part by part."""
    tell, link = medium.telling(), medium.link()
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
    changes = stories[link.left], stories[link.right]
    left, right = map(costmodel.evaluate, changes)
    names = {side: tell.say(f"stories.{getattr(link, side)}.name") for side in ("left", "right")}
    if link.left == link.right:
        # Two columns of one name are one column.
        names["right"] += " "
    shown = dict.fromkeys((*costmodel.RUNGS, "tco_ratio", link.gap))
    blocks.chart(charts.gap, costmodel.gap(link.gap, *changes), link.left, link.right)
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
