"""What one would have to believe: a headline, and what each number would have to be for it."""

import math

import costmodel
from costmodel import ASSUMPTIONS, QUESTIONS, Target
from elements import blocks, choices, controls, markup, medium
from telling import Telling, doubts


def question() -> None:
    """A headline, and for each assumption what it would have to be to make it true."""
    tell = medium.telling()
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
    # Behind some figures stands no assumption at all; then one is as good as another.
    likeliest = next(iter((*possible, *found))).assumption if found else next(iter(ASSUMPTIONS))
    believed = medium.link().believed or likeliest
    choices.select(
        tell,
        "believed",
        "ui.believe_by",
        tuple(ASSUMPTIONS),
        tell.name_of,
        present=believed,
    )
    answer = by_id.get(believed) or costmodel.belief(
        target.figure, target.amount, believed, tell.changes
    )
    blocks.prose(f"doubts.answer_{answer.standing}", **told, **doubts.answer_in_words(tell, answer))
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
    if not found:
        return
    box = medium.fold("beliefs", tell.say("ui.beliefs"))
    if box.open:
        with box:
            markup.draw(
                "table",
                caption=tell.say("ui.beliefs_caption", **told),
                rows=[doubts.belief_row(tell, each) for each in found],
            )


def _choice(tell: Telling) -> Target:
    """A ready question, or fields for one of the reader's own."""
    chosen = medium.link().question
    ready = {id: doubts.question_in_words(tell, each) for id, each in QUESTIONS.items()}
    choices.ready_or_own(tell, "question", ready, chosen.id)
    if chosen.id is None:
        left, right = medium.columns(3, 2)
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
