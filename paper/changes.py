"""What has moved since a link was made, in words, as a document that stands alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

import costmodel
from content import LANGUAGES
from costmodel import Fault
from data import RECORDS
from elements import bar, faults, medium
from exports import RUN_PREFIX, VERSION, Link, write
from exports.changes import Changes, Moved
from exports.editions import EDITIONS
from paper.markup import fill
from paper.sheet import Sheet
from telling import Telling


@dataclass(frozen=True)
class _Row:
    """A number or a figure that moved: what it is called, was and is."""

    name: str
    then: str
    now: str


def html(
    found: Changes,
    refused: Sequence[Fault],
    language: str,
    *,
    pasted: str | None,
    styles: Sequence[str],
    icon: str,
) -> str:
    """The document for a link, in the language with this code.

    ``refused`` is what could not be used of the link, ``pasted`` the link as it was typed in;
    None where no link is asked about. ``styles`` and ``icon`` are their addresses.
    """
    tell = Telling.of(LANGUAGES[language], found.today.changes)
    _, changed = bar.changed(tell)
    return fill(
        "changes.html",
        code=language,
        direction=tell.language.direction,
        say=tell.say,
        up="./",
        styles=styles,
        icon=icon,
        pasted=pasted,
        faults=Markup(_faults(refused, language)),
        since=_since(tell, found),
        own=list(changed.values()),
        numbers=[_number(tell, each) for each in found.numbers],
        figures=[_figure(tell, each) for each in found.figures],
        reasons=_reasons(tell, found),
        kept=write(found.then, with_edition=True),
        today=write(found.today, with_edition=True),
        editions=list(_editions(Telling.of(tell.language))),
    )


def _faults(refused: Sequence[Fault], language: str) -> str:
    sheet = Sheet(Link(language=language), language)
    with medium.drawn_on(sheet):
        faults.of_link(refused)
    return sheet.html()


def _since(tell: Telling, found: Changes) -> str:
    """With which edition the link was made, and whether anything moved."""
    if found.edition == VERSION:
        return tell.say("changes.of_today", present=(VERSION, ""))
    made = tell.say("changes.made_with", edition=(found.edition, ""), present=(VERSION, ""))
    return made if found.figures or found.numbers else f"{made} {tell.say('changes.nothing')}"


def _number(tell: Telling, each: Moved) -> _Row:
    name, unit = _called(tell, each.id)
    gone = tell.say("changes.gone")
    now = gone if each.now is None else tell.written(each.now, unit, "exact,full")
    return _Row(name, _written(tell, each.before, unit, "exact,full"), now)


def _called(tell: Telling, number: str) -> tuple[str, str]:
    """What a number of a link is called, and its unit; one that is gone by its id, without."""
    id = number.removeprefix(RUN_PREFIX)
    try:
        return tell.name_of(id), costmodel.unit_of(id)
    except KeyError:
        return number, ""


def _figure(tell: Telling, each: Moved) -> _Row:
    unit = costmodel.unit_of(each.id)
    was = _written(tell, each.before, unit, "precise,full")
    if each.before is None and any(row.id in RECORDS.revisions for row in each.reasons):
        was = tell.say("changes.not_known")
    now = _written(tell, each.now, unit, "precise,full")
    if each.before is not None and each.now is not None:
        # What moved by little is not to look as if it had not.
        was, now = tell.apart(each.before, each.now, unit, "precise,full")
    return _Row(tell.name_of(each.id), was, now)


def _written(tell: Telling, value: float | None, unit: str, style: str) -> str:
    return tell.say("ui.undefined") if value is None else tell.written(value, unit, style)


def _reasons(tell: Telling, found: Changes) -> list[str]:
    """Why, the oldest first: one number that moved may move many figures."""
    rows = {row.id: row for each in (*found.numbers, *found.figures) for row in each.reasons}
    oldest_first = sorted(rows.values(), key=lambda row: (row.version, row.id))
    return [
        tell.say("changes.reason", why=(tell.say(f"moves.{row.id}"), ""), date=(row.date, ""))
        for row in oldest_first
    ]


@dataclass(frozen=True)
class _Edition:
    """An edition: its number and day, and sentences on what moved and what was new."""

    heading: str
    says: list[str]


def _editions(tell: Telling) -> Iterator[_Edition]:
    """Every edition, the newest first: what moved with it, and what was new."""
    numbers, before = list(EDITIONS), [{}, *EDITIONS.values()]
    for version, was in reversed(list(zip(numbers, before, strict=False))):
        rows = [row for row in RECORDS.editions.values() if str(row.version) == version]
        heading = tell.say(
            "changes.edition", edition=(version, ""), date=(min(row.date for row in rows), "")
        )
        if not was:
            yield _Edition(heading, [tell.say("changes.first")])
            continue
        says = []
        for row in rows:
            if row.number in was:
                name, unit = _called(tell, row.number)
                now = tell.say("changes.gone")
                if row.value is not None:
                    now = tell.written(row.value, unit, "exact,full")
                then = tell.written(was[row.number], unit, "exact,full")
                blanks = {"label": (name, ""), "now": (now, ""), "then": (then, "")}
                moved = tell.say("changes.from_to", **blanks)
                says.append(f"{moved} {tell.say(f'moves.{row.id}')}")
        says += [
            tell.say(f"moves.{row.id}")
            for row in RECORDS.revisions.values()
            if row.kind == "moved" and str(row.version) == version
        ]
        new = [_called(tell, row.number)[0] for row in rows if row.number not in was]
        if new:
            says.append(tell.say("changes.new", labels=("; ".join(new), "")))
        yield _Edition(heading, says)
