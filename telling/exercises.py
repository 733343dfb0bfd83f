"""Exercises in words: what is asked and given, what may be ticked, the answer and the way to it."""

from collections.abc import Mapping
from dataclasses import dataclass

import costmodel
from content import Language
from costmodel import (
    STORIES,
    Believe,
    Compute,
    Exercise,
    Overturn,
    Scenario,
    Side,
    Unlike,
    WhichGrade,
    WhichStory,
)
from data import RECORDS
from telling import formulas, provenance
from telling.doubts import statement_in_words
from telling.scenario import Telling

# How the answers are written that are to be computed.
_ANSWER = "precise"


@dataclass(frozen=True)
class Told:
    """An exercise in one language.

    ``given`` are the lines with the numbers to use, ``rounding`` says to how many digits an
    answer is to be given, empty where none is computed. ``options`` are what may be ticked, and
    ``right`` which of them is true, None where there is nothing to tick. ``answer`` is what the
    key says, ``steps`` how one gets there.
    """

    kind: str
    asks: str
    given: tuple[str, ...]
    rounding: str
    options: tuple[str, ...]
    right: int | None
    answer: str
    steps: str


def told(language: Language, each: Exercise) -> Told:
    """An exercise in the words of a language."""
    match each:
        case Compute():
            return _compute(language, each)
        case Overturn():
            return _overturn(language, each)
        case Believe():
            return _believe(language, each)
        case WhichStory():
            return _which_story(language, each)
        case WhichGrade():
            return _which_grade(language, each)
        case Unlike():
            return _unlike(language, each)


def _rounding(tell: Telling, answer: float, unit: str, style: str) -> str:
    """To what an answer is to be rounded."""
    _, step = tell.language.numbers.shown(float(answer), unit, style)
    if step == 1 and not unit.startswith("USD"):
        return tell.say("kit.round.whole")
    return tell.say("kit.round.nearest", step=(tell.written(step, unit, "exact"), ""))


def _accepted(tell: Telling, answer: float, unit: str, style: str) -> str:
    """An answer, and how far off still counts: as far as it is rounded."""
    _, step = tell.language.numbers.shown(float(answer), unit, style)
    return tell.say(
        "kit.key.accepted",
        answer=(tell.written(answer, unit, f"{style},full"), ""),
        step=(tell.written(step, unit, "exact"), ""),
    )


def _compute(language: Language, each: Compute) -> Told:
    tell = Telling.of(language, each.changes)
    unit = costmodel.unit_of(each.figure)
    digits = tell.sum_of(each.figure).operands
    others = costmodel.operands_of(each.figure, each.assumption, each.changes)
    return Told(
        tell.say("kit.kinds.compute"),
        tell.say(
            "kit.ask.compute",
            assumption=(tell.name_of(each.assumption), ""),
            value=(tell.number(each.assumption, _FULL), ""),
            figure=(tell.name_of(each.figure), ""),
        ),
        (_formula(tell, each.figure), *_operands(tell, others, f"{digits},full")),
        _rounding(tell, each.answer, unit, _ANSWER),
        (),
        None,
        _accepted(tell, each.answer, unit, _ANSWER),
        formulas.in_numbers(tell, each.figure),
    )


# A number that is set, or that stands beside limits: every digit, and its unit.
_FULL = "exact,full"


def _formula(tell: Telling, figure: str) -> str:
    formula = formulas.in_words(tell, figure)
    return tell.say("kit.given.formula", figure=(tell.name_of(figure), ""), formula=(formula, ""))


def _operands(tell: Telling, operands: Mapping[str, float], style: str) -> tuple[str, ...]:
    return tuple(
        tell.say(
            "kit.given.operand",
            name=(tell.name_of(id), ""),
            value=(tell.written(value, costmodel.unit_of(id), style), ""),
        )
        for id, value in operands.items()
    )


