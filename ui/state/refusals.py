"""What could not be used, said to the reader: of a link, or of an entry in a field."""

import datetime

import costmodel
from costmodel import Fault
from exports import RUN_PREFIX, VERSION_PARAMETER, LinkFault
from telling import Telling
from ui.state.acts import Doubtful, Refused


def in_words(tell: Telling, reason: Refused | Doubtful) -> str:
    """Why an entry does not count, or does not count yet."""
    if isinstance(reason, Doubtful):
        value = tell.written(reason.value, reason.unit, "exact")
        return tell.say("ui.read_as_number", value=(value, ""))
    return tell.say("ui.refused", reason=(fault_text(tell, reason.fault), ""))


def fault_text(tell: Telling, fault: Fault) -> str:
    """A fault as a sentence in the reader's language."""
    reason = fault.reason
    if isinstance(fault, LinkFault):
        reason = "version" if fault.id == VERSION_PARAMETER else "link"
    elif fault.meant:
        reason = "meant"
    # A model of the reader's own has its parameters under this prefix in links.
    id = fault.id.removeprefix(RUN_PREFIX)
    known = id in costmodel.ASSUMPTIONS or id in costmodel.PARAMETERS
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
    if isinstance(limit, datetime.date):
        return limit.isoformat()
    return tell.written(limit, costmodel.unit_of(id), style)
