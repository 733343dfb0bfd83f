"""What could not be used of a link, said to whoever opened it."""

import datetime
from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode

import costmodel
from costmodel import Fault
from elements import markup, medium
from exports import (
    GUESS_PREFIX,
    HANDS_PREFIX,
    LANGUAGE_PARAMETER,
    RUN_PREFIX,
    VERSION_PARAMETER,
    LinkFault,
)
from telling import Telling

# A link may hold hundreds of bad parts; after these the rest is counted.
_NAMED = 6


def of_link(found: Sequence[Fault]) -> None:
    """Every part of a link that could not be used, and why; the rest of it counts."""
    if not found:
        return
    tell = medium.telling()
    messages = [in_words(tell, fault) for fault in found[:_NAMED]]
    if len(found) > _NAMED:
        messages.append(tell.say("ui.faults_more", count=(len(found) - _NAMED, "people")))
    markup.draw("faults", title=tell.say("ui.faults_title"), messages=messages)


def of_edition(moved: str) -> None:
    """That a link of an older edition keeps figures that would be others today, and the way there.

    ``moved`` is what ``exports.changes.asked_about`` says; where that is empty, nothing is said.
    """
    if not moved:
        return
    tell = medium.telling()
    edition = dict(parse_qsl(moved))[VERSION_PARAMETER]
    markup.draw(
        "old_link",
        text=tell.say("changes.notice", edition=(edition, "")),
        way=tell.say("changes.notice_way"),
        href=f"changes?{moved}&{urlencode({LANGUAGE_PARAMETER: tell.language.code})}",
    )


def in_words(tell: Telling, fault: Fault) -> str:
    """A fault as a sentence in the reader's language."""
    reason = fault.reason
    if isinstance(fault, LinkFault):
        reason = "version" if fault.id == VERSION_PARAMETER else "link"
    elif fault.meant:
        reason = "meant"
    elif reason == "repeated" and fault.given == costmodel.UNKNOWN:
        reason = "repeated_unknown"
    # In links guesses, hands and parameters of a model of the reader's own stand under prefixes.
    id = fault.id.removeprefix(RUN_PREFIX).removeprefix(GUESS_PREFIX).removeprefix(HANDS_PREFIX)
    known = id in (*costmodel.ASSUMPTIONS, *costmodel.PARAMETERS, *costmodel.GUESSED)
    limits = {
        name: (_limit(tell, id, limit, style), "")
        for name, limit, style in (("low", fault.low, "exact"), ("high", fault.high, "exact,full"))
        if limit is not None
    }
    return tell.say(
        f"ui.fault_{reason}",
        id=(tell.name_of(id) if known else fault.id, ""),
        given=(fault.given, ""),
        meant=(fault.meant or "", ""),
        **limits,
    )


def _limit(tell: Telling, id: str, limit: float | datetime.date, style: str) -> str:
    # A whole number is a count, whatever the figure is measured in.
    if isinstance(limit, datetime.date):
        return limit.isoformat()
    if isinstance(limit, int):
        return tell.written(limit, "people")
    return tell.written(limit, costmodel.unit_of(id), style)
