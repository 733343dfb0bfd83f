"""The fact-check: the article claim by claim, what others got wrong, and the tally of verdicts."""

from collections import Counter
from typing import get_args

import costmodel
from data import RECORDS, Claim
from ui import blocks, comparisons, formulas, markup, provenance, reader
from ui.telling import Telling

# The scale, in its own order.
VERDICTS = get_args(Claim.model_fields["verdict"].annotation)

_ARTICLE = [claim for claim in RECORDS.claims.values() if claim.origin == "article"]
_OTHERS = [claim for claim in RECORDS.claims.values() if claim.origin == "others"]
_TALLY = Counter(claim.verdict for claim in _ARTICLE)
# Under this claim stands the table of all totals in print.
_RATIO = "ratio"


def summary() -> None:
    """How many of the article's claims hold, and all of them at a glance, each a way to itself."""
    tell = reader.telling()
    count = {id: (_TALLY[id], "people") for id in VERDICTS}
    markup.draw(
        "tally",
        number=tell.say("ui.claims_tally", **count, all=(len(_ARTICLE), "people")),
        label=tell.say("ui.claims_label", **count),
        caption=tell.say("ui.claims_strip"),
        marks=[_mark(tell, claim) for claim in _ARTICLE],
    )


def scale() -> None:
    """What each verdict means, and how many of the article's claims it was given to."""
    tell = reader.telling()
    markup.draw(
        "scale",
        caption=tell.say("ui.claims_scale"),
        verdicts=[
            {
                "id": id,
                "name": tell.say(f"verdicts.{id}"),
                "count": tell.written(_TALLY[id], "people"),
                "meaning": tell.say(f"verdict_meanings.{id}"),
            }
            for id in VERDICTS
        ],
    )


def of_article() -> None:
    """The article's claims, in its own order."""
    _section("article", _ARTICLE)


def of_others() -> None:
    """What others got wrong."""
    _section("others", _OTHERS)


def _section(name: str, claims: list[Claim]) -> None:
    tell = reader.telling()
    markup.draw("subheading", text=tell.say(f"ui.claims_{name}"))
    blocks.prose(f"factcheck.{name}")
    markup.draw("claims", say=tell.say, claims=[_claim(tell, claim) for claim in claims])


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


def _claim(tell: Telling, claim: Claim) -> dict:
    more = comparisons.ratios_told() if claim.id == _RATIO else {}
    return {
        **_claim_in_words(tell, claim),
        "id": claim.id,
        "shape": claim.verdict,
        "evidence": tell.say(f"claims.{claim.id}.evidence", **more),
        "letter": claim.grade,
        "grade": tell.say("ui.grade", grade=(claim.grade, "")),
        "grade_name": tell.say(f"grades.{claim.grade}"),
        "sums": [_sum(tell, id) for id in claim.shows],
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
        "href": blocks.record_of(id),
        "grade": provenance.grade(tell, id),
    }
