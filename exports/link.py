"""The scenario in an address: a query string and back, nothing lost and nothing swallowed.

``v=1&rental_rate=3&lang=id`` carries only what differs from the published
values. Parts that cannot be used are named, and the rest is kept.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import urlencode

from costmodel import RUNGS, Fault, read_changes

# Raised when an id disappears or a published value moves, so that old links can
# be told apart; CHANGELOG.md says what changed.
VERSION = "1"

VERSION_PARAMETER = "v"
LANGUAGE_PARAMETER = "lang"
NUMERATOR_PARAMETER = "numerator"
DENOMINATOR_PARAMETER = "denominator"
TABLE_PARAMETER = "table"
_FIRST_VERSION = "first"

DEFAULT_NUMERATOR = "tco"
DEFAULT_DENOMINATOR = "final_run_cost"

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
    """

    changes: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    language: str | None = None
    numerator: str = DEFAULT_NUMERATOR
    denominator: str = DEFAULT_DENOMINATOR
    first_version: bool = False


def write(link: Link) -> str:
    """The query string of a link, without the question mark; empty for the published scenario."""
    parts: dict[str, str] = {}
    if link.changes:
        parts[VERSION_PARAMETER] = VERSION
        # repr() is the shortest text that reads back as the same number.
        parts |= {id: repr(value).removesuffix(".0") for id, value in link.changes.items()}
    if link.numerator != DEFAULT_NUMERATOR:
        parts[NUMERATOR_PARAMETER] = link.numerator
    if link.denominator != DEFAULT_DENOMINATOR:
        parts[DENOMINATOR_PARAMETER] = link.denominator
    if link.first_version:
        parts[TABLE_PARAMETER] = _FIRST_VERSION
    if link.language:
        parts[LANGUAGE_PARAMETER] = link.language
    return urlencode(parts)


def read(
    pairs: Iterable[tuple[str, str]], languages: Iterable[str]
) -> tuple[Link, tuple[Fault, ...]]:
    """A link from the ``(name, text)`` pairs of an address, and every part that is unusable.

    ``languages`` are the ones there are words in. Any text at all may stand in
    the pairs; nothing is raised.
    """
    # What each part of a link other than an assumption may say.
    choices = {
        VERSION_PARAMETER: (VERSION,),
        LANGUAGE_PARAMETER: tuple(languages),
        NUMERATOR_PARAMETER: RUNGS,
        DENOMINATOR_PARAMETER: RUNGS,
        TABLE_PARAMETER: (_FIRST_VERSION,),
    }
    chosen: dict[str, str] = {}
    rest: list[tuple[str, str]] = []
    faults: list[Fault] = []
    for name, text in pairs:
        if name not in choices:
            if not _NOT_OURS.fullmatch(name):
                rest.append((name, text))
        elif text in choices[name]:
            chosen[name] = text
        else:
            faults.append(LinkFault("unknown", name, text[:40]))
    changes, more = read_changes(rest)
    link = Link(
        changes=MappingProxyType(changes),
        language=chosen.get(LANGUAGE_PARAMETER),
        numerator=chosen.get(NUMERATOR_PARAMETER, DEFAULT_NUMERATOR),
        denominator=chosen.get(DENOMINATOR_PARAMETER, DEFAULT_DENOMINATOR),
        first_version=TABLE_PARAMETER in chosen,
    )
    return link, (*faults, *more)
