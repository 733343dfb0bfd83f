"""What has moved since a link was made: which of its figures, from what to what, and why.

A link keeps its figures: what it leaves out means what was published in its edition. So what is
compared is the link as it was made with the same link made today: the reader's own numbers are the
same in both, and every other number is as published then, and now.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import costmodel
from content import LANGUAGES
from costmodel import ASSUMPTIONS, MODEL, Fault
from data import RECORDS, Edition, Revision
from exports import dates
from exports.editions import RUN_PREFIX, VERSION, moved_since
from exports.figures import report
from exports.link import VERSION_PARAMETER, Link, edition_of, read, write


@dataclass(frozen=True)
class Moved:
    """A number or a figure that is not what it was in a link's edition.

    ``before`` and ``now`` are None where it is not defined, was not there, or nobody can compute
    it any more: by a formula that has changed since. ``reasons`` are the rows of
    ``data/editions.csv`` and ``data/revisions.csv`` that say why, the oldest first.
    """

    id: str
    before: float | None
    now: float | None
    reasons: tuple[Edition | Revision, ...]

    @property
    def date(self) -> datetime.date:
        """The day on which it last moved."""
        return max(row.date for row in self.reasons)


@dataclass(frozen=True)
class Changes:
    """What has moved since a link was made, with this ``edition``.

    ``then`` is the link as it was made, and ``today`` the same made today. ``numbers`` are those
    published numbers it leaves out that have moved, ``figures`` all figures that come to something
    else. ``faults`` are what cannot be used of its address.
    """

    edition: str
    then: Link
    today: Link
    numbers: tuple[Moved, ...]
    figures: tuple[Moved, ...]
    faults: tuple[Fault, ...]


def since(
    pairs: Iterable[tuple[str, str]], revisions: Mapping[str, Revision] = RECORDS.revisions
) -> Changes:
    """What has moved since the link with these ``(name, text)`` pairs was made.

    A link that says no edition means the published numbers of any day, so nothing has moved.
    """
    pairs = list(pairs)
    edition = edition_of(pairs)
    then, faults = read(pairs, LANGUAGES)
    today, _ = read(pairs, LANGUAGES, as_of_today=True)
    numbers = tuple(_numbers(edition, then, today))
    later = [
        row for row in revisions.values() if row.kind == "moved" and row.version > int(edition)
    ]
    figures = tuple(_figures(then, today, numbers, later))
    return Changes(edition, then, today, numbers, figures, faults)


def asked_about(pairs: Iterable[tuple[str, str]]) -> str:
    """The query that asks ``/changes`` about a link, where some of its figures have moved.

    Empty where none has. It holds what the link says itself, as it was said.
    """
    pairs = list(pairs)
    # Nearly every link is of today's edition, and costs nothing here.
    if edition_of(pairs) == VERSION or not since(pairs).figures:
        return ""
    return urlencode(
        [
            (name, text)
            for name, text in pairs
            if name in (VERSION_PARAMETER, *ASSUMPTIONS) or name.startswith(RUN_PREFIX)
        ]
    )


def _numbers(edition: str, then: Link, today: Link) -> Iterator[Moved]:
    """The published numbers that the link leaves out and that have moved."""
    for name, before in moved_since(edition).items():
        rows = [
            row
            for row in RECORDS.editions.values()
            if row.number == name and row.version > int(edition)
        ]
        kept, now = _entry(then, name), _entry(today, name)
        # What is gone no link can keep. What the reader has set is the same in both.
        if rows[-1].value is None or kept != now:
            yield Moved(name, before, rows[-1].value, tuple(rows))


def _entry(link: Link, name: str) -> object:
    if name in ASSUMPTIONS:
        return link.changes.get(name)
    return link.run.get(name.removeprefix(RUN_PREFIX))


def _figures(
    then: Link, today: Link, numbers: Iterable[Moved], revisions: Iterable[Revision]
) -> Iterator[Moved]:
    before, now = (report(link)["figures"] for link in (then, today))
    for id in MODEL.figures:
        reasons: dict[str, Edition | Revision] = {
            row.id: row for row in revisions if row.subject in dates.behind(id)
        }
        was, is_now = (each[id]["value"] for each in (before, now))
        if not reasons and was == is_now:
            continue
        # By today's formula it can be said what it is, and not what it was.
        was = None if reasons else was
        for each in numbers:
            if each.id in dates.behind(id):
                reasons |= {row.id: row for row in each.reasons}
        rows = sorted(reasons.values(), key=lambda row: (row.version, row.id))
        yield Moved(id, was, is_now, tuple(rows))


def as_data(changes: Changes, language: str) -> dict[str, Any]:
    """The same as plain data, with reasons in the language of this code.

    Amounts are in the units of the figures. ``kept`` is the link as it keeps its figures,
    ``today`` the one with today's published numbers; both are queries without a question mark.
    """
    say = LANGUAGES[language].label

    def told(each: Moved, unit: str) -> dict[str, Any]:
        return {
            "id": each.id,
            "unit": unit,
            "from": each.before,
            "to": each.now,
            "date": each.date.isoformat(),
            "why": [
                {
                    "id": row.id,
                    "edition": row.version,
                    "date": row.date.isoformat(),
                    "text": say(f"moves.{row.id}"),
                }
                for row in each.reasons
            ],
        }

    return {
        "edition": int(changes.edition),
        "present_edition": int(VERSION),
        "kept": write(changes.then, with_edition=True),
        "today": write(changes.today, with_edition=True),
        "numbers": [told(each, unit_of(each.id)) for each in changes.numbers],
        "figures": [told(each, costmodel.unit_of(each.id)) for each in changes.figures],
    }


def unit_of(number: str) -> str:
    """The unit of a number by its name in a link; empty where nothing is called so any more."""
    try:
        return costmodel.unit_of(number.removeprefix(RUN_PREFIX))
    except KeyError:
        return ""
