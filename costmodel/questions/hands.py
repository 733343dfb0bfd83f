"""A show of hands: how many in a room guessed which range of a figure, and what that comes to."""

import re
from collections.abc import Iterable, Sequence

from costmodel.engine.reading import quoted, read_whole
from costmodel.engine.scenario import Fault, Scenario
from costmodel.questions.guessing import GUESSED, bins

# How many hands are raised for each of a figure's ranges, lowest first.
Hands = tuple[int, ...]

# No more can be counted in a room, and no more are for one figure.
MOST_HANDS = 500
# Between the counts in a link, and not before a number that is negative.
_BETWEEN = re.compile(r"(?<!^)(?<!-)-")


def read_hands(pairs: Iterable[tuple[str, str]]) -> tuple[Scenario[Hands], tuple[Fault, ...]]:
    """Counts of hands from ``(figure, text)`` pairs, and everything that was wrong with them.

    A text is ``3-10-12-4-1``, a count for each of the figure's :func:`bins`. A form on paper
    sends each count by itself, as a pair of its own, and none where nothing was typed: counts
    given so are put together in their order. Where nobody has raised a hand there is no entry.
    """
    given: dict[str, list[str]] = {}
    for figure, text in pairs:
        given.setdefault(figure, []).append(text)
    hands: dict[str, Hands] = {}
    faults: list[Fault] = []
    for figure, texts in given.items():
        read = [_read(figure, counts) for counts in _divided(texts)]
        good = [each for each in read if isinstance(each, tuple)]
        faults += [each for each in read if isinstance(each, Fault)]
        if len(good) > 1:
            faults.append(Fault("repeated", figure, write_hands(good[-1])))
        if good and any(good[-1]):
            hands[figure] = good[-1]
    return Scenario(hands), tuple(faults)


def write_hands(hands: Hands) -> str:
    """Counts as a link writes them.

    >>> write_hands((3, 10, 12, 4, 1))
    '3-10-12-4-1'
    """
    return "-".join(map(str, hands))


def _divided(texts: Sequence[str]) -> list[list[str]]:
    """What was given of one figure, in counts: once, or where it was repeated several times."""
    divided = [_BETWEEN.split(text) for text in texts]
    # One count to a text is what a form sends.
    if len(texts) > 1 and all(len(counts) == 1 for counts in divided):
        return [[text for counts in divided for text in counts]]
    return divided


def _read(figure: str, counts: Sequence[str]) -> Hands | Fault:
    given = quoted("-".join(counts))
    if figure not in GUESSED:
        return Fault("unknown", quoted(figure), given)
    if len(counts) != len(bins(figure)):
        return Fault("not_so_many", figure, given, low=len(bins(figure)))
    hands: list[int] = []
    for text in counts:
        count = read_whole(text.strip()) if text.strip() else 0
        if count is None or count < 0:
            return Fault("not_a_count", figure, quoted(text))
        hands.append(count)
    if sum(hands) > MOST_HANDS:
        return Fault("too_many_hands", figure, given, high=MOST_HANDS)
    return tuple(hands)


def most_raised(hands: Hands) -> tuple[int, ...]:
    """The ranges most hands were raised for, by their places from zero: several if as many."""
    return tuple(place for place, count in enumerate(hands) if count == max(hands))


def middle_raised(hands: Hands) -> tuple[int, int]:
    """Where the middle hand is if all stand in a row by amount, by the place of its range.

    Of an even number there are two in the middle; of an odd one both places are the same.

    Raises:
        ValueError: if nobody has raised a hand.

    >>> middle_raised((1, 0, 0, 1, 0))
    (0, 3)
    """
    row = [place for place, count in enumerate(hands) for _ in range(count)]
    if not row:
        raise ValueError("nobody has raised a hand")
    return row[(len(row) - 1) // 2], row[len(row) // 2]