@dataclass(frozen=True)
class _Solved:
    """What a number must be for a figure to come to an amount, in words that come out."""

    given: tuple[str, ...]
    rounding: str
    accepted: str
    target: str
    sum: str


def _solved(
    tell: Telling, figure: str, amount: float, assumption: str, asked: Scenario[float]
) -> _Solved:
    others = costmodel.operands_of(figure, assumption, asked)
    unit, unit_of_it = costmodel.unit_of(figure), costmodel.unit_of(assumption)
    needed = costmodel.solved(figure, assumption, amount, others)

    def solved(of: Mapping[str, float]) -> float:
        return costmodel.solved(figure, assumption, of[figure], {id: of[id] for id in others})

    measured = {id: (value, costmodel.unit_of(id)) for id, value in others.items()}
    digits = tell.sum(
        {**measured, figure: (amount, unit)}, (needed, unit_of_it), solved, in_full=False
    )
    target = tell.written(amount, unit, "precise,full")
    words = {
        id: tell.written(value, one, f"{digits.operands},full")
        for id, (value, one) in measured.items()
    }
    if costmodel.solved(figure, assumption, 2 * amount, others) > needed:
        left = [target, *words.values()]
    else:
        # Where the number divides, it and the figure change places.
        operands = costmodel.MODEL.operands_of(figure)
        left = [target if id == assumption else words[id] for id in operands]
    answer = tell.written(needed, unit_of_it, f"{digits.result},full")
    return _Solved(
        (_formula(tell, figure), *_operands(tell, others, f"{digits.operands},full")),
        _rounding(tell, needed, unit_of_it, digits.result),
        _accepted(tell, needed, unit_of_it, digits.result),
        target,
        f"{' ÷ '.join(left)} {digits.sign} {answer}",
    )


def _solving(
    tell: Telling,
    kind: str,
    solved: _Solved,
    figure: str,
    assumption: str,
    asked: Mapping[str, tuple[str, str]],
    *given: str,
    options: tuple[str, ...] = (),
    right: int | None = None,
) -> Told:
    """An exercise in which one number is to be found; ``given`` is known beside the operands."""
    return Told(
        tell.say(f"kit.kinds.{kind}"),
        tell.say(
            f"kit.ask.{kind}",
            assumption=(tell.name_of(assumption), ""),
            present=(tell.number(assumption, _FULL), ""),
            **asked,
        ),
        (*solved.given, *given),
        solved.rounding,
        options,
        right,
        solved.accepted,
        tell.say(
            f"kit.key.{kind}",
            figure=(tell.name_of(figure), ""),
            target=(solved.target, ""),
            sum=(solved.sum, ""),
        ),
    )


def _overturn(language: Language, each: Overturn) -> Told:
    tell = Telling.of(language, each.asked)
    figure, threshold = each.statement.figure, each.statement.threshold
    solved = _solved(tell, figure, threshold, each.assumption, each.asked)
    asked = {"statement": (statement_in_words(tell, each.statement), "")}
    return _solving(tell, "flip", solved, figure, each.assumption, asked)


def _believe(language: Language, each: Believe) -> Told:
    tell = Telling.of(language, each.asked)
    figure, row = each.target.figure, costmodel.ASSUMPTIONS[each.assumption]
    solved = _solved(tell, figure, each.target.amount, each.assumption, each.asked)
    limits = {
        "low": (tell.written(row.allowed_low, row.unit, "exact"), ""),
        "high": (tell.written(row.allowed_high, row.unit, _FULL), ""),
    }
    range_ = (
        tell.say("kit.given.range", **provenance.likely(tell, row))
        if row.has_likely_range
        else tell.say("kit.given.no_range")
    )
    return _solving(
        tell,
        "believe",
        solved,
        figure,
        each.assumption,
        {"figure": (tell.name_of(figure), ""), "target": (solved.target, "")},
        range_,
        tell.say("kit.given.limits", **limits),
        options=tuple(tell.say(f"kit.choices.{choice}") for choice in costmodel.CHOICES),
        right=costmodel.CHOICES.index(each.answer),
    )


