"""What a reader can do to a scenario: each act takes a link and gives the next one.

An act is named, so that what a browser says can be done on any page, by any server,
whatever stands on the screen: ``assumption`` of ``rental_rate`` to ``3``. Nothing here
knows of widgets or sessions.
"""

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

import costmodel
import exports
from content import LANGUAGES, Numbers
from costmodel import (
    PARAMETERS,
    PUBLISHED,
    STORIES,
    Fault,
    Scenario,
    Statement,
    Target,
    quoted,
    read_number,
)
from elements.choices import OWN
from exports import SEEDS, Link, LinkFault

# The parts of a statement or question that are chosen and not typed.
_CHOICES: Mapping[str, Collection[str]] = {
    "figure": costmodel.MODEL.figures,
    "relation": costmodel.RELATIONS,
}


@dataclass(frozen=True)
class Entry:
    """What a reader did once.

    ``act`` is one of :data:`ACTS`, ``of`` what it was done to, ``value`` what it was set
    to: as addresses write it, or where ``typed`` as people write it in their language.
    ``at`` is the control it was done with, and ``repeated`` whether the reader, told
    how the text is read, has said it once more.
    """

    act: str
    of: str = ""
    value: str = ""
    typed: bool = False
    at: str = ""
    repeated: bool = False


class Refused(ValueError):
    """An entry that cannot be used; ``fault`` says why."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.message)


class Doubtful(ValueError):
    """A text that could be read in two ways; ``value`` is how it is read here."""

    def __init__(self, value: float, unit: str) -> None:
        self.value = value
        self.unit = unit
        super().__init__(f"read as {value:g}")


def perform(link: Link, entry: Entry, numbers: Numbers) -> Link:
    """The link after an entry, read as the reader's language writes numbers.

    Raises:
        Refused: naming what cannot be used; the link stays as it is.
        Doubtful: if a typed number could be read in two ways and was not repeated.
    """
    if entry.act not in ACTS:
        raise Refused(Fault("unknown", quoted(entry.act), quoted(entry.value)))
    return ACTS[entry.act](link, entry, numbers)


def _number(entry: Entry, unit: str, numbers: Numbers) -> str:
    """An entry's number as addresses write it."""
    if not entry.typed:
        return entry.value
    reading = numbers.understand(entry.value, unit)
    if reading.value is None:
        # As it stands, so that the fault quotes what was typed.
        return entry.value
    if reading.doubtful and not entry.repeated:
        raise Doubtful(reading.value, unit)
    return reading.text


def _assumption(link: Link, entry: Entry, numbers: Numbers) -> Link:
    id = entry.of
    text = _number(entry, costmodel.ASSUMPTIONS[id].unit, numbers) if id in PUBLISHED else ""
    changes, faults = costmodel.read_changes([(id, text)])
    if faults:
        raise Refused(faults[0])
    # In its place: what was changed first stays first.
    kept = {**link.changes, **changes} if changes else _without(link.changes, id)
    return replace(link, changes=Scenario(kept))


def _without(changes: Scenario, id: str) -> Scenario:
    return Scenario({each: value for each, value in changes.items() if each != id})


def _reset(link: Link, entry: Entry, _numbers: Numbers) -> Link:
    return replace(link, changes=_without(link.changes, entry.of))


def _reset_all(link: Link, _entry: Entry, _numbers: Numbers) -> Link:
    # Numbers are put back; what was guessed of them was guessed all the same.
    return Link(
        language=link.language,
        present=link.present,
        ask=link.ask,
        guesses=link.guesses,
        hands=link.hands,
    )


def _language(link: Link, entry: Entry, _numbers: Numbers) -> Link:
    if entry.value not in LANGUAGES:
        raise Refused(Fault("unknown", "lang", quoted(entry.value)))
    return replace(link, language=entry.value)


def _present(link: Link, entry: Entry, _numbers: Numbers) -> Link:
    """Show one idea at a time, all of them or the ready talk; empty is a page to read again."""
    return _with_part(link, "present", entry.value)


def _part(link: Link, entry: Entry, _numbers: Numbers) -> Link:
    """Another part of the address, by its name there; empty is as usual."""
    return _with_part(link, entry.of, entry.value)


def _with_part(link: Link, name: str, text: str) -> Link:
    changed, fault = exports.with_part(link, name, text)
    if fault:
        raise Refused(fault)
    return changed


