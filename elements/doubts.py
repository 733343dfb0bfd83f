"""How sure: a figure with its range, the draws of the whole ladder, and what matters most."""

import charts
import costmodel
from content.sums import FEW_DIGITS, Styled
from elements import blocks, choices, controls, markup, medium
from exports import DRAWS_OFFERED, TOGETHER_OFFERED
from telling import doubts

_NEARLY_ALL = 0.9


def figure_in_doubt() -> None:
    """The figure the page is about, in large type, with its range under it."""
    blocks.headline(medium.link().figure, with_range=True)


def choice_of_figure() -> None:
    """Which figure the page is about: any there is."""
    tell = medium.telling()
    choices.select(tell, "figure", "ui.doubt_figure", costmodel.MODEL.figures, tell.name_of)


def introduction() -> None:
    """What is done here, and a slider for the assumption that moves the figure furthest."""
    tell, link = medium.telling(), medium.link()
    found = costmodel.swings(link.figure, tell.changes)
    with medium.idea("words"):
        blocks.prose("doubts.opening", swings=(len(found), "people"))
        if found:
            controls.slider(tell, found[0].assumption)


def beyond_its_range() -> None:
    """Why the figure lies beyond its range, where it does.

    Below the slider: what comes and goes above it would move it from under the reader's hand.
    """
    tell, figure = medium.telling(), medium.link().figure
    found = costmodel.spread(figure, tell.changes, *medium.draws())
    if found.certain:
        return
    unit = costmodel.unit_of(figure)
    behind = costmodel.MODEL.assumptions_behind(figure)
    counts = [f"gpu_count_{type_}" for type_ in costmodel.MODEL.types]
    blocks.prose(
        "doubts.beyond",
        in_doubt=(tell.value(figure), unit),
        in_doubt_low=(found.low, unit),
        in_doubt_high=(found.high, unit),
        counts_behind=(float(any(each in behind for each in counts)), "people"),
    )


def spread_of_the_ladder() -> None:
    """Where the draws of every rung fall, and what that means in words."""
    tell, shown = medium.telling(), medium.draws()
    found = {id: costmodel.spread(id, tell.changes, *shown) for id in costmodel.RUNGS}
    count, *_ = shown
    blocks.chart(charts.spread, found, count)
    at_least = costmodel.exceeded("tco", tell.changes, _NEARLY_ALL, *shown)
    claim = tell.value("claim_reported")
    if not found["tco"].certain:
        times = costmodel.ratio(at_least, claim)
        digits = tell.sum(
            {"at_least": (at_least, "USD")},
            (times, "×"),
            lambda of: costmodel.ratio(of["at_least"], claim),
            digits=FEW_DIGITS,
            in_full=False,
        )
        blocks.prose(
            "doubts.nine_in_ten",
            at_least=(Styled(at_least, digits.operands), "USD"),
            times=(Styled(times, digits.result), "×"),
            below=(found["tco"].below, "share"),
        )
    markup.draw(
        "sentences", sentences=[doubts.spread_in_words(tell, found[id]) for id in costmodel.RUNGS]
    )


def counts_together() -> None:
    """How strongly the counts of GPUs are tied, and what that does to the total in a sentence."""
    tell, shown = medium.telling(), medium.draws()
    choices.select(
        tell, "together", "ui.together", TOGETHER_OFFERED, lambda tied: tell.written(tied, "share")
    )
    *apart, tied = shown
    ends = doubts.ends_in_words(tell, costmodel.spread("tco", tell.changes, *shown))
    if not ends:
        return
    if not tied:
        blocks.prose("doubts.counts_apart", **ends)
        return
    alone = doubts.ends_in_words(tell, costmodel.spread("tco", tell.changes, *apart))
    blocks.prose(
        "doubts.counts_tied",
        tied=(tied, "share"),
        **ends,
        low_apart=alone["low"],
        high_apart=alone["high"],
    )


def which_draws() -> None:
    """How many draws, and which: so that anybody can see that the ranges hardly move."""
    tell = medium.telling()
    left, right = medium.columns(1, 1, bottom=True)
    with left:
        choices.select(
            tell,
            "draws",
            "ui.draws",
            DRAWS_OFFERED,
            lambda count: tell.written(count, "people"),
        )
    with right:
        again = tell.say("ui.draw_again")
        controls.buttons(
            controls.button("draw_again", again, "draw_again", help=tell.say("ui.draw_again_help"))
        )


def what_is_not_drawn() -> None:
    """The assumptions that are certain: set by the reader, or without a published range."""
    tell = medium.telling()
    lists = {
        "ui.certain_set": tuple(tell.changes),
        "ui.certain_unranged": costmodel.certain_ids(tell.changes),
    }
    box = medium.fold("certain", tell.say("ui.certain"))
    if box.open:
        with box:
            markup.draw(
                "lists",
                lists=[
                    {"title": tell.say(title), "items": [tell.name_of(id) for id in ids]}
                    for title, ids in lists.items()
                    if ids
                ],
            )


def swings() -> None:
    """What matters: each assumption over its sourced range, and those that have none."""
    tell, link = medium.telling(), medium.link()
    blocks.chart(charts.swings, link.figure, costmodel.swings(link.figure, tell.changes))
    unranged = costmodel.unswung(link.figure)
    if unranged:
        names = "; ".join(map(tell.name_of, unranged))
        markup.draw("note", text=tell.say("ui.unswung", names=(names, "")))
