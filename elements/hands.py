"""A show of hands: who teaches types how many were raised for each range, and the room looks."""

import costmodel
from elements import controls, markup, medium
from exports import HANDS_PREFIX
from telling import Telling, hands


def raised() -> None:
    """Every figure that is guessed, with a field for each range and what was typed there."""
    tell, link = medium.telling(), medium.link()
    for figure in costmodel.GUESSED:
        with medium.idea(HANDS_PREFIX + figure):
            _raised(tell, figure, link.hands.get(figure))


def _raised(tell: Telling, figure: str, counts: costmodel.Hands | None) -> None:
    named = HANDS_PREFIX + figure
    markup.draw(
        "hands",
        figure=figure,
        named=named,
        question=tell.say(f"guess.question.{figure}"),
        ranges=hands.ranges(tell, figure),
        counts=counts,
        it=counts and hands.told(tell, figure, counts),
        most=costmodel.MOST_HANDS,
        too_many=tell.say("hands.too_many", most=(costmodel.MOST_HANDS, "people")),
        others=controls.passed_on(named),
        say=tell.say,
    )
