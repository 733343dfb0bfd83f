"""Choosing: a part of the link, a figure, one that is ready or one of the reader's own."""

from collections.abc import Callable, Iterable

import costmodel
from telling import Telling
from ui.elements import controls
from ui.state import reader
from ui.state.acts import OWN


def select(
    tell: Telling,
    part: str,
    label: str,
    options: Iterable[object],
    written: Callable[[object], str],
    present: object = None,
) -> None:
    """A list for one part of the link, the present one chosen."""
    present = getattr(reader.link(), part) if present is None else present
    controls.choice(
        f"choice_{part}",
        "part",
        part,
        tell.say(label),
        [(str(each), written(each)) for each in options],
        str(present),
    )


def figure(tell: Telling, key: str, act: str, present: str) -> None:
    """The choice of any figure there is, for a statement or question of the reader's own."""
    options = [(id, tell.name_of(id)) for id in costmodel.MODEL.figures]
    controls.choice(f"choice_{key}", act, "figure", tell.say("ui.own_figure"), options, present)


def ready_or_own(
    tell: Telling, part: str, ready: Iterable[str], written: Callable[[str], str]
) -> bool:
    """One of those that are ready, or one of the reader's own; whether it is the reader's.

    ``part`` is the part of the link that holds a ready one's id or the text of one's own.
    """
    present, ready = getattr(reader.link(), part), tuple(ready)
    own = present not in ready
    controls.choice(
        f"choice_{part}_choice",
        part,
        "choice",
        tell.say(f"ui.{part}"),
        [*((id, written(id)) for id in ready), (OWN, tell.say(f"ui.own_{part}"))],
        OWN if own else present,
    )
    return own
