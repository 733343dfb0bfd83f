"""Which one number would change the verdict: a statement, and the changes that turn it over."""

import math

import costmodel
from costmodel import RELATIONS, STATEMENTS, Statement
from elements import blocks, choices, controls, markup, medium
from telling import Telling, doubts


def statement() -> None:
    """A statement, whether it holds, and the one number whose change would turn it over."""
    with medium.idea("flip"):
        _statement()


def _statement() -> None:
    tell = medium.telling()
    chosen = _choice(tell)
    value = tell.value(chosen.figure)
    unit = costmodel.unit_of(chosen.figure)
    threshold, present = tell.apart(chosen.threshold, value, unit, "precise,full")
    sentence = doubts.statement_in_words(tell, chosen, threshold)
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
        _several_together(tell, chosen, told)
        return
    blocks.prose("doubts.flip_by", **told, **doubts.flip_in_words(tell, able[0], unit))
    supported = [each for each in able if each.supported]
    if not supported:
        blocks.prose("doubts.flip_unsupported", **told)
        _several_together(tell, chosen, told)
    elif supported[0] is not able[0]:
        blocks.prose(
            "doubts.flip_supported", **told, **doubts.flip_in_words(tell, supported[0], unit)
        )
    box = medium.fold("flips", tell.say("ui.flips"))
    if box.open:
        with box:
            markup.draw(
                "table",
                caption=tell.say("ui.flips_caption"),
                rows=[doubts.flip_row(tell, each, unit) for each in able],
            )
            rest = [tell.name_of(each.assumption) for each in found if each.value is None]
            if rest:
                names = ("; ".join(rest), "")
                markup.draw("note", text=tell.say("ui.flips_unable", names=names))


def _several_together(tell: Telling, chosen: Statement, told: dict[str, tuple[str, str]]) -> None:
    """A story by whose numbers the statement is turned over, where there is one."""
    story = costmodel.turned_over_by(chosen, tell.changes)
    if story is None:
        return
    there = costmodel.figures_of(story)[chosen.figure]
    blocks.prose(
        "doubts.flip_together",
        **told,
        story=(tell.say(f"stories.{story}.name"), ""),
        there=(tell.written(float(there), costmodel.unit_of(chosen.figure), "precise,full"), ""),
    )


def _choice(tell: Telling) -> Statement:
    """A ready statement, or fields for one of the reader's own."""
    chosen = medium.link().statement
    ready = {id: doubts.statement_in_words(tell, each) for id, each in STATEMENTS.items()}
    choices.ready_or_own(tell, "statement", ready, chosen.id)
    if chosen.id is None:
        one, two, three = medium.columns(3, 1, 2)
        with one:
            choices.figure(tell, "statement_figure", "statement", chosen.figure)
        with two:
            relations = [(each, tell.say(f"relations.{each}")) for each in RELATIONS]
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
