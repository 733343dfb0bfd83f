"""What a reader guessed, beside what is claimed and what the model says, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

import costmodel
from content.sums import Styled
from telling.live import number
from telling.scenario import Telling

# With what it counts. The amounts of a scale are round, so no digit is lost.
_STYLE = "full"


@dataclass(frozen=True)
class Guessed:
    """A guess in words: what was said, what is claimed, what is computed, and how far off it is.

    ``off`` is empty where nobody said a number, or none is computed.
    """

    you: str
    claim: str
    model: str
    off: str


def guessed(tell: Telling, figure: str, guess: float | None) -> Guessed:
    """How a guess of a figure compares; None where the reader did not know.

    Raises:
        KeyError: if the figure is not guessed.
    """
    row, unit = costmodel.GUESSED[figure], costmodel.unit_of(figure)
    claimed, claimed_unit = tell.blanks[row.claimed]
    if guess is None:
        you, off = tell.say("guess.you_unknown"), ""
    else:
        amount = tell.value(figure)
        you = tell.say("guess.you", own_guess=(Styled(guess, _STYLE), unit))
        off = tell.say(
            "guess.off",
            own_guess=(guess, unit),
            guessed=(amount, unit),
            times=(costmodel.times_off(guess, amount), "×"),
        )
    return Guessed(
        you,
        tell.say(f"guess.claim.{figure}", claimed=(claimed, claimed_unit)),
        tell.say("guess.model", number=(number(tell, figure), "")),
        off,
    )


@dataclass(frozen=True)
class OfClass:
    """What a class guessed, in words: how many, how many do not know, and the guess in the middle.

    ``unknown`` and ``middle`` are empty where nobody said so.
    """

    count: str
    unknown: str
    middle: str


def of_class(tell: Telling, figure: str, said: Sequence[float | None]) -> OfClass:
    """What everybody guessed of a figure, None of who did not know.

    Raises:
        KeyError: if the figure is not guessed.
    """
    amounts = [each for each in said if each is not None]
    unknown = len(said) - len(amounts)
    middle = (Styled(costmodel.middle(amounts), _STYLE), costmodel.unit_of(figure))
    return OfClass(
        tell.say("classrooms.count", guesses=(len(said), "people")),
        tell.say("classrooms.unknown", guesses=(unknown, "people")) if unknown else "",
        tell.say("classrooms.middle", middle_guess=middle) if amounts else "",
    )


def anchors(tell: Telling, figure: str) -> tuple[tuple[float, str], ...]:
    """What a figure's scale is marked with: where, in per cent of it, and how much that is."""
    return tuple(
        (round(100 * costmodel.place_on_scale(figure, each), 1), written(tell, figure, each))
        for each in costmodel.GUESSED[figure].anchors
    )


def amounts(tell: Telling, figure: str) -> tuple[tuple[float, str], ...]:
    """Every amount of a figure's scale, and how this reader writes it."""
    return tuple((each, written(tell, figure, each)) for each in costmodel.scale(figure))


def written(tell: Telling, figure: str, amount: float) -> str:
    """An amount of a figure's scale as this reader writes it."""
    return tell.written(amount, costmodel.unit_of(figure), _STYLE)
