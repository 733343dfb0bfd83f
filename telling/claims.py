"""The fact-check in words: each claim with its verdict, and how many hold."""

from collections import Counter
from collections.abc import Callable
from typing import get_args

import costmodel
from data import RECORDS, Claim
from telling import comparisons, formulas, provenance
from telling.scenario import Telling

# The scale, in its own order.
VERDICTS = get_args(Claim.model_fields["verdict"].annotation)

ARTICLE = [claim for claim in RECORDS.claims.values() if claim.origin == "article"]
OTHERS = [claim for claim in RECORDS.claims.values() if claim.origin == "others"]
_TALLY = Counter(claim.verdict for claim in ARTICLE)
# Under this claim stands the table of all totals in print.
_RATIO = "ratio"


def tally(tell: Telling) -> dict[str, object]:
    """How many of the article's claims hold, and all of them at a glance, each a way to itself."""
    count = {id: (_TALLY[id], "people") for id in VERDICTS}
    return {
        "number": tell.say("ui.claims_tally", **count, all=(len(ARTICLE), "people")),
        "label": tell.say("ui.claims_label", **count),
        "caption": tell.say("ui.claims_strip"),
        "marks": [_mark(tell, claim) for claim in ARTICLE],
    }


def verdicts(tell: Telling) -> list[dict[str, str]]:
    """What each verdict means, and how many of the article's claims it was given to."""
    return [
        {
            "id": id,
            "name": tell.say(f"verdicts.{id}"),
            "count": tell.written(_TALLY[id], "people"),
            "meaning": tell.say(f"verdict_meanings.{id}"),
        }
        for id in VERDICTS
    ]


def _mark(tell: Telling, claim: Claim) -> dict[str, str]:
    named = _claim_in_words(tell, claim)
    words = {part: (named[part], "") for part in ("place", "verdict", "says")}
    return {
        "id": claim.id,
        "verdict": claim.verdict,
        "name": tell.say("ui.claim_mark", **words),
    }


def _claim_in_words(tell: Telling, claim: Claim) -> dict[str, str]:
    place = claim.place and tell.say("ui.claim_place", place=(claim.place, "people"))
    return {
        "place": place or "",
        "verdict": tell.say(f"verdicts.{claim.verdict}"),
        "says": tell.say(f"claims.{claim.id}.says"),
    }


def claim(tell: Telling, claim: Claim, record_of: Callable[[str], str]) -> dict:
    """A claim with its verdict, evidence, grade, sums and sources.

    ``record_of`` gives the address of a figure's record.
    """
    more = comparisons.ratios_told() if claim.id == _RATIO else {}
    return {
        **_claim_in_words(tell, claim),
        "id": claim.id,
        "shape": claim.verdict,
        "evidence": tell.say(f"claims.{claim.id}.evidence", **more),
        "letter": claim.grade,
        "grade": tell.say("ui.grade", grade=(claim.grade, "")),
        "grade_name": tell.say(f"grades.{claim.grade}"),
        "sums": [{**_sum(tell, id), "href": record_of(id)} for id in claim.shows],
        "table": comparisons.ratios_in_print(tell) if claim.id == _RATIO else None,
        "sources": [provenance.source(tell, id) for id in claim.sources],
    }


def _sum(tell: Telling, id: str) -> dict:
    """A figure or a check as a sum; only a figure follows the reader's numbers."""
    live = id in costmodel.MODEL.figures
    return {
        "label": tell.name_of(id),
        "text": formulas.in_numbers(tell, id),
        "standing": tell.say("ui.claim_live" if live else "ui.claim_printed"),
        "grade": provenance.grade(tell, id),
    }
