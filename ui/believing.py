"""What one would have to believe: a headline, and what each number would have to be for it."""

import math

import streamlit as st

import costmodel
from costmodel import QUESTIONS, Belief, Target, read_target
from ui import blocks, choices, controls, markup, provenance, reader
from ui.telling import Telling


def question() -> None:
    """A headline, and for each assumption what it would have to be to make it true."""
    tell = reader.telling()
    target = _choice(tell)
    unit = costmodel.unit_of(target.figure)
    wanted, here = tell.apart(target.amount, tell.value(target.figure), unit, "precise,full")
    told = {
        "figure": (tell.name_of(target.figure), ""),
        "target": (wanted, ""),
        "value": (here, ""),
    }
    if math.isclose(tell.value(target.figure), target.amount, rel_tol=1e-9):
        blocks.prose("doubts.believe_already", **told)
        return
    found = costmodel.beliefs(target.figure, target.amount, tell.changes)
    by_id = {each.assumption: each for each in found}
    possible = [each for each in found if each.value is not None]
    summary = "possible" if possible else "impossible"
    inside = [each for each in possible if each.standing == "inside"]
    blocks.prose(
        f"doubts.believe_{'inside' if inside else summary}",
        **told,
        count=(len(inside), "people"),
    )
    likeliest = (possible or list(found))[0].assumption
    believed = reader.link().believed or likeliest
    choices.select(
        tell,
        "believed",
        "ui.believe_by",
        tuple(costmodel.ASSUMPTIONS),
        tell.name_of,
        present=believed,
    )
    answer = by_id.get(believed) or costmodel.belief(
        target.figure, target.amount, believed, tell.changes
    )
    blocks.prose(f"doubts.answer_{answer.standing}", **told, **_answer_in_words(tell, answer))
    if answer.value is not None:
        controls.buttons(
            controls.button(
                "take_me_there",
                tell.say("ui.take_me_there"),
                "assumption",
                answer.assumption,
                repr(answer.value),
            )
        )
    box = blocks.fold("beliefs", tell.say("ui.beliefs"))
    if box.open:
        with box:
            markup.draw(
                "table",
                caption=tell.say("ui.beliefs_caption", **told),
                rows=[_belief_row(tell, each) for each in found],
            )


def _answer_in_words(tell: Telling, answer: Belief) -> dict[str, tuple[str, str]]:
    """The blanks of a sentence about what one would have to believe."""
    id = answer.assumption
    row = costmodel.ASSUMPTIONS[id]
    unit = costmodel.unit_of(answer.figure)

    value = math.nan if answer.value is None else answer.value
    present, needed = tell.apart(tell.value(id), value, row.unit, "precise,full")
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


def _belief_row(tell: Telling, answer: Belief) -> dict[str, str]:
    words = {name: text for name, (text, _) in _answer_in_words(tell, answer).items()}
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


def _choice(tell: Telling) -> Target:
    """A ready question, or fields for one of the reader's own."""
    own = choices.ready_or_own(
        tell,
        "question",
        QUESTIONS,
        lambda id: _question_in_words(tell, id, QUESTIONS[id]),
    )
    chosen = read_target(reader.link().question)
    if own:
        left, right = st.columns([3, 2])
        with left:
            choices.figure(tell, "question_figure", "question", chosen.figure)
        with right:
            controls.number(
                tell,
                "question_target",
                "question",
                "amount",
                tell.say("ui.own_target"),
                chosen.amount,
                costmodel.unit_of(chosen.figure),
            )
    return chosen


def _question_in_words(tell: Telling, id: str, target: Target) -> str:
    amount = (target.amount, costmodel.unit_of(target.figure))
    return tell.say(f"questions.{id}", target=amount)
