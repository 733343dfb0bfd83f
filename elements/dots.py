"""Guesses as dots on the logarithmic scale of a figure, those of one place over one another."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from markupsafe import Markup

import costmodel
from content.sums import Styled
from elements import markup
from telling import Telling, guesses, live

# Of the drawing: dots stand on its axis and have this much room, marks are named above them.
_WIDTH, _HEIGHT, _MARGIN = 1000, 340, 40
_RADIUS = 9.0
_ROOM = 200
_AXIS = 290


def dots(tell: Telling, figure: str, said: Sequence[float | None], is_told: bool) -> Markup:
    """The drawing, as SVG for a document of our own.

    ``said`` is what everybody guessed; who does not know has no dot. The guess in the middle is
    marked, and where the answer ``is_told`` what is claimed and what is computed.

    Raises:
        KeyError: if the figure is not guessed.
    """
    steps = costmodel.scale(figure)
    over = Counter(costmodel.step_of(figure, each) for each in said if each is not None)
    # As large as there is room between two steps, and over the fullest of them.
    radius = min(_RADIUS, _apart(figure) / 2, _ROOM / 2 / max(over.values(), default=1))
    in_words = guesses.of_class(tell, figure, said)
    drawing = markup.filled(
        "dots",
        width=_WIDTH,
        height=_HEIGHT,
        axis=_AXIS,
        left=_MARGIN,
        right=_WIDTH - _MARGIN,
        radius=round(radius, 2),
        dots=[
            (_across(figure, steps[step]), round(_AXIS - radius * (2 * each + 1), 2))
            for step, count in sorted(over.items())
            for each in range(count)
        ],
        ticks=[
            (_across(figure, each), guesses.written(tell, figure, each))
            for each in costmodel.GUESSED[figure].anchors
        ],
        marks=[
            {"kind": kind, "label": label, "x": _across(figure, amount)}
            for kind, label, amount in _marks(tell, figure, said, is_told)
        ],
        about=tell.say(
            "classrooms.plot", count=(in_words.count, ""), middle_said=(in_words.middle, "")
        ),
    )
    return Markup(drawing)


def _marks(
    tell: Telling, figure: str, said: Sequence[float | None], is_told: bool
) -> Iterator[tuple[str, str, float]]:
    """Of each mark its kind, what it is called, and where it stands."""
    middle = costmodel.middle(each for each in said if each is not None)
    if not math.isnan(middle):
        written = (Styled(middle, "full"), costmodel.unit_of(figure))
        yield "middle", tell.say("classrooms.mark_middle", middle_guess=written), middle
    if is_told:
        claimed = costmodel.GUESSED[figure].claimed
        label = tell.say(f"classrooms.mark_claim.{figure}", claimed=tell.blanks[claimed])
        yield "claim", label, tell.value(claimed)
        label = tell.say("classrooms.mark_model", number=(live.number(tell, figure), ""))
        yield "model", label, tell.value(figure)


def _across(figure: str, amount: float) -> float:
    share = costmodel.place_on_scale(figure, amount)
    return round(_MARGIN + share * (_WIDTH - 2 * _MARGIN), 2)


def _apart(figure: str) -> float:
    """How far the two nearest steps of a scale are from one another."""
    places = [_across(figure, each) for each in costmodel.scale(figure)]
    return min(after - before for before, after in pairwise(places))
