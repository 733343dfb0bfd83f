"""A scenario's figures as plain data for other programs: what the JSON address answers."""

from collections.abc import Sequence
from typing import Any

import costmodel
from costmodel import Fault
from exports.link import Link

# An answer is never much larger than its question, whatever the question.
_FAULTS_NAMED = 50


def report(link: Link) -> Any:
    """Every assumption and figure of a link's scenario: as ``python -m costmodel --json`` says."""
    return costmodel.without_dust(costmodel.report(link.changes))


def refusal(faults: Sequence[Fault]) -> dict[str, Any]:
    """What was wrong with a link; after the first fifty parts, ``more`` counts the rest."""
    named = [
        {"id": fault.id, "reason": fault.reason, "message": fault.message}
        for fault in faults[:_FAULTS_NAMED]
    ]
    more = len(faults) - len(named)
    return {"errors": named, "more": more} if more else {"errors": named}
