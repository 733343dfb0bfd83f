"""Which one number would change the verdict: a statement, and the changes that turn it over."""

import math

import streamlit as st

import costmodel
from costmodel import STATEMENTS, Flip, Statement, read_statement
from ui import blocks, choices, controls, markup, provenance, reader
from ui.telling import Telling


def statement() -> None:
    """A statement, whether it holds, and the one number whose change would turn it over."""
    tell = reader.telling()
    chosen = _choice(tell)
    value = tell.value(chosen.figure)
    unit = costmodel.unit_of(chosen.figure)
    threshold, present = tell.apart(chosen.threshold, value, unit, "precise,full")
    sentence = _statement_in_words(tell, reader.link().statement, chosen, threshold)
    if not math.isfinite(value):
        blocks.prose("doubts.flip_undefined", statement=(sentence, ""))
        return
    holds = bool(chosen.holds(value))
    now = "doubts.holds" if holds else "doubts.holds_not"
    told = {
        "statement": (sentence, ""),
        "figure": (tell.name_of(chosen.figure), ""),
        "value": (present, ""),
    }
    blocks.prose(now, **told)
    found = costmodel.flips(chosen, tell.changes)
    able = [each for each in found if each.value is not None]
    if not able:
        blocks.prose("doubts.flip_none", **told)
        return
    blocks.prose("doubts.flip_by", **told, **_flip_in_words(tell, able[0], unit))
    supported = [each for each in able if each.supported]
    if not supported:
        blocks.prose("doubts.flip_unsupported", **told)
    elif supported[0] is not able[0]:
        blocks.prose("doubts.flip_supported", **told, **_flip_in_words(tell, supported[0], unit))
    box = blocks.fold("flips", tell.say("ui.flips"))
    if box.open:
        with box:
            markup.draw(
                "table",
                caption=tell.say("ui.flips_caption"),
                rows=[_flip_row(tell, each, unit) for each in able],
            )
            rest = [tell.name_of(each.assumption) for each in found if each.value is None]
            if rest:
                names = ("; ".join(rest), "")
                markup.draw("note", text=tell.say("ui.flips_unable", names=names))


def _statement_in_words(
    tell: Telling, id: str, statement: Statement, threshold: str | None = None
) -> str:
    if threshold is None:
        unit = costmodel.unit_of(statement.figure)
        threshold = tell.written(statement.threshold, unit, "precise,full")
    threshold = (threshold, "")
    if id in STATEMENTS:
        return tell.say(f"statements.{id}", threshold=threshold)
    return tell.say(
        f"ui.statement_{statement.relation}",
        figure=(tell.name_of(statement.figure), ""),
        threshold=threshold,
    )


def _flip_in_words(tell: Telling, flip: Flip, unit: str) -> dict[str, tuple[str, str]]:
    """The blanks of a sentence about a flip."""
    id = flip.assumption
    row = costmodel.ASSUMPTIONS[id]

    present, needed, change = step_in_words(tell, flip, row.unit)
    return {
        "assumption": (tell.name_of(id), ""),
        "present": (present, ""),
        "needed": (needed, ""),
        "change": (change, ""),
        "there": (tell.written(flip.figure_there, unit, "precise,full"), ""),
        "standing": (_standing(tell, id, flip.supported), ""),
    }


def step_in_words(tell: Telling, flip: Flip, unit: str) -> tuple[str, str, str]:
    """From what to what a number is to be moved, and how far that is: this comes out of those."""
    if not math.isfinite(flip.change):
        ends = tell.apart(flip.present, flip.value, unit, "precise,full")
        return *ends, tell.say("ui.change_from_nothing")
    digits = tell.sum(
        {"present": (flip.present, unit), "needed": (flip.value, unit)},
        (abs(flip.change), "share"),
        lambda of: abs(costmodel.change(of["present"], of["needed"])),
    )
    ends = tell.apart(flip.present, flip.value, unit, f"{digits.operands},full")
    far = tell.written(abs(flip.change), "share", digits.result)
    way = "up" if flip.change > 0 else "down"
    return *ends, tell.say(f"ui.change_{way}", change=(far, ""))


def _standing(tell: Telling, id: str, supported: bool) -> str:
    row = costmodel.ASSUMPTIONS[id]
    standing = "inside" if supported else "outside" if row.has_likely_range else "unranged"
    return tell.say(f"standings_of_beliefs.{standing}", **provenance.likely(tell, row))


def _flip_row(tell: Telling, flip: Flip, unit: str) -> dict[str, str]:
    words = {name: text for name, (text, _) in _flip_in_words(tell, flip, unit).items()}
    return {
        tell.say(f"ui.column_{name}"): words[name]
        for name in ("assumption", "present", "needed", "change", "standing")
    }


def _choice(tell: Telling) -> Statement:
    """A ready statement, or fields for one of the reader's own."""
    own = choices.ready_or_own(
        tell,
        "statement",
        STATEMENTS,
        lambda id: _statement_in_words(tell, id, STATEMENTS[id]),
    )
    chosen = read_statement(reader.link().statement)
    if own:
        one, two, three = st.columns([3, 1, 2])
        with one:
            choices.figure(tell, "statement_figure", "statement", chosen.figure)
        with two:
            relations = [(each, tell.say(f"relations.{each}")) for each in ("above", "below")]
            controls.choice(
                "choice_statement_relation",
                "statement",
                "relation",
                tell.say("ui.own_relation"),
                relations,
                chosen.relation,
            )
        with three:
            controls.number(
                tell,
                "statement_threshold",
                "statement",
                "threshold",
                tell.say("ui.own_threshold"),
                chosen.threshold,
                costmodel.unit_of(chosen.figure),
            )
    return chosen
