"""The doubts page: how sure a figure is, what moves it, what flips a verdict, what to believe."""

import math
from contextlib import nullcontext

import streamlit as st

import charts
import costmodel
from costmodel import Belief, Flip, Spread, Statement, Target
from exports import DRAWS_OFFERED, SEEDS
from ui import blocks, choices, controls, markup, reader
from ui.telling import Telling

# What a choice says where the reader makes up a statement or a question.
_OWN = "own"
# The share of draws a sentence speaks of: nine in ten.
_NEARLY_ALL = 0.9


def figure_in_doubt() -> None:
    """The figure the page is about, in large type, with its range under it."""
    blocks.headline(reader.link().figure, with_range=True)


def choice_of_figure() -> None:
    """Which figure the page is about: any there is."""
    tell = reader.telling()
    choices.select(tell, "figure", "ui.doubt_figure", costmodel.MODEL.figures, tell.name_of)


def control_that_matters_most() -> None:
    """A slider for the assumption that moves the figure furthest."""
    tell, link = reader.telling(), reader.link()
    widest = next(iter(costmodel.swings(link.figure, tell.changes)), None)
    if widest is not None:
        controls.slider(tell, widest.assumption)


def spread_of_the_ladder() -> None:
    """Where the draws of every rung fall, and what that means in words."""
    tell, link = reader.telling(), reader.link()
    # The usual draws are there at once; more take a moment.
    more = link.draws > costmodel.DRAWS
    with st.spinner(tell.say("ui.drawing")) if more else nullcontext():
        blocks.chart(charts.spread, link.draws, link.seed)
        found = {
            id: costmodel.spread(id, tell.changes, link.draws, link.seed) for id in costmodel.RUNGS
        }
        at_least = costmodel.exceeded("tco", tell.changes, _NEARLY_ALL, link.draws, link.seed)
    claim = tell.value("claim_reported")
    if not found["tco"].certain:
        blocks.prose(
            "doubts.nine_in_ten",
            at_least=(at_least, "USD"),
            times=(costmodel.ratio(at_least, claim), "×"),
            below=(found["tco"].below, "share"),
        )
    markup.draw("sentences", sentences=[_in_words(tell, found[id]) for id in costmodel.RUNGS])


def _in_words(tell: Telling, each: Spread) -> str:
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


def which_draws() -> None:
    """How many draws, and which: so that anybody can see that the ranges hardly move."""
    tell = reader.telling()
    left, right = st.columns(2)
    with left:
        choices.select(
            tell,
            "draws",
            "ui.draws",
            DRAWS_OFFERED,
            lambda count: tell.written(count, "people"),
        )
    with right:
        st.button(
            tell.say("ui.draw_again"),
            key="draw_again",
            help=tell.say("ui.draw_again_help"),
            on_click=lambda: reader.choose(seed=(reader.link().seed + 1) % SEEDS),
        )


def what_is_not_drawn() -> None:
    """The assumptions that are certain: set by the reader, or without a published range."""
    tell = reader.telling()
    lists = {
        "ui.certain_set": tuple(tell.changes),
        "ui.certain_unranged": costmodel.certain_ids(tell.changes),
    }
    box = st.expander(tell.say("ui.certain"), key="certain", on_change="rerun")
    if box.open:
        with box:
            markup.draw(
                "lists",
                lists=[
                    {"title": tell.say(title), "items": [tell.name_of(id) for id in ids]}
                    for title, ids in lists.items()
                    if ids
                ],
            )


def swings() -> None:
    """What matters: each assumption over its sourced range, and those that have none."""
    tell, link = reader.telling(), reader.link()
    blocks.chart(charts.swings, link.figure)
    unranged = costmodel.unswung(link.figure)
    if unranged:
        names = "; ".join(map(tell.name_of, unranged))
        markup.draw("note", text=tell.say("ui.unswung", names=(names, "")))