def _story(link: Link, entry: Entry, _numbers: Numbers) -> Link:
    if entry.value not in STORIES:
        raise Refused(Fault("unknown", "story", quoted(entry.value)))
    return replace(link, changes=dict(STORIES[entry.value]))


def _draw_again(link: Link, _entry: Entry, _numbers: Numbers) -> Link:
    return replace(link, seed=(link.seed + 1) % SEEDS)


def _statement(link: Link, entry: Entry, numbers: Numbers) -> Link:
    """A ready statement, or one part of the reader's own."""
    if entry.of == "choice" and entry.value != OWN:
        return _with_part(link, "statement", entry.value)
    return replace(link, statement=_own(link.statement, entry, "threshold", numbers))


def _question(link: Link, entry: Entry, numbers: Numbers) -> Link:
    """A ready question, or one part of the reader's own."""
    if entry.of == "choice" and entry.value != OWN:
        chosen = _with_part(link, "question", entry.value)
    else:
        chosen = replace(link, question=_own(link.question, entry, "amount", numbers))
    # Another question has another likeliest answer.
    return replace(chosen, believed=None)


_Asked = TypeVar("_Asked", Statement, Target)


def _own(present: _Asked, entry: Entry, amount: str, numbers: Numbers) -> _Asked:
    """The reader's own statement or question: as it is, or with one part as the entry says.

    ``amount`` is what its number is called.
    """
    value: str | float | None
    if entry.of == "choice":
        return replace(present, id=None)
    if entry.of == amount:
        value = read_number(_number(entry, costmodel.unit_of(present.figure), numbers))
        if value is None:
            raise Refused(Fault("not_a_number", amount, quoted(entry.value)))
        usable = math.isfinite(value)
    else:
        value = entry.value
        usable = value in _CHOICES.get(entry.of, ()) and hasattr(present, entry.of)
    if not usable:
        raise Refused(LinkFault("unknown", quoted(entry.of), quoted(entry.value)))
    return replace(present, id=None, **{entry.of: value})


def _run(link: Link, entry: Entry, numbers: Numbers) -> Link:
    """A parameter of a model of the reader's own; empty takes it away again."""
    id, rest = entry.of, {name: each for name, each in link.run.items() if name != entry.of}
    if not entry.value.strip():
        return replace(link, run=rest)
    row = PARAMETERS.get(id)
    is_number = row is not None and row.kind == "number"
    text = _number(entry, row.unit, numbers) if is_number else entry.value.strip()
    given, faults = costmodel.read_parameters([(id, text)])
    if faults:
        raise Refused(faults[0])
    return replace(link, run={**rest, **given})


def _run_example(link: Link, _entry: Entry, _numbers: Numbers) -> Link:
    here, _, _ = costmodel.runs_of(costmodel.WORKED_EXAMPLE, {})
    # What is as usual is not said, in a link as anywhere.
    given = {id: entry for id, entry in here.items() if entry != PARAMETERS[id].value}
    return replace(link, run=given)


def _run_clear(link: Link, _entry: Entry, _numbers: Numbers) -> Link:
    return replace(link, run={})


def _of_figure(
    field: str, read: Callable[[list[tuple[str, str]]], tuple[Mapping, tuple[Fault, ...]]]
) -> Callable[[Link, Entry, Numbers], Link]:
    """An act that says something of a figure that is guessed; empty takes it back."""

    def act(link: Link, entry: Entry, _numbers: Numbers) -> Link:
        rest = {figure: each for figure, each in getattr(link, field).items() if figure != entry.of}
        said, faults = {}, ()
        if entry.value or entry.of not in costmodel.GUESSED:
            said, faults = read([(entry.of, entry.value)])
        if faults:
            raise Refused(faults[0])
        return replace(link, **{field: Scenario({**rest, **said})})

    return act


ACTS: Mapping[str, Callable[[Link, Entry, Numbers], Link]] = {
    "assumption": _assumption,
    "reset": _reset,
    "reset_all": _reset_all,
    "language": _language,
    "present": _present,
    "part": _part,
    "story": _story,
    "draw_again": _draw_again,
    "statement": _statement,
    "question": _question,
    "run": _run,
    "run_example": _run_example,
    "run_clear": _run_clear,
    "guess": _of_figure("guesses", costmodel.read_guesses),
    "hands": _of_figure("hands", costmodel.read_hands),
}
