"""The scenario in an address: a query string and back, nothing lost and nothing swallowed.

``v=1&rental_rate=3&lang=id`` carries only what differs from the published
values. Parts that cannot be used are named, and the rest is kept.
"""

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from urllib.parse import urlencode

from costmodel import (
    ASSUMPTIONS,
    DRAWS,
    MODEL,
    RUNGS,
    SEED,
    STORIES,
    YOURS,
    Fault,
    read_changes,
    read_parameters,
    read_statement,
    read_target,
)

# Raised when an id disappears or a published value moves, so that old links can
# be told apart; CHANGELOG.md says what changed.
VERSION = "1"

VERSION_PARAMETER = "v"
LANGUAGE_PARAMETER = "lang"
# Before the parameters of a model the reader has put in: run_chip_hours and so on.
RUN_PREFIX = "run_"

# How many draws a reader may ask for.
DRAWS_OFFERED = (DRAWS, 2 * DRAWS, 4 * DRAWS)
# How many seeds there are to choose from, zero the first.
SEEDS = 1_000_000

# What other sites append to links they pass on, and Streamlit's own: not the
# reader's words, so not worth a message.
_NOT_OURS = re.compile(r"utm_\w*|fbclid|gclid|mc_[ce]id|ref|embed|embed_options")


@dataclass(frozen=True)
class LinkFault(Fault):
    """A part of a link other than an assumption that cannot be used."""

    @property
    def message(self) -> str:
        """The fault in English, naming the part."""
        return f"{self.id}: {self.given!r} is not known here"


@dataclass(frozen=True)
class Link:
    """Everything an address says.

    ``changes``: assumptions that differ from the published values. ``language``:
    None where the reader's browser decides. ``numerator`` and ``denominator``: the
    two rungs the reader compares. ``first_version``: whether the hardware table is
    summed the way its first version was, one column short.

    The doubts: ``ranges``, whether figures show their range beside them; ``draws`` and
    ``seed``, which draws these come from; ``figure``, the figure in doubt;
    ``statement``, the sentence to be turned over, and ``question``, the headline to be
    believed, as ``costmodel`` reads them; ``believed``, the assumption to believe it
    by, None for the likeliest; ``left`` and ``right``, the two stories compared, and
    ``gap``, the figure they differ in. ``run``: parameters of a model of the reader's own.
    """

    changes: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    language: str | None = None
    numerator: str = "tco"
    denominator: str = "final_run_cost"
    first_version: bool = False
    ranges: bool = False
    draws: int = DRAWS
    seed: int = SEED
    figure: str = "tco"
    statement: str = "total_over_hundred_claims"
    question: str = "four_hundred_times"
    believed: str | None = None
    left: str = "semianalysis_corrected"
    right: str = "documented_only"
    gap: str = "tco"
    run: Mapping[str, float | datetime.date] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class _Part:
    """One part of an address: the field it fills, and how its text is read; None refuses it."""

    field: str
    read: Callable[[str], object | None]
    write: Callable[[object], str] = str


def _one_of(*choices: object) -> Callable[[str], object | None]:
    by_text = {str(each): each for each in choices}
    return by_text.get


def _if(readable: Callable[[str], object | None]) -> Callable[[str], str | None]:
    """The text itself, if it can be read."""
    return lambda text: text if readable(text) is not None else None


def _seed(text: str) -> int | None:
    return int(text) if re.fullmatch(r"\d{1,6}", text, re.ASCII) and int(text) < SEEDS else None


# What stands in an address beside assumptions, by name.
_PARTS: dict[str, _Part] = {
    "numerator": _Part("numerator", _one_of(*RUNGS)),
    "denominator": _Part("denominator", _one_of(*RUNGS)),
    "table": _Part("first_version", {"first": True}.get, lambda _: "first"),
    "ranges": _Part("ranges", {"shown": True}.get, lambda _: "shown"),
    "draws": _Part("draws", _one_of(*DRAWS_OFFERED)),
    "seed": _Part("seed", _seed),
    "figure": _Part("figure", _one_of(*MODEL.figures)),
    "statement": _Part("statement", _if(read_statement)),
    "question": _Part("question", _if(read_target)),
    "believed": _Part("believed", _one_of(*ASSUMPTIONS)),
    "left": _Part("left", _one_of(*STORIES, YOURS)),
    "right": _Part("right", _one_of(*STORIES, YOURS)),
    "gap": _Part("gap", _one_of(*MODEL.figures)),
}
_USUAL = Link()


def with_part(link: Link, name: str, text: str) -> tuple[Link, Fault | None]:
    """The link with one part of its address as ``text`` says; empty is as usual.

    ``name`` is a part beside assumptions, such as ``figure``. What cannot be used is
    named, and the link stays as it is.
    """
    part = _PARTS.get(name)
    if part and not text:
        return replace(link, **{part.field: getattr(_USUAL, part.field)}), None
    value = part.read(text) if part else None
    if value is None:
        return link, LinkFault("unknown", name[:40], text[:40])
    return replace(link, **{part.field: value}), None


def write(link: Link) -> str:
    """The query string of a link, without the question mark; empty for the published scenario."""
    parts: dict[str, str] = {}
    if link.changes or link.run:
        parts[VERSION_PARAMETER] = VERSION
    parts |= {id: _number(value) for id, value in link.changes.items()}
    for name, part in _PARTS.items():
        value = getattr(link, part.field)
        if value != getattr(_USUAL, part.field):
            parts[name] = part.write(value)
    parts |= {
        RUN_PREFIX + id: entry.isoformat() if isinstance(entry, datetime.date) else _number(entry)
        for id, entry in link.run.items()
    }
    if link.language:
        parts[LANGUAGE_PARAMETER] = link.language
    return urlencode(parts)


def _number(value: float) -> str:
    # repr() is the shortest text that reads back as the same number.
    return repr(float(value)).removesuffix(".0")


def read(
    pairs: Iterable[tuple[str, str]], languages: Iterable[str]
) -> tuple[Link, tuple[Fault, ...]]:
    """A link from the ``(name, text)`` pairs of an address, and every part that is unusable.

    ``languages`` are the ones there are words in. Any text at all may stand in
    the pairs; nothing is raised.
    """
    parts = {
        **_PARTS,
        VERSION_PARAMETER: _Part("version", _one_of(VERSION)),
        LANGUAGE_PARAMETER: _Part("language", _one_of(*languages)),
    }
    chosen: dict[str, object] = {}
    rest: list[tuple[str, str]] = []
    own_run: list[tuple[str, str]] = []
    faults: list[Fault] = []
    for name, text in pairs:
        if name in parts:
            value = parts[name].read(text)
            if value is None:
                faults.append(LinkFault("unknown", name, text[:40]))
            else:
                chosen[parts[name].field] = value
        elif name.startswith(RUN_PREFIX) and name not in ASSUMPTIONS and name not in MODEL.units:
            own_run.append((name.removeprefix(RUN_PREFIX), text))
        elif not _NOT_OURS.fullmatch(name):
            rest.append((name, text))
    chosen.pop("version", None)
    changes, of_changes = read_changes(rest)
    run, found = read_parameters(own_run)
    of_run = (replace(fault, id=RUN_PREFIX + fault.id) for fault in found)
    link = Link(changes=MappingProxyType(changes), run=MappingProxyType(run), **chosen)
    return link, (*faults, *of_changes, *of_run)