def statement() -> None:
    """A statement, whether it holds, and the one number whose change would turn it over."""
    tell = reader.telling()
    chosen = _choice_of_statement(tell)
    value = tell.value(chosen.figure)
    sentence = _statement_in_words(tell, reader.link().statement, chosen)
    if not math.isfinite(value):
        blocks.prose("doubts.flip_undefined", statement=(sentence, ""))
        return
    holds = bool(chosen.holds(value))
    now = "doubts.holds" if holds else "doubts.holds_not"
    unit = costmodel.unit_of(chosen.figure)
    told = {
        "statement": (sentence, ""),
        "figure": (tell.name_of(chosen.figure), ""),
        "value": (tell.written(value, unit, "precise,full"), ""),
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
    box = st.expander(tell.say("ui.flips"), key="flips", on_change="rerun")
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


def _choice_of_statement(tell: Telling) -> Statement:
    preset = reader.link().statement
    choices.select(
        tell,
        "statement_choice",
        "ui.statement",
        (*costmodel.STATEMENTS, _OWN),
        lambda id: (
            tell.say("ui.own_statement")
            if id == _OWN
            else _statement_in_words(tell, id, costmodel.STATEMENTS[id])
        ),
        present=preset if preset in costmodel.STATEMENTS else _OWN,
        chosen=_statement_chosen,
    )
    chosen = costmodel.read_statement(reader.link().statement)
    if preset not in costmodel.STATEMENTS:
        one, two, three = st.columns([3, 1, 2])
        with one:
            choices.select(
                tell,
                "statement_figure",
                "ui.own_figure",
                costmodel.MODEL.figures,
                tell.name_of,
                present=chosen.figure,
                chosen=lambda figure: _restate(figure=figure),
            )
        with two:
            choices.select(
                tell,
                "statement_relation",
                "ui.own_relation",
                ("above", "below"),
                lambda relation: tell.say(f"relations.{relation}"),
                present=chosen.relation,
                chosen=lambda relation: _restate(relation=relation),
            )
        with three:
            choices.number(
                tell,
                "statement_threshold",
                tell.say("ui.own_threshold"),
                chosen.threshold,
                lambda threshold: _restate(threshold=threshold),
            )
    return chosen


def _statement_chosen(id: str) -> None:
    if id == _OWN:
        present = costmodel.read_statement(reader.link().statement)
        id = costmodel.write_statement(present)
    reader.choose(statement=id)


def _restate(**parts: object) -> None:
    present = vars(costmodel.read_statement(reader.link().statement))
    reader.choose(statement=costmodel.write_statement(Statement(**{**present, **parts})))


def _statement_in_words(tell: Telling, id: str, statement: Statement) -> str:
    unit = costmodel.unit_of(statement.figure)
    threshold = (tell.written(statement.threshold, unit, "full"), "")
    if id in costmodel.STATEMENTS:
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

    def written(value: float) -> tuple[str, str]:
        return tell.written(value, row.unit, "precise,full"), ""

    return {
        "assumption": (tell.name_of(id), ""),
        "present": written(flip.present),
        "needed": written(flip.value),
        "change": (_change(tell, flip), ""),
        "there": (tell.written(flip.figure_there, unit, "precise,full"), ""),
        "standing": (_standing(tell, id, flip.supported), ""),
    }


def _change(tell: Telling, flip: Flip) -> str:
    if not math.isfinite(flip.change):
        return tell.say("ui.change_from_nothing")
    way = "up" if flip.change > 0 else "down"
    return tell.say(f"ui.change_{way}", change=(abs(flip.change), "share"))


def _standing(tell: Telling, id: str, supported: bool) -> str:
    row = costmodel.ASSUMPTIONS[id]
    if not row.has_likely_range:
        return tell.say("standings_of_beliefs.unranged")
    return tell.say(
        f"standings_of_beliefs.{'inside' if supported else 'outside'}",
        low=(tell.written(row.likely_low, row.unit, "exact"), ""),
        high=(tell.written(row.likely_high, row.unit, "exact,full"), ""),
    )


def _flip_row(tell: Telling, flip: Flip, unit: str) -> dict[str, str]:
    words = {name: text for name, (text, _) in _flip_in_words(tell, flip, unit).items()}
    return {
        tell.say(f"ui.column_{name}"): words[name]
        for name in ("assumption", "present", "needed", "change", "standing")
    }


def question() -> None:
    """A headline, and for each assumption what it would have to be to make it true."""
    tell = reader.telling()
    target = _choice_of_question(tell)
    unit = costmodel.unit_of(target.figure)
    told = {
        "figure": (tell.name_of(target.figure), ""),
        "target": (tell.written(target.amount, unit, "full"), ""),
        "value": (tell.number(target.figure, "precise,full"), ""),
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
        st.button(
            tell.say("ui.take_me_there"),
            key="take_me_there",
            on_click=reader.set_assumption,
            args=(answer.assumption, answer.value),
        )
    box = st.expander(tell.say("ui.beliefs"), key="beliefs", on_change="rerun")
    if box.open:
        with box:
            markup.draw(
                "table",
                caption=tell.say("ui.beliefs_caption", **told),
                rows=[_belief_row(tell, each) for each in found],
            )


def _choice_of_question(tell: Telling) -> Target:
    preset = reader.link().question
    choices.select(
        tell,
        "question_choice",
        "ui.question",
        (*costmodel.QUESTIONS, _OWN),
        lambda id: (
            tell.say("ui.own_question")
            if id == _OWN
            else tell.say(
                f"questions.{id}",
                target=(
                    costmodel.QUESTIONS[id].amount,
                    costmodel.unit_of(costmodel.QUESTIONS[id].figure),
                ),
            )
        ),
        present=preset if preset in costmodel.QUESTIONS else _OWN,
        chosen=_question_chosen,
    )
    chosen = costmodel.read_target(reader.link().question)
    if preset not in costmodel.QUESTIONS:
        left, right = st.columns([3, 2])
        with left:
            choices.select(
                tell,
                "question_figure",
                "ui.own_figure",
                costmodel.MODEL.figures,
                tell.name_of,
                present=chosen.figure,
                chosen=lambda figure: _ask(figure=figure),
            )
        with right:
            choices.number(
                tell,
                "question_target",
                tell.say("ui.own_target"),
                chosen.amount,
                lambda amount: _ask(amount=amount),
            )
    return chosen


def _question_chosen(id: str) -> None:
    if id == _OWN:
        id = costmodel.write_target(costmodel.read_target(reader.link().question))
    reader.choose(question=id, believed=None)


def _ask(**parts: object) -> None:
    present = vars(costmodel.read_target(reader.link().question))
    reader.choose(question=costmodel.write_target(Target(**{**present, **parts})), believed=None)


def _answer_in_words(tell: Telling, answer: Belief) -> dict[str, tuple[str, str]]:
    """The blanks of a sentence about what one would have to believe."""
    id = answer.assumption
    row = costmodel.ASSUMPTIONS[id]
    unit = costmodel.unit_of(answer.figure)

    def written(value: float, style: str = "precise,full") -> tuple[str, str]:
        return tell.written(value, row.unit, style), ""

    return {
        "assumption": (tell.name_of(id), ""),
        "present": written(tell.value(id)),
        "needed": written(math.nan if answer.value is None else answer.value),
        "low": written(row.likely_low, "exact") if row.has_likely_range else ("", ""),
        "high": written(row.likely_high, "exact,full") if row.has_likely_range else ("", ""),
        "possible_low": written(row.allowed_low, "exact"),
        "possible_high": written(row.allowed_high, "exact,full"),
        "lowest": (tell.written(answer.lowest, unit, "precise"), ""),
        "highest": (tell.written(answer.highest, unit, "precise,full"), ""),
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
