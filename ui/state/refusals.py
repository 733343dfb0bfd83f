"""What could not be used of an entry in a field, said to the reader."""

from elements import faults
from telling import Telling
from ui.state.acts import Doubtful, Refused


def in_words(tell: Telling, reason: Refused | Doubtful) -> str:
    """Why an entry does not count, or does not count yet."""
    if isinstance(reason, Doubtful):
        value = tell.written(reason.value, reason.unit, "exact")
        return tell.say("ui.read_as_number", value=(value, ""))
    return tell.say("ui.refused", reason=(faults.in_words(tell, reason.fault), ""))
