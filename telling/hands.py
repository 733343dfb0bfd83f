"""A show of hands in words: its ranges, where most hands are, and what is claimed and computed."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import costmodel
from costmodel import Hands
from telling import guesses
from telling.scenario import Telling


@dataclass(frozen=True)
class Row:
    """A range with its hands: ``length`` is their share of the most for any range, in per cent.

    ``marks`` say in words what lies there: most hands, the middle one, what is in print and
    what is computed.
    """

    range: str
    count: str
    length: float
    marks: str


@dataclass(frozen=True)
class Told:
    """Hands in words: the ranges with their counts, and sentences on the whole of them."""

    rows: Sequence[Row]
    sentences: Sequence[str]


def ranges(tell: Telling, figure: str) -> tuple[str, ...]:
    """What each of a figure's ranges is called, lowest first."""
    return tuple(_range(tell, figure, low, high) for low, high in costmodel.bins(figure))


def _range(tell: Telling, figure: str, low: float, high: float) -> str:
    label = "hands.first" if low == 0 else "hands.last" if high == math.inf else "hands.between"
    ends = {
        name: (guesses.written(tell, figure, each), "")
        for name, each in (("low", low), ("high", high))
        if 0 < each < math.inf
    }
    return tell.say(label, **ends)


def told(tell: Telling, figure: str, hands: Hands) -> Told:
    """Hands for the ranges of a figure, beside what is claimed and what is computed of it.

    Raises:
        KeyError: if the figure is not guessed.
        ValueError: if nobody has raised a hand.
    """
    claimed = costmodel.GUESSED[figure].claimed
    lie = {
        "most": costmodel.most_raised(hands),
        "middle": costmodel.middle_raised(hands),
        "printed": (costmodel.bin_of(figure, tell.value(claimed)),),
        "computed": (costmodel.bin_of(figure, tell.value(figure)),),
    }
    names = ranges(tell, figure)
    rows = [
        Row(
            names[place],
            tell.written(count, "people"),
            round(100 * count / max(hands), 1),
            ", ".join(tell.say(f"hands.marks.{what}") for what in lie if place in lie[what]),
        )
        for place, count in enumerate(hands)
    ]
    return Told(rows, tuple(_sentences(tell, figure, hands, names)))


def _sentences(tell: Telling, figure: str, hands: Hands, names: Sequence[str]) -> list[str]:
    most, (middle, above) = costmodel.most_raised(hands), costmodel.middle_raised(hands)
    everybody = {"everybody": (sum(hands), "people")}
    compared = guesses.guessed(tell, figure, None)
    sentences = [
        tell.say(
            "hands.most" if len(most) == 1 else "hands.most_each",
            hands=(max(hands), "people"),
            ranges=("; ".join(names[place] for place in most), ""),
            **everybody,
        ),
        tell.say("hands.middle", range=(names[middle], ""))
        if middle == above
        else tell.say("hands.middle_two", low=(names[middle], ""), high=(names[above], "")),
        compared.claim,
        compared.model,
    ]
    if (place := costmodel.bin_of(figure, tell.value(figure))) is not None:
        sentences.append(tell.say("hands.there", hands=(hands[place], "people"), **everybody))
    return sentences
