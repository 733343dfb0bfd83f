"""Choosing: a part of the link, a figure, one that is ready or one of the reader's own."""

from collections.abc import Callable, Iterable, Mapping

import costmodel
from elements import controls, medium
from telling import Telling

# In a choice between what is ready and what the reader makes up: the reader's own.
OWN = "own"


def select(
    tell: Telling,
    part: str,
    label: str,
    options: Iterable[object],
    written: Callable[[object], str],
    present: object = None,
) -> None:
    """A list for one part of the link, the present one chosen."""
    present = getattr(medium.link(), part) if present is None else present
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


def ready_or_own(tell: Telling, part: str, ready: Mapping[str, str], present: str | None) -> None:
    """The choice between those that are ready, each by its id in words, and the reader's own.

    ``part`` is the part of the link it stands in; ``present`` the id of the one chosen,
    None where it is the reader's own.
    """
    controls.choice(
        f"choice_{part}_choice",
        part,
        "choice",
        tell.say(f"ui.ready_{part}"),
        [*ready.items(), (OWN, tell.say(f"ui.own_{part}"))],
        OWN if present is None else present,
    )
