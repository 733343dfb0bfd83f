"""A doubter's questions in words: how sure, what would turn a statement over, what to believe."""

import math

import costmodel
from costmodel import Belief, Flip, Spread, Statement, Target
from telling import provenance
from telling.scenario import Telling


def statement_in_words(tell: Telling, statement: Statement, threshold: str | None = None) -> str:
    """A statement as a sentence, a ready one in words of its own.

    ``threshold`` is its number as written, where it stands beside another.
    """
    if threshold is None:
        unit = costmodel.unit_of(statement.figure)
        threshold = tell.written(statement.threshold, unit, "precise,full")
    amount = (threshold, "")
    if statement.id is not None:
        return tell.say(f"statements.{statement.id}", threshold=amount)
    return tell.say(
        f"ui.statement_{statement.relation}",
        figure=(tell.name_of(statement.figure), ""),
        threshold=amount,
    )


def flip_in_words(tell: Telling, flip: Flip, unit: str) -> dict[str, tuple[str, str]]:
    """The blanks of a sentence about a flip."""
    id = flip.assumption
    row = costmodel.ASSUMPTIONS[id]

    present, needed, change = step_in_words(tell, flip, row.unit)
    return {
        "assumption": (tell.name_of(id), ""),
        "present": (present, ""),
        "needed": (needed, ""),
        "change": (change, ""),
        "there": (tell.written(_or_nan(flip.figure_there), unit, "precise,full"), ""),
        "standing": (_standing(tell, id, flip.supported), ""),
    }


def _or_nan(value: float | None) -> float:
    return math.nan if value is None else value


def step_in_words(tell: Telling, flip: Flip, unit: str) -> tuple[str, str, str]:
    """From what to what a number is to be moved, and how far that is: this comes out of those."""
    needed = _or_nan(flip.value)
    if not math.isfinite(flip.change):
        ends = tell.apart(flip.present, needed, unit, "precise,full")
        return *ends, tell.say("ui.change_from_nothing")
    digits = tell.sum(
        {"present": (flip.present, unit), "needed": (needed, unit)},
        (abs(flip.change), "share"),
        lambda of: abs(costmodel.change(of["present"], of["needed"])),
    )
    ends = tell.apart(flip.present, needed, unit, f"{digits.operands},full")
    far = tell.written(abs(flip.change), "share", digits.result)
    way = "up" if flip.change > 0 else "down"
    return *ends, tell.say(f"ui.change_{way}", change=(far, ""))


def _standing(tell: Telling, id: str, supported: bool) -> str:
    row = costmodel.ASSUMPTIONS[id]
    standing = "inside" if supported else "outside" if row.has_likely_range else "unranged"
    return tell.say(f"standings_of_beliefs.{standing}", **provenance.likely(tell, row))


def flip_row(tell: Telling, flip: Flip, unit: str) -> dict[str, str]:
    """A flip as a row of a table, by what its columns are called."""
    words = {name: text for name, (text, _) in flip_in_words(tell, flip, unit).items()}
    return {
        tell.say(f"ui.column_{name}"): words[name]
        for name in ("assumption", "present", "needed", "change", "standing")
    }


def answer_in_words(tell: Telling, answer: Belief) -> dict[str, tuple[str, str]]:
    """The blanks of a sentence about what one would have to believe."""
    id = answer.assumption
    row = costmodel.ASSUMPTIONS[id]
    unit = costmodel.unit_of(answer.figure)

    present, needed = tell.apart(tell.value(id), _or_nan(answer.value), row.unit, "precise,full")
    # Of both ends of a range only the second has its unit.
    lowest, _ = tell.apart(answer.lowest, answer.highest, unit, "precise")
    _, highest = tell.apart(answer.lowest, answer.highest, unit, "precise,full")
    return {
        "assumption": (tell.name_of(id), ""),
        "present": (present, ""),
        "needed": (needed, ""),
        **provenance.likely(tell, row),
        "possible_low": (tell.written(row.allowed_low, row.unit, "exact"), ""),
        "possible_high": (tell.written(row.allowed_high, row.unit, "exact,full"), ""),
        "lowest": (lowest, ""),
        "highest": (highest, ""),
    }


def belief_row(tell: Telling, answer: Belief) -> dict[str, str]:
    """What one would have to believe as a row of a table, by what its columns are called."""
    words = {name: text for name, (text, _) in answer_in_words(tell, answer).items()}
    needed = words["needed"] if answer.value is not None else "–"
    standing = tell.say(
        f"standings_of_beliefs.{answer.standing}",
        low=(words["low"], ""),
        high=(words["high"], ""),
    )
    cells = {**words, "needed": needed, "standing": standing}
    return {
        tell.say(f"ui.column_{name}"): cells[name]
        for name in ("assumption", "present", "needed", "standing")
    }


def question_in_words(tell: Telling, target: Target) -> str:
    """A ready question as a sentence."""
    amount = (target.amount, costmodel.unit_of(target.figure))
    return tell.say(f"questions.{target.id}", target=amount)


def ends_in_words(tell: Telling, each: Spread) -> dict[str, tuple[str, str]]:
    """Between what amounts a figure lies in nine of ten draws; empty where it is certain."""
    if each.certain:
        return {}
    low, high = tell.between(each.low, each.high, costmodel.unit_of(each.figure))
    return {"low": (low, ""), "high": (high, "")}


def spread_in_words(tell: Telling, each: Spread) -> str:
    """What the draws say about a rung, as a sentence."""
    name = (tell.say(f"rung_names.{each.figure}"), "")
    if not math.isfinite(each.middle):
        return tell.say("ui.spread_undefined", name=name)
    if each.certain:
        return tell.say("ui.spread_certain", name=name, here=(tell.number(each.figure), ""))
    low, high = tell.between(each.low, each.high, costmodel.unit_of(each.figure))
    return tell.say(
        "ui.spread_words",
        name=name,
        low=(low, ""),
        high=(high, ""),
        here=(tell.number(each.figure), ""),
        below=(each.below, "share"),
    )