def _which_story(language: Language, each: WhichStory) -> Told:
    tell, unit = Telling.of(language), costmodel.unit_of(each.figure)
    names = {id: tell.say(f"stories.{id}.name") for id in each.options}
    sums = []
    options = []
    for id in each.options:
        of = Telling.of(language, STORIES[id])
        # All of the sum but the sign before its result, and that.
        parts = formulas.parts(of, each.figure)[:-2]
        numbers = "".join(number + between for number, between in parts).strip()
        options.append(tell.say("kit.option.story", story=(names[id], ""), numbers=(numbers, "")))
        of_it = (formulas.in_numbers(of, each.figure), "")
        sums.append(tell.say("kit.key.of_story", story=(names[id], ""), amount=of_it))
    return Told(
        tell.say("kit.kinds.story"),
        tell.say(
            "kit.ask.story",
            figure=(tell.name_of(each.figure), ""),
            amount=(tell.written(each.amount, unit, f"{_ANSWER},full"), ""),
        ),
        (_formula(tell, each.figure),),
        "",
        tuple(options),
        each.options.index(each.answer),
        names[each.answer],
        tell.say("kit.key.story", sums=("; ".join(sums), "")),
    )


def _which_grade(language: Language, each: WhichGrade) -> Told:
    tell, row = Telling.of(language), costmodel.gradable()[each.id]
    letters = [*tell.language.labels["grades"]]
    sources = (provenance.source(tell, id) for id in row.sources[:1])
    given = [
        tell.say(
            "kit.given.source",
            source=(", ".join((one["title"], one["publisher"], one["published"])), ""),
        )
        for one in sources
    ]
    asks = "kit.ask.grade_of_fact"
    if each.id in RECORDS.assumptions:
        asks = "kit.ask.grade"
        reason = (tell.say(f"assumptions.{each.id}.why"), "")
        given.append(tell.say("kit.given.reason", reason=reason))
    meaning = (tell.say(f"grades.{each.answer}"), "")
    return Told(
        tell.say("kit.kinds.grade"),
        tell.say(
            asks,
            name=(tell.name_of(each.id), ""),
            value=(tell.written(row.value, row.unit, "full"), ""),
        ),
        tuple(given),
        "",
        tuple(
            tell.say("kit.option.grade", grade=(id, ""), meaning=(tell.say(f"grades.{id}"), ""))
            for id in letters
        ),
        letters.index(each.answer),
        tell.say("kit.option.grade", grade=(each.answer, ""), meaning=meaning),
        tell.say("kit.key.grade", meaning=meaning),
    )


def _unlike(language: Language, each: Unlike) -> Told:
    tell = Telling.of(language)

    def side(one: Side) -> str:
        amount = tell.written(one.amount, costmodel.unit_of(one.rung))
        return tell.say(
            "kit.option.side",
            rung=(tell.say(f"rung_names.{one.rung}"), ""),
            amount=(amount, ""),
            story=(tell.say(f"stories.{one.story}.name"), ""),
        )

    options = tuple(
        tell.say("kit.option.against", first=(side(first), ""), second=(side(second), ""))
        for first, second in each.options
    )
    right = each.options.index(each.answer)
    first, second = (one.rung for one in each.answer)
    return Told(
        tell.say("kit.kinds.unlike"),
        tell.say("kit.ask.unlike"),
        (),
        "",
        options,
        right,
        options[right],
        tell.say(
            "kit.key.unlike",
            first=(tell.say(f"rung_names.{first}"), ""),
            second=(tell.say(f"rung_names.{second}"), ""),
            first_question=(tell.say(f"rungs.{first}"), ""),
            second_question=(tell.say(f"rungs.{second}"), ""),
        ),
    )
